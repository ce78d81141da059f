import type { Node } from 'prosemirror-model'
import type { DocumentFiles } from '../files/files.ts'
import type { FileWords } from '../words.ts'
import { blobRef } from '../../schema/index.ts'
import { download, link } from './file.ts'
import { element, textButton } from './file-parts.ts'

const SIZES = { small: 25, medium: 50, large: 75, full: 100 } as const
const MAX_ALT = 1000

interface Owner {
  node: () => Node
  set: (attrs: Record<string, unknown>) => void
  /** Back to the text, with the figure selected. */
  leave: () => void
}

/** What can be done with an image: its size, its description, to open and to download it. Arrow keys move inside. */
export class FigureTools {
  readonly dom = element('div', 'figure-tools')
  readonly #files: DocumentFiles
  readonly #words: FileWords
  readonly #owner: Owner
  #describing = false
  #shown = ''

  constructor (files: DocumentFiles, words: FileWords, owner: Owner) {
    this.#files = files
    this.#words = words
    this.#owner = owner
    this.dom.contentEditable = 'false'
    this.dom.addEventListener('keydown', (event) => { this.#onKey(event) })
  }

  update (editable: boolean, here: boolean): void {
    const { attrs } = this.#owner.node()
    const shown = JSON.stringify([editable, here, this.#describing, attrs['width'], attrs['alt'], attrs['name'], attrs['blob']])
    // What someone writes there is not thrown away because of what another person does meanwhile.
    if (shown === this.#shown || (this.#describing && this.#shown !== '' && this.dom.contains(document.activeElement))) return
    this.#shown = shown
    const focused = this.dom.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset['name'] : undefined
    this.dom.hidden = !editable && !here
    this.dom.setAttribute('role', this.#describing ? 'group' : 'toolbar')
    this.dom.setAttribute('aria-label', this.#words.tools)
    this.dom.replaceChildren(...this.#describing ? [this.#form(editable)] : this.#buttons(editable, here))
    if (focused !== undefined) this.dom.querySelector<HTMLElement>(`[data-name="${focused}"]`)?.focus()
  }

  #buttons (editable: boolean, here: boolean): HTMLElement[] {
    const { attrs } = this.#owner.node()
    const words = this.#words
    const buttons: HTMLElement[] = []
    if (editable) {
      for (const [size, width] of Object.entries(SIZES) as [keyof typeof SIZES, number][]) {
        const chosen = attrs['width'] === width
        // The second press takes it back: as large as the image is.
        const button = named(size, textButton(words.sizes[size], () => { this.#owner.set({ width: chosen ? 0 : width }) }))
        button.setAttribute('aria-label', `${words.sizes[size]}: ${words.sizeNames[size]}`)
        button.title = words.sizeNames[size]
        button.setAttribute('aria-pressed', String(chosen))
        buttons.push(button)
      }
      buttons.push(named('alt', textButton(attrs['alt'] === '' ? words.addAlt : words.alt, () => { this.#describe(true) })))
    }
    if (here) {
      const name = String(attrs['name']) || words.image
      const url = this.#files.url(blobRef(attrs['blob']), name, String(attrs['mime']))
      buttons.push(
        named('open', link(words.open, url, words.openOf(name))),
        named('download', textButton(words.download, () => { download(this.#files.url(blobRef(attrs['blob']), name, ''), name) }))
      )
      buttons.at(-1)?.setAttribute('aria-label', words.downloadOf(name))
    }
    return buttons
  }

  #form (editable: boolean): HTMLElement {
    const form = element('form', 'figure-alt')
    const input = element('input', 'input')
    const label = element('label', 'label', this.#words.altPrompt)
    const apply = element('button', 'bubble-button', this.#words.altApply)
    input.type = 'text'
    input.maxLength = MAX_ALT
    input.value = String(this.#owner.node().attrs['alt'])
    label.append(input)
    apply.type = 'submit'
    form.append(label, apply, textButton(this.#words.cancel, () => { this.#describe(false) }))
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      const alt = input.value.trim()
      this.#describing = false
      this.#shown = ''
      this.#owner.set({ alt })
      this.#owner.leave()
      this.update(editable, true)
    })
    return form
  }

  #describe (on: boolean): void {
    this.#describing = on
    this.#shown = ''
    this.update(true, true)
    if (on) this.dom.querySelector('input')?.select()
    else this.dom.querySelector<HTMLElement>('[data-name="alt"]')?.focus()
  }

  #onKey (event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      if (this.#describing) this.#describe(false)
      else this.#owner.leave()
      return
    }
    if (this.#describing) return
    const all = [...this.dom.querySelectorAll<HTMLElement>('button, a')]
    const at = all.indexOf(document.activeElement as HTMLElement)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key]
    if (to === undefined || at < 0) return
    event.preventDefault()
    all[(to + all.length) % all.length]?.focus()
  }
}

function named<T extends HTMLElement> (name: string, dom: T): T {
  dom.dataset['name'] = name
  return dom
}
