import type { Node } from 'prosemirror-model'
import type { EditorView, NodeView } from 'prosemirror-view'
import type { EditorWords } from '../words.ts'
import { NodeSelection, TextSelection } from 'prosemirror-state'
import { isPlaceholder, schema } from '../../schema/index.ts'
import { Formula } from '../math/formula.ts'
import { changeOf, mergeText } from '../math/merge.ts'
import { cameFrom, OPEN } from '../plugins/math.ts'

/** What is typed is kept after this pause, so that neither a crash nor a closed window takes much. */
const KEEP_AFTER = 1500

/** What somebody was typing into a formula whose view went away under them. */
interface Draft { base: string, text: string, caret: number, pos: number }
const drafts = new WeakMap<EditorView, Draft>()

/**
 * A formula in the line. Selecting it opens a field for its TeX, and the formula itself shows what that makes.
 *
 * The TeX is one value, so when another person changes it meanwhile, both changes are merged in the field as far as
 * they are in different places (see `mergeText`); what is typed here always stays. It goes into the document on
 * leaving and in pauses. If the view goes away in the middle, the next view of that formula takes the typing over; if
 * there is none, since somebody deleted it, what was typed is put back as a formula of its own.
 */
export class MathInlineView implements NodeView {
  readonly dom = document.createElement('span')
  readonly #words: EditorWords
  readonly #view: EditorView
  readonly #getPos: () => number | undefined
  readonly #editable: () => boolean
  readonly #formula: Formula
  readonly #box = document.createElement('div')
  readonly #field = document.createElement('input')
  readonly #problem = document.createElement('p')
  /** The TeX in place of a picture that can not be made. */
  readonly #source = document.createElement('code')
  #node: Node
  /** What the document said when the field last agreed with it; null while the field is closed. */
  #base: string | null = null
  /** What it said without what was typed here: a peer who split the line may not have seen what we kept meanwhile. */
  #before = ''
  #timer: ReturnType<typeof setTimeout> | undefined
  #pos = 0

  constructor (node: Node, view: EditorView, getPos: () => number | undefined, words: EditorWords, editable: () => boolean) {
    this.#node = node
    this.#view = view
    this.#getPos = getPos
    this.#words = words
    this.#editable = editable
    this.dom.className = 'math-inline'
    this.dom.contentEditable = 'false'
    this.dom.dir = 'ltr'
    this.dom.addEventListener(OPEN, () => { this.#open() })
    this.dom.addEventListener('click', (event) => { if (!event.shiftKey) this.#click() })
    this.#formula = new Formula('span', words.math, (problem) => { this.#tell(problem) })
    this.#source.hidden = true
    this.dom.append(this.#formula.dom, this.#source)
    this.#makeBox()
    this.#show(tex(node), false)
  }

  update (node: Node): boolean {
    if (node.type.name !== 'math_inline' || isPlaceholder(node)) return false
    this.#node = node
    const theirs = tex(node)
    if (this.#base === null) {
      this.#show(theirs, false)
    } else if (theirs !== this.#base) {
      const merged = mergeText(this.#base, this.#field.value, theirs)
      this.#base = theirs
      this.#before = theirs
      this.#setField(merged)
      this.#show(merged, true)
      this.#keepSoon()
    }
    return true
  }

  selectNode (): void {
    this.dom.classList.add('ProseMirror-selectednode')
    // Not when the selection merely came by, say by undo, while the person is elsewhere on the page.
    if (this.#view.hasFocus() || drafts.has(this.#view)) this.#open()
  }

  deselectNode (): void {
    this.dom.classList.remove('ProseMirror-selectednode')
    // In the middle of an update of the view: nothing can be dispatched now.
    if (this.#base !== null) queueMicrotask(() => { this.#close() })
  }

  ignoreMutation (): boolean {
    return true
  }

  destroy (): void {
    this.#formula.destroy()
    clearTimeout(this.#timer)
    if (this.#base !== null && this.#field.value !== this.#before && this.#editable()) this.#leaveDraft()
    this.#base = null
    this.#box.remove()
  }

  #makeBox (): void {
    this.#box.className = 'math-field'
    this.#box.hidden = true
    this.#field.className = 'input'
    this.#field.type = 'text'
    this.#field.spellcheck = false
    this.#field.dir = 'ltr'
    this.#field.autocomplete = 'off'
    this.#field.setAttribute('autocapitalize', 'off')
    this.#field.setAttribute('aria-label', this.#words.math.field)
    this.#field.placeholder = this.#words.math.example
    this.#problem.className = 'problem'
    this.#problem.setAttribute('role', 'status')
    this.#box.append(this.#field, this.#problem)
    this.#field.addEventListener('input', () => {
      this.#show(this.#field.value, true)
      this.#keepSoon()
      this.#place()
    })
    this.#field.addEventListener('keydown', (event) => { this.#key(event) })
    this.#field.addEventListener('blur', () => {
      this.#keep()
      // Another window is in front: the field is still the one to type into when this one is back.
      if (document.activeElement !== this.#field) this.#hide()
    })
  }

  /** The editor selects what is clicked, but not with the second of two quick clicks, and not what is selected already. */
  #click (): void {
    const pos = this.#getPos()
    if (pos === undefined) return
    const { state } = this.#view
    if (state.selection.from !== pos || !(state.selection instanceof NodeSelection)) {
      this.#view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, pos)))
    }
    this.#open()
  }

  #open (): void {
    if (this.#base !== null) return
    this.#base = tex(this.#node)
    this.#before = this.#base
    this.#field.readOnly = !this.#editable()
    this.#field.value = this.#base
    if (this.#box.parentNode === null) this.#view.dom.parentNode?.append(this.#box)
    this.#box.hidden = false
    this.#place()
    this.#field.focus({ preventScroll: true })
    const draft = drafts.get(this.#view)
    const at = cameFrom(this.#view) === 'before' ? 0 : this.#field.value.length
    this.#field.setSelectionRange(at, at)
    if (draft !== undefined) {
      drafts.delete(this.#view)
      this.#field.value = mergeText(draft.base, draft.text, this.#base)
      this.#field.setSelectionRange(draft.caret, draft.caret)
      this.#keepSoon()
    }
    this.#show(this.#field.value, true)
  }

  #key (event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    const { selectionStart, selectionEnd, value } = this.#field
    const at = selectionStart === selectionEnd ? selectionStart : null
    const { key } = event
    let leave: 1 | -1 | 0 = 0
    if (key === 'Enter' || key === 'Escape' || key === 'ArrowDown') leave = 1
    else if (key === 'ArrowUp') leave = -1
    else if (key === 'ArrowRight' && at === value.length && !event.shiftKey) leave = 1
    else if (key === 'ArrowLeft' && at === 0 && !event.shiftKey) leave = -1
    else if (key === 'Tab') leave = event.shiftKey ? -1 : 1
    else if (key === 'Backspace' && value === '') leave = 1
    if (leave === 0) return
    event.preventDefault()
    event.stopPropagation()
    this.#leave(leave)
  }

  /** To the text before or behind the formula; an empty one goes. */
  #leave (by: 1 | -1): void {
    const pos = this.#getPos()
    const value = this.#field.value
    const base = this.#base
    this.#hide()
    if (pos !== undefined) {
      const { tr: transaction } = this.#view.state
      const writable = this.#editable()
      const gone = writable && value.trim() === ''
      if (gone) transaction.delete(pos, pos + this.#node.nodeSize)
      else if (writable && value !== base) transaction.setNodeAttribute(pos, 'tex', value)
      const at = gone || by < 0 ? pos : pos + 1
      this.#view.dispatch(transaction.setSelection(TextSelection.create(transaction.doc, at)).scrollIntoView())
    }
    this.#view.focus()
  }

  #keepSoon (): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => { this.#keep() }, KEEP_AFTER)
  }

  /** Into the document, if that is still as it was. */
  #keep (): void {
    clearTimeout(this.#timer)
    const value = this.#field.value
    const pos = this.#getPos()
    if (this.#base === null || value === this.#base || pos === undefined || !this.#editable()) return
    this.#base = value
    this.#view.dispatch(this.#view.state.tr.setNodeAttribute(pos, 'tex', value))
  }

  #close (): void {
    if (this.#base === null) return
    this.#keep()
    this.#hide()
  }

  #hide (): void {
    clearTimeout(this.#timer)
    this.#base = null
    this.#box.hidden = true
    this.#show(tex(this.#node), false)
  }

  #show (source: string, typing: boolean): void {
    this.dom.classList.toggle('blank', source.trim() === '')
    this.dom.dataset['hint'] = source.trim() === '' ? this.#words.math.blank : ''
    this.#formula.show(source, typing)
    if (this.#base === null) this.#pos = this.#getPos() ?? this.#pos
  }

  #tell (problem: string): void {
    this.#problem.textContent = problem
    this.dom.classList.toggle('wrong', problem !== '')
    this.#source.textContent = problem === '' ? '' : this.#base === null ? tex(this.#node) : this.#field.value
    this.#source.hidden = problem === ''
    this.dom.title = problem
    this.#field.setAttribute('aria-invalid', String(problem !== ''))
    if (this.#base !== null) this.#place()
  }

  /** The same text with the cursor at the same letters. */
  #setField (value: string): void {
    const { from, to, text } = changeOf(this.#field.value, value)
    const moved = (at: number | null): number => at === null ? value.length : at <= from ? at : at >= to ? at + text.length - (to - from) : from + text.length
    const start = moved(this.#field.selectionStart)
    const end = moved(this.#field.selectionEnd)
    this.#field.value = value
    this.#field.setSelectionRange(start, end)
  }

  #place (): void {
    const own = this.dom.getBoundingClientRect()
    const parent = this.#box.offsetParent?.getBoundingClientRect() ?? { left: 0, top: 0, width: window.innerWidth }
    const left = Math.max(0, Math.min(own.left - parent.left, parent.width - this.#box.offsetWidth))
    this.#box.style.left = `${left}px`
    this.#box.style.top = `${own.bottom - parent.top + 6}px`
  }

  #leaveDraft (): void {
    const view = this.#view
    const draft = { base: this.#before, text: this.#field.value, caret: this.#field.selectionStart ?? 0, pos: this.#pos }
    drafts.set(view, draft)
    // By then the view shows what came, and the formula's new view, if there is one, has taken the draft.
    setTimeout(() => {
      if (drafts.get(view) !== draft) return
      drafts.delete(view)
      if (!view.isDestroyed) putBack(view, draft)
    })
  }
}

const tex = (node: Node): string => String(node.attrs['tex'])

/** What was typed goes to the formula with what it began from, or to where the cursor is now. */
function putBack (view: EditorView, { base, text, pos }: Draft): void {
  const { state } = view
  let found = -1
  state.doc.descendants((node, at) => {
    if (node.type === schema.nodes.math_inline && [base, text].includes(tex(node)) && (found < 0 || Math.abs(at - pos) < Math.abs(found - pos))) found = at
  })
  if (found >= 0) {
    if (state.doc.nodeAt(found)?.attrs['tex'] !== text) view.dispatch(state.tr.setNodeAttribute(found, 'tex', text))
    return
  }
  const { selection } = state
  if (text.trim() === '') return
  const { parent } = selection.$from
  const formula = schema.nodes.math_inline.create({ tex: text })
  const fits = parent.inlineContent && parent.type.spec.code !== true
  view.dispatch(fits ? state.tr.insert(selection.to, formula) : state.tr.insert(state.doc.content.size, schema.nodes.paragraph.create(null, formula)))
}
