/** Joins under way: each is remembered, waits for somebody who can let this device in, and survives a restart. */
import Autobase from 'autobase'
import b4a from 'b4a'
import { hash, namespace } from 'hypercore-crypto'
import { errorCode, SheafError } from './errors.ts'
import { attest } from './format/attestation.ts'
import { encode } from './format/codec.ts'
import { decodeCode, requestData } from './format/invite.ts'
import { Hosted, type Shared } from './hosted.ts'
import type { DocumentRecord, JoinRecord } from './library/registry.ts'
import { inviteTopic } from './net/pairing.ts'
import type { DocumentInfo } from './rpc/api.ts'

const [NS_NAMESPACE, NS_NONCE] = namespace('sheaf/join/1', 2) as [Uint8Array, Uint8Array]

interface Join { record: JoinRecord, abort: AbortController, done: Promise<Hosted> | null }

export interface JoinsOptions {
  shared: Shared
  profile: () => { name: string, color: string, label: string }
  /** The document arrived: from here on it is like any other. */
  onjoined: (hosted: Hosted) => void
}

export class Joins {
  readonly #options: JoinsOptions
  readonly #joins = new Map<string, Join>()

  constructor (options: JoinsOptions) {
    this.#options = options
  }

  async load (): Promise<void> {
    const { registry } = this.#options.shared
    for (const record of await registry.list('join')) {
      // Ended between the two records of a join that had come through.
      if (await registry.get('document', record.id) !== null) await registry.del('join', record.id)
      else this.#joins.set(record.id, { record, abort: new AbortController(), done: null })
    }
  }

  /** Goes on with what waits. Called when the network comes up. */
  connect (): void {
    for (const join of this.#joins.values()) if (join.record.error === undefined) this.#run(join)
  }

  has (id: string): boolean { return this.#joins.has(id) }

  infos (): DocumentInfo[] {
    return [...this.#joins.values()].map(({ record }) => ({
      id: record.id,
      title: '',
      role: null,
      state: record.error === undefined ? 'joining' : 'failed',
      updatedAt: record.startedAt,
      createdAt: record.startedAt,
      ...(record.error === undefined ? {} : { error: record.error })
    }))
  }

  /** Checks a code: throws INVITE_WRONG, INVITE_EXPIRED or TOO_NEW. The id is the document's. */
  read (code: string): { id: string, expires: number } {
    const topic = inviteTopic(decodeCode(code).invite)
    if (topic === null || topic.discoveryKey === null) throw new SheafError('INVITE_WRONG', 'This is not an invite code of Sheaf: copy the whole code again.')
    if (topic.expires > 0 && topic.expires <= Date.now()) throw new SheafError('INVITE_EXPIRED', 'This code has expired: ask for a new one.')
    return topic
  }

  async start (code: string): Promise<string> {
    const { id } = this.read(code)
    const { role, invite } = decodeCode(code)
    const before = this.#joins.get(id)
    if (before !== undefined && before.record.code === code && before.record.error === undefined) return id
    if (before !== undefined) await this.cancel(id)
    // One code, one set of keys: a request that was cancelled still lies on the network, and whoever answers it later
    // uses the code up. Tried again, it has to be the same newcomer.
    const { registry, sync, identity } = this.#options.shared
    const derive = (ns: Uint8Array): string => hex(hash([ns, identity.device.secretKey, invite]))
    const record = { id, code, namespace: derive(NS_NAMESPACE), nonce: derive(NS_NONCE), role, startedAt: Date.now() }
    await registry.put('join', id, record)
    await sync()
    const join: Join = { record, abort: new AbortController(), done: null }
    this.#joins.set(id, join)
    this.#run(join)
    this.#options.shared.onchange()
    return id
  }

  /** Resolves when the document can be read. Rejects with why not; an aborted wait leaves the join as it is. */
  async joined (id: string, signal: AbortSignal | undefined): Promise<Hosted> {
    const join = this.#joins.get(id)
    if (join === undefined) throw new SheafError('NOT_FOUND', 'There is no join with this id.')
    if (join.record.error !== undefined) throw new SheafError(errorCode(join.record.error.code), join.record.error.message)
    this.#run(join)
    const waits = [join.done ?? new Promise<Hosted>(() => {})]
    if (signal !== undefined) waits.push(aborted(signal))
    return Promise.race(waits)
  }

  async cancel (id: string): Promise<void> {
    const join = this.#joins.get(id)
    if (join === undefined) throw new SheafError('NOT_FOUND', 'There is no join with this id.')
    this.#joins.delete(id)
    join.abort.abort(new SheafError('JOIN_CANCELLED', 'Joining was cancelled.'))
    await this.#options.shared.registry.del('join', id)
    await join.done?.catch(() => {})
    this.#options.shared.onchange()
  }

  async close (): Promise<void> {
    for (const { abort } of this.#joins.values()) abort.abort(new SheafError('CLOSED', 'Sheaf was closed; joining goes on when it runs again.'))
    await Promise.all([...this.#joins.values()].map(async ({ done }) => { await done?.catch(() => {}) }))
  }

  #run (join: Join): void {
    if (join.done !== null || (this.#options.shared.net() === null && join.record.granted === undefined)) return
    join.done = this.#join(join)
    join.done.catch((error: unknown) => this.#failed(join, error)).catch(() => {})
  }

  async #failed (join: Join, error: unknown): Promise<void> {
    join.done = null
    if (join.abort.signal.aborted || this.#joins.get(join.record.id) !== join) return
    const { code, message } = error instanceof SheafError ? error : new SheafError('INTERNAL', 'Joining failed: ' + String(error))
    join.record = { ...join.record, error: { code, message } }
    await this.#options.shared.registry.put('join', join.record.id, join.record)
    this.#options.shared.onchange()
  }

  async #join (join: Join): Promise<Hosted> {
    const { shared, onjoined } = this.#options
    join.record.granted ??= await this.#ask(join)
    const { id, namespace, granted, role, startedAt } = join.record
    await shared.registry.put('join', id, join.record)
    const record: DocumentRecord = { id, ...granted, namespace, title: '', role, createdAt: startedAt, updatedAt: startedAt }
    const hosted = new Hosted(shared, record)
    try {
      await hosted.ready()
      await hosted.admitted(join.abort.signal)
    } catch (error) {
      await hosted.close()
      throw error
    }
    await shared.registry.put('document', id, hosted.record)
    await shared.registry.del('join', id)
    await shared.sync()
    this.#joins.delete(id)
    onjoined(hosted)
    return hosted
  }

  async #ask ({ record, abort }: Join): Promise<{ key: string, encryptionKey: string }> {
    const { shared, profile } = this.#options
    const { identity } = shared
    const { invite } = decodeCode(record.code)
    const topic = this.read(record.code)
    const net = shared.net()
    if (net === null) throw new SheafError('OFFLINE', 'There is no network.')
    // A namespace session of its own: the replica that follows opens another.
    const store = shared.store.namespace(b4a.from(record.namespace, 'hex'))
    const writer = await Autobase.getLocalKey(store)
    await store.close()
    const nonce = b4a.from(record.nonce, 'hex')
    const claim = { discoveryKey: b4a.from(topic.id, 'hex'), writer, device: identity.device.publicKey, nonce }
    const proof = attest(claim, identity.device, identity.chain)
    const data = encode(requestData, { member: identity.member, writer, device: claim.device, nonce, proof, ...profile() })
    const { key, encryptionKey } = await net.pairing.ask(invite, data, abort.signal)
    return { key: hex(key), encryptionKey: hex(encryptionKey) }
  }
}

function aborted (signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = (): void => { reject(new SheafError('JOIN_CANCELLED', 'Waiting was cancelled.')) }
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  })
}

function hex (data: Uint8Array): string {
  return b4a.toString(data, 'hex')
}
