/**
 * Runs what is asked for at once, unless the last run was costly: then after a pause in proportion, so that showing
 * what others write never takes more than a part of the time that this person's keys need.
 */
export class Pace {
  readonly #run: () => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #notBefore = 0

  constructor (run: () => void) {
    this.#run = run
  }

  request (): void {
    if (this.#timer !== undefined) return
    const wait = this.#notBefore - performance.now()
    if (wait <= 0) this.#fire()
    else this.#timer = setTimeout(() => { this.#fire() }, wait)
  }

  /** What was asked for and has not run will not. */
  cancel (): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #fire (): void {
    this.cancel()
    const start = performance.now()
    try {
      this.#run()
    } finally {
      const end = performance.now()
      this.#notBefore = end + Math.min(MAX_PAUSE, (end - start) * SHARE)
    }
  }
}

/** Milliseconds that a change of others may wait at most. */
const MAX_PAUSE = 250
/** Pauses are so many times as long as the runs between them. */
const SHARE = 6
