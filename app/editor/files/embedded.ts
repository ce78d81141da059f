/** Images that stand in pasted HTML as data: they take the way of files, so that the text stays small. */
import type { Node, Slice } from 'prosemirror-model'
import type { EditorView } from 'prosemirror-view'
import type { Uploads } from './uploads.ts'
import { Fragment, Slice as MadeSlice } from 'prosemirror-model'
import { Plugin } from 'prosemirror-state'
import { schema } from '../../schema/index.ts'
import { ySyncPluginKey } from '../y-prosemirror.js'

/** In characters of the address. What is smaller is a sign rather than a picture, and stays in its line. */
const MIN_EMBEDDED = 4096
const MARKER = 'pasted:'

export function embeddedImages (uploads: Uploads): Plugin {
  let view: EditorView | null = null
  const waiting = new Map<string, File>()
  return new Plugin({
    view: (made) => {
      view = made
      return { destroy: () => { view = null } }
    },
    props: {
      transformPasted: (slice) => {
        waiting.clear()
        return withMarkers(slice, waiting)
      }
    },
    // Together with the paste: nobody is sent the marker, and the bytes never enter the text.
    appendTransaction: (transactions, _before, state) => {
      // Not with what others write: an image of theirs may have any address.
      if (waiting.size === 0 || !transactions.some((one) => one.docChanged && one.getMeta(ySyncPluginKey) === undefined)) return null
      const found: { pos: number, file: File }[] = []
      state.doc.descendants((node, pos) => {
        const file = node.type === schema.nodes.image ? waiting.get(String(node.attrs['src'])) : undefined
        if (file !== undefined) found.push({ pos, file })
      })
      if (found.length === 0) return null
      waiting.clear()
      const transaction = state.tr
      for (const { pos } of found.toReversed()) {
        transaction.delete(pos, pos + 1)
        // A line that held nothing else.
        const $pos = transaction.doc.resolve(pos)
        if ($pos.parent.type === schema.nodes.paragraph && $pos.parent.childCount === 0 && $pos.node(-1).childCount > 1) transaction.delete($pos.before(), $pos.after())
      }
      // By themselves, in their order, once the text is there.
      setTimeout(() => {
        for (const { pos, file } of found) if (view !== null) uploads.add(view, [file], Math.min(transaction.mapping.map(pos), view.state.doc.content.size))
      }, 0)
      return transaction
    }
  })
}

function withMarkers (slice: Slice, files: Map<string, File>): Slice {
  const each = (fragment: Fragment): Fragment => Fragment.fromArray(fragment.content.map((node): Node => {
    if (node.type === schema.nodes.image) {
      const file = fileOf(node)
      if (file === null) return node
      const marker = `${MARKER}${files.size}`
      files.set(marker, file)
      return schema.nodes.image.create({ ...node.attrs, src: marker })
    }
    return node.isLeaf ? node : node.copy(each(node.content))
  }))
  const content = each(slice.content)
  return files.size === 0 ? slice : new MadeSlice(content, slice.openStart, slice.openEnd)
}

function fileOf ({ attrs }: Node): File | null {
  const src = String(attrs['src'])
  const [, type = '', kind = '', data = ''] = src.length < MIN_EMBEDDED ? [] : /^data:(image\/([a-z]+));base64,(.*)$/is.exec(src) ?? []
  if (data === '') return null
  try {
    const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0))
    return new File([bytes], `${String(attrs['alt']).slice(0, 60).replace(/[/\\:]/g, ' ') || 'image'}.${kind}`, { type })
  } catch {
    return null
  }
}
