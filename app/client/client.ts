import type { EngineApi, Hello, WindowApi } from '../../core/rpc/api.ts'
import type { Transport } from './transport/transport.ts'
import { RPC_VERSION } from '../../core/rpc/api.ts'
import { SheafError, errorCode } from '../../core/errors.ts'
import { decodeFrame, encodeFrame } from '../../core/rpc/frame.ts'
import { Emitter } from './emitter.ts'

export type Connection = 'connecting' | 'connected' | 'reconnecting'

/**
 * What happens to a call while the engine is away. `wait`: it asks for something, and the answer is as good a
 * second later. `reject`: it does something; a person who pressed a button wants to hear now that it did not
 * happen, and not be surprised by it in an hour.
 */
const CALLS: { readonly [Method in keyof EngineApi]: 'wait' | 'reject' } = {
  hello: 'wait',
  documents: 'wait',
  linkedFrom: 'wait',
  joined: 'wait',
  status: 'wait',
  members: 'wait',
  synced: 'wait',
  invites: 'wait',
  open: 'reject',
  close: 'reject',
  push: 'reject',
  present: 'reject',
  setProfile: 'reject',
  setOnline: 'reject',
  create: 'reject',
  join: 'reject',
  cancelJoin: 'reject',
  setTitle: 'reject',
  invite: 'reject',
  revoke: 'reject',
  sharing: 'reject',
  export: 'reject'
}

/** The events that are passed on; a frame with any other name comes from a newer engine and is left alone. */
const EVENTS: { readonly [Event in keyof WindowApi]: true } = {
  documents: true,
  update: true,
  saved: true,
  refused: true,
  info: true,
  status: true,
  presence: true,
  members: true,
  reset: true,
  bye: true
}

export interface ClientEvents extends WindowApi {
  connection (state: Connection): void
  /** The engine answered the greeting; again after each return. */
  hello (hello: Hello): void
  /** The engine speaks another version of the contract: only a reload of the window helps. */
  incompatible (): void
}

interface Call {
  method: string
  args: unknown[]
  resolve (value: unknown): void
  reject (err: SheafError): void
}

/** One window's line to its engine: `api` to call, `events` to listen to. */
export class Client {
  readonly events = new Emitter<ClientEvents>()
  readonly api: EngineApi
  readonly #transport: Transport
  readonly #inFlight = new Map<number, Call>()
  #waiting: Call[] = []
  #nextId = 1
  #connection: Connection = 'connecting'
  #closed = false

  constructor (transport: Transport) {
    this.#transport = transport
    this.api = proxy((method, args) => this.#call(method, args))
  }

  get connection (): Connection {
    return this.#connection
  }

  start (): void {
    this.#transport.start({
      open: () => { this.#greet().catch(() => {}) },
      frame: (bytes) => { this.#receive(bytes) },
      lost: () => { this.#lost() }
    })
  }

  close (): void {
    this.#closed = true
    this.#transport.close()
    this.#lost()
    for (const call of this.#waiting.splice(0)) call.reject(away())
    this.events.clear()
  }

  /** For a person who does not want to wait for the next try. */
  retry (): void {
    this.#transport.retry()
  }

  async #greet (): Promise<void> {
    // The greeting goes past the queue: until it is answered, nobody else may speak.
    const hello = await new Promise<Hello>((resolve, reject) => {
      this.#send({ method: 'hello', args: [RPC_VERSION], resolve: (value) => { resolve(value as Hello) }, reject })
    })
    if (hello.rpc !== RPC_VERSION) {
      this.events.emit('incompatible')
      return
    }
    this.#setConnection('connected')
    this.events.emit('hello', hello)
    for (const call of this.#waiting.splice(0)) this.#send(call)
  }

  #call (method: keyof EngineApi, args: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const call: Call = { method, args, resolve, reject }
      if (this.#connection === 'connected') this.#send(call)
      else if (CALLS[method] === 'wait' && !this.#closed) this.#waiting.push(call)
      else reject(away())
    })
  }

  #send (call: Call): void {
    const id = this.#nextId++
    let sent: boolean
    try {
      sent = this.#transport.send(encodeFrame([0, id, call.method, call.args]))
    } catch (err) {
      call.reject(new SheafError('BAD_INPUT', 'This can not be sent to Sheaf.', { cause: err }))
      return
    }
    if (sent) this.#inFlight.set(id, call)
    else call.reject(away())
  }

  #receive (bytes: Uint8Array): void {
    let frame
    try {
      frame = decodeFrame(bytes)
    } catch (err) {
      console.error('sheaf: the engine sent a frame that can not be read', err)
      return
    }
    if (frame[0] === 1) {
      this.#take(frame[1])?.resolve(frame[2])
    } else if (frame[0] === 2) {
      this.#take(frame[1])?.reject(new SheafError(errorCode(frame[2]), frame[3]))
    } else if (frame[0] === 3 && Object.hasOwn(EVENTS, frame[1])) {
      const emit = this.events.emit.bind(this.events) as (event: string, ...args: unknown[]) => void
      emit(frame[1], ...frame[2])
    }
  }

  #take (id: number): Call | undefined {
    const call = this.#inFlight.get(id)
    this.#inFlight.delete(id)
    return call
  }

  #lost (): void {
    for (const [id, call] of this.#inFlight) {
      this.#inFlight.delete(id)
      call.reject(away())
    }
    if (this.#connection === 'connected') this.#setConnection('reconnecting')
  }

  #setConnection (connection: Connection): void {
    if (this.#connection === connection) return
    this.#connection = connection
    this.events.emit('connection', connection)
  }
}

function away (): SheafError {
  return new SheafError('DISCONNECTED', 'Sheaf is not running on this computer just now.')
}

function proxy (call: (method: keyof EngineApi, args: unknown[]) => Promise<unknown>): EngineApi {
  const api: Record<string, (...args: unknown[]) => Promise<unknown>> = {}
  for (const method of Object.keys(CALLS) as (keyof EngineApi)[]) {
    api[method] = (...args) => call(method, args)
  }
  return api as unknown as EngineApi
}
