import type { Command, EditorState } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { NodeSelection } from 'prosemirror-state'
import { stepwise } from '../stepwise.ts'
import { schema } from '../../schema/index.ts'

/** More lines are moved in one go: each by itself keeps what others type in them at that moment, but takes its time. */
const ONE_BY_ONE = 100
const OPENS = /[{([:]\s*$/

interface Line { from: number, text: string }

/** The unit that this code uses. */
export function indentOf (code: string): string {
  const first = /^(\t| +)\S/m.exec(code)?.[1]
  if (first === undefined) return '  '
  return first.startsWith('\t') ? '\t' : first.length >= 4 && first.length % 4 === 0 ? '    ' : '  '
}

/** Tab and Shift-Tab. Escape and then Tab leave the text, here as everywhere. */
export function indentCode (by: 1 | -1): Command {
  return (state, dispatch) => {
    const lines = touchedLines(state)
    if (lines === null) return false
    const { selection } = state
    const unit = indentOf(selection.$from.parent.textContent)
    const transaction = state.tr
    if (by > 0 && selection.empty) {
      const column = selection.from - lines[0]!.from
      transaction.insertText(unit === '\t' ? unit : ' '.repeat(unit.length - column % unit.length))
    } else {
      // From the last one up, so that the places of the others stay.
      for (const { from, text } of lines.toReversed()) {
        if (by > 0 && text.trim() !== '') transaction.insertText(unit, from)
        if (by < 0) transaction.delete(from, from + leading(text, unit.length))
      }
    }
    dispatch?.((transaction.steps.length > 1 && lines.length <= ONE_BY_ONE ? stepwise(transaction) : transaction).scrollIntoView())
    return true
  }
}

/** Enter goes on where the line began, and one step further in behind what opens something. */
export const newLineOfCode: Command = (state, dispatch) => {
  const lines = touchedLines(state)
  if (lines === null || state.selection.$from.parent.type !== schema.nodes.code_block) return false
  const { from, text } = lines[0]!
  const before = text.slice(0, state.selection.from - from)
  const indent = /^[\t ]*/.exec(before)![0]
  const more = OPENS.test(before) ? indentOf(state.selection.$from.parent.textContent) : ''
  dispatch?.(state.tr.insertText(`\n${indent}${more}`).scrollIntoView())
  return true
}

/** To the field of the language, by keyboard. */
export const chooseLanguage: Command = (state, _dispatch, view) => {
  const { selection } = state
  const { $from } = selection
  const pos = selection instanceof NodeSelection ? selection.from : $from.depth > 0 ? $from.before() : -1
  if (pos < 0 || state.doc.nodeAt(pos)?.type !== schema.nodes.code_block) return false
  fieldAt(view, pos)?.focus()
  return true
}

function fieldAt (view: EditorView | undefined, pos: number): HTMLElement | null {
  const dom = view?.nodeDOM(pos)
  return dom instanceof HTMLElement ? dom.querySelector<HTMLElement>('.code-language') : null
}

/** The lines that the selection touches; null outside of code. */
function touchedLines ({ selection }: EditorState): Line[] | null {
  const { $from, $to } = selection
  if ($from.parent.type.spec.code !== true || !$from.sameParent($to)) return null
  const code = $from.parent.textContent
  const start = $from.start()
  const lines: Line[] = []
  let at = code.lastIndexOf('\n', $from.parentOffset - 1) + 1
  if ($from.parentOffset === 0) at = 0
  // A selection that ends at the very start of a line does not mean that line.
  const last = selection.empty ? $to.parentOffset : Math.max($from.parentOffset, $to.parentOffset - 1)
  while (at <= last || lines.length === 0) {
    const end = code.indexOf('\n', at) < 0 ? code.length : code.indexOf('\n', at)
    lines.push({ from: start + at, text: code.slice(at, end) })
    if (end >= code.length) break
    at = end + 1
  }
  return lines
}

function leading (line: string, most: number): number {
  if (line.startsWith('\t')) return 1
  return Math.min(most, /^ */.exec(line)![0].length)
}
