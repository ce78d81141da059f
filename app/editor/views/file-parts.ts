/** What the views of figures and files are made of. */
import type { Arrival } from '../files/arrival.ts'
import type { FileWords } from '../words.ts'

export function element<K extends keyof HTMLElementTagNameMap> (tag: K, name: string, ...children: (HTMLElement | string)[]): HTMLElementTagNameMap[K] {
  const dom = document.createElement(tag)
  dom.className = name
  dom.append(...children)
  return dom
}

export function textButton (label: string, run: () => void): HTMLButtonElement {
  const dom = element('button', 'bubble-button', label)
  dom.type = 'button'
  dom.addEventListener('click', run)
  return dom
}

/** A sentence about bytes that are not here, and what can be done about it. Empty when they are. */
export function arrivalParts (arrival: Arrival, size: number, words: FileWords): HTMLElement[] {
  const { where } = arrival
  const fetch = (): void => { void arrival.fetch() }
  switch (where.is) {
    case 'coming': {
      const bar = document.createElement('progress')
      bar.setAttribute('aria-label', words.coming)
      if (where.size > 0 && where.have > 0) bar.value = where.have / where.size
      const text = where.have > 0 ? words.progress(where.have, where.size) : words.coming
      return [element('span', 'file-state', text), bar]
    }
    case 'missing': return [element('span', 'file-state', words.missing), textButton(words.again, fetch)]
    case 'offer': return [element('span', 'file-state', words.offer(where.size)), textButton(words.fetch, fetch)]
    case 'wrong': return [element('span', 'file-state', words.wrong)]
    case 'foreign': return [element('span', 'file-state', words.foreign)]
    case 'none': return [element('span', 'file-state', words.none)]
    default: return size > 0 ? [element('span', 'file-state', words.size(size))] : []
  }
}
