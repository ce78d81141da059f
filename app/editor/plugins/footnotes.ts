/** Footnotes: making one, going there and back, and ids that stay distinct when text is copied. */
import type { Node, Slice } from 'prosemirror-model'
import type { Command, EditorState, Transaction } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { Fragment, Slice as Cut } from 'prosemirror-model'
import { NodeSelection, Plugin, PluginKey, Selection, TextSelection } from 'prosemirror-state'
import { keydownHandler } from 'prosemirror-keymap'
import { footnotesOf, renamed } from '../../schema/footnotes.ts'
import { schema } from '../../schema/index.ts'
import { showBlock } from './found.ts'

const { nodes } = schema
/** Notes of signs that are being pasted a second time: by their new id. */
const key = new PluginKey<ReadonlyMap<string, Node>>('footnotes')

/** Nobody else's: two people may make one at the same moment. */
export function newId (): string {
  return `fn-${[...crypto.getRandomValues(new Uint8Array(8))].map((byte) => (byte % 36).toString(36)).join('')}`
}

export function footnotes (): Plugin {
  let copies = new Map<string, Node>()
  return new Plugin({
    key,
    props: {
      handleKeyDown: keydownHandler({ Enter: toNote, Backspace: removeEmpty }),
      transformPasted: (slice, view) => {
        const pasted = distinct(slice, view)
        copies = pasted.copies
        return pasted.slice
      }
    },
    // What a person pasted brings its notes along.
    appendTransaction: (transactions, _before, state) => {
      if (copies.size === 0 || !transactions.some((one) => one.getMeta('paste') === true || one.getMeta('uiEvent') === 'drop')) return null
      const { refs, defs } = footnotesOf(state.doc)
      const missing = [...copies].filter(([id]) => refs.some((ref) => ref.id === id) && !defs.some((def) => def.id === id))
      copies = new Map()
      return missing.length === 0 ? null : state.tr.insert(state.doc.content.size, missing.map(([, note]) => note))
    }
  })
}

/** Signs and notes of the text that are pasted beside the old ones get ids of their own. */
function distinct (slice: Slice, view: EditorView): { slice: Slice, copies: Map<string, Node> } {
  const copies = new Map<string, Node>()
  // What is dragged elsewhere within the text stays itself.
  if (view.dragging?.move === true) return { slice, copies }
  const here = footnotesOf(view.state.doc)
  const inSlice = footnotesOf(nodes.doc.create(null, slice.content))
  const names = new Map<string, string>()
  for (const { id, kind } of [...inSlice.refs, ...inSlice.defs]) {
    const again = here.refs.some((ref) => ref.id === id) || (kind === 'def' && here.defs.some((def) => def.id === id))
    if (!again || names.has(id)) continue
    const made = newId()
    names.set(id, made)
    const def = here.defs.find((one) => one.id === id)
    const note = def === undefined ? null : view.state.doc.nodeAt(def.pos)
    if (note !== null && !inSlice.defs.some((one) => one.id === id)) copies.set(made, nodes.footnote_def.create({ ...note.attrs, id: made }, note.content))
  }
  if (names.size === 0) return { slice, copies }
  const content = Fragment.fromArray(slice.content.content.map((node) => renamed(node, names)))
  return { slice: new Cut(content, slice.openStart, slice.openEnd), copies }
}

/** A sign behind what is selected and a note for it at the end, in the order of the signs. Within a note: back to the sign. */
export const footnote: Command = (state, dispatch, view) => {
  const around = noteAround(state)
  if (around !== null) {
    if (view !== undefined) toSign(view, String(around.attrs['id']))
    return true
  }
  const { $to } = state.selection
  if (!$to.parent.inlineContent || $to.parent.type.spec.code === true || !$to.parent.contentMatchAt($to.index()).matchType(nodes.footnote_ref)) return false
  if (dispatch !== undefined) {
    const id = newId()
    const transaction = state.tr.insert($to.pos, nodes.footnote_ref.create({ id }))
    insertNote(transaction, id)
    dispatch(transaction.scrollIntoView())
  }
  return true
}

/** Among the notes at the end, before that of the next sign. The cursor goes into it. */
function insertNote (transaction: Transaction, id: string): void {
  const { doc } = transaction
  const { numbers } = footnotesOf(doc)
  const own = numbers.get(id) ?? Infinity
  let pos = doc.content.size
  for (let i = doc.childCount - 1; i >= 0 && doc.child(i).type === nodes.footnote_def; i--) {
    if ((numbers.get(String(doc.child(i).attrs['id'])) ?? 0) < own) break
    pos -= doc.child(i).nodeSize
  }
  transaction.insert(pos, nodes.footnote_def.create({ id }, nodes.paragraph.create()))
  transaction.setSelection(TextSelection.create(transaction.doc, pos + 2))
}

function noteAround ({ selection: { $from } }: EditorState): Node | null {
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type === nodes.footnote_def) return $from.node(depth)
  return null
}

export const inNote = (state: EditorState): boolean => noteAround(state) !== null

/** Enter on a sign that is selected. */
const toNote: Command = (state, _dispatch, view) => {
  const { selection } = state
  if (!(selection instanceof NodeSelection) || selection.node.type !== nodes.footnote_ref) return false
  if (view !== undefined) openNote(view, String(selection.node.attrs['id']))
  return true
}

/** Goes to the note of a sign. Where it has none, whoever may write gets one. */
export function openNote (view: EditorView, id: string): void {
  const note = footnotesOf(view.state.doc).notes.get(id)
  if (note !== undefined) {
    showBlock(view, note)
  } else if (view.editable) {
    const transaction = view.state.tr
    insertNote(transaction, id)
    view.dispatch(transaction.scrollIntoView())
    view.focus()
  }
}

/** Goes to behind the first sign that leads to a note. */
export function toSign (view: EditorView, id: string): void {
  const ref = footnotesOf(view.state.doc).refs.find((one) => one.id === id)
  if (ref === undefined) return
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, ref.pos + 1)).scrollIntoView())
  view.focus()
}

/** Backspace in a note without a word takes it away together with its signs. One with words is left alone at its start. */
const removeEmpty: Command = (state, dispatch) => {
  const { $cursor } = state.selection as TextSelection
  if ($cursor == null || $cursor.parentOffset > 0 || $cursor.depth < 2 || $cursor.index(-1) > 0) return false
  const note = $cursor.node(-1)
  if (note.type !== nodes.footnote_def) return false
  if (note.childCount > 1 || note.textContent !== '' || $cursor.parent.content.size > 0) return true
  if (dispatch !== undefined) {
    const refs = footnotesOf(state.doc).refs.filter(({ id }) => id === note.attrs['id'])
    const transaction = state.tr.delete($cursor.before(-1), $cursor.after(-1))
    for (const { pos } of refs.toReversed()) transaction.delete(transaction.mapping.map(pos), transaction.mapping.map(pos + 1))
    const place = refs[0]?.pos ?? $cursor.before(-1)
    dispatch(transaction.setSelection(Selection.near(transaction.doc.resolve(Math.min(place, transaction.doc.content.size)), -1)).scrollIntoView())
  }
  return true
}
