import { InputRule } from 'prosemirror-inputrules'
import type { MarkFile } from '../node-file.ts'
import { optionalText, text } from '../attributes.ts'
import { safeLink } from '../url.ts'

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
    })
  ]
} satisfies MarkFile
