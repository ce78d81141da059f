/**
 * y-prosemirror compares two documents and guesses what happened between them. When a block went from one place to
 * another it guesses wrong: it writes the words of each block in between over those of its neighbour, so that what
 * somebody else types there at that moment ends up in the wrong one. Written step by step there is nothing to guess.
 */
import type { EditorState, Transaction } from 'prosemirror-state'
import { bindingOf } from './binding.ts'
import { ySyncPluginKey, updateYFragment } from './y-prosemirror.js'

const STEPWISE = 'sheafStepwise'

/** Asks for each step of a transaction to be written as it is, still as one change and one step of undo. */
export function stepwise (transaction: Transaction): Transaction {
  return transaction.setMeta(STEPWISE, true)
}

/** Writes what has to be written stepwise. Call it before the view sees the state that came of it. */
export function writeSteps (state: EditorState, transactions: readonly Transaction[]): void {
  const binding = bindingOf(state)
  if (binding === null || !transactions.some((transaction) => transaction.getMeta(STEPWISE) === true)) return
  const documents = transactions.flatMap(({ docs }) => docs).slice(1)
  // Under the binding's lock: its observer must not take our own writing for somebody else's.
  binding.mux(() => {
    binding.doc.transact((transaction) => {
      transaction.meta.set('addToHistory', true)
      for (const document of [...documents, state.doc]) updateYFragment(binding.doc, binding.type, document, binding)
    }, ySyncPluginKey)
  })
}
