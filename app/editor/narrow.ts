import type { EditorState, Transaction } from 'prosemirror-state'
import { Selection } from 'prosemirror-state'
import { Fragment, Slice } from 'prosemirror-model'
import { ySyncPluginKey } from './y-prosemirror.js'

/**
 * y-prosemirror shows a change of the Y.Doc by replacing the whole document. The blocks that are the same before and
 * after it are left out here, so that decorations elsewhere keep their places and nobody looks at all of the text.
 */
export function narrow (transaction: Transaction, state: EditorState): Transaction {
  const meta = transaction.getMeta(ySyncPluginKey) as { isChangeOrigin?: boolean } | undefined
  if (meta?.isChangeOrigin !== true || transaction.steps.length !== 1 || transaction.before !== state.doc) return transaction
  const { before, doc: after } = transaction
  const common = Math.min(before.childCount, after.childCount)
  let head = 0
  let from = 0
  while (head < common && before.child(head) === after.child(head)) from += before.child(head++).nodeSize
  let tail = 0
  let end = 0
  while (tail < common - head && before.child(before.childCount - 1 - tail) === after.child(after.childCount - 1 - tail)) {
    end += before.child(before.childCount - 1 - tail++).nodeSize
  }
  if (head === 0 && tail === 0) return transaction
  const blocks = Array.from({ length: after.childCount - tail - head }, (_, n) => after.child(head + n))
  const narrowed = state.tr.replace(from, before.content.size - end, new Slice(Fragment.from(blocks), 0, 0))
  if (!narrowed.doc.eq(after)) return transaction
  narrowed.setSelection(Selection.fromJSON(narrowed.doc, transaction.selection.toJSON() as Record<string, unknown>))
  narrowed.setMeta(ySyncPluginKey, meta).setMeta('addToHistory', false)
  return transaction.scrolledIntoView ? narrowed.scrollIntoView() : narrowed
}
