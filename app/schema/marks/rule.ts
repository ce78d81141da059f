/** What files of marks share. */
import { InputRule } from 'prosemirror-inputrules'
import type { MarkType } from 'prosemirror-model'

/** Text between signs that are typed gets the mark. `(whole)` is what goes, `(text)` in it is what stays. */
export function markRule (pattern: RegExp, type: MarkType): InputRule {
  return new InputRule(pattern, (state, match, _start, end) => {
    const [, whole = '', text = ''] = match
    // The last character of the match is not in the document yet.
    const from = end - whole.length + 1
    const $from = state.doc.resolve(from)
    const code = type.schema.marks['code']
    if (!$from.parent.type.allowsMarkType(type) || (code !== undefined && state.doc.rangeHasMark(from, end, code))) return null
    const open = whole.indexOf(text)
    const textFrom = from + open
    const transaction = state.tr
    transaction.delete(textFrom + text.length, end)
    transaction.delete(from, textFrom)
    transaction.addMark(from, from + text.length, type.create())
    return transaction.removeStoredMark(type)
  })
}

/** For parse rules: a value such as `text-decoration: underline dotted`. */
export const decoration = (name: string) => (value: string): null | false => value.split(/\s+/).includes(name) ? null : false
export const clears = (name: string) => (mark: { type: MarkType }): boolean => mark.type.name === name
