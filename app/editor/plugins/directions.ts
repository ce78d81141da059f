import type { Node } from 'prosemirror-model'
import type { EditorState, Transaction } from 'prosemirror-state'
import type { Direction } from '../direction.ts'
import { Plugin, PluginKey } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'
import { directionOfNode } from '../direction.ts'

const key = new PluginKey<DecorationSet>('directions')

/**
 * Turns lists, quotes, tables and whatever else holds blocks to where their text runs, so that bullets, bars and
 * columns stand on the right side. Paragraphs need none of this: the style sheet lets each follow its first letter.
 * Nothing of it is in the document.
 */
export function directions (page: Direction): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_config, { doc }) => DecorationSet.create(doc, among(doc, 0, doc.childCount, 0, page)),
      apply: (transaction, shown, before) => transaction.docChanged ? changed(transaction, shown, before, page) : shown
    },
    props: {
      decorations: (state) => key.getState(state)
    }
  })
}

/** Only the blocks between those that are the very same before and after are looked at. */
function changed ({ doc, mapping }: Transaction, shown: DecorationSet, { doc: old }: EditorState, page: Direction): DecorationSet {
  const common = Math.min(old.childCount, doc.childCount)
  let head = 0
  let from = 0
  while (head < common && old.child(head) === doc.child(head)) from += doc.child(head++).nodeSize
  let tail = 0
  let to = doc.content.size
  while (tail < common - head && old.child(old.childCount - 1 - tail) === doc.child(doc.childCount - 1 - tail)) {
    to -= doc.child(doc.childCount - 1 - tail++).nodeSize
  }
  const kept = shown.map(mapping, doc)
  // One that ends where the changed part begins belongs to the block before it.
  const stale = kept.find(from, to).filter((one) => one.from >= from && one.to <= to)
  const fresh = among(doc, head, doc.childCount - tail, from, page)
  if (stale.length === 0 && fresh.length === 0) return kept
  return kept.remove(stale).add(doc, fresh)
}

/** The decorations of some of a node's children; `pos` is where the first of them begins. */
function among (parent: Node, first: number, end: number, pos: number, around: Direction): Decoration[] {
  const found: Decoration[] = []
  for (let n = first; n < end; n++) {
    const child = parent.child(n)
    if (child.isTextblock) {
      // Without a letter the style sheet's way ends at the left; on a page from the right it is to begin there.
      const neutral = around === 'rtl' && child.type.spec.code !== true && directionOfNode(child) === null
      if (neutral) found.push(Decoration.node(pos, pos + child.nodeSize, { class: 'no-letters' }))
    } else if (!child.isLeaf) {
      const own = directionOfNode(child) ?? around
      // Rows and cells go with their table, whose columns they share.
      const table = child.type.spec['tableRole'] as string | undefined
      const turns = own !== around && (table === undefined || table === 'table')
      if (turns) found.push(Decoration.node(pos, pos + child.nodeSize, { dir: own }))
      found.push(...among(child, 0, child.childCount, pos + 1, turns ? own : around))
    }
    pos += child.nodeSize
  }
  return found
}
