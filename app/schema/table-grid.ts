/** Where each cell of a table stands: rows and columns, as a browser lays them out. Never throws, whatever was merged. */
import { Fragment } from 'prosemirror-model'
import type { Node } from 'prosemirror-model'
import { isBlank, isCell, isCovered } from './nodes/table.ts'

export interface Placed {
  cell: Node
  /** From the start of the table's content. */
  offset: number
  row: number
  col: number
  /** As far as there is room: less than the cell says where another one stands in its way or rows have gone. */
  colspan: number
  rowspan: number
}

export interface Rect { left: number, top: number, right: number, bottom: number }

export interface Grid {
  width: number
  height: number
  cells: readonly Placed[]
  /** Cells that were merged into others; `col` is where the one before them in their row ends. */
  covered: readonly Placed[]
  /** The cell at `row * width + col`; undefined where a row is too short. */
  slots: readonly (Placed | undefined)[]
}

/** A table of more is not laid out: nobody made it by hand. */
const MAX_SLOTS = 500_000

/** Null for a table that holds what is no row or no cell, or that is out of all proportion: leave it as it is. */
export function layOut (table: Node): Grid | null {
  let grid = known.get(table)
  if (grid === undefined) known.set(table, grid = laidOut(table))
  return grid
}

/** Nodes never change, and several ask for the same one with each letter that is typed. */
const known = new WeakMap<Node, Grid | null>()

function laidOut (table: Node): Grid | null {
  const height = table.childCount
  const taken: (Placed | undefined)[][] = Array.from({ length: height }, () => [])
  const cells: Placed[] = []
  const covered: Placed[] = []
  let width = 0
  let slots = 0
  let offset = 0
  for (let row = 0; row < height; row++) {
    const line = table.child(row)
    const own = taken[row]!
    if (line.type.spec['tableRole'] !== 'row') return null
    let at = offset + 1
    let end = 0
    for (let i = 0; i < line.childCount; i++) {
      const cell = line.child(i)
      if (!isCell(cell)) return null
      if (isCovered(cell)) {
        covered.push({ cell, offset: at, row, col: end, colspan: 0, rowspan: 1 })
      } else {
        let col = end
        while (own[col] !== undefined) col++
        const placed = { cell, offset: at, row, col, ...room(taken, row, col, cell) }
        slots += placed.colspan * placed.rowspan
        if (slots > MAX_SLOTS) return null
        for (let r = row; r < row + placed.rowspan; r++) {
          for (let c = col; c < col + placed.colspan; c++) taken[r]![c] = placed
        }
        cells.push(placed)
        end = col + placed.colspan
        width = Math.max(width, end)
      }
      at += cell.nodeSize
    }
    offset += line.nodeSize
  }
  if (width * height > MAX_SLOTS) return null
  const all = taken.flatMap((line) => Array.from({ length: width }, (_, col) => line[col]))
  return { width, height, cells, covered, slots: all }
}

function room (taken: readonly (Placed | undefined)[][], row: number, col: number, cell: Node): { colspan: number, rowspan: number } {
  const { colspan: wide, rowspan: high } = cell.attrs as { colspan: number, rowspan: number }
  const free = (r: number, from: number, to: number): boolean => {
    for (let c = from; c < to; c++) if (taken[r]![c] !== undefined) return false
    return true
  }
  let colspan = 1
  while (colspan < wide && free(row, col + colspan, col + colspan + 1)) colspan++
  let rowspan = 1
  while (rowspan < high && row + rowspan < taken.length && free(row + rowspan, col, col + colspan)) rowspan++
  return { colspan, rowspan }
}

/** The one a covered cell was merged into: the wide one before it, or the high one from a row above. */
export function coverOf (grid: Grid, { row, col }: Placed): Placed | undefined {
  const before = col > 0 ? grid.slots[row * grid.width + col - 1] : undefined
  if (before !== undefined && before.colspan > 1) return before
  return grid.slots[row * grid.width + col] ?? before ?? grid.cells[0]
}

/**
 * The table as it is meant, for other formats: no covered cells, spans that fit, rows of equal length. What stands in
 * a covered cell goes to the one above it. `blank` makes a cell.
 */
export function settled (table: Node, blank: () => Node): Node {
  const grid = layOut(table)
  if (grid === null || grid.width === 0) return table
  const added = new Map<Placed, Node[]>()
  for (const stray of grid.covered) {
    const cover = coverOf(grid, stray)
    if (cover !== undefined && !isBlank(stray.cell)) added.set(cover, [...added.get(cover) ?? [], ...stray.cell.content.content])
  }
  const rows: Node[][] = Array.from({ length: grid.height }, () => [])
  for (const placed of grid.cells) {
    const { cell, colspan, rowspan } = placed
    const content = cell.content.append(Fragment.fromArray(added.get(placed) ?? []))
    rows[placed.row]!.push(cell.type.create({ ...cell.attrs, colspan, rowspan }, content))
  }
  return table.copy(Fragment.fromArray(rows.map((cells, row) => {
    for (let col = 0; col < grid.width; col++) if (grid.slots[row * grid.width + col] === undefined) cells.push(blank())
    return table.child(row).copy(Fragment.fromArray(cells))
  })))
}
