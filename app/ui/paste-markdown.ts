import type { Node } from 'prosemirror-model'
import { parseMarkdown as parse } from '../export/markdown-read.ts'

/** What is pasted as Markdown goes through the same door as a file that is imported. */
export function parseMarkdown (text: string): Node | null {
  try {
    return parse(text).doc
  } catch (err) {
    console.error('sheaf: pasted Markdown could not be read', err)
    return null
  }
}
