/**
 * The files and images of one document. Their bytes lie in cores of its devices, one a device, encrypted by a key that
 * follows from the document's: whoever is in the document can read them, whoever only passes them on can't. They are
 * fetched when somebody asks, from any device that has them, and are not shown before they match the ref's hash.
 *
 * Nothing is ever cleared because the text no longer refers to it: an undo, or a device that was away, may.
 */
import b4a from 'b4a'
import type Corestore from 'corestore'
import { hash, namespace } from 'hypercore-crypto'
import { SheafError, storageError } from '../errors.ts'
import { decodeBlobRef, type BlobRef } from '../format/blob-ref.ts'
import type { BlobState } from '../rpc/api.ts'
import { BlobFetch } from './blob-fetch.ts'
import { BlobStore, type BlobSource } from './blob-store.ts'
import { hex, type People } from './people.ts'
import { readOnlyError, type ReadOnlyReason } from './read-only.ts'
import type { Replica } from './replica.ts'

const [NS] = namespace('sheaf/blobs/1', 1) as [Uint8Array]

export interface BlobsOptions {
  replica: Replica
  /** A namespace of the store that nobody else uses. Closed with this. */
  store: Corestore
  sync: () => Promise<void>
  people: () => People
  readOnly: () => ReadOnlyReason | null
}

export class Blobs {
  readonly #options: BlobsOptions
  readonly #key: Uint8Array
  readonly #own: BlobStore
  readonly #fetches = new Map<string, BlobFetch>()
  #registering: Promise<void> | null = null
  #registered: Uint8Array | null = null  // as far as the view does not say it yet
  #closed = false

  constructor (options: BlobsOptions) {
    this.#options = options
    this.#key = hash([NS, options.replica.encryptionKey])
    this.#own = new BlobStore({ store: options.store, sync: options.sync, encryptionKey: this.#key })
  }

  /** After a run that ended in the middle of something: clears what is left of an upload. */
  async tidy (): Promise<void> {
    if (this.#inView() !== null) await this.#own.open()
  }

  /** Rejects with NOT_ALLOWED, TOO_NEW, TOO_LARGE, DISK_FULL. */
  async put (source: BlobSource, { size = 0 }: { size?: number } = {}): Promise<{ ref: string, size: number }> {
    const reason = this.#options.readOnly()
    if (reason !== null) throw readOnlyError(reason)
    this.#mustBeOpen()
    try {
      this.#registering ??= this.#register().finally(() => { this.#registering = null })
      await this.#registering
      return await this.#own.put(source, size)
    } catch (error) {
      const failure = storageError(error)
      // Of a disk that failed underneath, the store takes no more writes until it is opened anew.
      if (failure.cause !== undefined && (failure.code === 'DISK_FULL' || failure.code === 'READ_ONLY_DISK')) this.#options.replica.emit('failed', [failure])
      throw failure
    }
  }

  /** Rejects with NOT_FOUND for what no device of this document can have put in. */
  state (ref: string, { fetch = false }: { fetch?: boolean } = {}): Promise<BlobState> {
    return this.#told(async () => this.#fetch(ref).state(fetch))
  }

  /** Waits as long as bytes keep coming. Rejects with NOBODY_HERE, BAD_BLOB, NOT_FOUND. */
  ready (ref: string): Promise<{ size: number, hash: string }> {
    return this.#told(async () => {
      const fetch = this.#fetch(ref)
      await fetch.ready()
      return { size: fetch.ref.byteLength, hash: hex(fetch.ref.hash) }
    })
  }

  /** Bytes from `start` up to and without `end`, once all of them are here. Rejects as `ready` does. */
  async * get (ref: string, { start = 0, end = Infinity }: { start?: number, end?: number } = {}): AsyncGenerator<Uint8Array> {
    const { size } = await this.ready(ref)
    yield * this.#fetch(ref).read(Math.max(0, start), Math.min(end, size))
  }

  async close (): Promise<void> {
    this.#closed = true
    await this.#own.close()
    await Promise.all([...this.#fetches.values()].map((fetch) => fetch.close().catch(() => {})))
    await this.#options.store.close()
  }

  #fetch (text: string): BlobFetch {
    this.#mustBeOpen()
    const known = this.#fetches.get(text)
    if (known !== undefined) return known
    const ref = decodeBlobRef(text)
    if (ref === null || !this.#isOurs(ref)) throw new SheafError('NOT_FOUND', 'There is no such file in this document.')
    const fetch = new BlobFetch(ref, this.#options.store.get({ key: ref.core, writable: false, encryption: { key: this.#key } }))
    this.#fetches.set(text, fetch)
    return fetch
  }

  /** Anybody can write a ref to any core: only those that a device of this document named as its own are ever opened. */
  #isOurs ({ core }: BlobRef): boolean {
    if (this.#registered !== null && b4a.equals(this.#registered, core)) return true
    return [...this.#options.people().devices.values()].some(({ blobs }) => b4a.equals(blobs, core))
  }

  #inView (): Uint8Array | null {
    const { people, replica } = this.#options
    const core = people().devices.get(hex(replica.writer))?.blobs
    return core === undefined || core.every((byte) => byte === 0) ? null : core
  }

  /** Tells the others which core it is: before the first byte, so that a core with bytes is always known. */
  async #register (): Promise<void> {
    const { replica, sync } = this.#options
    const { key } = await this.#own.open()
    const registered = this.#registered ?? this.#inView()
    if (registered === null || !b4a.equals(registered, key)) {
      await replica.append([{ kind: 'blobs', body: { core: key } }])
      await sync()
    }
    this.#registered = key
  }

  async #told<T> (fn: () => Promise<T>): Promise<T> {
    try {
      return await fn()
    } catch (error) {
      throw storageError(error)
    }
  }

  #mustBeOpen (): void {
    if (this.#closed) throw new SheafError('CLOSED', 'The document was closed before this could be done.')
  }
}
