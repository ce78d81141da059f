/**
 * Cell selection, keys and mouse in tables: what prosemirror-tables has, without its habit of mending tables after
 * every transaction. That would have each peer answer an uneven merge by a mending of its own, forever. Here only
 * what a person does to the shape of a table mends it, and only that table.
 */
import type { Node } from 'prosemirror-model'
import type { EditorState, Transaction } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import * as Y from 'yjs'
import { NodeSelection, Plugin, PluginKey, Selection, TextSelection } from 'prosemirror-state'
import { CellSelection, cellAround, inSameTable, tableEditing } from 'prosemirror-tables'
import { absolutePositionToRelativePosition, relativePositionToAbsolutePosition, ySyncPluginKey } from '../y-prosemirror.js'
import { bindingOf } from '../binding.ts'
import { isCell, isCovered, isTable } from '../../schema/nodes/table.ts'
import { coverOf, layOut } from '../../schema/table-grid.ts'
import { mendTable, reshaped } from './cells.ts'

export function tables (): Plugin[] {
  const { spec } = tableEditing({ allowTableNodeSelection: true })
  const { handleKeyDown, handleTripleClick, handleDOMEvents } = spec.props ?? {}
  const props = { ...spec.props }
  delete props.handlePaste
  return [
    keepCells(),
    // Its mouse and key handlers ask for the layout of the table, which one with unknown parts does not have.
    new Plugin({
      ...spec,
      props: {
        ...props,
        handleKeyDown (view, event) { return isSoundAt(view.state, view.state.selection.head) && handleKeyDown?.call(this as never, view, event) === true },
        handleTripleClick (view, pos, event) { return isSoundAt(view.state, pos) && handleTripleClick?.call(this as never, view, pos, event) === true },
        handleDOMEvents: {
          mousedown (view, event) {
            if (!isSoundAt(view.state, posUnder(view, event))) return false
            return handleDOMEvents?.mousedown?.call(this as never, view, event)
          }
        }
      },
      appendTransaction: settle
    })
  ]
}

function posUnder (view: EditorView, event: MouseEvent): number {
  return view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? 0
}

function isSoundAt ({ doc }: EditorState, pos: number): boolean {
  const $pos = doc.resolve(Math.min(pos, doc.content.size))
  for (let depth = $pos.depth; depth > 0; depth--) {
    const node = $pos.node(depth)
    if (isTable(node) && layOut(node) === null) return false
  }
  return true
}

/** From Yjs, or what another plugin added to such a one. */
function isRemote (transaction: Transaction): boolean {
  const first = transaction.getMeta('appendedTransaction') as Transaction | undefined ?? transaction
  return first.getMeta(ySyncPluginKey) !== undefined
}

/** After a transaction: mends the table whose shape a person changed; and in any case, cells are selected as such. */
function settle (transactions: readonly Transaction[], before: EditorState, state: EditorState): Transaction | null {
  const remote = transactions.some(isRemote)
  const transaction = state.tr
  if (!remote && transactions.some(({ docChanged }) => docChanged)) mendReshaped(transaction, before.doc, state.doc)
  // Only when the selection is made, not while it stands and others change the table below it.
  if (!remote && transactions.some(({ selectionSet }) => selectionSet) && transaction.selection instanceof CellSelection) mendSelected(transaction, transaction.selection)
  const selection = remote ? restored(before, state) : null
  const better = selection ?? normal(transaction.doc, transaction.selection, before.selection)
  if (better !== null) transaction.setSelection(better)
  return transaction.docChanged || transaction.selectionSet ? transaction : null
}

function mendReshaped (transaction: Transaction, before: Node, after: Node): void {
  const from = after.content.findDiffStart(before.content)
  const end = after.content.findDiffEnd(before.content)
  if (from === null || end === null) return
  const changed: number[] = []
  after.nodesBetween(from, Math.max(from, end.a), (node, pos) => {
    if (node.inlineContent) return false
    if (!isTable(node)) return true
    const was = pos < from && pos < before.content.size ? before.nodeAt(pos) : null
    if (was === null || !isTable(was) || reshaped(was, node)) changed.push(pos)
    return true
  })
  for (const pos of changed.toReversed()) mendTable(transaction, transaction.mapping.map(pos))
}

/** A selection of cells is a rectangle, and needs a table that is one. */
function mendSelected (transaction: Transaction, { $anchorCell }: CellSelection): void {
  const grid = layOut($anchorCell.node(-1))
  const uneven = grid !== null && (grid.slots.includes(undefined) ||
    grid.cells.some(({ cell, colspan, rowspan }) => cell.attrs['colspan'] !== colspan || cell.attrs['rowspan'] !== rowspan))
  if (uneven) mendTable(transaction, $anchorCell.before(-1))
}

/** What the selection should be instead; null when it is good. */
function normal (doc: Node, selection: Selection, before: Selection): Selection | null {
  if (selection instanceof NodeSelection && isCell(selection.node) && !isCovered(selection.node) && layOut(selection.$from.node(-1)) !== null) {
    return CellSelection.create(doc, selection.from)
  }
  if (!(selection instanceof TextSelection)) return null
  const out = outOfCovered(doc, selection, before)
  if (out !== null) return out
  const $from = cellAround(selection.$from)
  const $to = cellAround(selection.$to)
  if ($from === null || $to === null || $from.pos === $to.pos || !inSameTable($from, $to)) return null
  // The very start of the next cell is no part of it: a triple click reaches there.
  if (selection.$to.parentOffset === 0 && selection.$to.pos === $to.pos + 2) return TextSelection.between(selection.$from, doc.resolve($from.pos + ($from.nodeAfter?.nodeSize ?? 2) - 1), -1)
  const grid = layOut($from.node(-1))
  if (grid === null || grid.slots.includes(undefined)) return null
  const [$anchor, $head] = selection.anchor <= selection.head ? [$from, $to] : [$to, $from]
  return new CellSelection($anchor, $head)
}

/** Nobody can see a cursor in a covered cell: it goes on in the direction it came, or to the cell that covers it. */
function outOfCovered (doc: Node, selection: Selection, before: Selection): Selection | null {
  const $cell = cellAround(selection.$head)
  const cell = $cell?.nodeAfter
  if ($cell === null || cell == null || !isCovered(cell)) return null
  const grid = layOut($cell.node(-1))
  const start = $cell.start(-1)
  const stray = grid?.covered.find(({ offset }) => offset === $cell.pos - start)
  const cover = grid === null || stray === undefined ? undefined : coverOf(grid, stray)
  if (cover === undefined) return null
  const $before = before.$head.doc === doc || before.head <= doc.content.size ? before.head : 0
  const last = start + cover.offset + cover.cell.nodeSize - 1
  if ($before > start + cover.offset && $before <= last && selection.head > $before) {
    for (let $at = $cell; ;) {
      const next = Selection.findFrom(doc.resolve($at.pos + ($at.nodeAfter?.nodeSize ?? 0)), 1)
      const $next = next === null ? null : cellAround(next.$head)
      if (next === null || $next === null || $next.nodeAfter === null || !isCovered($next.nodeAfter)) return next
      $at = $next
    }
  }
  return Selection.findFrom(doc.resolve(last), -1)
}

interface Kept { anchor: Y.RelativePosition, head: Y.RelativePosition }
const kept = new PluginKey<Kept | null>('keptCells')

/** y-prosemirror remembers selections as text; this remembers which cells they were. */
function keepCells (): Plugin<Kept | null> {
  return new Plugin<Kept | null>({
    key: kept,
    state: {
      init: () => null,
      apply: (transaction, value) => transaction.getMeta(kept) as Kept | null | undefined ?? (transaction.selectionSet && !isRemote(transaction) ? null : value)
    },
    view: () => ({
      update: (view, before) => {
        const { selection } = view.state
        const binding = bindingOf(view.state)
        if (!(selection instanceof CellSelection) || binding === null || selection.eq(before.selection)) return
        const at = (pos: number): Y.RelativePosition => absolutePositionToRelativePosition(pos + 1, binding.type, binding.mapping)
        try {
          const value: Kept = { anchor: at(selection.$anchorCell.pos), head: at(selection.$headCell.pos) }
          view.dispatch(view.state.tr.setMeta(kept, value))
        } catch {
          // Between a change and its rendering a position may have no counterpart: then it is not kept.
        }
      }
    })
  })
}

function restored (before: EditorState, state: EditorState): Selection | null {
  const value = kept.getState(before)
  const binding = bindingOf(state)
  if (!(before.selection instanceof CellSelection) || value == null || binding === null) return null
  try {
    const cellAt = (position: Y.RelativePosition): number | null => {
      const pos = relativePositionToAbsolutePosition(binding.doc, binding.type, position, binding.mapping)
      return pos === null ? null : cellAround(state.doc.resolve(pos + 1))?.pos ?? null
    }
    const anchor = cellAt(value.anchor)
    const head = cellAt(value.head)
    if (anchor === null || head === null) return null
    const $anchor = state.doc.resolve(anchor)
    const $head = state.doc.resolve(head)
    if (!inSameTable($anchor, $head) || [$anchor.nodeAfter, $head.nodeAfter].some((cell) => cell === null || isCovered(cell))) return null
    const grid = layOut($anchor.node(-1))
    return grid === null || grid.slots.includes(undefined) ? null : new CellSelection($anchor, $head)
  } catch {
    return null
  }
}
