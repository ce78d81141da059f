import type { Node } from 'prosemirror-model'
import type { EditorView, NodeView, ViewMutationRecord } from 'prosemirror-view'
import type { EditorWords } from '../words.ts'
import { isPlaceholder } from '../../schema/index.ts'
import { Colours } from '../highlight/colours.ts'
import { LanguageField } from './language-field.ts'

/** How long a button says that it did it. */
const SAID = 2000

/** Code in colours, with a field for its language and a button that copies it. */
export class CodeBlockView implements NodeView {
  readonly dom = document.createElement('div')
  readonly contentDOM = document.createElement('code')
  readonly #language: LanguageField
  readonly #copy = document.createElement('button')
  readonly #said = document.createElement('span')
  readonly #colours: Colours
  readonly #editable: () => boolean
  readonly #words: EditorWords
  #node: Node
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor (node: Node, view: EditorView, getPos: () => number | undefined, words: EditorWords, editable: () => boolean) {
    this.#node = node
    this.#editable = editable
    this.#words = words
    this.dom.className = 'code-block'
    const choose = (language: string): void => {
      const pos = getPos()
      if (pos !== undefined && editable()) view.dispatch(view.state.tr.setNodeAttribute(pos, 'language', language))
    }
    this.#language = new LanguageField(words, choose, () => { view.focus() })
    this.#copy.type = 'button'
    this.#copy.className = 'code-copy'
    this.#copy.contentEditable = 'false'
    this.#copy.textContent = words.codeCopy
    // The cursor stays where it is.
    this.#copy.addEventListener('mousedown', (event) => { event.preventDefault() })
    this.#copy.addEventListener('click', () => { this.#copyAll() })
    this.#said.className = 'visually-hidden'
    this.#said.contentEditable = 'false'
    this.#said.setAttribute('role', 'status')
    const pre = document.createElement('pre')
    pre.dir = 'ltr'
    pre.translate = false
    this.contentDOM.spellcheck = false
    pre.append(this.contentDOM)
    this.dom.append(this.#language.dom, this.#copy, this.#said, pre)
    this.#colours = new Colours(this.contentDOM)
    this.#show(node)
  }

  update (node: Node): boolean {
    if (node.type.name !== 'code_block' || isPlaceholder(node)) return false
    this.#node = node
    this.#show(node)
    return true
  }

  stopEvent (event: Event): boolean {
    return event.target instanceof globalThis.Node && (this.#language.dom.contains(event.target) || event.target === this.#copy)
  }

  ignoreMutation (mutation: ViewMutationRecord): boolean {
    return mutation.type !== 'selection' && !this.contentDOM.contains(mutation.target)
  }

  destroy (): void {
    clearTimeout(this.#timer)
    this.#colours.destroy()
  }

  #show (node: Node): void {
    const language = String(node.attrs['language'])
    this.#language.show(language, this.#editable())
    this.#colours.show(node.textContent, language)
  }

  #copyAll (): void {
    const say = (text: string): void => {
      this.#copy.textContent = text
      this.#said.textContent = text
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => {
        this.#copy.textContent = this.#words.codeCopy
        this.#said.textContent = ''
      }, SAID)
    }
    navigator.clipboard.writeText(this.#node.textContent).then(() => { say(this.#words.codeCopied) }, () => { say(this.#words.codeNotCopied) })
  }
}
