import type { EditorState, Transaction } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import type * as Y from 'yjs'
import type { FileWords } from '../words.ts'
import type { DocumentFiles } from './files.ts'
import { Plugin, PluginKey } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'
import { schema } from '../../schema/index.ts'
import { bindingOf } from '../binding.ts'
import { asOneStep } from '../rules.ts'
import { absolutePositionToRelativePosition, relativePositionToAbsolutePosition, ySyncPluginKey } from '../y-prosemirror.js'
import { placeAtCursor, placeNear } from './place.ts'
import { Upload } from './upload.ts'

interface Place { id: number, pos: number }
interface Places { list: readonly Place[], decorations: DecorationSet }
type Change = { add: readonly Place[] } | { remove: number }

const key = new PluginKey<Places>('uploads')

/**
 * Files on their way into the text. Only this window sees their cards; a node is put in when its bytes are on disk,
 * so nobody is ever shown a reference to what never came. One goes at a time, in the order in which they were chosen.
 */
export class Uploads {
  readonly plugin: Plugin<Places>
  readonly #files: DocumentFiles
  readonly #words: FileWords
  /** A sentence about an error. */
  readonly #why: (error: unknown) => string
  readonly #uploads = new Map<number, Upload>()
  /** Where the cards were when the text was last shown, also as Yjs knows it: what others write may replace all around. */
  #shown: readonly Place[] = []
  readonly #anchors = new Map<number, Y.RelativePosition>()
  #queue: Promise<void> = Promise.resolve()
  #view: EditorView | null = null
  #next = 1

  constructor (files: DocumentFiles, words: FileWords, why: (error: unknown) => string) {
    this.#files = files
    this.#why = why
    this.#words = words
    this.plugin = new Plugin<Places>({
      key,
      state: {
        init: (_config, state) => this.#places(state, this.#shown.map(({ id, pos }) => ({ id, pos: Math.min(pos, state.doc.content.size) }))),
        apply: (transaction, places, _before, state) => this.#apply(transaction, places, state)
      },
      props: { decorations: (state) => key.getState(state)?.decorations },
      view: (view) => {
        this.#view = view
        return { update: () => { this.#remember(view.state) } }
      }
    })
  }

  /** How many are on their way, or wait for a person to try again. */
  get count (): number {
    return this.#uploads.size
  }

  /** `pos`: near which they go; at the cursor without it. */
  add (view: EditorView, files: readonly File[], pos?: number): void {
    if (!view.editable || files.length === 0) return
    const at = pos === undefined ? placeAtCursor(view.state) : placeNear(view.state.doc, pos)
    const uploads = files.map((file) => {
      const id = this.#next++
      const upload: Upload = new Upload(id, file, this.#words, { again: () => { this.#start(upload) }, cancel: () => { this.#drop(id) } })
      this.#uploads.set(id, upload)
      return upload
    })
    this.#change({ add: uploads.map(({ id }) => ({ id, pos: at })) })
    for (const upload of uploads) this.#start(upload)
  }

  destroy (): void {
    for (const upload of this.#uploads.values()) upload.stop()
    this.#uploads.clear()
    this.#view = null
  }

  #start (upload: Upload): void {
    this.#queue = this.#queue.then(async () => {
      if (!this.#uploads.has(upload.id)) return
      try {
        await upload.run(this.#files)
        this.#finish(upload)
      } catch (error) {
        if (this.#uploads.has(upload.id)) upload.fail(this.#why(error))
      }
    })
  }

  #finish (upload: Upload): void {
    const view = this.#view
    const place = view === null ? undefined : key.getState(view.state)?.list.find(({ id }) => id === upload.id)
    if (view === null || place === undefined || upload.node === null || !this.#uploads.has(upload.id)) return
    if (!view.editable) {
      upload.fail(this.#words.readOnly)
      return
    }
    this.#uploads.delete(upload.id)
    const transaction = view.state.tr
    const pos = placeNear(transaction.doc, place.pos)
    transaction.insert(pos, upload.node)
    // Something to go on writing in.
    const end = pos + upload.node.nodeSize
    if (end === transaction.doc.content.size) transaction.insert(end, schema.nodes.paragraph.create())
    transaction.setMeta(key, { remove: upload.id } satisfies Change)
    view.dispatch(asOneStep(transaction))
  }

  #drop (id: number): void {
    const upload = this.#uploads.get(id)
    this.#uploads.delete(id)
    upload?.stop()
    this.#change({ remove: id })
    this.#view?.focus()
  }

  #change (change: Change): void {
    const view = this.#view
    if (view !== null && !view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, change))
  }

  #apply (transaction: Transaction, places: Places, state: EditorState): Places {
    const change = transaction.getMeta(key) as Change | undefined
    if (change === undefined && (!transaction.docChanged || places.list.length === 0)) return places
    let list = places.list.map(({ id, pos }) => ({ id, pos: this.#follow(id, pos, transaction, state) }))
    if (change !== undefined) list = 'add' in change ? [...list, ...change.add] : list.filter(({ id }) => id !== change.remove)
    return this.#places(state, list)
  }

  #places (state: EditorState, list: readonly Place[]): Places {
    const cards = list.flatMap(({ id, pos }) => {
      const dom = this.#uploads.get(id)?.dom
      return dom === undefined ? [] : [Decoration.widget(pos, dom, { key: `upload ${id}`, side: id, ignoreSelection: true, stopEvent: () => true })]
    })
    return { list, decorations: DecorationSet.create(state.doc, cards) }
  }

  /** Through the steps, as long as the surroundings are not replaced as a whole; else by what Yjs knows of the place. */
  #follow (id: number, pos: number, transaction: Transaction, state: EditorState): number {
    const mapped = transaction.mapping.mapResult(pos, 1)
    const anchor = this.#anchors.get(id)
    const binding = bindingOf(state)
    if (!mapped.deletedAcross || transaction.getMeta(ySyncPluginKey) === undefined || anchor === undefined || binding === null) return mapped.pos
    try {
      const found = relativePositionToAbsolutePosition(binding.doc, binding.type, anchor, binding.mapping)
      return placeNear(state.doc, found ?? mapped.pos)
    } catch {
      return placeNear(state.doc, mapped.pos)   // the place is gone, and what was around it
    }
  }

  #remember (state: EditorState): void {
    const list = key.getState(state)?.list ?? []
    if (list === this.#shown) return
    this.#shown = list
    this.#anchors.clear()
    const binding = bindingOf(state)
    if (binding === null) return
    for (const { id, pos } of list) {
      try {
        this.#anchors.set(id, absolutePositionToRelativePosition(pos, binding.type, binding.mapping))
      } catch { /* between a change and its rendering some positions have no counterpart */ }
    }
  }
}
