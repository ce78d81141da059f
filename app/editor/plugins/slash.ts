import type { EditorState, Transaction } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import type { BlockCommandName } from '../blocks.ts'
import type { Findable } from '../filter.ts'
import { Plugin, PluginKey, TextSelection } from 'prosemirror-state'
import { isPlaceholder, schema } from '../../schema/index.ts'
import { filter } from '../filter.ts'
import { ySyncPluginKey } from '../y-prosemirror.js'

export interface SlashItem extends Findable {
  name: BlockCommandName
}

/** An open menu: where the slash stands, what was typed behind it, what that finds, and which of these is marked. */
export interface Slash {
  from: number
  query: string
  found: readonly SlashItem[]
  index: number
}

export interface SlashOptions {
  items: readonly SlashItem[]
  /** Called when the `/query` text is gone again. */
  choose: (name: BlockCommandName) => void
}

type Change = { close: true } | { index: number }

/** Names in the page: the list, and each of its options. */
export const SLASH_LIST = 'slash-list'
export const slashOption = (name: string): string => `slash-${name}`

/** Text that finds nothing for this long is no search. */
const MAX_QUERY = 24
const key = new PluginKey<Slash | null>('slash')

export function slashOf (state: EditorState): Slash | null {
  return key.getState(state) ?? null
}

/**
 * A list of blocks that opens with a slash. It only watches what is typed, and so leaves input methods alone; it is
 * drawn by whoever mounts the editor.
 */
export function slash ({ items, choose }: SlashOptions): Plugin<Slash | null> {
  return new Plugin<Slash | null>({
    key,
    state: {
      init: () => null,
      apply: (transaction, open, before, state) => {
        const change = transaction.getMeta(key) as Change | undefined
        if (change !== undefined && 'close' in change) return null
        if (open === null) return wasTyped(transaction, before, state) ? look(items, state.selection.from - 1, '', null) : null
        if (change !== undefined) return { ...open, index: change.index }
        if (!transaction.docChanged && !transaction.selectionSet) return open
        const from = placeOf(transaction, open, state)
        const query = from === null ? null : queryAt(state, from)
        return from === null || query === null ? null : look(items, from, query, open)
      }
    },
    props: {
      attributes: (state): Record<string, string> => {
        const open = slashOf(state)
        if (open === null) return {}
        const marked = open.found[open.index]
        return {
          'aria-autocomplete': 'list',
          'aria-expanded': 'true',
          'aria-haspopup': 'listbox',
          'aria-controls': SLASH_LIST,
          ...marked === undefined ? {} : { 'aria-activedescendant': slashOption(marked.name) }
        }
      },
      handleKeyDown: (view, event) => {
        const open = slashOf(view.state)
        if (open === null || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false
        if (event.key === 'Escape') {
          closeSlash(view)
          return true
        }
        const marked = open.found[open.index]
        if (marked === undefined) return false
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
        if (step !== undefined) {
          markSlash(view, (open.index + step + open.found.length) % open.found.length)
          return true
        }
        if (event.key !== 'Enter' && event.key !== 'Tab') return false
        chooseSlash(view, marked.name, choose)
        return true
      },
      handleDOMEvents: {
        blur: (view) => {
          closeSlash(view)
          return false
        }
      }
    }
  })
}

export function markSlash (view: EditorView, index: number): void {
  view.dispatch(view.state.tr.setMeta(key, { index }))
}

export function closeSlash (view: EditorView): void {
  if (slashOf(view.state) !== null) view.dispatch(view.state.tr.setMeta(key, { close: true }))
}

export function chooseSlash (view: EditorView, name: BlockCommandName, choose: SlashOptions['choose']): void {
  const open = slashOf(view.state)
  if (open === null) return
  view.dispatch(view.state.tr.delete(open.from, open.from + 1 + open.query.length).setMeta(key, { close: true }))
  choose(name)
}

/** A slash that a person just put at the start of an empty block or behind a space. */
function wasTyped (transaction: Transaction, before: EditorState, state: EditorState): boolean {
  if (!transaction.docChanged || transaction.getMeta(ySyncPluginKey) !== undefined) return false
  if (transaction.getMeta('uiEvent') !== undefined || !(state.selection instanceof TextSelection)) return false
  const { $cursor } = state.selection
  if ($cursor === null || before.selection.from + 1 !== $cursor.pos || !takesBlocks($cursor.parent)) return false
  if (schema.marks.code.isInSet($cursor.marks()) !== undefined) return false
  const text = textBefore(state)
  return text === '/' ? $cursor.parent.content.size === 1 : /\s\/$/.test(text)
}

function takesBlocks (parent: EditorState['doc']): boolean {
  return parent.isTextblock && parent.type.spec.code !== true && !isPlaceholder(parent)
}

/**
 * Where the slash is now. What others write comes as a new document, through which no position can be followed; but
 * the cursor is put where it belongs, and what stands before it tells whether this is still the place.
 */
function placeOf (transaction: Transaction, open: Slash, state: EditorState): number | null {
  if (!transaction.docChanged) return open.from
  if (transaction.getMeta(ySyncPluginKey) !== undefined) {
    const typed = `/${open.query}`
    return textBefore(state).endsWith(typed) ? state.selection.from - typed.length : null
  }
  const { pos, deletedAfter } = transaction.mapping.mapResult(open.from, 1)
  return deletedAfter ? null : pos
}

/** What stands between the slash and the cursor; null when the cursor has left. */
function queryAt (state: EditorState, from: number): string | null {
  const { $from, empty } = state.selection
  if (!empty || !takesBlocks($from.parent) || from < $from.start() || from >= $from.pos) return null
  const text = textBefore(state).slice(from - $from.start())
  return text.startsWith('/') && !text.includes('\n') ? text.slice(1) : null
}

function textBefore (state: EditorState): string {
  const { $from } = state.selection
  return $from.parent.isTextblock ? $from.parent.textBetween(0, $from.parentOffset, '', '\n') : ''
}

function look (items: readonly SlashItem[], from: number, query: string, before: Slash | null): Slash | null {
  const found = filter(items, query)
  // “and/or”, a path, a date: somebody is writing, not searching.
  if (found.length === 0 && (/\s/.test(query) || query.length > MAX_QUERY)) return null
  if (query.startsWith(' ') || query.startsWith('/')) return null
  const index = before?.query === query ? Math.min(before.index, Math.max(0, found.length - 1)) : 0
  return { from, query, found, index }
}
