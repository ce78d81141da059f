import type { TextSelection } from 'prosemirror-state'
import type { NodeFile } from '../node-file.ts'
import { setBlockType } from 'prosemirror-commands'
import { textblockTypeInputRule } from 'prosemirror-inputrules'
import { whole } from '../attributes.ts'

const LEVELS = [1, 2, 3, 4, 5, 6] as const

export const heading = {
  nodes: {
    heading: {
      content: 'inline*',
      group: 'block',
      defining: true,
      attrs: { level: whole(1, 1, 6) },
      parseDOM: LEVELS.map((level) => ({ tag: `h${level}`, attrs: { level } })),
      toDOM: (node) => [`h${String(node.attrs['level'])}`, 0]
    }
  },
  rules: ({ nodes }) => [
    textblockTypeInputRule(/^(#{1,6})\s$/, nodes['heading']!, (match) => ({ level: match[1]?.length ?? 1 }))
  ],
  // Backspace at the start: first it loses what it is, then where it is.
  keys: ({ nodes }) => ({
    Backspace: (state, dispatch, view) => {
      const { $cursor } = state.selection as TextSelection
      if ($cursor == null || $cursor.parentOffset > 0 || $cursor.parent.type !== nodes['heading']) return false
      return setBlockType(nodes['paragraph']!)(state, dispatch, view)
    }
  }),
  markdown: {
    read: {
      heading_open: ({ tag }, into) => { into.open('heading', { level: Number(tag.slice(1)) }) },
      heading_close: (_token, into) => { into.close() }
    },
    write: {
      heading: (node, out) => {
        const hashes = '#'.repeat(Number(node.attrs['level']))
        return [node.childCount === 0 ? hashes : `${hashes} ${out.line(node, '# ')}`]
      }
    }
  }
} satisfies NodeFile
