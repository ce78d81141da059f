import test from 'brittle'
import type { Command, EditorState } from 'prosemirror-state'
import type { SlashItem } from '../../../app/editor/plugins/slash.ts'
import { Slice } from 'prosemirror-model'
import { TextSelection } from 'prosemirror-state'
import { schema } from '../../../app/schema/index.ts'
import { BLOCKS, insertImage } from '../../../app/editor/blocks.ts'
import { filter } from '../../../app/editor/filter.ts'
import { slash, slashOf } from '../../../app/editor/plugins/slash.ts'
import { ySyncPluginKey } from '../../../app/editor/y-prosemirror.js'
import { after, markdownOf, stateAt, typing } from './states.ts'

const ITEMS: SlashItem[] = [
  { name: 'paragraph', label: 'Text' }, { name: 'heading1', label: 'Heading 1', keywords: 'title h1' },
  { name: 'heading2', label: 'Heading 2', keywords: 'h2' }, { name: 'tasks', label: 'Task list', keywords: 'todo' },
  { name: 'quote', label: 'Zitat', keywords: 'quote' }
]
const letters = (text: string): Command[] => text.split('').map((letter) => typing(letter))
const at = (markdown: string): EditorState => stateAt(markdown, [slash({ items: ITEMS, choose: () => {} })])
const names = (found: readonly SlashItem[]): string[] => found.map(({ name }) => name)

test('filter - by beginnings, other words and parts; best first', async function (t) {
  t.alike(names(filter(ITEMS, '')), names(ITEMS), 'all of it in its own order')
  t.alike(names(filter(ITEMS, 'he')), ['heading1', 'heading2'])
  t.alike(names(filter(ITEMS, 'H2')), ['heading2'])
  t.alike(names(filter(ITEMS, 'heading 2')), ['heading2'], 'every word has to fit')
  t.alike(names(filter(ITEMS, 't')), ['paragraph', 'tasks', 'heading1', 'quote'], 'names, then other words, then parts')
  t.alike(names(filter([{ name: 'paragraph', label: 'Ünïcode' }], 'unic')), ['paragraph'], 'accents do not matter')
  t.alike(filter(ITEMS, 'xyz'), [])
})

const OPENS: [story: string, before: string, typed: string, query: string | null][] = [
  ['in an empty heading', '# |', '/', ''],
  ['behind a space', 'some |', '/he', 'he'],
  ['not within a word', 'and|', '/or', null],
  ['not at the start of text that is there', '|text', '/', null],
  ['not in code', '```\n|\n```', '/', null],
  ['not in inline code', '`a |b`', '/', null],
  ['not for a path', 'see |', '//x', null],
  ['closes where nothing is found and a sentence goes on', 'a |', '/xyz is', null],
  ['a search may have a space', 'a |', '/heading 2', 'heading 2'],
  ['a slash that is deleted again', 'a |', '/', '']
]
for (const [story, before, typed, query] of OPENS) {
  test(`slash - ${story}`, async function (t) {
    t.is(slashOf(after(at(before), ...letters(typed)))?.query ?? null, query)
  })
}

test('slash - in an empty paragraph, and closed by what takes its place', async function (t) {
  const empty = at('').apply(at('').tr.insert(0, schema.nodes.paragraph.create()))
  const open = after(empty.apply(empty.tr.setSelection(TextSelection.create(empty.doc, 1))), ...letters('/he'))
  t.alike(names(slashOf(open)?.found ?? []), ['heading1', 'heading2'])
  t.is(slashOf(open.apply(open.tr.delete(1, 2))), null, 'the slash was deleted')
  t.is(slashOf(open.apply(open.tr.insertText('x', 1))) === null, false, 'text before it moves it')
  t.is(slashOf(open.apply(open.tr.setSelection(TextSelection.create(open.doc, 1)))), null, 'the cursor left')
})

test('slash - what others write moves it, or closes it when its place is gone', async function (t) {
  const open = after(at('first\n\nmine |'), ...letters('/he'))
  const head = open.selection.from
  // As y-prosemirror hands in what others wrote: a new document, and the cursor put back.
  const others = (blocks: readonly string[], cursor: number): EditorState => {
    const content = schema.nodes.doc.create(null, blocks.map((text) => schema.nodes.paragraph.create(null, schema.text(text)))).content
    const transaction = open.tr.replace(0, open.doc.content.size, new Slice(content, 0, 0)).setMeta(ySyncPluginKey, { isChangeOrigin: true })
    return open.apply(transaction.setSelection(TextSelection.create(transaction.doc, cursor)))
  }
  t.is(slashOf(others(['first, longer', 'mine /he'], head + 8))?.from, (slashOf(open)?.from ?? 0) + 8)
  t.is(slashOf(others(['first'], 6)), null)
  const theirs = at('a |')
  t.is(slashOf(theirs.apply(theirs.tr.insertText('/').setMeta(ySyncPluginKey, {}))), null, 'the slash of another person opens nothing here')
})

test('blocks - each name once, and each command makes what it says', async function (t) {
  t.is(new Set(BLOCKS.map(({ name }) => name)).size, BLOCKS.length)
  const made = BLOCKS.filter(({ command }) => command !== undefined).map(({ name, command }) => [name, markdownOf(after(stateAt('a|'), command!).doc)])
  t.alike(Object.fromEntries(made)['heading3'], '### a')
  t.alike(Object.fromEntries(made)['tasks'], '- [ ] a')
  for (const { name, command, active } of BLOCKS) {
    if (command !== undefined && active !== undefined) t.ok(active(after(stateAt(name === 'paragraph' ? '# a|' : 'a|'), command)), `${name} knows itself`)
  }
})

test('blocks - an image by its address, if it is one', async function (t) {
  t.is(markdownOf(after(stateAt('a |'), insertImage(' https://a.example/b.png ', 'a cat')).doc), 'a ![a cat](https://a.example/b.png)')
  t.is(after(stateAt('a\n\n&nbsp;'), (state, dispatch) => {
    dispatch?.(state.tr.setSelection(TextSelection.atEnd(state.doc)))
    return true
  }, insertImage('https://a.example/b.png', 'a cat')).doc.toString(), 'doc(paragraph("a"), figure, paragraph)', 'with a line to itself it takes a caption')
  t.absent(insertImage('javascript:alert(1)', '')(stateAt('a|')))
  t.absent(insertImage('https://a.example/b.png', '')(stateAt('```\na|\n```')), 'not into code')
})
