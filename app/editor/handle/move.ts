/**
 * Moving blocks. In Yjs nothing can be moved, only deleted and written anew, and what others type at that moment into
 * what is deleted goes with it. So as little as possible is written anew: of two neighbours that change places, the
 * lighter one travels.
 */
import type { Node, ResolvedPos } from 'prosemirror-model'
import type { Command, EditorState, Selection, Transaction } from 'prosemirror-state'
import type { Units } from './units.ts'
import { Fragment } from 'prosemirror-model'
import { NodeSelection, Selection as Selections, TextSelection } from 'prosemirror-state'
import { schema } from '../../schema/index.ts'
import { isItem, isList, itemFor, itemTypeOf } from '../../schema/list-kinds.ts'
import { asOneStep } from '../rules.ts'
import { stepwise } from '../stepwise.ts'
import { fixedAtStart, isContainer, nodesOf, unitAround, unitsOf } from './units.ts'

const MOVED = 'sheafMoved'

/** Puts the units where `wanted` is, as what fits there: items become blocks in a list of their own, blocks items. */
export function moveTo (state: EditorState, units: Units, wanted: number): Transaction | null {
  const { doc } = state
  const $from = doc.resolve(units.from)
  const target = isList($from.parent) ? besideAsItem(doc.resolve(wanted), $from.parent) : wanted
  if (target >= units.from && target <= units.to) return null
  const $target = doc.resolve(target)
  const fragment = fitting(nodesOf(doc, units), $from.parent, $target.parent)
  const index = $target.index()
  if (!$target.parent.canReplace(index, index, fragment)) return null
  const transaction = state.tr
  const gone = withEmptied($from, units, target)
  transaction.delete(gone.from, gone.to)
  const at = transaction.mapping.map(target)
  transaction.insert(at, fragment)
  follow(transaction, state.selection, units, at, at + fragment.size)
  return asOneStep(stepwise(transaction))
}

/** Up or down by one place; at the end of a list, a quote or a section out of it. */
export function moveBy (direction: -1 | 1): Command {
  return (state, dispatch) => {
    const units = unitsOf(state.selection)
    if (units === null) return false
    const { doc } = state
    const neighbour = neighbourOf(doc, units, direction)
    const target = neighbour === null ? outside(doc, units, direction) : direction < 0 ? neighbour.from : neighbour.to
    if (target === null) return false
    const lighter = neighbour !== null && neighbour.to - neighbour.from < units.to - units.from
    const transaction = lighter ? moveTo(state, neighbour, direction < 0 ? units.to : units.from) : moveTo(state, units, target)
    if (transaction === null) return false
    dispatch?.(transaction.setMeta(MOVED, direction).scrollIntoView())
    return true
  }
}

/** Which way a transaction of `moveBy` went; null for any other. */
export function movedBy (transaction: Transaction): -1 | 1 | null {
  return (transaction.getMeta(MOVED) as -1 | 1 | undefined) ?? null
}

/** A copy right behind, with the cursor in it. */
export const duplicate: Command = (state, dispatch) => {
  const units = unitsOf(state.selection)
  if (units === null) return false
  if (dispatch !== undefined) {
    const { selection } = state
    const size = units.to - units.from
    const transaction = state.tr.insert(units.to, Fragment.fromArray(nodesOf(state.doc, units)))
    const { doc } = transaction
    if (selection instanceof NodeSelection) transaction.setSelection(NodeSelection.create(doc, units.to))
    else transaction.setSelection(TextSelection.between(doc.resolve(selection.anchor + size), doc.resolve(selection.head + size)))
    dispatch(asOneStep(stepwise(transaction)).scrollIntoView())
  }
  return true
}

export const remove: Command = (state, dispatch) => {
  const units = unitsOf(state.selection)
  if (units === null) return false
  if (dispatch !== undefined) {
    const gone = withEmptied(state.doc.resolve(units.from), units, -1)
    const transaction = state.tr
    // Something to type into has to stay.
    if (gone.from === 0 && gone.to === state.doc.content.size) transaction.replaceWith(gone.from, gone.to, schema.nodes.paragraph.create())
    else transaction.delete(gone.from, gone.to)
    transaction.setSelection(Selections.near(transaction.doc.resolve(Math.min(gone.from, transaction.doc.content.size)), 1))
    dispatch(asOneStep(stepwise(transaction)).scrollIntoView())
  }
  return true
}

/** Takes the quote, the section or the item around as a whole. */
export const selectAround: Command = (state, dispatch) => {
  const units = unitsOf(state.selection)
  const around = units === null ? null : unitAround(state.doc, units)
  if (around === null) return false
  dispatch?.(state.tr.setSelection(NodeSelection.create(state.doc, around.from)))
  return true
}

function neighbourOf (doc: Node, { from, to }: Units, direction: -1 | 1): Units | null {
  const $edge = doc.resolve(direction < 0 ? from : to)
  const node = direction < 0 ? $edge.nodeBefore : $edge.nodeAfter
  if (node === null || (direction < 0 && $edge.index() <= fixedAtStart($edge.parent))) return null
  return direction < 0 ? { from: from - node.nodeSize, to: from } : { from: to, to: to + node.nodeSize }
}

/** Where something goes that is the first or last in its container already; null at the end of the document. */
function outside (doc: Node, { from }: Units, direction: -1 | 1): number | null {
  const $from = doc.resolve(from)
  const { depth, parent } = $from
  if (depth === 0) return null
  const beside = (at: number): number => direction < 0 ? $from.before(at) : $from.after(at)
  if (!isList(parent)) return beside(depth)
  if (isItem($from.node(depth - 1))) return beside(depth - 1)
  // Out of a list, and past what stands there: beside its own list it would seem not to have moved.
  const $beside = doc.resolve(beside(depth))
  const sibling = direction < 0 ? $beside.nodeBefore : $beside.nodeAfter
  if (sibling === null) return depth === 1 ? null : beside(depth - 1)
  if (direction < 0 && $beside.index() <= fixedAtStart($beside.parent)) return beside(depth - 1)
  return $beside.pos + direction * sibling.nodeSize
}

/** The nodes as they can stand in another container. */
export function fitting (nodes: readonly Node[], from: Node, into: Node): Fragment {
  if (isList(into)) {
    const type = itemTypeOf(into)
    return Fragment.fromArray(nodes.flatMap((node) => {
      if (isItem(node)) return [itemFor(into, node)]
      if (isList(node)) return node.content.content.map((item) => itemFor(into, item))
      return [type.create(null, node)]
    }))
  }
  if (!isList(from)) return Fragment.fromArray([...nodes])
  return Fragment.from(from.type.create(null, [...nodes]))
}

/** Items that go right beside a list of their kind go into it, rather than into one of their own. */
function besideAsItem ($target: ResolvedPos, list: Node): number {
  const { nodeBefore, nodeAfter, pos } = $target
  if (isList($target.parent)) return pos
  if (nodeBefore?.type === list.type) return pos - 1
  return nodeAfter?.type === list.type ? pos + 1 : pos
}

/** The units, and around them what would be empty without them: a list, a quote; never what the target is in. */
function withEmptied ($from: ResolvedPos, { from, to }: Units, target: number): Units {
  let gone = { from, to }
  for (let depth = $from.depth; depth > 0; depth--) {
    const inside = target >= $from.start(depth) && target <= $from.end(depth)
    if (inside || gone.from !== $from.start(depth) || gone.to !== $from.end(depth) || !isContainer($from.node(depth))) break
    // A cell or a section keeps its place.
    if (!isContainer($from.node(depth - 1))) break
    gone = { from: $from.before(depth), to: $from.after(depth) }
  }
  return gone
}

/** A selection in what was moved goes along. */
function follow (transaction: Transaction, selection: Selection, units: Units, from: number, to: number): void {
  if (selection.from < units.from || selection.to > units.to) return
  const { doc } = transaction
  if (selection instanceof NodeSelection) {
    const at = placeOf(doc, selection.node, from, to)
    if (at !== null) transaction.setSelection(NodeSelection.create(doc, at))
    return
  }
  const ends = [selection.$anchor, selection.$head].map(($pos) => {
    const at = placeOf(doc, $pos.parent, from, to)
    return at === null ? null : doc.resolve(at + 1 + $pos.parentOffset)
  })
  const [$anchor, $head] = ends
  if ($anchor != null && $head != null) transaction.setSelection(TextSelection.between($anchor, $head))
  else transaction.setSelection(Selections.near(doc.resolve(from), 1))
}

/** What is moved is the same node before and after, but for items of another kind. */
function placeOf (doc: Node, wanted: Node, from: number, to: number): number | null {
  let found: number | null = null
  doc.nodesBetween(from, to, (node, pos) => {
    if (found === null && node === wanted && pos >= from) found = pos
    return found === null
  })
  return found
}
