/**
 * Footnotes: a sign in the text and, at the end, what it says. Sign and note find each other by an id; the number is
 * nobody's to write, it follows from the order of the signs. Several signs may lead to one note.
 */
import footnotes from 'markdown-it-footnote/index.mjs'
import type { Node } from 'prosemirror-model'
import type { NodeFile } from '../node-file.ts'
import { text } from '../attributes.ts'
import { hung, indented } from './list.ts'
import { isBare } from './paragraph.ts'

export const footnote = {
  nodes: {
    footnote_ref: {
      inline: true,
      group: 'inline',
      atom: true,
      attrs: { id: text() },
      parseDOM: [{ tag: 'sup[data-footnote-ref]', priority: 60, getAttrs: (dom) => ({ id: dom.getAttribute('data-footnote-ref') ?? '' }) }],
      toDOM: (node) => ['sup', { 'data-footnote-ref': String(node.attrs['id']) }, '*']
    },
    footnote_def: {
      content: 'block*',
      group: 'block',
      defining: true,
      isolating: true,
      attrs: { id: text() },
      parseDOM: [{ tag: 'div[data-footnote]', getAttrs: (dom) => ({ id: dom.getAttribute('data-footnote') ?? '' }) }],
      toDOM: (node) => ['div', { 'data-footnote': String(node.attrs['id']), role: 'note' }, 0]
    }
  },
  markdown: {
    syntax: (md) => {
      md.use(footnotes)
      // The notes stay where they were written, and `^[…]` stays text.
      md.core.ruler.disable('footnote_tail')
      md.inline.ruler.disable('footnote_inline')
    },
    read: {
      footnote_reference_open: ({ meta }, into) => { into.open('footnote_def', { id: String(meta?.['label']) }) },
      footnote_reference_close: (_token, into) => { into.close() }
    },
    readInline: { footnote_ref: ({ meta }, { nodes }) => nodes['footnote_ref']!.create({ id: String(meta?.['label']) }) },
    write: {
      footnote_def: (node, out) => {
        const sign = `[^${String(node.attrs['id'])}]:`
        if (isBare(node)) return [sign]
        const lines = out.blocks(node)
        // Behind the colon only a line of text stands as deep as what follows.
        return node.firstChild!.type === node.type.schema.nodes['paragraph'] ? hung(sign, lines, 4) : [sign, ...lines.map((line) => indented(line, 4))]
      }
    },
    writeInline: { footnote_ref: (node: Node) => `[^${String(node.attrs['id'])}]` }
  }
} satisfies NodeFile
