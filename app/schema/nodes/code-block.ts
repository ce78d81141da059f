import type { NodeSpec } from 'prosemirror-model'
import { text } from '../attributes.ts'

const LANGUAGE = /(?:^|\s)lang(?:uage)?-(\S+)/

export const codeBlock: NodeSpec = {
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
