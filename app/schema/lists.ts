/**
 * What keys do in lists, of whatever kinds and however they are nested. Items that stay where they are stay the same
 * nodes: what others type into them is not touched.
 */
import type { Attrs, Node, NodeRange, ResolvedPos } from 'prosemirror-model'
import type { Command, EditorState, Transaction } from 'prosemirror-state'
import { Fragment, Slice } from 'prosemirror-model'
import type { Selection } from 'prosemirror-state'
import { TextSelection } from 'prosemirror-state'
import { setBlockType } from 'prosemirror-commands'
import { liftListItem, splitListItem } from 'prosemirror-schema-list'
import { ReplaceAroundStep, canJoin } from 'prosemirror-transform'
import { isItem, isList, itemFor, itemTypeOf, itemTypes } from './list-kinds.ts'

/** The selected items of the innermost list that holds all of the selection. */
function itemRange ({ selection }: EditorState): NodeRange | null {
  return selection.$from.blockRange(selection.$to, isList)
}

/** Under the item above: into the list that this has already, if it is of the same kind. */
export const indent: Command = (state, dispatch) => {
  const range = itemRange(state)
  const above = range === null || range.startIndex === 0 ? null : range.parent.child(range.startIndex - 1)
  if (range === null || above === null || !isItem(above)) return false
  if (dispatch !== undefined) {
    const { parent, start, end } = range
    const nested = above.lastChild?.type === parent.type && above.lastChild.lastChild !== null ? above.lastChild.lastChild : null
    const list = parent.type.create(null, nested === null ? null : nested.type.create())
    const wrap = new Slice(Fragment.from(above.type.create(null, list)), nested === null ? 1 : 3, 0)
    const from = start - (nested === null ? 1 : 3)
    dispatch(state.tr.step(new ReplaceAroundStep(from, end, start, end, wrap, 1, true)).scrollIntoView())
  }
  return true
}

/** Out of the list: beside the item around it, as one of that list; from the outermost list into the text. */
export const outdent: Command = (state, dispatch) => {
  const range = itemRange(state)
  if (range === null) return false
  const around = range.$from.node(range.depth - 1)
  if (!isItem(around)) return liftListItem(itemTypes(state.schema))(state, dispatch)
  if (dispatch !== undefined) dispatch(outdented(state, range, around).scrollIntoView())
  return true
}

function outdented (state: EditorState, range: NodeRange, around: Node): Transaction {
  const { $from, depth, parent, startIndex, endIndex, start } = range
  const outer = $from.node(depth - 2)
  const at = $from.index(depth - 1)
  const children = around.content.content
  const items = parent.content.content
  const stay = around.copy(Fragment.fromArray([
    ...children.slice(0, at),
    ...startIndex === 0 ? [] : [parent.copy(Fragment.fromArray(items.slice(0, startIndex)))]
  ]))
  const moved = items.slice(startIndex, endIndex).map((item) => itemFor(outer, item))
  const last = moved.pop()!
  // What followed in the same list is under the last one now, where it stands on the screen.
  moved.push(last.copy(withFollowers(last.content, parent, items.slice(endIndex)).append(Fragment.fromArray(children.slice(at + 1)))))
  const from = $from.before(depth - 1)
  const transaction = state.tr.replaceWith(from, from + around.nodeSize, [stay, ...moved])
  // All kinds of item are as large as each other.
  const shift = from + stay.nodeSize - start
  const { anchor, head } = state.selection
  return transaction.setSelection(TextSelection.between(transaction.doc.resolve(anchor + shift), transaction.doc.resolve(head + shift)))
}

function withFollowers (content: Fragment, list: Node, followers: readonly Node[]): Fragment {
  if (followers.length === 0) return content
  const last = content.lastChild
  const added = Fragment.fromArray([...followers])
  if (last?.type === list.type) return content.replaceChild(content.childCount - 1, last.copy(last.content.append(added)))
  return content.addToEnd(list.type.create(null, added))
}

/** Enter: a new item; in an empty one a step out. At the end of an item with others under it, the new one is the first of these. */
export const enter: Command = (state, dispatch) => {
  const { $from, $to, empty } = state.selection
  if (!(state.selection instanceof TextSelection) || $from.depth < 2 || !$from.sameParent($to)) return false
  const item = $from.node(-1)
  if (!isItem(item)) return false
  const index = $from.index(-1)
  const paragraph = item.type.schema.nodes['paragraph']!
  if (empty && $from.parent.content.size === 0 && $from.parent.type === paragraph) {
    if (index === 0) return outdent(state, dispatch)
    if (index === item.childCount - 1) {
      // A line that was begun in the item and left empty: an item of its own.
      if (dispatch !== undefined) {
        const at = $from.before()
        const transaction = state.tr.delete(at, at + 2).insert(at + 1, newItem($from.node(-2), paragraph.create()))
        dispatch(transaction.setSelection(TextSelection.near(transaction.doc.resolve(at + 2))).scrollIntoView())
      }
      return true
    }
  }
  // splitListItem would take an empty block at the end of an item for an empty item, and what follows in the item around with it.
  if (empty && $from.parent.content.size === 0 && $from.parent.type !== paragraph && index === item.childCount - 1) {
    return $from.parent.type === item.type.schema.nodes['heading'] && setBlockType(paragraph)(state, dispatch)
  }
  const below = item.maybeChild(index + 1)
  if (empty && $from.pos === $from.end() && below != null && isList(below) && below.childCount > 0) {
    if (dispatch !== undefined) {
      const at = $from.after() + 1
      const transaction = state.tr.insert(at, newItem(below, paragraph.create()))
      dispatch(transaction.setSelection(TextSelection.create(transaction.doc, at + 2)).scrollIntoView())
    }
    return true
  }
  const { nodes } = state.schema
  return splitListItem(nodes['task_item']!, { checked: false })(state, dispatch) || splitListItem(nodes['list_item']!)(state, dispatch)
}

function newItem (list: Node, content: Node): Node {
  return itemTypeOf(list).create(null, content)
}

/**
 * Backspace in an empty item between two others: it is gone. Going a step out would tear the list in two, and what
 * somebody else writes in the items behind it at that moment would be lost with their old place.
 */
const dropEmpty: Command = (state, dispatch) => {
  const { $from } = state.selection
  const list = $from.node(-2)
  const index = $from.index(-2)
  if ($from.node(-1).content.size > 2 || index === 0 || index === list.childCount - 1) return false
  const at = $from.before(-1)
  const end = lastText(list.child(index - 1), at - list.child(index - 1).nodeSize)
  if (end === null) return false
  if (dispatch !== undefined) {
    const transaction = state.tr.delete(at, $from.after(-1))
    dispatch(transaction.setSelection(TextSelection.create(transaction.doc, end)).scrollIntoView())
  }
  return true
}

/** Backspace at the start: an item goes a step out; text right below a list goes on in its last item. */
export const backspace: Command = (state, dispatch) => {
  const { $cursor } = state.selection as TextSelection
  if ($cursor == null || $cursor.parentOffset > 0 || !$cursor.parent.isTextblock || $cursor.depth === 0) return false
  if ($cursor.depth >= 2 && isItem($cursor.node(-1)) && $cursor.index(-1) === 0) return dropEmpty(state, dispatch) || outdent(state, dispatch)
  const at = $cursor.before()
  const above = state.doc.resolve(at).nodeBefore
  const end = above !== null && isList(above) ? lastText(above, at - above.nodeSize) : null
  if (end === null || !joins(state.doc.resolve(end).parent, $cursor.parent)) return false
  if (dispatch !== undefined) {
    const transaction = state.tr.delete(at, $cursor.after())
    joinLists(transaction, at)
    transaction.insert(end, $cursor.parent.content)
    dispatch(transaction.setSelection(TextSelection.create(transaction.doc, end)).scrollIntoView())
  }
  return true
}

/** Delete at the end of an item: the words of what comes next go on here, and what is under that comes along. */
export const deleteForward: Command = (state, dispatch) => {
  const { $cursor } = state.selection as TextSelection
  if ($cursor == null || $cursor.pos !== $cursor.end() || $cursor.depth < 2 || !isItem($cursor.node(-1))) return false
  const $next = textAfter(state.doc, $cursor)
  if ($next === null || !joins($cursor.parent, $next.parent)) return false
  if (dispatch !== undefined) {
    const holder = $next.node(-1)
    const whole = isItem(holder) && $next.index(-1) === 0
    const rest = whole ? holder.content.cut($next.parent.nodeSize) : Fragment.empty
    let depth = whole ? $next.depth - 1 : $next.depth
    // A list that is empty without the item goes with it.
    if (whole && $next.node(depth - 1).childCount === 1) depth--
    const from = $next.before(depth)
    const transaction = state.tr.delete(from, $next.after(depth))
    joinLists(transaction, from)
    transaction.insert($cursor.after(), rest).insert($cursor.pos, $next.parent.content)
    dispatch(transaction.setSelection(TextSelection.create(transaction.doc, $cursor.pos)).scrollIntoView())
  }
  return true
}

const joins = (one: Node, other: Node): boolean => one.type.spec.code !== true && other.type.spec.code !== true

/** Behind the last letter of a list; null when it ends with something else than text. */
function lastText (list: Node, start: number): number | null {
  let pos = start + list.nodeSize
  let node: Node | null = list
  while (node !== null && (isList(node) || isItem(node))) {
    pos--
    node = node.lastChild
  }
  return node?.isTextblock === true ? pos - 1 : null
}

/** The start of the text that follows right behind, in the list or below it. */
function textAfter (doc: Node, $pos: ResolvedPos): ResolvedPos | null {
  let depth = $pos.depth
  while (depth > 1 && (isList($pos.node(depth - 1)) || isItem($pos.node(depth - 1))) && $pos.index(depth - 1) === $pos.node(depth - 1).childCount - 1) depth--
  let at = $pos.after(depth)
  let node = doc.resolve(at).nodeAfter
  while (node !== null && (isList(node) || isItem(node))) {
    at++
    node = node.firstChild
  }
  return node?.isTextblock === true ? doc.resolve(at + 1) : null
}

/** Two lists of a kind that have nothing between them any more are one. */
export function joinLists (transaction: Transaction, pos: number): void {
  const { nodeBefore, nodeAfter } = transaction.doc.resolve(pos)
  if (nodeBefore !== null && isList(nodeBefore) && nodeBefore.type === nodeAfter?.type && canJoin(transaction.doc, pos)) transaction.join(pos)
}

/** Whether a position is in the first paragraph of an item. */
export function firstInItem ($pos: ResolvedPos): boolean {
  return $pos.depth >= 3 && $pos.parent.type.name === 'paragraph' && isItem($pos.node(-1)) && isList($pos.node(-2)) && $pos.index(-1) === 0
}

/** Makes the item around a position, in its first paragraph, one of another list; its own list is split around it. */
export function asItemOf (transaction: Transaction, pos: number, list: Node, attrs: Attrs | null = null): Transaction {
  const $pos = transaction.doc.resolve(pos)
  const own = $pos.node(-2)
  const index = $pos.index(-2)
  const items = own.content.content
  const part = (some: readonly Node[]): Node[] => some.length === 0 ? [] : [own.type.create(own.attrs, [...some])]
  const before = part(items.slice(0, index))
  const made = list.copy(Fragment.from(itemTypeOf(list).create(attrs, items[index]!.content)))
  const from = $pos.before(-2)
  transaction.replaceWith(from, from + own.nodeSize, [...before, made, ...part(items.slice(index + 1))])
  const at = from + (before[0]?.nodeSize ?? 0)
  transaction.setSelection(TextSelection.near(transaction.doc.resolve(at + 3)))
  joinLists(transaction, at + made.nodeSize)
  joinLists(transaction, at)
  return transaction
}

/** Ticks the tasks of the selection, or unticks them when all are. */
export const toggleTasks: Command = (state, dispatch) => {
  const { $from, $to } = state.selection
  const found = new Map<number, Node>()
  state.doc.nodesBetween($from.pos, $to.pos, (node, pos) => {
    if (isItem(node) && node.type.name === 'task_item' && ($from.pos <= pos + 1 + (node.firstChild?.nodeSize ?? 0))) found.set(pos, node)
  })
  const tasks = found.size > 0 && state.selection.empty ? [[...found].at(-1)!] : [...found]
  if (tasks.length === 0) return false
  const checked = tasks.some(([, node]) => node.attrs['checked'] !== true)
  const transaction = state.tr
  for (const [pos] of tasks) transaction.setNodeAttribute(pos, 'checked', checked)
  dispatch?.(transaction)
  return true
}

/** Numbers that go on where the numbered list above stopped; null when they do, or there is none. */
export function continueNumbers (state: EditorState): Command | null {
  const list = numbered(state.selection)
  if (list === null) return null
  let before: { node: Node, pos: number } | null = null
  state.doc.nodesBetween(0, list.pos, (node, pos, parent) => {
    if (node.type === list.node.type && parent === state.doc.resolve(list.pos).parent && pos + node.nodeSize <= list.pos) before = { node, pos }
  })
  const above = before as { node: Node } | null
  const start = above === null ? 1 : Number(above.node.attrs['start']) + above.node.childCount
  return above === null || start === list.node.attrs['start'] ? null : numbersFrom(start)
}

/** Numbers that begin at 1; null when they do. */
export function restartNumbers (state: EditorState): Command | null {
  const list = numbered(state.selection)
  return list === null || list.node.attrs['start'] === 1 ? null : numbersFrom(1)
}

function numbersFrom (start: number): Command {
  return (state, dispatch) => {
    const list = numbered(state.selection)
    if (list === null) return false
    dispatch?.(state.tr.setNodeAttribute(list.pos, 'start', start))
    return true
  }
}

function numbered ({ $from }: Selection): { node: Node, pos: number } | null {
  for (let depth = $from.depth; depth > 0; depth--) {
    const node = $from.node(depth)
    if (isList(node)) return node.type.name === 'ordered_list' ? { node, pos: $from.before(depth) } : null
  }
  return null
}
