/** A document as Markdown that reads back as the same document. */
import type { Node } from 'prosemirror-model'
import type { BlockSource } from '../schema/node-file.ts'
import { isPlaceholder, NODE_FILES, schema } from '../schema/index.ts'
import { settled } from '../schema/table-grid.ts'
import { EMPTY_PARAGRAPH } from './markdown-read.ts'
import { writeTable } from './markdown-table.ts'
import { fenced } from './markdown-text.ts'
import { placeholderText, plainInline, writeInline } from './markdown-write-inline.ts'
import { many, Notes } from './notes.ts'

const { nodes } = schema
const MAX_NUMBER = 999_999_999   // a longer one is no list to CommonMark

const SENTENCES: Record<string, (count: number) => string> = {
  unknown: (n) => `${many(n, 'part', 'parts')} made by another version of Sheaf ${n === 1 ? 'was' : 'were'} written as plain text.`,
  tags: (n) => `${many(n, 'table is', 'tables are')} written with HTML tags, because Markdown’s own tables have one header row, no merged cells and one line in a cell.`,
  widths: (n) => `${many(n, 'table was', 'tables were')} written without the widths of ${n === 1 ? 'its' : 'their'} columns.`,
  mark: (n) => `${many(n, 'piece', 'pieces')} of text lost a formatting that this version of Sheaf does not know.`
}

const WRITE = new Map(NODE_FILES.flatMap(({ markdown }) => Object.entries(markdown?.write ?? {})))

export function writeMarkdown (doc: Node): { text: string, notes: string[] } {
  const writer = new BlockWriter(new Notes(SENTENCES))
  const lines = isEmptyParagraph(doc.firstChild) && doc.childCount === 1 ? [] : writer.blocks(doc, false)
  return { text: lines.length === 0 ? '' : lines.join('\n') + '\n', notes: writer.notes.sentences() }
}

class BlockWriter {
  readonly notes: Notes

  constructor (notes: Notes) {
    this.notes = notes
  }

  /** `inItem`: these are the blocks of a list item, where a rule or an empty item could be read as something else. */
  blocks (parent: Node, inItem: boolean, from = 0): string[] {
    const lines: string[] = []
    let previous: Node | null = null
    let flipped = false
    for (let i = from; i < parent.childCount; i++) {
      const node = parent.child(i)
      // Two lists in a row stay two by another marker.
      flipped = previous !== null && sameMarker(previous, node) ? !flipped : false
      const written = this.#block(node, flipped, inItem && i === 0)
      if (written.length === 0) continue
      if (lines.length > 0 && !(inItem && previous !== null && isTight(previous, node))) lines.push('')
      for (const line of written) lines.push(line)
      previous = node
    }
    return lines
  }

  #block (node: Node, flipped: boolean, leading: boolean): string[] {
    if (isPlaceholder(node)) return this.#placeholder(node)
    switch (node.type) {
      case nodes.paragraph: return this.#line(node, '').split('\n')
      case nodes.heading: {
        const hashes = '#'.repeat(Number(node.attrs['level']))
        const line = node.childCount === 0 ? '' : ` ${this.#line(node, '# ')}`
        return [hashes + line]
      }
      case nodes.blockquote: return this.#quote(node)
      case nodes.bullet_list: case nodes.task_list: return this.#list(node, () => flipped ? '*' : '-', leading)
      case nodes.ordered_list: {
        const start = Number(node.attrs['start'])
        return this.#list(node, (i) => `${Math.min(MAX_NUMBER, start + i)}${flipped ? ')' : '.'}`, leading)
      }
      case nodes.code_block: return fenced(node.textContent, String(node.attrs['language']))
      case nodes.table: return this.#table(node)
      default: return WRITE.get(node.type.name)?.(node, this.#source(leading)) ?? this.#placeholder(node)
    }
  }

  #source (leading: boolean): BlockSource {
    return {
      leading,
      blocks: (parent, from = 0) => this.blocks(parent, false, from),
      line: (block, prefix) => this.#line(block, prefix),
      lost: (kind, sentence) => { this.notes.addNew(kind, sentence) }
    }
  }

  #line (node: Node, prefix: string): string {
    return writeInline(plainInline(node, (kind) => this.notes.add(kind)), prefix) || EMPTY_PARAGRAPH
  }

  #quote (node: Node): string[] {
    if (isBare(node)) return ['>']
    return this.blocks(node, false).map((line) => line === '' ? '>' : `> ${line}`)
  }

  #table (node: Node): string[] {
    const table = settled(node, () => nodes.table_cell.create())
    if (table.childCount === 0) return []
    return writeTable(table, {
      inline: (paragraph) => writeInline(plainInline(paragraph, (kind) => this.notes.add(kind)), '# '),
      blocks: (cell) => isPlaceholder(cell) ? this.#placeholder(cell) : isBare(cell) ? [] : this.blocks(cell, false)
    }, (kind) => this.notes.add(kind))
  }

  #list (list: Node, marker: (i: number) => string, leading: boolean): string[] {
    const lines: string[] = []
    let loose = false
    list.forEach((item) => { if (!isSimple(item)) loose = true })
    list.forEach((item, _, i) => {
      if (isPlaceholder(item)) {
        for (const line of this.#item(marker(i), this.#placeholder(item))) lines.push(line)
        return
      }
      if (loose && lines.length > 0) lines.push('')
      const mark = item.type === nodes.task_item ? `${marker(i)} [${item.attrs['checked'] === true ? 'x' : ' '}]` : marker(i)
      for (const line of this.#itemLines(item, mark, marker(i).length + 1, leading)) lines.push(line)
    })
    return lines
  }

  #itemLines (item: Node, mark: string, indent: number, leading: boolean): string[] {
    // `- - -` would be a rule.
    if (isBare(item)) return [leading && item.type === nodes.list_item ? `${mark} ${EMPTY_PARAGRAPH}` : mark]
    if (item.type === nodes.task_item && item.firstChild!.type !== nodes.paragraph) {
      return [mark, '', ...this.blocks(item, true).map((line) => indented(line, indent))]
    }
    return this.#item(mark, this.blocks(item, true), indent)
  }

  #item (mark: string, lines: string[], indent = mark.length + 1): string[] {
    return lines.map((line, i) => i === 0 ? `${mark} ${line}` : indented(line, indent))
  }

  #placeholder (node: Node): string[] {
    this.notes.add('unknown')
    return placeholderText(node).split(/\s*\n\s*/).filter((line) => line !== '')
      .flatMap((line, i) => [...(i === 0 ? [] : ['']), writeInline([schema.text(line)], '')])
  }
}

function indented (line: string, indent: number): string {
  return line === '' ? '' : ' '.repeat(indent) + line
}

function isEmptyParagraph (node: Node | null): boolean {
  return node !== null && node.type === nodes.paragraph && node.childCount === 0
}

/** Nothing, or only an empty paragraph, which reading puts into everything empty. */
function isBare (container: Node): boolean {
  return container.childCount === 0 || (container.childCount === 1 && isEmptyParagraph(container.firstChild))
}

const isBullets = (node: Node): boolean => !isPlaceholder(node) && (node.type === nodes.bullet_list || node.type === nodes.task_list)
const isList = (node: Node): boolean => isBullets(node) || (!isPlaceholder(node) && node.type === nodes.ordered_list)

function sameMarker (a: Node, b: Node): boolean {
  return (isBullets(a) && isBullets(b)) || (a.type === nodes.ordered_list && b.type === nodes.ordered_list)
}

/** May stand without an empty line between: a paragraph and a list that can interrupt it. */
function isTight (before: Node, after: Node): boolean {
  // A line break alone is written as a tag, which would go on to the next empty line.
  const isTag = before.childCount === 1 && before.firstChild!.type === nodes.hard_break
  return before.type === nodes.paragraph && !isTag && isList(after) && after.childCount > 0 && !isBare(after.firstChild!) &&
    after.firstChild!.firstChild!.type === nodes.paragraph &&
    (after.type !== nodes.ordered_list || after.attrs['start'] === 1)
}

/** An item of one line, with at most lists below it. */
function isSimple (item: Node): boolean {
  for (let i = 0; i < item.childCount; i++) {
    const child = item.child(i)
    if (i === 0 ? child.type !== nodes.paragraph : !isTight(item.child(i - 1), child)) return false
  }
  return true
}
