import type { Node } from 'prosemirror-model'
import type { EditorView, NodeView } from 'prosemirror-view'
import type { EditorWords } from '../words.ts'
import { isPlaceholder } from '../../schema/index.ts'
import { anchorsOf } from '../../schema/slug.ts'
import { onDocument } from '../live.ts'
import { depthsOf, headingsOf } from '../outline.ts'
import { showBlock } from '../plugins/found.ts'

/** The address of this document in the page, for links that are opened in another window. */
const HERE = /^#\/d\/[0-9a-f]+/

/** Links to the headings, as they are at any time. */
export class TocView implements NodeView {
  readonly dom = document.createElement('nav')
  readonly #view: EditorView
  readonly #words: EditorWords
  readonly #stop: () => void
  #shown = ''

  constructor (view: EditorView, words: EditorWords) {
    this.#view = view
    this.#words = words
    this.dom.className = 'toc'
    this.dom.contentEditable = 'false'
    this.dom.setAttribute('aria-label', words.toc)
    this.#stop = onDocument(view, () => { this.#show() })
    this.#show()
  }

  update (node: Node): boolean {
    return node.type.name === 'toc' && !isPlaceholder(node)
  }

  stopEvent (event: Event): boolean {
    return event.target instanceof Element && event.target.closest('a') !== null && !event.type.startsWith('drag')
  }

  ignoreMutation (): boolean {
    return true
  }

  destroy (): void {
    this.#stop()
  }

  #show (): void {
    const headings = headingsOf(this.#view.state.doc)
    const shown = JSON.stringify(headings.map(({ level, text }) => [level, text]))
    if (shown === this.#shown) return
    this.#shown = shown
    if (headings.length === 0) {
      const none = document.createElement('p')
      none.className = 'toc-none'
      none.textContent = this.#words.tocEmpty
      this.dom.replaceChildren(none)
      return
    }
    const focused = [...this.dom.querySelectorAll('a')].findIndex((link) => link === document.activeElement)
    const depths = depthsOf(headings)
    const slugs = new Map(anchorsOf(this.#view.state.doc).map(({ slug, pos }) => [pos, slug]))
    const list = document.createElement('ol')
    list.append(...headings.map(({ text, pos }, n) => {
      const item = document.createElement('li')
      item.dir = 'auto'
      item.style.setProperty('--depth', String(depths[n] ?? 0))
      item.append(this.#link(text, n, slugs.get(pos) ?? ''))
      return item
    }))
    this.dom.replaceChildren(list)
    if (focused >= 0) this.dom.querySelectorAll('a')[Math.min(focused, headings.length - 1)]?.focus({ preventScroll: true })
  }

  #link (text: string, index: number, slug: string): HTMLElement {
    const link = document.createElement('a')
    link.textContent = text
    link.draggable = false
    link.href = `${HERE.exec(location.hash)?.[0] ?? '#'}/h/${encodeURIComponent(slug)}`
    link.addEventListener('mousedown', (event) => { event.preventDefault() })
    link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      // Headings may have been written above it since.
      const heading = headingsOf(this.#view.state.doc)[index]
      if (heading !== undefined) showBlock(this.#view, heading.pos)
    })
    link.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      this.#view.focus()
    })
    return link
  }
}
