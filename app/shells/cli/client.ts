/** A command's end of the RPC: the contract as methods, over any channel. */
import { SheafError } from '../../../core/errors.ts'
import type { EngineApi } from '../../../core/rpc/api.ts'
import { CALL, ERROR, REPLY, decodeFrame, encodeFrame } from '../../../core/rpc/frame.ts'
import type { Channel, ChannelHandlers } from '../../../core/rpc/host.ts'

type Method = keyof EngineApi

interface Waiting {
  resolve (value: unknown): void
  reject (error: SheafError): void
}

export class Client {
  readonly #channel: Channel
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0
  #closed = false

  constructor (channel: Channel) {
    this.#channel = channel
    channel.listen({
      message: (bytes) => { this.#receive(bytes) },
      closed: () => { this.#end() }
    })
  }

  async call<M extends Method> (method: M, ...args: Parameters<EngineApi[M]>): Promise<Awaited<ReturnType<EngineApi[M]>>> {
    if (this.#closed) throw gone()
    const id = ++this.#lastId
    const frame = encodeFrame([CALL, id, method, args])
    const answer = new Promise<unknown>((resolve, reject) => { this.#waiting.set(id, { resolve, reject }) })
    this.#channel.send(frame)
    return await answer as Awaited<ReturnType<EngineApi[M]>>
  }

  close (): void {
    this.#end()
    this.#channel.close()
  }

  #end (): void {
    this.#closed = true
    for (const waiting of this.#waiting.values()) waiting.reject(gone())
    this.#waiting.clear()
  }

  #receive (bytes: Uint8Array): void {
    const frame = decodeFrame(bytes)
    // Events are for windows; a command asks, and goes.
    if (frame[0] !== REPLY && frame[0] !== ERROR) return
    const waiting = this.#waiting.get(frame[1])
    this.#waiting.delete(frame[1])
    if (frame[0] === REPLY) waiting?.resolve(frame[2])
    else waiting?.reject(new SheafError(frame[2], frame[3]))
  }
}

function gone (): SheafError {
  return new SheafError('DISCONNECTED', 'The Sheaf that runs on this folder has stopped; try again.')
}

/** Two ends in one process, for a command that runs the engine itself. */
export function channelPair (): [Channel, Channel] {
  const ends = [new LocalEnd(), new LocalEnd()] as const
  ends[0].join(ends[1])
  ends[1].join(ends[0])
  return [ends[0], ends[1]]
}

class LocalEnd implements Channel {
  #other: LocalEnd | null = null
  #handlers: ChannelHandlers | null = null
  #closed = false

  join (other: LocalEnd): void {
    this.#other = other
  }

  listen (handlers: ChannelHandlers): void {
    this.#handlers = handlers
  }

  send (bytes: Uint8Array): void {
    const other = this.#other
    queueMicrotask(() => { if (!this.#closed) other?.receive(bytes) })
  }

  close (): void {
    if (this.#closed) return
    this.#closed = true
    const other = this.#other
    queueMicrotask(() => { other?.left() })
  }

  receive (bytes: Uint8Array): void {
    this.#handlers?.message(bytes)
  }

  left (): void {
    this.#closed = true
    this.#handlers?.closed()
  }
}
