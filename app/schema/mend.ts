/** Turns what no Sheaf can show into text, when a person asks for it: then it can be read, kept or deleted by anyone. */
import * as Y from 'yjs'
import { MAX_DEPTH } from './fragment.ts'

type Parent = Y.XmlFragment | Y.XmlElement
/** Of what stood there, in case nothing can be made of it. */
const MAX_TEXT = 100_000

/** Yjs deletes a tree by recursion, here and on every other device: from about 6,000 levels it runs out of stack. */
const MAX_MENDED_DEPTH = 3000

/** False for what is nested so deeply that taking it out could break others. */
export function canMend (fragment: Y.XmlFragment): boolean {
  let level: Parent[] = [fragment]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_MENDED_DEPTH) return false
    level = level.flatMap((parent) => parent.toArray().filter((child) => child instanceof Y.XmlElement))
  }
  return true
}

/** Inside the caller's transaction. Answers how many places were changed. */
export function mendFragment (fragment: Y.XmlFragment): number {
  let mended = 0
  const visit = (parent: Parent, depth: number): void => {
    const children: unknown[] = parent.toArray()
    // From the end, so that what is put in moves nothing that is still to come.
    for (let end = children.length; end > 0;) {
      const child = children[end - 1]
      let from = end - 1
      if (child instanceof Y.XmlElement && (depth < MAX_DEPTH - 1 || !child.toArray().some((inner) => inner instanceof Y.XmlElement))) {
        visit(child, depth + 1)
      } else if (!(child instanceof Y.XmlText) || depth === 0) {
        // Letters that stand bare belong together.
        if (typeof child === 'string') while (typeof children[from - 1] === 'string') from--
        replace(parent, from, end, depth, typeof child === 'string' ? children.slice(from, end).join('') : textOf(child))
        mended++
      }
      end = from
    }
  }
  visit(fragment, 0)
  return mended
}

function replace (parent: Parent, from: number, to: number, depth: number, text: string): void {
  parent.delete(from, to - from)
  if (text === '') return
  const content = new Y.XmlText(text.slice(0, MAX_TEXT))
  // Among words it becomes words.
  const inline = parent.toArray().some((child) => child instanceof Y.XmlText) || (depth > 0 && parent instanceof Y.XmlElement && parent.nodeName === 'paragraph')
  if (inline) {
    parent.insert(from, [content])
    return
  }
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [content])
  parent.insert(from, [paragraph])
}

function textOf (value: unknown): string {
  if (value instanceof Y.XmlText) return wordsOf(value)
  if (value instanceof Y.XmlFragment) return wordsIn(value)
  if (value instanceof Uint8Array) return `[${value.length}]`
  try {
    return value instanceof Y.Text ? value.toJSON() : JSON.stringify(value instanceof Y.AbstractType ? value.toJSON() : value) ?? ''
  } catch {
    return ''
  }
}

const wordsOf = (text: Y.XmlText): string =>
  (text.toDelta() as { insert: unknown }[]).map(({ insert }) => typeof insert === 'string' ? insert : JSON.stringify(insert)).join('')

/** However deep: with a list of what is still to do in place of a recursion. */
function wordsIn (element: Y.XmlFragment): string {
  const words: string[] = []
  const rest: unknown[] = [element]
  while (rest.length > 0) {
    const next = rest.pop()
    if (next instanceof Y.XmlFragment) rest.push(...next.toArray().toReversed())
    else if (next instanceof Y.XmlText) words.push(wordsOf(next))
  }
  return words.filter((word) => word !== '').join(' ')
}
