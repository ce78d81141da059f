/**
 * A document's devices, each with a store of its own and the real replica, and links between them that a test can cut.
 * Lower than a world of engines: nothing here holds a device back from writing what an app never would.
 */
import type Autobase from 'autobase'
import type { Host } from 'autobase'
import b4a from 'b4a'
import type { Assert } from 'brittle'
import Corestore from 'corestore'
import { hash, keyPair, randomBytes, type KeyPair } from 'hypercore-crypto'
import IdentityKey from 'keet-identity-key'
import ProtomuxWakeup from 'protomux-wakeup'
import type { Duplex } from 'node:stream'
import * as Y from 'yjs'
import { apply } from '../../core/doc/apply.ts'
import { Replica } from '../../core/doc/replica.ts'
import { Session } from '../../core/doc/session.ts'
import type { ViewReader } from '../../core/doc/view.ts'
import { attest } from '../../core/format/attestation.ts'
import { clientIdOf } from '../../core/format/client-id.ts'
import { encodeBlock, NO_KEY, type Body, type Op } from '../../core/format/ops.ts'
import type { Role } from '../../core/rpc/api.ts'

/** For sessions that only read. */
export const anyClient = (): Promise<number> => Promise.resolve(new Y.Doc().clientID)

/** Stands in for the file of a device that keeps no cache. */
export const NO_CACHE = { read: () => Promise.resolve(null), write: () => Promise.resolve() } as never

export class Person {
  readonly name: string
  readonly member: Uint8Array
  readonly #root: IdentityKey

  private constructor (name: string, root: IdentityKey) {
    this.name = name
    this.member = b4a.from(root.identityPublicKey)
    this.#root = root
  }

  static async named (name: string): Promise<Person> {
    return new Person(name, await IdentityKey.from({ seed: b4a.concat([hash(b4a.from(name)), hash(b4a.from(name + '!'))]) }))
  }

  chain (device: Uint8Array): Promise<Uint8Array> { return this.#root.bootstrap(device) }
}

export class Device {
  readonly person: Person
  readonly keys: KeyPair = keyPair()
  readonly #group: Group
  readonly #dir: string
  store!: Corestore
  wakeup!: ProtomuxWakeup
  replica!: Replica
  failure: unknown = null

  constructor (group: Group, person: Person, dir: string) {
    this.#group = group
    this.person = person
    this.#dir = dir
  }

  get writer (): Uint8Array { return this.replica.writer }
  get base (): Autobase { return this.replica.base }

  /** `newer`: as an app that knows whatever format an owner raises the document to. */
  async open ({ newer = false } = {}): Promise<void> {
    this.store = new Corestore(this.#dir)
    this.wakeup = new ProtomuxWakeup()
    this.replica = new Replica({
      store: this.store.namespace('document'), key: this.#group.key, encryptionKey: this.#group.encryptionKey, wakeup: this.wakeup
    })
    this.replica.on('failed', (error) => { this.failure = error })
    if (newer) {
      const { _handlers: handlers } = this.base as unknown as { _handlers: { apply: typeof apply } }
      handlers.apply = (nodes, bee, host) => apply(nodes, bee, Object.create(host, { interrupt: { value: () => {} } }) as Host)
    }
    await this.replica.ready()
  }

  async close (): Promise<void> {
    this.#group.isolate(this)
    await this.replica.close()
    this.wakeup.destroy()
    await this.store.close()
  }

  async reopen (options: { newer?: boolean } = {}): Promise<void> {
    await this.close()
    await this.open(options)
  }

  /** Everything that the rest of the group needs to let this device in. */
  async proof (discoveryKey = this.replica.discoveryKey): Promise<Pick<Body<'device'>, 'member' | 'writer' | 'device' | 'label' | 'nonce' | 'proof'>> {
    const nonce = randomBytes(32)
    const device = this.keys.publicKey
    const chain = await this.person.chain(device)
    const proof = attest({ discoveryKey, writer: this.writer, device, nonce }, this.keys, chain)
    return { member: this.person.member, writer: this.writer, device, label: 'device', nonce, proof }
  }

  async admission (role: Role, invite: Uint8Array = NO_KEY, receipt: Uint8Array = new Uint8Array(0)): Promise<Body<'admit'>> {
    return { ...await this.proof(), name: this.person.name, color: '#000000', role, invite, receipt }
  }

  append (...ops: Op[]): Promise<number> { return this.replica.append(ops) }
  /** A block with a clock of the author's choosing. */
  appendAt (time: number, ...ops: Op[]): Promise<number> { return this.raw(encodeBlock(time, ops)) }
  /** Past every check of the app, as a hostile device would. */
  raw (...blocks: Uint8Array[]): Promise<number> { return this.base.append(blocks) }
  read<T> (fn: (view: ViewReader) => Promise<T>): Promise<T> { return this.replica.read(fn) }

  /** Every update row: writer, length and index, as `verdict rule`. */
  async verdicts (writer: Uint8Array): Promise<string[]> {
    return this.read(async (view) => {
      const out = []
      for await (const { row } of view.updates(writer, 0)) out.push(row.verdict + ' ' + row.rule)
      return out
    })
  }

  async role (person: Person): Promise<Role | 'removed' | null> {
    const row = await this.read((view) => view.member(person.member))
    return row === null ? null : row.removed ? 'removed' : row.role
  }

  /** The text as a session opened now shows it. */
  async text (): Promise<string> {
    const session = new Session(this.replica, NO_CACHE, () => [], anyClient)
    await session.open()
    const text = session.ydoc.getText('text').toJSON()
    await session.close()
    return text
  }

  /** The whole view, row by row. */
  async rows (): Promise<string[]> {
    const out = []
    const snapshot = this.base.view.snapshot()
    for await (const { key, value } of snapshot.createReadStream()) out.push(b4a.toString(key, 'hex') + ' ' + b4a.toString(value, 'hex'))
    await snapshot.close()
    return out
  }
}

/** One writer's Yjs document: `write` gives the update of one edit. */
export class Pen {
  readonly doc = new Y.Doc()
  readonly n: number
  readonly client: number
  #last: Uint8Array | null = null

  /** Under the `n`-th client ID of a device. */
  constructor (device: Device, n: number, ...known: Uint8Array[]) {
    this.n = n
    this.client = clientIdOf(device.replica.discoveryKey, device.writer, n)
    this.take(...known)
    this.doc.on('update', (update: Uint8Array) => { this.#last = update })
  }

  get text (): Y.Text { return this.doc.getText('text') }

  take (...updates: Uint8Array[]): void {
    this.doc.clientID = 0
    for (const update of updates) Y.applyUpdate(this.doc, update)
    this.doc.clientID = this.client // Yjs would not let two docs write as one client
  }

  edit (fn: (doc: Y.Doc) => void): Uint8Array {
    this.#last = null
    this.doc.transact(() => { fn(this.doc) })
    if (this.#last === null) throw new Error('the edit changed nothing')
    return this.#last
  }

  /** Inserts at the end, or at `at`. */
  write (value: string, at = this.text.length): Uint8Array { return this.edit(() => { this.text.insert(at, value) }) }
  erase (at: number, length: number): Uint8Array { return this.edit(() => { this.text.delete(at, length) }) }
  op (update: Uint8Array): Op { return { kind: 'update', body: { n: this.n, update } } }
}

export function update (n: number, bytes: Uint8Array): Op {
  return { kind: 'update', body: { n, update: bytes } }
}

export class Group {
  key: Uint8Array | null = null
  readonly encryptionKey = randomBytes(32)
  readonly devices: Device[] = []
  readonly #t: Assert
  readonly #links = new Map<Device, Map<Device, Duplex[]>>()

  constructor (t: Assert) {
    this.#t = t
    t.teardown(async () => { for (const device of this.devices) await device.close() })
  }

  /** A device whose replica is open, of somebody who is not in the document yet. */
  async device (person: Person | string): Promise<Device> {
    const owner = typeof person === 'string' ? await Person.named(person) : person
    const device = new Device(this, owner, await this.#t.tmp())
    await device.open()
    this.key ??= device.replica.key
    this.devices.push(device)
    return device
  }

  /** Makes the document. */
  async create (name = 'ada'): Promise<Device> {
    const device = await this.device(name)
    await device.append({ kind: 'admit', body: await device.admission('owner') })
    return device
  }

  /** Lets a new device in, linked to `by`, which is an owner's. */
  async join (by: Device, name: string, role: Role = 'editor'): Promise<Device> {
    const device = await this.device(name)
    await by.append({ kind: 'admit', body: await device.admission(role) })
    this.link(by, device)
    await this.settle()
    return device
  }

  link (...devices: Device[]): void {
    for (const [i, a] of devices.entries()) for (const b of devices.slice(i + 1)) this.#linkTwo(a, b)
  }

  /** Cuts a device off from all others. */
  isolate (...devices: Device[]): void {
    for (const device of devices) {
      for (const [other, streams] of this.#links.get(device) ?? []) {
        for (const stream of streams) stream.destroy()
        this.#links.get(other)?.delete(device)
      }
      this.#links.delete(device)
    }
  }

  /** Waits until all linked devices have linearized the same blocks. */
  async settle (...devices: Device[]): Promise<void> {
    const all = devices.length > 0 ? devices : this.devices
    for (let round = 0; round < 2000; round++) {
      for (const { base } of all) await base.update()
      const heads = all.map(({ base }) => base.heads().map((head) => b4a.toString(head.key, 'hex') + head.length).join())
      if (heads.every((head) => head === heads[0])) return
      await new Promise((resolve) => { setTimeout(resolve, 10) })
    }
    throw new Error('the devices did not come to the same heads')
  }

  /** Settles, then compares whole views, down to the tree of the core that indexers sign. */
  async agree (...devices: Device[]): Promise<void> {
    const all = devices.length > 0 ? devices : this.devices
    await this.settle(...all)
    const read = (): Promise<{ rows: string[], length: number, tree: string }[]> => Promise.all(all.map(async (device) => {
      const { core } = device.base.view
      return { rows: await device.rows(), length: core.length, tree: b4a.toString(await core.treeHash(core.length), 'hex') }
    }))
    let states = await read()
    // On a busy machine a block may still be on its way when all seems quiet.
    for (let tries = 0; tries < 50 && new Set(states.map((state) => JSON.stringify(state))).size > 1; tries++) {
      await new Promise((resolve) => { setTimeout(resolve, 100) })
      states = await read()
    }
    for (const state of states.slice(1)) this.#t.alike(state, states[0], 'equal views')
    for (const device of all) this.#t.is(device.failure, null, 'open')
  }

  #linkTwo (a: Device, b: Device): void {
    const streams = [a.store.replicate(true), b.store.replicate(false)] as [Duplex, Duplex]
    for (const stream of streams) stream.on('error', () => {})
    streams[0].pipe(streams[1]).pipe(streams[0])
    a.wakeup.addStream(streams[0])
    b.wakeup.addStream(streams[1])
    for (const [from, to] of [[a, b], [b, a]] as const) {
      const links = this.#links.get(from) ?? new Map<Device, Duplex[]>()
      links.set(to, streams)
      this.#links.set(from, links)
    }
  }
}
