/** Which footnotes a document has, and their numbers. A block that did not change is not looked through again. */
import type { Node } from 'prosemirror-model'
import { Fragment } from 'prosemirror-model'

interface Place {
  kind: 'ref' | 'def'
  id: string
  pos: number
}

export interface Footnotes {
  /** By id, in the order of the first signs, from 1. */
  numbers: ReadonlyMap<string, number>
  refs: readonly Place[]
  defs: readonly Place[]
  /** Where the note of an id begins; of several, the first. */
  notes: ReadonlyMap<string, number>
}

const NONE: readonly Place[] = []
const inside = new WeakMap<Node, readonly Place[]>()
const known = new WeakMap<Node, Footnotes>()

export function footnotesOf (doc: Node): Footnotes {
  const before = known.get(doc)
  if (before !== undefined) return before
  const places = placesIn(doc)
  const refs = places.filter(({ kind }) => kind === 'ref')
  const numbers = new Map<string, number>()
  for (const { id } of refs) if (!numbers.has(id)) numbers.set(id, numbers.size + 1)
  const defs = places.filter(({ kind }) => kind === 'def')
  const footnotes = { numbers, refs, defs, notes: new Map(defs.toReversed().map(({ id, pos }) => [id, pos])) }
  known.set(doc, footnotes)
  return footnotes
}

/** Counted from the start of the node's content. */
function placesIn (node: Node): readonly Place[] {
  const before = inside.get(node)
  if (before !== undefined) return before
  const { footnote_ref: ref, footnote_def: def } = node.type.schema.nodes
  let places: Place[] | null = null
  node.forEach((child, offset) => {
    if (child.isText) return
    if (child.type === ref) (places ??= []).push({ kind: 'ref', id: String(child.attrs['id']), pos: offset })
    else if (child.type === def) (places ??= []).push({ kind: 'def', id: String(child.attrs['id']), pos: offset })
    if (child.isAtom) return
    for (const place of placesIn(child)) (places ??= []).push({ ...place, pos: place.pos + offset + 1 })
  })
  inside.set(node, places ?? NONE)
  return places ?? NONE
}

/** The label of an id in Markdown: as it came from there; one that was made here becomes a number. */
const LABEL = /^(?!fn-)[\p{L}\p{N}_-]{1,60}$/u

/** The document with ids that can be written in Markdown. */
export function labelled (doc: Node): Node {
  const { refs, defs } = footnotesOf(doc)
  const ids = [...new Set([...refs, ...defs].map(({ id }) => id))]
  const taken = new Set(ids.filter((id) => LABEL.test(id)))
  const names = new Map<string, string>()
  let next = 1
  for (const id of ids) {
    if (LABEL.test(id)) continue
    while (taken.has(String(next))) next++
    names.set(id, String(next))
    taken.add(String(next))
  }
  return names.size === 0 ? doc : renamed(doc, names)
}

/** The same with other ids, sharing whatever has none of them. */
export function renamed (node: Node, names: ReadonlyMap<string, string>): Node {
  const { footnote_ref: ref, footnote_def: def } = node.type.schema.nodes
  const own = node.type === ref || node.type === def ? names.get(String(node.attrs['id'])) : undefined
  if (own === undefined && (node.isLeaf || placesIn(node).length === 0)) return node
  const content = node.isLeaf ? node.content : Fragment.fromArray(node.content.content.map((child) => renamed(child, names)))
  return own === undefined ? node.copy(content) : node.type.create({ ...node.attrs, id: own }, content, node.marks)
}
