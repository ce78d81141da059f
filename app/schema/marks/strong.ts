import type { MarkFile } from '../node-file.ts'
import { clears, markRule } from './rule.ts'

export const strong = {
  marks: {
    strong: {
      parseDOM: [
        { tag: 'strong' },
        // Google Docs wraps everything that it copies in <b style="font-weight:normal">.
        { tag: 'b', getAttrs: (dom) => !/^(?:normal|[1-4]00)$/.test(dom.style.fontWeight) && null },
        { style: 'font-weight=normal', clearMark: clears('strong') },
        { style: 'font-weight=400', clearMark: clears('strong') },
        { style: 'font-weight', getAttrs: (value) => /^(?:bold(?:er)?|[6-9]\d\d)$/.test(value) && null }
      ],
      toDOM: () => ['strong', 0]
    }
  },
  key: 'Mod-b',
  rules: ({ marks }) => [
    markRule(/(?:^|[^*])(\*\*([^*\s](?:[^*]*[^*\s])?)\*\*)$/, marks['strong']!),
    markRule(/(?:^|[^_\w])(__([^_\s](?:[^_]*[^_\s])?)__)$/, marks['strong']!)
  ],
  markdown: {
    read: { strong: { mark: 'strong' } },
    tags: { strong: 'strong', b: 'strong' },
    write: { strong: () => ['**', '**'] }
  }
} satisfies MarkFile
