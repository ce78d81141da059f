import type { JSX } from 'preact'
import type { LinkInfo } from '../../../core/rpc/api.ts'
import { useEffect } from 'preact/hooks'
import { useSignal, useSignalEffect } from '@preact/signals'
import { Link } from 'wouter-preact'
import { Icon } from '../icons.tsx'
import { useStore } from '../store.ts'
import { words } from '../words.ts'

/** Which of this person's documents link to this one; nothing where none does. */
export function Backlinks ({ id }: { id: string }): JSX.Element | null {
  const store = useStore()
  const links = useSignal<readonly LinkInfo[]>([])
  const asking = useSignal(0)

  useSignalEffect(() => {
    // Links and titles change with the list.
    void store.documents.value
    const turn = asking.peek() + 1
    asking.value = turn
    store.api.linkedFrom(id).then((found) => {
      // An older answer that comes late is no news, and the same again needs no new picture.
      if (turn === asking.peek() && JSON.stringify(found) !== JSON.stringify(links.peek())) links.value = found
    }, () => {})
  })
  useEffect(() => () => { asking.value = -1 }, [])

  if (links.value.length === 0) return null
  return (
    <nav class="backlinks" aria-label={words.documentLink.from} data-testid="backlinks">
      <h2>{words.documentLink.from}</h2>
      <ul>
        {links.value.map((link) => (
          <li key={link.id}>
            <Link href={`/d/${link.id}`}><Icon name="page" /><span>{link.title === '' ? words.untitled : link.title}</span></Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
