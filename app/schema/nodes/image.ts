import type { DOMOutputSpec, NodeSpec } from 'prosemirror-model'
import { optionalText, text } from '../attributes.ts'
import { safeImage, safeLink } from '../url.ts'

/**
 * An inline image. `href` makes it a linked one: y-prosemirror stores no marks on anything but text, so a link
 * around an image would be lost on the way through Yjs.
 *
 * `toDOM` is for the clipboard and for export. The editor shows images by a view of its own that loads a remote
 * one only after a click.
 */
export const image: NodeSpec = {
  inline: true,
  group: 'inline',
  draggable: true,
  attrs: { src: text(), alt: text(), title: optionalText(), href: optionalText() },
  parseDOM: [{
    tag: 'img[src]',
    getAttrs: (dom) => {
      const src = safeImage(dom.getAttribute('src'))
      if (src === null) return false
      const link = dom.closest('a[href]')?.getAttribute('href') ?? null
      return { src, alt: dom.getAttribute('alt') ?? '', title: dom.getAttribute('title'), href: link === null ? null : safeLink(link) }
    }
  }],
  toDOM: (node) => {
    const { src, alt, title, href } = node.attrs
    const safe = safeImage(src)
    const shown: DOMOutputSpec = safe === null
      ? ['span', { class: 'sheaf-image-blocked', title }, String(alt)]
      : ['img', { src: safe, alt, title, loading: 'lazy', referrerpolicy: 'no-referrer' }]
    const link = href === null ? null : safeLink(href)
    return link === null ? shown : ['a', { href: link, rel: 'noopener noreferrer nofollow' }, shown]
  }
}
