import type { Command, EditorState, Selection } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { NodeSelection, Plugin, Selection as Select, TextSelection } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'
import { schema } from '../../schema/index.ts'

const { math_block: mathBlock, math_inline: mathInline, paragraph } = schema.nodes
const ARROWS: Record<string, { way: 'up' | 'down' | 'left' | 'right', by: 1 | -1 }> = {
  ArrowUp: { way: 'up', by: -1 }, ArrowLeft: { way: 'left', by: -1 }, ArrowDown: { way: 'down', by: 1 }, ArrowRight: { way: 'right', by: 1 }
}

/** The key with which somebody came to where they are: a formula's field puts its cursor at that end. */
const lastKeys = new WeakMap<EditorView, string>()

export function cameFrom (view: EditorView): 'before' | 'behind' | null {
  const key = lastKeys.get(view) ?? ''
  return key === 'ArrowRight' || key === 'ArrowDown' ? 'before' : key === 'ArrowLeft' || key === 'ArrowUp' ? 'behind' : null
}

/** What a formula in the line is told when its field is wanted. */
export const OPEN = 'sheaf-open'

/** Shows the TeX of the formula that the cursor is in, and walks into those whose TeX is not shown. */
export function math (editable: () => boolean): Plugin {
  return new Plugin({
    props: {
      decorations: ({ doc, selection }) => {
        const { $from, $to } = selection
        if (!(selection instanceof TextSelection) || $from.parent.type !== mathBlock || !$from.sameParent($to)) return null
        return DecorationSet.create(doc, [Decoration.node($from.before(), $from.after(), { class: 'editing' })])
      },
      handleDOMEvents: {
        keydown: (view, event) => {
          lastKeys.set(view, event.key)
          return false
        },
        mousedown: (view) => {
          lastKeys.delete(view)
          return false
        }
      },
      handleKeyDown: (view, event) => {
        if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return false
        if (event.key === 'Enter') return open(view)
        const arrow = ARROWS[event.key]
        if (arrow === undefined || !(view.state.selection.empty || view.state.selection instanceof NodeSelection)) return false
        return walk(view, arrow.by, arrow.way, editable)
      }
    }
  })
}

function open (view: EditorView): boolean {
  const { selection } = view.state
  if (!(selection instanceof NodeSelection) || selection.node.type !== mathInline) return false
  view.nodeDOM(selection.from)?.dispatchEvent(new Event(OPEN))
  return true
}

function walk (view: EditorView, by: 1 | -1, way: 'up' | 'down' | 'left' | 'right', editable: () => boolean): boolean {
  const { state } = view
  const { selection } = state
  const { $from, $to } = selection
  if (selection instanceof TextSelection && !view.endOfTextblock(way)) return false
  if (selection instanceof NodeSelection && selection.node.isInline) return false
  const edge = selection instanceof NodeSelection ? by > 0 ? selection.to : selection.from
    : $from.depth === 0 ? -1 : by > 0 ? $to.after() : $from.before()
  if (edge < 0) return false
  const next = Select.findFrom(state.doc.resolve(edge), by)
  if (next === null) return way === 'down' && by > 0 && $from.parent.type.spec.code === true && editable() && below(view)
  if (next.$head.parent.type !== mathBlock || cellOf(next) !== cellOf(selection)) return false
  view.dispatch(state.tr.setSelection(next).scrollIntoView())
  return true
}

/** Somewhere to go on when a formula or code is the last thing. */
function below (view: EditorView): boolean {
  const { state } = view
  const end = state.doc.content.size
  const transaction = state.tr.insert(end, paragraph.create())
  view.dispatch(transaction.setSelection(TextSelection.create(transaction.doc, end + 1)).scrollIntoView())
  return true
}

/** Up and down in a table are about rows. */
function cellOf ({ $head }: Selection): number {
  for (let depth = $head.depth; depth > 0; depth--) {
    const role: unknown = $head.node(depth).type.spec['tableRole']
    if (role === 'cell' || role === 'header_cell') return $head.before(depth)
  }
  return -1
}

/** A formula in the line, of what is selected or to be written; its field opens by being selected. */
export const insertMath: Command = (state, dispatch) => {
  const { $from, $to, empty } = state.selection
  if (!$from.sameParent($to) || !$from.parent.inlineContent || $from.parent.type.spec.code === true) return false
  if (dispatch !== undefined) {
    const tex = empty ? '' : state.doc.textBetween($from.pos, $to.pos, ' ', ' ')
    const transaction = state.tr.replaceRangeWith($from.pos, $to.pos, mathInline.create({ tex }))
    const at = transaction.mapping.map($from.pos, -1)
    if (transaction.doc.nodeAt(at)?.type === mathInline) transaction.setSelection(NodeSelection.create(transaction.doc, at))
    dispatch(transaction.scrollIntoView())
  }
  return true
}

export function inMath (state: EditorState): boolean {
  const { selection } = state
  return selection instanceof NodeSelection && selection.node.type === mathInline
}
