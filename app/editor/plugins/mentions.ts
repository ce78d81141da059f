import type { EditorView } from 'prosemirror-view'
import type { Node } from 'prosemirror-model'
import type { Command, Transaction } from 'prosemirror-state'
import type { Findable } from '../filter.ts'
import type { Open } from './suggest.ts'
import { TextSelection } from 'prosemirror-state'
import { schema } from '../../schema/index.ts'
import { findDays, showDay } from '../dates.ts'
import { filter } from '../filter.ts'
import { asOneStep } from '../rules.ts'
import { Suggest } from './suggest.ts'

/** What the text names that lives outside of it. Whoever mounts the editor knows. */
export interface Named {
  /** Members of the document as they are called now. */
  people (): readonly { id: string, name: string, color: string }[]
  /** This person's other documents; the last changed first. */
  documents (): readonly { id: string, title: string }[]
  /** Of any document of this person; null for one that is not here. */
  title (id: string): string | null
  /** Goes there, or says why not. `title`: as it is called in the text. */
  open (id: string, title: string): void
  /** Names or titles are others now. Returns how to stop. */
  listen (changed: () => void): () => void
  /** Of dates, as `en-GB`. */
  locale (): string
}

export type NamedItem = Findable & (
  | { kind: 'person', id: string, color: string }
  | { kind: 'date', id: string, detail: string }
  | { kind: 'document', id: string }
)

const MAX_QUERY = 40
const MAX_FOUND = 8
const MAX_DOCUMENTS = 5
const { nodes } = schema

/** `@`: people, days and documents. */
export function mentionList (named: Named, unnamed: string, untitled: string): Suggest<NamedItem> {
  return new Suggest<NamedItem>({
    name: 'mention',
    sign: '@',
    opens: (before) => before === '' || /[\s([/“"'-]$/.test(before),
    find: (query) => {
      const people = filter(named.people().map(({ id, name, color }): NamedItem => ({ kind: 'person', id, color, label: name === '' ? unnamed : name })), query)
      const days = findDays(query, named.locale()).map(({ day, label }): NamedItem => ({ kind: 'date', id: day, label, detail: showDay(day, named.locale()) }))
      return [...people.slice(0, MAX_FOUND), ...days.slice(0, 4), ...findDocuments(named, query, untitled)]
    },
    ends,
    id: ({ kind, id }) => `${kind}-${id}`,
    choose: (view, item, open, close) => { put(view, open, 1, nodeOf(item), close) }
  })
}

/** `[[`: documents. */
export function documentList (named: Named, untitled: string): Suggest<NamedItem> {
  return new Suggest<NamedItem>({
    name: 'documents',
    sign: '[[',
    opens: (before) => !before.endsWith('['),
    find: (query) => findDocuments(named, query, untitled, MAX_FOUND),
    ends: (query, found) => ends(query, found) || query.includes(']'),
    id: ({ id }) => id,
    choose: (view, item, open, close) => { put(view, open, 2, nodeOf(item), close) }
  })
}

function findDocuments (named: Named, query: string, untitled: string, most = MAX_DOCUMENTS): NamedItem[] {
  return filter(named.documents().map(({ id, title }): NamedItem => ({ kind: 'document', id, label: title === '' ? untitled : title })), query).slice(0, most)
}

function ends (query: string, found: readonly unknown[]): boolean {
  return (found.length === 0 && (/\s/.test(query) || query.length > MAX_QUERY)) || /^[\s@]/.test(query)
}

function nodeOf (item: NamedItem): Node {
  if (item.kind === 'person') return nodes.mention.create({ person: item.id, name: item.label })
  if (item.kind === 'date') return nodes.date.create({ day: item.id })
  return nodes.document_link.create({ document: item.id, title: item.label })
}

/** Types a sign for a person who chose it from a list, behind a space where it needs one. The list of names opens with its last letter. */
export function typeSign (sign: string): Command {
  return (state, dispatch, view) => {
    const { $to, to } = state.selection
    if (!$to.parent.inlineContent || $to.parent.type.spec.code === true) return false
    if (dispatch === undefined) return true
    const spaced = $to.parentOffset > 0 && !/\s$/.test($to.parent.textBetween(0, $to.parentOffset, '', '\n'))
    const first = (spaced ? ' ' : '') + sign.slice(0, -1)
    const transaction = state.tr.setSelection(TextSelection.create(state.doc, to))
    if (view === undefined) {
      dispatch(transaction.insertText(first + sign.slice(-1)))
    } else {
      view.dispatch(first === '' ? transaction : transaction.insertText(first))
      view.dispatch(view.state.tr.insertText(sign.slice(-1)).scrollIntoView())
    }
    return true
  }
}

/** In the place of sign and query, and a space to go on behind it. */
function put (view: EditorView, { from, query }: Open<NamedItem>, sign: number, node: Node, close: (transaction: Transaction) => Transaction): void {
  const to = from + sign + query.length
  const { state } = view
  const after = state.doc.resolve(to).nodeAfter
  const spaced = after?.isText === true && /^[\s\p{P}]/u.test(after.text!)
  const transaction = state.tr.replaceWith(from, to, spaced ? node : [node, schema.text(' ')])
  view.dispatch(asOneStep(close(transaction)).scrollIntoView())
}
