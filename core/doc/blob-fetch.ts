/**
 * The bytes behind one ref: how many are here, getting the rest from whoever is connected and has them, and whether
 * they are what the ref says. Blocks are addressed by number alone; of where a byte lies, the ref is not believed.
 */
import b4a from 'b4a'
import type Hypercore from 'hypercore'
import type { Download } from 'hypercore'
import { SheafError, storageError } from '../errors.ts'
import { BLOB_BLOCK_BYTES, type BlobRef } from '../format/blob-ref.ts'
import type { BlobState } from '../rpc/api.ts'
import { BlobHash } from './blob-hash.ts'

/** How long without a new byte until it counts as not coming (ms): while somebody is connected who may have it, and else. */
const PATIENCE = 4000
const ALONE = 2500
const LOOK_EVERY = 50
const MAX_BLOCK_BYTES = BLOB_BLOCK_BYTES + 1024
/** Up to this size (bytes), what was here already is held against its hash as soon as somebody asks for it. */
const VERIFIED_AT_ONCE = 4 * 1024 * 1024

export class BlobFetch {
  readonly ref: BlobRef
  readonly #core: Hypercore
  #have = 0                               // blocks; one that has just come may not be written yet
  #complete = false
  #verdict: 'unknown' | 'right' | 'wrong' = 'unknown'
  #movedAt = 0
  #download: Download | null = null
  #counting: Promise<void> | null = null
  #verifying: Promise<void> | null = null
  #failure: unknown = null
  #closed = false

  /** `core`: a session of its own, closed with this. */
  constructor (ref: BlobRef, core: Hypercore) {
    this.ref = ref
    this.#core = core
    core.on('download', (index: number, size: number) => { this.#arrived(index, size) })
    core.on('peer-add', () => { this.#movedAt = Date.now() })
  }

  /** With `fetch`, what is missing is asked for from now on, until all is here. */
  async state (fetch: boolean): Promise<BlobState> {
    await this.#count()
    const size = this.ref.byteLength
    if (this.#complete && size <= VERIFIED_AT_ONCE) await this.#verify()
    else if (fetch) this.#begin()
    return { state: this.#stateNow(), have: this.#complete ? size : this.#have * BLOB_BLOCK_BYTES, size, peers: this.#core.peers.length }
  }

  /**
   * Resolves when all bytes are here and are the right ones. Rejects with NOBODY_HERE when none came for a while (it
   * goes on in the background), with BAD_BLOB when they are others.
   */
  async ready (): Promise<void> {
    await this.#count()
    this.#begin()
    while (!this.#complete && this.#verdict !== 'wrong') {
      if (this.#closed) throw new SheafError('CLOSED', 'The document was closed before the file was here.')
      if (this.#failure !== null) throw storageError(this.#failure)
      if (this.#stateNow() === 'missing') throw new SheafError('NOBODY_HERE', 'Nobody who has this file is connected now. It comes by itself once somebody is.')
      await new Promise((resolve) => { setTimeout(resolve, LOOK_EVERY) })
    }
    if (this.#verdict === 'unknown') await this.#verify()
    if (this.#verdict === 'wrong') throw new SheafError('BAD_BLOB', 'What came is not the file that was put in here, so it is not shown. Ask whoever added it to add it again.')
  }

  /** Bytes from `start` up to and without `end`. Only after `ready`. */
  async * read (start: number, end: number): AsyncGenerator<Uint8Array> {
    let position = start
    while (position < end) {
      const index = Math.floor(position / BLOB_BLOCK_BYTES)
      const block = await this.#block(index)
      if (block === null) throw this.#lost()
      const from = position - index * BLOB_BLOCK_BYTES
      const part = block.subarray(from, Math.min(block.byteLength, end - index * BLOB_BLOCK_BYTES))
      position += part.byteLength
      yield part
    }
  }

  async close (): Promise<void> {
    this.#closed = true
    this.#download?.destroy()
    await this.#core.close()
    await this.#verifying?.catch(() => {})
  }

  #stateNow (): BlobState['state'] {
    if (this.#verdict === 'wrong') return 'wrong'
    if (this.#complete) return this.#verdict === 'right' || this.#download === null ? 'here' : 'coming'
    return Date.now() - this.#movedAt < (this.#core.peers.length > 0 ? PATIENCE : ALONE) ? 'coming' : 'missing'
  }

  #count (): Promise<void> {
    this.#counting ??= this.#countAll()
    return this.#counting
  }

  async #countAll (): Promise<void> {
    const { blockOffset, blockLength } = this.ref
    let have = 0
    for (let i = 0; i < blockLength; i++) if (await this.#core.has(blockOffset + i)) have++
    this.#have = Math.max(have, this.#have)
    if (have === blockLength) this.#complete = true
  }

  #begin (): void {
    if (this.#complete || this.#closed || this.#verdict === 'wrong' || (this.#download !== null && this.#failure === null)) return
    const { blockOffset, blockLength } = this.ref
    this.#failure = null
    this.#movedAt = Date.now()
    this.#download = this.#core.download({ start: blockOffset, end: blockOffset + blockLength, linear: true })
    this.#download.done().then(async () => {
      if (this.#closed || this.#verdict !== 'unknown') return // it also ends when it is given up
      await this.#countAll()
      if (this.#complete) await this.#verify()
      else this.#download = null // the next one who asks begins anew
    }).catch((error: unknown) => { this.#failure = error }) // `ready` says it
  }

  #arrived (index: number, size: number): void {
    const { blockOffset, blockLength } = this.ref
    if (index < blockOffset || index >= blockOffset + blockLength) return
    if (size > MAX_BLOCK_BYTES) { // far more than the ref announced: no more of it
      this.#verdict = 'wrong'
      this.#download?.destroy()
    }
    this.#movedAt = Date.now()
    this.#have = Math.min(blockLength, this.#have + 1)
  }

  #verify (): Promise<void> {
    this.#verifying ??= this.#verifyAll().catch((error: unknown) => {
      this.#verifying = null
      throw error
    })
    return this.#verifying
  }

  async #verifyAll (): Promise<void> {
    const { blockLength, hash } = this.ref
    const sum = new BlobHash()
    for (let i = 0; i < blockLength; i++) {
      const block = await this.#block(i)
      if (block === null) throw this.#lost()
      if (block.byteLength !== this.#sizeOf(i)) { this.#verdict = 'wrong'; return }
      sum.update(block)
    }
    this.#verdict = b4a.equals(sum.digest(), hash) ? 'right' : 'wrong'
  }

  /** A block that was here is gone: everything is counted, and asked for, anew. */
  #lost (): SheafError {
    this.#counting = null
    this.#verifying = null
    this.#verdict = 'unknown'
    this.#have = 0
    this.#complete = false
    this.#download?.destroy()
    this.#download = null
    return new SheafError('NOBODY_HERE', 'A part of this file is no longer on this device. Try again in a moment.')
  }

  #block (index: number): Promise<Uint8Array | null> {
    return this.#core.get(this.ref.blockOffset + index, { wait: false })
  }

  #sizeOf (index: number): number {
    const { blockLength, byteLength } = this.ref
    return index < blockLength - 1 ? BLOB_BLOCK_BYTES : byteLength - index * BLOB_BLOCK_BYTES
  }
}
