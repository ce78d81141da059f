/** One stretch of a text that was changed into another. */
interface Change { from: number, to: number, text: string }

/**
 * What two people made of one line at the same time. Changes in different places both count; where they meet, `ours`
 * does: it is what the person in front of this screen is typing.
 */
export function mergeText (base: string, ours: string, theirs: string): string {
  if (ours === base) return theirs
  if (theirs === base || theirs === ours) return ours
  const a = changeOf(base, ours)
  const b = changeOf(base, theirs)
  if (a.from === b.from && a.to === b.to && b.text.includes(a.text)) return theirs
  if (a.to <= b.from && (a.to < b.from || a.from < b.from || a.to < b.to)) return apply(base, a, b)
  if (b.to <= a.from) return apply(base, b, a)
  return ours
}

/** From the first sign that differs to the last. */
export function changeOf (before: string, after: string): Change {
  const most = Math.min(before.length, after.length)
  let from = 0
  while (from < most && before[from] === after[from]) from++
  let tail = 0
  while (tail < most - from && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  return { from, to: before.length - tail, text: after.slice(from, after.length - tail) }
}

function apply (base: string, first: Change, second: Change): string {
  return base.slice(0, first.from) + first.text + base.slice(first.to, second.from) + second.text + base.slice(second.to)
}
