import type { NodeFile } from '../node-file.ts'

const TAG = /<br ?\/?>/iy

export const hardBreak = {
  nodes: {
    hard_break: {
      inline: true,
      group: 'inline',
      selectable: false,
      linebreakReplacement: true,
      leafText: () => '\n',
      parseDOM: [{ tag: 'br' }],
      toDOM: () => ['br']
    }
  },
  markdown: {
    syntax: (md) => {
      md.inline.ruler.before('html_inline', 'sheaf_break', (state, silent) => {
        TAG.lastIndex = state.pos
        const match = TAG.exec(state.src)
        if (match === null || TAG.lastIndex > state.posMax) return false
        if (!silent) state.push('hardbreak', 'br', 0)
        state.pos = TAG.lastIndex
        return true
      })
      // The writer sets the tag alone on a line: a paragraph of a single line break.
      md.core.ruler.after('block', 'sheaf_lone_break', ({ tokens }) => {
        for (const token of tokens) if (token.type === 'html_block' && /^<br ?\/?>$/i.test(token.content.trim())) token.type = 'lone_break'
      })
    },
    read: {
      lone_break: (_token, into) => {
        into.open('paragraph')
        into.add(into.schema.nodes['hard_break']!.create())
        into.close()
      }
    },
    readInline: { hardbreak: (_token, schema) => schema.nodes['hard_break']!.create() },
    writeInline: { hard_break: (_node, _explicit, oneLine) => oneLine ? '<br>' : '\\\n' }
  }
} satisfies NodeFile
