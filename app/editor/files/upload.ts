import type { Node } from 'prosemirror-model'
import type { FileWords } from '../words.ts'
import type { DocumentFiles } from './files.ts'
import { schema } from '../../schema/index.ts'
import { describe } from './sniff.ts'

const MAX_NAME = 200

/** One file on its way in: a card in the text, with how far it is, until its node can take its place. */
export class Upload {
  readonly dom = document.createElement('div')
  readonly id: number
  node: Node | null = null
  readonly #file: File
  readonly #words: FileWords
  readonly #text = document.createElement('span')
  readonly #bar = document.createElement('progress')
  readonly #again = document.createElement('button')
  readonly #cancel = document.createElement('button')
  #running: AbortController | null = null

  constructor (id: number, file: File, words: FileWords, on: { again: () => void, cancel: () => void }) {
    this.id = id
    this.#file = file
    this.#words = words
    const name = document.createElement('span')
    name.className = 'file-name'
    name.textContent = this.name
    this.dom.className = 'upload-card file-card'
    this.dom.setAttribute('role', 'group')
    this.dom.setAttribute('aria-label', words.uploading(this.name))
    this.dom.dataset['testid'] = 'upload'
    this.#text.className = 'file-state'
    this.#text.textContent = words.size(file.size)
    this.#bar.setAttribute('aria-label', words.uploading(this.name))
    this.#bar.max = 1
    const main = document.createElement('span')
    main.className = 'file-words'
    main.append(name, this.#text, this.#bar)
    this.#again.hidden = true
    button(this.#again, words.again, on.again)
    button(this.#cancel, words.cancel, on.cancel)
    this.#cancel.setAttribute('aria-label', words.cancelOf(this.name))
    const actions = document.createElement('span')
    actions.className = 'file-actions'
    actions.append(this.#again, this.#cancel)
    this.dom.append(main, actions)
  }

  get name (): string {
    return this.#file.name.slice(0, MAX_NAME)
  }

  /** Resolves with the node once the bytes are on disk. Rejects with what went wrong, or when it was stopped. */
  async run (files: DocumentFiles): Promise<Node> {
    const running = new AbortController()
    this.#running = running
    this.#again.hidden = true
    this.#bar.hidden = false
    this.#text.removeAttribute('role')
    this.#text.textContent = this.#words.size(this.#file.size)
    if (this.node !== null) return this.node
    const { image, w, h } = await describe(this.#file)
    const { ref, size } = await files.upload(this.#file, {
      signal: running.signal,
      onprogress: (sent, total) => {
        this.#bar.value = total === 0 ? 1 : sent / total
        this.#text.textContent = this.#words.progress(sent, total)
      }
    })
    const common = { blob: ref, name: this.name, size }
    this.node = image === null
      ? schema.nodes.file.create({ ...common, mime: this.#file.type.slice(0, MAX_NAME) })
      : schema.nodes.figure.create({ ...common, mime: image, w, h })
    return this.node
  }

  fail (why: string): void {
    this.#bar.hidden = true
    this.#again.hidden = false
    this.#text.setAttribute('role', 'alert')
    this.#text.textContent = this.#words.failed(why)
  }

  stop (): void {
    this.#running?.abort(new Error('stopped'))
  }
}

function button (dom: HTMLButtonElement, label: string, run: () => void): void {
  dom.type = 'button'
  dom.className = 'bubble-button'
  dom.textContent = label
  dom.addEventListener('click', run)
}
