/** Cells: making, emptying and finding them, and mending a table that a merge of edits left uneven. */
import type { Node } from 'prosemirror-model'
import type { Selection, Transaction } from 'prosemirror-state'
import type { Grid, Placed, Rect } from '../../schema/table-grid.ts'
import { CellSelection } from 'prosemirror-tables'
import { schema } from '../../schema/index.ts'
import { isBlank, isHeaderCell, isTable } from '../../schema/nodes/table.ts'
import { coverOf, layOut } from '../../schema/table-grid.ts'

const { nodes } = schema

/** A table as a command finds it: where it is, how it is laid out, and what is selected of it. */
export interface Here { table: Node, pos: number, start: number, grid: Grid, rect: Rect }

export function newCell (header: boolean, attrs: Record<string, unknown> = {}): Node {
  return (header ? nodes.table_header : nodes.table_cell).create(attrs, nodes.paragraph.create())
}

/** The innermost table around the selection; null also for one that holds what this Sheaf does not know. */
export function tableAt (selection: Selection): Here | null {
  const $anchor = selection instanceof CellSelection ? selection.$anchorCell : selection.$anchor
  const $head = selection instanceof CellSelection ? selection.$headCell : selection.$head
  const reach = Math.min($head.depth, selection instanceof CellSelection ? $head.depth : $head.depth - 2)
  for (let depth = reach; depth > 0; depth--) {
    const table = $head.node(depth)
    if (!isTable(table)) continue
    const start = $head.start(depth)
    const grid = layOut(table)
    const cellOf = ($pos: typeof $head): Placed | undefined => {
      const at = $pos.pos < start || $pos.pos > start + table.content.size ? $head : $pos
      return grid?.cells.find(({ offset, cell }) => at.pos - start >= offset && at.pos - start < offset + cell.nodeSize)
    }
    const head = cellOf($head)
    const anchor = cellOf($anchor) ?? head
    if (grid === null || head === undefined || anchor === undefined) return null
    return { table, pos: start - 1, start, grid, rect: around([anchor, head]) }
  }
  return null
}

function around (cells: readonly Placed[]): Rect {
  return {
    left: Math.min(...cells.map(({ col }) => col)),
    top: Math.min(...cells.map(({ row }) => row)),
    right: Math.max(...cells.map(({ col, colspan }) => col + colspan)),
    bottom: Math.max(...cells.map(({ row, rowspan }) => row + rowspan))
  }
}

/** Each cell once, in their order. */
export function cellsIn (grid: Grid, { left, top, right, bottom }: Rect): Placed[] {
  return grid.cells.filter(({ row, col, rowspan, colspan }) => row < bottom && row + rowspan > top && col < right && col + colspan > left)
}

/** All cells but the one at the corner say it: that one belongs to the header row and the header column alike. */
export function isHeaderRow ({ grid }: Pick<Here, 'grid'>, row: number): boolean {
  return headers(cellsIn(grid, { top: row, bottom: row + 1, left: grid.width > 1 ? 1 : 0, right: grid.width }))
}

export function isHeaderColumn ({ grid }: Pick<Here, 'grid'>, col: number): boolean {
  return grid.height > 1 && headers(cellsIn(grid, { left: col, right: col + 1, top: 1, bottom: grid.height }))
}

function headers (cells: readonly Placed[]): boolean {
  return cells.length > 0 && cells.every(({ cell }) => isHeaderCell(cell))
}

/** Where a cell for column `col` goes in a row. */
export function placeFor ({ table, start, grid }: Pick<Here, 'table' | 'start' | 'grid'>, row: number, col: number): number {
  const next = grid.cells.find((placed) => placed.row === row && placed.col >= col)
  if (next !== undefined) return start + next.offset
  let end = start
  for (let i = 0; i <= row; i++) end += table.child(i).nodeSize
  return end - 1
}

/** Takes out what is in a cell but leaves its lines: what somebody types there at this moment has a place to land. */
export function emptyCell (transaction: Transaction, pos: number): void {
  const cell = transaction.doc.nodeAt(pos)
  if (cell === null) return
  const cuts: [from: number, to: number][] = []
  cell.descendants((node, offset) => {
    const at = pos + 1 + offset
    if (node.isTextblock) {
      if (node.content.size > 0) cuts.push([at + 1, at + 1 + node.content.size])
      return false
    }
    if (!node.isAtom) return true
    cuts.push([at, at + node.nodeSize])
    return false
  })
  for (const [from, to] of cuts.toReversed()) transaction.delete(from, to)
}

/** Puts blocks at the end of a cell, the first words of them into its line when that is empty. */
export function addToCell (transaction: Transaction, pos: number, blocks: readonly Node[]): void {
  const cell = transaction.doc.nodeAt(pos)
  const [first, ...rest] = blocks
  if (cell === null || first === undefined) return
  const only = cell.childCount === 1 ? cell.firstChild : null
  const joins = only?.type === nodes.paragraph && only.content.size === 0 && first.type === nodes.paragraph
  transaction.insert(pos + cell.nodeSize - 1, joins ? rest : blocks)
  if (joins) transaction.insert(pos + 2, first.content)
}

/** True when an edit left one of these tables with other rows, cells or spans than the other has. */
export function reshaped (before: Node, after: Node): boolean {
  if (before === after) return false
  if (before.childCount !== after.childCount) return true
  for (let i = 0; i < after.childCount; i++) {
    const was = before.child(i)
    const row = after.child(i)
    if (was === row) continue
    if (was.childCount !== row.childCount) return true
    for (let j = 0; j < row.childCount; j++) {
      const a = was.child(j)
      const b = row.child(j)
      if (a !== b && (a.attrs['colspan'] !== b.attrs['colspan'] || a.attrs['rowspan'] !== b.attrs['rowspan'] || (a.childCount === 0) !== (b.childCount === 0))) return true
    }
  }
  return false
}

/**
 * Evens a table out: spans that fit, rows of one length, a line in each cell, and the words that were typed into a
 * cell while somebody merged it away put where that one went. Only ever called within what a person does to the
 * *shape* of this table: were it done for every letter, two people typing would each mend, and mend the mending.
 */
export function mendTable (transaction: Transaction, pos: number): void {
  liftStrays(transaction, pos)
  const table = transaction.doc.nodeAt(pos)
  const grid = table === null || !isTable(table) ? null : layOut(table)
  if (table === null || grid === null || table.childCount === 0) return
  const start = pos + 1
  const width = Math.max(1, grid.width)
  for (const { cell, offset, colspan, rowspan } of grid.cells) {
    for (const [name, value] of [['colspan', colspan], ['rowspan', rowspan]] as const) {
      if (cell.attrs[name] !== value) transaction.setNodeAttribute(start + offset, name, value)
    }
    const widths = cell.attrs['colwidth'] as number[] | null
    if (widths !== null && widths.length !== colspan) {
      transaction.setNodeAttribute(start + offset, 'colwidth', Array.from({ length: colspan }, (_, i) => widths[i] ?? 0))
    }
  }
  const additions: [at: number, node: Node][] = grid.cells
    .filter(({ cell }) => cell.childCount === 0)
    .map(({ offset }) => [start + offset + 1, nodes.paragraph.create()])
  for (let row = 0; row < grid.height; row++) {
    for (let col = 0; col < width; col++) {
      if (grid.slots[row * width + col] === undefined) additions.push([placeFor({ table, start, grid }, row, width), newCell(row === 0 && isHeaderRow({ grid }, 0))])
    }
  }
  for (const [at, node] of additions.toSorted(([a], [b]) => b - a)) transaction.insert(at, node)
}

function liftStrays (transaction: Transaction, pos: number): void {
  for (;;) {
    const table = transaction.doc.nodeAt(pos)
    const grid = table === null || !isTable(table) ? null : layOut(table)
    const stray = grid?.covered.find(({ cell }) => !isBlank(cell))
    const cover = grid === null || stray === undefined ? undefined : coverOf(grid, stray)
    if (stray === undefined || cover === undefined) return
    const blocks = stray.cell.content.content
    if (cover.offset > stray.offset) addToCell(transaction, pos + 1 + cover.offset, blocks)
    emptyCell(transaction, pos + 1 + stray.offset)
    if (cover.offset < stray.offset) addToCell(transaction, pos + 1 + cover.offset, blocks)
  }
}

