import type { MarkFile } from '../node-file.ts'
import { markRule } from './rule.ts'

/** The exporter writes its backticks: nothing inside of them means anything, so it always stands innermost. */
export const code = {
  marks: {
    code: {
      code: true,
      parseDOM: [{ tag: 'code' }, { tag: 'kbd' }, { tag: 'samp' }, { tag: 'tt' }],
      toDOM: () => ['code', 0]
    }
  },
  key: 'Mod-e',
  rules: ({ marks }) => [markRule(/(?:^|[^`])(`([^`]+)`)$/, marks['code']!)],
  markdown: { tags: { code: 'code', kbd: 'code' } }
} satisfies MarkFile
