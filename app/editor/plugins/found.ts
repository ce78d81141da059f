import type { EditorView } from 'prosemirror-view'
import { NodeSelection, Plugin, PluginKey, Selection } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'
import { ySyncPluginKey } from '../y-prosemirror.js'

const key = new PluginKey<DecorationSet>('found')
const SHOWN = 2600

/** Told to an element that is about to be shown, and to what is around it: whatever is closed there opens. */
export const REVEAL = 'sheaf-reveal'

/** A mark, for a moment, on the block that a link led to. */
export function found (): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (transaction, marks) => {
        const change = transaction.getMeta(key) as DecorationSet | undefined
        // What others write comes as a new document, in which the place would have to be looked for.
        if (transaction.docChanged && transaction.getMeta(ySyncPluginKey) !== undefined) return DecorationSet.empty
        return change ?? marks.map(transaction.mapping, transaction.doc)
      }
    },
    props: { decorations: (state) => key.getState(state) }
  })
}

/** The cursor into the block that begins here, the block into sight, and a mark on it for a moment. */
export function showBlock (view: EditorView, pos: number): void {
  const { doc } = view.state
  const node = doc.nodeAt(pos)
  if (node === null) return
  const dom = view.nodeDOM(pos)
  if (dom instanceof HTMLElement) {
    for (let at: Element | null = dom; at !== null && at !== view.dom; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true
    dom.dispatchEvent(new CustomEvent(REVEAL, { bubbles: true }))
  }
  const selection = node.isLeaf || node.isAtom ? NodeSelection.create(doc, pos) : Selection.near(doc.resolve(pos + 1), 1)
  const mark = DecorationSet.create(doc, [Decoration.node(pos, pos + node.nodeSize, { class: 'block-found' })])
  view.dispatch(view.state.tr.setSelection(selection).setMeta(key, mark))
  view.focus()
  const shown = view.nodeDOM(pos)
  if (shown instanceof HTMLElement) shown.scrollIntoView({ block: 'start' })
  setTimeout(() => {
    if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, DecorationSet.empty))
  }, SHOWN)
}
