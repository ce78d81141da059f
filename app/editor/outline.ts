import type { Node } from 'prosemirror-model'
import { schema } from '../schema/index.ts'

export interface Heading {
  level: number
  text: string
  /** Where it begins in the document. */
  pos: number
}

const TEXT_SHOWN = 200
const known = new WeakMap<Node, readonly Heading[]>()

/** The headings with something in them, in order. A document that did not change is not read again. */
export function headingsOf (doc: Node): readonly Heading[] {
  const before = known.get(doc)
  if (before !== undefined) return before
  const headings: Heading[] = []
  doc.descendants((node, pos) => {
    if (node.type === schema.nodes.heading) {
      const text = node.textBetween(0, node.content.size, '', (leaf) => leaf.type.spec.leafText?.(leaf) ?? ' ').replaceAll('\n', ' ').trim()
      if (text !== '') headings.push({ level: Number(node.attrs['level']), text: text.slice(0, TEXT_SHOWN), pos })
    }
    return !node.isTextblock && !node.isAtom
  })
  known.set(doc, headings)
  return headings
}

/** How far in each is shown: a document that begins with level 3, or leaves one out, is not indented for nothing. */
export function depthsOf (headings: readonly Heading[]): number[] {
  const above: number[] = []
  return headings.map(({ level }) => {
    while (above.length > 0 && above[above.length - 1]! >= level) above.pop()
    above.push(level)
    return above.length - 1
  })
}
