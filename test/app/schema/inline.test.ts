// Mentions, days and links to documents: what peers send in their place, and how they leave and come back.
import test from 'brittle'
import { LINK_ATTRIBUTE, LINK_ELEMENT } from '../../../core/format/version.ts'
import { findDays, showDay, today } from '../../../app/editor/dates.ts'
import { parseMarkdown } from '../../../app/export/markdown-read.ts'
import { writeMarkdown } from '../../../app/export/markdown-write.ts'
import { writeHtml } from '../../../app/export/html.ts'
import { schema } from '../../../app/schema/index.ts'
import { isDay } from '../../../app/schema/nodes/date.ts'

const { nodes } = schema
const HOSTILE = [5, true, [], {}, 'javascript:alert(1)', '"><script>x</script>', '\0', 'ABC', '../x', 'f'.repeat(200), '2026-02-30', '2026-13-01', 'a\nb']

test('links to documents - the engine knows them by the name and attribute that they have', (t) => {
  t.ok(schema.nodeType(LINK_ELEMENT) === nodes.document_link)
  t.ok(LINK_ATTRIBUTE in nodes.document_link.create().attrs)
})

test('peers - whatever stands for a person, a day or a document, it is one or none', (t) => {
  for (const value of HOSTILE) {
    const mention = schema.node('mention', { person: value, name: value })
    const date = schema.node('date', { day: value })
    const link = schema.node('document_link', { document: value, title: value })
    t.is(mention.attrs['person'], '')
    t.is(date.attrs['day'], '1970-01-01')
    t.is(link.attrs['document'], '')
    for (const text of [mention.attrs['name'], link.attrs['title']] as unknown[]) t.ok(typeof text === 'string' && !/[\0\n]/.test(text))
    const doc = nodes.doc.create(null, nodes.paragraph.create(null, [mention, date, link]))
    t.absent(writeHtml(doc, '').text.includes('<script'))
    t.ok(parseMarkdown(writeMarkdown(doc).text).doc.eq(doc))
  }
  t.is(String(schema.node('mention', { name: 'x'.repeat(1_000_000) }).attrs['name']).length, 200)
})

test('Markdown - names and days are links and tags that read back', (t) => {
  const markdown = '[@Ada \\[L\\]](sheaf:person/ab12), <time datetime="2026-11-30">2026-11-30</time>, [Plans \\*](sheaf:0f3e)\n'
  const { doc, notes } = parseMarkdown(markdown)
  t.is(doc.firstChild!.toString(), 'paragraph(mention, ", ", date, ", ", document_link)')
  t.is(doc.firstChild!.child(0).attrs['name'], 'Ada [L]')
  t.is(writeMarkdown(doc).text, markdown)
  t.alike(notes, [])
  for (const other of ['[x](https://y.z)', '[Ada](sheaf:person/zz)', '<time datetime="2026-02-30">2026-02-30</time>', '<time datetime="2026-11-30">Monday</time>', '`[@A](sheaf:person/ab)`']) {
    parseMarkdown(other).doc.descendants((node) => { t.absent(['mention', 'date', 'document_link'].includes(node.type.name), other) })
  }
})

test('days - by name, by number, and only those that exist', (t) => {
  const now = new Date(2026, 10, 24, 23, 30)
  t.is(today(now), '2026-11-24')
  const days = (query: string, locale = 'en-GB'): string[] => findDays(query, locale, now).map(({ day }) => day)
  t.alike(days(''), ['2026-11-24', '2026-11-25'])
  t.alike(days('tom'), ['2026-11-25'])
  t.alike(days('morgen', 'de'), ['2026-11-25'])
  t.alike(days('tomorrow', 'de'), ['2026-11-25'], 'in English too')
  t.alike(days('friday'), ['2026-11-27'])
  t.alike(days('2026-12-31'), ['2026-12-31'])
  t.alike(days('24.12.'), ['2026-12-24'])
  t.alike(days('2026-02-30'), [])
  t.alike(days('ada'), [])
  t.is(showDay('2026-11-30', 'de'), '30. November 2026')
  t.is(showDay('nonsense', 'de'), 'nonsense')
  t.ok(isDay('2024-02-29') && !isDay('2026-02-29') && !isDay('2026-1-1') && !isDay(5))
})
