import type { Node } from 'prosemirror-model'
import type { EditorView, NodeView } from 'prosemirror-view'
import type { EditorWords } from '../words.ts'
import { autoUpdate, computePosition, flip, offset, shift } from '@floating-ui/dom'
import { NodeSelection, TextSelection } from 'prosemirror-state'
import { isPlaceholder } from '../../schema/index.ts'
import { isDay } from '../../schema/nodes/date.ts'
import { showDay } from '../dates.ts'
import { OPEN } from './named.ts'

/** A day in the reader's language; a click or Enter opens the browser's own calendar. */
export class DateView implements NodeView {
  readonly dom = document.createElement('time')
  readonly #view: EditorView
  readonly #getPos: () => number | undefined
  readonly #words: EditorWords
  readonly #locale: () => string
  #node: Node
  #close: (() => void) | null = null

  constructor (node: Node, view: EditorView, getPos: () => number | undefined, words: EditorWords, locale: () => string, editable: () => boolean) {
    this.#node = node
    this.#view = view
    this.#getPos = getPos
    this.#words = words
    this.#locale = locale
    this.dom.className = 'date'
    this.dom.contentEditable = 'false'
    const open = (event: Event): void => {
      event.preventDefault()
      if (editable()) this.#open()
    }
    this.dom.addEventListener('click', open)
    this.dom.addEventListener(OPEN, open)
    this.#show()
  }

  update (node: Node): boolean {
    if (node.type !== this.#node.type || isPlaceholder(node)) return false
    this.#node = node
    this.#show()
    return true
  }

  ignoreMutation (): boolean { return true }
  destroy (): void { this.#close?.() }

  #show (): void {
    const day = String(this.#node.attrs['day'])
    this.dom.dateTime = day
    this.dom.textContent = showDay(day, this.#locale())
  }

  #open (): void {
    if (this.#close !== null) return
    const panel = document.createElement('div')
    const input = document.createElement('input')
    panel.className = 'date-panel'
    panel.dataset['testid'] = 'date-panel'
    panel.setAttribute('role', 'dialog')
    panel.setAttribute('aria-label', this.#words.date)
    input.type = 'date'
    input.className = 'input'
    input.required = true
    input.max = '9999-12-31'
    input.setAttribute('aria-label', this.#words.date)
    input.value = String(this.#node.attrs['day'])
    const done = document.createElement('button')
    done.type = 'button'
    done.className = 'bubble-button'
    done.textContent = this.#words.dateDone
    panel.append(input, done)
    this.#view.dom.parentElement?.append(panel)
    const stop = autoUpdate(this.dom, panel, () => {
      computePosition(this.dom, panel, { placement: 'bottom-start', middleware: [offset(6), flip(), shift({ padding: 8 })] })
        .then(({ x, y }) => { Object.assign(panel.style, { left: `${x}px`, top: `${y}px` }) }, () => {})
    })
    const outside = (event: Event): void => {
      if (event.target instanceof Element && !panel.contains(event.target) && !this.dom.contains(event.target)) this.#close?.()
    }
    document.addEventListener('pointerdown', outside)
    this.#close = () => {
      this.#close = null
      stop()
      document.removeEventListener('pointerdown', outside)
      panel.remove()
    }
    const leave = (): void => {
      this.#close?.()
      this.#behind()
    }
    // Each change counts at once: a picked day needs no second word.
    input.addEventListener('change', () => { this.#set(input.value) })
    done.addEventListener('click', leave)
    panel.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' && !(event.key === 'Enter' && event.target === input)) return
      event.preventDefault()
      event.stopPropagation()
      leave()
    })
    input.focus()
  }

  #set (day: string): void {
    const pos = this.#getPos()
    if (pos === undefined || !isDay(day) || day === this.#node.attrs['day']) return
    this.#view.dispatch(this.#view.state.tr.setNodeAttribute(pos, 'day', day))
  }

  /** Back to the text, to go on writing. */
  #behind (): void {
    const pos = this.#getPos()
    const { state } = this.#view
    if (pos !== undefined && (state.selection instanceof NodeSelection || state.selection.from !== pos + 1)) {
      this.#view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, pos + 1)))
    }
    this.#view.focus()
  }
}
