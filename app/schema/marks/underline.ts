import type { MarkFile } from '../node-file.ts'
import { decoration } from './rule.ts'

export const underline = {
  marks: {
    underline: {
      parseDOM: [
        { tag: 'u' },
        { tag: 'ins' },
        { style: 'text-decoration', consuming: false, getAttrs: decoration('underline') },
        { style: 'text-decoration-line', consuming: false, getAttrs: decoration('underline') }
      ],
      toDOM: () => ['u', 0]
    }
  },
  key: 'Mod-u',
  markdown: { tags: { u: 'underline', ins: 'underline' } }
} satisfies MarkFile
