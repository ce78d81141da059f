import type { EditorState } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import type { Presence } from '../../../core/rpc/api.ts'
import * as Y from 'yjs'
import { Plugin, PluginKey } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'
import { absolutePositionToRelativePosition, relativePositionToAbsolutePosition, ySyncPluginKey } from '../y-prosemirror.js'
import { bindingOf } from '../binding.ts'
import { inkOn } from '../ink.ts'

/** Our own cursor travels at most this often. */
const EVERY = 50
/** A name stays this long after its person last moved. */
const NAME_FOR = 2500
const COLOR = /^#[0-9a-f]{6}$/i

interface Shown {
  presence: readonly Presence[]
  /** Clients whose name is shown at the moment. */
  active: ReadonlySet<number>
  decorations: DecorationSet
}

const key = new PluginKey<Shown>('cursors')

/** Hands in where the others are; positions are found anew with each change of the text. */
export function showPresence (view: EditorView, presence: readonly Presence[]): void {
  view.dispatch(view.state.tr.setMeta(key, { presence }))
}

export function cursors (onCursor: (cursor: Presence['cursor']) => void): Plugin<Shown> {
  return new Plugin<Shown>({
    key,
    state: {
      init: () => ({ presence: [], active: new Set<number>(), decorations: DecorationSet.empty }),
      apply: (transaction, shown, _before, state) => {
        const change = transaction.getMeta(key) as Partial<Pick<Shown, 'presence' | 'active'>> | undefined
        if (change === undefined && !transaction.docChanged) return shown
        // Our own edit is not in the Y.Doc yet, so positions found there would be those of a moment ago.
        if (change === undefined && transaction.getMeta(ySyncPluginKey) === undefined) {
          return { ...shown, decorations: shown.decorations.map(transaction.mapping, transaction.doc) }
        }
        const presence = change?.presence ?? shown.presence
        const active = change?.active ?? shown.active
        return { presence, active, decorations: decorate(state, presence, active) }
      }
    },
    props: {
      decorations: (state) => key.getState(state)?.decorations
    },
    view: (view) => new CursorView(view, onCursor)
  })
}

/** Sends our cursor, and lets names fade. */
class CursorView {
  readonly #view: EditorView
  readonly #onCursor: (cursor: Presence['cursor']) => void
  #entered = false
  readonly #names = new Map<number, { position: string, timer: ReturnType<typeof setTimeout> }>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #sentAt = 0
  #sent = ''
  readonly #onFocus = (): void => { this.#sendSoon() }

  constructor (view: EditorView, onCursor: (cursor: Presence['cursor']) => void) {
    this.#view = view
    this.#onCursor = onCursor
    view.dom.addEventListener('focus', this.#onFocus)
    view.dom.addEventListener('blur', this.#onFocus)
  }

  update (view: EditorView, before: EditorState): void {
    const shown = key.getState(view.state)
    if (shown !== undefined && shown.presence !== key.getState(before)?.presence) this.#noticeMoves(shown.presence)
    if (view.state.selection !== before.selection || view.state.doc !== before.doc) this.#sendSoon()
  }

  destroy (): void {
    clearTimeout(this.#timer)
    for (const { timer } of this.#names.values()) clearTimeout(timer)
    this.#view.dom.removeEventListener('focus', this.#onFocus)
    this.#view.dom.removeEventListener('blur', this.#onFocus)
  }

  #noticeMoves (presence: readonly Presence[]): void {
    for (const { client, cursor } of presence) {
      const position = cursor === null ? '' : `${cursor.anchor.join()} ${cursor.head.join()}`
      const known = this.#names.get(client)
      if (known?.position === position) continue
      clearTimeout(known?.timer)
      this.#names.set(client, { position, timer: setTimeout(() => { this.#fade(client) }, NAME_FOR) })
      this.#setActive(client, true)
    }
  }

  #fade (client: number): void {
    this.#setActive(client, false)
  }

  #setActive (client: number, on: boolean): void {
    // Not from within an update of the view.
    queueMicrotask(() => {
      const active = key.getState(this.#view.state)?.active
      if (this.#view.isDestroyed || active === undefined || active.has(client) === on) return
      // Drawing into a text in which an input method composes could break that.
      if (this.#view.composing) {
        setTimeout(() => { this.#setActive(client, on) }, NAME_FOR)
        return
      }
      const next = new Set(active)
      if (on) next.add(client)
      else next.delete(client)
      this.#view.dispatch(this.#view.state.tr.setMeta(key, { active: next }))
    })
  }

  #sendSoon (): void {
    if (this.#timer !== undefined) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#sentAt = Date.now()
      this.#send()
    }, Math.max(0, this.#sentAt + EVERY - Date.now()))
  }

  #send (): void {
    if (this.#view.isDestroyed) return
    // Whoever looks at another window is still where they were; a window that was never written in has no place yet.
    this.#entered ||= this.#view.hasFocus()
    const cursor = this.#entered ? ownCursor(this.#view.state) : null
    const text = cursor === null ? '' : `${cursor.anchor.join()} ${cursor.head.join()}`
    if (text === this.#sent) return
    this.#sent = text
    this.#onCursor(cursor)
  }
}

function ownCursor (state: EditorState): Presence['cursor'] {
  const binding = bindingOf(state)
  if (binding === null) return null
  const encode = (position: number): Uint8Array => {
    const relative = absolutePositionToRelativePosition(position, binding.type, binding.mapping)
    return Y.encodeRelativePosition(relative)
  }
  try {
    const head = encode(state.selection.head)
    return { anchor: state.selection.empty ? head : encode(state.selection.anchor), head }
  } catch {
    return null   // between a change and its rendering some positions have no counterpart
  }
}

function decorate (state: EditorState, presence: readonly Presence[], active: ReadonlySet<number>): DecorationSet {
  const binding = bindingOf(state)
  if (binding === null) return DecorationSet.empty
  const decorations: Decoration[] = []
  for (const person of presence) {
    if (person.cursor === null || person.client === binding.doc.clientID) continue
    const anchor = absolute(person.cursor.anchor)
    const head = absolute(person.cursor.head)
    if (anchor === null || head === null) continue
    const color = COLOR.test(person.color) ? person.color : '#666666'
    const style = `--person: ${color}`
    if (anchor !== head) {
      decorations.push(Decoration.inline(Math.min(anchor, head), Math.max(anchor, head), { class: 'peer-selection', style }))
    }
    const on = active.has(person.client)
    decorations.push(Decoration.widget(head, () => caret(person, color, on), {
      key: `${person.client} ${person.name} ${color} ${String(on)}`,
      side: 10,
      ignoreSelection: true,
      marks: []
    }))
  }
  return DecorationSet.create(state.doc, decorations)

  function absolute (bytes: Uint8Array): number | null {
    if (binding === null) return null
    try {
      const position = relativePositionToAbsolutePosition(binding.doc, binding.type, Y.decodeRelativePosition(bytes), binding.mapping)
      return position === null ? null : Math.max(0, Math.min(position, state.doc.content.size))
    } catch {
      return null   // bytes from another device: whatever they are, they are only a cursor
    }
  }
}

function caret (person: Presence, color: string, active: boolean): HTMLElement {
  const dom = document.createElement('span')
  dom.className = active ? 'peer-caret active' : 'peer-caret'
  dom.style.setProperty('--person', color)
  dom.style.setProperty('--person-ink', inkOn(color))
  dom.dataset['testid'] = 'peer-cursor'
  dom.setAttribute('aria-hidden', 'true')
  const name = document.createElement('span')
  name.className = 'peer-name'
  // Shown by the style sheet: a name is no part of the text, neither for reading nor for copying.
  name.dataset['name'] = person.name
  dom.append(name)
  return dom
}
