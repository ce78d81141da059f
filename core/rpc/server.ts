/**
 * The engine's end of the RPC: one `Connection` for each window. It checks and answers calls, and keeps the window
 * told about the documents that it has open.
 */
import { SheafError } from '../errors.ts'
import { RPC_VERSION } from './api.ts'
import type { EngineApi, WindowApi } from './api.ts'
import { checkArgs, isMethod } from './check.ts'
import type { Method } from './check.ts'
import { fileName } from './filename.ts'
import { CALL, ERROR, EVENT, REPLY, decodeFrame, encodeFrame } from './frame.ts'
import type { Call, Frame } from './frame.ts'
import type { Channel, DocumentLike, EngineLike } from './host.ts'
import { Leases } from './lease.ts'
import { Subscription, asSheafError } from './subscription.ts'
import { Throttle } from './throttle.ts'

export interface ServeOptions {
  version: string                 // of the app
  /** Told what was no SheafError, that is, a fault of ours; the window learns no detail. */
  onfault?: (error: unknown) => void
  limits?: Partial<Limits>
}

/** A window of ours stays far below all of these. */
export interface Limits {
  callsPerSecond: number
  callsInFlight: number
  documentsOpen: number
  bufferedBytes: number           // sent and not taken by the window
}

const LIMITS: Limits = {
  callsPerSecond: 2000,
  callsInFlight: 1000,
  documentsOpen: 100,
  bufferedBytes: 64 * 1024 * 1024
}
/** From here on, what can be told later is told later. */
const CONGESTED_BYTES = 1024 * 1024
const DOCUMENTS_PAUSE = 100

type Handlers = { [M in Method]: (...args: Parameters<EngineApi[M]>) => Promise<Awaited<ReturnType<EngineApi[M]>>> }

export function serve (engine: EngineLike, channel: Channel, options: ServeOptions): Connection {
  return new Connection(engine, channel, options)
}

export class Connection {
  readonly #engine: EngineLike
  readonly #channel: Channel
  readonly #version: string
  readonly #limits: Limits
  readonly #onFault: (error: unknown) => void
  readonly #leases: Leases
  readonly #handlers: Handlers
  readonly #subscriptions = new Map<string, Subscription>()
  /** Opening and closing one document follow each other; they never run at the same time. */
  readonly #turns = new Map<string, Promise<void>>()
  readonly #list: Throttle
  readonly #onDocuments = (): void => { this.#list.request() }
  // Bare has no AbortController of its own; there, a wait outlives its window and is answered into the void.
  readonly #abort = typeof AbortController === 'function' ? new AbortController() : null
  #inFlight = 0
  #second = 0
  #calls = 0
  #closed = false

  constructor (engine: EngineLike, channel: Channel, { version, limits, onfault }: ServeOptions) {
    this.#engine = engine
    this.#channel = channel
    this.#version = version
    this.#onFault = onfault ?? (() => {})
    this.#limits = { ...LIMITS, ...limits }
    this.#leases = Leases.of(engine)
    this.#handlers = this.#createHandlers()
    this.#list = new Throttle(async () => {
      this.#emit('documents', await engine.documents())
    }, DOCUMENTS_PAUSE, () => this.#congested())
    engine.on('documents', this.#onDocuments)
    channel.listen({
      message: (bytes) => { this.#receive(bytes) },
      closed: () => { this.#end() }
    })
  }

  get closed (): boolean {
    return this.#closed
  }

  /** Says goodbye and closes the channel. Idempotent. */
  close (reason = 'Sheaf is closing.'): void {
    if (this.#closed) return
    this.#emit('bye', reason)
    this.#end()
    this.#channel.close()
  }

  #end (): void {
    if (this.#closed) return
    this.#closed = true
    this.#engine.off('documents', this.#onDocuments)
    this.#list.close()
    this.#abort?.abort()
    for (const subscription of this.#subscriptions.values()) subscription.close()
    this.#subscriptions.clear()
  }

  #receive (bytes: Uint8Array): void {
    if (this.#closed) return
    let frame: Frame
    try {
      frame = decodeFrame(bytes)
    } catch (error) {
      this.close(asSheafError(error).message)
      return
    }
    // Whoever sends anything but calls does not speak our language; there is no id to answer to.
    if (frame[0] !== CALL) this.close('The window sent a message that only an engine sends.')
    else if (this.#overRate()) this.close('The window sent too many messages at once.')
    else void this.#answer(frame)
  }

  #overRate (): boolean {
    const second = Math.floor(Date.now() / 1000)
    if (second !== this.#second) {
      this.#second = second
      this.#calls = 0
    }
    return ++this.#calls > this.#limits.callsPerSecond
  }

  async #answer ([, id, method, args]: Call): Promise<void> {
    this.#inFlight++
    try {
      if (this.#inFlight > this.#limits.callsInFlight) {
        throw new SheafError('BAD_INPUT', 'Too many calls wait for an answer; try again in a moment.')
      }
      this.#send([REPLY, id, await this.#call(method, args)])
      if (method === 'open') this.#subscriptions.get(args[0] as string)?.begin()
    } catch (error) {
      const { code, message } = asSheafError(error)
      if (code === 'INTERNAL') this.#onFault(error)
      this.#send([ERROR, id, code, message])
    } finally {
      this.#inFlight--
    }
  }

  async #call (method: string, args: unknown[]): Promise<unknown> {
    if (!isMethod(method)) {
      throw new SheafError('UNSUPPORTED', 'The engine does not know this call; reload the window or update Sheaf.')
    }
    const handler = this.#handlers[method] as (...args: unknown[]) => Promise<unknown>
    return await handler(...checkArgs(method, args))
  }

  #emit<E extends keyof WindowApi> (event: E, ...args: Parameters<WindowApi[E]>): void {
    try {
      this.#send([EVENT, event, args])
    } catch (error) {
      // An event that cannot be told leaves the window behind: better that it comes back and asks for the whole.
      if (event !== 'bye') this.close(asSheafError(error).message)
    }
  }

  /** Throws what the frame cannot carry; a channel that fails is closed. */
  #send (frame: Frame): void {
    if (this.#closed) return
    const bytes = encodeFrame(frame)
    if ((this.#channel.bufferedAmount ?? 0) > this.#limits.bufferedBytes) {
      this.#end()
      this.#channel.close()
      return
    }
    try {
      this.#channel.send(bytes)
    } catch {
      this.#end()
      this.#channel.close()
    }
  }

  #congested (): boolean {
    return (this.#channel.bufferedAmount ?? 0) > CONGESTED_BYTES
  }

  #createHandlers (): Handlers {
    const engine = this.#engine
    const use = <T>(id: string, fn: (document: DocumentLike) => T | Promise<T>) => this.#leases.use(id, fn)
    return {
      hello: async () => ({ rpc: RPC_VERSION, version: this.#version, profile: engine.profile, online: engine.online }),
      setProfile: (profile) => engine.setProfile(profile),
      setOnline: (online) => engine.setOnline(online),
      documents: () => engine.documents(),
      linkedFrom: (id) => engine.linkedFrom(id),
      create: async (options) => {
        const document = await engine.create(options)
        // From here on the document is open; a lease sees to it that it is closed again.
        return await use(document.id, ({ id, notes }) => ({ id, notes: [...notes ?? []] }))
      },
      join: async (code) => ({ id: (await engine.startJoin(code)).id }),
      joined: async (id) => {
        const document = await engine.joined(id, this.#abort ? { signal: this.#abort.signal } : {})
        return await use(document.id, ({ id }) => ({ id }))
      },
      cancelJoin: (id) => engine.cancelJoin(id),
      open: (id, stateVector) => this.#turn(id, () => this.#open(id, stateVector)),
      close: (id) => this.#turn(id, async () => { this.#drop(id) }),
      push: (id, seq, update, schema) => this.#subscription(id).push(seq, update, schema),
      present: (id, client, cursor) => this.#subscription(id).present(client, cursor),
      setTitle: (id, title) => use(id, (document) => document.setTitle(title)),
      status: (id) => use(id, (document) => document.status()),
      members: (id) => use(id, (document) => document.members()),
      synced: (id) => use(id, (document) => document.synced()),
      invite: (id, options) => use(id, (document) => document.createInvite(options)),
      invites: (id) => use(id, (document) => document.invites()),
      revoke: (id, invite) => use(id, (document) => document.revoke(invite)),
      sharing: (id, open) => use(id, (document) => document.sharing(open)),
      export: (id, format) => use(id, async (document) => {
        const { bytes, notes } = await document.exportNotes(format)
        return { bytes, notes, filename: fileName(document.title, format) }
      })
    }
  }

  async #open (id: string, stateVector: Uint8Array) {
    this.#drop(id)
    if (this.#subscriptions.size >= this.#limits.documentsOpen) {
      throw new SheafError('BAD_INPUT', 'This window has too many documents open; close one of them first.')
    }
    const subscription = new Subscription(id, await this.#leases.take(id), {
      emit: (event, ...args) => { this.#emit(event, ...args) },
      congested: () => this.#congested(),
      // The window keeps what was typed, comes back, and learns by opening it again what became of it.
      lost: () => { this.close('The document was closed.') }
    })
    if (this.#closed) {
      subscription.close()
      throw new SheafError('DISCONNECTED', 'The window has gone.')
    }
    this.#subscriptions.set(id, subscription)
    try {
      return await subscription.start(stateVector)
    } catch (error) {
      this.#drop(id)
      throw error
    }
  }

  #drop (id: string): void {
    this.#subscriptions.get(id)?.close()
    this.#subscriptions.delete(id)
  }

  #subscription (id: string): Subscription {
    const subscription = this.#subscriptions.get(id)
    if (!subscription) throw new SheafError('CLOSED', 'This window does not have the document open.')
    return subscription
  }

  async #turn<T> (id: string, fn: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(id) ?? Promise.resolve()).then(fn)
    const settled = turn.then(() => {}, () => {})
    this.#turns.set(id, settled)
    try {
      return await turn
    } finally {
      if (this.#turns.get(id) === settled) this.#turns.delete(id)
    }
  }
}
