import type { Node } from 'prosemirror-model'
import type { Plugin } from 'prosemirror-state'
import type { EditorWords } from '../words.ts'
import { pasteLinks } from '../plugins/link-paste.ts'
import { pasteIntoLists } from '../plugins/paste-lists.ts'
import { pasteCells } from '../tables/paste.ts'
import { paste } from './paste.ts'

/** All that looks at what is pasted as text or HTML, in the order in which they are asked. */
export function pasting (parseMarkdown: (text: string) => Node | null, words: EditorWords, onNote: (text: string) => void): Plugin[] {
  return [
    // Before Markdown: lines with tabs are cells.
    pasteCells((rows, kept) => { onNote(words.tableCut(rows, kept)) }),
    pasteLinks(),
    paste(parseMarkdown, {
      flattened: () => { onNote(words.pasteFlattened) },
      cut: (end) => { onNote(words.pasteCut(end)) }
    }),
    pasteIntoLists()
  ]
}
