import type { MarkFile } from '../node-file.ts'
import { clears, markRule } from './rule.ts'

export const em = {
  marks: {
    em: {
      parseDOM: [
        { tag: 'em' },
        { tag: 'i', getAttrs: (dom) => dom.style.fontStyle !== 'normal' && null },
        { style: 'font-style=italic' },
        { style: 'font-style=normal', clearMark: clears('em') }
      ],
      toDOM: () => ['em', 0]
    }
  },
  key: 'Mod-i',
  rules: ({ marks }) => [
    markRule(/(?:^|[^*])(\*([^*\s](?:[^*]*[^*\s])?)\*)$/, marks['em']!),
    markRule(/(?:^|[^_\w])(_([^_\s](?:[^_]*[^_\s])?)_)$/, marks['em']!)
  ],
  markdown: {
    read: { em: { mark: 'em' } },
    tags: { em: 'em', i: 'em' },
    write: { em: () => ['*', '*'] }
  }
} satisfies MarkFile
