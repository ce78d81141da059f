/** Bullet and numbered lists and their items. */
import type { NodeSpec } from 'prosemirror-model'
import { whole } from '../attributes.ts'

export const bulletList: NodeSpec = {
  content: 'list_item*',
  group: 'block',
  parseDOM: [{ tag: 'ul' }],
  toDOM: () => ['ul', 0]
}

export const orderedList: NodeSpec = {
  content: 'list_item*',
  group: 'block',
  attrs: { start: whole(1, 0, 999_999_999) },   // nine digits is what CommonMark reads
  parseDOM: [{
    tag: 'ol',
    getAttrs: (dom) => ({ start: Number(dom.getAttribute('start') ?? 1) })
  }],
  toDOM: (node) => node.attrs['start'] === 1 ? ['ol', 0] : ['ol', { start: node.attrs['start'] }, 0]
}

export const listItem: NodeSpec = {
  content: 'block*',
  defining: true,
  parseDOM: [{ tag: 'li' }],
  toDOM: () => ['li', 0]
}
