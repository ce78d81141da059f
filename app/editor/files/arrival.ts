import type { BlobState } from '../../../core/rpc/api.ts'
import type { DocumentFiles } from './files.ts'
import { SheafError } from '../../../core/errors.ts'

/** Larger files come on a click: what a reference says is anybody's word, and disks are not endless. */
export const BY_ITSELF = 20 * 1024 * 1024

/**
 * Where the bytes of a node are. `offer`: not here, and too large to be fetched unasked. `foreign`: no device of this
 * document ever put them in.
 */
export type Where =
  | { is: 'unknown' | 'here' | 'wrong' | 'foreign' | 'none' }
  | { is: 'offer' | 'coming' | 'missing', have: number, size: number }

/** Follows the bytes of one node from the moment somebody may see it. */
export class Arrival {
  where: Where = { is: 'unknown' }
  readonly #files: DocumentFiles
  readonly #onchange: () => void
  #ref = ''
  #watch: AbortController | null = null

  constructor (files: DocumentFiles, onchange: () => void) {
    this.#files = files
    this.#onchange = onchange
  }

  /** Looks where the bytes of this ref are; nothing happens when it is the one that is watched. */
  look (ref: string): void {
    if (ref === this.#ref && this.#watch !== null) return
    this.stop()
    this.#ref = ref
    if (ref === '') {
      this.#set({ is: 'none' })
      return
    }
    const watch = new AbortController()
    this.#watch = watch
    this.#set({ is: 'unknown' })
    this.#look(ref, watch.signal).catch((error: unknown) => { this.#failed(error, watch.signal) })
  }

  /** Fetches what is not here, and goes on until it is. Resolves with whether it is. */
  async fetch (): Promise<boolean> {
    const ref = this.#ref
    this.stop()
    const watch = new AbortController()
    this.#watch = watch
    try {
      await this.#wait(ref, watch.signal)
    } catch (error) {
      this.#failed(error, watch.signal)
    }
    return !watch.signal.aborted && this.where.is === 'here'
  }

  stop (): void {
    this.#watch?.abort(new Error('nobody looks at it any more'))
    this.#watch = null
  }

  async #look (ref: string, signal: AbortSignal): Promise<void> {
    const state = await this.#files.state(ref, signal).catch((error: unknown) => {
      if (error instanceof SheafError && error.code === 'DISCONNECTED') return null
      throw error
    })
    if (signal.aborted) return
    // The engine is away: the wait takes that into account.
    if (state === null) return this.#wait(ref, signal)
    if (state.state === 'here' || state.state === 'wrong') this.#set({ is: state.state })
    else if (state.size <= BY_ITSELF) await this.#wait(ref, signal)
    else this.#set({ is: 'offer', have: state.have, size: state.size })
  }

  async #wait (ref: string, signal: AbortSignal): Promise<void> {
    await this.#files.wait(ref, (state) => { if (!signal.aborted) this.#set(whereOf(state)) }, signal)
  }

  #failed (error: unknown, signal: AbortSignal): void {
    if (signal.aborted) return
    const code = error instanceof SheafError ? error.code : null
    this.#set(code === 'NOT_FOUND' || code === 'BAD_INPUT' ? { is: 'foreign' } : { is: 'missing', have: 0, size: 0 })
  }

  #set (where: Where): void {
    this.where = where
    this.#onchange()
  }
}

function whereOf ({ state, have, size }: BlobState): Where {
  return state === 'here' || state === 'wrong' ? { is: state } : { is: state, have, size }
}
