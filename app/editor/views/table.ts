import type { Node } from 'prosemirror-model'
import type { EditorView, NodeView, ViewMutationRecord } from 'prosemirror-view'
import type { EditorWords } from '../words.ts'
import { NodeSelection } from 'prosemirror-state'
import { isPlaceholder } from '../../schema/index.ts'
import { MAX_COLUMN, MIN_COLUMN, cellAttributes, isBlank, isCovered, isHeaderCell } from '../../schema/nodes/table.ts'
import { layOut } from '../../schema/table-grid.ts'
import { DEFAULT_COLUMN, columnWidths, setColumn } from '../tables/commands.ts'

/** This near to a cell's right edge the mouse is on the line between two columns. */
const EDGE = 6

/** A table in a box of its own that scrolls sideways. The lines between columns can be dragged. */
export class TableView implements NodeView {
  readonly dom = document.createElement('div')
  readonly contentDOM = document.createElement('tbody')
  readonly #table = document.createElement('table')
  readonly #columns = document.createElement('colgroup')
  /** Also what a keyboard reaches of a box that scrolls. */
  readonly #handle = document.createElement('button')
  readonly #view: EditorView
  readonly #getPos: () => number | undefined
  readonly #editable: () => boolean
  #node: Node
  #stop: (() => void) | null = null

  constructor (node: Node, view: EditorView, getPos: () => number | undefined, words: EditorWords, editable: () => boolean) {
    this.#node = node
    this.#view = view
    this.#getPos = getPos
    this.#editable = editable
    this.dom.className = 'table-box'
    this.#table.append(this.#columns, this.contentDOM)
    this.#handle.type = 'button'
    this.#handle.className = 'table-handle'
    this.#handle.contentEditable = 'false'
    this.#handle.setAttribute('aria-label', words.tableSelect)
    this.#handle.title = words.tableSelect
    this.#handle.addEventListener('mousedown', (event) => { event.preventDefault() })
    this.#handle.addEventListener('click', () => { this.#select() })
    this.dom.append(this.#handle, this.#table)
    this.dom.addEventListener('pointermove', (event) => {
      if (this.#stop === null) this.dom.classList.toggle('at-edge', this.#editable() && this.#columnAt(event) !== null)
    })
    this.dom.addEventListener('pointerleave', () => { if (this.#stop === null) this.dom.classList.remove('at-edge') })
    this.dom.addEventListener('pointerdown', (event) => { this.#drag(event) })
    this.#show()
  }

  update (node: Node): boolean {
    if (node.type.name !== 'table' || isPlaceholder(node)) return false
    this.#node = node
    if (this.#stop === null) this.#show()
    return true
  }

  stopEvent (event: Event): boolean {
    return event.target === this.#handle || (this.#stop !== null && event instanceof MouseEvent)
  }

  ignoreMutation (mutation: ViewMutationRecord): boolean {
    return mutation.type !== 'selection' && (mutation.target === this.contentDOM ? mutation.type === 'attributes' : !this.contentDOM.contains(mutation.target))
  }

  destroy (): void {
    this.#stop?.()
  }

  #select (): void {
    const pos = this.#getPos()
    if (pos === undefined) return
    this.#view.dispatch(this.#view.state.tr.setSelection(NodeSelection.create(this.#view.state.doc, pos)))
    this.#view.focus()
  }

  /** The column whose right edge is under the mouse. */
  #columnAt (event: PointerEvent): number | null {
    const cell = event.target instanceof Element ? event.target.closest('td, th') : null
    if (cell === null || event.pointerType !== 'mouse' || !this.contentDOM.contains(cell)) return null
    const box = cell.getBoundingClientRect()
    const right = getComputedStyle(cell).direction === 'rtl' ? event.clientX - box.left <= EDGE : box.right - event.clientX <= EDGE
    const pos = this.#getPos()
    if (!right || pos === undefined) return null
    const inside = this.#view.posAtDOM(cell, 0) - pos - 1
    const placed = layOut(this.#node)?.cells.find(({ offset, cell: node }) => inside > offset && inside < offset + node.nodeSize)
    return placed === undefined ? null : placed.col + placed.colspan - 1
  }

  #drag (event: PointerEvent): void {
    const col = event.button === 0 && this.#editable() ? this.#columnAt(event) : null
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('td, th') : null
    const grid = layOut(this.#node)
    if (col === null || cell === null || grid === null) return
    event.preventDefault()
    const before = columnWidths(grid)[col] || cell.offsetWidth / Math.max(1, (cell as HTMLTableCellElement).colSpan)
    // To widen a column one pulls away from where its table begins.
    const sign = getComputedStyle(cell).direction === 'rtl' ? -1 : 1
    let width = before
    const move = (moved: PointerEvent): void => {
      width = Math.min(MAX_COLUMN, Math.max(MIN_COLUMN, before + sign * (moved.clientX - event.clientX)))
      this.#show({ col, width })
    }
    const finish = (apply: boolean): void => {
      this.#stop = null
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', up)
      window.removeEventListener('pointercancel', cancel)
      window.removeEventListener('keydown', key, true)
      this.dom.classList.remove('resizing')
      if (apply && width !== before) this.#choose(col, width)
      this.#show()
    }
    const up = (): void => { finish(true) }
    const cancel = (): void => { finish(false) }
    const key = (pressed: KeyboardEvent): void => {
      if (pressed.key !== 'Escape') return
      pressed.preventDefault()
      pressed.stopPropagation()
      finish(false)
    }
    this.#stop = cancel
    this.dom.classList.add('resizing')
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', up)
    window.addEventListener('pointercancel', cancel)
    window.addEventListener('keydown', key, true)
  }

  #choose (col: number, width: number): void {
    const pos = this.#getPos()
    const grid = layOut(this.#node)
    if (pos === undefined || grid === null || !this.#editable()) return
    const transaction = this.#view.state.tr
    setColumn({ start: pos + 1, grid }, transaction, col, width)
    if (transaction.docChanged) this.#view.dispatch(transaction)
  }

  #show (dragged?: { col: number, width: number }): void {
    const grid = layOut(this.#node)
    const widths = grid === null ? [] : columnWidths(grid)
    if (dragged !== undefined) widths[dragged.col] = dragged.width
    while (this.#columns.childElementCount > widths.length) this.#columns.lastElementChild?.remove()
    while (this.#columns.childElementCount < widths.length) this.#columns.append(document.createElement('col'))
    widths.forEach((width, i) => { (this.#columns.children[i] as HTMLElement).style.width = width > 0 ? `${width}px` : '' })
    const any = widths.some((width) => width > 0)
    const total = widths.reduce((sum, width) => sum + (width || DEFAULT_COLUMN), 0)
    this.#table.className = any ? 'fixed' : ''
    this.#table.style.width = any && widths.every((width) => width > 0) ? `${total}px` : ''
    this.#table.style.minWidth = any ? `${total}px` : ''
  }
}

/** A cell; one that was merged into another is out of sight unless somebody typed into it meanwhile. */
export class CellView implements NodeView {
  readonly dom: HTMLElement
  readonly contentDOM: HTMLElement
  #node: Node | null = null

  constructor (node: Node) {
    this.dom = document.createElement(isHeaderCell(node) ? 'th' : 'td')
    this.contentDOM = this.dom
    this.#show(node)
  }

  update (node: Node): boolean {
    if (this.#node === null || node.type !== this.#node.type || isHeaderCell(node) !== isHeaderCell(this.#node)) return false
    this.#show(node)
    return true
  }

  ignoreMutation (mutation: ViewMutationRecord): boolean {
    return mutation.type === 'attributes' && mutation.target === this.dom
  }

  #show (node: Node): void {
    const attrs = cellAttributes(node)
    if (isCovered(node) && !isBlank(node)) delete attrs['hidden']
    for (const name of ['colspan', 'rowspan', 'align', 'hidden', 'data-covered', 'data-colwidth']) {
      const value = attrs[name]
      if (value === undefined) this.dom.removeAttribute(name)
      else if (this.dom.getAttribute(name) !== value) this.dom.setAttribute(name, value)
    }
    this.#node = node
  }
}
