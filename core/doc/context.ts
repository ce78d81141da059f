/** What a document that is open needs of the engine around it. */
import type { Formats } from '../formats.ts'
import type { DocumentStatus } from '../rpc/api.ts'
import type { BlobsOptions } from './blobs.ts'
import type { StateCache } from './cache.ts'
import type { ClientMemory } from './client-ids.ts'
import type { HolderMemory, PeerState } from './holders.ts'
import type { InvitesOptions } from './invites.ts'
import type { PeerWindows } from './windows.ts'

export type ConnectedPeer = PeerState & PeerWindows & { label: string }

export interface DocumentContext {
  sync: () => Promise<void>
  formats: () => Promise<Formats>
  /** The version of the document schema that the screen understands. */
  schema: number
  cache: StateCache
  holders: HolderMemory
  clients: ClientMemory
  codes: InvitesOptions['codes']
  /** For the bytes of files and images. `unclean`: the run before ended in the middle of something. */
  blobs: { store: BlobsOptions['store'], unclean: boolean }
  network: {
    state: () => DocumentStatus['network']
    peers: () => ConnectedPeer[]
    setWindows: (windows: { client: number, active: boolean, anchor: Uint8Array, head: Uint8Array }[]) => void
    /** Resolves when everyone who could be found was dialled; at once without a network. */
    flushed: () => Promise<void>
    sharing: (open: boolean) => void
  }
  /** Called once, when the document has closed. */
  onclose: () => void
}
