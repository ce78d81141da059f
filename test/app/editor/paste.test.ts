// What is pasted, before the schema sees it.
import test from 'brittle'
import { Fragment, Slice } from 'prosemirror-model'
import { MAX_PASTED_BLOCKS, MAX_PASTED_CHARACTERS, shortText } from '../../../app/editor/paste/limit.ts'
import { looksLikeMarkdown } from '../../../app/editor/paste/paste.ts'
import { MAX_PASTED_DEPTH, soundSlice, soundText } from '../../../app/editor/paste/slice.ts'
import { quietStyles } from '../../../app/editor/paste/styles.ts'
import { parseMarkdown } from '../../../app/export/markdown-read.ts'
import { schema } from '../../../app/schema/index.ts'

const { nodes } = schema

test('paste - styles, sheets and handlers are named otherwise, in tags only', (t) => {
  for (const [html, quiet] of [
    ['<p style="color:red">style="x"</p>', '<p data-style="color:red">style="x"</p>'],
    ["<p title='a style=b' STYLE='x>y' onclick=run()>z", "<p title='a style=b' data-style='x>y' data-onclick=run()>z"],
    ['<style>p{}</style><b>1 < 2 style=3</b>', '<xmp data-sheet>p{}</xmp><b>1 < 2 style=3</b>'],
    ['<p\nstyle = x>y</p>', '<p\ndata-style = x>y</p>'],
    ['<p style>', '<p style>'],
    ['no tags at all', 'no tags at all'],
    ['<img src="x" onerror="a(\'>\')">', '<img src="x" data-onerror="a(\'>\')">'],
    ['<a href="never closed', '<a href="never closed']
  ] as const) t.is(quietStyles(html), quiet)
  const start = Date.now()
  for (const piece of ['<a "', '<p style="', '<', '<a style=', "<a '>\"", '<style>']) quietStyles(piece.repeat(200_000))
  for (const piece of ['a', 'on']) quietStyles(`<p style${piece.repeat(200_000)}>`)
  t.ok(Date.now() - start < 30_000, `made to be slow: ${Date.now() - start} ms`)
})

test('paste - whether it is Markdown is seen at once, in whatever was made to be slow', (t) => {
  const start = Date.now()
  for (const piece of ['[', '[a', '[a](', '\n', '\r', ' ', '- ', '>', '**', '`a']) looksLikeMarkdown(piece.repeat(400_000))
  t.ok(Date.now() - start < 10_000, `${Date.now() - start} ms`)
  for (const text of ['see [this](https://x.y/a_(b)) there', '![a](b)', '- [ ] a', '  - [x] b', '# a', '> a']) t.ok(looksLikeMarkdown(text), text)
})

test('paste - what is no character goes, all writing stays', (t) => {
  t.is(soundText('a\u0000b\u0007c\u007F\td\n'), 'abc\td\n')
  t.is(soundText('\uD83D x \uDE00\uD83D\uDE00 \uDE00'), '\uFFFD x \uFFFD\u{1F600} \uFFFD')
  for (const writing of ['עברית \u200Fשלום\u200E', '\u202Eturned\u202C', '👩‍👩‍👧 ünï e\u0301', '\u00A0\u2003']) t.is(soundText(writing), writing)
})

test('paste - too long a text is cut between words, and says where', (t) => {
  t.is(shortText('short'), null)
  t.is(shortText(Array.from({ length: MAX_PASTED_BLOCKS }, () => 'x').join('\n')), null)
  const lines = shortText(Array.from({ length: MAX_PASTED_BLOCKS + 1 }, (_, i) => `line ${i}`).join('\n'))
  t.ok(lines?.end.endsWith(`line ${MAX_PASTED_BLOCKS - 1}`))
  const words = shortText('word '.repeat(MAX_PASTED_CHARACTERS))
  t.ok(words !== null && words.kept.length <= MAX_PASTED_CHARACTERS && words.kept.endsWith('word'))
  t.is(shortText('x'.repeat(MAX_PASTED_CHARACTERS + 1))?.kept.length, MAX_PASTED_CHARACTERS, 'one endless word is cut as well')
})

test('paste - deep nesting is taken apart inside, and no word is lost', (t) => {
  const depth = (slice: Slice): number => {
    let most = 0
    const visit = (fragment: Fragment, at: number): void => {
      most = Math.max(most, at)
      fragment.forEach((node) => { visit(node.content, at + 1) })
    }
    visit(slice.content, 0)
    return most
  }
  for (const [name, wrap] of Object.entries({
    quotes: (inner) => nodes.blockquote.create(null, inner),
    lists: (inner) => nodes.bullet_list.create(null, nodes.list_item.create(null, [nodes.paragraph.create(null, schema.text('a')), inner])),
    tables: (inner) => nodes.table.create(null, nodes.table_row.create(null, nodes.table_cell.create(null, inner)))
  } satisfies Record<string, (inner: ReturnType<typeof nodes.paragraph.create>) => ReturnType<typeof nodes.paragraph.create>>)) {
    let node = nodes.paragraph.create(null, schema.text('deep'))
    for (let i = 0; i < 300; i++) node = wrap(node)
    const before = node.textContent
    const { slice, flattened } = soundSlice(new Slice(Fragment.from(node), 300, 300))
    t.ok(flattened, name)
    t.ok(depth(slice) <= MAX_PASTED_DEPTH + 4, `${name}: ${depth(slice)} levels`)
    t.is(slice.content.textBetween(0, slice.content.size), before)
    const doc = nodes.doc.create(null, slice.content)
    doc.check()
    t.ok(slice.openStart <= depth(slice) && slice.openEnd <= depth(slice))
  }
  const plain = Slice.maxOpen(parseMarkdown('- a\n  - b\n\n> c\n\n| d |\n| - |\n| e |').doc.content)
  const same = soundSlice(plain)
  t.absent(same.flattened)
  t.ok(same.slice.eq(plain), 'what is fine stays as it is, open edges too')
})
