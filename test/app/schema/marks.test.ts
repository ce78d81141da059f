// Two people mark the same words at the same time, and what peers and other programs send as a mark is only a mark.
import test from 'brittle'
import * as Y from 'yjs'
import { parseMarkdown } from '../../../app/export/markdown-read.ts'
import { writeMarkdown } from '../../../app/export/markdown-write.ts'
import { readFragment } from '../../../app/schema/fragment.ts'
import { FRAGMENT, schema } from '../../../app/schema/index.ts'

const { nodes, marks } = schema

function pair (words: string): { docs: [Y.Doc, Y.Doc], text: (doc: Y.Doc) => Y.XmlText, meet: () => void } {
  const docs: [Y.Doc, Y.Doc] = [new Y.Doc(), new Y.Doc()]
  const text = (doc: Y.Doc): Y.XmlText => (doc.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement).get(0) as Y.XmlText
  const meet = (): void => {
    for (const [from, to] of [docs, docs.toReversed()] as [Y.Doc, Y.Doc][]) Y.applyUpdate(to, Y.encodeStateAsUpdate(from))
  }
  const paragraph = new Y.XmlElement('paragraph')
  docs[0].getXmlFragment(FRAGMENT).insert(0, [paragraph])
  paragraph.insert(0, [new Y.XmlText(words)])
  meet()
  return { docs, text, meet }
}

test('two people - one makes bold what the other highlights, overlapping: both stay', (t) => {
  const { docs: [a, b], text, meet } = pair('one two three')
  text(a).format(0, 7, { strong: {} })
  text(b).format(4, 9, { highlight: { color: 'blue' } })
  meet()
  const [one, other] = [a, b].map((doc) => readFragment(doc.getXmlFragment(FRAGMENT)).doc)
  t.ok(one!.eq(other!), 'both see the same')
  t.is(writeMarkdown(one!).text, '**one <mark data-color="blue">two</mark>**<mark data-color="blue"> three</mark>\n')
})

test('two people - two colours on the same words: one of them, and the same for both', (t) => {
  const { docs: [a, b], text, meet } = pair('words')
  text(a).format(0, 5, { highlight: { color: 'green' } })
  text(b).format(0, 5, { highlight: { color: 'pink' } })
  meet()
  const [one, other] = [a, b].map((doc) => readFragment(doc.getXmlFragment(FRAGMENT)).doc)
  t.ok(one!.eq(other!))
  t.ok(['green', 'pink'].includes(String(one!.firstChild!.firstChild!.marks[0]!.attrs['color'])))
})

test('peers - a colour that is none is yellow, whatever it is', (t) => {
  for (const color of ['url(http://x.y)', 5, {}, [], true, null, undefined, 'Green', 'red; } * { display: none']) {
    const mark = schema.mark('highlight', { color })
    t.is(mark.attrs['color'], null)
    t.alike(mark.type.spec.toDOM?.(mark, true), ['mark', { 'data-color': null }, 0])
  }
})

test('Markdown - highlights by signs and by tags, small letters by tags', (t) => {
  for (const [markdown, again] of [
    ['a ==b== c', 'a ==b== c\n'],
    ['a == b and c == d', 'a == b and c == d\n'],
    ['if a==b', 'if a\\=\\=b\n'],
    ['<mark data-color="green">b</mark>', '<mark data-color="green">b</mark>\n'],
    ['<mark>b</mark>', '==b==\n'],
    ['H<sub>2</sub>O and x<sup>n</sup>', 'H<sub>2</sub>O and x<sup>n</sup>\n'],
    ['~~gone~~', '~~gone~~\n']
  ] as const) t.is(writeMarkdown(parseMarkdown(markdown).doc).text, again)
  for (const markdown of ['<mark data-color="red">b</mark>', '<mark onclick="x()">b</mark>', '<mark data-color=green>b</mark>', '<strong class="x">b</strong>']) {
    const { doc, notes } = parseMarkdown(markdown)
    t.is(doc.textContent, markdown, 'any other attribute: kept as text')
    t.is(notes.length, 1)
  }
  t.alike(parseMarkdown('==a **b== c**').doc.textContent.length > 0, true)
  t.ok(parseMarkdown('<mark data-color="blue">b</mark>').doc.eq(nodes.doc.create(null, nodes.paragraph.create(null, schema.text('b', [marks.highlight.create({ color: 'blue' })])))))
})
