import type { MarkFile } from '../node-file.ts'
import { markRule } from './rule.ts'

/** Written as a tag: `~x~` is strikethrough to some readers and nothing to others. */
export const sub = {
  marks: {
    sub: {
      parseDOM: [{ tag: 'sub' }, { style: 'vertical-align=sub' }],
      toDOM: () => ['sub', 0]
    }
  },
  key: 'Mod-,',
  // One short word, and never beside a second tilde, which makes strikethrough.
  rules: ({ marks }) => [markRule(/(?:^|[^~])(~([+-]?[\p{L}\p{N}]{1,12}[+-]?)~)$/u, marks['sub']!)],
  markdown: { tags: { sub: 'sub' } }
} satisfies MarkFile
