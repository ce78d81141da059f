/**
 * One document as an engine keeps it: its replica stays open and syncs in the background, whether or not somebody
 * looks at it; the text (`Document`) is there while it is open.
 */
import b4a from 'b4a'
import type Corestore from 'corestore'
import type { Connection } from 'hyperswarm'
import type ProtomuxWakeup from 'protomux-wakeup'
import { StateCache } from './doc/cache.ts'
import { Document } from './doc/document.ts'
import { Invites } from './doc/invites.ts'
import { LinkWatch } from './doc/links.ts'
import { hex, NOBODY, readPeople, type People } from './doc/people.ts'
import { Replica } from './doc/replica.ts'
import type { Formats } from './formats.ts'
import type { Identity } from './library/identity.ts'
import type { Links } from './library/links.ts'
import type { DocumentRecord, Registry } from './library/registry.ts'
import type { Network } from './net/network.ts'
import type { Pairing } from './net/pairing.ts'
import { Peers } from './net/peers.ts'
import type { DocumentInfo } from './rpc/api.ts'

/** How soon after a change others are told how far this device has got (ms). */
const TELL_AFTER = 60

/** What all documents of an engine share. */
export interface Shared {
  store: Corestore
  wakeup: ProtomuxWakeup
  registry: Registry
  links: Links
  identity: Identity
  cacheDir: string
  label: () => string
  sync: () => Promise<void>
  formats: () => Promise<Formats>
  /** The version of the document schema that the screen understands. */
  schema: number
  /** Null while there is no network at all. */
  net: () => { network: Network, pairing: Pairing } | null
  /** The run before ended in the middle of something. */
  unclean: boolean
  /** A record changed, or the document opened or closed. */
  onchange: () => void
}

export class Hosted {
  record: DocumentRecord
  readonly replica: Replica
  readonly #shared: Shared
  readonly #invites: Invites
  #peers: Peers | null = null
  #people: People = NOBODY
  #document: Promise<Document> | null = null
  #live: Document | null = null         // the same, once it is open
  #links: LinkWatch | null = null
  #refreshing: Promise<void> | null = null
  #stale = false
  #closed = false
  readonly #onopen: (() => void)[] = []

  constructor (shared: Shared, record: DocumentRecord) {
    this.#shared = shared
    this.record = record
    this.replica = new Replica({
      store: shared.store.namespace(b4a.from(record.namespace, 'hex')),
      key: record.key === '' ? null : b4a.from(record.key, 'hex'),
      encryptionKey: b4a.from(record.encryptionKey, 'hex'),
      wakeup: shared.wakeup,
      repair: shared.unclean && record.indexer !== false
    })
    this.#invites = new Invites({ replica: this.replica, people: () => this.#people, sync: shared.sync, codes: this.#codes() })
  }

  get people (): People { return this.#people }

  async ready (): Promise<void> {
    await this.replica.ready()
    this.replica.on('update', () => { this.#refresh() })
    this.replica.on('too-new', () => { this.#shared.onchange() })
    this.replica.on('failed', () => { this.#shared.onchange() })
    this.#peers = new Peers({
      discoveryKey: this.replica.discoveryKey,
      encryptionKey: this.replica.encryptionKey,
      device: this.#shared.identity.device,
      writer: this.replica.writer,
      label: this.#shared.label,
      isMember: async ({ writer, device }) => {
        const row = await this.replica.read((view) => view.device(writer))
        return row !== null && !row.removed && b4a.equals(row.device, device)
      }
    })
    for (const what of ['presence', 'have', 'change'] as const) {
      this.#peers.on(what, () => { void this.#opened()?.then((document) => { document.peersChanged(what) }, () => {}) })
    }
    await this.#read()
    this.connect()
  }

  /** Announces the document and greets who is connected already. Called again when the network comes up. */
  connect (): void {
    const net = this.#shared.net()
    if (net === null || this.#closed) return
    net.network.join(this.record.id, this.replica.discoveryKey)
    for (const connection of net.network.connections) this.attach(connection)
    this.#serve().catch(() => {}) // closed meanwhile
  }

  /** The network came, went, or somebody connected or left. */
  networkChanged (): void { void this.#opened()?.then((document) => { document.networkChanged() }, () => {}) }

  attach (connection: Connection): void { this.#peers?.attach(connection) }

  /** The same instance for as long as it is open. */
  open (): Promise<Document> {
    this.#document ??= this.#open().catch((error: unknown) => {
      this.#document = null
      throw error
    })
    return this.#document
  }

  /** Resolves once this device finds itself in the document: then it can be read. */
  async admitted (signal: AbortSignal): Promise<void> {
    while (this.#people.role === null) {
      signal.throwIfAborted()
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 1000)
        this.#onopen.push(() => { clearTimeout(timer); resolve() })
      })
      await this.#read()
    }
  }

  info (): DocumentInfo {
    const { id, role, updatedAt, createdAt } = this.record
    const title = this.#live?.title ?? this.record.title // the record follows in a moment
    // The time of a change is its author's word; a clock that runs ahead must not put a document on top for years.
    return { id, title, role, updatedAt: Math.min(updatedAt, Date.now()), createdAt, state: this.replica.tooNew ? 'too-new' : 'ready' }
  }

  async close (): Promise<void> {
    this.#closed = true
    const net = this.#shared.net()
    await (await this.#document?.catch(() => null))?.close()
    await this.#links?.flush()
    await net?.pairing.serve(this.record.id, this.replica.discoveryKey, null).catch(() => {})
    await net?.network.leave(this.record.id).catch(() => {})
    this.#peers?.close()
    await this.#refreshing?.catch(() => {})
    await this.replica.close()
    this.replica.destroy()
  }

  /** What is left to do before sleep: everything typed goes to disk. */
  async flush (): Promise<void> {
    await (await this.#opened()?.catch(() => null))?.saved().catch(() => {})
  }

  #opened (): Promise<Document> | null { return this.#document }

  async #open (): Promise<Document> {
    const { store, registry, sync, formats, schema, cacheDir, net, unclean } = this.#shared
    const { id } = this.record
    const document = new Document(this.replica, {
      sync,
      formats,
      schema,
      cache: new StateCache(cacheDir, id, this.replica.encryptionKey),
      codes: this.#codes(),
      blobs: { store: store.namespace(b4a.from(this.record.namespace, 'hex')).namespace('blobs'), unclean },
      holders: {
        load: async () => await registry.get('holders', id) ?? {},
        save: (value) => registry.put('holders', id, value)
      },
      clients: {
        load: async () => (await registry.get('clients', id))?.next ?? 0,
        save: async (next) => {
          await registry.put('clients', id, { next })
          await sync()
        }
      },
      network: {
        state: () => net()?.network.state ?? 'offline',
        peers: () => this.#peers?.list() ?? [],
        setWindows: (windows) => { this.#peers?.setWindows(windows) },
        flushed: async () => { await net()?.network.flushed(id) },
        sharing: (open) => { net()?.pairing.watch(id, open) }
      },
      onclose: () => {
        this.#links?.flush().catch(() => {})
        this.#document = null
        this.#live = null
        this.#peers?.setWindows([])
      }
    })
    await this.replica.catchUp()
    await document.open()
    this.#live = document
    const links = new LinkWatch(() => document.fragment, (to) => this.#shared.links.set(id, to))
    document.on('update', links.changed)
    document.on('reset', links.changed)
    this.#links = links
    document.peersChanged('change')
    return document
  }

  #codes (): { get: (invite: string) => Promise<string | null>, put: (invite: string, code: string) => Promise<void> } {
    const { registry } = this.#shared
    return {
      get: (invite) => registry.get('code', this.record.id + '/' + invite),
      put: (invite, code) => registry.put('code', this.record.id + '/' + invite, code)
    }
  }

  #refresh (): void {
    this.#stale = true
    this.#refreshing ??= this.#refreshAll().catch(() => {}).finally(() => { this.#refreshing = null })
  }

  async #refreshAll (): Promise<void> {
    while (this.#stale && !this.#closed) {
      this.#stale = false
      await this.#read()
      await new Promise((resolve) => { setTimeout(resolve, TELL_AFTER) }) // a burst of blocks is one message
    }
  }

  async #read (): Promise<void> {
    const { people, heads } = await this.replica.read(async (view) => ({ people: await readPeople(view, this.replica.writer), heads: await view.heads() }))
    const moved = people.devices.size !== this.#people.devices.size || people.role !== this.#people.role
    this.#people = people
    this.#peers?.setHave(new Map(heads.map(({ key, row }) => [hex(key), row.length])))
    if (moved) await this.#peers?.recheck()
    await this.#serve()
    const { title = '', updatedAt = 0, createdAt = 0 } = people.meta ?? {}
    const { record } = this
    const role = people.role ?? record.role
    const indexer = people.devices.get(hex(this.replica.writer))?.indexer ?? false
    if (people.meta !== null && (record.indexer !== indexer || record.title !== title || record.role !== role || record.updatedAt !== updatedAt)) {
      this.record = { ...record, title, role, updatedAt, createdAt, indexer }
      await this.#shared.registry.put('document', record.id, this.record)
      this.#shared.onchange()
    }
    for (const fn of this.#onopen.splice(0)) fn()
  }

  async #serve (): Promise<void> {
    const any = !this.#closed && await this.#invites.any()
    const net = this.#shared.net()
    if (net === null || this.#closed) return // closed meanwhile: nothing may be announced any more
    const answer = any ? (request: Parameters<Invites['answer']>[0]) => this.#invites.answer(request) : null
    await net.pairing.serve(this.record.id, this.replica.discoveryKey, answer)
  }
}
