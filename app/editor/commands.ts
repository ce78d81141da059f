import type { MarkType, Node, NodeType, ResolvedPos } from 'prosemirror-model'
import type { Command, EditorState, Transaction } from 'prosemirror-state'
import type { Highlight } from '../schema/marks/highlight.ts'
import { Fragment } from 'prosemirror-model'
import { TextSelection } from 'prosemirror-state'
import { lift, setBlockType, toggleMark, wrapIn } from 'prosemirror-commands'
import { wrapInList } from 'prosemirror-schema-list'
import { redo, undo } from './y-prosemirror.js'
import { schema } from '../schema/index.ts'
import { isItem, isList } from '../schema/list-kinds.ts'
import { indent, joinLists, outdent as liftItem, toggleTasks as toggleTask } from '../schema/lists.ts'

export { indent, liftItem, toggleTask }

const { nodes, marks } = schema

export type MarkName = 'bold' | 'italic' | 'underline' | 'strike' | 'code' | 'link' | 'highlight' | 'sub' | 'sup'
export type BlockName = 'paragraph' | `heading${1 | 2 | 3 | 4 | 5 | 6}` | 'codeBlock' | 'mathBlock'
export type WrapName = 'bullets' | 'numbers' | 'tasks' | 'quote' | 'callout'

export const MARKS: Record<MarkName, MarkType> = {
  bold: marks.strong,
  italic: marks.em,
  underline: marks.underline,
  strike: marks.strike,
  code: marks.code,
  link: marks.link,
  highlight: marks.highlight,
  sub: marks.sub,
  sup: marks.sup
}
const LISTS: Record<'bullets' | 'numbers' | 'tasks', { list: NodeType, item: NodeType }> = {
  bullets: { list: nodes.bullet_list, item: nodes.list_item },
  numbers: { list: nodes.ordered_list, item: nodes.list_item },
  tasks: { list: nodes.task_list, item: nodes.task_item }
}

export function toggle (name: Exclude<MarkName, 'link'>): Command {
  return toggleMark(MARKS[name])
}

/** Another colour replaces the one that is there; the same one takes it off. Without a selection: for what is typed next. */
export function paint (color: Highlight): Command {
  return (state, dispatch) => {
    const { from, to, empty, $from } = state.selection
    const mark = marks.highlight.create({ color })
    if (!$from.parent.inlineContent && empty) return false
    if (dispatch !== undefined) {
      const off = color === highlightAt(state)
      const transaction = state.tr
      if (empty) dispatch(off ? transaction.removeStoredMark(marks.highlight) : transaction.addStoredMark(mark))
      else dispatch((off ? transaction.removeMark(from, to, marks.highlight) : transaction.addMark(from, to, mark)).scrollIntoView())
    }
    return true
  }
}

/** The colour at the start of what is selected; undefined where there is none. */
export function highlightAt (state: EditorState): Highlight | undefined {
  const { from, to, empty, $from } = state.selection
  let found = empty ? marks.highlight.isInSet(state.storedMarks ?? $from.marks()) : undefined
  if (!empty) state.doc.nodesBetween(from, to, (node) => { found ??= marks.highlight.isInSet(node.marks) })
  return found?.attrs['color'] as Highlight | undefined
}

/** Takes off every mark but links, and makes no other text of what was typed. */
export const clearMarks: Command = (state, dispatch) => {
  const { from, to, empty } = state.selection
  const all = Object.values(MARKS).filter((type) => type !== marks.link)
  if (dispatch !== undefined) {
    const transaction = state.tr
    for (const type of all) {
      if (empty) transaction.removeStoredMark(type)
      else transaction.removeMark(from, to, type)
    }
    dispatch(transaction)
  }
  return true
}

/** A heading that is one already becomes text again. */
export function block (name: BlockName): Command {
  const [type, attrs] = blockType(name)
  return (state, dispatch, view) => {
    if (inLine(state)) return false
    const back = name !== 'paragraph' && blockName(state) === name
    return back ? setTextBlock(nodes.paragraph)(state, dispatch, view) : setTextBlock(type, attrs)(state, dispatch, view)
  }
}

/** Like `setBlockType`, but a figure stays one: its caption is text, and with its type the image would go. */
function setTextBlock (type: NodeType, attrs: Record<string, unknown> | null = null): Command {
  return (state, dispatch, view) => {
    const { from, to } = state.selection
    const others: number[] = []
    let figures = false
    state.doc.nodesBetween(from, to, (node, pos) => {
      if (node.type === nodes.figure) figures = true
      else if (node.isTextblock) others.push(pos)
      return !node.isTextblock
    })
    if (!figures) return setBlockType(type, attrs)(state, dispatch, view)
    const transaction = state.tr
    for (const pos of others) {
      const at = transaction.mapping.map(pos)
      const end = at + (transaction.doc.nodeAt(at)?.nodeSize ?? 2) - 1
      transaction.setBlockType(at + 1, Math.max(at + 1, end), type, attrs)
    }
    if (!transaction.docChanged) return false
    dispatch?.(transaction.scrollIntoView())
    return true
  }
}

function blockType (name: BlockName): [NodeType, Record<string, unknown> | null] {
  if (name === 'paragraph') return [nodes.paragraph, null]
  if (name === 'codeBlock') return [nodes.code_block, null]
  if (name === 'mathBlock') return [nodes.math_block, null]
  return [nodes.heading, { level: Number(name.slice(-1)) }]
}

/** What the text around the cursor is; null when the selection spans several kinds. */
export function blockName (state: EditorState): BlockName | null {
  const names = new Set<BlockName>()
  const { from, to } = state.selection
  state.doc.nodesBetween(from, to, (node) => {
    if (node.type === nodes.paragraph) names.add('paragraph')
    else if (node.type === nodes.code_block) names.add('codeBlock')
    else if (node.type === nodes.math_block) names.add('mathBlock')
    else if (node.type === nodes.heading) names.add(`heading${node.attrs['level'] as 1}`)
    return !node.isTextblock
  })
  const [only] = names
  return names.size === 1 && only !== undefined ? only : null
}

export function markActive (state: EditorState, name: MarkName): boolean {
  const { from, to, empty, $from } = state.selection
  const type = MARKS[name]
  if (empty) return type.isInSet(state.storedMarks ?? $from.marks()) !== undefined
  return state.doc.rangeHasMark(from, to, type)
}

export function wrapActive (state: EditorState, name: WrapName): boolean {
  const { $from } = state.selection
  const around = name === 'quote' ? nodes.blockquote : name === 'callout' ? nodes.callout : null
  if (around !== null) return ancestor($from, (node) => node.type === around) !== null
  return closestList($from)?.node.type === LISTS[name as keyof typeof LISTS].list
}

export const quote: Command = (state, dispatch, view) => {
  if (inLine(state)) return false
  if (wrapActive(state, 'quote')) return lift(state, dispatch)
  return wrapIn(nodes.blockquote)(state, dispatch, view)
}

export const callout: Command = (state, dispatch, view) => {
  if (inLine(state)) return false
  if (wrapActive(state, 'callout')) return lift(state, dispatch)
  return wrapIn(nodes.callout)(state, dispatch, view)
}

/** Makes a list of the selected blocks, turns a list of another kind into this one, or takes the items out. */
export function list (name: 'bullets' | 'numbers' | 'tasks'): Command {
  const { list, item } = LISTS[name]
  return (state, dispatch, view) => {
    const around = closestList(state.selection.$from)
    if (inLine(state)) return false
    if (around === null) {
      return wrapInList(list)(state, dispatch === undefined ? undefined : (transaction) => {
        const made = closestList(transaction.selection.$from)
        // The end first: the start then stands where it stood.
        if (made !== null) for (const pos of [made.pos + made.node.nodeSize, made.pos]) joinLists(transaction, pos)
        dispatch(transaction)
      }, view)
    }
    if (around.node.type === list) return liftItem(state, dispatch, view)
    if (dispatch !== undefined) {
      const items = mapChildren(around.node, (child) => isItem(child) ? item.create(null, child.content) : child)
      // Both kinds of item are as large as each other, so the cursor stays where it is.
      const transaction = state.tr.replaceWith(around.pos, around.pos + around.node.nodeSize, list.create(null, items))
      transaction.setSelection(TextSelection.between(transaction.doc.resolve(state.selection.anchor), transaction.doc.resolve(state.selection.head)))
      dispatch(transaction.scrollIntoView())
    }
    return true
  }
}

/** Inside a list, Tab is about the list even where nothing can move: it must not suddenly leave the text. */
export function inList (state: EditorState): boolean {
  return closestList(state.selection.$from) !== null
}

/** A block without content, and a paragraph to go on in. */
const alone = (type: NodeType): Command => (state, dispatch) => {
  const { $from, $to } = state.selection
  if ($from.parent.type.spec.code === true) return false
  if (dispatch !== undefined) {
    const transaction = state.tr
    const empty = $from.parent.isTextblock && $from.parent.content.size === 0 && $from.depth > 0
    const from = empty ? $from.before() : $to.depth > 0 ? $to.after() : $to.pos
    const to = empty ? $from.after() : from
    transaction.replaceWith(from, to, Fragment.from([type.create(), nodes.paragraph.create()]))
    transaction.setSelection(TextSelection.create(transaction.doc, from + 2))
    dispatch(transaction.scrollIntoView())
  }
  return true
}

export const divider = alone(nodes.horizontal_rule)
export const contents = alone(nodes.toc)

export const hardBreak: Command = (state, dispatch) => {
  const { parent } = state.selection.$from
  if (parent.type.spec.code === true) {
    dispatch?.(state.tr.insertText('\n').scrollIntoView())
    return true
  }
  if (!parent.inlineContent) return false
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create(), false).scrollIntoView())
  return true
}

export const undoEdit: Command = (state, dispatch) => dispatch === undefined || undo(state)
export const redoEdit: Command = (state, dispatch) => dispatch === undefined || redo(state)

/** Opening a document writes nothing, so an empty one has no block yet: it gets one with the first edit. */
export function firstBlock (state: EditorState, dispatch: (transaction: Transaction) => void): boolean {
  if (state.doc.childCount > 0) return false
  const transaction = state.tr.insert(0, nodes.paragraph.create())
  dispatch(transaction.setSelection(TextSelection.create(transaction.doc, 1)))
  return true
}

/** Backspace in code without anything in it: it is text again. */
export const plainAtStart: Command = (state, dispatch, view) => {
  const { $cursor } = state.selection as TextSelection
  if ($cursor == null || $cursor.parent.type !== nodes.code_block || $cursor.parent.content.size > 0) return false
  return setBlockType(nodes.paragraph)(state, dispatch, view)
}

export function closestList ($pos: ResolvedPos): { node: Node, pos: number } | null {
  return ancestor($pos, isList)
}

function ancestor ($pos: ResolvedPos, accepts: (node: Node) => boolean): { node: Node, pos: number } | null {
  for (let depth = $pos.depth; depth > 0; depth--) {
    const node = $pos.node(depth)
    if (accepts(node)) return { node, pos: $pos.before(depth) }
  }
  return null
}

/** The line of a section stays one; what is to be wrapped is the section. */
function inLine ({ selection: { $from, $to } }: EditorState): boolean {
  return [$from, $to].some(({ parent }) => parent.type === nodes.details_summary)
}

function mapChildren (node: Node, change: (child: Node) => Node): Node[] {
  const children: Node[] = []
  node.forEach((child) => { children.push(change(child)) })
  return children
}
