import type { Node } from 'prosemirror-model'
import type { EditorState } from 'prosemirror-state'
import { Fragment, Slice } from 'prosemirror-model'
import { dropPoint } from 'prosemirror-transform'
import { schema } from '../../schema/index.ts'

const { file } = schema.nodes

/** Where a block goes that is put in at the cursor: behind what is written there, or above an empty line. */
export function placeAtCursor ({ doc, selection: { $to } }: EditorState): number {
  let behind = $to.parentOffset > 0
  for (let depth = $to.depth; depth > 0; depth--) {
    const parent = $to.node(depth - 1)
    const index = $to.index(depth - 1) + (behind ? 1 : 0)
    if (parent.canReplaceWith(index, index, file)) return behind ? $to.after(depth) : $to.before(depth)
    behind = true
  }
  return fits(doc, $to.pos) ? $to.pos : doc.content.size
}

/** The nearest place for a block: between two others. */
export function placeNear (doc: Node, pos: number): number {
  const within = Math.max(0, Math.min(pos, doc.content.size))
  if (fits(doc, within)) return within
  const found = dropPoint(doc, within, new Slice(Fragment.from(file.create()), 0, 0))
  return found !== null && fits(doc, found) ? found : doc.content.size
}

function fits (doc: Node, pos: number): boolean {
  const $pos = doc.resolve(pos)
  return !$pos.parent.inlineContent && $pos.parent.canReplaceWith($pos.index(), $pos.index(), file)
}
