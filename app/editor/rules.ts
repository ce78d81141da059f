import type { NodeType } from 'prosemirror-model'
import type { Command, EditorState, Plugin, Transaction } from 'prosemirror-state'
import { TextSelection } from 'prosemirror-state'
import { InputRule, inputRules } from 'prosemirror-inputrules'
import { MARK_FILES, NODE_FILES, schema } from '../schema/index.ts'
import { insertTable } from './tables/commands.ts'

const { nodes } = schema
const FENCE = /^```([\w+#.-]*)$/
const SHORTCUT = 'sheafShortcut'
/** Text that belongs to something larger, and goes with its type. */
const KEEPS = new Set<NodeType>([nodes.details_summary, nodes.figure])

/** Markdown as one types. */
export function shortcuts (): Plugin {
  return inputRules({
    rules: [
      ...[...NODE_FILES, ...MARK_FILES].flatMap(({ rules }) => rules?.(schema) ?? []),
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
  const noting: Handler = (state, match, start, end) => {
    const made = handler(state, match, start, end)
    // The line of a section and the caption of an image are not made another kind of block by what is typed in them.
    const $start = state.doc.resolve(start)
    const $after = made?.selection.$from
    if (made === null || (KEEPS.has($start.parent.type) && ($after?.depth !== $start.depth || $after.parent.type !== $start.parent.type))) return null
    return made.setMeta(SHORTCUT, true)
  }
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
