import type { Node } from 'prosemirror-model'
import type { EditorState } from 'prosemirror-state'
import { headingNamed, slugOf } from '../schema/slug.ts'
import { idAt, posOf } from './block-ids.ts'

/** What an address says behind that of its document. */
export type Target = { block: string, words: string } | { heading: string }

/** `exact`: the block itself. `like`: it is gone, but one begins with the same words, as after a move. */
export type Found = { pos: number, how: 'exact' | 'like' }

const WORDS = 40

/** The end of the address of a block; null for one that has no identity yet. */
export function pathOf (state: EditorState, pos: number): string | null {
  const id = idAt(state, pos)
  const node = state.doc.nodeAt(pos)
  if (id === null || node === null) return null
  const words = wordsOf(node)
  return words === '' ? `b/${id}` : `b/${id}/${encodeURIComponent(words)}`
}

export function targetOf (path: string): Target | null {
  const [kind, name, words = ''] = path.split('/')
  if (name === undefined || name === '') return null
  if (kind === 'b') return { block: name, words: decoded(words) }
  return kind === 'h' ? { heading: decoded(name) } : null
}

/**
 * A block that was moved or made into another kind is a new one to Yjs, so its words are looked for when it is gone.
 */
export function locate (state: EditorState, target: Target): Found | null {
  if ('heading' in target) {
    const pos = headingNamed(state.doc, target.heading)
    return pos === null ? null : { pos, how: 'exact' }
  }
  const pos = posOf(state, target.block)
  if (pos !== null) return { pos, how: 'exact' }
  if (target.words === '') return null
  let like: number | null = null
  state.doc.descendants((node, at) => {
    if (like === null && node.isBlock && wordsOf(node) === target.words) like = at
    return like === null && !node.isTextblock
  })
  return like === null ? null : { pos: like, how: 'like' }
}

/** How a block begins: the first words in it, as in an address. */
function wordsOf (node: Node): string {
  let text = ''
  if (node.isTextblock) text = node.textContent
  else node.descendants((inner) => {
    if (text === '' && inner.isTextblock) text = inner.textContent
    return text === ''
  })
  return slugOf(text.slice(0, WORDS))
}

function decoded (text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
