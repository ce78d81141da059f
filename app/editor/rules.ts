import type { NodeType } from 'prosemirror-model'
import type { Command, EditorState, Plugin, Transaction } from 'prosemirror-state'
import { Fragment } from 'prosemirror-model'
import { TextSelection } from 'prosemirror-state'
import { findWrapping } from 'prosemirror-transform'
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from 'prosemirror-inputrules'
import { MARK_FILES, NODE_FILES, schema } from '../schema/index.ts'
import { closestList, joinAbove } from './commands.ts'
import { insertTable } from './tables/commands.ts'

const { nodes } = schema
const FENCE = /^```([\w+#.-]*)$/
const SHORTCUT = 'sheafShortcut'

/** Markdown as one types. */
export function shortcuts (): Plugin {
  return inputRules({
    rules: [
      ...[...NODE_FILES, ...MARK_FILES].flatMap(({ rules }) => rules?.(schema) ?? []),
      textblockTypeInputRule(/^(#{1,6})\s$/, nodes.heading, (match) => ({ level: match[1]?.length ?? 1 })),
      textblockTypeInputRule(/^```([\w+#.-]*)\s$/, nodes.code_block, (match) => ({ language: match[1] ?? '' })),
      wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
      wrappingInputRule(/^\s*[-*+]\s$/, nodes.bullet_list),
      wrappingInputRule(
        /^(\d{1,9})\.\s$/, nodes.ordered_list, (match) => ({ start: Number(match[1]) }),
        (match, node) => node.childCount + Number(node.attrs['start']) === Number(match[1])
      ),
      taskRule(/^\s*(?:[-*+]\s)?\[([ xX]?)\]\s$/),
      tableRule(/^\|\|\|$/)
    ].map(noted)
  })
}

/** True for what was done in one go, by a rule or by a command, as opposed to what was typed. */
export function isShortcut (transaction: Transaction): boolean {
  return transaction.getMeta(SHORTCUT) === true
}

/** Marks what a person did in one go, so that undo takes back just that. */
export function asOneStep (transaction: Transaction): Transaction {
  return transaction.setMeta(SHORTCUT, true)
}

/** Enter after ``` and perhaps a language. */
export const fence: Command = (state, dispatch) => {
  const { $cursor } = state.selection as TextSelection
  const match = $cursor?.parent.type === nodes.paragraph ? FENCE.exec($cursor.parent.textContent) : null
  if ($cursor == null || match === null || $cursor.pos !== $cursor.end()) return false
  dispatch?.(state.tr
    .delete($cursor.start(), $cursor.end())
    .setBlockType($cursor.start(), $cursor.start(), nodes.code_block, { language: match[1] ?? '' })
    .setMeta(SHORTCUT, true))
  return true
}

type Handler = (state: EditorState, match: RegExpMatchArray, start: number, end: number) => Transaction | null

function noted (rule: InputRule): InputRule {
  const { handler } = rule as unknown as { handler: Handler }
  const noting: Handler = (state, match, start, end) => handler(state, match, start, end)?.setMeta(SHORTCUT, true) ?? null
  return Object.assign(rule, { handler: noting })
}

function tableRule (pattern: RegExp): InputRule {
  return new InputRule(pattern, (state, _match, start, end) => {
    let made: Transaction | null = null
    if (state.doc.resolve(start).parent.content.size > 2) return null
    const bare = state.apply(state.tr.delete(start, end))
    if (!insertTable()(bare, (transaction) => { made = transaction })) return null
    const transaction = state.tr.delete(start, end)
    for (const step of (made as Transaction | null)?.steps ?? []) transaction.step(step)
    return transaction.setSelection(TextSelection.create(transaction.doc, start + 3))
  })
}

/** `[] ` at the start of a paragraph, and `- [ ] `, by which time the paragraph is in a bulleted list already. */
function taskRule (pattern: RegExp): InputRule {
  return new InputRule(pattern, (state, match, start, end) => {
    const checked = (match[1] ?? '').toLowerCase() === 'x'
    const $start = state.doc.resolve(start)
    if ($start.parent.type !== nodes.paragraph) return null
    const transaction = state.tr.delete(start, end)
    const around = closestList($start)
    if (around !== null && $start.depth >= 2 && $start.node(-1).type === nodes.list_item && $start.index(-1) === 0) {
      return itemToTask(transaction, start, checked)
    }
    const range = transaction.doc.resolve(start).blockRange()
    const wrapping = range === null ? null : findWrapping(range, nodes.task_list)
    if (range === null || wrapping === null) return null
    transaction.wrap(range, wrapping.map((wrap) => wrap.type === nodes.task_item ? { type: wrap.type, attrs: { checked } } : wrap))
    joinAbove(transaction, range.start)
    return transaction
  })
}

/** Takes the item that holds `pos` out of its list as a task, splitting the list around it. */
function itemToTask (transaction: Transaction, pos: number, checked: boolean): Transaction {
  const $pos = transaction.doc.resolve(pos)
  const depth = $pos.depth - 1
  const list = $pos.node(depth - 1)
  const index = $pos.index(depth - 1)
  const part = (type: NodeType, from: number, to: number): Fragment => {
    const items = Array.from({ length: to - from }, (_, i) => list.child(from + i))
    return items.length === 0 ? Fragment.empty : Fragment.from(type.create(list.attrs, items))
  }
  const before = part(list.type, 0, index)
  const task = nodes.task_list.create(null, nodes.task_item.create({ checked }, list.child(index).content))
  const from = $pos.before(depth - 1)
  transaction.replaceWith(from, from + list.nodeSize, before.append(Fragment.from(task)).append(part(list.type, index + 1, list.childCount)))
  const taskAt = from + before.size
  transaction.setSelection(TextSelection.near(transaction.doc.resolve(taskAt + 3)))
  joinAbove(transaction, taskAt)
  return transaction
}
