import type { Node } from 'prosemirror-model'
import type { EditorView, NodeView, ViewMutationRecord } from 'prosemirror-view'
import type { EditorWords } from '../words.ts'
import { isPlaceholder } from '../../schema/index.ts'

const NAME_LENGTH = 80

/** A list item with a real check box: mouse, Space and screen readers work as everywhere. */
export class TaskItemView implements NodeView {
  readonly dom = document.createElement('li')
  readonly contentDOM = document.createElement('div')
  readonly #box = document.createElement('input')
  readonly #words: EditorWords
  readonly #editable: () => boolean

  constructor (node: Node, view: EditorView, getPos: () => number | undefined, words: EditorWords, editable: () => boolean) {
    this.#words = words
    this.#editable = editable
    this.dom.dataset['type'] = 'task_item'
    this.#box.type = 'checkbox'
    this.#box.contentEditable = 'false'
    // A click leaves the cursor where it was; by keyboard the box takes the focus like any other.
    this.#box.addEventListener('mousedown', (event) => { event.preventDefault() })
    this.#box.addEventListener('change', () => {
      const pos = getPos()
      if (pos === undefined || !editable()) {
        this.#box.checked = !this.#box.checked
        return
      }
      view.dispatch(view.state.tr.setNodeAttribute(pos, 'checked', this.#box.checked))
    })
    this.dom.append(this.#box, this.contentDOM)
    this.#show(node)
  }

  update (node: Node): boolean {
    if (node.type.name !== 'task_item' || isPlaceholder(node)) return false
    this.#show(node)
    return true
  }

  stopEvent (event: Event): boolean {
    return event.target === this.#box
  }

  ignoreMutation (mutation: ViewMutationRecord): boolean {
    return mutation.type !== 'selection' && !this.contentDOM.contains(mutation.target)
  }

  #show (node: Node): void {
    const checked = node.attrs['checked'] === true
    this.dom.dataset['checked'] = String(checked)
    this.#box.checked = checked
    // Not `disabled`: a reader may still want to reach it and hear its state.
    this.#box.setAttribute('aria-disabled', String(!this.#editable()))
    const text = (node.firstChild?.textContent ?? '').slice(0, NAME_LENGTH).trim()
    this.#box.setAttribute('aria-label', text === '' ? this.#words.task : `${this.#words.task}: ${text}`)
  }
}
