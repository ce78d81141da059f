import type { Node, ResolvedPos } from 'prosemirror-model'
import type { Command, EditorState, Plugin, Transaction } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import type { SearchResult } from 'prosemirror-search'
import { Fragment } from 'prosemirror-model'
import { TextSelection } from 'prosemirror-state'
import { SearchQuery, getMatchHighlights, getSearchState, search, setSearchState } from 'prosemirror-search'
import { isPlaceholder } from '../../schema/index.ts'
import { asOneStep } from '../rules.ts'

export interface FindOptions {
  text: string
  replace: string
  caseSensitive: boolean
  wholeWord: boolean
  regexp: boolean
}

/** The class of the match that is selected, as the search package names it. */
export const ACTIVE_MATCH = 'ProseMirror-active-search-match'
const NOTHING = new SearchQuery({ search: '' })

export function find (): Plugin {
  return search()
}

/** Looks for this from now on, also in what others write; null ends the search. */
export function setFind (view: EditorView, options: FindOptions | null): void {
  const query = options === null ? NOTHING : queryOf(options)
  if (getSearchState(view.state)?.query.eq(query) !== true) view.dispatch(setSearchState(view.state.tr, query))
}

export function queryOf ({ text, replace, caseSensitive, wholeWord, regexp }: FindOptions): SearchQuery {
  // Literal: outside of regular expressions a backslash is a backslash.
  return new SearchQuery({ search: text, replace, caseSensitive, wholeWord, regexp, literal: true, filter: counts })
}

/** Why this is no regular expression, in the browser's words; null when it is one. */
export function findProblem ({ text, regexp }: FindOptions): string | null {
  if (!regexp || text === '') return null
  try {
    // With the flag that the search uses: it is stricter.
    void new RegExp(text, 'u')
    return null
  } catch (err) {
    const message = err instanceof Error ? err.message : ''
    return message.slice(message.lastIndexOf(': ') + 1).trim()
  }
}

/** How many matches there are, and which of them, from 1, is selected; 0 when none is. */
export function findCount (state: EditorState): { count: number, current: number } {
  const { from, to } = state.selection
  const matches = getMatchHighlights(state).find()
  return { count: matches.length, current: matches.findIndex((match) => match.from === from && match.to === to) + 1 }
}

/** Selects the first match from here on, or else the first of all: what is found while typing stays in sight. */
export function findFrom (start: number): Command {
  return (state, dispatch) => {
    const query = getSearchState(state)?.query
    const match = query?.findNext(state, Math.min(start, state.doc.content.size)) ?? query?.findNext(state) ?? null
    if (match === null) return false
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, match.from, match.to)))
    return true
  }
}

/** Replaces the selected match; the cursor stands behind what was put in. */
export const replaceSelected: Command = (state, dispatch) => {
  const query = getSearchState(state)?.query
  const { from, to, empty } = state.selection
  const match = empty ? null : query?.findNext(state, from) ?? null
  if (query === undefined || match === null || match.from !== from || match.to !== to) return false
  if (dispatch !== undefined) {
    const transaction = state.tr
    substitute(transaction, state, query, match)
    transaction.setSelection(TextSelection.near(transaction.doc.resolve(transaction.mapping.map(match.to)), -1))
    dispatch(asOneStep(transaction))
  }
  return true
}

/** All of them in one transaction, and so in one step of undo. */
export const replaceEach: Command = (state, dispatch) => {
  const query = getSearchState(state)?.query
  const matches = query === undefined ? [] : allMatches(state, query)
  if (query === undefined || matches.length === 0) return false
  if (dispatch !== undefined) {
    const transaction = state.tr
    for (const match of matches.toReversed()) substitute(transaction, state, query, match)
    dispatch(asOneStep(transaction))
  }
  return true
}

function allMatches (state: EditorState, query: SearchQuery): SearchResult[] {
  const matches: SearchResult[] = []
  let match = query.findNext(state)
  while (match !== null) {
    matches.push(match)
    match = query.findNext(state, match.to)
  }
  return matches
}

function substitute (transaction: Transaction, state: EditorState, query: SearchQuery, match: SearchResult): void {
  transaction.replaceWith(match.from, match.to, replacement(state, query, match))
}

/**
 * The package's own replacement takes “$5” for a group also where nobody asked for groups, and loses “$$” at the
 * start: prices would vanish. Groups are copied as they are, with their marks.
 */
function replacement (state: EditorState, query: SearchQuery, match: SearchResult): Fragment {
  const $from = state.doc.resolve(match.from)
  const marks = $from.marksAcross(state.doc.resolve(match.to)) ?? $from.marks()
  const text = (words: string): Fragment => words === '' ? Fragment.empty : Fragment.from(state.schema.text(words, marks))
  const { match: found } = match
  if (!query.regexp || found === null) return text(query.replace)
  return query.replace.split(/(\$[$&\d])/).reduce((content, part) => {
    if (part === '$$') return content.append(text('$'))
    const group = part === '$&' ? 0 : /^\$\d$/.test(part) ? Number(part[1]) : null
    if (group === null || group >= found.length) return content.append(text(part))
    const span = found.indices?.[group]
    return span === undefined ? content : content.append(state.doc.slice(match.matchStart + span[0], match.matchStart + span[1]).content)
  }, Fragment.empty)
}

/** A match of nothing is none, and what was made by a newer Sheaf is not to be touched. */
function counts (state: EditorState, { from, to }: SearchResult): boolean {
  return from < to && !ancestors(state.doc.resolve(from)).some(isPlaceholder)
}

function ancestors ($pos: ResolvedPos): Node[] {
  return Array.from({ length: $pos.depth }, (_, n) => $pos.node(n + 1))
}
