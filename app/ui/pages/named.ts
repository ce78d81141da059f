import type { Named } from '../../editor/plugins/mentions.ts'
import type { Store } from '../store.ts'
import type { OpenDocument } from './open-document.ts'
import { effect } from '@preact/signals'
import { locale } from '../language.ts'
import { words } from '../words.ts'

/** What the text of a document names: its members, and this person's documents. */
export function named (store: Store, open: OpenDocument, navigate: (to: string) => void): Named {
  const find = (id: string): { id: string, title: string } | null =>
    store.documents.peek()?.find((one) => one.id === id && one.state !== 'joining' && one.state !== 'failed') ?? null
  return {
    people: () => open.members.peek(),
    documents: () => (store.documents.peek() ?? [])
      .filter(({ id, state }) => id !== open.sync.id && state !== 'joining' && state !== 'failed')
      .toSorted((one, other) => other.updatedAt - one.updatedAt),
    title: (id) => find(id)?.title ?? null,
    open: (id, title) => {
      if (id === open.sync.id) store.toast(words.documentLink.here(title))
      else if (find(id) === null) store.toast(words.documentLink.away(title))
      else navigate(`/d/${id}`)
    },
    listen: (changed) => {
      let first = true
      return effect(() => {
        // Only to be told when they change.
        void [open.members.value, store.documents.value]
        if (!first) changed()
        first = false
      })
    },
    locale: () => locale
  }
}
