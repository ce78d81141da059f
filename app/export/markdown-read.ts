/** Markdown to a document. Nothing of the text is lost: what Sheaf has no node for is kept as source, and noted. */
import type { Token } from 'markdown-it'
import type { Attrs, Node, NodeType } from 'prosemirror-model'
import type { BlockSink } from '../schema/node-file.ts'
import { NODE_FILES, schema } from '../schema/index.ts'
import { readInline } from './markdown-read-inline.ts'
import { makeMarkdown, taskOf } from './markdown-syntax.ts'
import { findTables, tagAttributes, tokenAlign } from './markdown-table.ts'
import type { TableTag } from './markdown-table.ts'
import { many, Notes } from './notes.ts'

const { nodes } = schema
/** A paragraph of this alone is an empty one, which Markdown cannot say otherwise. */
export const EMPTY_PARAGRAPH = '&nbsp;'

const MAX_FRONT_MATTER = 200   // lines

const SENTENCES: Record<string, (count: number) => string> = {
  html: (n) => `${many(n, 'piece of HTML was', 'pieces of HTML were')} kept as source text, because Sheaf shows no raw HTML.`,
  deep: (n) => `${many(n, 'part was', 'parts were')} nested too deeply and kept as Markdown source in code blocks.`,
  frontMatter: () => 'The front matter was kept as a code block at the top.',
  plain: () => 'This text could not be read as Markdown and was kept as plain text.'
}

const TAG_NODES: Record<TableTag['name'], NodeType> = { table: nodes.table, tr: nodes.table_row, td: nodes.table_cell, th: nodes.table_header }

const READ = new Map(NODE_FILES.flatMap(({ markdown }) => Object.entries(markdown?.read ?? {})))

const md = makeMarkdown()

export function parseMarkdown (text: string): { doc: Node, notes: string[] } {
  const notes = new Notes(SENTENCES)
  try {
    const { matter, rest } = frontMatter(text)
    const blocks = new BlockReader(notes).read(md.parse(rest, {}))
    if (matter !== null) {
      notes.add('frontMatter')
      blocks.unshift(codeBlock(matter, 'yaml'))
    }
    return { doc: nodes.doc.create(null, filled(blocks)), notes: notes.sentences() }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error   // a stack that ran out, on text made for that
    return { doc: nodes.doc.create(null, plainText(text)), notes: [SENTENCES['plain']!(1)] }
  }
}

interface Open { type: NodeType, attrs: Attrs | null, children: Node[] }

class BlockReader {
  #notes: Notes
  #stack: Open[] = [{ type: nodes.doc, attrs: null, children: [] }]
  #sink: BlockSink = {
    schema,
    open: (name, attrs) => { this.#open(schema.nodeType(name), attrs) },
    close: () => { this.#close() },
    add: (node) => { this.#add(node) }
  }

  constructor (notes: Notes) {
    this.#notes = notes
  }

  read (tokens: readonly Token[]): Node[] {
    const tables = findTables(tokens)
    tokens.forEach((token, i) => {
      const tags = tables.get(i)
      if (tags === undefined) this.#token(token)
      else for (const tag of tags) this.#tableTag(tag)
    })
    return this.#stack[0]!.children
  }

  #token (token: Token): void {
    switch (token.type) {
      case 'paragraph_open':
        if (token.meta?.['boxOnly'] !== true) this.#open(nodes.paragraph)
        return
      case 'heading_open': return this.#open(nodes.heading, { level: Number(token.tag.slice(1)) })
      case 'blockquote_open': return this.#open(nodes.blockquote)
      case 'bullet_list_open': return this.#open(nodes.bullet_list)
      case 'ordered_list_open': return this.#open(nodes.ordered_list, { start: Number(token.attrGet('start') ?? 1) })
      case 'list_item_open': return this.#openItem(token)
      case 'paragraph_close':
        if (this.#stack.at(-1)!.type === nodes.paragraph) this.#close()
        return
      case 'heading_close': case 'blockquote_close': case 'list_item_close': return this.#close()
      case 'bullet_list_close': case 'ordered_list_close': return this.#closeList()
      case 'inline': return this.#inline(token)
      case 'table_open': return this.#open(nodes.table)
      case 'tr_open': return this.#open(nodes.table_row)
      case 'th_open': return this.#openCell(nodes.table_header, { align: tokenAlign(token) })
      case 'td_open': return this.#openCell(nodes.table_cell, { align: tokenAlign(token) })
      case 'th_close': case 'td_close': return this.#closeCell()
      case 'tr_close': case 'table_close': return this.#closeExactly()
      case 'thead_open': case 'thead_close': case 'tbody_open': case 'tbody_close': return
      case 'fence': return this.#add(codeBlock(withoutLastNewline(token.content), md.utils.unescapeAll(token.info).trim()))
      case 'code_block': return this.#add(codeBlock(withoutLastNewline(token.content), ''))
      case 'html_block': return this.#html(token.content)
      case 'sheaf_deep':
        this.#notes.add('deep')
        return this.#add(codeBlock(token.content, 'markdown'))
      default: {
        const read = READ.get(token.type)
        if (read !== undefined) read(token, this.#sink)
        else if (token.content !== '') this.#add(codeBlock(token.content, 'markdown'))
      }
    }
  }

  #tableTag (tag: TableTag): void {
    const cell = tag.name === 'td' || tag.name === 'th'
    if (!tag.close) this.#open(TAG_NODES[tag.name], cell ? tagAttributes(tag) : null)
    else if (cell) this.#close()
    else this.#closeExactly()
  }

  /** A cell of GFM: one paragraph. */
  #openCell (type: NodeType, attrs: Attrs): void {
    this.#open(type, attrs)
    this.#open(nodes.paragraph)
  }

  #closeCell (): void {
    this.#close()
    this.#close()
  }

  /** As it is, without a paragraph to put a cursor into. */
  #closeExactly (): void {
    const { type, attrs, children } = this.#stack.pop()!
    this.#add(type.create(attrs, children))
  }

  #openItem (token: Token): void {
    const task = taskOf(token)
    if (task === null) this.#open(nodes.list_item)
    else this.#open(nodes.task_item, { checked: task.checked })
  }

  #inline (token: Token): void {
    const top = this.#stack.at(-1)!
    if (top.type.inlineContent && token.content !== EMPTY_PARAGRAPH) {
      top.children.push(...readInline(token.children ?? [], () => this.#notes.add('html')))
    }
  }

  #html (source: string): void {
    // The one tag that the writer sets alone on a line: a paragraph of a single line break.
    if (/^<br ?\/?>$/i.test(source.trim())) return this.#add(nodes.paragraph.create(null, nodes.hard_break.create()))
    this.#notes.add('html')
    this.#add(codeBlock(withoutLastNewline(source), 'html'))
  }

  #open (type: NodeType, attrs: Attrs | null = null): void {
    this.#stack.push({ type, attrs, children: [] })
  }

  #close (): void {
    const { type, attrs, children } = this.#stack.pop()!
    this.#add(type.create(attrs, type.inlineContent ? children : filled(children)))
  }

  /** A list in which boxes and bullets mix becomes several, one after another. */
  #closeList (): void {
    const { type, attrs, children } = this.#stack.pop()!
    let run: Node[] = []
    let start = Number(attrs?.['start'] ?? 1)
    const flush = (): void => {
      if (run.length === 0) return
      const tasks = run[0]!.type === nodes.task_item
      this.#add(tasks ? nodes.task_list.create(null, run) : type.create(type === nodes.ordered_list ? { start } : null, run))
      start += run.length
      run = []
    }
    for (const item of children) {
      if (run.length > 0 && run[0]!.type !== item.type) flush()
      run.push(item)
    }
    flush()
  }

  #add (node: Node): void {
    this.#stack.at(-1)!.children.push(node)
  }
}

/** Something to put a cursor into. */
function filled (children: Node[]): Node[] {
  return children.length > 0 ? children : [nodes.paragraph.create()]
}

function codeBlock (text: string, language: string): Node {
  return nodes.code_block.create({ language }, text === '' ? null : schema.text(text))
}

function withoutLastNewline (text: string): string {
  return text.endsWith('\n') ? text.slice(0, -1) : text
}

/** `---` at the very top, `key: value` lines, `---`: what static site tools put there. Line by line, never by one pattern. */
function frontMatter (text: string): { matter: string | null, rest: string } {
  const none = { matter: null, rest: text }
  if (!/^---[ \t]*\r?\n[\w"'-]+[ \t]*:/.test(text)) return none
  let at = text.indexOf('\n') + 1
  const lines: string[] = []
  while (at < text.length && lines.length < MAX_FRONT_MATTER) {
    const end = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at)
    const line = text.slice(at, end).trimEnd()
    at = end + 1
    if (line === '---') return { matter: lines.join('\n'), rest: text.slice(at) }
    lines.push(line)
  }
  return none
}

function plainText (text: string): Node[] {
  return filled(text.split(/\r?\n/).filter((line) => line.trim() !== '').map((line) => nodes.paragraph.create(null, schema.text(line))))
}
