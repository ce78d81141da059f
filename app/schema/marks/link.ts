import { InputRule } from 'prosemirror-inputrules'
import type { MarkFile } from '../node-file.ts'
import { optionalText, text } from '../attributes.ts'
import { completeLink, safeLink } from '../url.ts'

/** Ends a sentence rather than an address; a bracket does unless it was opened inside. */
const BEHIND = /[.,;:!?'"”’…»]+$/u

/** Its Markdown is the exporter's own: links reach around everything else, and images know theirs. */
export const link = {
  marks: {
    link: {
      attrs: { href: text(), title: optionalText() },
      inclusive: false,
      parseDOM: [{
        tag: 'a[href]',
        getAttrs: (dom) => {
          const href = safeLink(dom.getAttribute('href'))
          return href === null ? false : { href, title: dom.getAttribute('title') }
        }
      }],
      toDOM: (mark) => {
        const href = safeLink(mark.attrs['href'])
        return href === null
          ? ['span', { class: 'sheaf-link-blocked' }, 0]
          : ['a', { href, title: mark.attrs['title'], rel: 'noopener noreferrer nofollow' }, 0]
      }
    }
  },
  rules: ({ marks }) => [
    new InputRule(/\[([^[\]]+)\]\(([^\s()]+)\)$/, (state, match, start, end) => {
      const type = marks['link']!
      const [, shown = '', address = ''] = match
      const href = safeLink(address)
      if (href === null || !state.doc.resolve(start).parent.type.allowsMarkType(type)) return null
      const transaction = state.tr
      transaction.delete(start + 1 + shown.length, end)
      transaction.delete(start, start + 1)
      transaction.addMark(start, start + shown.length, type.create({ href }))
      return transaction.removeStoredMark(type)
    }),
    // An address becomes a link when a space follows it. Backspace takes that back.
    new InputRule(/(?:^|[\s([“„«])((?:https?:\/\/|www\.|[\p{L}\p{N}._%+-]+@)\S+) $/iu, (state, match, _start, end) => {
      const [type, code] = [state.schema.marks['link']!, state.schema.marks['code']!]
      const typed = match[1] ?? ''
      let address = typed.replace(BEHIND, '')
      while (address.endsWith(')') && !address.includes('(')) address = address.slice(0, -1).replace(BEHIND, '')
      const href = completeLink(address)
      const from = end - typed.length
      const to = from + address.length
      if (href === null || state.doc.rangeHasMark(from, to, type) || state.doc.rangeHasMark(from, to, code)) return null
      if (!state.doc.resolve(from).parent.type.allowsMarkType(type)) return null
      return state.tr.addMark(from, to, type.create({ href })).insertText(' ', end)
    })
  ]
} satisfies MarkFile
