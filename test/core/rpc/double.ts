/** Doubles of an engine, a document and a channel: what the RPC needs of them and nothing more. */
import { EventEmitter } from 'node:events'
import { hash } from 'hypercore-crypto'
import * as Y from 'yjs'
import { SheafError } from '../../../core/errors.ts'
import type {
  BlobState, DocumentInfo, DocumentStatus, InviteInfo, InviteOptions, MemberInfo, Presence, Profile
} from '../../../core/rpc/api.ts'
import type { Channel, ChannelHandlers, DocumentLike, EngineProcess } from '../../../core/rpc/host.ts'

export class FakeDocument extends EventEmitter implements DocumentLike {
  readonly id: string
  title: string
  ydoc = new Y.Doc()
  epoch = 0
  notes: string[] = []
  closed = false
  shared = false
  closes = 0
  savedCalls = 0
  /** Set: the next pushes fail so. */
  failure: SheafError | null = null
  /** Set: `saved()` waits for this. */
  disk: Promise<void> = Promise.resolve()
  readonly windows = new Map<object, Presence>()
  readonly blobs = new Map<string, Uint8Array>()
  /** Set: putting a file in and getting it fails so. */
  blobFailure: SheafError | null = null

  constructor (id: string, title = '') {
    super()
    this.setMaxListeners(0)
    this.id = id
    this.title = title
    this.#watch()
  }

  #watch (): void {
    this.ydoc.on('update', (update: Uint8Array, origin: unknown) => { this.emit('update', update, origin) })
  }

  /** What a changed verdict does: another Y.Doc behind the same document. */
  rebuild (write: (ydoc: Y.Doc) => void): void {
    this.ydoc = new Y.Doc()
    write(this.ydoc)
    this.#watch()
    this.emit('reset', ++this.epoch)
  }

  info (): DocumentInfo {
    return { id: this.id, title: this.title, role: 'owner', state: 'ready', updatedAt: 2, createdAt: 1 }
  }

  async push (update: Uint8Array, origin: unknown): Promise<void> {
    if (this.failure) throw this.failure
    try {
      Y.applyUpdate(this.ydoc, update, origin)
    } catch (error) {
      throw new SheafError('BAD_UPDATE', 'This change is malformed.', { cause: error })
    }
    this.emit('status')
  }

  newClient (): Promise<number> {
    return Promise.resolve(new Y.Doc().clientID)
  }

  async saved (): Promise<void> {
    this.savedCalls++
    await this.disk
  }

  async synced (): Promise<void> {}

  status (): DocumentStatus {
    return { saved: true, unsaved: 0, nowhereElse: 0, holders: [], connected: 0, network: 'offline', writable: true }
  }

  members (): MemberInfo[] {
    return []
  }

  async createInvite ({ role = 'editor', expires = 0, uses = 1, label = '' }: InviteOptions): Promise<InviteInfo> {
    return {
      id: 'a1', role, expires, uses, used: 0, label, createdAt: 1, createdBy: 'Ada', state: 'open', code: `code-${this.id}`
    }
  }

  invites (): InviteInfo[] {
    return []
  }

  async revoke (): Promise<void> {}

  sharing (open: boolean): void {
    this.shared = open
  }

  presence (): Presence[] {
    return [...this.windows.values()]
  }

  present (client: number, cursor: Presence['cursor'], window: object): void {
    this.windows.set(window, {
      client, cursor, device: 'd', member: 'm', name: 'Ada', color: '#aa0000', self: true
    })
    this.emit('presence')
  }

  leave (window: object): void {
    this.windows.delete(window)
    this.emit('presence')
  }

  setTitle (title: string): void {
    this.title = title
    this.emit('info')
  }

  async putBlob (source: AsyncIterable<Uint8Array>): Promise<{ ref: string, size: number }> {
    if (this.blobFailure) throw this.blobFailure
    const parts: Uint8Array[] = []
    for await (const part of source) parts.push(part)
    const data = Buffer.concat(parts)
    const ref = 'ref' + this.blobs.size
    this.blobs.set(ref, data)
    return { ref, size: data.byteLength }
  }

  async blobReady (ref: string): Promise<{ size: number, hash: string }> {
    const data = this.#blob(ref)
    return { size: data.byteLength, hash: Buffer.from(hash(data)).toString('hex') }
  }

  async * getBlob (ref: string, { start = 0, end }: { start?: number, end?: number } = {}): AsyncGenerator<Uint8Array> {
    yield this.#blob(ref).subarray(start, end)
  }

  async blobState (ref: string): Promise<BlobState> {
    const size = this.#blob(ref).byteLength
    return { state: 'here', have: size, size, peers: 0 }
  }

  #blob (ref: string): Uint8Array {
    const data = this.blobs.get(ref)
    if (this.blobFailure || !data) throw this.blobFailure ?? new SheafError('NOT_FOUND', 'There is no such file in this document.')
    return data
  }

  async exportNotes (): Promise<{ bytes: Uint8Array, notes: string[] }> {
    return { bytes: new TextEncoder().encode(this.ydoc.getText('t').toJSON()), notes: [] }
  }

  async close (): Promise<void> {
    if (this.closed) return
    this.closed = true
    this.closes++
    this.emit('closed')
  }
}

export class FakeEngine extends EventEmitter implements EngineProcess {
  online = true
  profile: Profile = { name: 'Ada', color: '#aa0000', label: '' }
  readonly all = new Map<string, FakeDocument>()
  opens = 0
  closed = false
  suspends = 0
  readonly joins = new Map<string, { signal?: AbortSignal }>()

  constructor (ids: string[] = []) {
    super()
    this.setMaxListeners(0)
    for (const id of ids) this.all.set(id, new FakeDocument(id, `Paper ${id}`))
  }

  document (id: string): FakeDocument {
    const document = this.all.get(id)
    if (!document) throw new Error(`no ${id}`)
    return document
  }

  async ready (): Promise<void> {}

  async close (): Promise<void> {
    this.closed = true
  }

  async suspend (): Promise<void> {
    this.suspends++
  }

  async resume (): Promise<void> {}

  async linkedFrom (id: string): Promise<{ id: string, title: string }[]> {
    return [...this.all.values()].filter((one) => one.id !== id).map(({ id, title }) => ({ id, title }))
  }

  async setOnline (online: boolean): Promise<void> {
    this.online = online
  }

  async setProfile (profile: Partial<Profile>): Promise<Profile> {
    return this.profile = { ...this.profile, ...profile }
  }

  async documents (): Promise<DocumentInfo[]> {
    return [...this.all.values()].map((document) => document.info())
  }

  async create ({ title = '', markdown = '' }: { title?: string, markdown?: string }): Promise<FakeDocument> {
    const id = (0xabc000 + this.all.size).toString(16)
    const document = new FakeDocument(id, title || (/^# (.*)$/m.exec(markdown)?.[1] ?? ''))
    document.ydoc.getText('t').insert(0, markdown)
    if (markdown.includes('<video')) document.notes.push('A video became a link.')
    this.all.set(id, document)
    this.emit('documents')
    return document
  }

  async open (id: string): Promise<FakeDocument> {
    this.opens++
    const document = this.all.get(id)
    if (!document) throw new SheafError('NOT_FOUND', 'There is no such document on this device.')
    document.closed = false
    return document
  }

  async startJoin (code: string): Promise<{ id: string }> {
    if (!code.startsWith('code-')) throw new SheafError('INVITE_WRONG', 'This is not an invite code of Sheaf.')
    return { id: '701' }
  }

  async joined (id: string, options: { signal?: AbortSignal } = {}): Promise<FakeDocument> {
    this.joins.set(id, options)
    if (this.all.has('beef')) return this.document('beef')
    return await new Promise((_resolve, reject) => {
      options.signal?.addEventListener('abort', () => { reject(new SheafError('JOIN_CANCELLED', 'No longer waited for.')) })
    })
  }

  async cancelJoin (): Promise<void> {}
}

/** Two ends in one process. What is sent arrives a turn later, as on a socket. */
export class FakeChannel implements Channel {
  bufferedAmount = 0
  closed = false
  other!: FakeChannel
  #handlers: ChannelHandlers | null = null
  #early: Uint8Array[] = []

  static pair (): [FakeChannel, FakeChannel] {
    const a = new FakeChannel()
    const b = new FakeChannel()
    a.other = b
    b.other = a
    return [a, b]
  }

  listen (handlers: ChannelHandlers): void {
    this.#handlers = handlers
    for (const bytes of this.#early.splice(0)) handlers.message(bytes)
  }

  send (bytes: Uint8Array): void {
    const { other } = this
    setImmediate(() => {
      if (other.#handlers) other.#handlers.message(bytes)
      else other.#early.push(bytes)
    })
  }

  close (): void {
    if (this.closed) return
    this.closed = true
    const { other } = this
    setImmediate(() => {
      other.closed = true
      other.#handlers?.closed()
    })
  }
}
