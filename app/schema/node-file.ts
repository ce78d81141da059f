/**
 * What one file of `nodes/` or `marks/` brings: a type of node (with those that stand only inside of it), and all that
 * belongs to it without a screen. `index.ts` lists the files; the editor and the exporter ask the list, so that a new
 * type is one file and one line, and perhaps a view.
 */
import type { MarkdownIt, Token } from 'markdown-it'
import type { Attrs, Mark, MarkSpec, Node, NodeSpec, Schema } from 'prosemirror-model'
import type { Command } from 'prosemirror-state'
import type { InputRule } from 'prosemirror-inputrules'

export interface NodeFile {
  /** Specs by name. */
  nodes: Record<string, NodeSpec>
  /** What happens as one types. Undo takes back the rule and leaves the typing. */
  rules?: (schema: Schema) => InputRule[]
  /** Keys that mean something inside of it; a command that does not apply returns false. They come before the general ones. */
  keys?: (schema: Schema) => Record<string, Command>
  markdown?: NodeMarkdown
}

export interface MarkFile {
  marks: Record<string, MarkSpec>
  /** Puts the mark on what is selected and takes it off again. Shown in toolbar, palette and key sheet. */
  key?: string
  /** Do the same, unsaid. */
  otherKeys?: readonly string[]
  rules?: (schema: Schema) => InputRule[]
  keys?: (schema: Schema) => Record<string, Command>
  markdown?: MarkMarkdown
}

export interface NodeMarkdown {
  /** Teaches the parser a syntax that is not CommonMark's. */
  syntax?: (md: MarkdownIt) => void
  /** By type of a block token. */
  read?: Record<string, (token: Token, into: BlockSink) => void>
  /** By type of an inline token. `marks` is what is open around it. */
  readInline?: Record<string, (token: Token, schema: Schema, marks: readonly Mark[]) => Node>
  /** By name of a block node: its lines. */
  write?: Record<string, (node: Node, out: BlockSource) => string[]>
  /**
   * By name of a block node: the family of those that would be read as one when they follow each other. The second of
   * two in a row is written `flipped`.
   */
  family?: Record<string, string>
  /**
   * By name of an inline node. What is written must read back as the same node; `explicit` once the pleasant way did
   * not, because of what stands around it; `oneLine` where a line must not end.
   */
  writeInline?: Record<string, (node: Node, explicit: boolean, oneLine: boolean) => string>
}

export interface MarkMarkdown {
  syntax?: (md: MarkdownIt) => void
  /** By type of token, without `_open` and `_close`: the attributes of the mark that it makes. */
  read?: Record<string, { mark: string, attrs?: (token: Token) => Attrs | null }>
  /**
   * The tags that say it in Markdown, where asterisks and the like cannot or where there is no other way: what stands
   * between the angle brackets, to the letter. The first one for a mark is written, all are read.
   */
  tags?: Record<string, string | { mark: string, attrs: Attrs }>
  /** By name of the mark: what stands before and after the text. Should that read back as something else, it is the tag. */
  write?: Record<string, (attrs: Attrs) => [before: string, after: string]>
}

/** Where a reader puts what it reads. */
export interface BlockSink {
  schema: Schema
  open: (name: string, attrs?: Attrs | null) => void
  /**
   * Ends what was opened last. A container without any child gets an empty paragraph to put the cursor into, unless
   * it is closed `bare`.
   */
  close: (bare?: 'bare') => void
  add: (node: Node) => void
}

/** What a writer may ask for. */
export interface BlockSource {
  /** The node is the first thing in a list item, where a rule could be read as something else. */
  leading: boolean
  /** The node before it is of the same family: another marker keeps them apart. */
  flipped: boolean
  /**
   * The lines of the children, from the `from`th on. `tight`, for a list item: whether two may stand without an empty
   * line in between.
   */
  blocks: (parent: Node, from?: number, tight?: (before: Node, after: Node) => boolean) => string[]
  /** The lines of a code block. */
  code: (text: string, language: string) => string[]
  /** The text of what this Sheaf does not know. */
  placeholder: (node: Node) => string[]
  /** The line of a text block; several with hard breaks and without a prefix. `prefix`: what stands before it, such as '# '. */
  line: (block: Node, prefix: string) => string
  /** Notes that something can't be said in Markdown. The sentence gets how often that happened. */
  lost: (kind: string, sentence: (count: number) => string) => void
}
