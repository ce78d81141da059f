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

/** Presses keys, as the page would hand them to the keymaps among the plugins. */
export function press (state: EditorState, ...names: string[]): EditorState {
  let now = state
  const view = {
    get state () { return now },
    dispatch: (transaction: Transaction) => { now = now.apply(transaction) },
    endOfTextblock: (direction: string) => {
      const { $cursor } = now.selection as TextSelection
      return $cursor != null && (direction === 'backward' ? $cursor.parentOffset === 0 : $cursor.pos === $cursor.end())
    },
    scrollToSelection: () => {}
  }
  for (const name of names) {
    const parts = name.split('-')
    const key = parts.pop() ?? ''
    const event = { key, keyCode: 0, shiftKey: parts.includes('Shift'), ctrlKey: parts.includes('Mod'), altKey: parts.includes('Alt'), metaKey: false }
    const handled = now.plugins.some(({ props }) => (props.handleKeyDown as unknown as ((view: object, event: object) => boolean) | undefined)?.(view, event))
    // What the browser would do itself.
    if (!handled && key === 'Backspace' && now.selection.empty) now = now.apply(now.tr.delete(now.selection.from - 1, now.selection.from))
  }
  return now
}
