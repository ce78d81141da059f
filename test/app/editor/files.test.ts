// Images and files in the text, as far as no screen is needed: what they are, where they go, what keys do.
import b4a from 'b4a'
import test from 'brittle'
import { NodeSelection, TextSelection } from 'prosemirror-state'
import { block } from '../../../app/editor/commands.ts'
import { placeAtCursor, placeNear } from '../../../app/editor/files/place.ts'
import { sniffImage } from '../../../app/editor/files/sniff.ts'
import { figure } from '../../../app/schema/nodes/figure.ts'
import { schema } from '../../../app/schema/index.ts'
import { parseMarkdown } from '../../../app/export/markdown-read.ts'
import { writeHtml } from '../../../app/export/html.ts'
import { writeMarkdown } from '../../../app/export/markdown-write.ts'
import { after, stateAt } from './states.ts'

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0))
const keys = figure.keys()

test('files - what they are is read from their first bytes', (t) => {
  for (const [type, start] of Object.entries({
    'image/png': '\x89PNG\r\n\x1a\n\0\0\0\rIHDR',
    'image/jpeg': '\xff\xd8\xff\xe0',
    'image/gif': 'GIF89a',
    'image/webp': 'RIFF\0\0\0\0WEBPVP8 ',
    'image/avif': '\0\0\0\x20ftypavif',
    'image/svg+xml': '\xef\xbb\xbf<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="http://www.w3.org/2000/svg">'
  })) t.is(sniffImage(bytes(start)), type)
  for (const other of ['', 'PNG', '<html><svg></svg></html>', '<!doctype html><svg>', 'text <svg ', '%PDF-1.7', 'RIFF\0\0\0\0WAVE', '\0\0\0\x20ftypmp42', '<svgx>']) {
    t.is(sniffImage(bytes(other)), null, JSON.stringify(other))
  }
  t.is(sniffImage(bytes('<!--'.repeat(200_000))), null, 'much of the same is no trap')
})

test('files - they go between blocks, behind the words at the cursor or above an empty line', (t) => {
  const place = (markdown: string): [number, string] => {
    const state = stateAt(markdown)
    const pos = placeAtCursor(state)
    return [pos, state.doc.resolve(pos).parent.type.name]
  }
  t.alike(place('one |two\n\nthree'), [9, 'doc'])
  t.alike(place('one\n\n|two'), [5, 'doc'], 'at the start of a line: above it')
  t.alike(place('- a|\n- b'), [5, 'list_item'])
  t.alike(place('```\nco|de\n```'), [6, 'doc'])
  t.alike(place('> qu|ote'), [8, 'blockquote'])
  t.is(stateAt('| a | b |\n| --- | --- |\n| c | d |').doc.resolve(placeNear(stateAt('| a | b |\n| --- | --- |\n| c | d |').doc, 5)).parent.type.name, 'table_header', 'into a cell')
  const { doc } = stateAt('one\n\ntwo')
  for (const pos of [-5, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 500]) t.is(doc.resolve(placeNear(doc, pos)).parent, doc, `near ${pos}`)
})

test('figure - Enter in the caption goes on below, Backspace at its start takes the image', (t) => {
  const { doc } = parseMarkdown('![cat](sheaf-blob:abc "The cat")\n\nbelow')
  t.is(doc.firstChild!.type.name, 'figure')
  const at = (pos: number): ReturnType<typeof stateAt> => {
    const state = stateAt('x').apply(stateAt('x').tr)
    const made = state.tr.replaceWith(0, state.doc.content.size, doc.content)
    return state.apply(made.setSelection(TextSelection.create(made.doc, pos)))
  }
  const split = after(at(5), keys.Enter)
  t.is(split.doc.toString(), 'doc(figure("The "), paragraph("cat"), paragraph("below"))')
  t.is(split.doc.firstChild!.attrs['blob'], 'abc')
  const held = after(at(1), keys.Backspace)
  t.ok(held.selection instanceof NodeSelection && held.selection.node.type.name === 'figure')
  t.absent(keys.Backspace(at(3)), 'elsewhere it deletes a letter')
  t.absent(block('heading1')(at(3)), 'a caption becomes no heading')
  const all = at(3)
  const selected = all.apply(all.tr.setSelection(TextSelection.create(all.doc, 2, all.doc.content.size - 2)))
  t.is(after(selected, block('heading2')).doc.toString(), 'doc(figure("The cat"), heading("below"))', 'what is selected with it does')
})

test('figure - in Markdown and HTML it is named, and a note says that it is only that', (t) => {
  const markdown = '![a cat](sheaf-blob:abc123/cat.png?type=image%2Fpng;size=10;w=4;h=3;width=50 "The cat")\n'
  const { doc } = parseMarkdown(markdown)
  t.alike({ ...doc.firstChild!.attrs }, { blob: 'abc123', src: '', alt: 'a cat', width: 50, name: 'cat.png', mime: 'image/png', size: 10, w: 4, h: 3 })
  t.is(doc.firstChild!.textContent, 'The cat')
  const written = writeMarkdown(doc)
  t.is(written.text, markdown)
  t.alike(written.notes, ['1 image or file is only named: its bytes stay in the document in Sheaf.'])
  const html = writeHtml(doc, '').text
  t.ok(html.includes('alt="a cat" width="4" height="3"><figcaption>The cat</figcaption></figure>'))
  t.absent(html.includes('src='), 'no address that leads nowhere')

  const file = parseMarkdown('[plan](sheaf-blob:abc/plan%20b.pdf?type=application%2Fpdf;size=7)').doc.firstChild!
  t.alike([file.type.name, { ...file.attrs }], ['file', { blob: 'abc', name: 'plan b.pdf', mime: 'application/pdf', size: 7 }])
  t.is(parseMarkdown('see ![x](sheaf-blob:abc)').doc.firstChild!.type.name, 'paragraph', 'in a line it stays an image of that line')
  const remote = parseMarkdown('<figure data-width="50">\n\n![x](https://a.example/b.png)\n\nIt *is*\n\n</figure>').doc
  t.is(remote.toString(), 'doc(figure("It ", em("is")))')
  t.is(remote.firstChild!.attrs['src'], 'https://a.example/b.png')
  t.is(parseMarkdown('<figure>\n\n![x](https://a.example/b.png)\n\nno end').doc.childCount, 3, 'what does not end is none')
})

test('figure - whatever its attributes are, it is one', (t) => {
  for (const attrs of [{ width: '50' }, { width: -1 }, { width: 1e9 }, { blob: 7 }, { blob: '../x' }, { size: -1 }, { w: 1.5 }, { src: 'javascript:alert(1)' }, { alt: null, name: {} }] as Record<string, unknown>[]) {
    const doc = schema.nodes.doc.create(null, schema.node('figure', attrs, []))
    t.is(doc.firstChild!.type, schema.nodes.figure)
    t.absent(/javascript|\.\.\//.test(writeHtml(doc, '').text.replace('data-blob="../x"', '')), JSON.stringify(attrs))
    t.ok(b4a.isBuffer(b4a.from(writeMarkdown(doc).text)))
  }
})
