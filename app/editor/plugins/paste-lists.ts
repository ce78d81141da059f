import type { Node } from 'prosemirror-model'
import { Fragment, Slice } from 'prosemirror-model'
import { Plugin } from 'prosemirror-state'
import { isItem, isList, itemFor, itemTypeOf } from '../../schema/list-kinds.ts'

/**
 * What is pasted into an item becomes items of that list: lists of another kind, and several paragraphs, one each.
 * Left alone, the first line would join the item and the rest stand in it as paragraphs, or break the list in two.
 */
export function pasteIntoLists (): Plugin {
  return new Plugin({
    props: {
      transformPasted: (slice, { state }) => {
        const { $from } = state.selection
        if ($from.depth < 3 || !isItem($from.node(-1)) || !isList($from.node(-2)) || $from.index(-1) > 0) return slice
        return asItems(slice, $from.node(-2))
      }
    }
  })
}

export function asItems (slice: Slice, list: Node): Slice {
  const blocks = slice.content.content
  const paragraphs = blocks.length > 1 && blocks.every((block) => block.type === list.type.schema.nodes['paragraph'])
  if (paragraphs) {
    const items = blocks.map((block) => itemTypeOf(list).create(null, block))
    return new Slice(Fragment.from(list.type.create(null, items)), Math.max(1, slice.openStart) + 2, Math.max(1, slice.openEnd) + 2)
  }
  const only = blocks.length === 1 ? blocks[0] : undefined
  if (only === undefined || !isList(only) || only.type === list.type) return slice
  const items = only.content.content.map((item) => isItem(item) ? itemFor(list, item) : item)
  return new Slice(Fragment.from(list.type.create(null, items)), slice.openStart, slice.openEnd)
}
