/** Marks. None excludes another, so that marks set at the same time by two people all stay. */
import type { MarkSpec, MarkType } from 'prosemirror-model'
import { optionalText, text } from './attributes.ts'
import { safeLink } from './url.ts'

const decoration = (name: string) => (value: string): null | false => value.split(/\s+/).includes(name) ? null : false
const clears = (name: string) => (mark: { type: MarkType }): boolean => mark.type.name === name

const link: MarkSpec = {
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

const em: MarkSpec = {
  parseDOM: [
    { tag: 'em' },
    { tag: 'i', getAttrs: (dom) => dom.style.fontStyle !== 'normal' && null },
    { style: 'font-style=italic' },
    { style: 'font-style=normal', clearMark: clears('em') }
  ],
  toDOM: () => ['em', 0]
}

const strong: MarkSpec = {
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

const underline: MarkSpec = {
  parseDOM: [
    { tag: 'u' },
    { tag: 'ins' },
    { style: 'text-decoration', consuming: false, getAttrs: decoration('underline') },
    { style: 'text-decoration-line', consuming: false, getAttrs: decoration('underline') }
  ],
  toDOM: () => ['u', 0]
}

const strike: MarkSpec = {
  parseDOM: [
    { tag: 's' },
    { tag: 'del' },
    { tag: 'strike' },
    { style: 'text-decoration', consuming: false, getAttrs: decoration('line-through') },
    { style: 'text-decoration-line', consuming: false, getAttrs: decoration('line-through') }
  ],
  toDOM: () => ['s', 0]
}

const code: MarkSpec = {
  code: true,
  parseDOM: [{ tag: 'code' }, { tag: 'kbd' }, { tag: 'samp' }, { tag: 'tt' }],
  toDOM: () => ['code', 0]
}

/** Outermost first. `code` is innermost: Markdown can mark code, but not a part of it. */
export const marks = { link, strong, em, underline, strike, code }
