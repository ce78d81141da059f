// What happens as signs are typed, letter by letter.
import test from 'brittle'
import type { EditorState, Transaction } from 'prosemirror-state'
import { EditorState as State, TextSelection } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { writeMarkdown } from '../../../app/export/markdown-write.ts'
import { shortcuts } from '../../../app/editor/rules.ts'
import { clearMarks, highlightAt, paint } from '../../../app/editor/commands.ts'
import { schema } from '../../../app/schema/index.ts'

const { nodes, marks } = schema

function typed (text: string): EditorState {
  const rules = shortcuts()
  let state = State.create({ doc: nodes.doc.create(null, nodes.paragraph.create()), plugins: [rules] })
  state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, 1)))
  const view = { get state () { return state }, composing: false, dispatch: (tr: Transaction) => { state = state.apply(tr) } }
  for (const letter of text) {
    const { from, to } = state.selection
    const handle = rules.props.handleTextInput as unknown as (view: EditorView, from: number, to: number, text: string, insert: () => Transaction) => boolean
    if (!handle.call(rules, view as unknown as EditorView, from, to, letter, () => state.tr.insertText(letter, from, to))) {
      state = state.apply(state.tr.insertText(letter, from, to))
    }
  }
  return state
}

test('typing - signs around words become marks', (t) => {
  for (const [text, markdown] of [
    ['a ==b c== d', 'a ==b c== d'],
    ['~~strike~~ on', '~~strike~~ on'],
    ['H~2~O', 'H<sub>2</sub>O'],
    ['x^2^ y', 'x<sup>2</sup> y'],
    ['SO~4~^2-^', 'SO<sub>4</sub><sup>2-</sup>'],
    ['**b** *i* `c`', '**b** *i* `c`']
  ]) t.is(writeMarkdown(typed(text!).doc).text, markdown + '\n')
})

test('typing - what only looks like it stays', (t) => {
  for (const text of ['a == b == c', 'x^2+y^2', '^_^', '~5 and ~7', 'about ~/notes~ there', 'a=b=c', '===', '^^up^^']) {
    const { doc } = typed(text)
    t.is(doc.textContent, text)
    t.absent(doc.firstChild!.firstChild?.marks.length)
  }
})

test('commands - a colour, another one, the same one; and all marks off but links', (t) => {
  let state = State.create({ doc: nodes.doc.create(null, nodes.paragraph.create(null, [schema.text('ab', [marks.strong.create(), marks.link.create({ href: 'https://x.y' })]), schema.text('cd')])) })
  const run = (command: ReturnType<typeof paint>): void => { command(state, (tr) => { state = state.apply(tr) }) }
  state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, 2, 4)))
  run(paint('green'))
  t.is(highlightAt(state), 'green')
  run(paint(null))
  t.is(highlightAt(state), null, 'yellow, not both')
  run(paint(null))
  t.is(highlightAt(state), undefined)
  run(paint('blue'))
  run(clearMarks)
  t.is(writeMarkdown(state.doc).text, '[**a**b](https://x.y)cd\n')
})

test('typing - an address becomes a link with the space behind it', (t) => {
  for (const [text, shown, href] of [
    ['see https://x.y/a?b=c. ', 'https://x.y/a?b=c', 'https://x.y/a?b=c'],
    ['(www.example.org) ', 'www.example.org', 'https://www.example.org'],
    ['https://x.y/a_(b) ', 'https://x.y/a_(b)', 'https://x.y/a_(b)'],
    ['ask ada@example.org, ', 'ada@example.org', 'mailto:ada@example.org']
  ] as const) {
    const { doc } = typed(text)
    const links: unknown[] = []
    doc.descendants((node) => { for (const mark of node.marks) links.push(node.text, mark.attrs['href']) })
    t.alike(links, [shown, href])
    t.is(doc.textContent, text)
  }
  for (const text of ['app.ts ', 'and/or ', 'https:// ', '@ada ', 'a@b ', 'javascript:alert(1) ', 'http://x']) {
    typed(text).doc.descendants((node) => { t.is(node.marks.length, 0, text) })
  }
  t.absent(typed('`https://x.y` ').doc.firstChild!.firstChild!.marks.some(({ type }) => type === marks.link), 'not in code')
})
