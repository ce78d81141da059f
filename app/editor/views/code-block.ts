import type { Node } from 'prosemirror-model'
import type { EditorView, NodeView, ViewMutationRecord } from 'prosemirror-view'
import type { EditorWords } from '../words.ts'
import { isPlaceholder } from '../../schema/index.ts'

const MAX_LANGUAGE = 40

/** Code with a small field for its language. */
export class CodeBlockView implements NodeView {
  readonly dom = document.createElement('div')
  readonly contentDOM = document.createElement('code')
  readonly #language = document.createElement('input')
  readonly #editable: () => boolean

  constructor (node: Node, view: EditorView, getPos: () => number | undefined, words: EditorWords, editable: () => boolean) {
    this.#editable = editable
    this.dom.className = 'code-block'
    this.#language.className = 'code-language'
    this.#language.type = 'text'
    this.#language.maxLength = MAX_LANGUAGE
    this.#language.placeholder = words.codePlain
    this.#language.spellcheck = false
    this.#language.contentEditable = 'false'
    this.#language.setAttribute('aria-label', words.codeLanguage)
    this.#language.addEventListener('change', () => {
      const pos = getPos()
      if (pos !== undefined && editable()) view.dispatch(view.state.tr.setNodeAttribute(pos, 'language', this.#language.value.trim()))
    })
    this.#language.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== 'Escape') return
      event.preventDefault()
      this.#language.blur()
      view.focus()
    })
    const pre = document.createElement('pre')
    pre.append(this.contentDOM)
    this.dom.append(this.#language, pre)
    this.#show(node)
  }

  update (node: Node): boolean {
    if (node.type.name !== 'code_block' || isPlaceholder(node)) return false
    this.#show(node)
    return true
  }

  stopEvent (event: Event): boolean {
    return event.target === this.#language
  }

  ignoreMutation (mutation: ViewMutationRecord): boolean {
    return mutation.type !== 'selection' && !this.contentDOM.contains(mutation.target)
  }

  #show (node: Node): void {
    this.#language.readOnly = !this.#editable()
    // What someone is writing in the field is not overwritten by what another person chose.
    if (document.activeElement !== this.#language) this.#language.value = String(node.attrs['language'])
  }
}
