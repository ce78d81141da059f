// Somebody brings a file along.
import b4a from 'b4a'
import test from 'brittle'
import * as Y from 'yjs'
import { SheafError } from '../../../core/errors.ts'
import { MAX_IMPORT_BYTES } from '../../../core/rpc/api.ts'
import { formats, readMarkdown, write } from '../../../app/export/index.ts'
import { parseMarkdown } from '../../../app/export/markdown-read.ts'
import { writeMarkdown } from '../../../app/export/markdown-write.ts'
import { FRAGMENT } from '../../../app/schema/index.ts'

/** In, as ProseMirror prints it. Each is also written and read again, and must be equal then. */
const CASES: Record<string, string> = {
  'plain\ntext': 'paragraph("plain text")',
  'one\n\ntwo': 'paragraph("one"), paragraph("two")',
  '# a\n## b ##\n###### c': 'heading("a"), heading("b"), heading("c")',
  'a\n===\nb\n---': 'heading("a"), heading("b")',
  '#nospace': 'paragraph("#nospace")',
  '---\n***\n_ _ _': 'horizontal_rule, horizontal_rule, horizontal_rule',
  '*a* _b_ **c** __d__ ***e***': 'paragraph(em("a"), " ", em("b"), " ", strong("c"), " ", strong("d"), " ", strong(em("e")))',
  'snake_case 2*3*4': 'paragraph("snake_case 2", em("3"), "4")',
  '~~gone~~ ~not~': 'paragraph(strike("gone"), " ~not~")',
  '`code` ``a ` b``': 'paragraph(code("code"), " ", code("a ` b"))',
  '[a](http://b "c") <http://d.e>': 'paragraph(link("a"), " ", link("http://d.e"))',
  '[ref][1] [1] [none]\n\n[1]: /u "t"': 'paragraph(link("ref"), " ", link("1"), " [none]")',
  '![alt *x*](src.png "t")': 'paragraph(image)',
  '[![badge](b.svg)](http://ci) [t ![i](j) u](k)': 'paragraph(image, " ", link("t "), image, link(" u"))',
  'a  \nb\\\nc': 'paragraph("a", hard_break, "b", hard_break, "c")',
  'a<br>b <u>under</u> <b>bold</b>': 'paragraph("a", hard_break, "b ", underline("under"), " ", strong("bold"))',
  '&copy; &#65; \\* \\a': 'paragraph("© A * \\\\a")',
  '> a\n> > b\nlazy': 'blockquote(paragraph("a"), blockquote(paragraph("b lazy")))',
  '- a\n- b\n\n* c': 'bullet_list(list_item(paragraph("a")), list_item(paragraph("b"))), bullet_list(list_item(paragraph("c")))',
  '- a\n\n  b\n\n- c\n  - d': 'bullet_list(list_item(paragraph("a"), paragraph("b")), list_item(paragraph("c"), bullet_list(list_item(paragraph("d")))))',
  '3. a\n4. b\n\n1) c': 'ordered_list(list_item(paragraph("a")), list_item(paragraph("b"))), ordered_list(list_item(paragraph("c")))',
  '- [ ] a\n- [x] b\n- [X] c': 'task_list(task_item(paragraph("a")), task_item(paragraph("b")), task_item(paragraph("c")))',
  '- [ ] a\n- b\n- [x]c': 'task_list(task_item(paragraph("a"))), bullet_list(list_item(paragraph("b")), list_item(paragraph("[x]c")))',
  '- \\[ ] a': 'bullet_list(list_item(paragraph("[ ] a")))',
  '- [ ] a\n  - [x] b\n\n    c': 'task_list(task_item(paragraph("a"), task_list(task_item(paragraph("b"), paragraph("c")))))',
  '-\n- [ ]\n>': 'bullet_list(list_item(paragraph)), task_list(task_item(paragraph)), blockquote(paragraph)',
  '    indented\n\n    more': 'code_block("indented\\n\\nmore")',
  '```js\na\n\n b\n```\n~~~\n```\n~~~': 'code_block("a\\n\\n b"), code_block("```")',
  '```\nnever closed': 'code_block("never closed")',
  '- ```\n  x\n  ```\n- # h\n- > q\n- - n': 'bullet_list(list_item(code_block("x")), list_item(heading("h")), list_item(blockquote(paragraph("q"))), list_item(bullet_list(list_item(paragraph("n")))))',
  '<div>\n*x*\n</div>\n\ny': 'code_block("<div>\\n*x*\\n</div>"), paragraph("y")',
  'a <span class="x">b</span> <u>c': 'paragraph("a <span class=\\"x\\">b</span> <u>c")',
  '| a | b |\n|---|:-:|\n| *1* | 2 \\| 3 |\n\nafter': 'table(table_row(table_header(paragraph("a")), table_header(paragraph("b"))), table_row(table_cell(paragraph(em("1"))), table_cell(paragraph("2 | 3")))), paragraph("after")',
  '> | a |\n> |---|\n> | b |': 'blockquote(table(table_row(table_header(paragraph("a"))), table_row(table_cell(paragraph("b")))))',
  '| a |\n|---|\n| `x \\| y` <br> z |\n|\n': 'table(table_row(table_header(paragraph("a"))), table_row(table_cell(paragraph(code("x | y"), " ", hard_break, " z"))), table_row(table_cell(paragraph)))',
  '<table>\n<tr>\n<td colspan="2">\n\n- x\n\n</td>\n<td align="right"></td>\n</tr>\n</table>\n\nz': 'table(table_row(table_cell(bullet_list(list_item(paragraph("x")))), table_cell(paragraph))), paragraph("z")',
  '<table>\n<tr><td>x</td></tr>\n</table>': 'code_block("<table>\\n<tr><td>x</td></tr>\\n</table>")',
  '<table>\n\nnever closed': 'code_block("<table>"), paragraph("never closed")',
  '---\ntitle: X\ntags: [a]\n---\n\ntext': 'code_block("title: X\\ntags: [a]"), paragraph("text")',
  '&nbsp;\n\nx': 'paragraph, paragraph("x")',
  '\r\nwindows\r\n\r\n- a\r\n- b\r\n': 'paragraph("windows"), bullet_list(list_item(paragraph("a")), list_item(paragraph("b")))',
  '[x](javascript:alert(1))': 'paragraph(link("x"))'
}

test('Markdown in - each construct, and out and in again', (t) => {
  for (const [markdown, expected] of Object.entries(CASES)) {
    const { doc } = parseMarkdown(markdown)
    doc.check()
    t.is(doc.toString(), `doc(${expected})`, JSON.stringify(markdown))
    const again = writeMarkdown(doc).text
    t.ok(parseMarkdown(again).doc.eq(doc), `again as ${JSON.stringify(again)}`)
  }
})

test('Markdown in - what had to be kept as source is noted once for each kind', (t) => {
  const { notes } = readMarkdown(`---\na: b\n---\n<div>\n\n</div>\n\nx <i class="y">z`)
  t.alike(notes, [
    '3 pieces of HTML were kept as source text, because Sheaf shows no raw HTML.',
    'The front matter was kept as a code block at the top.'
  ])
})

test('Markdown in - the title is the heading at the very top', (t) => {
  t.is(readMarkdown('# The *whole*  plan\n\ntext').title, 'The whole plan')
  t.is(readMarkdown('text\n\n# later').title, '')
  t.is(readMarkdown('## small').title, '')
  t.is(readMarkdown('').title, '')
})

test('Markdown in - nothing in, an empty document out, and back', (t) => {
  for (const nothing of ['', '\n\n', new Uint8Array(0), '\uFEFF']) {
    const ydoc = new Y.Doc()
    const fragment = ydoc.getXmlFragment(FRAGMENT)
    const { notes, write: fill } = formats.readMarkdown(nothing)
    ydoc.transact(() => fill(fragment))
    t.is(JSON.stringify(fragment), '"<paragraph></paragraph>"')
    t.is(notes.length, 0)
    t.is(write('markdown', fragment, { title: 'x' }).bytes.length, 0)
  }
})

test('Markdown in - a photo, a spreadsheet, and a novel get a sentence each', (t) => {
  const refused = (input: string | Uint8Array): [string, string] => {
    try {
      readMarkdown(input)
    } catch (error) {
      if (error instanceof SheafError) return [error.code, error.message]
    }
    return ['', '']
  }
  t.alike(refused(new Uint8Array([0x89, 0x50, 0x4E, 0x47, 0xFF])), ['BAD_INPUT', 'This file is not UTF-8 text. Save it as UTF-8 and try again.'])
  t.alike(refused(new Uint8Array([0x50, 0x4B, 3, 4, 0])), ['BAD_INPUT', 'This file is not text, so it cannot be read as Markdown.'])
  t.alike(refused('a\0b'), ['BAD_INPUT', 'This file is not text, so it cannot be read as Markdown.'])
  t.is(refused(new Uint8Array(MAX_IMPORT_BYTES + 1))[0], 'TOO_LARGE')
  t.is(refused('ü'.repeat(MAX_IMPORT_BYTES / 2 + 1))[0], 'TOO_LARGE', 'bytes count, not characters')
  t.is(refused(null as unknown as string)[0], 'BAD_INPUT')
  t.is(readMarkdown(b4a.from('\uFEFF# ü')).title, 'ü', 'a byte order mark is no harm')
})

test('Markdown in - text made to hang or crash a reader', (t) => {
  const hostile = {
    quotes: '>'.repeat(10_000) + ' deep', lists: '- '.repeat(5000) + 'deep', images: '!['.repeat(5000), links: '['.repeat(20_000),
    nested: '!['.repeat(3000) + 'deep' + '](y)'.repeat(3000), stars: '*a '.repeat(20_000), mixed: '*a_ '.repeat(20_000),
    tags: '<u>'.repeat(20_000), tables: '<table>\n\n'.repeat(5000) + 'deep', cells: '<table>\n<tr>\n<td>\n\n'.repeat(2000) + 'deep', matter: `---\na: b\n${'       indented\r\n'.repeat(190)}deep`, rules: `---\n\n${'- x\n\n      y\n'.repeat(50)}deep`, staircase: Array.from({ length: 1000 }, (_, i) => ' '.repeat(i * 2) + '- deep').join('\n')
  }
  for (const [name, text] of Object.entries(hostile)) {
    const start = Date.now()
    const { doc } = parseMarkdown(text)
    doc.check()
    if (text.includes('deep')) t.ok(JSON.stringify(doc).includes('deep'), `${name}: nothing lost`)
    writeMarkdown(doc)
    t.ok(Date.now() - start < 5000, `${name}: in time`)
  }
})

test('Markdown in - four megabytes in a few seconds', (t) => {
  const chapter = '# Title\n\nSome **bold** text with a [link](http://x.y) and more words in it.\n\n- item one\n- item two\n\n'
  const start = Date.now()
  const { doc } = parseMarkdown(chapter.repeat(Math.floor(MAX_IMPORT_BYTES / chapter.length)))
  t.ok(doc.childCount > 100_000)
  t.ok(Date.now() - start < 15_000, `${Date.now() - start} ms`)
})
