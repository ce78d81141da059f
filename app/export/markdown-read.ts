/** Markdown to a document. Nothing of the text is lost: what Sheaf has no node for is kept as source, and noted. */
import type { Token } from 'markdown-it'
import type { Attrs, Node, NodeType } from 'prosemirror-model'
import type { BlockSink } from '../schema/node-file.ts'
import { NODE_FILES, schema } from '../schema/index.ts'
import { many } from '../schema/many.ts'
import { EMPTY_PARAGRAPH } from '../schema/markdown-text.ts'
import { readInline } from './markdown-read-inline.ts'
import { makeMarkdown } from './markdown-syntax.ts'
import { Notes } from './notes.ts'

const { nodes } = schema
const MAX_FRONT_MATTER = 200   // lines

const SENTENCES: Record<string, (count: number) => string> = {
  html: (n) => `${many(n, 'piece of HTML was', 'pieces of HTML were')} kept as source text, because Sheaf shows no raw HTML.`,
  deep: (n) => `${many(n, 'part was', 'parts were')} nested too deeply and kept as Markdown source in code blocks.`,
  frontMatter: () => 'The front matter was kept as a code block at the top.',
  plain: () => 'This text could not be read as Markdown and was kept as plain text.'
}

const READ = new Map(NODE_FILES.flatMap(({ markdown }) => Object.entries(markdown?.read ?? {})))

const md = makeMarkdown()

/** `known`: footnotes that are elsewhere. A sign whose note is nowhere is text. */
export function parseMarkdown (text: string, known: readonly string[] = []): { doc: Node, notes: string[] } {
  const notes = new Notes(SENTENCES)
  try {
    const { matter, rest } = frontMatter(text)
    const blocks = new BlockReader(notes).read(md.parse(rest, known.length === 0 ? {} : { footnotes: { refs: Object.fromEntries(known.map((label) => [`:${label}`, -1])) } }))
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
    close: (bare) => { this.#close(bare !== undefined) },
    add: (node) => { this.#add(node) }
  }

  constructor (notes: Notes) {
    this.#notes = notes
  }

  read (tokens: readonly Token[]): Node[] {
    for (const token of tokens) this.#token(token)
    return this.#stack[0]!.children
  }

  #token (token: Token): void {
    switch (token.type) {
      case 'inline': return this.#inline(token)
      case 'html_block':
        this.#notes.add('html')
        return this.#add(codeBlock(token.content.replace(/\n$/, ''), 'html'))
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

  #inline (token: Token): void {
    const top = this.#stack.at(-1)!
    if (top.type.inlineContent && token.content !== EMPTY_PARAGRAPH) {
      top.children.push(...readInline(token.children ?? [], () => this.#notes.add('html')))
    }
  }

  #open (type: NodeType, attrs: Attrs | null = null): void {
    this.#stack.push({ type, attrs, children: [] })
  }

  #close (bare: boolean): void {
    const { type, attrs, children } = this.#stack.pop()!
    this.#add(type.create(attrs, bare || type.inlineContent ? children : filled(children)))
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
