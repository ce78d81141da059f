import * as Y from 'yjs'
import { SheafError } from '../errors.ts'
import type { ErrorCode } from '../errors.ts'
import type { Opened, Presence, WindowApi } from './api.ts'
import type { DocumentEvents, DocumentLike } from './host.ts'
import type { Lease } from './lease.ts'
import { Throttle } from './throttle.ts'

export type Emit = <E extends keyof WindowApi>(event: E, ...args: Parameters<WindowApi[E]>) => void

export interface SubscriptionOptions {
  emit: Emit
  /** True while the window does not keep up; what can be told later is told later. */
  congested: () => boolean
  /** The document closed although this window still shows it. */
  lost: () => void
}

const STATUS_PAUSE = 200
const PRESENCE_PAUSE = 50
const MEMBERS_PAUSE = 500
const SAVE_RETRY = 2000
const COME_BACK = 1000
/** Answers to a push that would be the same the next time. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set([
  'NOT_ALLOWED', 'BAD_UPDATE', 'BAD_INPUT', 'TOO_LARGE', 'TOO_NEW', 'UNSUPPORTED'
] as const)

/** What one window sees of one document, and what it pushes into it. */
export class Subscription {
  readonly id: string
  readonly #lease: Lease
  readonly #document: DocumentLike
  readonly #options: SubscriptionOptions
  readonly #status: Throttle
  readonly #presence: Throttle
  readonly #members: Throttle
  readonly #info: Throttle
  readonly #unlisten: (() => void)[] = []
  /** What happened before the window has the state; it is told right after. */
  #early: (() => void)[] | null = []
  #pushes: Promise<void> = Promise.resolve()
  #applied = -1
  #announced = -1
  #saving = false
  #retry: ReturnType<typeof setTimeout> | null = null
  #failure: SheafError | null = null
  #comeBack: ReturnType<typeof setTimeout> | null = null
  #client: number | null = null
  #closed = false

  constructor (id: string, lease: Lease, options: SubscriptionOptions) {
    const { congested } = options
    const document = lease.document
    this.id = id
    this.#lease = lease
    this.#document = document
    this.#options = options
    this.#status = new Throttle(async () => { this.#tell('status', id, await document.status()) }, STATUS_PAUSE, congested)
    this.#presence = new Throttle(() => { this.#tell('presence', id, this.#others()) }, PRESENCE_PAUSE, congested)
    this.#members = new Throttle(() => { this.#tell('members', id) }, MEMBERS_PAUSE, congested)
    this.#info = new Throttle(async () => { this.#tell('info', id, await document.info()) }, STATUS_PAUSE, congested)
  }

  /** The window has the state: what follows makes sense to it. */
  begin (): void {
    const early = this.#early ?? []
    this.#early = null
    for (const tell of early) tell()
  }

  /** Listening starts in the same turn in which the state is taken, so that no update falls in between. */
  async start (stateVector: Uint8Array): Promise<Opened> {
    const document = this.#document
    const [info, status, client] = await Promise.all([document.info(), document.status(), document.newClient()])
    if (this.#closed) throw new SheafError('CLOSED', 'The window has closed this document.')
    const update = difference(document.ydoc, stateVector)
    this.#listen()
    return {
      info,
      status,
      update,
      stateVector: Y.encodeStateVector(document.ydoc),
      epoch: document.epoch,
      client,
      presence: this.#others()
    }
  }

  /**
   * One after the other, in the order in which they came. A refusal is told by `refused`. Any other failure (a full
   * disk, a document that went away) may pass: it rejects, and so does all that comes after it, since that builds
   * on it; the window keeps them, comes back, and pushes them again.
   */
  push (seq: number, update: Uint8Array, schema = 1): Promise<void> {
    const pushed = this.#pushes.then(() => this.#push(seq, update, schema))
    this.#pushes = pushed.catch(() => {})
    return pushed
  }

  async #push (seq: number, update: Uint8Array, schema: number): Promise<void> {
    if (this.#closed) throw new SheafError('CLOSED', 'The document was closed before this change reached it.')
    if (this.#failure) throw this.#failure
    try {
      await this.#document.push(update, this, schema)
    } catch (error) {
      const { code, message } = asSheafError(error)
      if (!REFUSALS.has(code)) {
        this.#failure = asSheafError(error)
        this.#comeBack = setTimeout(() => { this.#options.lost() }, COME_BACK)
        throw error
      }
      this.#tell('refused', this.id, seq, code, message)
    }
    // A refused one counts as settled: `saved` says only that nothing up to here waits for the disk.
    this.#applied = Math.max(this.#applied, seq)
    void this.#save()
  }

  async present (client: number, cursor: Presence['cursor']): Promise<void> {
    this.#client = client
    await this.#document.present(client, cursor, this)
  }

  close (): void {
    if (this.#closed) return
    this.#closed = true
    for (const unlisten of this.#unlisten) unlisten()
    for (const throttle of [this.#status, this.#presence, this.#members, this.#info]) throttle.close()
    if (this.#retry !== null) clearTimeout(this.#retry)
    if (this.#comeBack !== null) clearTimeout(this.#comeBack)
    void this.#leave()
  }

  async #leave (): Promise<void> {
    try {
      await this.#document.leave(this)
      await this.#pushes
    } catch {
      // The document is gone, and the cursor with it.
    } finally {
      this.#lease.release()
    }
  }

  /** One `saved()` in flight; when it returns, everything that was pushed before it began is announced at once. */
  async #save (): Promise<void> {
    if (this.#saving) return
    this.#saving = true
    try {
      while (!this.#closed && this.#announced < this.#applied) {
        const seq = this.#applied
        await this.#document.saved()
        this.#announced = seq
        this.#tell('saved', this.id, seq)
      }
    } catch {
      if (this.#closed) return
      // A full disk, say: the status tells the person why; try again, so that "saved" comes when it is true.
      this.#retry ??= setTimeout(() => {
        this.#retry = null
        void this.#save()
      }, SAVE_RETRY)
    } finally {
      this.#saving = false
    }
  }

  #listen (): void {
    this.#on('update', (update, origin) => { if (origin !== this) this.#tell('update', this.id, update) })
    this.#on('status', () => { this.#status.request() })
    this.#on('presence', () => { this.#presence.request() })
    this.#on('members', () => { this.#members.request() })
    this.#on('info', () => { this.#info.request() })
    this.#on('removed', () => {
      this.#info.request()
      this.#status.request()
    })
    this.#on('reset', () => { void this.#reset() })
    this.#on('closed', () => { this.#options.lost() })
  }

  /** The state is taken after the client ID came: what happens in between is in it. */
  async #reset (): Promise<void> {
    try {
      const client = await this.#document.newClient()
      this.#tell('reset', this.id, this.#document.epoch, Y.encodeStateAsUpdate(this.#document.ydoc), client)
    } catch {
      this.#options.lost()
    }
  }

  readonly #tell: Emit = (event, ...args) => {
    if (this.#closed) return
    if (this.#early) this.#early.push(() => { this.#options.emit(event, ...args) })
    else this.#options.emit(event, ...args)
  }

  #on<K extends keyof DocumentEvents> (event: K, listener: DocumentEvents[K]): void {
    this.#document.on(event, listener)
    this.#unlisten.push(() => { this.#document.off(event, listener) })
  }

  /** Everyone but this very window. */
  #others (): Presence[] {
    return this.#document.presence().filter((presence) => !(presence.self && presence.client === this.#client))
  }
}

/** What the window lacks. Throws BAD_INPUT for a state vector that cannot be read. */
function difference (ydoc: Y.Doc, stateVector: Uint8Array): Uint8Array {
  if (stateVector.length === 0) return Y.encodeStateAsUpdate(ydoc)
  try {
    return Y.encodeStateAsUpdate(ydoc, stateVector)
  } catch (error) {
    throw new SheafError('BAD_INPUT', 'The window sent a state of the document that cannot be read.', { cause: error })
  }
}

/** What a window may see of an error: a sentence of ours, or no detail at all. */
export function asSheafError (error: unknown): SheafError {
  if (error instanceof SheafError) return error
  return new SheafError('INTERNAL', 'Something went wrong inside Sheaf; nothing that was saved is affected.', { cause: error })
}
