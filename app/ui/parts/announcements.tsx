import type { JSX } from 'preact'
import type { Announcer } from '../announcer.ts'

/** Read out by screen readers when they have nothing else to say; nothing for the eye. */
export function Announcements ({ announcer }: { announcer: Announcer }): JSX.Element {
  return <div class="visually-hidden" role="status" aria-live="polite" data-testid="announcements">{announcer.said.value}</div>
}
