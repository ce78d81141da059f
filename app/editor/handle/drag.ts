import type { EditorView } from 'prosemirror-view'
import type { Units } from './units.ts'
import type { Drop } from './geometry.ts'
import { idAt, posOf } from '../block-ids.ts'
import { dropAt } from './geometry.ts'
import { moveTo } from './move.ts'
import { nodesOf } from './units.ts'

/** A press that goes further than this is no click. */
const SLACK = 5
/** So near to the edge the page scrolls along, and so fast. */
const EDGE = 56
const SPEED = 14

interface DragOptions {
  view: EditorView
  /** The units that are taken, where they are at the start. */
  units: Units
  /** Draws the line, and takes it away again. */
  onDrop: (drop: Drop | null) => void
  /** The block got off the ground. */
  onStart: () => void
  /** `moved`: the press was more than a click. */
  onEnd: (moved: boolean) => void
}

/** Follows a press on the handle until it is let go, by mouse, finger or pen. Escape puts the block back. */
export function drag (event: PointerEvent, { view, units, onDrop, onStart, onEnd }: DragOptions): void {
  const { pointerId, clientX, clientY } = event
  const handle = event.currentTarget as HTMLElement
  const nodes = nodesOf(view.state.doc, units)
  const last = units.to - (nodes.at(-1)?.nodeSize ?? 0)
  const ids = [idAt(view.state, units.from), idAt(view.state, last)] as const
  let x = clientX
  let y = clientY
  let going = false
  let frame = 0

  /** Where the block is by now: others may have written above it, or in it, or taken it away. */
  const now = (): Units | null => {
    const [from, end] = ids.map((id) => id === null ? null : posOf(view.state, id))
    const node = end == null ? null : view.state.doc.nodeAt(end)
    return from == null || end == null || node === null || end < from ? null : { from, to: end + node.nodeSize }
  }
  const show = (): Drop | null => {
    const here = now()
    const drop = here === null ? null : dropAt(view, here, x, y)
    onDrop(drop)
    return drop
  }
  const scroll = (): void => {
    frame = requestAnimationFrame(scroll)
    const top = (document.querySelector('.document-bars')?.getBoundingClientRect().bottom ?? 0) + EDGE
    const bottom = window.innerHeight - EDGE
    const by = y < top ? Math.max(-1, (y - top) / EDGE) : y > bottom ? Math.min(1, (y - bottom) / EDGE) : 0
    if (by === 0) return
    window.scrollBy(0, by * SPEED)
    show()
  }
  const onMove = (move: PointerEvent): void => {
    if (move.pointerId !== pointerId) return
    x = move.clientX
    y = move.clientY
    if (!going) {
      if (Math.hypot(x - clientX, y - clientY) < SLACK) return
      going = true
      onStart()
      frame = requestAnimationFrame(scroll)
    }
    move.preventDefault()
    show()
  }
  const stop = (): void => {
    cancelAnimationFrame(frame)
    handle.removeEventListener('pointermove', onMove)
    handle.removeEventListener('pointerup', onUp)
    handle.removeEventListener('pointercancel', onCancel)
    document.removeEventListener('keydown', onKey, true)
    if (handle.hasPointerCapture(pointerId)) handle.releasePointerCapture(pointerId)
    onDrop(null)
  }
  const onUp = (up: PointerEvent): void => {
    if (up.pointerId !== pointerId) return
    const drop = going ? show() : null
    const here = now()
    stop()
    if (drop !== null && here !== null && view.editable) {
      const transaction = moveTo(view.state, here, drop.pos)
      if (transaction !== null) view.dispatch(transaction)
    }
    onEnd(going)
  }
  const onCancel = (): void => {
    stop()
    onEnd(true)
  }
  const onKey = (key: KeyboardEvent): void => {
    if (key.key !== 'Escape') return
    key.preventDefault()
    key.stopPropagation()
    onCancel()
  }
  handle.setPointerCapture(pointerId)
  handle.addEventListener('pointermove', onMove)
  handle.addEventListener('pointerup', onUp)
  handle.addEventListener('pointercancel', onCancel)
  document.addEventListener('keydown', onKey, true)
}
