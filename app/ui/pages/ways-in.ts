import type { BlockCommandName } from '../../editor/blocks.ts'
import type { Store } from '../store.ts'
import type { OpenDocument } from './open-document.ts'
import { computed, signal } from '@preact/signals'
import { keydownHandler } from 'prosemirror-keymap'
import { carriesFiles, filesOf } from '../../editor/files/ways-in.ts'
import { headingsOf } from '../../editor/outline.ts'
import { PAGE_KEYS } from '../page-keys.ts'
import { pickFiles } from '../pick-files.ts'
import { copyLink } from './links.ts'
import { insertBlock } from './text-commands.ts'

export type Sheet = 'share' | 'people' | 'outline' | 'palette' | 'image'

const OUTLINE_KEY = 'sheaf:outline'
/** From here on there is room for the outline beside the text; the style sheet has the same number. */
const WIDE = window.matchMedia('(min-width: 72rem)')

/** What is open around the text of a document: sheets, find, outline. */
export class WaysIn {
  readonly sheet = signal<Sheet | null>(null)
  /** How often find was asked for; 0 while it is closed. */
  readonly finding = signal(0)
  readonly wide = signal(WIDE.matches)
  /** Whether the outline stands beside the text, where there is room. */
  readonly outline = signal(readOutline())
  readonly hasHeadings = computed(() => this.#headings() > 0)
  readonly #open: OpenDocument
  readonly #store: Store

  constructor (store: Store, open: OpenDocument) {
    this.#store = store
    this.#open = open
  }

  /** Listens to the keys of the page; returns how to stop. */
  listen (): () => void {
    const handle = keydownHandler({
      [PAGE_KEYS.find]: () => this.find(),
      [PAGE_KEYS.palette]: () => this.show('palette'),
      [PAGE_KEYS.toolbar]: toToolbar
    })
    const onKey = (event: KeyboardEvent): void => {
      const editor = this.#open.editor.peek()
      if (editor === null || event.defaultPrevented || event.isComposing || this.#store.modals.peek() > 0) return
      if (handle(editor.view, event)) event.preventDefault()
    }
    const onWidth = (): void => { this.wide.value = WIDE.matches }
    // A file that is dropped beside the text would take the page's place in the window.
    const onDrag = (event: DragEvent): void => {
      if (event.defaultPrevented || event.dataTransfer === null || !carriesFiles(event.dataTransfer)) return
      event.preventDefault()
      const editor = this.#open.editor.peek()
      if (event.type === 'drop' && this.#store.modals.peek() === 0) editor?.uploads.add(editor.view, filesOf(event.dataTransfer).files, editor.view.state.doc.content.size)
    }
    document.addEventListener('dragover', onDrag)
    document.addEventListener('drop', onDrag)
    document.addEventListener('keydown', onKey)
    WIDE.addEventListener('change', onWidth)
    return () => {
      document.removeEventListener('dragover', onDrag)
      document.removeEventListener('drop', onDrag)
      document.removeEventListener('keydown', onKey)
      WIDE.removeEventListener('change', onWidth)
    }
  }

  show (sheet: Sheet): true {
    this.sheet.value = sheet
    return true
  }

  find (): true {
    this.finding.value++
    return true
  }

  toggleOutline (): void {
    if (!this.wide.value) {
      this.show('outline')
      return
    }
    this.outline.value = !this.outline.value
    try {
      localStorage.setItem(OUTLINE_KEY, this.outline.value ? 'shown' : 'hidden')
    } catch {
      // A browser that keeps nothing shows it again the next time.
    }
  }

  /** What was chosen where the question of an image's address comes first. */
  readonly ask = (name: BlockCommandName): void => {
    if (name === 'image') this.show('image')
    else if (name === 'file') this.pick('')
  }

  /** Asks for files of this computer and puts them in; `accept` as of an input field. */
  readonly pick = (accept: string): void => {
    pickFiles(accept, (files) => {
      const editor = this.#open.editor.peek()
      editor?.uploads.add(editor.view, files)
    })
  }

  readonly copyLink = (pos: number): void => { copyLink(this.#open, this.#store, pos) }

  readonly insert = (name: BlockCommandName): void => {
    const editor = this.#open.editor.peek()
    if (editor !== null) insertBlock(editor, name, this.ask)
  }

  #headings (): number {
    return this.#open.version.value >= 0 && this.#open.editor.value !== null ? headingsOf(this.#open.editor.value.view.state.doc).length : 0
  }
}

/** From the text to the bubble of the selection, if there is one, and from there to the toolbar. */
function toToolbar (): boolean {
  const at = document.activeElement
  if (at?.closest('.text-column') == null) return false
  const bubble = at.closest('.bubble') === null ? document.querySelector<HTMLElement>('.bubble [tabindex="0"]') : null
  const control = bubble ?? document.querySelector<HTMLElement>('.toolbar [tabindex="0"]')
  control?.focus()
  return control !== null
}

function readOutline (): boolean {
  try {
    return localStorage.getItem(OUTLINE_KEY) !== 'hidden'
  } catch {
    return true
  }
}
