import type { EditorWords } from '../words.ts'
import { findLanguages, languageName, languageOf } from '../highlight/languages.ts'

const MAX_LANGUAGE = 40
let lists = 0

/** A field with a list that is searched by typing. What is in no list can be typed too, and is kept. */
export class LanguageField {
  readonly dom = document.createElement('div')
  readonly field = document.createElement('input')
  readonly #list = document.createElement('ul')
  readonly #words: EditorWords
  readonly #choose: (language: string) => void
  readonly #leave: () => void
  #stored = ''
  /** What was put into the field for a person to change: until they do, there is nothing to keep. */
  #shown = ''
  #active = -1

  constructor (words: EditorWords, choose: (language: string) => void, leave: () => void) {
    this.#words = words
    this.#choose = choose
    this.#leave = leave
    this.dom.className = 'code-choose'
    this.dom.contentEditable = 'false'
    const { field } = this
    field.className = 'code-language'
    field.type = 'text'
    field.maxLength = MAX_LANGUAGE
    field.placeholder = words.codePlain
    field.spellcheck = false
    field.autocomplete = 'off'
    field.dir = 'auto'
    this.#list.id = `code-languages-${++lists}`
    this.#list.className = 'code-languages'
    this.#list.hidden = true
    for (const [name, value] of Object.entries({ role: 'combobox', 'aria-label': words.codeLanguage, 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': this.#list.id })) field.setAttribute(name, value)
    this.#list.setAttribute('role', 'listbox')
    this.#list.setAttribute('aria-label', words.codeLanguage)
    field.addEventListener('focus', () => { field.select() })
    field.addEventListener('click', () => { this.#open('') })
    field.addEventListener('input', () => { this.#open(field.value) })
    field.addEventListener('keydown', (event) => { this.#key(event) })
    field.addEventListener('blur', () => {
      this.#take(this.#typed())
      this.#close()
    })
    this.#list.addEventListener('mousedown', (event) => {
      event.preventDefault()
      const option = event.target instanceof Element ? event.target.closest<HTMLElement>('[role="option"]') : null
      if (option !== null) this.#finish(option.dataset['language'] ?? '')
    })
    this.dom.append(field, this.#list)
  }

  show (stored: string, editable: boolean): void {
    this.#stored = stored
    this.field.readOnly = !editable
    this.field.title = languageName(stored)
    // What someone is writing in the field is not overwritten by what another person chose.
    if (document.activeElement !== this.field) this.#put()
  }

  #key (event: KeyboardEvent): void {
    if (event.isComposing) return
    const { key } = event
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault()
      if (this.#list.hidden) this.#open('')
      else this.#mark(this.#active + (key === 'ArrowDown' ? 1 : -1))
    } else if (key === 'Enter') {
      event.preventDefault()
      const chosen = this.#list.children[this.#active]
      this.#finish(chosen instanceof HTMLElement ? chosen.dataset['language'] ?? '' : this.#typed())
    } else if (key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      this.#put()
      this.#close()
      this.#leave()
    }
  }

  #open (typed: string): void {
    if (this.field.readOnly) return
    const found: (readonly [id: string, name: string])[] = findLanguages(typed).map(([id, name]): [string, string] => [id, name])
    if (typed === '') found.sort(([, a], [, b]) => a.localeCompare(b)).unshift(['', this.#words.codePlain])
    const now = languageOf(this.#stored) ?? ''
    this.#list.replaceChildren(...found.map(([id, name], i) => {
      const option = document.createElement('li')
      option.id = `${this.#list.id}-${i}`
      option.setAttribute('role', 'option')
      option.setAttribute('aria-selected', 'false')
      option.dataset['language'] = id
      option.textContent = name
      return option
    }))
    this.#list.hidden = found.length === 0
    this.field.setAttribute('aria-expanded', String(found.length > 0))
    this.#mark(typed === '' ? found.findIndex(([id]) => id === now) : found.length > 0 ? 0 : -1)
  }

  #mark (at: number): void {
    const options = [...this.#list.children]
    options[this.#active]?.setAttribute('aria-selected', 'false')
    this.#active = options.length === 0 ? -1 : Math.min(options.length - 1, Math.max(0, at))
    const active = options[this.#active]
    active?.setAttribute('aria-selected', 'true')
    // Within the list only: the page stays where it is.
    if (active instanceof HTMLElement) this.#list.scrollTop = active.offsetTop - this.#list.clientHeight / 2
    if (active === undefined) this.field.removeAttribute('aria-activedescendant')
    else this.field.setAttribute('aria-activedescendant', active.id)
  }

  #close (): void {
    this.#list.hidden = true
    this.#list.replaceChildren()
    this.#active = -1
    this.field.setAttribute('aria-expanded', 'false')
    this.field.removeAttribute('aria-activedescendant')
    this.#put()
  }

  #put (): void {
    this.#shown = languageName(this.#stored)
    this.field.value = this.#shown
  }

  #finish (language: string): void {
    this.#take(language)
    this.#close()
    this.#leave()
  }

  /** What was not touched is as the document says, whoever changed that meanwhile. */
  #typed (): string {
    return this.field.value === this.#shown ? this.#stored : this.field.value
  }

  /** A name that people use becomes what Markdown calls it. */
  #meant (typed: string): string {
    const value = typed.trim()
    return value === this.#stored || value === languageName(this.#stored) ? this.#stored : languageOf(value) ?? value
  }

  #take (typed: string): void {
    const language = this.#meant(typed)
    if (this.field.readOnly || language === this.#stored) return
    this.#stored = language
    this.#choose(language)
  }
}
