/**
 * What a link to a block names: the identity that Yjs gave its element when it was made, the same for everyone and for
 * as long as the element lives, whatever is written in it.
 */
import type { Node } from 'prosemirror-model'
import type { EditorState } from 'prosemirror-state'
import * as Y from 'yjs'
import { bindingOf } from './binding.ts'

/** Yjs's own name for where a type is kept. */
const ITEM = '_item'
/** `client.clock`, in decimal. */
const ID = /^(\d{1,16})\.(\d{1,16})$/

/** The identity of the block that begins here; null where there is none, as in a locked document. */
export function idAt (state: EditorState, pos: number): string | null {
  let type: unknown = bindingOf(state)?.type
  const $pos = state.doc.resolve(pos)
  for (let depth = 0; depth <= $pos.depth; depth++) {
    if (!(type instanceof Y.XmlFragment)) return null
    type = type.get($pos.index(depth))
  }
  const id = type instanceof Y.XmlElement ? type[ITEM]?.id : undefined
  return id === undefined ? null : `${id.client}.${id.clock}`
}

/** Where the block with that identity begins now; null when it is gone. */
export function posOf (state: EditorState, id: string): number | null {
  const binding = bindingOf(state)
  const [, client, clock] = ID.exec(id) ?? []
  if (binding === null || client === undefined || clock === undefined) return null
  const item = itemOf(binding.doc, Number(client), Number(clock))
  const type = item?.content instanceof Y.ContentType ? item.content.type : null
  if (!(type instanceof Y.XmlElement)) return null
  const path = pathTo(type, binding.type)
  return path === null ? null : posAt(state.doc, path)
}

/** Whether the block was ever here: then it need not be waited for. */
export function wasHere (state: EditorState, id: string): boolean {
  const [, client, clock] = ID.exec(id) ?? []
  const binding = bindingOf(state)
  return binding !== null && Number(clock) < Y.getState(binding.doc.store, Number(client))
}

function itemOf (doc: Y.Doc, client: number, clock: number): Y.Item | null {
  if (clock >= Y.getState(doc.store, client)) return null
  const struct: unknown = Y.getItem(doc.store, Y.createID(client, clock))
  return struct instanceof Y.Item && !struct.deleted && struct.id.clock === clock ? struct : null
}

function pathTo (type: Y.XmlElement, root: Y.XmlFragment): number[] | null {
  const path: number[] = []
  let at: Y.AbstractType<unknown> = type as Y.AbstractType<unknown>
  while (at !== root as Y.AbstractType<unknown>) {
    const item: Y.Item | null = at[ITEM]
    if (item === null || item.deleted || !(item.parent instanceof Y.AbstractType)) return null
    let index = 0
    for (let left = item.left; left !== null; left = left.left) if (!left.deleted && left.countable) index += left.length
    path.unshift(index)
    at = item.parent as Y.AbstractType<unknown>
  }
  return path
}

function posAt (doc: Node, path: readonly number[]): number | null {
  let node = doc
  let pos = -1
  for (const index of path) {
    if (index >= node.childCount || node.inlineContent) return null
    pos++
    for (let i = 0; i < index; i++) pos += node.child(i).nodeSize
    node = node.child(index)
  }
  return pos
}
