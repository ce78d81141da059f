/** A table of contents. It holds nothing: what it shows are the headings of the document, as they are. */
import type { StateCore } from 'markdown-it'
import type { NodeFile } from '../node-file.ts'

const SIGN = /^(?:\[toc\]|\[\[_?toc_?\]\])$/i

export const toc = {
  nodes: {
    toc: {
      group: 'block',
      atom: true,
      draggable: true,
      parseDOM: [{ tag: 'nav[data-toc]' }],
      toDOM: () => ['nav', { 'data-toc': '' }]
    }
  },
  markdown: {
    syntax: (md) => { md.core.ruler.after('block', 'sheaf_toc', findContents) },
    read: { toc: (_token, into) => { into.add(into.schema.nodes['toc']!.create()) } },
    write: { toc: () => ['[TOC]'] }
  }
} satisfies NodeFile

/** Alone in a paragraph, and no link that the text itself explains. */
function findContents (state: StateCore): void {
  const { references } = state.env as { references?: Record<string, unknown> }
  if (references?.['TOC'] !== undefined) return
  const { tokens } = state
  for (let i = tokens.length - 2; i > 0; i--) {
    if (tokens[i]!.type !== 'inline' || tokens[i - 1]!.type !== 'paragraph_open' || !SIGN.test(tokens[i]!.content)) continue
    const token = new state.Token('toc', '', 0)
    token.level = tokens[i - 1]!.level
    token.block = true
    tokens.splice(i - 1, 3, token)
  }
}
