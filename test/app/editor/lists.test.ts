// Keys in lists: bullets, numbers and tasks, nested in each other.
import test from 'brittle'
import type { Node } from 'prosemirror-model'
import { Slice } from 'prosemirror-model'
import { EditorState, NodeSelection, TextSelection } from 'prosemirror-state'
import { keymaps } from '../../../app/editor/keymap.ts'
import { list } from '../../../app/editor/commands.ts'
import { section } from '../../../app/editor/plugins/sections.ts'
import { pasteIntoLists } from '../../../app/editor/plugins/paste-lists.ts'
import { parseMarkdown } from '../../../app/export/markdown-read.ts'
import { schema } from '../../../app/schema/index.ts'
import { continueNumbers, restartNumbers } from '../../../app/schema/lists.ts'
import { after, markdownOf, press, stateAt, typing } from './states.ts'

const written = (state: EditorState): string => {
  state.doc.check()
  const at = state.apply(state.tr.insertText('|'))
  return markdownOf(at.doc).replaceAll(/\s*<!--[\s\S]*?-->\s*/g, '\n\n').replaceAll('\\|', '|')
}

const STORIES: [story: string, before: string, keys: string[], after: string][] = [
  ['Enter makes an item', '- a|', ['Enter'], '- a\n- |'],
  ['and splits one', '- a|b', ['Enter'], '- a\n- |b'],
  ['a new task is not done', '- [x] a|', ['Enter'], '- [x] a\n- [ ] |'],
  ['Enter in an empty item leaves the list', '- a\n- |', ['Enter'], '- a\n\n|'],
  ['in the middle of it too', '- a\n- |\n- b', ['Enter'], '- a\n\n|\n\n- b'],
  ['an empty one deeper down goes out first', '- a\n  - b\n  - |', ['Enter'], '- a\n  - b\n- |'],
  ['and then leaves', '- a\n  - b\n  - |', ['Enter', 'Enter'], '- a\n  - b\n\n|'],
  ['also between others', '- a\n  - |\n  - b', ['Enter'], '- a\n- |\n  - b'],
  ['an empty task under a bullet becomes a bullet', '- a\n  - [ ] b\n  - [ ] |', ['Enter'], '- a\n  - [ ] b\n- |'],
  ['Enter at the end of an item with others under it: the first of these', '- a|\n  - b', ['Enter'], '- a\n  - |\n  - b'],
  ['of their kind', '1. a|\n   - [x] b', ['Enter'], '1. a\n   - [ ] |\n   - [x] b'],
  ['an empty line in an item is an item of its own', '- a\n\n  x|\n- b', ['Backspace', 'Enter'], '- a\n- |\n- b'],
  ['Tab goes under the one above', '- a\n- b|', ['Tab'], '- a\n  - b|'],
  ['into the list that it has', '- a\n  - b\n- c|', ['Tab'], '- a\n  - b\n  - c|'],
  ['with what is under it', '- a\n- b|\n  - c', ['Tab'], '- a\n  - b|\n    - c'],
  ['the first one can not', '- a|\n- b', ['Tab'], '- a|\n- b'],
  ['numbers under numbers', '1. a\n2. b|\n3. c', ['Tab'], '1. a\n   1. b|\n2. c'],
  ['under a list of another kind it keeps its own', '- a\n  1. b\n- c|', ['Tab'], '- a\n  1. b\n\n  - c|'],
  ['Shift-Tab goes out', '- a\n  - b|', ['Shift-Tab'], '- a\n- b|'],
  ['what followed is under it', '- a\n  - b|\n  - c', ['Shift-Tab'], '- a\n- b|\n  - c'],
  ['behind what it has', '- a\n  - b|\n    - x\n  - c', ['Shift-Tab'], '- a\n- b|\n  - x\n  - c'],
  ['a task in a numbered list is a number outside', '1. a\n   - [x] b|\n2. c', ['Shift-Tab'], '1. a\n2. b|\n3. c'],
  ['a number among tasks is a task outside', '- [ ] a\n\n  1. b|\n  2. c', ['Shift-Tab'], '- [ ] a\n- [ ] b|\n  1. c'],
  ['from the outermost list into the text', '- a\n- b|\n- c', ['Shift-Tab'], '- a\n\nb|\n\n- c'],
  ['Backspace at the start goes out', '- a\n  - |b', ['Backspace'], '- a\n- |b'],
  ['then into the text', '- a\n- |b', ['Backspace'], '- a\n\n|b'],
  ['then on in the item above', '- a\n- |b', ['Backspace', 'Backspace'], '- a|b'],
  ['an empty one between two others is gone, and the list stays whole', '- a\n- x|\n- c', ['Backspace', 'Backspace'], '- a|\n- c'],
  ['in the last of all of them', '- a\n  - x\n\n|b', ['Backspace'], '- a\n  - x|b'],
  ['an empty line between two lists goes, and they are one', '- a\n- b\n\nx|\n\n- c', ['Backspace', 'Backspace'], '- a\n- b|\n- c'],
  ['lists of two kinds stay two', '- a\n\nx|\n\n1. c', ['Backspace', 'Backspace'], '- a|\n\n1. c'],
  ['in the middle it is a letter', '- ab|c', ['Backspace'], '- a|c'],
  ['Delete takes the next item in', '- a|\n- b', ['Delete'], '- a|b'],
  ['with what it has', '- a|\n- b\n  - c', ['Delete'], '- a|b\n  - c'],
  ['the first one under it', '- a|\n  - b\n  - c', ['Delete'], '- a|b\n  - c'],
  ['and the list when that was all', '- a|\n  - b\n- c', ['Delete'], '- a|b\n- c'],
  ['from deep down the next outside', '- a\n  - b|\n- c', ['Delete'], '- a\n  - b|c'],
  ['and the text below the list', '- a|\n\nb', ['Delete'], '- a|b'],
  ['Mod-Enter ticks', '- [ ] a|', ['Mod-Enter'], '- [x] a|'],
  ['only the innermost', '- [ ] a\n  - [ ] b|', ['Mod-Enter'], '- [ ] a\n  - [x] b|'],
  ['a heading loses what it is at first', '# |a', ['Backspace'], '|a'],
  ['Enter after a fence in an item is code', '- a\n- \\`\\`\\`js|', ['Enter'], '- a\n\n- ```js\n  |\n  ```'],
  ['a quote is left at its start', '> |a', ['Backspace'], '|a']
]

for (const [story, before, keys, expected] of STORIES) {
  test(`lists - ${story}`, async function (t) {
    t.is(written(press(stateAt(before, keymaps()), ...keys)), expected)
  })
}

/** With everything from the cursor to the end of a word selected. */
function selected (markdown: string, word: string): EditorState {
  const state = stateAt(markdown, keymaps())
  let end = 0
  state.doc.descendants((node, pos) => { if (node.isText && node.text?.includes(word) === true) end = pos + node.nodeSize })
  return state.apply(state.tr.setSelection(TextSelection.create(state.doc, state.selection.from, end)))
}

test('lists - several items at once', async function (t) {
  t.is(markdownOf(press(selected('- a\n- |b\n- c\n- d', 'c'), 'Tab').doc), '- a\n  - b\n  - c\n- d')
  t.is(markdownOf(press(selected('- a\n  - |b\n  - c\n  - d', 'c'), 'Shift-Tab').doc), '- a\n- b\n- c\n  - d')
  t.is(markdownOf(press(selected('- [x] |a\n- [ ] b\n- [ ] c', 'b'), 'Mod-Enter').doc), '- [x] a\n- [x] b\n- [ ] c')
  t.is(markdownOf(press(selected('- [x] |a\n- [x] b', 'b'), 'Mod-Enter').doc), '- [ ] a\n- [ ] b')
  t.is(markdownOf(press(selected('- a\n- |b\n- c', 'c'), 'Tab', 'Shift-Tab').doc), '- a\n- b\n- c', 'there and back')
})

test('lists - a list made beside one of its kind is that list', async function (t) {
  t.is(markdownOf(after(stateAt('- a\n\nb|\n\n- c'), list('bullets')).doc), '- a\n- b\n- c')
  t.is(written(after(stateAt('1. a\n\nb|'), list('numbers'), typing('!'))), '1. a\n2. b!|')
})

test('lists - one level changes its kind', async function (t) {
  t.is(written(after(stateAt('- a\n  - b|\n    - c\n- d'), list('numbers'))), '- a\n  1. b|\n     - c\n- d')
})

test('lists - numbers go on, or begin again', async function (t) {
  const state = stateAt('3. a\n4. b\n\nx\n\n1. c|')
  t.is(markdownOf(after(state, continueNumbers(state)!).doc), '3. a\n4. b\n\nx\n\n5. c')
  t.is(continueNumbers(after(state, continueNumbers(state)!)), null, 'once')
  t.is(restartNumbers(state), null)
  const other = stateAt('7. c|')
  t.is(markdownOf(after(other, restartNumbers(other)!).doc), '1. c')
  t.is(continueNumbers(other), null)
})

/** As the view does it: what a plugin makes of the slice takes the place of the selection. */
function pasted (before: string, slice: Slice): string {
  const state = stateAt(before, [pasteIntoLists()])
  const transform = state.plugins[0]!.props.transformPasted as unknown as (slice: Slice, view: { state: EditorState }) => Slice
  return written(state.apply(state.tr.replaceSelection(transform(slice, { state }))))
}
const markdown = (text: string): Slice => Slice.maxOpen(parseMarkdown(text).doc.content)

test('lists - what is pasted into one becomes items of it', async function (t) {
  t.is(pasted('- a|\n- b', markdown('- x\n- y')), '- ax\n- y|\n- b')
  t.is(pasted('- [x] a|\n- [ ] b', markdown('- x\n- y')), '- [x] ax\n- [ ] y|\n- [ ] b', 'of its kind')
  t.is(pasted('1. a|\n2. b', markdown('- [x] x\n- [x] y')), '1. ax\n2. y|\n3. b')
  t.is(pasted('- |', markdown('1. x\n   - z\n2. y')), '- x\n  - z\n- y|', 'with what is under them')
  t.is(pasted('- a|\n- b', markdown('x\n\ny')), '- ax\n- y|\n- b', 'paragraphs too')
  t.is(pasted('- a|\n- b', markdown('x')), '- ax|\n- b', 'a word is a word')
  t.is(pasted('a|\n\nb', markdown('- x\n- y')), 'ax\n\n- y|\n\nb', 'elsewhere a list is a list')
  t.is(pasted('- a|\n- b', markdown('x\n\n> y')), '- ax\n\n  > y|\n\n- b', 'what can not be an item stands in it')
})

test('lists - Enter in an empty heading or formula that ends an item loses nothing of the item around', (t) => {
  const { nodes } = schema
  const p = (text: string): Node => nodes.paragraph.create(null, schema.text(text))
  const item = (...content: Node[]): Node => nodes.list_item.create(null, content)
  for (const [empty, becomes] of [[nodes.heading.create({ level: 2 }), 'paragraph'], [nodes.math_block.create(), 'math_block("\\n")']] as const) {
    const inner = nodes.bullet_list.create(null, [item(p('x')), item(p('y'), empty)])
    const doc = nodes.doc.create(null, nodes.bullet_list.create(null, [item(inner, p('tail')), item(p('z'))]))
    let at = 0
    doc.descendants((node, pos) => { if (node === empty) at = pos + 1 })
    const state = press(EditorState.create({ doc, selection: TextSelection.create(doc, at), plugins: [...keymaps()] }), 'Enter')
    t.is(state.doc.toString(), doc.toString().replace(/(?<="y"\), )\w+/, becomes))
  }
})

test('sections - a block that is taken as a whole becomes one, wherever it stands', (t) => {
  const { nodes } = schema
  const doc = nodes.doc.create(null, ['long enough', 'x'].map((text) => nodes.paragraph.create(null, schema.text(text))))
  const state = EditorState.create({ doc, selection: NodeSelection.create(doc, doc.firstChild!.nodeSize) })
  let made = state
  t.ok(section(state, (transaction) => { made = state.apply(transaction) }))
  t.is(made.doc.toString(), 'doc(paragraph("long enough"), details(details_summary("x"), paragraph))')
})
