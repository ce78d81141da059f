import test from 'brittle'
import type { Node } from 'prosemirror-model'
import type { Command, Transaction } from 'prosemirror-state'
import { AllSelection, EditorState, TextSelection } from 'prosemirror-state'
import { parseMarkdown } from '../../../app/export/markdown-read.ts'
import { writeMarkdown } from '../../../app/export/markdown-write.ts'
import { schema } from '../../../app/schema/index.ts'
import { block, blockName, divider, firstBlock, indent, list, quote, toggleTask, wrapActive } from '../../../app/editor/commands.ts'
import { firstInput } from '../../../app/editor/plugins/first-input.ts'
import { looksLikeMarkdown } from '../../../app/editor/paste/paste.ts'
import { fence, shortcuts } from '../../../app/editor/rules.ts'

/** A state from Markdown in which `|` is where the cursor stands. */
function stateOf (markdown: string): EditorState {
  const { doc } = parseMarkdown(markdown)
  let at = -1
  doc.descendants((node, pos) => {
    const found = node.isText ? node.text?.indexOf('|') ?? -1 : -1
    if (found >= 0) at = pos + found
  })
  const state = EditorState.create({ doc, plugins: [shortcuts()] })
  const transaction = state.tr.delete(at, at + 1)
  return state.apply(transaction.setSelection(TextSelection.create(transaction.doc, at)))
}

function run (state: EditorState, ...commands: Command[]): EditorState {
  let now = state
  for (const command of commands) command(now, (transaction: Transaction) => { now = now.apply(transaction) })
  return now
}

function markdown (doc: Node): string {
  return writeMarkdown(doc).text.trim()
}

/** Types letter by letter, as the view would hand it to the rules. */
function type (state: EditorState, text: string): EditorState {
  let now = state
  const handle = now.plugins[0]?.props.handleTextInput as unknown as (view: object, from: number, to: number, text: string) => boolean
  for (const letter of text) {
    const { from, to } = now.selection
    const view = { get state () { return now }, composing: false, dispatch: (transaction: Transaction) => { now = now.apply(transaction) } }
    if (!handle(view, from, to, letter)) now = now.apply(now.tr.insertText(letter, from, to))
  }
  return now
}

const STORIES: [story: string, before: string, commands: Command[], after: string][] = [
  ['a paragraph becomes a list', 'a|', [list('bullets')], '- a'],
  ['the same button takes it out again', '- a|', [list('bullets')], 'a'],
  ['a bulleted list becomes a numbered one', '- a|\n- b', [list('numbers')], '1. a\n2. b'],
  ['a numbered list becomes tasks', '1. a|\n2. b', [list('tasks')], '- [ ] a\n- [ ] b'],
  ['an item goes under the one above', '- a\n- b|', [indent], '- a\n  - b'],
  ['a task is ticked', '- [ ] a|', [toggleTask], '- [x] a'],
  ['a heading', 'a|', [block('heading2')], '## a'],
  ['a heading again is text', '## a|', [block('heading2')], 'a'],
  ['a quote, and out of it', 'a|', [quote, quote], 'a'],
  ['a rule, and a line to go on in', 'a|', [divider], 'a\n\n---\n\n&nbsp;'],
]

for (const [story, before, commands, after] of STORIES) {
  test(`commands - ${story}`, async function (t) {
    t.is(markdown(run(stateOf(before), ...commands).doc), after)
  })
}

test('commands - what the toolbar shows', async function (t) {
  t.is(blockName(stateOf('## a|')), 'heading2')
  t.ok(wrapActive(stateOf('1. a|'), 'numbers'))
  t.absent(wrapActive(stateOf('1. a|'), 'bullets'))
  t.ok(wrapActive(stateOf('> a|'), 'quote'))
})

test('commands - an empty document gets its first paragraph once', async function (t) {
  let state = EditorState.create({ schema })
  t.is(state.doc.childCount, 0)
  t.ok(firstBlock(state, (transaction) => { state = state.apply(transaction) }))
  t.is(state.doc.childCount, 1)
  t.absent(firstBlock(state, () => { t.fail('nothing more to do') }))
})

test("first input - somebody else's first words are not selected", async function (t) {
  const state = EditorState.create({ schema, plugins: [firstInput()] })
  t.ok(state.selection instanceof AllSelection)
  const transaction = state.tr.insert(0, schema.nodes.paragraph.create(null, schema.text('theirs')))
  const after = state.apply(transaction.setSelection(new AllSelection(transaction.doc)))
  t.ok(after.selection.empty, 'the next key adds, and replaces nothing')
})

const TYPED: [typed: string, after: string][] = [
  ['# a', '# a'], ['###### a', '###### a'], ['- a', '- a'], ['* a', '- a'], ['3. a', '3. a'], ['> a', '> a'], ['!!! a', '> [!NOTE]\n> a'], ['[!tip] a', '> [!TIP]\n> a'], ['> [!WARNING] a', '> [!WARNING]\n> a'],
  ['[] a', '- [ ] a'], ['[ ] a', '- [ ] a'], ['[x] a', '- [x] a'], ['- [x] a', '- [x] a'], ['---a', '---\n\na'],
  ['**a** b', '**a** b'], ['*a* b', '*a* b'], ['_a_ b', '*a* b'], ['`a` b', '`a` b'], ['~~a~~ b', '~~a~~ b'],
  ['- 1. a', '1. a'], ['1. - a', '- a'], ['- - a', '- \\- a'], ['[] 1. a', '1. a'],
  ['[a](https://b.example) c', '[a](https://b.example) c'], ['snake_case_name x', 'snake_case_name x']
]

for (const [typed, after] of TYPED) {
  test(`rules - ${typed}`, async function (t) {
    const state = EditorState.create({ doc: schema.nodes.doc.create(null, schema.nodes.paragraph.create()), plugins: [shortcuts()] })
    t.is(markdown(type(state, typed).doc), after)
  })
}

test('rules - a link to a script stays text', async function (t) {
  const state = EditorState.create({ doc: schema.nodes.doc.create(null, schema.nodes.paragraph.create()), plugins: [shortcuts()] })
  const { doc } = type(state, '[a](javascript:alert`1`)')
  t.absent(doc.rangeHasMark(0, doc.content.size, schema.marks.link))
})

test('rules - ``` and Enter make code of that language', async function (t) {
  const state = EditorState.create({ doc: schema.nodes.doc.create(null, schema.nodes.paragraph.create(null, schema.text('```js'))) })
  const { doc } = run(state.apply(state.tr.setSelection(TextSelection.atEnd(state.doc))), fence)
  t.is(doc.firstChild?.type.name, 'code_block')
  t.is(doc.firstChild?.attrs['language'], 'js')
})

test('paste - what counts as Markdown', async function (t) {
  for (const text of ['# Title', '- a\n- b', '- [ ] a', '1. a\n2. b', 'so **this** is', '```\nx\n```', '[a](b)', '> quote']) t.ok(looksLikeMarkdown(text), text)
  for (const text of ['plain words', 'a - b', '5 * 3 * 2', 'snake_case_name', '- only one dash line', 'https://a.example/b_c']) t.absent(looksLikeMarkdown(text), text)
})
