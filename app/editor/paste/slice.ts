/** The last look at what is pasted, wherever it came from: nothing goes in that the document could not stand. */
import type { Node } from 'prosemirror-model'
import { Fragment, Slice } from 'prosemirror-model'
import { isPlaceholder, schema } from '../../schema/index.ts'

/** No person nests deeper, and each level costs a recursion on every way to every screen. */
export const MAX_PASTED_DEPTH = 24

// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g
const LONE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/** Without what is no character: half of one would come out differently on each side of the wire. */
export function soundText (text: string): string {
  return text.replace(CONTROLS, '').replace(LONE, '\uFFFD')
}

export interface Pasted { slice: Slice, flattened: boolean }

export function soundSlice (slice: Slice): Pasted {
  let flattened = false
  const inner = (nodes: readonly Node[], depth: number): Node[] => nodes.flatMap((node): Node[] => {
    if (node.isText) {
      const text = soundText(node.text!)
      return text === '' ? [] : text === node.text ? [node] : [schema.text(text, node.marks)]
    }
    if (node.isLeaf || isPlaceholder(node)) return [node]
    // Rows, cells and items belong to what is around them: only a whole list or table is taken apart.
    if (depth < MAX_PASTED_DEPTH || node.inlineContent || !node.type.isInGroup('block')) return [node.copy(Fragment.fromArray(inner(node.content.content, depth + 1)))]
    flattened = true
    return lines(node)
  })
  const content = Fragment.fromArray(inner(slice.content.content, 0))
  // Text that was not touched keeps its nodes; a slice whose edges went is closed.
  const open = (end: 'firstChild' | 'lastChild', most: number): number => {
    let depth = 0
    for (let node = content[end]; node != null && !node.isText && !node.isLeaf && depth < most; node = node[end]) depth++
    return depth
  }
  return { slice: new Slice(content, open('firstChild', slice.openStart), open('lastChild', slice.openEnd)), flattened }
}

/** The text blocks in a container, without what is around them. */
function lines (node: Node): Node[] {
  const found: Node[] = []
  node.descendants((inner) => {
    if (!inner.inlineContent && !inner.isLeaf && !isPlaceholder(inner)) return true
    found.push(inner)
    return false
  })
  return found
}
