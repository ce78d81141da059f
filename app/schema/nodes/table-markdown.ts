/**
 * Tables in Markdown. Most are written as GFM; what that can't hold (merged cells, several blocks in a cell, a
 * header column, no header row) as the tags of an HTML table with blank lines around what stands in a cell. There a
 * reader of CommonMark, this one and others, reads Markdown again, so that a cell may hold whatever a document may.
 */
import type { Token } from 'markdown-it'
import type { Node } from 'prosemirror-model'
import type { BlockTag } from '../markdown-tags.ts'
import type { BlockSink, BlockSource, NodeMarkdown } from '../node-file.ts'
import { many } from '../many.ts'
import { readTags } from '../markdown-tags.ts'
import { isPlaceholder } from '../placeholder.ts'
import { settled } from '../table-grid.ts'
import { isBare } from './paragraph.ts'
import { cellAttributes, isCell, isHeaderCell, readCell, MAX_COLSPAN, MAX_ROWSPAN } from './table.ts'

export const tableMarkdown: NodeMarkdown = {
  syntax: (md) => {
    md.enable('table')
    md.core.ruler.after('block', 'sheaf_tags', readTags)
  },
  read: {
    table_open: (_token, into) => { into.open('table') },
    table_close: (_token, into) => { into.close('bare') },
    thead_open: () => {},
    thead_close: () => {},
    tbody_open: () => {},
    tbody_close: () => {},
    tr_open: (_token, into) => { into.open('table_row') },
    tr_close: (_token, into) => { into.close('bare') },
    th_open: (token, into) => { openCell('table_header', token, into) },
    td_open: (token, into) => { openCell('table_cell', token, into) },
    th_close: closeCell,
    td_close: closeCell,
    table_tag: ({ meta }, into) => {
      const tag = meta as unknown as BlockTag
      const cell = tag.name === 'td' || tag.name === 'th'
      if (!tag.close) into.open(NODES[tag.name as keyof typeof NODES], cell ? tagAttributes(tag) : null)
      else into.close(cell ? undefined : 'bare')
    }
  },
  write: {
    table: (node, out) => {
      const table = settled(node, () => node.type.schema.nodes['table_cell']!.create())
      return table.childCount === 0 ? [] : writeTable(table, out)
    }
  }
}

const NODES = { table: 'table', tr: 'table_row', td: 'table_cell', th: 'table_header' } as const
const RULES: Record<string, string> = { left: ':---', center: ':---:', right: '---:' }

/** `whole`: without covered cells and short rows. */
function writeTable (whole: Node, out: BlockSource): string[] {
  const aligned = isGfm(whole) ? columnAlign(whole) : null
  if (aligned === null) {
    out.lost('tags', (n) => `${many(n, 'table is', 'tables are')} written with HTML tags, because Markdown’s own tables have one header row, no merged cells and one line in a cell.`)
    return writeTags(whole, out)
  }
  if (whole.firstChild!.content.content.some((cell) => cell.attrs['colwidth'] !== null)) {
    out.lost('widths', (n) => `${many(n, 'table was', 'tables were')} written without the widths of ${n === 1 ? 'its' : 'their'} columns.`)
  }
  const lines = whole.content.content.map((row) => `| ${row.content.content.map((cell) => inCell(cell, out)).join(' | ')} |`)
  lines.splice(1, 0, `| ${aligned.map((align) => RULES[align ?? ''] ?? '---').join(' | ')} |`)
  return lines
}

function inCell (cell: Node, out: BlockSource): string {
  const paragraph = cell.firstChild
  // Exactly what reading takes off again, also within code.
  return paragraph === null || paragraph.childCount === 0 ? '' : out.line(paragraph, '# ').replaceAll('|', '\\|')
}

function isGfm (table: Node): boolean {
  const width = table.firstChild?.childCount ?? 0
  return width > 0 && table.content.content.every((row, i) => !isPlaceholder(row) && row.childCount === width && row.content.content.every((cell) =>
    isCell(cell) && isHeaderCell(cell) === (i === 0) && cell.attrs['colspan'] === 1 && cell.attrs['rowspan'] === 1 &&
    (cell.childCount === 0 || (cell.childCount === 1 && cell.firstChild!.type === cell.type.schema.nodes['paragraph']))))
}

/** Null when the cells of a column differ. */
function columnAlign (table: Node): (string | null)[] | null {
  const columns = table.firstChild!.content.content.map((cell) => cell.attrs['align'] as string | null)
  const same = table.content.content.every((row) => row.content.content.every((cell, col) => cell.attrs['align'] === columns[col]))
  return same ? columns : null
}

function writeTags (table: Node, out: BlockSource): string[] {
  const lines = ['<table>']
  table.forEach((row) => {
    lines.push('<tr>')
    row.forEach((cell) => {
      const tag = isCell(cell) && isHeaderCell(cell) ? 'th' : 'td'
      const attrs = isCell(cell) ? Object.entries(cellAttributes(cell)).map(([name, value]) => ` ${name}="${value}"`).join('') : ''
      const inside = isPlaceholder(cell) ? out.placeholder(cell) : isBare(cell) ? [] : out.blocks(cell)
      lines.push(`<${tag}${attrs}>`)
      if (inside.length > 0) lines.push('', ...inside, '')
      lines.push(`</${tag}>`)
    })
    lines.push('</tr>')
  })
  lines.push('</table>')
  return lines
}

function tagAttributes ({ attrs }: BlockTag): Record<string, unknown> {
  const value = (name: string): string | null => new RegExp(`\\s${name}="([^"]*)"`, 'i').exec(attrs)?.[1] ?? null
  const span = (name: string, max: number): number => Math.min(max, Math.max(1, Math.trunc(Number(value(name) ?? 1)) || 1))
  return readCell(span('colspan', MAX_COLSPAN), span('rowspan', MAX_ROWSPAN), value('data-colwidth'), value('align'))
}

/** A cell of GFM: one paragraph. */
function openCell (name: string, token: Token, into: BlockSink): void {
  into.open(name, { align: tokenAlign(token) })
  into.open('paragraph')
}

function closeCell (_token: Token, into: BlockSink): void {
  into.close()
  into.close()
}

/** The side that markdown-it puts into a style. */
function tokenAlign (token: Token): string | null {
  return /text-align:(left|center|right)/.exec(String(token.attrGet('style') ?? ''))?.[1] ?? null
}
