import type { Mark } from 'prosemirror-model'
import type { Command, EditorState } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import type { EditorWords } from '../words.ts'
import { Plugin, PluginKey } from 'prosemirror-state'
import { safeLink, schema } from '../../schema/index.ts'
import { ySyncPluginKey } from '../y-prosemirror.js'

interface Range { from: number, to: number, mark: Mark | null }
interface Bubble { editing: boolean }

const key = new PluginKey<Bubble>('link')
const { link } = schema.marks

/** Opens the bubble with its field, on the link at the cursor or on the selected text. */
export const editLink: Command = (state, dispatch) => {
  const range = linkAt(state)
  const { selection } = state
  if (range === null && (selection.empty || !selection.$from.parent.type.allowsMarkType(link))) return false
  dispatch?.(state.tr.setMeta(key, { editing: true }))
  return true
}

/** `follow`: goes to a place in Sheaf; false for an address outside of it. */
export function linkBubble (words: EditorWords, editable: () => boolean, follow: (href: string) => boolean = () => false): Plugin<Bubble> {
  return new Plugin<Bubble>({
    key,
    state: {
      init: () => ({ editing: false }),
      apply: (transaction, bubble) => {
        const change = transaction.getMeta(key) as Bubble | undefined
        if (change !== undefined) return change
        // What others write puts the selection back where it was.
        const moved = transaction.selectionSet && transaction.getMeta(ySyncPluginKey) === undefined
        return moved && bubble.editing ? { editing: false } : bubble
      }
    },
    props: {
      handleDOMEvents: {
        // A click places the cursor; with Ctrl or Cmd it opens. A link within the document leads there at once.
        click: (_view, event) => {
          const anchor = event.target instanceof Element ? event.target.closest('a[href]') : null
          if (anchor === null) return false
          event.preventDefault()
          const href = anchor.getAttribute('href')
          if (event.ctrlKey || event.metaKey || !editable() || href?.startsWith('#') === true) openLink(href, follow)
          return true
        }
      }
    },
    view: (view) => new BubbleView(view, words, editable, follow)
  })
}

function openLink (address: unknown, follow: (href: string) => boolean): void {
  const href = safeLink(address)
  if (href !== null && !follow(href)) window.open(href, '_blank', 'noopener,noreferrer')
}

/** A few words and buttons beneath a link. */
class BubbleView {
  readonly #view: EditorView
  readonly #words: EditorWords
  readonly #editable: () => boolean
  readonly #follow: (href: string) => boolean
  readonly #dom = document.createElement('div')
  #shown = ''
  /** What the bubble is about, wherever others have moved it by now. */
  #range: Range = { from: 0, to: 0, mark: null }

  constructor (view: EditorView, words: EditorWords, editable: () => boolean, follow: (href: string) => boolean) {
    this.#follow = follow
    this.#view = view
    this.#words = words
    this.#editable = editable
    this.#dom.className = 'link-bubble'
    this.#dom.hidden = true
    this.#dom.dataset['testid'] = 'link-bubble'
    this.#dom.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        event.preventDefault()
        event.stopPropagation()
        this.#close()
      }
    })
    view.dom.parentNode?.append(this.#dom)
    this.update()
  }

  update (): void {
    const editing = key.getState(this.#view.state)?.editing === true && this.#editable()
    const range = linkAt(this.#view.state) ?? (editing ? selected(this.#view.state) : null)
    if (range === null) {
      this.#dom.hidden = true
      this.#shown = ''
      return
    }
    const href = String(range.mark?.attrs['href'] ?? '')
    const moved = range.from !== this.#range.from || range.to !== this.#range.to
    this.#range = range
    // A form that is being filled in stays while others write.
    const signature = `${String(editing)} ${href}`
    if (signature === this.#shown) {
      if (moved) this.#place(range)
      return
    }
    this.#shown = signature
    this.#dom.replaceChildren(...editing ? this.#form(href, range.mark !== null) : this.#buttons(href))
    this.#dom.hidden = false
    this.#place(range)
    if (editing) this.#dom.querySelector('input')?.select()
  }

  destroy (): void {
    this.#dom.remove()
  }

  #form (href: string, exists: boolean): HTMLElement[] {
    const form = document.createElement('form')
    const input = document.createElement('input')
    const problem = document.createElement('p')
    input.className = 'input'
    input.type = 'text'
    input.inputMode = 'url'
    input.dir = 'ltr'
    input.value = href
    input.placeholder = 'https://'
    input.setAttribute('aria-label', this.#words.linkPrompt)
    problem.setAttribute('role', 'alert')
    problem.className = 'problem'
    form.append(input, button(this.#words.linkApply, 'submit'), ...exists ? [this.#opener(href), this.#remover()] : [], problem)
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      const address = complete(input.value)
      if (address === '') {
        this.#apply(null)
      } else if (safeLink(address) === null) {
        problem.textContent = this.#words.linkBad
        input.setAttribute('aria-invalid', 'true')
      } else {
        this.#apply(address)
      }
    })
    return [form]
  }

  #buttons (href: string): HTMLElement[] {
    const address = document.createElement('span')
    address.className = 'link-address'
    address.textContent = href
    const open = this.#opener(href)
    if (!this.#editable()) return [address, open]
    const edit = button(this.#words.linkEdit)
    edit.addEventListener('click', () => { editLink(this.#view.state, this.#view.dispatch) })
    return [address, open, edit, this.#remover()]
  }

  #opener (href: string): HTMLButtonElement {
    const open = button(this.#words.linkOpen)
    open.addEventListener('click', () => { openLink(href, this.#follow) })
    return open
  }

  #remover (): HTMLButtonElement {
    const remove = button(this.#words.linkRemove)
    remove.addEventListener('click', () => { this.#apply(null) })
    return remove
  }

  #apply (href: string | null): void {
    const { from, to } = this.#range
    const transaction = this.#view.state.tr.removeMark(from, to, link)
    if (href !== null) transaction.addMark(from, to, link.create({ href }))
    this.#view.dispatch(transaction.setMeta(key, { editing: false }))
    this.#view.focus()
  }

  #close (): void {
    this.#view.dispatch(this.#view.state.tr.setMeta(key, { editing: false }))
    this.#view.focus()
  }

  #place (range: Range): void {
    const box = this.#view.coordsAtPos(range.from)
    const end = this.#view.coordsAtPos(range.to)
    const parent = this.#dom.offsetParent?.getBoundingClientRect() ?? { left: 0, top: 0, width: window.innerWidth }
    const left = Math.max(0, Math.min(box.left - parent.left, parent.width - this.#dom.offsetWidth))
    this.#dom.style.left = `${left}px`
    this.#dom.style.top = `${Math.max(box.bottom, end.bottom) - parent.top + 6}px`
  }
}

function button (text: string, type: 'button' | 'submit' = 'button'): HTMLButtonElement {
  const dom = document.createElement('button')
  dom.type = type
  dom.className = 'bubble-button'
  dom.textContent = text
  // The selection must not be lost to a press.
  dom.addEventListener('mousedown', (event) => { event.preventDefault() })
  return dom
}

function selected ({ selection }: EditorState): Range {
  return { from: selection.from, to: selection.to, mark: null }
}

/** The whole extent of the link that the cursor stands in or the selection begins in. */
function linkAt (state: EditorState): Range | null {
  const { $from, empty, to } = state.selection
  const parent = $from.parent
  if (!parent.isTextblock) return null
  const index = empty && $from.textOffset === 0 && $from.nodeAfter?.marks.some((mark) => mark.type === link) !== true
    ? $from.index() - 1
    : $from.index()
  const mark = index >= 0 && index < parent.childCount ? link.isInSet(parent.child(index).marks) : undefined
  if (mark === undefined) return null
  let first = index
  let last = index
  while (first > 0 && mark.isInSet(parent.child(first - 1).marks)) first--
  while (last + 1 < parent.childCount && mark.isInSet(parent.child(last + 1).marks)) last++
  let from = $from.start()
  for (let i = 0; i < first; i++) from += parent.child(i).nodeSize
  let end = from
  for (let i = first; i <= last; i++) end += parent.child(i).nodeSize
  return to > end ? null : { from, to: end, mark }
}

/** “example.org” is meant as an address, not as a file next to this page. */
function complete (typed: string): string {
  const address = typed.trim()
  if (/^[^\s:/?#@]+\.[^\s:/?#@]{2,}(?:[/?#:]\S*)?$/.test(address)) return `https://${address}`
  if (/^[^\s:/?#@]+@[^\s:/?#@]+\.[^\s:/?#@]+$/.test(address)) return `mailto:${address}`
  return address
}
