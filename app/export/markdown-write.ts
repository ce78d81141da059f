/** A document as Markdown that reads back as the same document. */
import type { Node } from 'prosemirror-model'
import type { BlockSource } from '../schema/node-file.ts'
import { isPlaceholder, NODE_FILES, schema } from '../schema/index.ts'
import { footnotesOf, labelled } from '../schema/footnotes.ts'
import { many } from '../schema/many.ts'
import { EMPTY_PARAGRAPH, fenced } from '../schema/markdown-text.ts'
import { isEmptyParagraph } from '../schema/nodes/paragraph.ts'
import { placeholderText, plainInline, writeInline } from './markdown-write-inline.ts'
import { Notes } from './notes.ts'

const SENTENCES: Record<string, (count: number) => string> = {
  footnote: (n) => `${many(n, 'footnote has', 'footnotes have')} no text; the sign for ${n === 1 ? 'it' : 'them'} will be read as plain text.`,
  unknown: (n) => `${many(n, 'part', 'parts')} made by another version of Sheaf ${n === 1 ? 'was' : 'were'} written as plain text.`,
  mark: (n) => `${many(n, 'piece', 'pieces')} of text lost a formatting that this version of Sheaf does not know.`
}

const FAMILY = new Map(NODE_FILES.flatMap(({ markdown }) => Object.entries(markdown?.family ?? {})))
const WRITE = new Map(NODE_FILES.flatMap(({ markdown }) => Object.entries(markdown?.write ?? {})))

export function writeMarkdown (doc: Node): { text: string, notes: string[] } {
  const writer = new BlockWriter(new Notes(SENTENCES))
  const { refs, defs } = footnotesOf(doc)
  for (const { id } of refs) if (!defs.some((def) => def.id === id)) writer.notes.add('footnote')
  const lines = isEmptyParagraph(doc.firstChild) && doc.childCount === 1 ? [] : writer.blocks(labelled(doc))
  return { text: lines.length === 0 ? '' : lines.join('\n') + '\n', notes: writer.notes.sentences() }
}

class BlockWriter {
  readonly notes: Notes

  constructor (notes: Notes) {
    this.notes = notes
  }

  /** `tight`: these are the blocks of a list item, where a rule or an empty item could be read as something else. */
  blocks (parent: Node, from = 0, tight?: (before: Node, after: Node) => boolean): string[] {
    const lines: string[] = []
    let previous: Node | null = null
    let flipped = false
    for (let i = from; i < parent.childCount; i++) {
      const node = parent.child(i)
      // Two lists in a row stay two by another marker.
      flipped = previous !== null && sameFamily(previous, node) ? !flipped : false
      const written = this.#block(node, flipped, tight !== undefined && i === 0)
      if (written.length === 0) continue
      if (lines.length > 0 && !(previous !== null && tight?.(previous, node) === true)) lines.push('')
      for (const line of written) lines.push(line)
      previous = node
    }
    return lines
  }

  #block (node: Node, flipped: boolean, leading: boolean): string[] {
    return (isPlaceholder(node) ? undefined : WRITE.get(node.type.name)?.(node, this.#source(leading, flipped))) ?? this.#placeholder(node)
  }

  #source (leading: boolean, flipped: boolean): BlockSource {
    return {
      leading,
      flipped,
      blocks: (parent, from, tight) => this.blocks(parent, from, tight),
      code: fenced,
      placeholder: (node) => this.#placeholder(node),
      line: (block, prefix) => writeInline(plainInline(block, (kind) => this.notes.add(kind)), prefix) || EMPTY_PARAGRAPH,
      lost: (kind, sentence) => { this.notes.addNew(kind, sentence) }
    }
  }

  #placeholder (node: Node): string[] {
    this.notes.add('unknown')
    return placeholderText(node).split(/\s*\n\s*/).filter((line) => line !== '')
      .flatMap((line, i) => [...(i === 0 ? [] : ['']), writeInline([schema.text(line)], '')])
  }
}

/** Would be read as one. */
function sameFamily (a: Node, b: Node): boolean {
  const family = isPlaceholder(a) || isPlaceholder(b) ? undefined : FAMILY.get(a.type.name)
  return family !== undefined && family === FAMILY.get(b.type.name)
}
