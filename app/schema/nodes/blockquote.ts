import type { NodeSpec } from 'prosemirror-model'

export const blockquote: NodeSpec = {
  content: 'block*',
  group: 'block',
  defining: true,
  parseDOM: [{ tag: 'blockquote' }],
  toDOM: () => ['blockquote', 0]
}
