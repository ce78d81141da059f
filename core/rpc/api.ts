/**
 * The contract between an engine and its windows. Types only, plus the few constants both sides must agree on.
 *
 * A window calls `EngineApi`; the engine calls `WindowApi` on every window that has the document open.
 * Binary values are `Uint8Array`; times are milliseconds since the epoch.
 */

export const RPC_VERSION = 1

export type Role = 'owner' | 'editor' | 'commenter' | 'reader'
export const ROLES: readonly Role[] = ['owner', 'editor', 'commenter', 'reader']

export type DocumentState =
  | 'ready'
  | 'joining'      // a code was accepted locally; waiting for someone who can let this device in
  | 'failed'       // the join was answered with no: see `error`
  | 'too-new'      // a newer Sheaf raised the format; shown read-only as far as it is understood
  | 'damaged'      // the store could not be opened; nothing was deleted

export interface DocumentInfo {
  id: string                      // hex; while joining, the id of the join
  title: string                   // '' when untitled
  role: Role | null               // null while joining
  state: DocumentState
  updatedAt: number
  createdAt: number
  error?: { code: string, message: string }
}

/** A device other than this one, and what it is known to hold of what was written here. */
export interface HolderInfo {
  device: string                  // hex public key
  member: string                  // hex public key
  name: string                    // the person's name
  label: string                   // the device's name, '' when it has none
  own: boolean                    // another device of this person
  online: boolean
  behind: number                  // local changes it is not known to hold; 0: holds everything
  seenAt: number                  // when it was last heard of
}

export interface DocumentStatus {
  saved: boolean                  // every local edit that reached the engine is on disk (power loss included)
  unsaved: number                 // edits that are not on disk yet
  nowhereElse: number             // blocks written here that no other device is known to hold
  holders: HolderInfo[]
  connected: number               // devices of this document that are connected now
  network: 'online' | 'offline' | 'connecting'   // offline: switched off here, or this machine has no network
  writable: boolean               // this device may write now
  readOnlyReason?: 'role' | 'waiting' | 'too-new' | 'removed' | 'disk-full'
}

/** What one window of some device shows of itself. Cursor bytes are encoded Yjs relative positions. */
export interface Presence {
  client: number                  // Yjs client ID of the window
  device: string
  member: string
  name: string
  color: string                   // '#rrggbb'
  self: boolean                   // another window of this very engine
  cursor: { anchor: Uint8Array, head: Uint8Array } | null
}

/** What is here of a file or an image that the text refers to. Sizes in bytes. */
export interface BlobState {
  /**
   * 'here': complete, it can be shown. 'coming': bytes arrive, or are looked for. 'missing': nobody who has it is
   * connected now. 'wrong': what came is not what the text refers to, and is never shown.
   */
  state: 'here' | 'coming' | 'missing' | 'wrong'
  have: number
  size: number
  peers: number                   // connected devices that keep bytes of this file's author
}

export interface MemberInfo {
  id: string                      // hex identity key
  name: string
  color: string
  role: Role
  self: boolean
  online: boolean
  devices: { id: string, label: string, self: boolean, online: boolean }[]
  joinedAt: number
}

export interface InviteOptions {
  role?: Role                     // default 'editor'
  expires?: number                // ms since epoch; default: in seven days; 0: never
  uses?: number                   // default 1; 0: without limit
  label?: string
}

export interface InviteInfo {
  id: string
  role: Role
  expires: number                 // 0: never
  uses: number                    // 0: without limit
  used: number
  label: string
  createdAt: number
  createdBy: string               // the name of who made it
  state: 'open' | 'used' | 'expired' | 'revoked'
  code: string | null             // only on the device that made it
}

/** A document that links to another one. */
export interface LinkInfo { id: string, title: string }

export interface Profile {
  name: string
  color: string
  label: string                   // this device's name
}

export interface Hello {
  rpc: number
  version: string                 // of the app
  profile: Profile
  online: boolean                 // the network switch
}

export interface Opened {
  info: DocumentInfo
  update: Uint8Array              // Yjs V1: what the window lacks against its state vector
  stateVector: Uint8Array         // of the engine, to know what the window must push again
  epoch: number                   // rises when the engine had to rebuild the document; see `reset`
  client: number                  // Yjs client ID for the window's Y.Doc; edits under any that was not given out are refused
  status: DocumentStatus
  presence: Presence[]
}

export interface Exported {
  bytes: Uint8Array
  filename: string
  notes: string[]                 // what had to be simplified, one sentence each
}

export type ExportFormat = 'markdown' | 'html'

/** Window → engine. Every call may reject with a SheafError. */
export interface EngineApi {
  hello (rpc: number): Promise<Hello>
  setProfile (profile: Partial<Profile>): Promise<Profile>
  setOnline (online: boolean): Promise<void>

  documents (): Promise<DocumentInfo[]>
  /** Which documents of this device link to this one; news of it come with `documents`. */
  linkedFrom (id: string): Promise<LinkInfo[]>
  create (options: { title?: string, markdown?: string }): Promise<{ id: string, notes: string[] }>
  /** Starts a join and returns at once; the list shows it as joining, then ready or failed. */
  join (code: string): Promise<{ id: string }>
  /** Waits until the join can be read; rejects with why it failed. */
  joined (id: string): Promise<{ id: string }>
  /** Cancels a join that waits, or takes a failed one off the list. */
  cancelJoin (id: string): Promise<void>

  /** Subscribes this window to the document. `stateVector`: what the window has already, empty for nothing. */
  open (id: string, stateVector: Uint8Array): Promise<Opened>
  close (id: string): Promise<void>
  /**
   * One Yjs V1 update made in this window. `seq` rises by one for each push; the engine answers with `saved`.
   * `schema`: the version of the schema that the text needs from here on, 1 when it is left out.
   */
  push (id: string, seq: number, update: Uint8Array, schema?: number): Promise<void>
  /** Where this window's cursor is; null when it has none. */
  present (id: string, client: number, cursor: { anchor: Uint8Array, head: Uint8Array } | null): Promise<void>
  setTitle (id: string, title: string): Promise<void>
  status (id: string): Promise<DocumentStatus>
  members (id: string): Promise<MemberInfo[]>
  /** Resolves when everything that connected devices hold is here. */
  synced (id: string): Promise<void>

  invite (id: string, options: InviteOptions): Promise<InviteInfo>
  invites (id: string): Promise<InviteInfo[]>
  revoke (id: string, invite: string): Promise<void>
  /** While true, this device looks for newcomers every few seconds rather than minutes. */
  sharing (id: string, open: boolean): Promise<void>

  export (id: string, format: ExportFormat): Promise<Exported>
}

/** Engine → window. No reply. */
export interface WindowApi {
  documents (list: DocumentInfo[]): void
  update (id: string, update: Uint8Array): void
  /** Every push up to and including `seq` survives power loss. */
  saved (id: string, seq: number): void
  /** A push was refused (role, malformed); the window must drop it and say why. */
  refused (id: string, seq: number, code: string, message: string): void
  info (id: string, info: DocumentInfo): void
  status (id: string, status: DocumentStatus): void
  presence (id: string, presence: Presence[]): void
  members (id: string): void
  /** What counts has changed behind what was shown: replace the Y.Doc by this state, under this client ID, and push again what was unsaved. */
  reset (id: string, epoch: number, update: Uint8Array, client: number): void
  /** The engine closes: the window keeps what was typed and tries to come back. */
  bye (reason: string): void
}

/** Colours of people: eight that read on light and dark paper, and under white or black letters. */
export const COLORS: readonly string[] = ['#b3261e', '#a34a00', '#7a5b00', '#3c6e1f', '#00695c', '#1f5fa8', '#5a4bb7', '#9c2f7a']

/** Caps on what one frame may carry; beyond them the socket is closed. */
export const MAX_FRAME_BYTES = 16 * 1024 * 1024
/** The largest Markdown file that is taken in, in bytes. */
export const MAX_IMPORT_BYTES = 4 * 1024 * 1024
/** The largest file that a document takes in, in bytes. */
export const MAX_BLOB_BYTES = 2 * 1024 * 1024 * 1024
