// Two people change one line at the same time, with names and days in it.
import test from 'brittle'
import type { Node } from 'prosemirror-model'
import { clearMarks, paint, toggle } from '../../../app/editor/commands.ts'
import { TextSelection } from 'prosemirror-state'
import { schema } from '../../../app/schema/index.ts'
import { meet, twoPeople } from './table-people.ts'
import type { Person } from './table-people.ts'

const { nodes } = schema

const line = (): Node => nodes.paragraph.create(null, [
  schema.text('Ask '), nodes.mention.create({ person: 'ab', name: 'Ada' }), schema.text(' until '), nodes.date.create({ day: '2026-11-30' }), schema.text(' please')
])

function find (person: Person, name: string): number {
  let found = -1
  person.state.doc.descendants((node, pos) => { if (node.type.name === name) found = pos })
  return found
}

function select (person: Person, from: number, to = from): Person {
  person.dispatch(person.state.tr.setSelection(TextSelection.create(person.state.doc, from, to)))
  return person
}

const text = (person: Person): string => person.state.doc.textBetween(0, person.state.doc.content.size, '\n', (leaf) => leaf.type.spec.leafText?.(leaf) ?? '')

test('two people - another day here, words around it there: both stay', (t) => {
  const [a, b] = twoPeople(line())
  a.dispatch(a.state.tr.setNodeAttribute(find(a, 'date'), 'day', '2027-01-02'))
  select(b, 1).type('Do ')
  select(b, find(b, 'date') + 1).type(' noon')
  t.is(meet(a, b), 0, 'nobody writes only by hearing of it')
  for (const person of [a, b]) t.is(text(person), 'Do Ask @Ada until 2027-01-02 noon please')
})

// Not behind it: y-prosemirror makes one text of the two that the mention parted, and the second one goes.
test('two people - a mention deleted here, words before it there: the words stay', (t) => {
  const [a, b] = twoPeople(line())
  const at = find(a, 'mention')
  a.dispatch(a.state.tr.delete(at, at + 1))
  select(b, find(b, 'mention')).type('dear ')
  t.is(meet(a, b), 0)
  t.is(text(a), text(b))
  t.ok(text(a).includes('dear '), text(a))
  t.absent(text(a).includes('@Ada'))
})

test('two people - bold here, highlighted there, overlapping; then all marks off by one', (t) => {
  const [a, b] = twoPeople(nodes.paragraph.create(null, schema.text('one two three')))
  select(a, 1, 8).run(toggle('bold'))
  select(b, 5, 14).run(paint('green'))
  t.is(meet(a, b), 0)
  const marks = (person: Person): string[] => {
    const all: string[] = []
    person.state.doc.descendants((node) => { if (node.isText) all.push(`${node.text}:${node.marks.map(({ type }) => type.name).join('+')}`) })
    return all
  }
  for (const person of [a, b]) t.alike(marks(person), ['one :strong', 'two:highlight+strong', ' three:highlight'])
  select(a, 1, 14).run(clearMarks)
  select(b, 14).type('!')
  t.is(meet(a, b), 0)
  for (const person of [a, b]) t.is(text(person), 'one two three!')
})

test('two people - each mentions somebody at the same place: both names stand there', (t) => {
  const [a, b] = twoPeople(nodes.paragraph.create(null, schema.text('Ask ')))
  for (const [person, name] of [[a, 'Ada'], [b, 'Bob']] as const) person.dispatch(person.state.tr.insert(5, nodes.mention.create({ person: 'ab', name })))
  t.is(meet(a, b), 0)
  t.is(text(a), text(b))
  t.ok(text(a).includes('@Ada') && text(a).includes('@Bob'), text(a))
})
