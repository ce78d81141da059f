import type { Command, EditorState } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import type { Units } from '../handle/units.ts'
import { NodeSelection, Plugin, PluginKey, Selection } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'
import { movedBy } from '../handle/move.ts'
import { nodesOf, unitsOf } from '../handle/units.ts'

interface MenuState {
  open: boolean
  /** The last move by key or menu: which way, and how many there were. */
  moved: { direction: -1 | 1, count: number } | null
}

const key = new PluginKey<MenuState>('block-menu')

/** Opens the menu of the block that the cursor is in, or of those that are selected. */
export const openBlockMenu: Command = (state, dispatch) => {
  if (unitsOf(state.selection) === null) return false
  dispatch?.(state.tr.setMeta(key, true))
  return true
}

/** The units that the open menu is about; null while it is closed. */
export function blockMenuOf (state: EditorState): Units | null {
  return key.getState(state)?.open === true ? unitsOf(state.selection) : null
}

/** The last move by key or menu, to be said to those who do not see it. */
export function lastMove (state: EditorState): MenuState['moved'] {
  return key.getState(state)?.moved ?? null
}

/** Takes the unit and opens its menu. A cursor that is in it stays where it is. */
export function openMenuOf (view: EditorView, units: Units): void {
  const transaction = view.state.tr.setMeta(key, true)
  const about = unitsOf(view.state.selection)
  if (about?.from !== units.from || about.to !== units.to) {
    const near = Selection.near(view.state.doc.resolve(units.from + 1), 1)
    const inner = unitsOf(near)
    const same = inner?.from === units.from && inner.to === units.to
    transaction.setSelection(same ? near : NodeSelection.create(view.state.doc, units.from))
  }
  view.dispatch(transaction)
}

export function closeBlockMenu (view: EditorView): void {
  if (key.getState(view.state)?.open !== true) return
  const { selection, doc } = view.state
  const transaction = view.state.tr.setMeta(key, false)
  // What was taken as a whole would be replaced by the next letter.
  if (selection instanceof NodeSelection && selection.node.isBlock && !selection.node.isLeaf) {
    transaction.setSelection(Selection.near(doc.resolve(selection.from + 1), 1))
  }
  view.dispatch(transaction)
}

/** Whether the menu of a block is open, and a mark on what it is about. The page draws the menu. */
export function blockMenu (): Plugin<MenuState> {
  return new Plugin<MenuState>({
    key,
    state: {
      init: () => ({ open: false, moved: null }),
      apply: (transaction, { open, moved }, _before, state) => {
        const change = transaction.getMeta(key) as boolean | undefined
        const direction = movedBy(transaction)
        return {
          open: (change ?? open) && unitsOf(state.selection) !== null,
          moved: direction === null ? moved : { direction, count: (moved?.count ?? 0) + 1 }
        }
      }
    },
    props: {
      decorations: (state) => {
        const units = blockMenuOf(state)
        if (units === null) return null
        let pos = units.from
        return DecorationSet.create(state.doc, nodesOf(state.doc, units).map((node) => {
          const from = pos
          pos += node.nodeSize
          return Decoration.node(from, pos, { class: 'block-taken' })
        }))
      }
    }
  })
}
