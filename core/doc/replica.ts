/** One document's encrypted Autobase with its view, on this device: opened while the document syncs, seen or not. */
import Autobase from 'autobase'
import b4a from 'b4a'
import type Corestore from 'corestore'
import Hyperbee from 'hyperbee'
import { ObservableV2 } from 'lib0/observable'
import type ProtomuxWakeup from 'protomux-wakeup'
import { SheafError, storageError } from '../errors.ts'
import { encodeBlock, type Op } from '../format/ops.ts'
import { apply } from './apply.ts'
import { ViewReader } from './view.ts'

/** How long opening and closing wait for the base to finish (ms). */
const PATIENCE = 3000
const READ_ATTEMPTS = 5

export interface ReplicaOptions {
  /** A namespace of the store that no other document uses. The replica closes it. */
  store: Corestore
  key: Uint8Array | null                 // null creates a document
  encryptionKey: Uint8Array
  wakeup: ProtomuxWakeup
  /**
   * Works the unconfirmed end of the view out again from the logs. For an indexer that did not end in order: its base
   * writes the views before it notes what is in them, and ended in between it would count blocks twice, so that nobody
   * could follow its signatures any more.
   */
  repair?: boolean
}

export interface ReplicaEvents {
  update: () => void
  writable: () => void
  /** The owner raised the format beyond what this app knows. */
  'too-new': () => void
  /** The base closed itself: storage failed underneath. What is on disk is intact. */
  failed: (error: unknown) => void
}

export class Replica extends ObservableV2<{ [K in keyof ReplicaEvents]: ReplicaEvents[K] }> {
  readonly base: Autobase
  tooNew = false
  /** Closed with nothing half done. */
  clean = false
  #closing: Promise<void> | null = null
  #failure: unknown = null

  constructor ({ store, key, encryptionKey, wakeup, repair = false }: ReplicaOptions) {
    super()
    this.base = new Autobase(store, key, {
      open: (views) => new Hyperbee(views.get('view'), { keyEncoding: 'binary', valueEncoding: 'binary', extension: false }),
      apply,
      valueEncoding: 'binary',
      encryptionKey,
      encrypt: true,
      nukeTip: repair,
      wakeup
    })
    this.base.on('update', () => { this.emit('update', []) })
    this.base.on('writable', () => { this.emit('writable', []) })
    this.base.on('interrupt', () => { this.tooNew = true; this.emit('too-new', []) })
    this.base.on('error', (error: unknown) => {
      this.#failure ??= error
      if (this.#closing === null) this.emit('failed', [error])
    })
  }

  get key (): Uint8Array { return this.base.key }
  get discoveryKey (): Uint8Array { return this.base.discoveryKey }
  get encryptionKey (): Uint8Array { return this.base.encryptionKey }
  get id (): string { return b4a.toString(this.base.discoveryKey, 'hex') }
  get writer (): Uint8Array { return this.base.local.key }
  get writable (): boolean { return this.base.writable && !this.tooNew }

  ready (): Promise<void> { return this.base.ready() }

  close (): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  /** Closed in the middle of its work, the base would keep a view that holds a block of which it knows nothing, and apply it once more. */
  async #close (): Promise<void> {
    if (this.base.opened && this.base.closing === null) {
      this.base.pause()
      this.clean = await patiently(this.base.advance()) && this.#failure === null
    }
    await this.base.close()
  }

  /**
   * Brings into the view what the logs on this disk hold: the base puts it off until after it is ready, so that after a
   * crash the newest edits would seem lost for a moment. Waits for others only so long.
   */
  async catchUp (): Promise<void> {
    await patiently(this.base.update())
  }

  /**
   * Runs a reader over one consistent state of the view. Now and then the base puts another core under it (to skip
   * ahead, or to follow new indexers) and closes the one before: what was being read then is read again.
   */
  async read<T> (fn: (view: ViewReader) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#readOnce(fn)
      } catch (error) {
        const { code } = error as { code?: string }
        if (attempt === READ_ATTEMPTS || this.base.closing !== null || (code !== 'SESSION_CLOSED' && code !== 'REQUEST_CANCELLED')) throw error
        await this.catchUp()
      }
    }
  }

  async #readOnce<T> (fn: (view: ViewReader) => Promise<T>): Promise<T> {
    const snapshot = this.base.view.snapshot()
    try {
      return await fn(new ViewReader(snapshot))
    } finally {
      await snapshot.close()
    }
  }

  /** One block of operations, in the log of this device when this resolves. Returns the length of its log. */
  append (ops: Op[]): Promise<number> {
    return this.appendBlocks([encodeBlock(Date.now(), ops)])
  }

  async appendBlocks (blocks: Uint8Array[]): Promise<number> {
    if (this.tooNew) throw new SheafError('TOO_NEW', 'This document needs a newer Sheaf: update this app, then go on writing.')
    if (!this.base.writable) throw new SheafError('NOT_ALLOWED', 'This device may not write in this document.')
    try {
      return await this.base.append(blocks)
    } catch (error) {
      throw storageError(this.#failure ?? error) // the base itself says no more than that it is closing
    }
  }
}

/** Waits for the base, but only so long: it may wait for others. True when it is done; a base that fails says why by itself. */
async function patiently (work: Promise<void>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const patience = new Promise<boolean>((resolve) => { timer = setTimeout(() => { resolve(false) }, PATIENCE) })
  const done = await Promise.race([work.then(() => true, () => false), patience])
  clearTimeout(timer)
  return done
}
