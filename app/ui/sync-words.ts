import type { DocumentStatus, HolderInfo } from '../../core/rpc/api.ts'
import type { Connection } from '../client/client.ts'
import { words } from './words.ts'
import { ago } from './time.ts'

/** What one window knows about where its changes are. */
export interface Whereabouts {
  status: DocumentStatus | null
  /** Changes of this window that the engine has not confirmed. */
  unsaved: number
  /** They have been waiting for longer than a person would call at once. */
  late: boolean
  connection: Connection
}

export type Tone = 'good' | 'busy' | 'warn' | 'bad'

/** One line that is never more cheerful than what is known. */
export function summary ({ status, unsaved, late, connection }: Whereabouts): { text: string, tone: Tone } {
  if (connection !== 'connected') {
    return unsaved > 0
      ? { text: words.sync.unsaved(unsaved), tone: 'bad' }
      : { text: words.sync.away, tone: 'warn' }
  }
  if (status === null) return { text: words.sync.opening, tone: 'busy' }
  const waiting = Math.max(unsaved, status.unsaved)
  if (status.readOnlyReason === 'disk-full') return { text: words.sync.diskFull, tone: 'bad' }
  if (waiting > 0 || !status.saved) {
    return late ? { text: words.sync.unsaved(Math.max(waiting, 1)), tone: 'bad' } : { text: words.sync.saving, tone: 'busy' }
  }
  if (status.readOnlyReason === 'removed') return { text: words.sync.removed, tone: 'warn' }
  if (status.readOnlyReason === 'waiting') return { text: words.sync.waiting, tone: 'warn' }
  if (!status.writable) return { text: words.sync.readOnly, tone: 'good' }
  if (status.network === 'offline') return { text: words.sync.offlineShort, tone: 'warn' }
  if (status.nowhereElse > 0) return { text: words.sync.saved, tone: 'warn' }
  const complete = status.holders.filter((holder) => holder.behind === 0)
  const [first] = complete
  if (first === undefined) return { text: words.sync.saved, tone: 'good' }
  return { text: complete.length === 1 ? words.sync.alsoOnOne(holderName(first)) : words.sync.alsoOn(complete.length), tone: 'good' }
}

/** The lines under the summary, most important first. */
export function details ({ status, unsaved, connection }: Whereabouts): string[] {
  const lines: string[] = []
  if (connection !== 'connected') lines.push(words.connection.lost(unsaved))
  if (status === null) return lines
  const waiting = Math.max(unsaved, status.unsaved)
  lines.push(waiting === 0 && status.saved ? words.sync.saved : words.sync.unsaved(Math.max(waiting, 1)))
  if (status.readOnlyReason !== undefined) lines.push(words.document.readOnly[status.readOnlyReason])
  if (status.nowhereElse > 0) lines.push(words.sync.nowhereElse(status.nowhereElse))
  if (status.network === 'offline') lines.push(words.sync.offline)
  else if (status.network === 'connecting') lines.push(words.sync.connecting)
  else lines.push(words.sync.connected(status.connected))
  if (status.holders.length === 0) lines.push(words.sync.nobody)
  return lines
}

export function holderName (holder: HolderInfo): string {
  if (holder.own) return holder.label === '' ? words.sync.ownDevice : words.sync.yourDevice(holder.label)
  const name = holder.name === '' ? words.sync.unnamed : holder.name
  return holder.label === '' ? name : words.sync.deviceOf(name, holder.label)
}

/** “Bob’s laptop (now, has everything from here)”. */
export function holderState (holder: HolderInfo, now = Date.now()): string {
  const seen = holder.online ? words.sync.now : ago(holder.seenAt, now)
  return `${seen}, ${holder.behind === 0 ? words.sync.complete : words.sync.behind(holder.behind)}`
}
