import type { Node } from 'prosemirror-model'
import type { EditorView, NodeView, ViewMutationRecord } from 'prosemirror-view'
import type { CalloutKind } from '../../schema/nodes/callout.ts'
import type { EditorWords } from '../words.ts'
import { computePosition, flip, offset, shift } from '@floating-ui/dom'
import { isPlaceholder } from '../../schema/index.ts'
import { CALLOUT_KINDS, calloutKind } from '../../schema/nodes/callout.ts'
import { drawn } from './drawn.ts'

/** 20 × 20, like the icons of the page. */
const SIGNS: Record<CalloutKind, string> = {
  note: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 9.2v4.3M10 6.5h.01',
  tip: 'M7.5 14.2a5 5 0 1 1 5 0v1.3h-5zM8.3 17.5h3.4',
  important: 'M3.5 4h13v9.5H10L6.5 17v-3.5h-3zM10 6.3v3M10 11.3h.01',
  warning: 'M10 3.5L17.5 16h-15zM10 8.5v3.5M10 14h.01',
  caution: 'M7 3h6l4 4v6l-4 4H7l-4-4V7zM10 6.5v4M10 13.3h.01'
}

/** A callout with a button for its kind. The kind is an attribute, so changing it leaves alone what others write in it. */
export class CalloutView implements NodeView {
  readonly dom = document.createElement('div')
  readonly contentDOM = document.createElement('div')
  readonly #button = document.createElement('button')
  readonly #words: EditorWords
  readonly #view: EditorView
  readonly #getPos: () => number | undefined
  readonly #editable: () => boolean
  #menu: HTMLElement | null = null
  #kind: CalloutKind | null = null

  constructor (node: Node, view: EditorView, getPos: () => number | undefined, words: EditorWords, editable: () => boolean) {
    this.#words = words
    this.#view = view
    this.#getPos = getPos
    this.#editable = editable
    this.dom.className = 'callout'
    this.dom.setAttribute('role', 'note')
    this.contentDOM.className = 'callout-body'
    this.#button.type = 'button'
    this.#button.className = 'callout-kind'
    this.#button.contentEditable = 'false'
    this.#button.setAttribute('aria-haspopup', 'menu')
    this.#button.addEventListener('mousedown', (event) => { event.preventDefault() })
    this.#button.addEventListener('click', () => {
      if (this.#menu === null) this.#open()
      else this.#close()
    })
    this.#button.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      view.focus()
    })
    this.dom.append(this.#button, this.contentDOM)
    this.#show(node)
  }

  update (node: Node): boolean {
    if (node.type.name !== 'callout' || isPlaceholder(node)) return false
    this.#show(node)
    return true
  }

  stopEvent (event: Event): boolean {
    return event.target instanceof Element && (this.#button.contains(event.target) || this.#menu?.contains(event.target) === true)
  }

  ignoreMutation (mutation: ViewMutationRecord): boolean {
    return mutation.type !== 'selection' && !this.contentDOM.contains(mutation.target)
  }

  destroy (): void {
    this.#close(false)
  }

  #show (node: Node): void {
    this.#button.setAttribute('aria-disabled', String(!this.#editable()))
    const kind = calloutKind(node)
    if (kind === this.#kind) return
    this.#kind = kind
    this.dom.dataset['callout'] = kind
    this.dom.setAttribute('aria-label', this.#words.calloutKinds[kind])
    this.#button.replaceChildren(drawn(SIGNS[kind]))
    this.#button.setAttribute('aria-label', this.#words.calloutKind(this.#words.calloutKinds[kind]))
    this.#button.title = this.#words.calloutKinds[kind]
  }

  #open (): void {
    if (!this.#editable()) return
    const menu = document.createElement('div')
    menu.className = 'callout-menu'
    menu.contentEditable = 'false'
    menu.setAttribute('role', 'menu')
    menu.setAttribute('aria-label', this.#words.calloutChoose)
    menu.append(...CALLOUT_KINDS.map((kind) => this.#item(kind)))
    menu.addEventListener('keydown', (event) => { this.#onKey(event) })
    menu.addEventListener('focusout', (event) => {
      if (!(event.relatedTarget instanceof Element) || !menu.contains(event.relatedTarget)) this.#close(false)
    })
    // On top of everything: a block that stands alone would cut it off.
    menu.popover = 'manual'
    this.#menu = menu
    this.dom.append(menu)
    menu.showPopover()
    this.#button.setAttribute('aria-expanded', 'true')
    void computePosition(this.#button, menu, { strategy: 'fixed', placement: 'bottom-start', middleware: [offset(4), flip(), shift({ padding: 8 })] })
      .then(({ x, y }) => { Object.assign(menu.style, { left: `${x}px`, top: `${y}px` }) })
    menu.querySelector<HTMLElement>('[aria-checked="true"]')?.focus({ preventScroll: true })
  }

  #item (kind: CalloutKind): HTMLElement {
    const item = document.createElement('button')
    item.type = 'button'
    item.tabIndex = -1
    item.className = 'menu-item'
    item.dataset['callout'] = kind
    item.setAttribute('role', 'menuitemradio')
    item.setAttribute('aria-checked', String(kind === this.#kind))
    item.append(drawn(SIGNS[kind]), this.#words.calloutKinds[kind])
    item.addEventListener('mousedown', (event) => { event.preventDefault() })
    item.addEventListener('click', () => {
      const pos = this.#getPos()
      this.#close(false)
      if (pos !== undefined && this.#editable()) this.#view.dispatch(this.#view.state.tr.setNodeAttribute(pos, 'kind', kind))
      this.#view.focus()
    })
    return item
  }

  #onKey (event: KeyboardEvent): void {
    const items = [...this.#menu?.querySelectorAll<HTMLElement>('.menu-item') ?? []]
    const at = items.findIndex((item) => item === document.activeElement)
    const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }
    const to = moves[event.key]
    if (to !== undefined) items[(to + items.length) % items.length]?.focus()
    else if (event.key === 'Escape') this.#close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  #close (focus = true): void {
    const menu = this.#menu
    if (menu === null) return
    this.#menu = null
    menu.remove()
    this.#button.setAttribute('aria-expanded', 'false')
    if (focus) this.#button.focus()
  }
}
