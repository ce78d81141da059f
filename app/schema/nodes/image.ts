import type { Token } from 'markdown-it'
import type { DOMOutputSpec } from 'prosemirror-model'
import type { NodeFile } from '../node-file.ts'
import { optionalText, text } from '../attributes.ts'
import { destination, fullText, quotedTitle, titleAttribute } from '../markdown-text.ts'
import { safeImage, safeLink } from '../url.ts'

/**
 * An inline image. `href` makes it a linked one: y-prosemirror stores no marks on anything but text, so a link
 * around an image would be lost on the way through Yjs.
 *
 * `toDOM` is for the clipboard and for export. The editor shows images by a view of its own that loads a remote
 * one only after a click.
 */
export const image = {
  nodes: {
    image: {
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
  },
  markdown: {
    readInline: {
      image: (token, schema, marks) => schema.nodes['image']!.create({
        src: String(token.attrGet('src') ?? ''),
        alt: plain(token.children ?? []),
        title: titleAttribute(token),
        href: marks.find(({ type }) => type.name === 'link')?.attrs['href'] ?? null
      })
    },
    writeInline: {
      image: (node) => {
        const { src, alt, title, href } = node.attrs
        const written = `![${fullText(String(alt))}](${destination(String(src))}${quotedTitle(title)})`
        return href === null ? written : `[${written}](${destination(String(href))})`
      }
    }
  }
} satisfies NodeFile

function plain (tokens: readonly Token[]): string {
  return tokens.map((token) => {
    if (token.type === 'softbreak' || token.type === 'hardbreak') return ' '
    return token.type === 'image' ? plain(token.children ?? []) : token.content
  }).join('')
}
