import type { Node } from 'prosemirror-model'
import type { EditorView, NodeView, ViewMutationRecord } from 'prosemirror-view'
import type { EditorWords } from '../words.ts'
import { footnotesOf } from '../../schema/footnotes.ts'
import { isPlaceholder } from '../../schema/index.ts'
import { onDocument } from '../live.ts'
import { openNote, toSign } from '../plugins/footnotes.ts'

const TEXT_SHOWN = 120

/** A sign in the text: a number that leads to its note. */
export class FootnoteRefView implements NodeView {
  readonly dom = document.createElement('sup')
  readonly #button = document.createElement('button')
  readonly #view: EditorView
  readonly #words: EditorWords
  readonly #stop: () => void
  #node: Node
  /** What the name tells of; undefined until it was looked for. */
  #note: Node | null | undefined

  constructor (node: Node, view: EditorView, words: EditorWords) {
    this.#node = node
    this.#view = view
    this.#words = words
    this.dom.className = 'footnote-ref'
    this.#button.type = 'button'
    this.#button.contentEditable = 'false'
    this.#button.addEventListener('mousedown', (event) => { event.preventDefault() })
    this.#button.addEventListener('click', () => { openNote(view, String(this.#node.attrs['id'])) })
    this.dom.append(this.#button)
    this.#stop = onDocument(view, () => { this.#show() })
    this.#show()
  }

  update (node: Node): boolean {
    if (node.type.name !== 'footnote_ref' || isPlaceholder(node)) return false
    this.#node = node
    this.#show()
    return true
  }

  stopEvent (event: Event): boolean {
    return event.target === this.#button && !event.type.startsWith('drag')
  }

  ignoreMutation (): boolean {
    return true
  }

  destroy (): void {
    this.#stop()
  }

  #show (): void {
    const { doc } = this.#view.state
    const { numbers, notes } = footnotesOf(doc)
    const id = String(this.#node.attrs['id'])
    const number = String(numbers.get(id) ?? '?')
    const at = notes.get(id)
    const note = at === undefined ? null : doc.nodeAt(at)
    // A text may have many: at most keys nothing of this one changes.
    if (note === this.#note && number === this.#button.textContent) return
    this.#note = note
    const text = note === null ? this.#words.footnoteMissing : note.textBetween(0, note.content.size, ' ', ' ').slice(0, TEXT_SHOWN).trim()
    const name = text === '' ? this.#words.footnote(number) : `${this.#words.footnote(number)}: ${text}`
    if (this.#button.textContent !== number) this.#button.textContent = number
    if (this.#button.getAttribute('aria-label') !== name) {
      this.#button.setAttribute('aria-label', name)
      this.#button.title = text
    }
    this.dom.classList.toggle('missing', note === null)
  }
}

/** A note: its number, which leads back to the sign, and what it says. */
export class FootnoteView implements NodeView {
  readonly dom = document.createElement('div')
  readonly contentDOM = document.createElement('div')
  readonly #button = document.createElement('button')
  readonly #view: EditorView
  readonly #words: EditorWords
  readonly #stop: () => void
  #node: Node

  constructor (node: Node, view: EditorView, words: EditorWords) {
    this.#node = node
    this.#view = view
    this.#words = words
    this.dom.className = 'footnote'
    this.dom.setAttribute('role', 'note')
    this.contentDOM.className = 'footnote-body'
    this.#button.type = 'button'
    this.#button.className = 'footnote-back'
    this.#button.contentEditable = 'false'
    this.#button.addEventListener('mousedown', (event) => { event.preventDefault() })
    this.#button.addEventListener('click', () => { toSign(view, String(this.#node.attrs['id'])) })
    this.dom.append(this.#button, this.contentDOM)
    this.#stop = onDocument(view, () => { this.#show() })
    this.#show()
  }

  update (node: Node): boolean {
    if (node.type.name !== 'footnote_def' || isPlaceholder(node)) return false
    this.#node = node
    this.#show()
    return true
  }

  stopEvent (event: Event): boolean {
    return event.target === this.#button
  }

  ignoreMutation (mutation: ViewMutationRecord): boolean {
    return mutation.type !== 'selection' && !this.contentDOM.contains(mutation.target)
  }

  destroy (): void {
    this.#stop()
  }

  #show (): void {
    const number = footnotesOf(this.#view.state.doc).numbers.get(String(this.#node.attrs['id']))
    const shown = number === undefined ? '–' : `${number}.`
    const name = number === undefined ? this.#words.footnoteUnused : this.#words.footnoteBack(String(number))
    if (this.#button.textContent === shown && this.#button.title === name) return
    this.#button.textContent = shown
    this.#button.title = name
    this.#button.setAttribute('aria-label', name)
    this.#button.setAttribute('aria-disabled', String(number === undefined))
    this.dom.setAttribute('aria-label', number === undefined ? this.#words.footnoteUnused : this.#words.footnote(String(number)))
    this.dom.classList.toggle('unused', number === undefined)
  }
}
