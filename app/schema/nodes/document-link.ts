import type { NodeFile } from '../node-file.ts'
import { brief, matching } from '../attributes.ts'
import { fullText } from '../markdown-text.ts'

const MAX_TITLE = 500
const WRITTEN = /\[((?:\\[^\n]|[^[\]\\\n])*)\]\(sheaf:([0-9a-f]{1,128}|none)\)/y

/** Another document: which one, and its title at that time, for who does not have it. */
export const documentLink = {
  nodes: {
    document_link: {
      inline: true,
      group: 'inline',
      atom: true,
      draggable: true,
      attrs: { document: matching(/^[0-9a-f]{0,128}$/, 'the id of a document'), title: brief(MAX_TITLE) },
      leafText: (node) => String(node.attrs['title']),
      parseDOM: [{
        tag: 'span[data-document]',
        getAttrs: (dom) => ({ document: dom.getAttribute('data-document'), title: dom.textContent ?? '' })
      }],
      toDOM: ({ attrs }) => ['span', { class: 'linked-document', 'data-document': String(attrs['document']) }, String(attrs['title'])]
    }
  },
  markdown: {
    syntax: (md) => {
      md.inline.ruler.before('link', 'sheaf_document', (state, silent) => {
        WRITTEN.lastIndex = state.pos
        const match = WRITTEN.exec(state.src)
        if (match === null || WRITTEN.lastIndex > state.posMax) return false
        if (!silent) {
          const token = state.push('sheaf_document', '', 0)
          token.content = md.utils.unescapeAll(match[1] ?? '')
          token.meta = { document: match[2] === 'none' ? '' : match[2] }
        }
        state.pos = WRITTEN.lastIndex
        return true
      })
    },
    readInline: { sheaf_document: ({ content, meta }, { nodes }) => nodes['document_link']!.create({ document: meta?.['document'], title: content }) },
    writeInline: { document_link: ({ attrs }) => `[${fullText(String(attrs['title']))}](sheaf:${String(attrs['document']) || 'none'})` }
  }
} satisfies NodeFile
