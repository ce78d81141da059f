import type { Node } from 'prosemirror-model'
import type { NodeView } from 'prosemirror-view'
import type { DocumentFiles } from '../files/files.ts'
import type { FileWords } from '../words.ts'
import { blobRef, isPlaceholder } from '../../schema/index.ts'
import { Arrival } from '../files/arrival.ts'
import { arrivalParts, element, textButton } from './file-parts.ts'
import { far, whenNear } from './near.ts'

/** Kinds that a browser opens in a tab of their own; the server lets nothing in them run. */
const OPENS = /^(?:image\/(?:png|jpeg|gif|webp|avif|bmp)|audio\/(?:mpeg|ogg|wav|webm|mp4|aac|flac)|video\/(?:mp4|webm|ogg)|text\/plain)$/

/** A file as a card: what it is called, how large it is, and how to get it. */
export class FileView implements NodeView {
  readonly dom = element('div', 'file-card')
  readonly #words: FileWords
  readonly #files: DocumentFiles
  readonly #arrival: Arrival
  #node: Node

  constructor (node: Node, files: DocumentFiles, words: FileWords) {
    this.#node = node
    this.#files = files
    this.#words = words
    this.#arrival = new Arrival(files, () => { this.#show() })
    this.dom.contentEditable = 'false'
    this.dom.dataset['testid'] = 'file'
    this.dom.setAttribute('role', 'group')
    this.#show()
    whenNear(this.dom, () => { this.#look() })
  }

  update (node: Node): boolean {
    if (node.type.name !== 'file' || isPlaceholder(node)) return false
    const before = this.#node
    this.#node = node
    if (before.attrs['blob'] !== node.attrs['blob'] && this.#arrival.where.is !== 'unknown') this.#look()
    this.#show()
    return true
  }

  selectNode (): void {
    this.dom.classList.add('ProseMirror-selectednode')
  }

  deselectNode (): void {
    this.dom.classList.remove('ProseMirror-selectednode')
  }

  stopEvent (event: Event): boolean {
    return event.target instanceof Element && event.target.closest('a, button') !== null && !event.type.startsWith('drag')
  }

  ignoreMutation (): boolean {
    return true
  }

  destroy (): void {
    far(this.dom)
    this.#arrival.stop()
  }

  #look (): void {
    this.#arrival.look(blobRef(this.#node.attrs['blob']))
  }

  #show (): void {
    const { attrs } = this.#node
    const focused = this.dom.contains(document.activeElement) && document.activeElement !== this.dom
    const name = String(attrs['name']) || this.#words.unnamed
    const size = Number(attrs['size'])
    const words = element('span', 'file-words', element('span', 'file-name', name))
    const here = this.#arrival.where.is === 'here' || this.#arrival.where.is === 'unknown'
    const [state, ...more] = arrivalParts(this.#arrival, size, this.#words)
    words.append(here ? element('span', 'file-state', this.#words.size(size)) : state ?? '')
    for (const part of more) if (part.tagName === 'PROGRESS') words.append(part)
    const ref = blobRef(attrs['blob'])
    const actions: HTMLElement[] = more.filter(({ tagName }) => tagName === 'BUTTON')
    if (here && ref !== '') {
      const url = this.#files.url(ref, name, String(attrs['mime']))
      if (OPENS.test(String(attrs['mime'])) && this.#arrival.where.is === 'here') actions.push(link(this.#words.open, url, this.#words.openOf(name)))
      actions.push(textButton(this.#words.download, () => { this.#download() }))
      actions.at(-1)?.setAttribute('aria-label', this.#words.downloadOf(name))
    }
    this.dom.setAttribute('aria-label', this.#words.fileOf(name))
    this.dom.replaceChildren(icon(), words, element('span', 'file-actions', ...actions))
    if (focused) this.dom.querySelector<HTMLElement>('button, a')?.focus()
  }

  #download (): void {
    const { name, blob } = this.#node.attrs
    const save = (): void => { download(this.#files.url(blobRef(blob), String(name), ''), String(name)) }
    if (this.#arrival.where.is === 'here') save()
    else void this.#arrival.fetch().then((here) => { if (here) save() })
  }
}

export function link (label: string, url: string, name: string): HTMLAnchorElement {
  const dom = element('a', 'bubble-button', label)
  dom.href = url
  dom.target = '_blank'
  dom.rel = 'noopener noreferrer'
  dom.setAttribute('aria-label', name)
  return dom
}

export function download (url: string, name: string): void {
  const dom = document.createElement('a')
  dom.href = url
  dom.download = name
  dom.click()
}

function icon (): SVGElement {
  const space = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(space, 'svg')
  const path = document.createElementNS(space, 'path')
  svg.setAttribute('viewBox', '0 0 20 20')
  svg.setAttribute('class', 'file-icon')
  svg.setAttribute('aria-hidden', 'true')
  path.setAttribute('d', 'M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5')
  svg.append(path)
  return svg
}
