/**
 * What the RPC needs of an engine. The classes of core/engine and core/doc fit this structurally; the RPC does not
 * import them, so that it can be tested with doubles and stays below them in the layers.
 */
import type * as Y from 'yjs'
import type {
  BlobState, DocumentInfo, DocumentStatus, ExportFormat, InviteInfo, InviteOptions, LinkInfo, MemberInfo, Presence, Profile
} from './api.ts'

type Eventually<T> = T | Promise<T>

export interface EngineLike {
  readonly online: boolean
  readonly profile: Profile
  setOnline (online: boolean): Promise<void>
  setProfile (profile: Partial<Profile>): Promise<Profile>
  documents (): Promise<DocumentInfo[]>
  linkedFrom (id: string): Promise<LinkInfo[]>
  create (options: { title?: string, markdown?: string }): Promise<DocumentLike>
  open (id: string): Promise<DocumentLike>
  /** Checks the code, remembers the join and returns at once. */
  startJoin (code: string): Promise<{ id: string }>
  /** Waits until the join can be read. */
  joined (id: string, options?: { signal?: AbortSignal }): Promise<DocumentLike>
  cancelJoin (id: string): Promise<void>
  on (event: 'documents', listener: () => void): unknown
  off (event: 'documents', listener: () => void): unknown
}

/** An engine as a shell holds it: with a beginning and an end. */
export interface EngineProcess extends EngineLike {
  ready (): Promise<void>
  close (): Promise<void>
  suspend (): Promise<void>
  resume (): Promise<void>
}

export interface DocumentEvents {
  update: (update: Uint8Array, origin: unknown) => void
  status: () => void
  members: () => void
  presence: () => void
  info: () => void
  reset: (epoch: number) => void
  removed: () => void
  closed: () => void
}

export interface DocumentLike {
  readonly id: string
  readonly title: string
  readonly ydoc: Y.Doc
  readonly epoch: number
  /** What an import had to simplify; empty for any other document. */
  readonly notes?: readonly string[]
  info (): Eventually<DocumentInfo>
  /** A Yjs client ID for a window. */
  newClient (): Promise<number>
  /** Applies a window's update, which needs that version of the schema. Rejects when it is refused; does not wait for the disk. */
  push (update: Uint8Array, origin: unknown, schema?: number): Promise<void>
  /** All local edits so far are on disk. */
  saved (): Promise<void>
  synced (): Promise<void>
  status (): Eventually<DocumentStatus>
  members (): Eventually<MemberInfo[]>
  createInvite (options: InviteOptions): Promise<InviteInfo>
  invites (): Eventually<InviteInfo[]>
  revoke (invite: string): Promise<void>
  sharing (open: boolean): Eventually<void>
  presence (): Presence[]
  /** `window` stands for one window, which is here from its first `present` until it leaves, with a cursor or without. */
  present (client: number, cursor: Presence['cursor'], window: object): Eventually<void>
  leave (window: object): Eventually<void>
  setTitle (title: string): Eventually<void>
  /** Keeps the bytes of a file; resolves once they are on disk. `size`: how many are announced. */
  putBlob (source: AsyncIterable<Uint8Array>, options?: { size?: number }): Promise<{ ref: string, size: number }>
  /** Resolves when the whole file is here and matches its hash (hex); fetches it first. */
  blobReady (ref: string): Promise<{ size: number, hash: string }>
  /** From `start` up to and without `end`. */
  getBlob (ref: string, options?: { start?: number, end?: number }): AsyncIterable<Uint8Array>
  blobState (ref: string, options?: { fetch?: boolean }): Promise<BlobState>
  exportNotes (format: ExportFormat): Promise<{ bytes: Uint8Array, notes: string[] }>
  on<K extends keyof DocumentEvents> (event: K, listener: DocumentEvents[K]): unknown
  off<K extends keyof DocumentEvents> (event: K, listener: DocumentEvents[K]): unknown
  close (): Promise<void>
}

export interface ChannelHandlers {
  message: (bytes: Uint8Array) => void
  /** The other side is gone, whoever closed. */
  closed: () => void
}

/** One window's pipe to the engine: a WebSocket, an IPC pipe, or a pair in one process. */
export interface Channel {
  send (bytes: Uint8Array): void
  close (): void
  /** Bytes that were sent and have not left yet. */
  readonly bufferedAmount?: number
  /** Called once, before anything else. */
  listen (handlers: ChannelHandlers): void
}
