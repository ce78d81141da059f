/** A window as a test drives it: calls, and every event that came, in order. */
import { CALL, ERROR, EVENT, REPLY, decodeFrame, encodeFrame } from '../../../core/rpc/frame.ts'
import { SheafError } from '../../../core/errors.ts'
import { serve } from '../../../core/rpc/server.ts'
import type { Connection, Limits } from '../../../core/rpc/server.ts'
import type { EngineApi, WindowApi } from '../../../core/rpc/api.ts'
import type { EngineLike } from '../../../core/rpc/host.ts'
import { FakeChannel } from './double.ts'

interface Waiting { resolve (value: unknown): void, reject (error: Error): void }

export class TestWindow {
  readonly events: [string, unknown[]][] = []
  readonly channel: FakeChannel
  readonly connection: Connection
  closed = false
  readonly #calls = new Map<number, Waiting>()
  readonly #watchers = new Set<() => void>()
  #id = 0

  constructor (engine: EngineLike, limits: Partial<Limits> = {}) {
    const [near, far] = FakeChannel.pair()
    this.channel = near
    this.connection = serve(engine, far, { version: '0.0.0', limits })
    near.listen({
      message: (bytes) => { this.#receive(bytes) },
      closed: () => {
        this.closed = true
        for (const { reject } of this.#calls.values()) reject(new Error('closed'))
        this.#notify()
      }
    })
  }

  call<M extends keyof EngineApi> (method: M, ...args: Parameters<EngineApi[M]>): ReturnType<EngineApi[M]> {
    return this.raw(method, args) as ReturnType<EngineApi[M]>
  }

  raw (method: string, args: unknown[]): Promise<unknown> {
    const id = ++this.#id
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { resolve, reject })
      this.channel.send(encodeFrame([CALL, id, method, args]))
    })
  }

  all<E extends keyof WindowApi> (event: E): Parameters<WindowApi[E]>[] {
    return this.events.filter(([name]) => name === event).map(([, args]) => args as Parameters<WindowApi[E]>)
  }

  async until (condition: () => boolean, ms = 3000): Promise<void> {
    const deadline = Date.now() + ms
    while (!condition()) {
      if (Date.now() > deadline) throw new Error(`waited ${ms} ms in vain; events: ${this.events.map(([name]) => name).join(' ')}`)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 20)
        this.#watchers.add(() => {
          clearTimeout(timer)
          resolve()
        })
      })
    }
  }

  #notify (): void {
    for (const watcher of this.#watchers) watcher()
    this.#watchers.clear()
  }

  #receive (bytes: Uint8Array): void {
    const frame = decodeFrame(bytes)
    if (frame[0] === REPLY) this.#take(frame[1])?.resolve(frame[2])
    else if (frame[0] === ERROR) this.#take(frame[1])?.reject(new SheafError(frame[2], frame[3]))
    else if (frame[0] === EVENT) this.events.push([frame[1], frame[2]])
    this.#notify()
  }

  #take (id: number): Waiting | undefined {
    const waiting = this.#calls.get(id)
    this.#calls.delete(id)
    return waiting
  }
}
