/** How files come into the text without a menu: dropped, pasted, or copied together with the text of another document. */
import type { Node, Slice } from 'prosemirror-model'
import type { EditorView } from 'prosemirror-view'
import type { DocumentFiles } from './files.ts'
import type { Uploads } from './uploads.ts'
import type { FileWords } from '../words.ts'
import { Fragment, Slice as MadeSlice } from 'prosemirror-model'
import { NodeSelection, Plugin } from 'prosemirror-state'
import { blobRef, isPlaceholder } from '../../schema/index.ts'
import { blobKeys } from '../views/figure.ts'

/** The attribute that says, on the clipboard only, which document holds the bytes. */
const ORIGIN = 'document'

export function filesIn (uploads: Uploads, files: DocumentFiles, words: FileWords, onNote: (text: string) => void): Plugin {
  return new Plugin({
    props: {
      handleKeyDown: blobKeys,
      handleClickOn: (view, _pos, node, nodePos, event) => takeByClick(view, node, nodePos, event),
      handlePaste: (view, event) => {
        const given = event.clipboardData
        if (given === null || given.files.length === 0 || holdsText(given)) return false
        uploads.add(view, [...given.files])
        return true
      },
      handleDrop: (view, event) => {
        const given = event.dataTransfer
        // A picture of the page itself comes as a file as well.
        if (given === null || view.dragging !== null || !carriesFiles(given)) return false
        const { files: chosen, folders } = filesOf(given)
        if (folders > 0) onNote(words.folder)
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY })
        uploads.add(view, chosen, at?.pos ?? view.state.doc.content.size)
        return true
      },
      transformCopied: (slice) => mapBlobs(slice, (node) => withAttrs(node, { ...node.attrs, [ORIGIN]: files.document })),
      transformPasted: (slice, view) => {
        const foreign = new Map<string, string>()
        const pasted = mapBlobs(slice, (node) => {
          const { [ORIGIN]: origin, ...attrs } = node.attrs
          const ref = blobRef(attrs['blob'])
          if (typeof origin === 'string' && origin !== files.document && ref !== '') foreign.set(ref, origin)
          return origin === undefined ? node : withAttrs(node, attrs)
        })
        if (foreign.size > 0) setTimeout(() => { void adopt(view, foreign, files, () => { onNote(words.notAdopted) }) }, 0)
        return pasted
      }
    }
  })
}

/** A click on an image takes it as a whole, one on its caption goes there. */
function takeByClick (view: EditorView, node: Node, pos: number, event: MouseEvent): boolean {
  if (node.type.name !== 'figure' || isPlaceholder(node)) return false
  if (!(event.target instanceof Element) || event.target.closest('.figure-frame') === null) return false
  view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, pos)))
  return true
}

/** Whether files are dragged, rather than text or a link. */
export function carriesFiles (given: DataTransfer): boolean {
  return given.types.includes('Files')
}

/** Folders come as files that nobody can read. */
export function filesOf (given: DataTransfer): { files: File[], folders: number } {
  const entries = [...given.items].filter(({ kind }) => kind === 'file').map((item) => ({
    file: item.getAsFile(), folder: item.webkitGetAsEntry()?.isDirectory === true
  }))
  const files = entries.flatMap(({ file, folder }) => folder || file === null ? [] : [file])
  return { files, folders: entries.filter(({ folder }) => folder).length }
}

/** Word processors and spreadsheets put a picture of the text beside it; a copied picture comes with its own tag alone. */
function holdsText (given: DataTransfer): boolean {
  const html = given.getData('text/html')
  if (html === '') return false
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  return body.textContent.trim() !== '' || body.querySelector('img') === null || body.querySelector('table') !== null
}

/** Puts the bytes into this document too, when this device has them, and then names them by their new reference. */
async function adopt (view: EditorView, foreign: ReadonlyMap<string, string>, files: DocumentFiles, failed: () => void): Promise<void> {
  let missing = false
  for (const [ref, document] of foreign) {
    try {
      const own = await files.adopt(document, ref)
      if (view.isDestroyed || !view.editable) return
      const transaction = view.state.tr
      view.state.doc.descendants((node, pos) => {
        if (isBlobNode(node) && node.attrs['blob'] === ref) transaction.setNodeAttribute(pos, 'blob', own)
      })
      // It belongs to the paste: undo takes that back as a whole.
      if (transaction.docChanged) view.dispatch(transaction.setMeta('addToHistory', false))
    } catch {
      missing = true
    }
  }
  if (missing && !view.isDestroyed) failed()
}

function isBlobNode (node: Node): boolean {
  return (node.type.name === 'figure' || node.type.name === 'file') && !isPlaceholder(node)
}

function withAttrs (node: Node, attrs: Record<string, unknown>): Node {
  return node.type.create(attrs, node.content, node.marks)
}

function mapBlobs (slice: Slice, change: (node: Node) => Node): Slice {
  let changed = false
  const each = (fragment: Fragment): Fragment => {
    const children: Node[] = []
    fragment.forEach((child) => {
      const inner = child.isTextblock || child.isLeaf ? child : child.copy(each(child.content))
      const made = isBlobNode(inner) ? change(inner) : inner
      if (made !== inner) changed = true
      children.push(made)
    })
    return Fragment.fromArray(children)
  }
  const content = each(slice.content)
  return changed ? new MadeSlice(content, slice.openStart, slice.openEnd) : slice
}
