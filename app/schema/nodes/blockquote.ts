import type { NodeFile } from '../node-file.ts'
import { isBare } from './paragraph.ts'

export const blockquote = {
  nodes: {
    blockquote: {
      content: 'block*',
      group: 'block',
      defining: true,
      parseDOM: [{ tag: 'blockquote' }],
      toDOM: () => ['blockquote', 0]
    }
  },
  markdown: {
    read: {
      blockquote_open: (_token, into) => { into.open('blockquote') },
      blockquote_close: (_token, into) => { into.close() }
    },
    write: {
      blockquote: (node, out) => isBare(node) ? ['>'] : out.blocks(node).map((line) => line === '' ? '>' : `> ${line}`)
    }
  }
} satisfies NodeFile
