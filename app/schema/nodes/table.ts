/**
 * Tables: rows of cells, cells of blocks.
 *
 * Yjs can not move an element, only delete it and make another, and what somebody types into a deleted one is gone.
 * So nothing here is told by replacing a cell: whether it is a header may be said by an attribute, whatever its
 * type, and a cell that was merged into another stays where it was, *covered*, with `colspan` 0. TableMap of
 * prosemirror-tables takes such a cell for one without any width, and so does everything else here.
 */
import type { Node, NodeSpec } from 'prosemirror-model'
import { oneOf, optionalFlag, whole, wholes } from '../attributes.ts'

export const MAX_COLSPAN = 100
export const MAX_ROWSPAN = 1000
export const MIN_COLUMN = 40
export const MAX_COLUMN = 2000
const ALIGN = ['left', 'center', 'right'] as const
export type Align = typeof ALIGN[number]

const table: NodeSpec = {
  content: 'table_row*',
  group: 'block',
  tableRole: 'table',
  isolating: true,
  parseDOM: [{ tag: 'table' }],
  toDOM: () => ['table', ['tbody', 0]]
}

const tableRow: NodeSpec = {
  content: '(table_cell | table_header)*',
  tableRole: 'row',
  parseDOM: [{ tag: 'tr' }],
  toDOM: () => ['tr', 0]
}

const attrs = {
  colspan: whole(1, 0, MAX_COLSPAN),
  rowspan: whole(1, 1, MAX_ROWSPAN),
  /** Pixels for each column that the cell spans, 0 where none was chosen. */
  colwidth: wholes(MAX_COLSPAN, 0, MAX_COLUMN),
  align: oneOf(ALIGN),
  /** Null: as the type says. */
  header: optionalFlag()
}

function cell (role: 'cell' | 'header_cell', tag: 'td' | 'th'): NodeSpec {
  return {
    content: 'block*',
    attrs,
    tableRole: role,
    isolating: true,
    parseDOM: [
      { tag: `${tag}[data-covered]`, ignore: true, priority: 60 },
      { tag, getAttrs: readAttrs }
    ],
    toDOM: (node) => [isHeaderCell(node) ? 'th' : 'td', cellAttributes(node), 0]
  }
}

/** Their Markdown is in table-markdown.ts. */
export const tableNodes = { table, table_row: tableRow, table_cell: cell('cell', 'td'), table_header: cell('header_cell', 'th') }

export const isCell = (node: Node): boolean => node.type.spec['tableRole'] === 'cell' || node.type.spec['tableRole'] === 'header_cell'
export const isTable = (node: Node): boolean => node.type.spec['tableRole'] === 'table'

export function isHeaderCell (node: Node): boolean {
  return (node.attrs['header'] as boolean | null) ?? node.type.spec['tableRole'] === 'header_cell'
}

/** Merged into another cell. */
export function isCovered (node: Node): boolean {
  return node.attrs['colspan'] === 0
}

/** Without a word, a picture or anything else that could be lost. */
export function isBlank (node: Node): boolean {
  let blank = true
  node.descendants((inner) => {
    if (inner.isText || (inner.isLeaf && !inner.isTextblock) || inner.type.spec['sheafPlaceholder'] === true) blank = false
    return blank
  })
  return blank
}

export function cellAttributes (node: Node): Record<string, string> {
  const { colspan, rowspan, colwidth, align } = node.attrs as { colspan: number, rowspan: number, colwidth: number[] | null, align: Align | null }
  return {
    ...colspan === 0 ? { 'data-covered': '', hidden: '' } : {},
    ...colspan > 1 ? { colspan: String(colspan) } : {},
    ...rowspan > 1 && colspan > 0 ? { rowspan: String(rowspan) } : {},
    ...colwidth === null ? {} : { 'data-colwidth': colwidth.join(',') },
    ...align === null ? {} : { align }
  }
}

function readAttrs (dom: HTMLElement): Record<string, unknown> {
  const span = (name: string, max: number): number => Math.min(max, Math.max(1, Math.trunc(Number(dom.getAttribute(name) ?? 1)) || 1))
  // As text: where a page forbids styles in its markup, pasted ones are not parsed.
  const side = /(?:^|;)\s*text-align:\s*(\w+)/i.exec(dom.getAttribute('style') ?? '')?.[1]
  return readCell(span('colspan', MAX_COLSPAN), span('rowspan', MAX_ROWSPAN), dom.getAttribute('data-colwidth'), side ?? dom.getAttribute('align'))
}

/** What was read of a cell, from HTML here or from HTML in Markdown, as attributes. */
export function readCell (colspan: number, rowspan: number, widths: string | null, align: string | null): Record<string, unknown> {
  const list = widths !== null && /^\d{1,4}(?:,\d{1,4})*$/.test(widths) ? widths.split(',').map((width) => Math.min(MAX_COLUMN, Number(width))) : []
  const side = align?.toLowerCase() ?? ''
  return {
    colspan,
    rowspan,
    colwidth: list.length === colspan ? list : null,
    align: (ALIGN as readonly string[]).includes(side) ? side : null
  }
}
