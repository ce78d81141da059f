import type { NodeType } from 'prosemirror-model'
import type { Command, TextSelection } from 'prosemirror-state'
import { splitBlock } from 'prosemirror-commands'

/** Enter in an empty line between others: another line. Only behind the last one does Enter leave. */
export function stayInside (type: NodeType): Command {
  return (state, dispatch) => {
    const { $cursor } = state.selection as TextSelection
    if ($cursor == null || $cursor.depth < 2 || $cursor.node(-1).type !== type || $cursor.parent.content.size > 0) return false
    return $cursor.index(-1) < $cursor.node(-1).childCount - 1 && splitBlock(state, dispatch)
  }
}
