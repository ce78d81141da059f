/**
 * Sections that fold. Open or closed is told by the element alone, in each window for itself; whatever leads inside,
 * a search, a link, the outline, the arrow keys, opens what is in the way.
 */
import type { Node, ResolvedPos } from 'prosemirror-model'
import type { Command, EditorState } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { Plugin, TextSelection } from 'prosemirror-state'
import { keydownHandler } from 'prosemirror-keymap'
import { isPlaceholder, schema } from '../../schema/index.ts'
import { sectionOf, summaryAt } from '../../schema/nodes/details.ts'
import { REVEAL } from './found.ts'

const { nodes } = schema
const TOGGLE = 'sheaf-toggle'

export function sections (): Plugin {
  return new Plugin({
    props: { handleKeyDown: keydownHandler({ Enter: enterInLine, 'Mod-Enter': toggleAtLine, Delete: openBeforeJoin }) },
    view: () => ({
      update: (view, before) => {
        if (view.state.selection === before.selection && view.state.doc === before.doc) return
        reveal(view, view.state.selection.$head)
        if (!view.state.selection.empty) reveal(view, view.state.selection.$anchor)
      }
    })
  })
}

/** Opens what stands around this place and hides it. */
function reveal (view: EditorView, $pos: ResolvedPos): void {
  for (let depth = 1; depth <= $pos.depth; depth++) {
    const node = $pos.node(depth)
    if (!isSection(node) || depth === $pos.depth || $pos.index(depth) === summaryAt(node)) continue
    view.nodeDOM($pos.before(depth))?.dispatchEvent(new CustomEvent(REVEAL))
  }
}

const isSection = (node: Node): boolean => node.type === nodes.details && !isPlaceholder(node)

/** Asks the view of the section that begins here to open or close. */
export function onToggle (dom: HTMLElement, toggle: () => void): void {
  dom.addEventListener(TOGGLE, (event) => {
    if (event.target === dom) toggle()
  })
}

function isOpen (view: EditorView | undefined, pos: number): boolean {
  const dom = view?.nodeDOM(pos)
  return dom instanceof HTMLElement ? dom.dataset['open'] === 'true' : true
}

/** The section whose line the cursor stands in. */
function lineAt ({ $from, $to }: { $from: ResolvedPos, $to: ResolvedPos }): { node: Node, pos: number } | null {
  return $from.parent.type === nodes.details_summary && $from.sameParent($to) ? { node: $from.node(-1), pos: $from.before(-1) } : null
}

const toggleAtLine: Command = (state, _dispatch, view) => {
  const at = lineAt(state.selection)
  if (at === null) return false
  view?.nodeDOM(at.pos)?.dispatchEvent(new CustomEvent(TOGGLE))
  return true
}

/** What stands behind the cursor goes to a line of its own: into the section if it is open, below it if it is closed. */
const enterInLine: Command = (state, dispatch, view) => {
  const at = lineAt(state.selection)
  if (at === null || view?.editable === false) return false
  const { $from, $to } = state.selection
  const open = isOpen(view, at.pos)
  const transaction = state.tr.delete($from.pos, $to.end())
  const rest = $to.parent.slice($to.parentOffset).content
  const next = open ? $from.node(-1).maybeChild($from.index(-1) + 1) : null
  const to = $from.pos + 1
  if (rest.size === 0 && next?.type === nodes.paragraph && next.content.size === 0) {
    transaction.setSelection(TextSelection.create(transaction.doc, to + 1))
  } else {
    const place = open ? to : transaction.mapping.map($from.after(-1))
    transaction.insert(place, nodes.paragraph.create(null, rest))
    transaction.setSelection(TextSelection.create(transaction.doc, place + 1))
  }
  dispatch?.(transaction.scrollIntoView())
  return true
}

/** Delete at the end of a closed line would draw up what nobody sees: it opens first. */
const openBeforeJoin: Command = (state, _dispatch, view) => {
  const at = lineAt(state.selection)
  const { $from, empty } = state.selection
  if (at === null || !empty || $from.pos < $from.end() || isOpen(view, at.pos)) return false
  view?.nodeDOM(at.pos)?.dispatchEvent(new CustomEvent(TOGGLE))
  return true
}

/** The line that the cursor is in becomes that of a section; of several blocks it is put around all. */
export const section: Command = (state, dispatch) => {
  const { $from, $to } = state.selection
  const range = $from.blockRange($to)
  if (range === null || $from.parent.type === nodes.details_summary) return false
  const { parent, startIndex, endIndex } = range
  if (!parent.canReplaceWith(startIndex, endIndex, nodes.details)) return false
  if (dispatch !== undefined) {
    const blocks = Array.from({ length: endIndex - startIndex }, (_, n) => parent.child(startIndex + n))
    const [only, ...more] = blocks
    const line = more.length === 0 && (only?.type === nodes.paragraph || only?.type === nodes.heading) ? only : null
    const made = sectionOf(nodes.details_summary.create(null, line?.content), line === null ? blocks : [])
    const transaction = state.tr.replaceWith(range.start, range.end, made)
    const offset = line === null || $from.parent !== line ? 0 : $from.parentOffset
    dispatch(transaction.setSelection(TextSelection.create(transaction.doc, range.start + 2 + offset)).scrollIntoView())
  }
  return true
}

/** Whether the cursor stands in the line of a section. */
export function inLine (state: EditorState): boolean {
  return lineAt(state.selection) !== null
}
