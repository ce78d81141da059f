import type { Node } from 'prosemirror-model'
import type { NodeFile } from '../node-file.ts'

export const paragraph = {
  nodes: {
    paragraph: {
      content: 'inline*',
      group: 'block',
      parseDOM: [{ tag: 'p' }],
      toDOM: () => ['p', 0]
    }
  },
  markdown: {
    read: {
      paragraph_open: (_token, into) => { into.open('paragraph') },
      paragraph_close: (_token, into) => { into.close() }
    },
    write: { paragraph: (node, out) => out.line(node, '').split('\n') }
  }
} satisfies NodeFile

export function isEmptyParagraph (node: Node | null): boolean {
  return node !== null && node.type === node.type.schema.nodes['paragraph'] && node.childCount === 0
}

/** Nothing, or only an empty paragraph, which reading puts into everything empty. */
export function isBare (container: Node): boolean {
  return container.childCount === 0 || (container.childCount === 1 && isEmptyParagraph(container.firstChild))
}
