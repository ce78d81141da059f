/** What can be done to a table. Each works on a whole one: a table that a merge of edits left uneven is mended first. */
import type { Node } from 'prosemirror-model'
import type { Command, EditorState, Transaction } from 'prosemirror-state'
import type { Align } from '../../schema/nodes/table.ts'
import type { Grid, Placed } from '../../schema/table-grid.ts'
import type { Here } from './cells.ts'
import { Fragment } from 'prosemirror-model'
import { NodeSelection, Selection, TextSelection } from 'prosemirror-state'
import { CellSelection } from 'prosemirror-tables'
import { schema } from '../../schema/index.ts'
import { MAX_COLSPAN, MAX_COLUMN, MAX_ROWSPAN, MIN_COLUMN, isBlank, isCell, isCovered, isHeaderCell, isTable } from '../../schema/nodes/table.ts'
import { addToCell, cellsIn, emptyCell, isHeaderColumn, isHeaderRow, mendTable, newCell, placeFor, tableAt } from './cells.ts'

const { nodes } = schema

export const DEFAULT_COLUMN = 120
const STEP = 40

type Edit = (here: Here, transaction: Transaction) => boolean

function onTable (edit: Edit): Command {
  return (state, dispatch) => {
    const found = tableAt(state.selection)
    if (found === null) return false
    const transaction = state.tr
    mendTable(transaction, found.pos)
    const here = tableAt(transaction.selection)
    if (here === null || !edit(here, transaction)) return false
    dispatch?.(transaction.scrollIntoView())
    return true
  }
}

export function inTable (state: EditorState): boolean {
  return tableAt(state.selection) !== null
}

/** The first row is a header: most tables have one, and Markdown knows no other. */
export function insertTable (rows = 3, cols = 3): Command {
  return (state, dispatch) => {
    const { $from, $to } = state.selection
    if ($from.parent.type.spec.code === true || inTable(state)) return false
    if (dispatch !== undefined) {
      const line = (header: boolean): Node => nodes.table_row.create(null, Array.from({ length: cols }, () => newCell(header)))
      const table = nodes.table.create(null, Array.from({ length: rows }, (_, i) => line(i === 0)))
      const empty = $from.parent.isTextblock && $from.parent.content.size === 0 && $from.depth > 0
      const from = empty ? $from.before() : $to.depth > 0 ? $to.after() : $to.pos
      const to = empty ? $from.after() : from
      // A line to go on in.
      const last = state.doc.resolve(to).nodeAfter === null
      const transaction = state.tr.replaceWith(from, to, Fragment.from(last ? [table, nodes.paragraph.create()] : [table]))
      transaction.setSelection(TextSelection.create(transaction.doc, from + 4))
      dispatch(transaction.scrollIntoView())
    }
    return true
  }
}

export const addRow = (side: 'above' | 'below'): Command => onTable((here, transaction) => {
  insertRow(here, transaction, side === 'above' ? here.rect.top : here.rect.bottom)
  return true
})

/** Returns where the row begins. */
function insertRow (here: Here, transaction: Transaction, row: number): number {
  const { table, start, grid } = here
  const cells: Node[] = []
  for (let col = 0; col < grid.width; col++) {
    const above = row > 0 ? grid.slots[(row - 1) * grid.width + col] : undefined
    const below = row < grid.height ? grid.slots[row * grid.width + col] : undefined
    if (above !== undefined && above === below) {
      if (col === above.col) transaction.setNodeAttribute(start + above.offset, 'rowspan', Math.min(MAX_ROWSPAN, above.rowspan + 1))
    } else {
      const like = above ?? below
      const { align, colwidth } = like?.cell.attrs ?? {}
      cells.push(newCell(isHeaderColumn(here, col), { align, colwidth: like?.colspan === 1 ? colwidth : null }))
    }
  }
  let at = start
  for (let i = 0; i < row; i++) at += table.child(i).nodeSize
  transaction.insert(at, nodes.table_row.create(null, cells))
  return at
}

export const addColumn = (side: 'before' | 'after'): Command => onTable((here, transaction) => {
  const { start, grid, rect } = here
  const col = side === 'before' ? rect.left : rect.right
  for (let row = grid.height - 1; row >= 0; row--) {
    const left = col > 0 ? grid.slots[row * grid.width + col - 1] : undefined
    const right = col < grid.width ? grid.slots[row * grid.width + col] : undefined
    if (left === undefined || left !== right) transaction.insert(placeFor(here, row, col), newCell(isHeaderRow(here, row)))
    else if (left.row === row) setSpan(transaction, start, left, widthsOf(left).toSpliced(col - left.col, 0, 0))
  }
  return true
})

export const deleteRow: Command = onTable((here, transaction) => {
  const { table, start, grid, rect: { top, bottom } } = here
  if (top === 0 && bottom === grid.height) return removeTable(here, transaction)
  const moved: [at: number, cell: Node][] = []
  for (const placed of cellsIn(grid, { top, bottom, left: 0, right: grid.width })) {
    const stays = placed.row < top
    const rest = placed.rowspan - (Math.min(bottom, placed.row + placed.rowspan) - Math.max(top, placed.row))
    if (stays) transaction.setNodeAttribute(start + placed.offset, 'rowspan', rest)
    else if (rest > 0) moved.push([placeFor(here, bottom, placed.col), placed.cell.type.create({ ...placed.cell.attrs, rowspan: rest }, placed.cell.content)])
  }
  for (const [at, cell] of moved.toReversed()) transaction.insert(at, cell)
  let from = start
  for (let i = 0; i < top; i++) from += table.child(i).nodeSize
  let to = from
  for (let i = top; i < bottom; i++) to += table.child(i).nodeSize
  transaction.delete(from, to)
  transaction.setSelection(Selection.near(transaction.doc.resolve(Math.min(from + 2, transaction.doc.content.size)), bottom < grid.height ? 1 : -1))
  return true
})

export const deleteColumn: Command = onTable((here, transaction) => {
  const { start, grid, rect: { left, right } } = here
  if (left === 0 && right === grid.width) return removeTable(here, transaction)
  for (const placed of cellsIn(grid, { left, right, top: 0, bottom: grid.height }).toReversed()) {
    const widths = widthsOf(placed).filter((_, i) => placed.col + i < left || placed.col + i >= right)
    if (widths.length > 0) setSpan(transaction, start, placed, widths)
    else transaction.delete(start + placed.offset, start + placed.offset + placed.cell.nodeSize)
  }
  return true
})

export const deleteTable: Command = (state, dispatch) => {
  const { selection } = state
  if (selection instanceof NodeSelection && isTable(selection.node)) {
    dispatch?.(state.tr.deleteSelection().scrollIntoView())
    return true
  }
  const here = tableAt(selection)
  if (here === null) return false
  const transaction = state.tr
  removeTable(here, transaction)
  dispatch?.(transaction.scrollIntoView())
  return true
}

function removeTable ({ table, pos }: Here, transaction: Transaction): boolean {
  transaction.delete(pos, pos + table.nodeSize)
  transaction.setSelection(Selection.near(transaction.doc.resolve(Math.min(pos, transaction.doc.content.size))))
  return true
}

/** One cell over the selected ones, with all that was in them. The others stay below it, covered. */
export const mergeCells: Command = onTable(({ start, grid, rect }, transaction) => {
  const cells = cellsIn(grid, rect)
  const first = grid.slots[rect.top * grid.width + rect.left]
  const inside = cells.every(({ row, col, rowspan, colspan }) => row >= rect.top && col >= rect.left && row + rowspan <= rect.bottom && col + colspan <= rect.right)
  const wide = rect.right - rect.left
  const high = rect.bottom - rect.top
  if (first === undefined || cells.length < 2 || !inside || wide > MAX_COLSPAN || high > MAX_ROWSPAN) return false
  const blocks = cells.filter((placed) => placed !== first && !isBlank(placed.cell)).flatMap(({ cell }) => cell.content.content)
  for (const placed of cells.toReversed()) {
    if (placed === first) continue
    emptyCell(transaction, start + placed.offset)
    setSpan(transaction, start, placed, [])
    transaction.setNodeAttribute(start + placed.offset, 'rowspan', 1)
  }
  setSpan(transaction, start, first, cells.filter(({ row }) => row === rect.top).flatMap(widthsOf))
  transaction.setNodeAttribute(start + first.offset, 'rowspan', high)
  addToCell(transaction, start + first.offset, blocks)
  transaction.setSelection(CellSelection.create(transaction.doc, start + first.offset))
  return true
})

/** Back to single cells: those that were covered come up again, and where there are none new ones are made. */
export const splitCell: Command = onTable((here, transaction) => {
  const { start, grid, rect } = here
  const placed = grid.slots[rect.top * grid.width + rect.left]
  if (placed === undefined || cellsIn(grid, rect).length !== 1 || (placed.colspan === 1 && placed.rowspan === 1)) return false
  const widths = widthsOf(placed)
  for (let row = placed.row + placed.rowspan - 1; row >= placed.row; row--) {
    const top = row === placed.row
    const next = grid.cells.find((other) => other.row === row && other.col > placed.col)
    const from = grid.cells.findLast((other) => other.row === row && (top ? other === placed : other.col < placed.col))
    const hidden = grid.covered.filter(({ row: at, offset }) => at === row && offset > (from?.offset ?? -1) && offset < (next?.offset ?? Infinity))
    const first = top ? 1 : 0
    for (let i = placed.colspan - 1; i >= first; i--) {
      const attrs = { align: placed.cell.attrs['align'], colwidth: someWidth([widths[i] ?? 0]) }
      const under = hidden[i - first]
      if (under === undefined) transaction.insert(placeFor(here, row, placed.col + placed.colspan), newCell(isHeaderCell(placed.cell), attrs))
      else for (const [name, value] of Object.entries({ colspan: 1, ...attrs })) transaction.setNodeAttribute(start + under.offset, name, value)
    }
  }
  setSpan(transaction, start, placed, widths.slice(0, 1))
  transaction.setNodeAttribute(start + placed.offset, 'rowspan', 1)
  transaction.setSelection(Selection.near(transaction.doc.resolve(start + placed.offset + 1)))
  return true
})

/** By attribute, not by type: to change the type is to replace the cell, and what is just typed into it would go. */
export const toggleHeader = (what: 'row' | 'column'): Command => onTable((here, transaction) => {
  const { start, grid } = here
  const now = headersOf(here)
  const on = !now[what]
  const rect = what === 'row' ? { top: 0, bottom: 1, left: 0, right: grid.width } : { left: 0, right: 1, top: 0, bottom: grid.height }
  for (const { cell, row, col, offset } of cellsIn(grid, rect)) {
    if (!on && row === 0 && col === 0 && (what === 'row' ? now.column : now.row)) continue
    if (isHeaderCell(cell) !== on) transaction.setNodeAttribute(start + offset, 'header', on)
  }
  return transaction.docChanged
})

export function headersOf (here: Here): { row: boolean, column: boolean } {
  return { row: isHeaderRow(here, 0), column: isHeaderColumn(here, 0) }
}

export const alignCells = (align: Align | null): Command => onTable(({ start, grid, rect }, transaction) => {
  for (const { cell, offset } of cellsIn(grid, rect)) {
    if (cell.attrs['align'] !== align) transaction.setNodeAttribute(start + offset, 'align', align)
  }
  return true
})

/** What all selected cells have; null when that differs. */
export function alignOf ({ grid, rect }: Here): Align | null {
  const all = new Set(cellsIn(grid, rect).map(({ cell }) => cell.attrs['align'] as Align | null ?? 'left'))
  const [only] = all
  return all.size === 1 ? only ?? null : null
}

/** `by` steps wider; null: as wide as its words need, like before anybody chose. */
export const widenColumn = (by: number | null): Command => onTable((here, transaction) => {
  const { grid, rect } = here
  const widths = columnWidths(grid)
  for (let col = rect.left; col < rect.right; col++) {
    setColumn(here, transaction, col, by === null ? 0 : (widths[col] || DEFAULT_COLUMN) + by * STEP)
  }
  return transaction.docChanged
})

/** What was chosen for each column; 0 where nothing was. */
export function columnWidths (grid: Grid): number[] {
  const widths = Array.from({ length: grid.width }, () => 0)
  for (const placed of grid.cells) {
    const own = placed.cell.attrs['colwidth'] as number[] | null
    own?.slice(0, placed.colspan).forEach((width, i) => { widths[placed.col + i] ||= width })
  }
  return widths
}

export function setColumn ({ start, grid }: Pick<Here, 'start' | 'grid'>, transaction: Transaction, col: number, width: number): void {
  const chosen = width === 0 ? 0 : Math.min(MAX_COLUMN, Math.max(MIN_COLUMN, Math.round(width)))
  for (const placed of cellsIn(grid, { left: col, right: col + 1, top: 0, bottom: grid.height })) {
    const at = start + placed.offset
    const now = transaction.doc.nodeAt(at)
    if (now === null) continue
    const widths = widthsOf({ ...placed, cell: now })
    if (widths[col - placed.col] !== chosen) transaction.setNodeAttribute(at, 'colwidth', someWidth(widths.with(col - placed.col, chosen)))
  }
}

function widthsOf ({ cell, colspan }: Placed): number[] {
  const widths = cell.attrs['colwidth'] as number[] | null
  return Array.from({ length: colspan }, (_, i) => widths?.[i] ?? 0)
}

const someWidth = (widths: number[]): number[] | null => widths.some((width) => width > 0) ? widths : null

function setSpan (transaction: Transaction, start: number, { offset }: Placed, widths: readonly number[]): void {
  transaction.setNodeAttribute(start + offset, 'colspan', Math.min(MAX_COLSPAN, widths.length))
  transaction.setNodeAttribute(start + offset, 'colwidth', someWidth(widths.slice(0, MAX_COLSPAN)))
}

/** Tab: the next cell, and behind the last one a new row. False where Tab is about a list inside the cell. */
export const nextCell = (direction: 1 | -1): Command => (state, dispatch) => {
  const { $head } = state.selection
  for (let depth = $head.depth; depth > 0; depth--) {
    const node = $head.node(depth)
    if (isCell(node)) break
    if (node.type === nodes.list_item || node.type === nodes.task_item) return false
  }
  const here = tableAt(state.selection)
  if (here === null) return false
  const open = here.grid.cells.filter(({ cell }) => !isCovered(cell))
  const head = state.selection instanceof CellSelection ? state.selection.$headCell.pos : $head.pos
  const at = open.findIndex(({ cell, offset }) => head - here.start >= offset && head - here.start < offset + cell.nodeSize)
  const to = open[at + direction]
  if (to === undefined && direction < 0) return true
  if (dispatch === undefined) return true
  if (to !== undefined) {
    const inside = here.start + to.offset + 1
    const end = inside + to.cell.content.size
    dispatch(state.tr.setSelection(to.cell.childCount === 0
      ? CellSelection.create(state.doc, inside - 1)
      : TextSelection.between(state.doc.resolve(inside), state.doc.resolve(end))).scrollIntoView())
    return true
  }
  return onTable((whole, transaction) => {
    const row = insertRow(whole, transaction, whole.grid.height)
    transaction.setSelection(Selection.near(transaction.doc.resolve(row + 2)))
    return true
  })(state, dispatch)
}
