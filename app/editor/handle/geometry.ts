/** Which block is under the pointer, where its handle stands, and where something that is dropped would go. */
import type { Node } from 'prosemirror-model'
import type { EditorState } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import type { Units } from './units.ts'
import { isItem, isList } from '../../schema/list-kinds.ts'
import { directionOf } from '../direction.ts'
import { moveTo } from './move.ts'
import { isContainer, isUnit } from './units.ts'

export const HANDLE_WIDTH = 20
const GAP = 2
/** Where the bullet or the number of an item stands. */
const MARKER = 24
/** This far to the right of an item's words, an item that is dropped goes under it. */
const UNDER = 36

export interface Spot extends Units { box: DOMRect, rtl: boolean, depth: number, marker: number }
export interface Drop { pos: number, left: number, width: number, top: number }

/** The units around a height, from the outermost to the innermost. */
function unitsAround (view: EditorView, y: number): Spot[] {
  const found: Spot[] = []
  let parent = view.state.doc
  let start = 0
  while (isContainer(parent) && parent.childCount > 0) {
    const { index, pos } = childAt(view, parent, start, y)
    const box = boxOf(view, pos)
    if (box === null) break
    const node = parent.child(index)
    if (isUnit(parent, index)) {
      const bulleted = isList(parent) && parent.type.name !== 'task_list'
      found.push({ from: pos, to: pos + node.nodeSize, box, rtl: isRtl(view, pos), depth: found.length, marker: bulleted ? MARKER : 0 })
    }
    parent = node
    start = pos + 1
  }
  return found
}

/** The first child that ends below the height; the last one when none does. */
function childAt (view: EditorView, parent: EditorState['doc'], start: number, y: number): { index: number, pos: number } {
  const starts: number[] = []
  let pos = start
  parent.forEach((child) => {
    starts.push(pos)
    pos += child.nodeSize
  })
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    const box = boxOf(view, starts[middle]!)
    // What is folded away has no place: it counts as being further down, as it is where it unfolds.
    if (box === null || box.bottom > y) high = middle
    else low = middle + 1
  }
  return { index: low, pos: starts[low]! }
}

/** Null for what is not on the screen. */
export function boxOf (view: EditorView, pos: number): DOMRect | null {
  const dom = view.nodeDOM(pos)
  return dom instanceof HTMLElement && dom.getClientRects().length > 0 ? dom.getBoundingClientRect() : null
}

function isRtl (view: EditorView, pos: number): boolean {
  const dom = view.nodeDOM(pos)
  const node = view.state.doc.nodeAt(pos)
  // A text runs as its own first letter does, whatever its box does.
  const own = node?.isTextblock === true && node.type.spec.code !== true ? directionOf(node.textContent) : null
  return own === null ? dom instanceof HTMLElement && getComputedStyle(dom).direction === 'rtl' : own === 'rtl'
}

/**
 * Beside the first block of a callout stands the sign of its kind, beside that of a section what folds it: where that
 * block's handle would be.
 */
function isUnderSign (parent: Node, index: number): boolean {
  return (parent.type.name === 'callout' || parent.type.name === 'details') && index === 0
}

/** Whether something this far across is still about that unit and not about what is around it. */
function reaches ({ box, rtl, marker }: Spot, x: number): boolean {
  const room = HANDLE_WIDTH + GAP + marker
  return rtl ? x <= box.right + room : x >= box.left - room
}

/** The unit whose handle is shown when the pointer is here. */
export function unitUnder (view: EditorView, x: number, y: number): Spot | null {
  const { doc } = view.state
  const all = unitsAround(view, y)
  const sign = all.findIndex(({ from }) => {
    const $from = doc.resolve(from)
    return isUnderSign($from.parent, $from.index())
  })
  // There the handle is that of the callout; the block is reached from within it, by key.
  const around = sign > 0 ? all.slice(0, sign) : all
  const inner = around.findLast((spot) => reaches(spot, x)) ?? around[0]
  if (inner === undefined) return null
  return y < inner.box.top - 8 || y > inner.box.bottom + 8 ? null : inner
}

/** The place of the handle in the window: beside the first line. */
export function handlePlace (view: EditorView, units: Units): { left: number, top: number } | null {
  const spot = unitsAround(view, (boxOf(view, units.from)?.top ?? 0) + 1).find(({ from }) => from === units.from) ?? spotOf(view, units)
  if (spot === null) return null
  const { rtl, marker } = spot
  const $from = view.state.doc.resolve(units.from)
  const outer = isUnderSign($from.parent, $from.index()) ? boxOf(view, $from.before()) : null
  const box = outer ?? spot.box
  const line = firstLine(view, units)
  const top = line === null ? box.top + Math.min(box.height / 2, 16) : (line.top + line.bottom) / 2
  const left = rtl ? box.right + marker + GAP : box.left - marker - GAP - HANDLE_WIDTH
  return { left: Math.max(0, Math.min(left, document.documentElement.clientWidth - HANDLE_WIDTH)), top }
}

function spotOf (view: EditorView, units: Units): Spot | null {
  const box = boxOf(view, units.from)
  if (box === null) return null
  const { parent } = view.state.doc.resolve(units.from)
  return { ...units, box, rtl: isRtl(view, units.from), depth: 0, marker: isList(parent) && parent.type.name !== 'task_list' ? MARKER : 0 }
}

function firstLine (view: EditorView, { from, to }: Units): { top: number, bottom: number } | null {
  let at = -1
  view.state.doc.nodesBetween(from, to, (node, pos) => {
    if (at >= 0 || node.type.spec['tableRole'] !== undefined) return false
    if (node.isTextblock && pos >= from) at = pos + 1
    return at < 0
  })
  if (at < 0) return null
  const { top, bottom } = view.coordsAtPos(at, 1)
  return bottom > top ? { top, bottom } : null
}

/** Where the units would go when they are let go here; null where they can't, or are already. */
export function dropAt (view: EditorView, units: Units, x: number, y: number): Drop | null {
  const around = unitsAround(view, y)
  const spot = around.findLast((one) => reaches(one, x)) ?? around[0]
  if (spot === undefined) return null
  const { state } = view
  const { box } = spot
  const node = state.doc.nodeAt(spot.from)
  const line = node !== null && isItem(node) ? firstLine(view, spot) : null
  // An item is as high as all that is under it; the first half of its own line counts.
  const middle = line === null ? (box.top + box.bottom) / 2 : (line.top + line.bottom) / 2
  const edge = spot.rtl ? box.right : box.left
  const width = box.width
  if (y < middle) return possible(state, units, { pos: spot.from, left: box.left, width, top: box.top - 1 })
  const taken = state.doc.nodeAt(units.from)
  if (node !== null && isItem(node)) {
    const nested = node.lastChild !== null && isList(node.lastChild) && node.lastChild.childCount > 0 ? spot.to - 1 - node.lastChild.nodeSize : null
    // Right under its line is the first place in the list that it has.
    if (nested !== null) return possible(state, units, { pos: nested + 1, left: boxOf(view, nested)?.left ?? box.left, width, top: line?.bottom ?? box.top })
    const far = spot.rtl ? edge - x : x - edge
    if (taken !== null && isItem(taken) && far > UNDER) {
      return possible(state, units, { pos: spot.to - 1, left: spot.rtl ? box.left : box.left + MARKER, width: width - MARKER, top: box.bottom }) ?? null
    }
  }
  return possible(state, units, { pos: spot.to, left: box.left, width, top: box.bottom + 1 })
}

function possible (state: EditorState, units: Units, drop: Drop): Drop | null {
  return moveTo(state, units, drop.pos) === null ? null : drop
}
