/** How much one paste may bring in: what a window shows within seconds, and in which typing stays quick. */

export const MAX_PASTED_CHARACTERS = 1_000_000
export const MAX_PASTED_BLOCKS = 5000
/** Of the end, to find it again where it was copied. */
const SHOWN = 40

// Cells have a limit of their own.
const BLOCK = /^(?:P|DIV|LI|PRE|H[1-6]|HR|BR|DT|DD)$/

/** Null when all of it may go in. `end`: the last words of what may. */
export function shortText (text: string): { kept: string, end: string } | null {
  let at = 0
  for (let lines = 0; lines < MAX_PASTED_BLOCKS && at < text.length; lines++) {
    const next = text.indexOf('\n', at)
    if (next < 0 || next > MAX_PASTED_CHARACTERS) at = text.length
    else at = next + 1
  }
  const length = Math.min(at, MAX_PASTED_CHARACTERS)
  if (length >= text.length) return null
  // Between words rather than within one, but a line may be all there is.
  const kept = text.slice(0, length)
  const space = Math.max(kept.lastIndexOf(' '), kept.lastIndexOf('\n'))
  const whole = space > length - 1000 ? kept.slice(0, space) : kept
  return { kept: whole, end: endOf(whole) }
}

/** Cuts a page behind as much as may go in; the last words of that, or null when nothing was cut. */
export function shorten (body: Element): string | null {
  let characters = 0
  let blocks = 0
  let last = ''
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (BLOCK.test(node.nodeName)) blocks++
    if (node.nodeType === 3) characters += node.textContent!.length
    if (characters <= MAX_PASTED_CHARACTERS && blocks <= MAX_PASTED_BLOCKS) {
      if (node.nodeType === 3 && node.textContent!.trim() !== '') last = node.textContent!
      continue
    }
    if (node.nodeType === 3) {
      const cut = shortText(node.textContent!)
      node.textContent = cut?.kept ?? ''
      if (cut !== null) last = cut.kept
    }
    const rest = body.ownerDocument.createRange()
    if (node.nodeType === 3) rest.setStartAfter(node)
    else rest.setStartBefore(node)
    rest.setEndAfter(body.lastChild!)
    rest.deleteContents()
    return endOf(last)
  }
  return null
}

function endOf (text: string): string {
  return text.slice(-SHOWN * 2).replace(/\s+/g, ' ').trim().slice(-SHOWN).trim()
}
