/**
 * Document formats in and out, without a DOM. The package's `#formats` import leads here.
 *
 * The title is a field of its own in Sheaf. Reading takes it from a heading of level 1 at the very top, which also
 * stays in the text; so writing adds no title to Markdown, and a document survives the way out and in again.
 */
import b4a from 'b4a'
import type { Node } from 'prosemirror-model'
import type * as Y from 'yjs'
import type { Formats } from '../../core/formats.ts'
import { SheafError } from '../../core/errors.ts'
import type { ExportFormat } from '../../core/rpc/api.ts'
import { readFragment, writeFragment } from '../schema/fragment.ts'
import type { Stray } from '../schema/fragment.ts'
import { schemaOf } from '../schema/history.ts'
import { schema } from '../schema/index.ts'
import { writeHtml } from './html.ts'
import { inputText } from './input.ts'
import { parseMarkdown } from './markdown-read.ts'
import { writeMarkdown } from './markdown-write.ts'

const MAX_TITLE = 200

const writers: Record<ExportFormat, (doc: Node, title: string) => { text: string, notes: string[] }> = {
  markdown: (doc) => writeMarkdown(doc),
  html: writeHtml
}

export function readMarkdown (markdown: string | Uint8Array): ReturnType<Formats['readMarkdown']> {
  const { doc, notes } = parseMarkdown(inputText(markdown))
  return { title: titleOf(doc), schema: schemaOf(doc), notes, write: (fragment) => writeFragment(fragment, doc) }
}

export function write (format: ExportFormat, fragment: Y.XmlFragment, options: { title: string }): { bytes: Uint8Array, notes: string[] } {
  const writer = Object.hasOwn(writers, format) ? writers[format] : undefined
  if (writer === undefined) throw new SheafError('UNSUPPORTED', `Sheaf cannot write the format “${format}”.`)
  const { doc, strays } = readFragment(fragment)
  const { text, notes } = writer(doc, options.title)
  return { bytes: b4a.from(text, 'utf8'), notes: [...notes, ...strayNotes(strays)] }
}

function titleOf (doc: Node): string {
  const first = doc.firstChild
  if (first === null || first.type !== schema.nodes.heading || first.attrs['level'] !== 1) return ''
  const title = first.textBetween(0, first.content.size, ' ', (leaf) => leaf.type.spec.leafText?.(leaf) ?? ' ').replace(/\s+/g, ' ').trim()
  return title.length > MAX_TITLE ? `${title.slice(0, MAX_TITLE - 1).trimEnd()}…` : title
}

function strayNotes (strays: readonly Stray[]): string[] {
  const lost = strays.length
  if (lost === 0) return []
  return [`${lost === 1 ? 'A part' : `${lost} parts`} of this document could not be read and ${lost === 1 ? 'was' : 'were'} left out. The document still holds ${lost === 1 ? 'it' : 'them'}.`]
}

export const formats: Formats = { readMarkdown, write }
