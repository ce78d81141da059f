/** This device's Yjs client IDs in one document: a fresh one for each session and window, never one twice. */
import { clientIdOf } from '../format/client-id.ts'

/** Where the next number is remembered, on disk before an ID is handed out. */
export interface ClientMemory { load: () => Promise<number>, save: (next: number) => Promise<void> }

export class ClientIds {
  readonly #discoveryKey: Uint8Array
  readonly #writer: Uint8Array
  readonly #memory: ClientMemory
  readonly #numbers = new Map<number, number>()
  #next = 0
  #listed = 0
  #taking: Promise<unknown> = Promise.resolve()

  constructor (discoveryKey: Uint8Array, writer: Uint8Array, memory: ClientMemory) {
    this.#discoveryKey = discoveryKey
    this.#writer = writer
    this.#memory = memory
  }

  /** `claimed`: how many numbers the log knows of; more than this device does after a restore. */
  async open (claimed: number): Promise<void> {
    this.#next = Math.max(claimed, await this.#memory.load())
  }

  take (): Promise<number> {
    const taken = this.#taking.then(async () => {
      const n = this.#next++
      await this.#memory.save(this.#next)
      return clientIdOf(this.#discoveryKey, this.#writer, n)
    })
    this.#taking = taken.catch(() => {})
    return taken
  }

  /** The number of an ID that was handed out here; undefined for another device's. */
  numberOf (client: number): number | undefined {
    for (; this.#listed < this.#next && !this.#numbers.has(client); this.#listed++) {
      this.#numbers.set(clientIdOf(this.#discoveryKey, this.#writer, this.#listed), this.#listed)
    }
    return this.#numbers.get(client)
  }
}
