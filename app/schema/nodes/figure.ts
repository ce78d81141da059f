import type { NodeSpec } from 'prosemirror-model'
import type { Command } from 'prosemirror-state'
import type { NodeFile } from '../node-file.ts'
import { NodeSelection, TextSelection } from 'prosemirror-state'
import { text, whole } from '../attributes.ts'
import { blobRef } from '../blob-address.ts'
import { isPlaceholder } from '../placeholder.ts'
import { safeImage } from '../url.ts'
import { figureMarkdown } from './figure-markdown.ts'

const MAX_SIDE = 100_000

/**
 * An image with its caption. `blob` names bytes that live in the document's cores, `src` an image elsewhere, which is
 * loaded on a click only; when both are there the bytes count. `width` is a percentage of the column, 0 for as large
 * as the image is. `w` and `h` are the image's own pixels, so that nothing jumps when it comes.
 *
 * The caption is its content, so that two people can write it at the same time.
 */
const spec: NodeSpec = {
  content: 'inline*',
  group: 'block',
  isolating: true,
  attrs: {
    blob: text(), src: text(), alt: text(), width: whole(0, 0, 100), name: text(), mime: text(),
    size: whole(0, 0, Number.MAX_SAFE_INTEGER), w: whole(0, 0, MAX_SIDE), h: whole(0, 0, MAX_SIDE)
  },
  parseDOM: [{
    tag: 'figure',
    getAttrs: (dom) => {
      const image = dom.querySelector('img')
      const src = safeImage(image?.getAttribute('src'))
      const blob = blobRef(dom.getAttribute('data-blob'))
      if (blob === '' && (src === null || src.startsWith('data:'))) return false
      const number = (name: string): number => Number(dom.getAttribute(name) ?? 0)
      // A name stands in for a description that nobody wrote; it is none.
      const [alt, name] = [image?.getAttribute('alt') ?? '', dom.getAttribute('data-name') ?? '']
      return {
        ...origin(dom),
        blob, src: blob === '' ? src : '', alt: alt === name ? '' : alt, width: number('data-width'),
        name, mime: dom.getAttribute('data-mime') ?? '', size: number('data-size'),
        w: number('data-w'), h: number('data-h')
      }
    },
    // Without a caption the image itself must not become one.
    contentElement: (dom) => dom.querySelector('figcaption') ?? dom.ownerDocument.createElement('figcaption')
  }],
  toDOM: (node) => {
    const { attrs } = node
    // `data-blob` first: whoever puts the bytes into an exported page looks for it there.
    const data = Object.fromEntries(['blob', 'name', 'mime', 'size', 'w', 'h', 'width', 'document']
      .map((name) => [name, attrs[name] as unknown])
      .filter(([, value]) => typeof value === 'number' ? value > 0 : typeof value === 'string' && value !== '')
      .map(([name, value]) => [`data-${String(name)}`, String(value)]))
    const src = attrs['blob'] === '' ? safeImage(attrs['src']) : null
    const image = ['img', {
      src, alt: String(attrs['alt'] === '' ? attrs['name'] : attrs['alt']),
      ...attrs['w'] > 0 && attrs['h'] > 0 ? { width: String(attrs['w']), height: String(attrs['h']) } : {},
      ...src === null ? {} : { loading: 'lazy', referrerpolicy: 'no-referrer' }
    }]
    return node.childCount === 0 ? ['figure', data, image] : ['figure', data, image, ['figcaption', 0]]
  }
}

/** Which document the bytes were copied in: written on the clipboard and nowhere else. */
export function origin (dom: HTMLElement): { document?: string } {
  const document = dom.getAttribute('data-document')
  return document === null ? {} : { document }
}

/** Enter in a caption goes on in a paragraph below, with what stood behind the cursor. */
const leaveCaption: Command = (state, dispatch) => {
  const { $from, $to } = state.selection
  if ($from.parent.type.name !== 'figure' || isPlaceholder($from.parent) || !$from.sameParent($to) || !(state.selection instanceof TextSelection)) return false
  if (dispatch !== undefined) {
    const rest = $from.parent.content.cut($to.parentOffset)
    const transaction = state.tr.delete($from.pos, $from.end())
    const after = transaction.mapping.map($from.after())
    transaction.insert(after, state.schema.nodes['paragraph']!.create(null, rest))
    dispatch(transaction.setSelection(TextSelection.create(transaction.doc, after + 1)).scrollIntoView())
  }
  return true
}

/** Backspace at the start of a caption takes hold of the image: the next one deletes it. */
const holdFigure: Command = (state, dispatch) => {
  const { $from, empty } = state.selection
  if (!empty || $from.parent.type.name !== 'figure' || isPlaceholder($from.parent) || $from.parentOffset > 0) return false
  dispatch?.(state.tr.setSelection(NodeSelection.create(state.doc, $from.before())))
  return true
}

export const figure = {
  nodes: { figure: spec },
  keys: () => ({ Enter: leaveCaption, Backspace: holdFigure, 'Mod-Backspace': holdFigure, 'Alt-Backspace': holdFigure }),
  markdown: figureMarkdown
} satisfies NodeFile
