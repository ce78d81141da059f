import type { NodeFile } from '../node-file.ts'
import { brief, matching } from '../attributes.ts'
import { fullText } from '../markdown-text.ts'

const MAX_NAME = 200
const WRITTEN = /\[@((?:\\[^\n]|[^[\]\\\n])*)\]\(sheaf:person\/([0-9a-f]{0,128})\)/y

/** A member of the document: who it is, and the name at that time, for when they have left. */
export const mention = {
  nodes: {
    mention: {
      inline: true,
      group: 'inline',
      atom: true,
      draggable: true,
      attrs: { person: matching(/^[0-9a-f]{0,128}$/, 'the key of a person'), name: brief(MAX_NAME) },
      leafText: (node) => `@${String(node.attrs['name'])}`,
      parseDOM: [{
        tag: 'span[data-person]',
        getAttrs: (dom) => ({ person: dom.getAttribute('data-person'), name: (dom.textContent ?? '').replace(/^@/, '') })
      }],
      toDOM: ({ attrs }) => ['span', { class: 'mention', 'data-person': String(attrs['person']) }, `@${String(attrs['name'])}`]
    }
  },
  markdown: {
    syntax: (md) => {
      md.inline.ruler.before('link', 'sheaf_mention', (state, silent) => {
        WRITTEN.lastIndex = state.pos
        const match = WRITTEN.exec(state.src)
        if (match === null || WRITTEN.lastIndex > state.posMax) return false
        if (!silent) {
          const token = state.push('sheaf_mention', '', 0)
          token.content = md.utils.unescapeAll(match[1] ?? '')
          token.meta = { person: match[2] }
        }
        state.pos = WRITTEN.lastIndex
        return true
      })
    },
    readInline: { sheaf_mention: ({ content, meta }, { nodes }) => nodes['mention']!.create({ person: meta?.['person'], name: content }) },
    writeInline: { mention: ({ attrs }) => `[@${fullText(String(attrs['name']))}](sheaf:person/${String(attrs['person'])})` }
  }
} satisfies NodeFile
