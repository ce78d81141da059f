/**
 * Runs something at most once each `pause` milliseconds and never twice at a time. The first request runs at once
 * and the last one always runs, so that what is shown ends up right.
 */
export class Throttle {
  readonly #run: () => Promise<void> | void
  readonly #pause: number
  readonly #hold: () => boolean
  #timer: ReturnType<typeof setTimeout> | null = null
  #busy = false
  #wanted = false
  #closed = false

  /** While `hold` says so (the other side does not keep up), a run is put off, not dropped. */
  constructor (run: () => Promise<void> | void, pause: number, hold: () => boolean = () => false) {
    this.#run = run
    this.#pause = pause
    this.#hold = hold
  }

  request (): void {
    this.#wanted = true
    if (this.#timer === null && !this.#busy) void this.#fire()
  }

  close (): void {
    this.#closed = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  async #fire (): Promise<void> {
    this.#timer = null
    if (this.#closed || !this.#wanted) return
    if (!this.#hold()) {
      this.#wanted = false
      this.#busy = true
      try {
        await this.#run()
      } catch {
        // A document that closes meanwhile has nothing left to tell.
      }
      this.#busy = false
    }
    if (!this.#closed) this.#timer = setTimeout(() => { void this.#fire() }, this.#pause)
  }
}
