import type { Token } from 'markdown-it'
import type { BlockSink, NodeFile } from '../node-file.ts'
import { textblockTypeInputRule } from 'prosemirror-inputrules'
import { text } from '../attributes.ts'

const LANGUAGE = /(?:^|\s)lang(?:uage)?-(\S+)/

export const codeBlock = {
  nodes: {
    code_block: {
      content: 'text*',
      group: 'block',
      marks: '',
      code: true,
      defining: true,
      attrs: { language: text() },
      parseDOM: [{
        tag: 'pre',
        preserveWhitespace: 'full',
        getAttrs: (dom) => {
          const named = dom.getAttribute('data-language') ?? dom.querySelector('code')?.className ?? dom.className
          return { language: LANGUAGE.exec(named)?.[1] ?? dom.getAttribute('data-language') ?? '' }
        }
      }],
      toDOM: (node) => {
        const language = String(node.attrs['language'])
        return language === ''
          ? ['pre', ['code', 0]]
          : ['pre', { 'data-language': language }, ['code', { class: `language-${language.replace(/\s+/g, '-')}` }, 0]]
      }
    }
  },
  rules: ({ nodes }) => [
    textblockTypeInputRule(/^```([\w+#.-]*)\s$/, nodes['code_block']!, (match) => ({ language: match[1] ?? '' }))
  ],
  markdown: {
    syntax: (md) => {
      md.core.ruler.after('block', 'sheaf_fence', ({ tokens }) => {
        for (const token of tokens) if (token.type === 'fence') token.info = md.utils.unescapeAll(token.info).trim()
      })
    },
    read: { fence: read, code_block: read },
    write: { code_block: (node, out) => out.code(node.textContent, String(node.attrs['language'])) }
  }
} satisfies NodeFile

function read ({ content, info }: Token, into: BlockSink): void {
  const text = content.replace(/\n$/, '')
  into.add(into.schema.nodes['code_block']!.create({ language: info }, text === '' ? null : into.schema.text(text)))
}
