import type { EditorState, Transaction } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { Plugin, PluginKey, TextSelection } from 'prosemirror-state'
import { isPlaceholder, schema } from '../../schema/index.ts'
import { ySyncPluginKey } from '../y-prosemirror.js'

/** An open list: where its sign stands, what was typed behind it, what that finds, and which of these is marked. */
export interface Open<T> {
  from: number
  query: string
  found: readonly T[]
  index: number
}

export interface SuggestOptions<T> {
  /** Part of names in the page. */
  name: string
  /** What opens it. */
  sign: string
  /** Whether it opens behind this text of the block (the sign is not part of it); `alone`: the block holds nothing else. */
  opens: (before: string, alone: boolean) => boolean
  find: (query: string) => readonly T[]
  /** Somebody is writing, not searching. */
  ends: (query: string, found: readonly T[]) => boolean
  /** Shows nothing where nothing is found. */
  quiet?: true
  /** Names an item in the page. */
  id: (item: T) => string
  /** Puts the item in the place of sign and query. */
  choose: (view: EditorView, item: T, open: Open<T>, close: (transaction: Transaction) => Transaction) => void
}

type Change = { close: true } | { index: number } | { again: true }

/**
 * A list that opens with a sign in the text. It only watches what is typed, and so leaves input methods alone; it is
 * drawn by whoever mounts the editor, while the focus stays in the text.
 */
export class Suggest<T> {
  readonly name: string
  readonly plugin: Plugin<Open<T> | null>
  readonly #options: SuggestOptions<T>
  readonly #key: PluginKey<Open<T> | null>

  constructor (options: SuggestOptions<T>, key = new PluginKey<Open<T> | null>(options.name)) {
    this.#options = options
    this.#key = key
    this.name = options.name
    this.plugin = this.#makePlugin()
  }

  /** Names in the page: the list, and each of its options. */
  get list (): string { return `${this.name}-list` }
  option (item: T): string { return `${this.name}-${this.#options.id(item)}` }

  at (state: EditorState): Open<T> | null {
    return this.#key.getState(state) ?? null
  }

  /** Where there is something to see. */
  shown (state: EditorState): Open<T> | null {
    const open = this.at(state)
    return this.#options.quiet === true && open?.found.length === 0 ? null : open
  }

  mark (view: EditorView, index: number): void {
    view.dispatch(view.state.tr.setMeta(this.#key, { index }))
  }

  close (view: EditorView): void {
    if (this.at(view.state) !== null) view.dispatch(view.state.tr.setMeta(this.#key, { close: true }))
  }

  /** What can be found is something else now. */
  refresh (view: EditorView): void {
    if (this.at(view.state) !== null) view.dispatch(view.state.tr.setMeta(this.#key, { again: true }))
  }

  choose (view: EditorView, item: T): void {
    const open = this.at(view.state)
    if (open === null) return
    this.#options.choose(view, item, open, (transaction) => transaction.setMeta(this.#key, { close: true }))
  }

  #makePlugin (): Plugin<Open<T> | null> {
    return new Plugin<Open<T> | null>({
      key: this.#key,
      state: {
        init: () => null,
        apply: (transaction, open, before, state) => {
          const change = transaction.getMeta(this.#key) as Change | undefined
          if (change !== undefined && 'close' in change) return null
          if (open === null) return this.#wasTyped(transaction, before, state) ? this.#look(state.selection.from - this.#options.sign.length, '', null) : null
          if (change !== undefined && 'index' in change) return { ...open, index: change.index }
          if (change === undefined && !transaction.docChanged && !transaction.selectionSet) return open
          const from = this.#placeOf(transaction, open, state)
          const query = from === null ? null : this.#queryAt(state, from)
          return from === null || query === null ? null : this.#look(from, query, open)
        }
      },
      props: {
        attributes: (state): Record<string, string> => {
          const open = this.shown(state)
          if (open === null) return {}
          const marked = open.found[open.index]
          return {
            'aria-autocomplete': 'list',
            'aria-expanded': 'true',
            'aria-haspopup': 'listbox',
            'aria-controls': this.list,
            ...marked === undefined ? {} : { 'aria-activedescendant': this.option(marked) }
          }
        },
        handleKeyDown: (view, event) => {
          const open = this.shown(view.state)
          if (open === null || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false
          if (event.key === 'Escape') {
            this.close(view)
            return true
          }
          const marked = open.found[open.index]
          if (marked === undefined) return false
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
          if (step !== undefined) {
            this.mark(view, (open.index + step + open.found.length) % open.found.length)
            return true
          }
          if (event.key !== 'Enter' && event.key !== 'Tab') return false
          this.choose(view, marked)
          return true
        },
        handleDOMEvents: {
          blur: (view) => {
            this.close(view)
            return false
          }
        }
      }
    })
  }

  /** The sign's last letter was just typed by a person, where it may open something. */
  #wasTyped (transaction: Transaction, before: EditorState, state: EditorState): boolean {
    if (!transaction.docChanged || transaction.getMeta(ySyncPluginKey) !== undefined) return false
    if (transaction.getMeta('uiEvent') !== undefined || !(state.selection instanceof TextSelection)) return false
    const { $cursor } = state.selection
    if ($cursor === null || before.selection.from + 1 !== $cursor.pos || !takesText($cursor.parent)) return false
    if (schema.marks.code.isInSet($cursor.marks()) !== undefined) return false
    const text = textBefore(state)
    const { sign, opens } = this.#options
    return text.endsWith(sign) && opens(text.slice(0, -sign.length), $cursor.parent.content.size === sign.length)
  }

  /**
   * Where the sign is now. What others write comes as a new document, through which no position can be followed; but
   * the cursor is put where it belongs, and what stands before it tells whether this is still the place.
   */
  #placeOf (transaction: Transaction, open: Open<T>, state: EditorState): number | null {
    if (!transaction.docChanged) return open.from
    if (transaction.getMeta(ySyncPluginKey) !== undefined) {
      const typed = this.#options.sign + open.query
      return textBefore(state).endsWith(typed) ? state.selection.from - typed.length : null
    }
    const { pos, deletedAfter } = transaction.mapping.mapResult(open.from, 1)
    return deletedAfter ? null : pos
  }

  /** What stands between the sign and the cursor; null when the cursor has left. */
  #queryAt (state: EditorState, from: number): string | null {
    const { $from, empty } = state.selection
    const { sign } = this.#options
    if (!empty || !takesText($from.parent) || from < $from.start() || from >= $from.pos) return null
    const text = textBefore(state).slice(from - $from.start())
    return text.startsWith(sign) && !text.includes('\n') ? text.slice(sign.length) : null
  }

  #look (from: number, query: string, before: Open<T> | null): Open<T> | null {
    const found = this.#options.find(query)
    if (this.#options.ends(query, found)) return null
    const index = before?.query === query ? Math.min(before.index, Math.max(0, found.length - 1)) : 0
    return { from, query, found, index }
  }
}

function takesText (parent: EditorState['doc']): boolean {
  return parent.isTextblock && parent.type.spec.code !== true && !isPlaceholder(parent)
}

function textBefore (state: EditorState): string {
  const { $from } = state.selection
  return $from.parent.isTextblock ? $from.parent.textBetween(0, $from.parentOffset, '', '\n') : ''
}
