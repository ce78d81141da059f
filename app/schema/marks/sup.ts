import type { MarkFile } from '../node-file.ts'
import { markRule } from './rule.ts'

export const sup = {
  marks: {
    sup: {
      parseDOM: [{ tag: 'sup' }, { style: 'vertical-align=super' }],
      toDOM: () => ['sup', 0]
    }
  },
  key: 'Mod-.',
  // Letters and digits alone: `^_^` is a face, and `x^2+y^2` a formula.
  rules: ({ marks }) => [markRule(/(?:^|[^^])(\^([+-]?[\p{L}\p{N}]{1,12}[+-]?)\^)$/u, marks['sup']!)],
  markdown: { tags: { sup: 'sup' } }
} satisfies MarkFile
