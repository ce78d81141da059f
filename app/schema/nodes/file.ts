import type { NodeFile } from '../node-file.ts'
import { text, whole } from '../attributes.ts'
import { blobRef } from '../blob-address.ts'
import { destination, fullText } from '../markdown-text.ts'
import { origin } from './figure.ts'
import { blobAddress, noteLost } from './figure-markdown.ts'

/** A file of any kind: its bytes live in the document's cores, here are its name and what it is. */
export const file = {
  nodes: {
    file: {
      group: 'block',
      draggable: true,
      attrs: { blob: text(), name: text(), mime: text(), size: whole(0, 0, Number.MAX_SAFE_INTEGER) },
      leafText: (node) => String(node.attrs['name']),
      parseDOM: [{
        tag: 'div[data-sheaf-file]',
        getAttrs: (dom) => ({
          ...origin(dom),
          blob: blobRef(dom.getAttribute('data-blob')), name: dom.getAttribute('data-name') ?? '',
          mime: dom.getAttribute('data-mime') ?? '', size: Number(dom.getAttribute('data-size') ?? 0)
        })
      }],
      toDOM: ({ attrs }) => ['div', {
        'data-sheaf-file': '', 'data-blob': attrs['blob'], 'data-name': attrs['name'], 'data-mime': attrs['mime'], 'data-size': String(attrs['size']),
        ...typeof attrs['document'] === 'string' ? { 'data-document': attrs['document'] } : {}
      }, String(attrs['name'])]
    }
  },
  markdown: {
    write: {
      file: (node, out) => {
        noteLost(out)
        const name = String(node.attrs['name'])
        return [`[${fullText(name === '' ? 'file' : name)}](${destination(blobAddress(node))})`]
      }
    }
  }
} satisfies NodeFile
