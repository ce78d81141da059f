import type { Node } from 'prosemirror-model'

export interface TextCount {
  words: number
  characters: number
}

/** A run of letters and digits, also with apostrophes and hyphens inside; where no spaces are written, each sign. */
const WORD = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}])[\p{L}\p{N}\p{M}])+(?:['’.,-][\p{L}\p{N}]+)*/gu

/** Blocks do not change, they are replaced: what was counted once is known. */
const known = new WeakMap<Node, TextCount>()

export function countText (text: string): TextCount {
  let characters = 0
  // By letters, not by halves of one.
  for (const letter of text) if (letter !== '\n') characters++
  return { words: text.match(WORD)?.length ?? 0, characters }
}

/** Words and characters from here to there, without line breaks. Only what changed since the last time is read. */
export function countBetween (doc: Node, from = 0, to = doc.content.size): TextCount {
  let words = 0
  let characters = 0
  doc.nodesBetween(from, to, (node, pos) => {
    if (!node.isTextblock) return true
    const start = pos + 1
    const whole = from <= start && to >= start + node.content.size
    const part = whole ? countBlock(node) : countText(textOf(node, Math.max(0, from - start), Math.min(node.content.size, to - start)))
    words += part.words
    characters += part.characters
    return false
  })
  return { words, characters }
}

function countBlock (node: Node): TextCount {
  const before = known.get(node)
  if (before !== undefined) return before
  const count = countText(textOf(node, 0, node.content.size))
  known.set(node, count)
  return count
}

/** A line break parts words, and is no character. A name counts as it is stored. */
function textOf (node: Node, from: number, to: number): string {
  return node.textBetween(from, to, '\n', (leaf) => leaf.type.spec.leafText?.(leaf) ?? '\n')
}
