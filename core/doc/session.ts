/**
 * The live Y.Doc of an open document. It pulls rows that it has not seen, per writer above a length vector, so that
 * a reorder of the log changes nothing that is there already: Yjs commutes. Only a changed verdict on what was shown
 * makes it build the text again.
 */
import b4a from 'b4a'
import { ObservableV2 } from 'lib0/observable'
import * as Y from 'yjs'
import { readUpdateKey, updateKey, type UpdateAt, type Verdict } from '../format/rows.ts'
import { ROOT_FRAGMENT } from '../format/version.ts'
import type { StateCache } from './cache.ts'
import { applyRows, quietly, REMOTE, SHOWN } from './merge.ts'
import type { Replica } from './replica.ts'
import { NO_DIGEST, type ListedUpdate, type ViewReader } from './view.ts'

/** Rows pulled after which the cache is written again. */
const CACHE_EVERY = 500

interface SessionEvents {
  /** What others (or another window) changed, or an edit made on `ydoc` here: Yjs V1. */
  update: (update: Uint8Array, origin: unknown) => void
  /** The text was built again: `ydoc` is another one. */
  reset: (epoch: number) => void
}

export class Session extends ObservableV2<{ [K in keyof SessionEvents]: SessionEvents[K] }> {
  ydoc: Y.Doc
  epoch = 0
  readonly #replica: Replica
  readonly #cache: StateCache
  readonly #pending: () => Uint8Array[]
  readonly #newClient: () => Promise<number>
  #vector = new Map<string, number>()
  #exceptions = new Map<string, Verdict>()
  #digest = NO_DIGEST.digest
  #sinceCached = 0
  #pulling: Promise<void> | null = null
  #again = false
  #caching: Promise<void> = Promise.resolve()

  /** `pending`: local edits that are not in the log yet. `newClient`: a client ID of this device, never used before. */
  constructor (replica: Replica, cache: StateCache, pending: () => Uint8Array[], newClient: () => Promise<number>) {
    super()
    this.#replica = replica
    this.#cache = cache
    this.#pending = pending
    this.#newClient = newClient
    this.ydoc = this.#newDoc()
  }

  get fragment (): Y.XmlFragment { return this.ydoc.getXmlFragment(ROOT_FRAGMENT) }

  async open (): Promise<void> {
    const cached = await this.#cache.read()
    if (cached !== null) {
      try {
        quietly(this.ydoc, () => { Y.applyUpdateV2(this.ydoc, cached.state, REMOTE) })
        this.#vector = new Map(cached.vector.map(({ writer, length }) => [b4a.toString(writer, 'hex'), length]))
        this.#exceptions = new Map(cached.exceptions.map(({ key, verdict }) => [b4a.toString(key, 'hex'), verdict]))
        this.#digest = cached.digest
      } catch {
        this.ydoc = this.#newDoc() // a cache that does not load is no cache
      }
    }
    await this.pull()
    this.ydoc.clientID = await this.#newClient()
  }

  /**
   * The last `blocks` of this device's log, which ends at `length` now, hold only what is in the Y.Doc already. What
   * comes before them may not have been pulled yet, after a crash or a rebuild: it has to be, so the vector waits.
   */
  appended (writer: Uint8Array, length: number, blocks: number): void {
    const id = b4a.toString(writer, 'hex')
    const seen = this.#vector.get(id) ?? 0
    if (seen >= length - blocks) this.#vector.set(id, Math.max(length, seen))
    this.#sinceCached++
  }

  /** Brings in what is new in the view. Calls while one runs are answered by one more run. */
  async pull (): Promise<void> {
    this.#again = true
    this.#pulling ??= this.#pullAll().finally(() => { this.#pulling = null })
    await this.#pulling
  }

  async #pullAll (): Promise<void> {
    while (this.#again) {
      this.#again = false
      await this.#replica.read((view) => this.#pullOnce(view))
    }
    if (this.#sinceCached >= CACHE_EVERY) await this.#writeCache().catch(() => {}) // only a cache; the log has it all
  }

  /** Reads first and takes in at the end: a read that fails, as the base may put another core under the view, skips nothing. */
  async #pullOnce (view: ViewReader): Promise<void> {
    const fresh: ListedUpdate[] = []
    const { digest } = await view.digest()
    let exceptions = this.#exceptions
    if (!b4a.equals(digest, this.#digest)) {
      const { now, rows, rebuild } = await this.#compareVerdicts(view, exceptions)
      if (rebuild) return this.#rebuild(view, now, digest)
      fresh.push(...rows)
      exceptions = now
    }
    const heads = new Map<string, number>()
    for (const { key, row } of await view.heads()) {
      const id = b4a.toString(key, 'hex')
      const seen = this.#vector.get(id) ?? 0
      if (row.length <= seen) continue
      for await (const update of view.updates(key, seen)) fresh.push(update)
      heads.set(id, row.length)
    }
    for (const [id, length] of heads) this.#vector.set(id, Math.max(length, this.#vector.get(id) ?? 0))
    this.#exceptions = exceptions
    this.#digest = digest
    this.#sinceCached += fresh.length
    applyRows(this.ydoc, fresh)
  }

  /** Which rows that were seen before are judged otherwise now. */
  async #compareVerdicts (view: ViewReader, before: Map<string, Verdict>): Promise<{ now: Map<string, Verdict>, rows: ListedUpdate[], rebuild: boolean }> {
    const now = new Map<string, Verdict>()
    const places = new Map<string, UpdateAt>()
    for await (const { at, verdict } of view.exceptions()) {
      const key = b4a.toString(updateKey('exception', at), 'hex')
      now.set(key, verdict)
      places.set(key, at)
    }
    const rows: ListedUpdate[] = []
    let rebuild = false
    for (const key of new Set([...before.keys(), ...now.keys()])) {
      const at = places.get(key) ?? readPlace(key)
      if (at.length > (this.#vector.get(b4a.toString(at.writer, 'hex')) ?? 0)) continue
      const was = SHOWN[before.get(key) ?? 'ok']
      if (was === SHOWN[now.get(key) ?? 'ok']) continue
      const row = await view.update(at)
      if (was === 'nothing' && row !== null) rows.push({ at, row })
      else rebuild = true
    }
    return { now, rows, rebuild }
  }

  async #rebuild (view: ViewReader, exceptions: Map<string, Verdict>, digest: Uint8Array): Promise<void> {
    const rows: ListedUpdate[] = []
    const vector = new Map<string, number>()
    for (const { key, row } of await view.heads()) {
      for await (const update of view.updates(key, 0)) rows.push(update)
      vector.set(b4a.toString(key, 'hex'), row.length)
    }
    const client = await this.#newClient()
    const previous = this.ydoc
    this.ydoc = this.#newDoc()
    this.ydoc.clientID = client
    this.#vector = vector
    this.#exceptions = exceptions
    this.#digest = digest
    applyRows(this.ydoc, rows)
    quietly(this.ydoc, () => { for (const update of this.#pending()) Y.applyUpdate(this.ydoc, update, REMOTE) })
    this.epoch++
    this.emit('reset', [this.epoch])
    previous.destroy()
    await this.#writeCache().catch(() => {})
  }

  #newDoc (): Y.Doc {
    const doc = new Y.Doc({ gc: true })
    doc.on('update', (update: Uint8Array, origin: unknown) => { this.emit('update', [update, origin]) })
    return doc
  }

  /** Only what is in the log may be kept: an edit that came from the cache alone would never reach anyone. */
  async #writeCache (): Promise<void> {
    if (this.#pending().length > 0) return
    this.#sinceCached = 0
    const value = {
      state: Y.encodeStateAsUpdateV2(this.ydoc),
      vector: [...this.#vector].map(([writer, length]) => ({ writer: b4a.from(writer, 'hex'), length })),
      digest: this.#digest,
      exceptions: [...this.#exceptions].map(([key, verdict]) => ({ key: b4a.from(key, 'hex'), verdict }))
    }
    this.#caching = this.#caching.catch(() => {}).then(() => this.#cache.write(value))
    await this.#caching
  }

  async close (): Promise<void> {
    await this.#pulling?.catch(() => {})
    if (this.#sinceCached > 0) await this.#writeCache().catch(() => {})
    await this.#caching.catch(() => {})
    this.ydoc.destroy()
    this.destroy()
  }
}

function readPlace (key: string): UpdateAt {
  return readUpdateKey(b4a.from(key, 'hex'))
}
