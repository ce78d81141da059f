/** The core in which this device keeps the files that were put in here: appended to, and tidied after what was cut off. */
import b4a from 'b4a'
import type Corestore from 'corestore'
import Hyperblobs, { type WriteStream } from 'hyperblobs'
import type Hypercore from 'hypercore'
import fs from '#fs'
import { SheafError, storageError } from '../errors.ts'
import { BLOB_BLOCK_BYTES, encodeBlobRef } from '../format/blob-ref.ts'
import { decode, encode, uint } from '../format/codec.ts'
import { MAX_BLOB_BYTES } from '../rpc/api.ts'
import { BlobHash } from './blob-hash.ts'

/** Name of the core in its namespace, and of the note up to which block it holds whole files. */
const NAME = 'blobs'
const WHOLE = 'sheaf/whole'
/**
 * What stays free on the disk (bytes): a store that runs full can save no text either, nor tidy up, for which it writes
 * out what it holds in memory and merges its files.
 */
const RESERVE = 256 * 1024 * 1024
const LOOK_EVERY = 8 * 1024 * 1024

export type BlobSource = Uint8Array | AsyncIterable<Uint8Array>

export interface BlobStoreOptions {
  store: Corestore
  encryptionKey: Uint8Array
  /** Resolves when what was written is on disk. */
  sync: () => Promise<void>
}

export class BlobStore {
  readonly #options: BlobStoreOptions
  #opening: Promise<Hypercore> | null = null
  #turn: Promise<unknown> = Promise.resolve()
  #cutOff: (error: SheafError) => void = () => {}
  #closed = false

  constructor (options: BlobStoreOptions) { this.#options = options }

  /** Opens the core, which is made when there is none, and clears what is left of an upload that was cut off. */
  open (): Promise<Hypercore> {
    this.#opening ??= this.#open().catch((error: unknown) => {
      this.#opening = null
      throw storageError(error)
    })
    return this.#opening
  }

  /**
   * Resolves with a ref once all bytes are on disk. One after the other, as each is a range of its own in the core.
   * `size`: how many are announced, if that is known. What can't be finished leaves nothing behind.
   */
  put (source: BlobSource, size = 0): Promise<{ ref: string, size: number }> {
    const turn = this.#turn.then(() => this.#put(source, size))
    this.#turn = turn.catch(() => {})
    return turn
  }

  /** Whatever is on its way in is cut off, and cleared. */
  async close (): Promise<void> {
    this.#closed = true
    this.#cutOff(closed())
    await this.#turn
    await (await this.#opening?.catch(() => null))?.close()
  }

  async #open (): Promise<Hypercore> {
    const { store, encryptionKey } = this.#options
    const core = store.get({ name: NAME, encryption: { key: encryptionKey } })
    await core.ready()
    const note = await core.getUserData(WHOLE)
    const whole = note === null ? 0 : decode(uint, note) ?? core.length
    if (core.length > whole) await clear(core, whole)
    return core
  }

  async #put (source: BlobSource, announced: number): Promise<{ ref: string, size: number }> {
    if (this.#closed) throw closed()
    const core = await this.open()
    if (announced > MAX_BLOB_BYTES) throw tooLarge()
    this.#mustFit(announced)
    const start = core.length
    const hash = new BlobHash()
    const out = new Hyperblobs(core, { blockSize: BLOB_BLOCK_BYTES }).createWriteStream()
    const done = finished(out)
    let size = 0
    let looked = 0
    try {
      for await (const block of blocksOf(this.#whileOpen(source))) {
        size += block.byteLength
        if (size > MAX_BLOB_BYTES) throw tooLarge()
        if (size - looked >= LOOK_EVERY) {
          looked = size
          this.#mustFit(0)
        }
        if (out.destroyed) break // why, `done` says
        hash.update(block)
        await written(out, block)
      }
      out.end()
      await done
      const { blockOffset, blockLength, byteOffset, byteLength } = out.id
      const ref = encodeBlobRef({ core: core.key, blockOffset, blockLength, byteOffset, byteLength, hash: hash.digest() })
      await core.setUserData(WHOLE, encode(uint, core.length))
      await this.#options.sync()
      return { ref, size }
    } catch (error) {
      out.destroy()
      await done.catch(() => {})
      if (core.length > start) await clear(core, start).catch(() => {}) // the next start tries again
      throw error instanceof SheafError ? error : storageError(error)
    }
  }

  #mustFit (size: number): void {
    const { bavail, bsize } = fs.statfsSync(this.#options.store.storage.path)
    if (bavail * bsize < size + RESERVE) throw new SheafError('DISK_FULL', 'There is not enough space on the disk for this file: free some, then add it again.')
  }

  async * #whileOpen (source: BlobSource): AsyncGenerator<Uint8Array> {
    if (source instanceof Uint8Array) {
      yield source
      return
    }
    const parts = source[Symbol.asyncIterator]()
    try {
      for (;;) {
        if (this.#closed) throw closed()
        // No race with a promise that lives on: it would keep every piece of the file in memory.
        const next = await new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
          this.#cutOff = reject
          parts.next().catch(unreadable).then(resolve, reject)
        })
        if (next.done === true) break
        yield next.value
      }
    } finally {
      void parts.return?.()?.catch(() => {}) // one that hangs is not waited for
    }
  }
}

/** Gives the disk back what lies from `start` on. The blocks' numbers are used up, which costs nothing. */
async function clear (core: Hypercore, start: number): Promise<void> {
  await core.clear(start, core.length)
  await core.setUserData(WHOLE, encode(uint, core.length))
  await core.compact() // else the disk gets it back only much later
}

/** Cuts pieces of any size into blocks. Each is a copy: a source may use its buffers again. */
async function * blocksOf (source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let block = b4a.allocUnsafe(BLOB_BLOCK_BYTES)
  let used = 0
  for await (const part of source) {
    for (let at = 0; at < part.byteLength;) {
      const piece = part.subarray(at, at + BLOB_BLOCK_BYTES - used)
      block.set(piece, used)
      used += piece.byteLength
      at += piece.byteLength
      if (used < BLOB_BLOCK_BYTES) continue
      yield block
      block = b4a.allocUnsafe(BLOB_BLOCK_BYTES)
      used = 0
    }
  }
  if (used > 0) yield block.subarray(0, used)
}

/** Resolves when the stream takes more, or no more at all: what has failed says so by `finished`. */
function written (out: WriteStream, block: Uint8Array): Promise<void> {
  if (out.write(block)) return Promise.resolve()
  return new Promise((resolve) => {
    const go = (): void => {
      out.off('drain', go)
      out.off('close', go)
      resolve()
    }
    out.on('drain', go)
    out.on('close', go)
  })
}

/** Resolves when the stream has written everything, rejects when it failed or was cut off. */
function finished (out: WriteStream): Promise<void> {
  const done = new Promise<void>((resolve, reject) => {
    let complete = false
    out.once('finish', () => { complete = true })
    out.once('error', reject)
    out.once('close', () => { if (complete) resolve(); else reject(new SheafError('CLOSED', 'The file was cut off before it was complete.')) })
  })
  done.catch(() => {})
  return done
}

function closed (): SheafError {
  return new SheafError('CLOSED', 'The document was closed before the file was complete.')
}

function unreadable (error: unknown): never {
  if (error instanceof SheafError) throw error
  throw new SheafError('BAD_INPUT', 'The file could not be read to its end, so it was not added.', { cause: error })
}

function tooLarge (): SheafError {
  return new SheafError('TOO_LARGE', 'This file is larger than 2 GB, which is more than a document takes in.')
}
