// Footnotes and the table of contents, as far as they need no screen: numbers, ids, Markdown, HTML, two people.
import test from 'brittle'
import type { Node } from 'prosemirror-model'
import type { EditorView } from 'prosemirror-view'
import { Fragment, Slice } from 'prosemirror-model'
import { TextSelection } from 'prosemirror-state'
import { writeHtml } from '../../../app/export/html.ts'
import { parseMarkdown } from '../../../app/export/markdown-read.ts'
import { writeMarkdown } from '../../../app/export/markdown-write.ts'
import { contents } from '../../../app/editor/commands.ts'
import { footnote, footnotes } from '../../../app/editor/plugins/footnotes.ts'
import { footnotesOf } from '../../../app/schema/footnotes.ts'
import { schema } from '../../../app/schema/index.ts'
import { after, markdownOf, stateAt, typing } from './states.ts'
import { meet, twoPeople } from './table-people.ts'
import type { Person } from './table-people.ts'

const { nodes } = schema
const p = (...content: (string | Node)[]): Node => nodes.paragraph.create(null, content.map((one) => typeof one === 'string' ? schema.text(one) : one))
const ref = (id: string): Node => nodes.footnote_ref.create({ id })
const def = (id: string, text: string): Node => nodes.footnote_def.create({ id }, p(text))

function at (person: Person, pos: number): Person {
  person.dispatch(person.state.tr.setSelection(TextSelection.create(person.state.doc, pos)))
  return person
}

test('footnotes - made where the cursor is, numbered as they stand, the notes in that order', (t) => {
  const one = after(stateAt('first second|'), footnote, typing('about the second'))
  t.is(markdownOf(one.doc), 'first second[^1]\n\n[^1]: about the second')
  const two = after(one.apply(one.tr.setSelection(TextSelection.create(one.doc, 6))), footnote, typing('about the first'))
  t.is(markdownOf(two.doc), 'first[^1] second[^2]\n\n[^1]: about the first\n\n[^2]: about the second')
})

test('footnotes - two people add one each at the same moment: both keep sign and note', (t) => {
  const [ada, ben] = twoPeople(p('one two'))
  at(ada, 4).run(footnote, typing('of Ada'))
  at(ben, 8).run(footnote, typing('of Ben'))
  t.is(meet(ada, ben), 0, 'hearing of it writes nothing')
  const { refs, defs, numbers } = footnotesOf(ada.state.doc)
  t.is(refs.length, 2)
  t.is(defs.length, 2)
  t.is(numbers.size, 2, 'distinct ids')
  t.alike(defs.map(({ id }) => id).toSorted(), refs.map(({ id }) => id).toSorted())
  const texts = markdownOf(ben.state.doc)
  t.ok(texts.startsWith('one[^1] two[^2]\n\n'))
  t.ok(texts.includes('[^1]: of Ada') && texts.includes('[^2]: of Ben'), texts)
})

test('footnotes - one deletes the sign while the other writes the note: the note stays', (t) => {
  const [ada, ben] = twoPeople(p('a', ref('x')), def('x', 'note'))
  ada.dispatch(ada.state.tr.delete(2, 3))
  at(ben, 10).type('!')
  t.is(meet(ada, ben), 0)
  t.is(markdownOf(ada.state.doc), '[^x]: note!'.replace(/^/, 'a\n\n'))
  t.is(footnotesOf(ben.state.doc).numbers.size, 0)
})

test('footnotes - Markdown keeps labels, and a sign without a note is text', (t) => {
  const kept = 'see[^note] and[^2], again[^note]\n\n[^2]: second\n\n[^note]: first\n\n    with two paragraphs'
  t.is(markdownOf(parseMarkdown(kept).doc), kept)
  t.is(parseMarkdown('a character class [^abc] here').doc.textContent, 'a character class [^abc] here')
  const lone = writeMarkdown(nodes.doc.create(null, p('a', ref('x'))))
  t.is(lone.text, 'a[^x]\n')
  t.is(lone.notes.length, 1)
  t.is(markdownOf(nodes.doc.create(null, [p(ref('1'), ref('fn-abc'), ref(']\n[')), def('fn-abc', 'made here'), def(']\n[', 'odd'), def('1', 'from Markdown')])),
    '[^1][^2][^3]\n\n[^2]: made here\n\n[^3]: odd\n\n[^1]: from Markdown')
  t.is(markdownOf(nodes.doc.create(null, [p(ref('1'), ': no note'), p(ref('1'), '(x)'), def('1', 'n')])), '[^1]\\: no note\n\n[^1]\\(x\\)\n\n[^1]: n')
})

test('footnotes - what is copied beside itself gets ids of its own', (t) => {
  const plugin = footnotes()
  const doc = nodes.doc.create(null, [p('a', ref('x')), def('x', 'note')])
  const paste = (slice: Slice, dragging: object | null = null): Slice =>
    (plugin.props.transformPasted as (slice: Slice, view: EditorView, plain: boolean) => Slice).call(plugin, slice, { state: { doc }, dragging } as unknown as EditorView, false)
  const both = paste(new Slice(doc.content, 0, 0))
  const copied = footnotesOf(nodes.doc.create(null, both.content))
  t.is(copied.refs[0]!.id, copied.defs[0]!.id)
  t.not(copied.refs[0]!.id, 'x')
  const sign = paste(new Slice(Fragment.from(p('b', ref('x'))), 1, 1))
  t.not(footnotesOf(nodes.doc.create(null, sign.content)).refs[0]!.id, 'x')
  t.is(footnotesOf(nodes.doc.create(null, paste(new Slice(Fragment.from(p('b', ref('x'))), 1, 1), { move: true }).content)).refs[0]!.id, 'x', 'what is moved stays itself')
})

test('footnotes - what peers leave behind is shown', (t) => {
  const [ada, ben] = twoPeople(p('a', ref(''), ref('lost')), def('same', 'one'), def('same', 'two'), nodes.footnote_def.create(), p('behind'))
  ada.state.doc.check()
  t.is(meet(ada, ben), 0)
  t.ok(markdownOf(ada.state.doc).includes('behind'))
  t.ok(writeHtml(ada.state.doc, 'x').text.includes('behind'))
})

test('table of contents - in Markdown a line of its own, in HTML links to the headings', (t) => {
  t.is(markdownOf(after(stateAt('# A\n\n|'), contents).doc), '# A\n\n[TOC]\n\n&nbsp;')
  t.is(parseMarkdown('[[_TOC_]]').doc.firstChild?.type.name, 'toc')
  t.is(parseMarkdown('[toc]: /url\n\n[toc]').doc.firstChild?.type.name, 'paragraph', 'a link that the text explains')
  t.is(parseMarkdown('\\[TOC]').doc.firstChild?.type.name, 'paragraph')
  const { text } = writeHtml(parseMarkdown('[TOC]\n\n# A & B\n\n## A & B\n\nx[^1]\n\n[^1]: note').doc, '')
  t.ok(text.includes('<li class="level-1"><a href="#a--b">A &amp; B</a></li><li class="level-2"><a href="#a--b-1">A &amp; B</a></li>'), text)
  t.ok(text.includes('<h1 id="a--b">') && text.includes('<h2 id="a--b-1">'))
  t.ok(text.includes('<a href="#fn-1" id="fnref-1" role="doc-noteref">1</a>') && text.includes('<div class="footnote" id="fn-1"'))
  t.absent(writeHtml(parseMarkdown('# A').doc, '').text.includes('id='), 'nothing leads there')
})
