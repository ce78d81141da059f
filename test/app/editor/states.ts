/** States of the editor for stories: Markdown in which `|` is where the cursor stands. */
import type { Command, Plugin, Transaction } from 'prosemirror-state'
import type { Node } from 'prosemirror-model'
import { EditorState, TextSelection } from 'prosemirror-state'
import { parseMarkdown } from '../../../app/export/markdown-read.ts'
import { writeMarkdown } from '../../../app/export/markdown-write.ts'

export function stateAt (markdown: string, plugins: Plugin[] = []): EditorState {
  const { doc } = parseMarkdown(markdown)
  let at = -1
  doc.descendants((node, pos) => {
    const found = node.isText ? node.text?.indexOf('|') ?? -1 : -1
    if (found >= 0) at = pos + found
  })
  const state = EditorState.create({ doc, plugins })
  if (at < 0) return state
  const transaction = state.tr.delete(at, at + 1)
  return state.apply(transaction.setSelection(TextSelection.create(transaction.doc, at)))
}

export function after (state: EditorState, ...commands: Command[]): EditorState {
  let now = state
  for (const command of commands) command(now, (transaction: Transaction) => { now = now.apply(transaction) })
  return now
}

export const typing = (text: string): Command => (state, dispatch) => {
  dispatch?.(state.tr.insertText(text))
  return true
}

export function markdownOf (doc: Node): string {
  return writeMarkdown(doc).text.trim()
}
