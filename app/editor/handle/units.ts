/**
 * What can be taken by its handle: a block, or an item of a list with all that is under it. An item goes as a whole,
 * so its first block is no unit of its own; a table goes as a whole, so nothing in it is one.
 */
import type { Node, ResolvedPos } from 'prosemirror-model'
import type { Selection } from 'prosemirror-state'
import { NodeSelection } from 'prosemirror-state'
import { isPlaceholder } from '../../schema/index.ts'
import { isItem, isList } from '../../schema/list-kinds.ts'

/** Neighbours in one container: from before the first to behind the last. */
export interface Units {
  from: number
  to: number
}

/** Holds blocks or items that can be taken out one by one. */
export function isContainer (node: Node): boolean {
  return node.isBlock && !node.inlineContent && !node.isLeaf && node.type.spec['tableRole'] === undefined && !isPlaceholder(node)
}

export function isUnit (parent: Node, index: number): boolean {
  const node = parent.maybeChild(index)
  if (node == null || !isContainer(parent) || node.isInline) return false
  if (isList(parent)) return true
  if (isItem(parent) && index === 0) return false
  // A list is moved by its items; one without any has nothing else to be taken by.
  if (isList(node)) return node.childCount === 0
  return node.type.isInGroup('block') || isPlaceholder(node)
}

/** How many children at the start stay where they are: the first block of an item, the summary of a section. */
export function fixedAtStart (parent: Node): number {
  let count = 0
  while (count < parent.childCount && !isUnit(parent, count) && !isList(parent.child(count))) count++
  return count
}

/** The innermost unit around a position. */
export function unitAt ($pos: ResolvedPos): Units | null {
  let found: Units | null = null
  for (let depth = 1; depth <= $pos.depth; depth++) {
    const parent = $pos.node(depth - 1)
    if (!isContainer(parent)) break
    if (isUnit(parent, $pos.index(depth - 1))) found = { from: $pos.before(depth), to: $pos.after(depth) }
  }
  return found
}

/** The unit that begins here. */
export function unitFrom (doc: Node, pos: number): Units | null {
  if (pos < 0 || pos >= doc.content.size) return null
  const $pos = doc.resolve(pos)
  return $pos.nodeAfter !== null && isUnit($pos.parent, $pos.index()) ? { from: pos, to: pos + $pos.nodeAfter.nodeSize } : null
}

/** What the selection is about: the unit around the cursor, or all that it touches, where that has one container. */
export function unitsOf (selection: Selection): Units | null {
  const { $from, $to } = selection
  if (selection instanceof NodeSelection && isUnit($from.parent, $from.index())) return { from: $from.pos, to: $to.pos }
  const one = unitAt($from)
  const other = unitAt($to)
  if (one !== null && one.from === other?.from) return one
  for (let depth = $from.sharedDepth($to.pos); depth >= 0; depth--) {
    const parent = $from.node(depth)
    const start = $from.index(depth)
    const end = Math.min(parent.childCount, $to.depth > depth ? $to.index(depth) + 1 : $to.index(depth))
    if (isContainer(parent) && start < end && start >= fixedAtStart(parent)) {
      return { from: $from.posAtIndex(start, depth), to: $from.posAtIndex(end, depth) }
    }
  }
  return null
}

/** The unit around the container that these stand in; null at the top. */
export function unitAround (doc: Node, { from }: Units): Units | null {
  const $from = doc.resolve(from)
  for (let depth = $from.depth; depth > 0; depth--) {
    if (isUnit($from.node(depth - 1), $from.index(depth - 1))) return { from: $from.before(depth), to: $from.after(depth) }
  }
  return null
}

export function nodesOf (doc: Node, { from, to }: Units): Node[] {
  const $from = doc.resolve(from)
  const nodes: Node[] = []
  for (let index = $from.index(), pos = from; pos < to; index++) {
    const node = $from.parent.child(index)
    nodes.push(node)
    pos += node.nodeSize
  }
  return nodes
}
