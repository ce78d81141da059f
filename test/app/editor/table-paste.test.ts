// Somebody brings cells along, from a spreadsheet or from a terminal.
import test from 'brittle'
import { readTabs } from '../../../app/editor/tables/paste.ts'
import { insertTable, mergeCells, nextCell, toggleHeader } from '../../../app/editor/tables/commands.ts'
import { schema } from '../../../app/schema/index.ts'
import { isHeaderCell } from '../../../app/schema/nodes/table.ts'
import { layOut } from '../../../app/schema/table-grid.ts'
import { TextSelection } from 'prosemirror-state'
import { shape, tableOf, twoPeople } from './table-people.ts'

test('paste - lines with tabs are cells, and what only looks a little like it is not', async function (t) {
  t.alike(readTabs('a\tb\n1\t2\n'), [['a', 'b'], ['1', '2']])
  t.alike(readTabs('a\tb\r\n\t2'), [['a', 'b'], ['', '2']])
  t.alike(readTabs('"two\nlines"\t"say ""hi"""\nc\td'), [['two\nlines', 'say "hi"'], ['c', 'd']])
  t.alike(readTabs('5" disk\tb'), [['5" disk', 'b']])
  for (const text of ['no tabs', 'a\tb\nonly one', '\tindented\n\tcode', 'if x:\n\treturn']) t.is(readTabs(text), null, JSON.stringify(text))
  const start = Date.now()
  t.is(readTabs('x\ty\n'.repeat(100_000))?.length, 100_000)
  t.is(readTabs(`"${'a\t'.repeat(100_000)}`)?.[0]?.length, 100_001)
  t.ok(Date.now() - start < 20_000)
})

test('table - a new one stands where the cursor was, with a header and a line to go on in', async function (t) {
  const [ada] = twoPeople(schema.nodes.paragraph.create())
  ada.dispatch(ada.state.tr.setSelection(TextSelection.create(ada.state.doc, 1)))
  t.ok(ada.run(insertTable(2, 2)))
  t.is(ada.state.doc.toString(), 'doc(table(table_row(table_header(paragraph), table_header(paragraph)), table_row(table_cell(paragraph), table_cell(paragraph))), paragraph)')
  ada.type('a').run(nextCell(1))
  ada.type('b').run(nextCell(1), nextCell(-1))
  t.is(shape(ada), 'a|b\n|')
  t.absent(ada.run(insertTable()), 'not into a cell')
  t.ok(ada.run(toggleHeader('column')))
  t.ok(isHeaderCell(ada.state.doc.firstChild!.child(1).firstChild!))
  t.absent(ada.run(mergeCells), 'one cell is merged already')
})

test('table - one out of all proportion is not laid out, and quickly so', async function (t) {
  const { nodes } = schema
  const cell = nodes.table_cell.create({ colspan: 100, rowspan: 1000 })
  const start = Date.now()
  t.is(layOut(nodes.table.create(null, Array.from({ length: 1000 }, () => nodes.table_row.create(null, Array.from({ length: 50 }, () => cell))))), null)
  t.ok(Date.now() - start < 20_000)
  t.is(layOut(tableOf([['a', 'b'], ['c']]))?.slots.filter((slot) => slot === undefined).length, 1)
})
