import type { Node } from 'prosemirror-model'
import type { EditorView, NodeView, ViewMutationRecord } from 'prosemirror-view'
import type { DocumentFiles } from '../files/files.ts'
import type { EditorWords } from '../words.ts'
import { NodeSelection, TextSelection } from 'prosemirror-state'
import { blobRef, isPlaceholder, safeImage } from '../../schema/index.ts'
import { Arrival } from '../files/arrival.ts'
import { arrivalParts, element, textButton } from './file-parts.ts'
import { FigureTools } from './figure-tools.ts'
import { far, whenNear } from './near.ts'

/** An image that is not as high as this (px) has no room for its buttons. */
const LOW = 120
/** A card needs so much room (px); a smaller image is not kept its place while it is not there. */
const CARD = 260

/** An image with its caption, or a card in its place until it is here. */
export class FigureView implements NodeView {
  readonly dom = element('figure', 'figure')
  readonly contentDOM = element('figcaption', 'figure-caption')
  readonly #frame = element('div', 'figure-frame')
  readonly #picture = element('div', 'figure-picture')
  readonly #handle = element('div', 'figure-handle')
  readonly #tools: FigureTools
  readonly #words: EditorWords
  readonly #files: DocumentFiles
  readonly #editable: () => boolean
  readonly #view: EditorView
  readonly #getPos: () => number | undefined
  readonly #arrival: Arrival
  #node: Node
  #near = false
  /** Somebody asked for the image of another server. */
  #wanted = false
  #broken = false
  /** What is in the frame, so that a caption that is typed does not load the image anew. */
  #shown = ''

  constructor (node: Node, view: EditorView, getPos: () => number | undefined, files: DocumentFiles, words: EditorWords, editable: () => boolean) {
    this.#node = node
    this.#view = view
    this.#getPos = getPos
    this.#files = files
    this.#words = words
    this.#editable = editable
    this.#arrival = new Arrival(files, () => { this.#show() })
    this.#frame.contentEditable = 'false'
    this.#frame.draggable = true
    this.contentDOM.dataset['placeholder'] = words.files.caption
    this.#frame.dataset['testid'] = 'figure'
    this.#handle.setAttribute('aria-hidden', 'true')
    this.#tools = new FigureTools(files, words.files, { node: () => this.#node, set: (attrs) => { this.#set(attrs) }, leave: () => { this.#hold() } })
    this.#frame.append(this.#picture, this.#handle)
    this.dom.append(this.#frame, this.#tools.dom, this.contentDOM)
    this.#frame.addEventListener('dragstart', () => { this.#hold() })
    this.#handle.addEventListener('pointerdown', (event) => { this.#resize(event) })
    this.#show()
    whenNear(this.dom, () => {
      this.#near = true
      this.#look()
    })
  }

  update (node: Node): boolean {
    if (node.type.name !== 'figure' || isPlaceholder(node)) return false
    const before = this.#node
    this.#node = node
    if (before.attrs['src'] !== node.attrs['src'] || before.attrs['blob'] !== node.attrs['blob']) {
      this.#wanted = false
      this.#broken = false
      this.#look()
    }
    this.#show()
    return true
  }

  selectNode (): void {
    this.dom.classList.toggle('low', this.#frame.offsetHeight < LOW)
    this.dom.classList.add('ProseMirror-selectednode')
  }

  deselectNode (): void {
    this.dom.classList.remove('ProseMirror-selectednode')
  }

  stopEvent (event: Event): boolean {
    const { target } = event
    if (!(target instanceof Element) || event.type.startsWith('drag') || event.type === 'drop') return false
    return this.#tools.dom.contains(target) || target === this.#handle || target.closest('.figure-frame button') !== null
  }

  ignoreMutation (mutation: ViewMutationRecord): boolean {
    if (mutation.type === 'selection') return this.#tools.dom.contains(mutation.target)
    return mutation.type === 'attributes' || !this.contentDOM.contains(mutation.target)
  }

  destroy (): void {
    far(this.dom)
    this.#arrival.stop()
  }

  #look (): void {
    const ref = blobRef(this.#node.attrs['blob'])
    if (this.#near && (ref !== '' || this.#node.attrs['src'] === '')) this.#arrival.look(ref)
    else if (ref === '') this.#arrival.stop()
  }

  #show (): void {
    const { attrs } = this.#node
    const caption = this.#node.childCount === 0
    this.contentDOM.dataset['empty'] = String(caption)
    this.dom.dataset['editable'] = String(this.#editable())
    const ref = blobRef(attrs['blob'])
    const kind = ref !== '' || attrs['src'] === '' ? this.#ownKind() : this.#remoteKind()
    const shown = JSON.stringify([kind, ref, attrs['src'], attrs['name'], kind === 'image' ? '' : [attrs['alt'], this.#arrival.where]])
    if (shown !== this.#shown) {
      this.#shown = shown
      this.#fill(kind, ref)
    }
    const image = this.#picture.querySelector('img')
    if (image !== null) image.alt = String(attrs['alt'] === '' ? attrs['name'] : attrs['alt'])
    this.#size(kind !== 'card')
    this.#tools.update(this.#editable(), kind === 'image' && ref !== '')
  }

  #ownKind (): 'image' | 'card' | 'blank' {
    if (this.#broken) return 'card'
    return this.#arrival.where.is === 'here' ? 'image' : this.#arrival.where.is === 'unknown' ? 'blank' : 'card'
  }

  #remoteKind (): 'image' | 'card' {
    return this.#wanted && !this.#broken ? 'image' : 'card'
  }

  #fill (kind: 'image' | 'card' | 'blank', ref: string): void {
    this.#frame.dataset['kind'] = kind
    const { attrs } = this.#node
    const files = this.#words.files
    const src = ref === '' ? safeImage(attrs['src']) : this.#files.url(ref, String(attrs['name']), String(attrs['mime']))
    if (kind === 'blank') {
      this.#picture.replaceChildren()
    } else if (kind === 'image' && src !== null) {
      this.#picture.replaceChildren(this.#image(src))
    } else if (this.#broken) {
      this.#card(ref === '' ? this.#words.imageFailed : files.broken)
    } else if (ref === '' && attrs['src'] !== '') {
      if (src === null) this.#card(this.#words.imageBad)
      else this.#card(this.#words.imageCard(hostOf(src)), element('span', 'file-state', this.#words.imageHidden), textButton(this.#words.imageLoad, () => { this.#wanted = true; this.#show() }))
    } else {
      this.#card(null, ...arrivalParts(this.#arrival, Number(attrs['size']), files))
    }
  }

  #image (src: string): HTMLImageElement {
    const image = document.createElement('img')
    image.draggable = false
    image.decoding = 'async'
    image.referrerPolicy = 'no-referrer'
    image.addEventListener('error', () => {
      this.#broken = true
      this.#show()
    })
    image.src = src
    return image
  }

  #card (text: string | null, ...parts: HTMLElement[]): void {
    const { alt, name } = this.#node.attrs
    const title = String(alt === '' ? name : alt) || this.#words.files.image
    this.#picture.replaceChildren(element('span', 'file-name', title), ...text === null ? [] : [element('span', 'file-state', text)], ...parts)
  }

  /** Room for what comes, so that the text below does not jump. */
  #size (keeps: boolean): void {
    const { w, h, width } = this.#node.attrs as Record<string, number>
    const known = w! > 0 && h! > 0
    const { style } = this.#frame
    const room = keeps || (known && w! >= CARD)
    style.inlineSize = !room ? '100%' : width! > 0 ? `${width}%` : known ? `min(100%, ${w}px)` : ''
    style.aspectRatio = room && known ? `${w} / ${h}` : ''
  }

  #set (attrs: Record<string, unknown>): void {
    const pos = this.#getPos()
    if (pos === undefined || !this.#editable()) return
    const transaction = this.#view.state.tr
    for (const [name, value] of Object.entries(attrs)) transaction.setNodeAttribute(pos, name, value)
    this.#view.dispatch(transaction)
  }

  /** Takes the figure as a whole. */
  #hold (): void {
    const pos = this.#getPos()
    if (pos === undefined) return
    this.#view.dispatch(this.#view.state.tr.setSelection(NodeSelection.create(this.#view.state.doc, pos)))
    this.#view.focus()
  }

  #resize (event: PointerEvent): void {
    const column = this.dom.getBoundingClientRect().width
    if (!this.#editable() || event.button !== 0 || column === 0) return
    event.preventDefault()
    this.#handle.setPointerCapture(event.pointerId)
    const from = event.clientX
    const before = this.#frame.getBoundingClientRect().width
    const sign = getComputedStyle(this.dom).direction === 'rtl' ? -1 : 1
    let width = 0
    const move = ({ clientX }: PointerEvent): void => {
      width = Math.max(10, Math.min(100, Math.round((before + sign * (clientX - from)) / column * 100)))
      this.#frame.style.inlineSize = `${width}%`
    }
    const end = (done: PointerEvent): void => {
      this.#handle.removeEventListener('pointermove', move)
      this.#handle.removeEventListener('pointerup', end)
      this.#handle.removeEventListener('pointercancel', end)
      if (done.type === 'pointerup' && width > 0) this.#set({ width })
      this.#show()
    }
    this.#handle.addEventListener('pointermove', move)
    this.#handle.addEventListener('pointerup', end)
    this.#handle.addEventListener('pointercancel', end)
  }
}

/** Keys while a figure or a file is selected as a whole: Enter goes to what can be done with it, arrows into the caption. */
export function blobKeys (view: EditorView, event: KeyboardEvent): boolean {
  const { selection, doc } = view.state
  if (!(selection instanceof NodeSelection) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false
  const { node, from } = selection
  if ((node.type.name !== 'figure' && node.type.name !== 'file') || isPlaceholder(node)) return false
  if (event.key === 'Enter') {
    const dom = view.nodeDOM(from)
    const first = dom instanceof HTMLElement ? dom.querySelector<HTMLElement>('button:not([hidden]), a[href]') : null
    first?.focus()
    return first !== null
  }
  if (node.type.name === 'figure' && (event.key === 'ArrowDown' || event.key === 'ArrowRight')) {
    view.dispatch(view.state.tr.setSelection(TextSelection.create(doc, from + 1)).scrollIntoView())
    return true
  }
  return false
}

function hostOf (src: string): string {
  try {
    return new URL(src).host
  } catch {
    return src.slice(0, 60)
  }
}
