import type { StoredEdits, UnsavedStore } from './unsaved-store.ts'
import * as Y from 'yjs'

export interface Edit {
  seq: number
  update: Uint8Array
  /** How many changes were merged into this one. */
  changes: number
  since: number
  /** Windows whose left-behind row holds this edit. */
  rows: string[]
}

/** While the engine answers within this time, what was typed never has to touch the browser's database. */
const STORE_AFTER = 250
/** An edit that is older than this and still not confirmed is worth a question before the window closes. */
const LATE = 1500
const FAN_IN = 32

/**
 * The edits of one document that the engine has not confirmed as saved, in the order in which they were made,
 * with a copy in the browser's database as soon as the engine is slow to answer.
 */
export class Unsaved {
  readonly #document: string
  readonly #window: string
  readonly #store: UnsavedStore
  #edits: Edit[] = []
  #lastSeq = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #writing: Promise<void> | null = null
  /** Number of the newest edit that the database holds; 0: it holds none of ours. */
  #storedUpTo = 0
  #rowExists = false

  constructor (document: string, window: string, store: UnsavedStore) {
    this.#document = document
    this.#window = window
    this.#store = store
  }

  get count (): number {
    return this.#edits.reduce((sum, edit) => sum + edit.changes, 0)
  }

  get edits (): readonly Edit[] {
    return this.#edits
  }

  /** True when closing the window now could lose something. */
  atRisk (connected: boolean): boolean {
    const newest = this.#edits.at(-1)
    const oldest = this.#edits[0]
    if (newest === undefined || oldest === undefined) return false
    if (newest.seq <= this.#storedUpTo) return false
    return !connected || Date.now() - oldest.since > LATE
  }

  add (update: Uint8Array): Edit {
    const edit = { seq: ++this.#lastSeq, update, changes: 1, since: Date.now(), rows: [] }
    this.#edits.push(edit)
    this.#storeSoon()
    return edit
  }

  /** Takes over what an earlier window left behind. */
  adopt (stored: readonly StoredEdits[]): void {
    const adopted = stored.flatMap(({ window, updates }) => updates.map((update) => (
      { seq: 0, update, changes: 1, since: Date.now(), rows: [window] }
    )))
    this.#edits = [...adopted, ...this.#edits]
  }

  /**
   * Merges what can be merged and gives out new numbers, for a push after a reconnect. Edits of different client
   * IDs stay apart: an update that speaks for two clients is not one that the engine takes.
   */
  renumber (): readonly Edit[] {
    const groups: { edits: Edit[], client: number | null }[] = []
    for (const edit of this.#edits) {
      const client = clientOf(edit.update)
      const group = groups.at(-1)
      if (group !== undefined && (client === null || group.client === null || client === group.client)) {
        group.edits.push(edit)
        group.client ??= client
      } else {
        groups.push({ edits: [edit], client })
      }
    }
    const merged = groups.map(({ edits }): Edit => ({
      seq: 0,
      update: merge(edits.map((edit) => edit.update)),
      changes: edits.reduce((sum, edit) => sum + edit.changes, 0),
      since: edits[0]?.since ?? Date.now(),
      rows: [...new Set(edits.flatMap((edit) => edit.rows))]
    }))
    for (const edit of merged) edit.seq = ++this.#lastSeq
    this.#edits = merged
    if (merged.length > 0) this.#storeSoon()
    return merged
  }

  /** The engine has everything up to `seq` on disk. */
  saved (seq: number): void {
    this.#remove((edit) => edit.seq !== 0 && edit.seq <= seq)
  }

  /** Takes one edit out; undefined when it is not there any more. */
  drop (seq: number): Edit | undefined {
    const edit = this.#edits.find((edit) => edit.seq === seq)
    this.#remove((other) => other === edit)
    return edit
  }

  /** Puts what is not saved yet into the database now. */
  async flush (): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    await this.#writing
    this.#writing = this.#write().finally(() => { this.#writing = null })
    await this.#writing
  }

  #storeSoon (): void {
    this.#timer ??= setTimeout(() => { this.flush().catch(report) }, STORE_AFTER)
  }

  async #write (): Promise<void> {
    const own = this.#edits.filter((edit) => edit.rows.length === 0 || edit.rows.includes(this.#window))
    const newest = own.at(-1)?.seq ?? this.#lastSeq
    if (own.length > 0) {
      this.#rowExists = true
      await this.#store.save(this.#document, this.#window, own.map((edit) => edit.update))
    } else if (this.#rowExists) {
      this.#rowExists = false
      await this.#store.remove(this.#document, this.#window)
    }
    this.#storedUpTo = newest
  }

  #remove (which: (edit: Edit) => boolean): void {
    const gone = this.#edits.filter(which)
    if (gone.length === 0) return
    this.#edits = this.#edits.filter((edit) => !which(edit))
    for (const row of new Set(gone.flatMap((edit) => edit.rows))) {
      if (this.#edits.some((edit) => edit.rows.includes(row))) continue
      this.#store.remove(this.#document, row).catch(report)
    }
    if (this.#rowExists) this.#storeSoon()
    else if (this.#edits.length === 0) this.#stopTimer()
  }

  #stopTimer (): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }
}

/** The client ID that an update has content of; null when it only deletes. */
export function clientOf (update: Uint8Array): number | null {
  return Y.parseUpdateMeta(update).from.keys().next().value ?? null
}

/** Whether a document can take an update in at once, without waiting for something that came before it. */
export function fits (doc: Y.Doc, update: Uint8Array): boolean {
  for (const [client, clock] of Y.parseUpdateMeta(update).from) {
    if (clock > Y.getState(doc.store, client)) return false
  }
  return true
}

/** In layers: the time that Yjs takes to merge grows with the square of the number of updates. */
function merge (updates: Uint8Array[]): Uint8Array {
  let layer = updates
  while (layer.length > 1) {
    const next: Uint8Array[] = []
    for (let i = 0; i < layer.length; i += FAN_IN) next.push(Y.mergeUpdates(layer.slice(i, i + FAN_IN)))
    layer = next
  }
  return layer[0] ?? new Uint8Array([0, 0])
}

function report (err: unknown): void {
  console.error('sheaf: unsaved edits could not be kept in the browser', err)
}
