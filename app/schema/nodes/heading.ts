import type { NodeSpec } from 'prosemirror-model'
import { whole } from '../attributes.ts'

const LEVELS = [1, 2, 3, 4, 5, 6] as const

export const heading: NodeSpec = {
  content: 'inline*',
  group: 'block',
  defining: true,
  attrs: { level: whole(1, 1, 6) },
  parseDOM: LEVELS.map((level) => ({ tag: `h${level}`, attrs: { level } })),
  toDOM: (node) => [`h${String(node.attrs['level'])}`, 0]
}
