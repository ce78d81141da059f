import type { DocumentInfo, DocumentStatus, EngineApi, Presence, WindowApi } from '../../core/rpc/api.ts'
import type { UnsavedStore } from './unsaved-store.ts'
import type { Connection } from './client.ts'
import * as Y from 'yjs'
import { SheafError, errorCode } from '../../core/errors.ts'
import { Emitter } from './emitter.ts'
import { Pace } from './pace.ts'
import { applyQuietly } from './quietly.ts'
import { Unsaved, fits } from './unsaved.ts'

/** The part of the client that a document needs; a test puts its own engine here. */
export interface Engine {
  readonly api: Pick<EngineApi, 'open' | 'close' | 'push' | 'present'>
  readonly events: Pick<Emitter<WindowApi & { connection (state: Connection): void }>, 'on'>
  readonly connection: Connection
}

export interface SyncOptions {
  store: UnsavedStore
  /** Whether a person made this transaction. What rendering does to the document must never travel. */
  isEdit (transaction: Y.Transaction): boolean
  /** Names this window in the store. */
  window?: string
}

export interface SyncEvents {
  /** The document was replaced by another Y.Doc: whoever is bound to the old one must let go of it. */
  doc (doc: Y.Doc): void
  /** The engine built the document again: who was allowed to change what came out otherwise than it looked. */
  reset (): void
  info (info: DocumentInfo): void
  status (status: DocumentStatus): void
  presence (presence: Presence[]): void
  connection (state: Connection): void
  /** The number of changes that the engine has not confirmed. */
  unsaved (count: number): void
  /** A change that the engine would not take. `lost` is the document as it was here, to copy text from. */
  refused (error: SheafError, lost: Y.Doc): void
  /** Opening did not work; nothing is shown that could be edited. */
  failed (error: SheafError): void
}

/** Answers to a push that will not be another one the next time. */
const REFUSALS: ReadonlySet<string> = new Set(['NOT_ALLOWED', 'BAD_UPDATE', 'BAD_INPUT', 'TOO_LARGE', 'TOO_NEW', 'UNSUPPORTED'])
/** How often one and the same disagreement with the engine is answered by starting over. */
const MAX_REBUILDS = 5
/** While the engine is away, this many edits are kept apart before they become one. */
const COMPACT_ABOVE = 100
/** So many updates of others wait at most while a person composes a word. */
const MAX_HELD = 2000
/** Nor is half a word kept from the disk for longer than this. */
const MAX_WITHHELD = 4000

/**
 * One document in one window: a Y.Doc that follows the engine's, and the edits that are on their way there.
 *
 * The Y.Doc changes hands when what counts has changed behind it (`reset`), when an edit was refused, or when
 * something got into it that must not leave: then a new one is made from the engine's state plus what is unsaved.
 */
export class DocumentSync {
  readonly id: string
  readonly events = new Emitter<SyncEvents>()
  readonly #engine: Engine
  readonly #options: SyncOptions
  readonly #unsaved: Unsaved
  readonly #off: (() => void)[] = []
  #doc = new Y.Doc({ gc: true })
  #info: DocumentInfo | null = null
  #status: DocumentStatus | null = null
  #presence: Presence[] = []
  #epoch = -1
  #opened = false
  /** The engine has this window on its list since the last connect: pushes may go. */
  #live = false
  #opening: Promise<void> | null = null
  #adopted = false
  #destroyed = false
  #rebuilds = 0
  #schema = 1
  /** Something of our own client ID is in the Y.Doc that the engine will never hear of. */
  #stale = false
  #cursor: { anchor: Uint8Array, head: Uint8Array } | null = null
  /** What others wrote and is not shown yet: in a long text, showing takes longer than the next key. */
  #arrived: Uint8Array[] = []
  readonly #pace = new Pace(() => { this.#apply(this.#doc, ...this.#arrived.splice(0)) })
  #held = false
  #withheld: ReturnType<typeof setTimeout> | undefined

  constructor (engine: Engine, id: string, options: SyncOptions) {
    this.id = id
    this.#engine = engine
    this.#options = options
    this.#unsaved = new Unsaved(id, options.window ?? String(this.#doc.clientID), options.store)
    this.#listen()
    this.#watch(this.#doc)
  }

  get doc (): Y.Doc { return this.#doc }
  get info (): DocumentInfo | null { return this.#info }
  get status (): DocumentStatus | null { return this.#status }
  get presence (): readonly Presence[] { return this.#presence }
  get unsaved (): number { return this.#unsaved.count }
  get writable (): boolean { return this.#status?.writable === true }
  /** True once the document was here at least once. */
  get opened (): boolean { return this.#opened }
  /** True when closing the window now could lose something. */
  get atRisk (): boolean { return this.#unsaved.atRisk(this.#engine.connection === 'connected') }

  /** Opens now or as soon as the engine is there. Never rejects: see the event `failed`. */
  open (): Promise<void> {
    this.#opening ??= this.#open().catch((err: unknown) => {
      if (this.#destroyed) return
      const error = err instanceof SheafError ? err : new SheafError('INTERNAL', 'This document could not be opened.', { cause: err })
      // Without a connection there is nothing to tell: the window says so anyway, and we come back.
      if (error.code !== 'DISCONNECTED') this.events.emit('failed', error)
    }).finally(() => { this.#opening = null })
    return this.#opening
  }

  /** Tells the others where our cursor is. Lost when the engine is away; sent again on return. */
  present (cursor: { anchor: Uint8Array, head: Uint8Array } | null): void {
    this.#cursor = cursor
    if (!this.#live) return
    this.#engine.api.present(this.id, this.#doc.clientID, cursor).catch(() => {})
  }

  /**
   * While a word is composed: what others write waits here as long as it would disturb, and half a word stays here
   * until it is one, lest somebody who splits the line there copies it. Bounded by whoever asks for it.
   */
  hold (held: boolean): void {
    this.#held = held
    if (held) return
    this.#sendWithheld()
    this.#pace.cancel()
    if (this.#arrived.length > 0) this.#apply(this.#doc, ...this.#arrived.splice(0))
  }

  /** From the next edit on the text needs this version of the schema. */
  needs (schema: number): void {
    this.#schema = Math.max(this.#schema, schema)
  }

  /** Keeps what is unsaved in the browser's database, at once: before the window goes. */
  flush (): Promise<void> {
    return this.#unsaved.flush()
  }

  async destroy (): Promise<void> {
    this.#destroyed = true
    for (const off of this.#off) off()
    this.#pace.cancel()
    this.#sendWithheld()
    this.#doc.off('update', this.#onUpdate)
    this.events.clear()
    if (this.#unsaved.count > 0) await this.flush().catch(() => {})
    if (this.#engine.connection === 'connected') await this.#engine.api.close(this.id).catch(() => {})
  }

  #listen (): void {
    const { events } = this.#engine
    const mine = <A extends unknown[]>(handle: (...args: A) => void) => (id: string, ...args: A) => {
      if (id === this.id && !this.#destroyed) handle(...args)
    }
    this.#off.push(
      events.on('update', mine((update: Uint8Array) => {
        this.#arrived.push(update)
        if (!this.#held || this.#arrived.length > MAX_HELD) this.#pace.request()
      })),
      events.on('saved', mine((seq: number) => {
        this.#unsaved.saved(seq)
        this.#rebuilds = 0
        this.events.emit('unsaved', this.#unsaved.count)
      })),
      events.on('refused', mine((seq: number, code: string, message: string) => {
        this.#refused(seq, new SheafError(errorCode(code), message))
      })),
      events.on('info', mine((info: DocumentInfo) => {
        this.#info = info
        this.events.emit('info', info)
      })),
      events.on('status', mine((status: DocumentStatus) => { this.#setStatus(status) })),
      events.on('presence', mine((presence: Presence[]) => {
        this.#presence = presence
        this.events.emit('presence', presence)
      })),
      events.on('reset', mine((epoch: number, update: Uint8Array, client: number) => {
        this.#epoch = epoch
        this.#replace(update, client)
        this.#pushAll()
        this.events.emit('reset')
      })),
      events.on('connection', (state) => {
        this.#live = false
        this.events.emit('connection', state)
        if (state !== 'connected') this.flush().catch(() => {})
        // An opening that was under way on the lost connection ends first, and then it is our turn.
        else if (this.#opening === null) this.open().catch(() => {})
        else this.#opening.then(() => this.open(), () => {}).catch(() => {})
      })
    )
  }

  async #open (): Promise<void> {
    if (this.#engine.connection !== 'connected') return
    if (!this.#adopted) {
      // Before the first opening, so that what an earlier window left behind shows together with the rest.
      const stored = await this.#options.store.load(this.id).catch(() => [])
      if (!this.#adopted) this.#unsaved.adopt(stored)
      this.#adopted = true
    }
    const known = this.#opened && !this.#stale ? Y.encodeStateVector(this.#doc) : new Uint8Array(0)
    const opened = await this.#engine.api.open(this.id, known)
    if (this.#destroyed) return
    if (known.length > 0 && opened.epoch !== this.#epoch) {
      // The engine has rebuilt the document meanwhile: a difference against what we have means nothing.
      this.#opened = false
      await this.#open()
      return
    }
    this.#epoch = opened.epoch
    this.#info = opened.info
    this.#presence = opened.presence
    if (known.length === 0 && this.#doc.store.clients.size > 0) this.#replace(opened.update, opened.client)
    else {
      if (!this.#opened) this.#doc.clientID = opened.client
      // A connection that comes back disturbs no more than an update does.
      if (this.#held && this.#opened) this.#arrived.push(opened.update)
      else this.#apply(this.#doc, opened.update)
    }
    const first = !this.#opened
    this.#opened = true
    this.#live = true
    this.#takeUnsaved()
    this.events.emit('info', opened.info)
    this.#setStatus(opened.status)
    this.events.emit('presence', opened.presence)
    if (first) this.events.emit('doc', this.#doc)
    this.#pushAll()
    this.present(this.#cursor)
  }

  /** Everything unsaved is shown here too, also what another window of this computer left behind. */
  #takeUnsaved (): void {
    for (const edit of this.#unsaved.edits) {
      if (fits(this.#doc, edit.update)) this.#apply(this.#doc, edit.update)
    }
  }

  #pushAll (): void {
    if (!this.writable || !this.#live) return
    for (const edit of this.#unsaved.renumber()) this.#push(edit.seq, edit.update)
    this.events.emit('unsaved', this.#unsaved.count)
  }

  #push (seq: number, update: Uint8Array): void {
    if (!this.#live) return
    this.#engine.api.push(this.id, seq, update, this.#schema).catch((err: unknown) => {
      const error = err instanceof SheafError ? err : new SheafError('INTERNAL', 'This change could not be saved.', { cause: err })
      // Anything else (no connection, a full disk) may pass: the edit stays in the list and goes again later.
      if (REFUSALS.has(error.code)) this.#refused(seq, error)
    })
  }

  #refused (seq: number, error: SheafError): void {
    if (this.#destroyed || this.#unsaved.drop(seq) === undefined) return
    const lost = this.#doc
    this.#stale = true
    this.events.emit('unsaved', this.#unsaved.count)
    this.events.emit('refused', error, lost)
    this.#startOver()
  }

  /** Gets rid of what must not be in the Y.Doc by fetching it afresh. */
  #startOver (): void {
    if (++this.#rebuilds > MAX_REBUILDS) return
    this.#live = false
    const again = (): void => { if (!this.#destroyed && this.#stale) this.open().catch(() => {}) }
    if (this.#opening === null) again()
    else this.#opening.then(again, again)
  }

  /** A new Y.Doc, under a client ID that the engine gave out, from the engine's state and what is unsaved. */
  #replace (state: Uint8Array, client: number): void {
    this.#doc.off('update', this.#onUpdate)
    const doc = new Y.Doc({ gc: true })
    doc.clientID = client
    this.#arrived = []   // it is in that state
    this.#apply(doc, state)
    this.#doc = doc
    this.#stale = false
    for (const edit of this.#unsaved.edits) {
      if (fits(doc, edit.update)) this.#apply(doc, edit.update)
      // It was typed on top of something that was refused: the engine could only wait for it forever.
      else if (edit.seq !== 0) this.#unsaved.drop(edit.seq)
    }
    this.#watch(doc)
    this.events.emit('unsaved', this.#unsaved.count)
    if (this.#opened) this.events.emit('doc', doc)
  }

  /** A renderer that throws has still left the Y.Doc complete. */
  #apply (doc: Y.Doc, ...updates: readonly Uint8Array[]): void {
    try {
      applyQuietly(doc, updates, this)
    } catch (err) {
      console.error('sheaf: showing a change failed', err)
    }
  }

  #watch (doc: Y.Doc): void {
    doc.on('update', this.#onUpdate)
  }

  readonly #onUpdate = (update: Uint8Array, origin: unknown, doc: Y.Doc, transaction: Y.Transaction): void => {
    if (origin === this || doc !== this.#doc) return
    const before = transaction.beforeState.get(doc.clientID) ?? 0
    const grew = (transaction.afterState.get(doc.clientID) ?? 0) > before
    const travels = this.writable && (this.#options.isEdit(transaction) || ownOnly(transaction, doc.clientID))
    if (!travels) {
      // A deletion by the renderer only hides something here. Content of our own, though, leaves a gap in our
      // clock that all later edits would wait for: this client ID is spent.
      if (grew) {
        this.#stale = true
        if (this.writable) this.#startOver()
      }
      return
    }
    const edit = this.#unsaved.add(update)
    if (!this.#live && this.#unsaved.edits.length > COMPACT_ABOVE) this.#unsaved.renumber()
    this.events.emit('unsaved', this.#unsaved.count)
    if (this.#held) this.#withheld ??= setTimeout(() => { this.#sendWithheld() }, MAX_WITHHELD)
    else this.#push(edit.seq, update)
  }

  #sendWithheld (): void {
    if (this.#withheld === undefined) return
    clearTimeout(this.#withheld)
    this.#withheld = undefined
    this.#pushAll()
  }

  #setStatus (status: DocumentStatus): void {
    const before = this.writable
    this.#status = status
    this.events.emit('status', status)
    if (this.#opened && !before && this.writable) {
      if (this.#stale) this.#startOver()
      else if (this.#opening === null) this.#pushAll()
    }
  }
}

/**
 * y-prosemirror joins two texts of one place while it renders, if the second was made by this very client. That
 * is neither typed nor harmless to drop; as it touches nobody else's text it may travel.
 */
function ownOnly (transaction: Y.Transaction, client: number): boolean {
  for (const other of transaction.deleteSet.clients.keys()) {
    if (other !== client) return false
  }
  return true
}
