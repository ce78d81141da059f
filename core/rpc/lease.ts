import type { DocumentLike, EngineLike } from './host.ts'

/** Long enough that a window which is reloaded finds its document still open. */
export const LINGER = 10_000

export interface Lease {
  readonly document: DocumentLike
  /** Idempotent. */
  release (): void
}

interface Entry {
  document: Promise<DocumentLike>
  holders: number
  timer: ReturnType<typeof setTimeout> | null
}

const engines = new WeakMap<EngineLike, Leases>()

/** Documents of one engine stay open while any window or call uses them, and a little longer. */
export class Leases {
  readonly #engine: EngineLike
  readonly #linger: number
  readonly #entries = new Map<string, Entry>()
  readonly #closing = new Map<string, Promise<void>>()

  constructor (engine: EngineLike, linger = LINGER) {
    this.#engine = engine
    this.#linger = linger
  }

  /** All connections to one engine count together. */
  static of (engine: EngineLike): Leases {
    let leases = engines.get(engine)
    if (!leases) engines.set(engine, leases = new Leases(engine))
    return leases
  }

  async take (id: string): Promise<Lease> {
    const entry = this.#entry(id)
    entry.holders++
    if (entry.timer !== null) clearTimeout(entry.timer)
    entry.timer = null
    let document: DocumentLike
    try {
      document = await entry.document
    } catch (error) {
      this.#forget(id, entry)
      throw error
    }
    let held = true
    return {
      document,
      release: () => {
        if (held) this.#release(id, entry)
        held = false
      }
    }
  }

  async use<T> (id: string, fn: (document: DocumentLike) => T | Promise<T>): Promise<T> {
    const lease = await this.take(id)
    try {
      return await fn(lease.document)
    } finally {
      lease.release()
    }
  }

  #entry (id: string): Entry {
    const known = this.#entries.get(id)
    if (known) return known
    const entry: Entry = { document: this.#open(id), holders: 0, timer: null }
    this.#entries.set(id, entry)
    entry.document.then((document) => {
      // Closed by somebody else (the engine, or because we were removed): the next one opens it anew.
      document.on('closed', () => { this.#forget(id, entry) })
    }, () => {})
    return entry
  }

  async #open (id: string): Promise<DocumentLike> {
    await this.#closing.get(id)
    return await this.#engine.open(id)
  }

  #forget (id: string, entry: Entry): void {
    if (entry.timer !== null) clearTimeout(entry.timer)
    if (this.#entries.get(id) === entry) this.#entries.delete(id)
  }

  #release (id: string, entry: Entry): void {
    if (--entry.holders > 0 || this.#entries.get(id) !== entry) return
    entry.timer = setTimeout(() => {
      this.#forget(id, entry)
      const closing = entry.document.then((document) => document.close()).catch(() => {
        // Closing fails only when the engine closes underneath; then it is closed as well.
      }).finally(() => {
        if (this.#closing.get(id) === closing) this.#closing.delete(id)
      })
      this.#closing.set(id, closing)
    }, this.#linger)
    // Only Node has unref; a shell that ends must not wait for this.
    ;(entry.timer as { unref?: () => void }).unref?.()
  }
}
