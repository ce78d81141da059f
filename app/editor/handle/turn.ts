import type { Command, EditorState, Transaction } from 'prosemirror-state'
import type { BlockCommand } from '../blocks.ts'
import type { Units } from './units.ts'
import { NodeRange } from 'prosemirror-model'
import { TextSelection } from 'prosemirror-state'
import { liftTarget } from 'prosemirror-transform'
import { isItem } from '../../schema/list-kinds.ts'
import { BLOCKS } from '../blocks.ts'
import { liftItem } from '../commands.ts'
import { asOneStep } from '../rules.ts'
import { isContainer, nodesOf, unitsOf } from './units.ts'

/** What a block can become by the menu of its handle. */
export const TURNS: readonly BlockCommand[] = BLOCKS.filter(({ turns, rare }) => turns === true && rare !== true)

/** Makes the block one of another kind; its words and their marks stay. First it is taken out of what makes it this one. */
export function turnInto ({ command, active }: BlockCommand): Command {
  return (state, dispatch) => {
    const units = unitsOf(state.selection)
    if (units === null || command === undefined || !hasText(state, units)) return false
    const transaction = state.tr
    const [first, ...more] = nodesOf(state.doc, units)
    // Of one item only its own words, not those of the items under it.
    const own = first !== undefined && isItem(first) && more.length === 0 ? { from: units.from, to: units.from + 1 + (first.firstChild?.nodeSize ?? 0) } : units
    let now = step(state, transaction, select(own))
    if (now === null) return false
    const kindOfList = LISTS.has(command)
    if (first !== undefined && isItem(first)) {
      if (!kindOfList) for (let inner: EditorState | null = now; inner !== null; inner = step(inner, transaction, liftOnce)) now = inner
    } else if (first !== undefined && isContainer(first)) {
      // Some can't be taken apart, such as a section with a line of its own.
      const bare = step(now, transaction, unwrap(units))
      if (bare === null) return false
      now = bare
    }
    if (active?.(now) !== true && step(now, transaction, command) === null) return false
    if (!transaction.docChanged) return false
    const { doc } = transaction
    const { anchor, head } = state.selection
    transaction.setSelection(TextSelection.between(doc.resolve(transaction.mapping.map(anchor)), doc.resolve(transaction.mapping.map(head))))
    dispatch?.(asOneStep(transaction).scrollIntoView())
    return true
  }
}

const LISTS = new Set(BLOCKS.flatMap(({ name, command }) => command !== undefined && ['bullets', 'numbers', 'tasks'].includes(name) ? [command] : []))

/** Runs a command on the way: its steps go into the transaction. Null when it does not apply. */
function step (state: EditorState, into: Transaction, command: Command): EditorState | null {
  let made: Transaction | null = null
  if (!command(state, (transaction) => { made = transaction })) return null
  const done = made as Transaction | null
  if (done === null) return null
  for (const one of done.steps) into.step(one)
  return state.apply(done)
}

function hasText (state: EditorState, { from, to }: Units): boolean {
  let found = false
  let table = false
  state.doc.nodesBetween(from, to, (node, pos) => {
    if (pos < from) return true
    if (node.type.spec['tableRole'] !== undefined) table = true
    else if (node.isTextblock) found = true
    return !table && !node.isTextblock
  })
  return found && !table
}

/** The text of the units, so that commands are about them. */
function select ({ from, to }: Units): Command {
  return (state, dispatch) => {
    const start = TextSelection.near(state.doc.resolve(from), 1)
    const end = TextSelection.near(state.doc.resolve(to), -1)
    dispatch?.(state.tr.setSelection(TextSelection.between(start.$from, end.$to)))
    return true
  }
}

/** One level out, as long as it is in a list that it could leave. */
const liftOnce: Command = (state, dispatch) => {
  let moved = false
  const done = liftItem(state, (transaction) => {
    moved = transaction.docChanged
    dispatch?.(transaction)
  })
  return done && moved
}

/** Out of the quote or the like that was taken as a whole. */
function unwrap ({ from }: Units): Command {
  return (state, dispatch) => {
    const $start = state.doc.resolve(from + 1)
    const range = new NodeRange($start, state.doc.resolve($start.end()), $start.depth)
    const target = liftTarget(range)
    if (target == null) return false
    dispatch?.(state.tr.lift(range, target))
    return true
  }
}
