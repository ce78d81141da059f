import type { Node } from 'prosemirror-model'
import type { EditorView, NodeView, ViewMutationRecord } from 'prosemirror-view'
import type { EditorWords } from '../words.ts'
import { Selection, TextSelection } from 'prosemirror-state'
import { isPlaceholder } from '../../schema/index.ts'
import { summaryAt } from '../../schema/nodes/details.ts'
import { idAt } from '../block-ids.ts'
import { REVEAL } from '../plugins/found.ts'
import { onToggle } from '../plugins/sections.ts'
import { drawn } from './drawn.ts'

const NAME_LENGTH = 80
const ARROW = 'M7.5 4.5l5.5 5.5-5.5 5.5'
/** Which sections are open in a window, by their identity: a view may be made anew when others write. */
const OPEN = new WeakMap<EditorView, Set<string>>()

/** A section with a button that folds it. The element is no `<details>`: in those, keys that are typed would toggle. */
export class DetailsView implements NodeView {
  readonly dom = document.createElement('div')
  readonly contentDOM = document.createElement('div')
  readonly #button = document.createElement('button')
  readonly #label = document.createElement('span')
  readonly #words: EditorWords
  readonly #view: EditorView
  readonly #getPos: () => number | undefined
  #node: Node
  #open = false

  constructor (node: Node, view: EditorView, getPos: () => number | undefined, words: EditorWords) {
    this.#node = node
    this.#view = view
    this.#getPos = getPos
    this.#words = words
    this.dom.className = 'details'
    this.contentDOM.className = 'details-body'
    this.#button.type = 'button'
    this.#button.className = 'details-toggle'
    this.#button.contentEditable = 'false'
    this.#button.append(drawn(ARROW))
    this.#button.addEventListener('mousedown', (event) => { event.preventDefault() })
    this.#button.addEventListener('click', () => { this.#toggle() })
    this.#button.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      view.focus()
    })
    this.#label.className = 'details-none'
    this.#label.contentEditable = 'false'
    this.#label.textContent = words.section
    this.dom.append(this.#button, this.#label, this.contentDOM)
    this.dom.addEventListener(REVEAL, () => { this.#set(true) })
    onToggle(this.dom, () => { this.#toggle() })
    this.#set(this.#wasOpen())
    this.#show()
  }

  update (node: Node): boolean {
    if (node.type.name !== 'details' || isPlaceholder(node)) return false
    this.#node = node
    this.#show()
    return true
  }

  stopEvent (event: Event): boolean {
    return event.target instanceof Element && this.#button.contains(event.target)
  }

  ignoreMutation (mutation: ViewMutationRecord): boolean {
    return mutation.type !== 'selection' && !this.contentDOM.contains(mutation.target)
  }

  /** Before, or by making it just now, with the cursor in its line. */
  #wasOpen (): boolean {
    const pos = this.#getPos()
    if (pos === undefined) return false
    const { from, to } = this.#view.state.selection
    const id = this.#id()
    return (id !== null && OPEN.get(this.#view)?.has(id) === true) || (from > pos && to < pos + this.#node.nodeSize)
  }

  #id (): string | null {
    const pos = this.#getPos()
    try {
      return pos === undefined ? null : idAt(this.#view.state, pos)
    } catch {
      return null   // in the middle of an update
    }
  }

  #toggle (): void {
    if (this.#open) this.#leave()
    this.#set(!this.#open)
  }

  /** The cursor would be caught in what folds away. */
  #leave (): void {
    const pos = this.#getPos()
    if (pos === undefined) return
    const { state } = this.#view
    const { from, to } = state.selection
    const line = summaryAt(this.#node)
    let start = pos + 1
    for (let i = 0; i < line; i++) start += this.#node.child(i).nodeSize
    const end = line < 0 ? start : start + this.#node.child(line).nodeSize
    const inside = to > pos && from < pos + this.#node.nodeSize
    if (!inside || (from >= start && to <= end)) return
    const selection = line < 0 ? Selection.near(state.doc.resolve(pos + this.#node.nodeSize), 1) : TextSelection.create(state.doc, end - 1)
    this.#view.dispatch(state.tr.setSelection(selection))
  }

  #set (open: boolean): void {
    this.#open = open
    this.dom.dataset['open'] = String(open)
    this.#button.setAttribute('aria-expanded', String(open))
    const id = this.#id()
    if (id === null) return
    const known = OPEN.get(this.#view) ?? new Set<string>()
    OPEN.set(this.#view, known)
    if (open) known.add(id)
    else known.delete(id)
  }

  #show (): void {
    const line = summaryAt(this.#node)
    const text = line < 0 ? '' : this.#node.child(line).textContent.slice(0, NAME_LENGTH).trim()
    const none = String(line < 0)
    if (this.dom.dataset['none'] !== none) this.dom.dataset['none'] = none
    const name = text === '' ? this.#words.section : `${this.#words.section}: ${text}`
    if (this.#button.getAttribute('aria-label') !== name) this.#button.setAttribute('aria-label', name)
  }
}

/** The line of a section, with a hint where nothing is written in it. */
export class SummaryView implements NodeView {
  readonly dom = document.createElement('div')
  readonly contentDOM = this.dom

  constructor (node: Node, words: EditorWords) {
    this.dom.className = 'details-summary'
    this.dom.dataset['hint'] = words.sectionTitle
    this.#show(node)
  }

  update (node: Node): boolean {
    if (node.type.name !== 'details_summary' || isPlaceholder(node)) return false
    this.#show(node)
    return true
  }

  ignoreMutation (mutation: ViewMutationRecord): boolean {
    return mutation.type === 'attributes' && mutation.target === this.dom
  }

  #show (node: Node): void {
    this.dom.classList.toggle('empty', node.content.size === 0)
  }
}
