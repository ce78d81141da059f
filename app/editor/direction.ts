import type { Node } from 'prosemirror-model'

export type Direction = 'ltr' | 'rtl'

/** The letters of Hebrew, Arabic, Syriac, Thaana, N'Ko and their kin, where the Bidi class is R or AL. */
const RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u
const LETTER = /\p{L}/u

/** Which way a text runs: its first letter tells, as in HTML's `dir="auto"`. Null while there is none. */
export function directionOf (text: string): Direction | null {
  const letter = LETTER.exec(text)?.[0]
  if (letter === undefined) return null
  return RIGHT.test(letter) ? 'rtl' : 'ltr'
}

/** The direction of the first text in a block that has one. Code runs from left to right and says nothing. */
export function directionOfNode (node: Node): Direction | null {
  if (node.isText) return directionOf(node.text ?? '')
  if (node.type.spec.code === true) return null
  for (let n = 0; n < node.childCount; n++) {
    const found = directionOfNode(node.child(n))
    if (found !== null) return found
  }
  return null
}
