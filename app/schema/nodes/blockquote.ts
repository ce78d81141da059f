import type { TextSelection } from 'prosemirror-state'
import type { NodeFile } from '../node-file.ts'
import { lift } from 'prosemirror-commands'
import { wrappingInputRule } from 'prosemirror-inputrules'
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
  rules: ({ nodes }) => [wrappingInputRule(/^\s*>\s$/, nodes['blockquote']!)],
  // Backspace at its very start: out of it.
  keys: ({ nodes }) => ({
    Backspace: (state, dispatch) => {
      const { $cursor } = state.selection as TextSelection
      if ($cursor == null || $cursor.parentOffset > 0 || $cursor.depth < 2 || $cursor.index(-1) > 0) return false
      return $cursor.node(-1).type === nodes['blockquote'] && lift(state, dispatch)
    }
  }),
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
