/** A document that is open here: what embedders, windows and the command line hold. */
import { ObservableV2 } from 'lib0/observable'
import * as Y from 'yjs'
import { SheafError } from '../errors.ts'
import { needs, parseUpdate, placed, splitClients } from '../format/yupdate.ts'
import { Raises } from './raise.ts'
import type { BlobState, DocumentInfo, DocumentStatus, ExportFormat, InviteInfo, InviteOptions, MemberInfo, Presence, Role } from '../rpc/api.ts'
import { Blobs } from './blobs.ts'
import type { BlobSource } from './blob-store.ts'
import { ClientIds } from './client-ids.ts'
import { Holders } from './holders.ts'
import { Invites } from './invites.ts'
import type { DocumentContext } from './context.ts'
import { hex, memberInfos, NOBODY, readPeople, samePeople, type People } from './people.ts'
import { Outbox } from './outbox.ts'
import { readOnlyError, type ReadOnlyReason } from './read-only.ts'
import type { Replica } from './replica.ts'
import { quietly, REMOTE, siteOf } from './merge.ts'
import { Session } from './session.ts'
import { Windows } from './windows.ts'

export interface DocumentEvents {
  update: (update: Uint8Array, origin: unknown) => void
  status: () => void
  members: () => void
  presence: () => void
  info: () => void
  /** `ydoc` is another one now: what counts has changed behind what was shown. */
  reset: (epoch: number) => void
  /** This person or device was removed: the document stays readable here. */
  removed: () => void
  closed: () => void
}

const SYNC_PATIENCE = 15_000

export class Document extends ObservableV2<{ [K in keyof DocumentEvents]: DocumentEvents[K] }> {
  /** What an import had to simplify. */
  notes: string[] = []
  readonly #replica: Replica
  readonly #context: DocumentContext
  readonly #session: Session
  #ids: ClientIds | null = null
  readonly #outbox: Outbox
  readonly #invites: Invites
  readonly #holders: Holders
  readonly #windows: Windows
  readonly #raises: Raises
  readonly #blobs: Blobs
  readonly #onupdate = (): void => { this.#refresh() }
  readonly #onstop = (): void => { this.emit('info', []); this.emit('status', []) }
  readonly #onfailed = (): void => { void this.close() }
  #people: People = NOBODY
  #length = 0                       // of this device's log, as the view has it
  #refreshing: Promise<void> | null = null
  #stale = false
  #closing: Promise<void> | null = null

  constructor (replica: Replica, context: DocumentContext) {
    super()
    this.#replica = replica
    this.#context = context
    this.#outbox = new Outbox({
      append: (blocks) => this.#append(blocks),
      sync: context.sync,
      onappend: (length, blocks) => {
        this.#length = Math.max(length, this.#length)
        this.#session.appended(replica.writer, length, blocks)
      },
      onchange: () => { this.emit('status', []) }
    })
    this.#session = new Session(replica, context.cache, () => this.#outbox.pending(), () => this.newClient())
    this.#session.on('update', (update, origin) => { this.#onlocal(update, origin) })
    this.#session.on('reset', (epoch) => { this.emit('reset', [epoch]) })
    this.#invites = new Invites({ replica, people: () => this.#people, sync: context.sync, codes: context.codes })
    this.#holders = new Holders(context.holders)
    this.#blobs = new Blobs({ replica, store: context.blobs.store, sync: context.sync, people: () => this.#people, readOnly: () => this.#readOnlyReason() })
    this.#raises = new Raises(replica, () => this.#people, context.schema)
    this.#windows = new Windows((windows) => { context.network.setWindows(windows); this.emit('presence', []) })
  }

  get id (): string { return this.#replica.id }
  get title (): string { return this.#people.meta?.title ?? '' }
  get role (): Role { return this.#people.role ?? 'reader' }
  get ydoc (): Y.Doc { return this.#session.ydoc }
  get fragment (): Y.XmlFragment { return this.#session.fragment }
  /** Before the first edit that needs this version of the schema: see `Raises`. Done by an owner's device only. */
  raise (schema: number): void { this.#raises.to(schema) }

  get epoch (): number { return this.#session.epoch }

  async open (): Promise<void> {
    await this.#holders.load()
    this.#ids = new ClientIds(this.#replica.discoveryKey, this.#replica.writer, this.#context.clients)
    await this.#ids.open((await this.#replica.read((view) => view.head(this.#replica.writer))).claimed)
    await this.#session.open()
    await this.#readPeople()
    this.#replica.on('update', this.#onupdate)
    this.#replica.on('writable', this.#onupdate)
    this.#replica.on('too-new', this.#onstop)
    this.#replica.on('failed', this.#onfailed)
    if (this.#context.blobs.unclean) this.#blobs.tidy().catch(() => {}) // the next upload tries again
  }

  /** A Yjs client ID for a window: edits under any other are refused. Good for good, also after a restart. */
  async newClient (): Promise<number> {
    if (this.#ids === null) throw new SheafError('CLOSED', 'The document is not open.')
    return this.#ids.take()
  }

  info (): DocumentInfo {
    const { meta, role } = this.#people
    return {
      id: this.id,
      title: this.title,
      role,
      state: this.#replica.tooNew ? 'too-new' : 'ready',
      updatedAt: meta?.updatedAt ?? 0,
      createdAt: meta?.createdAt ?? 0
    }
  }

  /**
   * Takes in an update that a window made. Rejects with BAD_UPDATE for what other replicas would refuse, NOT_ALLOWED
   * when this person may not write. Does not wait for the disk: see `saved`.
   */
  // oxlint-disable-next-line typescript/require-await -- a refusal has to be a rejection
  async push (update: Uint8Array, origin: unknown, schema = 1): Promise<void> {
    this.#mustBeOpen()
    const reason = this.#readOnlyReason()
    if (reason !== null) throw readOnlyError(reason)
    this.#raises.to(schema)
    const result = parseUpdate(update)
    if (!result.ok) throw new SheafError('BAD_UPDATE', 'This edit could not be read and was left out (' + result.reason + ').')
    const parsed = result.update
    const author = parsed.clients[0]?.client ?? this.ydoc.clientID
    for (const part of splitClients(update, parsed, author)) this.#pushPart(part.client, part.update, origin)
  }

  #pushPart (client: number, update: Uint8Array, origin: unknown): void {
    const known = Y.getState(this.ydoc.store, client)
    let part = parseUpdate(update)
    let bytes = update
    const own = part.ok ? part.update.clients[0] : undefined
    if (own !== undefined && own.clock < known) { // sent again after a lost connection: only what is new counts
      bytes = Y.diffUpdate(update, Y.encodeStateVector(this.ydoc))
      part = parseUpdate(bytes)
    }
    if (!part.ok) throw new SheafError('BAD_UPDATE', 'This edit could not be read and was left out (' + part.reason + ').')
    const n = this.#ids?.numberOf(client)
    if (n === undefined) throw new SheafError('BAD_UPDATE', 'This edit carries the mark of another device: reload the window.')
    const end = part.update.clients[0]?.end ?? known
    for (const [id, clock] of needs(part.update)) {
      if (clock > (id === client ? Math.max(known, end) : Y.getState(this.ydoc.store, id))) throw new SheafError('BAD_UPDATE', 'This edit rests on text that is not here: reload the window.')
    }
    const start = part.update.clients[0]?.clock
    if (start !== undefined && start > known) throw new SheafError('BAD_UPDATE', 'An edit before this one is missing: reload the window.')
    if (!placed(part.update, siteOf(this.ydoc))) throw new SheafError('BAD_UPDATE', 'This edit does not fit the text that it changes: reload the window.')
    quietly(this.ydoc, () => { Y.applyUpdate(this.ydoc, bytes, origin) }, new Pushed(n, origin))
  }

  /** Every change of the Y.Doc comes by here: what is not in the log yet goes to the outbox. */
  #onlocal (update: Uint8Array, origin: unknown): void {
    if (origin !== REMOTE) {
      const n = origin instanceof Pushed ? origin.n : this.#ids?.numberOf(this.ydoc.clientID)
      if (n === undefined) throw new SheafError('BAD_UPDATE', 'The client ID of this Y.Doc was changed: no other device would take this edit.')
      this.#outbox.add(n, update)
    }
    this.emit('update', [update, origin instanceof Pushed ? origin.origin : origin])
  }

  async #append (blocks: Uint8Array[]): Promise<number> {
    const reason = this.#readOnlyReason()
    if (reason !== null && reason !== 'waiting') throw readOnlyError(reason)
    await this.#raises.done
    return this.#replica.appendBlocks(blocks)
  }

  /** Resolves when every local edit so far survives power loss. */
  saved (): Promise<void> { return this.#outbox.flush() }

  /** Resolves when all that connected devices hold is here; gives up waiting for silent ones after a while. */
  async synced (): Promise<void> {
    const { network } = this.#context
    if (network.state() === 'offline') return
    const until = Date.now() + SYNC_PATIENCE
    await atMost(SYNC_PATIENCE, network.flushed())
    await this.#replica.base.update()
    while (Date.now() < until && this.#closing === null) {
      const heads = await this.#heads()
      const behind = network.peers().some(({ have }) => [...have].some(([writer, length]) => length > (heads.get(writer) ?? 0)))
      if (!behind) break
      await atMost(250, new Promise<void>((resolve) => { this.#replica.once('update', resolve) }))
    }
    await this.#session.pull()
  }

  status (): DocumentStatus {
    const { network } = this.#context
    const peers = network.peers()
    const online = new Set(peers.map(({ writer }) => writer))
    const reason = this.#readOnlyReason()
    const writer = hex(this.#replica.writer)
    return {
      saved: this.#outbox.unsaved === 0,
      unsaved: this.#outbox.unsaved,
      nowhereElse: this.#holders.nowhereElse(this.#people, writer, this.#length),
      holders: this.#holders.list(this.#people, writer, this.#length, online),
      connected: peers.length,
      network: network.state(),
      writable: reason === null,
      ...(reason === null ? {} : { readOnlyReason: reason })
    }
  }

  // oxlint-disable-next-line typescript/require-await -- the contract leaves room for a slower source
  async members (): Promise<MemberInfo[]> {
    return memberInfos(this.#people, hex(this.#replica.writer), new Set(this.#context.network.peers().map(({ writer }) => writer)))
  }

  async invite (options: InviteOptions = {}): Promise<string> {
    return (await this.createInvite(options)).code ?? ''
  }

  createInvite (options: InviteOptions): Promise<InviteInfo> { return this.#invites.create(options) }
  invites (): Promise<InviteInfo[]> { return this.#invites.list() }
  revoke (invite: string): Promise<void> { return this.#invites.revoke(invite) }
  sharing (open: boolean): void { this.#context.network.sharing(open) }

  /** Who else is here, and this engine's other windows. */
  presence (): Presence[] { return this.#windows.list(this.#people, hex(this.#replica.writer), this.#context.network.peers()) }
  present (client: number, cursor: Presence['cursor'], window: object): void { this.#windows.set(client, cursor, window) }
  leave (window: object): void { this.#windows.delete(window) }

  async setTitle (title: string): Promise<void> {
    const reason = this.#readOnlyReason()
    if (reason !== null) throw readOnlyError(reason)
    if (title === this.title) return
    await this.#replica.append([{ kind: 'title', body: { title } }])
    await this.#context.sync()
    await this.#readPeople()
    this.emit('info', [])
  }

  /** Keeps the bytes of a file here, for everyone in the document; resolves once they are on disk. A node's attribute holds `ref`. */
  putBlob (source: BlobSource, options?: { size?: number }): Promise<{ ref: string, size: number }> { return this.#blobs.put(source, options) }
  /** The bytes from `start` up to and without `end`, once the whole file is here and matches its hash. */
  getBlob (ref: string, options?: { start?: number, end?: number }): AsyncGenerator<Uint8Array> { return this.#blobs.get(ref, options) }
  /** Resolves when `getBlob` can begin at once. Rejects with NOBODY_HERE, BAD_BLOB, NOT_FOUND. */
  blobReady (ref: string): Promise<{ size: number, hash: string }> { return this.#blobs.ready(ref) }
  blobState (ref: string, options?: { fetch?: boolean }): Promise<BlobState> { return this.#blobs.state(ref, options) }

  async export (format: ExportFormat): Promise<Uint8Array> { return (await this.exportNotes(format)).bytes }

  async exportNotes (format: ExportFormat): Promise<{ bytes: Uint8Array, notes: string[] }> {
    const formats = await this.#context.formats()
    return formats.write(format, this.fragment, { title: this.title })
  }

  /** Called by the engine when devices came, went or said something. */
  peersChanged (what: 'presence' | 'have' | 'change'): void {
    if (what === 'presence') return this.emit('presence', [])
    this.#holders.observe(this.#context.network.peers(), hex(this.#replica.writer))
    this.#holders.save().catch(() => {}) // known again at the next meeting
    this.emit('status', [])
    if (what === 'change') this.emit('members', [])
  }

  networkChanged (): void { this.emit('status', []) }

  close (): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close (): Promise<void> {
    this.#replica.off('update', this.#onupdate)
    this.#replica.off('writable', this.#onupdate)
    this.#replica.off('too-new', this.#onstop)
    this.#replica.off('failed', this.#onfailed)
    await this.#outbox.flush().catch(() => {}) // whoever waits for `saved` is told why
    this.#outbox.close()
    await this.#refreshing?.catch(() => {})
    await this.#blobs.close().catch(() => {})
    await this.#session.close()
    this.#windows.close()
    this.#context.onclose()
    this.emit('closed', [])
    this.destroy()
  }

  #refresh (): void {
    this.#stale = true
    this.#refreshing ??= this.#refreshAll().catch(() => {}).finally(() => { this.#refreshing = null })
  }

  async #refreshAll (): Promise<void> {
    while (this.#stale && this.#closing === null) {
      this.#stale = false
      await this.#session.pull()
      await this.#readPeople()
      if (this.#readOnlyReason() === null) this.#outbox.retry()
    }
  }

  async #readPeople (): Promise<void> {
    const before = this.#people
    this.#people = await this.#replica.read(async (view) => {
      this.#length = Math.max(this.#length, (await view.head(this.#replica.writer)).length)
      return readPeople(view, this.#replica.writer)
    })
    if (before === NOBODY) return
    if (before.meta?.title !== this.#people.meta?.title || before.role !== this.#people.role) this.emit('info', [])
    if (!samePeople(before, this.#people)) {
      this.emit('members', [])
      this.emit('presence', [])
    }
    if (before.role !== null && this.#people.role === null) this.emit('removed', [])
    this.emit('status', [])
  }

  async #heads (): Promise<Map<string, number>> {
    const heads = await this.#replica.read((view) => view.heads())
    return new Map(heads.map(({ key, row }) => [hex(key), row.length]))
  }

  #readOnlyReason (): ReadOnlyReason | null {
    const { role, meta, devices } = this.#people
    if (this.#replica.tooNew || (meta?.schema ?? 1) > this.#context.schema) return 'too-new'
    if (role === null) return devices.has(hex(this.#replica.writer)) ? 'removed' : 'waiting'
    if (role === 'reader' || role === 'commenter') return 'role'
    return this.#replica.writable ? null : 'waiting'
  }

  #mustBeOpen (): void {
    if (this.#closing !== null) throw new SheafError('CLOSED', 'The document was closed before this could be done.')
  }
}

/** Origin of a transaction that a window pushed: the number of its client ID, and which window to leave out. */
class Pushed {
  readonly n: number
  readonly origin: unknown
  constructor (n: number, origin: unknown) {
    this.n = n
    this.origin = origin
  }
}

/** Waits for `done`, but no longer than `ms`. */
async function atMost (ms: number, done: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  await Promise.race([done, new Promise((resolve) => { timer = setTimeout(resolve, ms) })])
  clearTimeout(timer)
}
