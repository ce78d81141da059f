/** One person on one device: a store, an identity, a network, and the documents. Runs in Node and in Bare; knows no screen. */
import b4a from 'b4a'
import Corestore from 'corestore'
import { randomBytes } from 'hypercore-crypto'
import { ObservableV2 } from 'lib0/observable'
import ProtomuxWakeup from 'protomux-wakeup'
import fs from '#fs'
import path from '#path'
import type { Document } from './doc/document.ts'
import { Durability } from './durable.ts'
import { SheafError, storageError } from './errors.ts'
import { attest } from './format/attestation.ts'
import { NO_KEY } from './format/ops.ts'
import type { Formats } from './formats.ts'
import { SCHEMA_VERSION } from './format/version.ts'
import { Hosted, type Shared } from './hosted.ts'
import { Joins } from './joins.ts'
import { identityOf, loadProfile, type Identity } from './library/identity.ts'
import { Links } from './library/links.ts'
import { Registry, type DocumentRecord, type ProfileRecord } from './library/registry.ts'
import { Network } from './net/network.ts'
import { Pairing } from './net/pairing.ts'
import type { DocumentInfo, LinkInfo, Profile } from './rpc/api.ts'

export interface EngineOptions {
  /** How others see this person, changeable later. */
  name?: string
  /** This device's name, as others see it. */
  label?: string
  /** DHT nodes; default: the public ones. */
  bootstrap?: { host: string, port: number }[]
  /** Local address to bind, '127.0.0.1' in tests. */
  host?: string
  /** No network at all. */
  offline?: boolean
  /** Whether to talk to the device with this network key at all: a list of the blocked, or a test that cuts a link. See `reconnect`. */
  allow?: (networkKey: Uint8Array) => boolean
  /** The version of the document schema that the screen understands; default: what this version's own editor does. */
  schema?: number
  /** Reserved for protected profiles; today's profiles have none. */
  passphrase?: string
}

interface Parts { store: Corestore, registry: Registry, profile: ProfileRecord, identity: Identity, joins: Joins, shared: Shared }

export class Engine extends ObservableV2<{ documents: () => void }> {
  readonly dir: string
  readonly #options: EngineOptions
  readonly #hosted = new Map<string, Hosted>()
  readonly #damaged = new Map<string, DocumentInfo>()
  readonly #wakeup = new ProtomuxWakeup()
  #parts: Parts | null = null
  #net: { network: Network, pairing: Pairing } | null = null
  #online: boolean
  #broken = false                       // storage failed underneath: the store takes no more writes until it is opened anew
  #opening: Promise<void> | null = null
  #closing: Promise<void> | null = null

  constructor (dir: string, options: EngineOptions = {}) {
    super()
    this.dir = dir
    this.#options = options
    this.#online = options.offline !== true
  }

  ready (): Promise<void> {
    if (this.#broken && this.#closing === null) this.#opening = this.#reload()
    this.#opening ??= this.#open().catch((error: unknown) => {
      this.#closing = Promise.resolve()
      throw error
    })
    return this.#opening
  }

  close (): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  get online (): boolean { return this.#online }

  get profile (): Profile {
    const { name, color, label } = this.#ready().profile
    return { name, color, label }
  }

  /** How others see this person and this device; told to every document that this device may write in. */
  async setProfile (change: Partial<Profile>): Promise<Profile> {
    const parts = this.#ready()
    if (change.color !== undefined && !/^#[0-9a-f]{6}$/i.test(change.color)) throw new SheafError('BAD_INPUT', 'A colour is written as # and six hexadecimal digits.')
    parts.profile = { ...parts.profile, ...change }
    await parts.registry.putProfile(parts.profile)
    await parts.shared.sync()
    for (const { replica, people } of this.#hosted.values()) {
      if (replica.writable && people.role !== null) await replica.append([{ kind: 'profile', body: this.profile }])
    }
    return this.profile
  }

  async documents (): Promise<DocumentInfo[]> {
    await this.ready()
    const infos = [...this.#hosted.values()].map((hosted) => hosted.info())
    return [...infos, ...this.#damaged.values(), ...this.#ready().joins.infos()].sort((a, b) => b.updatedAt - a.updatedAt)
  }

  /** The documents of this device that link to this one, as they were when they were last open here. */
  async linkedFrom (id: string): Promise<LinkInfo[]> {
    await this.ready()
    const hosted = this.#ready().shared.links.from(id).flatMap((from) => this.#hosted.get(from) ?? [])
    return hosted.map((one) => one.info()).sort((a, b) => b.updatedAt - a.updatedAt).map(({ id, title }) => ({ id, title }))
  }

  /** Only here is a document given content: who joins never does. */
  async create ({ title = '', markdown }: { title?: string, markdown?: string | Uint8Array } = {}): Promise<Document> {
    await this.ready()
    const { shared } = this.#ready()
    const read = markdown === undefined ? null : (await shared.formats()).readMarkdown(markdown)
    const document = await this.#found(title === '' ? read?.title ?? '' : title)
    if (read !== null) {
      document.raise(read.schema)
      document.ydoc.transact(() => { read.write(document.fragment) })
      document.notes = read.notes
      await document.saved()
    }
    this.emit('documents', [])
    return document
  }

  /** A document with nothing but its first owner and its title. */
  async #found (title: string): Promise<Document> {
    const { shared, identity, registry } = this.#ready()
    const record: DocumentRecord = {
      id: '', key: '', encryptionKey: hex(randomBytes(32)), namespace: hex(randomBytes(32)), title, role: 'owner', createdAt: Date.now(), updatedAt: Date.now()
    }
    const hosted = new Hosted(shared, record)
    try {
      await this.#admitSelf(hosted, title, identity)
      await registry.put('document', hosted.record.id, hosted.record)
      await hosted.ready()
      await shared.sync()
    } catch (error) {
      await hosted.close().catch(() => {})
      throw this.#noticeFailure(error)
    }
    this.#host(hosted)
    return hosted.open()
  }

  async #admitSelf (hosted: Hosted, title: string, identity: Identity): Promise<void> {
    await hosted.replica.ready()
    hosted.record = { ...hosted.record, id: hosted.replica.id, key: hex(hosted.replica.key) }
    const { replica } = hosted
    const nonce = randomBytes(32)
    const claim = { discoveryKey: replica.discoveryKey, writer: replica.writer, device: identity.device.publicKey, nonce }
    const { name, color, label } = this.profile
    await replica.append([
      {
        kind: 'admit',
        body: {
          member: identity.member, name, color, role: 'owner', writer: claim.writer, device: claim.device, label, nonce,
          proof: attest(claim, identity.device, identity.chain), invite: NO_KEY, receipt: new Uint8Array(0)
        }
      },
      { kind: 'title', body: { title } }
    ])
  }

  /** Works offline; the same instance while it is open. Throws NOT_FOUND. */
  async open (id: string): Promise<Document> {
    await this.ready()
    const hosted = this.#hosted.get(id)
    if (hosted !== undefined) {
      if (!hosted.replica.base.closed && hosted.replica.base.closing === null) return hosted.open()
      return (await this.#reopen(hosted)).open()
    }
    const damaged = this.#damaged.get(id)
    if (damaged !== undefined) throw new SheafError('DAMAGED', damaged.error?.message ?? 'This document could not be opened; nothing was deleted.')
    throw new SheafError('NOT_FOUND', this.#ready().joins.has(id) ? 'This document is not here yet: it waits for someone who can let you in.' : 'There is no document with this id on this device.')
  }

  /** Checks a code and remembers the join; returns at once. Throws INVITE_WRONG, INVITE_EXPIRED, TOO_NEW. */
  async startJoin (code: string): Promise<{ id: string }> {
    await this.ready()
    const { joins } = this.#ready()
    const { id } = joins.read(code)
    return { id: this.#hosted.has(id) ? id : await joins.start(code) }
  }

  /** Waits until a join can be read; rejects with why it failed. */
  async joined (id: string, { signal }: { signal?: AbortSignal } = {}): Promise<Document> {
    await this.ready()
    const hosted = this.#hosted.get(id) ?? await this.#ready().joins.joined(id, signal)
    return hosted.open()
  }

  async cancelJoin (id: string): Promise<void> {
    await this.ready()
    await this.#ready().joins.cancel(id)
  }

  /** Resolves when the document can be read. Nobody there to answer is no failure: it waits, also across a restart. */
  async join (code: string, { signal }: { signal?: AbortSignal } = {}): Promise<Document> {
    const { id } = await this.startJoin(code)
    try {
      return await this.joined(id, signal === undefined ? {} : { signal })
    } catch (error) {
      if (signal?.aborted === true) await this.cancelJoin(id).catch(() => {})
      throw error
    }
  }

  /** The switch in people's hands: off, nothing leaves this device until it is on again. */
  async setOnline (online: boolean): Promise<void> {
    await this.ready()
    if (online === this.#online) return
    this.#online = online
    if (online) await this.#connect()
    else await this.#disconnect()
    this.emit('documents', [])
  }

  /** Before sleep: what is typed goes to disk, then pairing, presence and the swarm stop, in this order. */
  async suspend (): Promise<void> {
    if (this.#parts === null) return
    await Promise.all([...this.#hosted.values()].map((hosted) => hosted.flush()))
    if (this.#net !== null) await this.#disconnect()
  }

  async resume (): Promise<void> {
    if (this.#parts !== null && this.#online) await this.#connect()
  }

  /** How other devices know this one on the network; null while it has none. */
  get networkKey (): Uint8Array | null { return this.#net?.network.swarm.keyPair.publicKey ?? null }

  /** Asks `allow` about everyone again, and looks for devices at once rather than at the swarm's next turn. */
  async reconnect (): Promise<void> { await this.#net?.network.reconnect() }

  async #connect (): Promise<void> {
    const { joins, store } = this.#ready()
    if (this.#net === null) {
      const network = new Network({
        store, wakeup: this.#wakeup, keyPair: await store.createKeyPair('sheaf/swarm'), bootstrap: this.#options.bootstrap, host: this.#options.host, allow: this.#options.allow
      })
      this.#net = { network, pairing: new Pairing(network.swarm) }
      network.on('connection', (connection) => { for (const hosted of this.#hosted.values()) hosted.attach(connection) })
      network.on('change', () => { for (const hosted of this.#hosted.values()) hosted.networkChanged() })
      for (const hosted of this.#hosted.values()) hosted.connect()
    } else {
      await this.#net.network.resume()
      this.#net.pairing.resume()
    }
    joins.connect()
  }

  async #disconnect (): Promise<void> {
    await this.#net?.pairing.suspend()
    await this.#net?.network.suspend()
  }

  async #open (): Promise<void> {
    let store: Corestore | null = null
    try {
      await fs.promises.mkdir(this.dir, { recursive: true, mode: 0o700 })
      store = new Corestore(path.join(this.dir, 'store'))
      await store.ready()
      await this.#load(store)
    } catch (error) {
      if (this.#parts !== null) await this.#unload()
      else if (store !== null) await closeStore(store)
      throw storageError(error)
    }
  }

  async #load (store: Corestore): Promise<void> {
    const registry = new Registry(store)
    await registry.ready()
    const unclean = await registry.begin()
    const profile = await loadProfile(registry, this.#options.name ?? '', this.#options.label ?? '')
    const identity = identityOf(profile)
    const durability = new Durability(store)
    const shared: Shared = {
      store,
      wakeup: this.#wakeup,
      registry,
      links: new Links(registry, () => { this.emit('documents', []) }),
      identity,
      cacheDir: path.join(this.dir, 'cache'),
      label: () => this.profile.label,
      sync: () => durability.sync(),
      formats: loadFormats,
      schema: this.#options.schema ?? SCHEMA_VERSION,
      net: () => this.#net,
      unclean,
      onchange: () => { this.emit('documents', []) }
    }
    const joins = new Joins({ shared, profile: () => this.profile, onjoined: (hosted) => { this.#host(hosted) } })
    this.#parts = { store, registry, profile, identity, joins, shared }
    await durability.sync()
    await joins.load()
    await shared.links.load()
    for (const record of await registry.list('document')) await this.#openHosted(shared, record)
    if (this.#online) await this.#connect()
    if (this.#options.name !== undefined && this.#options.name !== profile.name) await this.setProfile({ name: this.#options.name })
  }

  async #openHosted (shared: Shared, record: DocumentRecord): Promise<Hosted | null> {
    const hosted = new Hosted(shared, record)
    try {
      await hosted.ready()
    } catch (error) {
      // One document that does not open must not take the others with it.
      const { message } = storageError(error)
      this.#damaged.set(record.id, { ...hosted.info(), state: 'damaged', error: { code: 'DAMAGED', message: 'This document could not be opened (' + message + '); nothing was deleted.' } })
      return null
    }
    this.#host(hosted)
    return hosted
  }

  #host (hosted: Hosted): void {
    hosted.replica.on('failed', (error) => { this.#noticeFailure(error) })
    this.#hosted.set(hosted.record.id, hosted)
    this.emit('documents', [])
  }

  #noticeFailure (error: unknown): SheafError {
    const failure = storageError(error)
    if (failure.code === 'DISK_FULL' || failure.code === 'READ_ONLY_DISK') this.#broken = true
    return failure
  }

  /** What was saved is intact, so everything can be opened again; while the disk is still full, the next call tries again. */
  async #reload (): Promise<void> {
    this.#broken = false
    await this.#unload()
    try {
      await this.#open()
    } catch (error) {
      this.#broken = true
      throw error
    }
  }

  /** After one document failed underneath. */
  async #reopen (hosted: Hosted): Promise<Hosted> {
    await hosted.close().catch(() => {})
    this.#hosted.delete(hosted.record.id)
    const { shared } = this.#ready()
    shared.unclean = true
    const again = await this.#openHosted(shared, hosted.record)
    if (again === null) throw new SheafError('DAMAGED', 'This document could not be opened again; nothing was deleted.')
    return again
  }

  async #close (): Promise<void> {
    await this.#opening?.catch(() => {})
    await this.#unload()
    this.#wakeup.destroy()
    this.destroy()
  }

  /** Each part closes even when one before it can't: the folder has to be free afterwards. */
  async #unload (): Promise<void> {
    if (this.#parts === null) return
    const { joins, registry, store } = this.#parts
    await joins.close().catch(() => {})
    await Promise.all([...this.#hosted.values()].map((hosted) => hosted.close().catch(() => {})))
    await this.#net?.pairing.close().catch(() => {})
    await this.#net?.network.close().catch(() => {})
    // Otherwise, or when a full disk forbids it, the next start looks twice.
    if ([...this.#hosted.values()].every(({ replica }) => replica.clean)) await registry.end().catch(() => {})
    await registry.close().catch(() => {})
    await closeStore(store)
    this.#hosted.clear()
    this.#damaged.clear()
    this.#net = null
    this.#parts = null
  }

  #ready (): Parts {
    if (this.#parts === null || this.#closing !== null) throw new SheafError('CLOSED', 'Sheaf is not running in this folder: start it first.')
    return this.#parts
  }
}

/** A store whose disk failed can't write out what is left to it, and still has to let go of the folder. */
async function closeStore (store: Corestore): Promise<void> {
  await store.close().catch(() => store.storage.rocks.close()).catch(() => {})
}

async function loadFormats (): Promise<Formats> {
  return import('#formats')
}

function hex (data: Uint8Array): string {
  return b4a.toString(data, 'hex')
}
