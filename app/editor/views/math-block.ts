import type { Node } from 'prosemirror-model'
import type { EditorView, NodeView, ViewMutationRecord } from 'prosemirror-view'
import type { EditorWords } from '../words.ts'
import { TextSelection } from 'prosemirror-state'
import { isPlaceholder } from '../../schema/index.ts'
import { Formula } from '../math/formula.ts'

/**
 * A formula with its TeX above it while somebody is in there or something is wrong with it. The TeX is text like any
 * other: two people can write in it at once, and nothing that is drawn touches it.
 */
export class MathBlockView implements NodeView {
  readonly dom = document.createElement('div')
  readonly contentDOM = document.createElement('code')
  readonly #shown = document.createElement('div')
  readonly #problem = document.createElement('p')
  readonly #formula: Formula
  readonly #words: EditorWords
  readonly #view: EditorView
  readonly #getPos: () => number | undefined

  constructor (node: Node, view: EditorView, getPos: () => number | undefined, words: EditorWords) {
    this.#words = words
    this.#view = view
    this.#getPos = getPos
    this.dom.className = 'math-block'
    const source = document.createElement('pre')
    source.className = 'math-source'
    source.spellcheck = false
    source.translate = false
    source.dir = 'ltr'
    source.append(this.contentDOM)
    this.#shown.className = 'math-shown'
    this.#shown.contentEditable = 'false'
    this.#shown.dir = 'ltr'
    this.#problem.className = 'math-problem'
    this.#problem.setAttribute('role', 'status')
    this.#problem.contentEditable = 'false'
    this.#formula = new Formula('div', words.math, (problem) => { this.#tell(problem) })
    this.#shown.append(this.#formula.dom)
    this.#shown.addEventListener('mousedown', (event) => { this.#enter(event) })
    this.dom.append(source, this.#shown, this.#problem)
    this.#show(node)
  }

  update (node: Node): boolean {
    if (node.type.name !== 'math_block' || isPlaceholder(node)) return false
    this.#show(node)
    return true
  }

  stopEvent (event: Event): boolean {
    return event.type === 'mousedown' && event.target instanceof globalThis.Node && this.#shown.contains(event.target)
  }

  ignoreMutation (mutation: ViewMutationRecord): boolean {
    return mutation.type !== 'selection' && !this.contentDOM.contains(mutation.target)
  }

  destroy (): void {
    this.#formula.destroy()
  }

  #show (node: Node): void {
    const tex = node.textContent
    const blank = tex.trim() === ''
    this.dom.classList.toggle('blank', blank)
    this.#shown.dataset['hint'] = blank ? this.#words.math.blank : ''
    this.#formula.show(tex, this.dom.classList.contains('editing'))
  }

  #tell (problem: string): void {
    this.#problem.textContent = problem
    this.dom.classList.toggle('wrong', problem !== '')
    // What scrolls must be within reach of the keyboard.
    if (this.#shown.scrollWidth > this.#shown.clientWidth) this.#shown.tabIndex = 0
    else this.#shown.removeAttribute('tabindex')
  }

  #enter (event: MouseEvent): void {
    const pos = this.#getPos()
    if (pos === undefined || event.button !== 0 || event.shiftKey) return
    event.preventDefault()
    const { state } = this.#view
    const end = pos + 1 + (state.doc.nodeAt(pos)?.content.size ?? 0)
    this.#view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, end)))
    this.#view.focus()
  }
}
