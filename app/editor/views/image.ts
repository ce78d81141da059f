import type { Node } from 'prosemirror-model'
import type { NodeView } from 'prosemirror-view'
import type { EditorWords } from '../words.ts'
import { isPlaceholder, safeImage } from '../../schema/index.ts'

/**
 * An image that is not part of the document is a request to a stranger's server, which then knows who reads what
 * and when. So it is a card that says where it would come from, until somebody asks for it.
 */
export class ImageView implements NodeView {
  readonly dom = document.createElement('span')
  readonly #words: EditorWords
  #node: Node
  #wanted = false

  constructor (node: Node, words: EditorWords) {
    this.#node = node
    this.#words = words
    this.dom.className = 'image'
    this.dom.contentEditable = 'false'
    this.#show()
  }

  update (node: Node): boolean {
    if (node.type.name !== 'image' || isPlaceholder(node)) return false
    if (node.attrs['src'] !== this.#node.attrs['src']) this.#wanted = false
    this.#node = node
    this.#show()
    return true
  }

  stopEvent (event: Event): boolean {
    return event.target instanceof HTMLButtonElement
  }

  ignoreMutation (): boolean {
    return true
  }

  #show (): void {
    const src = safeImage(this.#node.attrs['src'])
    if (src === null) this.#card(this.#words.imageBad)
    else if (this.#wanted || src.startsWith('data:')) this.#image(src)
    else this.#offer(src)
  }

  #image (src: string): void {
    const image = document.createElement('img')
    image.alt = String(this.#node.attrs['alt'])
    image.referrerPolicy = 'no-referrer'
    const title: unknown = this.#node.attrs['title']
    if (typeof title === 'string') image.title = title
    image.addEventListener('error', () => {
      this.#wanted = false
      this.#card(this.#words.imageFailed)
    })
    image.src = src
    this.dom.className = 'image'
    this.dom.replaceChildren(image)
  }

  #offer (src: string): void {
    const load = document.createElement('button')
    load.type = 'button'
    load.className = 'bubble-button'
    load.textContent = this.#words.imageLoad
    load.addEventListener('click', () => {
      this.#wanted = true
      this.#show()
    })
    this.#card(this.#words.imageCard(hostOf(src)), load)
  }

  #card (text: string, action?: HTMLElement): void {
    const words = document.createElement('span')
    const alt = String(this.#node.attrs['alt'])
    words.className = 'image-words'
    words.append(line('image-alt', alt), line('image-host', text))
    if (action !== undefined) words.append(line('image-hint', this.#words.imageHidden))
    this.dom.className = 'image card'
    this.dom.replaceChildren(words, ...action === undefined ? [] : [action])
  }
}

function line (name: string, text: string): HTMLElement {
  const dom = document.createElement('span')
  dom.className = name
  dom.textContent = text
  dom.hidden = text === ''
  return dom
}

function hostOf (src: string): string {
  try {
    return new URL(src).host
  } catch {
    return src.slice(0, 60)
  }
}
