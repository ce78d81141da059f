import type { MarkFile } from '../node-file.ts'
import { decoration, markRule } from './rule.ts'

export const strike = {
  marks: {
    strike: {
      parseDOM: [
        { tag: 's' },
        { tag: 'del' },
        { tag: 'strike' },
        { style: 'text-decoration', consuming: false, getAttrs: decoration('line-through') },
        { style: 'text-decoration-line', consuming: false, getAttrs: decoration('line-through') }
      ],
      toDOM: () => ['s', 0]
    }
  },
  key: 'Mod-Shift-s',
  otherKeys: ['Mod-Shift-x'],   // some keyboards and habits have it here
  rules: ({ marks }) => [markRule(/(?:^|[^~])(~~([^~\s](?:[^~]*[^~\s])?)~~)$/, marks['strike']!)],
  markdown: {
    read: { s: { mark: 'strike' } },
    tags: { s: 'strike', del: 'strike', strike: 'strike' },
    write: { strike: () => ['~~', '~~'] }
  }
} satisfies MarkFile
