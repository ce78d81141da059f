/** Cells from a spreadsheet: as HTML or as lines with tabs. A paste is cut where the window would freeze. */
import type { Node } from 'prosemirror-model'
import type { EditorView } from 'prosemirror-view'
import { Fragment, Slice } from 'prosemirror-model'
import { Plugin } from 'prosemirror-state'
import { CellSelection, __pastedCells as pastedCells } from 'prosemirror-tables'
import { schema } from '../../schema/index.ts'
import { isCovered, isTable } from '../../schema/nodes/table.ts'
import { layOut } from '../../schema/table-grid.ts'
import { quietStyles } from '../paste/styles.ts'
import { splitCell } from './commands.ts'
import { isHeaderRow, mendTable, newCell, tableAt } from './cells.ts'

const { nodes } = schema

/** What a window shows within a second or so, and in which typing stays quick. */
export const MAX_PASTED_ROWS = 500
export const MAX_PASTED_CELLS = 2500
export const MAX_PASTED_COLUMNS = 100

/** `cut`: told when something was left out. */
export function pasteCells (cut: (rows: number, kept: number) => void): Plugin {
  return new Plugin({
    props: {
      transformPastedHTML: (html) => trimHtml(html, cut),
      clipboardTextParser: (text, $context, plain) => {
        const cells = plain || $context.parent.type.spec.code === true ? null : readTabs(text)
        if (cells === null) return null as unknown as Slice
        const rows = keptRows(cells.length, Math.max(...cells.map(({ length }) => length)))
        if (rows < cells.length) cut(cells.length, rows)
        return new Slice(Fragment.from(tableOf(cells.slice(0, rows))), 0, 0)
      },
      clipboardTextSerializer: (slice) => writeTabs(slice) ?? null as unknown as string,
      handlePaste: (view, _event, slice) => intoTable(view, slice)
    }
  })
}

function keptRows (rows: number, columns: number): number {
  return Math.max(1, Math.min(rows, MAX_PASTED_ROWS, Math.floor(MAX_PASTED_CELLS / Math.max(1, Math.min(MAX_PASTED_COLUMNS, columns)))))
}

/** Cuts long tables while they are text still: to make nodes of 10,000 rows takes longer than anyone waits. */
function trimHtml (html: string, cut: (rows: number, kept: number) => void): string {
  // Most pastes are short, and need no second look.
  if ((html.match(/<tr[\s>]/gi)?.length ?? 0) <= MAX_PASTED_COLUMNS && (html.match(/<t[dh][\s>]/gi)?.length ?? 0) <= MAX_PASTED_COLUMNS) return html
  // A document without a window: nothing in it runs or loads.
  const page = new DOMParser().parseFromString(quietStyles(html), 'text/html')
  let changed = false
  for (const table of page.querySelectorAll('table')) {
    const rows = [...table.rows]
    const columns = rows.reduce((most, row) => Math.max(most, row.cells.length), 0)
    const kept = keptRows(rows.length, columns)
    if (kept === rows.length && columns <= MAX_PASTED_COLUMNS) continue
    changed = true
    for (const row of rows.slice(kept)) row.remove()
    for (const row of rows.slice(0, kept)) for (const cell of [...row.cells].slice(MAX_PASTED_COLUMNS)) cell.remove()
    cut(rows.length, kept)
  }
  return changed ? page.documentElement.outerHTML : html
}

/** Null for what is no block of cells: every line has as many tabs as the others, and at least one. */
export function readTabs (text: string): string[][] | null {
  if (!text.includes('\t')) return null
  const rows: string[][] = [[]]
  const body = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  // A cell in quotes may hold tabs, line breaks and doubled quotes.
  const cell = /(?:"((?:[^"]|"")*)"(?=\t|\n|$)|([^\t\n]*))(\t|\n|$)/gy
  for (let match = cell.exec(body); match !== null; match = cell.exec(body)) {
    rows.at(-1)!.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    if (match[3] === '') break
    if (match[3] === '\n') rows.push([])
  }
  const columns = rows[0]!.length
  return columns > 1 && rows.every(({ length }) => length === columns) && rows.some((row) => row[0] !== '') ? rows : null
}

function tableOf (rows: readonly string[][]): Node {
  return nodes.table.create(null, rows.map((cells) => nodes.table_row.create(null, cells.slice(0, MAX_PASTED_COLUMNS).map((text) => {
    const lines = text.split('\n').map((line) => nodes.paragraph.create(null, line === '' ? null : schema.text(line)))
    return nodes.table_cell.create(null, lines)
  }))))
}

/** Cells as other programs read them; null for a selection that is no block of cells. */
function writeTabs ({ content }: Slice): string | null {
  const rows: string[] = []
  const line = (row: Node): void => {
    rows.push(row.content.content.filter((cell) => !isCovered(cell)).map((cell) => {
      const text = cell.textBetween(0, cell.content.size, '\n', '\n')
      return /[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
    }).join('\t'))
  }
  for (const node of content.content) {
    if (node.type === nodes.table_row) line(node)
    else if (isTable(node) && content.childCount === 1) node.forEach(line)
    else return null
  }
  return rows.length === 0 ? null : rows.join('\n')
}

/** Cells go onto cells; the table grows where they reach beyond it. One selected area is filled by one pasted cell. */
function intoTable (view: EditorView, slice: Slice): boolean {
  const cells = tableAt(view.state.selection) === null ? null : pastedCells(slice)
  if (cells === null) return false
  const lines = flat(nodes.table.create(null, cells.rows.map((row) => nodes.table_row.create(null, row))))
  if (lines === null) return false
  const first = tableAt(view.state.selection)
  if (first === null) return false
  const { top, left } = first.rect
  const fills = view.state.selection instanceof CellSelection && lines.length === 1 && lines[0]!.length === 1
  const high = fills ? first.rect.bottom - top : lines.length
  const wide = fills ? first.rect.right - left : Math.min(MAX_PASTED_COLUMNS, lines[0]?.length ?? 0)
  if (!fills) grow(view, top + high, left + wide)
  // What reaches into the area is split, so that each pasted cell has one to go to.
  for (let here = tableAt(view.state.selection), rounds = 1000; here !== null && rounds > 0; rounds--) {
    const { grid, start } = here
    const wider = grid.cells.find(({ row, col, rowspan, colspan }) => rowspan * colspan > 1 && row < top + high && row + rowspan > top && col < left + wide && col + colspan > left)
    if (wider === undefined) break
    view.dispatch(view.state.tr.setSelection(CellSelection.create(view.state.doc, start + wider.offset)))
    splitCell(view.state, view.dispatch)
    here = tableAt(view.state.selection)
  }
  const here = tableAt(view.state.selection)
  if (here === null) return true
  const { start, grid, table } = here
  const transaction = view.state.tr
  let from = start
  for (let i = 0; i < top; i++) from += table.child(i).nodeSize
  let to = from
  const rows: Node[] = []
  for (let row = top; row < Math.min(grid.height, top + high); row++) {
    const line = table.child(row)
    to += line.nodeSize
    const put = new Map<Node, Node>()
    for (let col = left; col < Math.min(grid.width, left + wide); col++) {
      const target = grid.slots[row * grid.width + col]
      const source = fills ? lines[0]![0] : lines[row - top]?.[col - left]
      if (target !== undefined && source !== undefined) put.set(target.cell, target.cell.type.create({ ...target.cell.attrs, ...source.attrs['align'] === null ? {} : { align: source.attrs['align'] } }, source.content))
    }
    rows.push(line.copy(Fragment.fromArray(line.content.content.map((cell) => put.get(cell) ?? cell))))
  }
  transaction.replaceWith(from, to, rows)
  const laid = layOut(transaction.doc.nodeAt(start - 1) ?? table)
  const a = laid?.slots[top * laid.width + left]
  const b = laid?.slots[Math.min(laid.height, top + high) * laid.width - laid.width + Math.min(laid.width, left + wide) - 1]
  if (a !== undefined && b !== undefined) transaction.setSelection(CellSelection.create(transaction.doc, start + a.offset, start + b.offset))
  view.dispatch(transaction.scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'))
  return true
}

/** Rows below and cells at the end of each row, in one go. */
function grow (view: EditorView, rows: number, columns: number): void {
  const found = tableAt(view.state.selection)
  if (found === null) return
  const transaction = view.state.tr
  mendTable(transaction, found.pos)
  const table = transaction.doc.nodeAt(found.pos)
  const grid = table === null ? null : layOut(table)
  if (table === null || grid === null) return
  const wide = Math.max(0, columns - grid.width)
  const blank = (count: number): Node[] => Array.from({ length: count }, () => newCell(false))
  let end = found.start + table.content.size
  if (rows > grid.height) transaction.insert(end, Array.from({ length: rows - grid.height }, () => nodes.table_row.create(null, blank(grid.width + wide))))
  for (let row = wide > 0 ? grid.height - 1 : -1; row >= 0; row--) {
    transaction.insert(end - 1, isHeaderRow({ grid }, row) ? Array.from({ length: wide }, () => newCell(true)) : blank(wide))
    end -= table.child(row).nodeSize
  }
  if (transaction.docChanged) view.dispatch(transaction)
}

/** Single cells, with what was merged in the first of them. */
function flat (table: Node): Node[][] | null {
  const grid = layOut(table)
  if (grid === null || grid.width === 0) return null
  return Array.from({ length: Math.min(MAX_PASTED_ROWS, grid.height) }, (_, row) => Array.from({ length: grid.width }, (__, col) => {
    const placed = grid.slots[row * grid.width + col]
    if (placed === undefined || placed.row !== row || placed.col !== col) return newCell(false)
    return placed.cell.childCount === 0 ? newCell(false, { align: placed.cell.attrs['align'] }) : placed.cell
  }))
}
