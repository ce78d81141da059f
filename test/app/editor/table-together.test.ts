// Two people change one table without sight of each other. Nothing that was typed is lost, and nobody mends forever.
import test from 'brittle'
import { TextSelection } from 'prosemirror-state'
import { CellSelection, cellAround, inSameTable } from 'prosemirror-tables'
import * as Y from 'yjs'
import { addColumn, addRow, alignCells, deleteColumn, deleteRow, mergeCells, nextCell, splitCell, toggleHeader, widenColumn } from '../../../app/editor/tables/commands.ts'
import { layOut } from '../../../app/schema/table-grid.ts'
import { isCovered, isTable } from '../../../app/schema/nodes/table.ts'
import { readFragment } from '../../../app/schema/fragment.ts'
import { FRAGMENT, schema } from '../../../app/schema/index.ts'
import { seeded } from '../export/random-doc.ts'
import { Person, meet, shape, tableOf, twoPeople } from './table-people.ts'

const THREE = [['a1', 'b1', 'c1'], ['a2', 'b2', 'c2'], ['a3', 'b3', 'c3']]

/** Seeds that once failed. */
const PINNED = [24]

type Act = (person: Person) => void
const STORIES: [story: string, ada: Act, ben: Act, kept: string[], after: string | null][] = [
  ['a row here, a column there', (p) => p.at('a2').run(addRow('below')), (p) => p.at('b1').run(addColumn('after')), [], null],
  ['a row here, a deleted column there', (p) => p.at('a2').run(addRow('below')), (p) => p.at('b1').run(deleteColumn), [], null],
  ['a row here, words there', (p) => p.at('a2').run(addRow('above')), (p) => p.at('a2').type('!'), ['a2!'], 'a1|b1|c1\n||\na2!|b2|c2\na3|b3|c3'],
  ['a deleted column here, words beside it', (p) => p.at('b1').run(deleteColumn), (p) => p.at('c2').type('!'), ['c2!'], 'a1|c1\na2|c2!\na3|c3'],
  ['merged here, words in the cell that stays', (p) => p.at('a1', 'b2').run(mergeCells), (p) => p.at('a1').type('!'), ['a1!', 'b2'], null],
  ['merged here, words in a cell that goes', (p) => p.at('a1', 'b2').run(mergeCells), (p) => p.at('b2').type(' late'), ['a1', ' late'], null],
  ['merged here and there, over each other', (p) => p.at('a1', 'b1').run(mergeCells), (p) => p.at('b1', 'c1').run(mergeCells), ['a1', 'b1', 'c1'], null],
  ['a header row here, words in it there', (p) => p.at('a1').run(toggleHeader('row')), (p) => p.at('b1').type('!'), ['b1!'], null],
  ['the last column but one here and there', (p) => { p.at('a1').run(deleteColumn); p.at('b1').run(deleteColumn) }, (p) => p.at('c1').run(deleteColumn), [], '\n\n'],
  ['all rows, each some', (p) => { p.at('a1').run(deleteRow); p.at('a2').run(deleteRow) }, (p) => p.at('a3').run(deleteRow), [], ''],
  ['wider here, a column there', (p) => p.at('a1').run(widenColumn(1)), (p) => p.at('a1').run(addColumn('before')), ['a1'], null]
]

for (const [story, ada, ben, kept, after] of STORIES) {
  test(`two people - ${story}`, async function (t) {
    const [a, b] = twoPeople(tableOf(THREE, true), schema.nodes.paragraph.create())
    ada(a)
    ben(b)
    t.is(meet(a, b), 0, 'hearing of it writes nothing')
    t.ok(a.state.doc.eq(b.state.doc), 'both see the same')
    t.alike(Y.encodeStateVector(a.doc), Y.encodeStateVector(b.doc))
    for (const word of kept) t.ok(a.state.doc.textContent.includes(word), `“${word}” is there`)
    if (after !== null) t.is(shape(a), after)
  })
}

test('two people - words typed into a cell that was merged away come up with the next change of the table', async function (t) {
  const [a, b] = twoPeople(tableOf(THREE), schema.nodes.paragraph.create())
  a.at('a1', 'b2').run(mergeCells)
  b.at('b2').type(' late')
  meet(a, b)
  t.is(shape(a), 'a1b1a2b2<2^2|·|c1\n·|· late|c2\na3|b3|c3')
  b.at('a3').run(addRow('below'))
  meet(a, b)
  t.is(shape(b), 'a1b1a2b2 late<2^2|·|c1\n·|·|c2\na3|b3|c3\n||')
  t.ok(a.state.doc.eq(b.state.doc))
  b.at('late').run(splitCell)
  t.is(meet(a, b), 0)
  t.is(shape(a), 'a1b1a2b2 late||c1\n||c2\na3|b3|c3\n||')
})

test('two people - an uneven table is mended by the next one who changes its shape, not by typing, and once', async function (t) {
  const [a, b] = twoPeople(tableOf(THREE), schema.nodes.paragraph.create())
  a.at('a2').run(addRow('below'))
  b.at('b1').run(addColumn('after'))
  meet(a, b)
  const uneven = shape(a)
  a.at('c3').type('x')
  b.at('a1').type('y')
  t.is(meet(a, b), 0)
  t.is(shape(a), uneven.replace('c3', 'c3x').replace('a1', 'a1y'), 'typing leaves the shape alone')
  b.at('a1').run(addRow('above'))
  t.is(meet(a, b), 0, 'and the other one has nothing to add')
  const { width, slots } = layOut(a.state.doc.firstChild!)!
  t.is(width, 4)
  t.absent(slots.includes(undefined))
})

test('one person - what each command does, and that it keeps what was typed', async function (t) {
  const one = (): Person => twoPeople(tableOf(THREE, true), schema.nodes.paragraph.create())[0]
  const after = (...acts: Parameters<Person['run']>): string => {
    const person = one().at('b2')
    t.ok(person.run(...acts))
    person.state.doc.check()
    return shape(person)
  }
  t.is(after(addRow('above')), 'a1|b1|c1\n||\na2|b2|c2\na3|b3|c3')
  t.is(after(addRow('below')), 'a1|b1|c1\na2|b2|c2\n||\na3|b3|c3')
  t.is(after(addColumn('before')), 'a1||b1|c1\na2||b2|c2\na3||b3|c3')
  t.is(after(addColumn('after')), 'a1|b1||c1\na2|b2||c2\na3|b3||c3')
  t.is(after(deleteRow), 'a1|b1|c1\na3|b3|c3')
  t.is(after(deleteColumn), 'a1|c1\na2|c2\na3|c3')
  t.is(after(nextCell(1)), 'a1|b1|c1\na2|b2|c2\na3|b3|c3')
  const merged = one().at('a1', 'b2')
  t.ok(merged.run(mergeCells))
  t.is(shape(merged), 'a1b1a2b2<2^2|·|c1\n·|·|c2\na3|b3|c3')
  t.ok(merged.at('c1').run(deleteRow))
  t.ok(shape(merged).includes('a1b1a2b2<2|c2'), 'the high cell goes on in the row that stays')
  const last = one().at('c3')
  t.ok(last.run(nextCell(1)))
  t.is(shape(last), 'a1|b1|c1\na2|b2|c2\na3|b3|c3\n||')
  t.ok(last.type('new') && shape(last).endsWith('\nnew||'), 'and the cursor is in it')
  t.ok(one().at('a1').run(alignCells('right')))
})

test('two people - whatever they do, both see the same, and it can be mended', async function (t) {
  const base = Math.floor(Math.random() * 1e9)
  t.comment(`seed ${base}`)
  for (const seed of [...PINNED, ...Array.from({ length: 120 }, (_, i) => base + i)]) {
    const random = seeded(seed)
    const [a, b] = twoPeople(tableOf(THREE, true), schema.nodes.paragraph.create(null, schema.text('below')))
    for (let round = 0; round < 4; round++) {
      const typed: string[] = []
      for (const person of [a, b]) {
        for (let i = random(3) + 1; i > 0; i--) act(person, random, typed, `${seed}.${round}`)
      }
      if (meet(a, b) !== 0) t.fail(`seed ${seed}: hearing wrote something`)
      if (!a.state.doc.eq(b.state.doc)) t.fail(`seed ${seed}: they see different things`)
      for (const { doc, state } of [a, b]) if (!readFragment(doc.getXmlFragment(FRAGMENT)).doc.eq(state.doc)) t.fail(`seed ${seed}: the screen shows something else`)
    }
    a.state.doc.descendants((node) => { if (isTable(node) && layOut(node) === null) t.fail(`seed ${seed}: no layout`) })
  }
  t.pass()
})

function act (person: Person, random: (below: number) => number, typed: string[], word: string): void {
  const spots: number[] = []
  person.state.doc.descendants((node, pos) => {
    if (node.type === schema.nodes.paragraph && !['doc'].includes(person.state.doc.resolve(pos).parent.type.name)) spots.push(pos + 1)
  })
  if (spots.length === 0) return
  const pick = (): number => spots[random(spots.length)]!
  person.dispatch(person.state.tr.setSelection(TextSelection.create(person.state.doc, pick())))
  const commands = [addRow('above'), addRow('below'), addColumn('before'), addColumn('after'), deleteRow, deleteColumn, splitCell, toggleHeader('row'), toggleHeader('column'), nextCell(1), nextCell(-1), widenColumn(1)]
  const kind = random(commands.length + 6)
  if (kind < commands.length) person.run(commands[kind]!)
  else if (kind < commands.length + 3) mergeTo(person, pick())
  else {
    typed.push(word)
    person.type(word)
  }
}

function mergeTo (person: Person, pos: number): void {
  const $from = cellAround(person.state.selection.$head)
  const $to = cellAround(person.state.doc.resolve(pos))
  if ($from === null || $to === null || isCovered($to.nodeAfter!) || isCovered($from.nodeAfter!)) return
  if (!inSameTable($from, $to)) return
  person.dispatch(person.state.tr.setSelection(new CellSelection($from, $to)))
  person.run(mergeCells)
}
