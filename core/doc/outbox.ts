/**
 * Local edits on their way into the log: at most one append in flight, the rest coalesces.
 *
 * Edits are grouped by Yjs client in the order in which they came, since one operation holds the structs of one
 * client only and may rest on those before it.
 */
import { encodeBlock, type Op } from '../format/ops.ts'
import { mergeOwn, splitSize } from '../format/yupdate.ts'

/** While typing, what comes within this time (ms) after an append goes into the next block. */
const WINDOW = 40
const MAX_UPDATE_BYTES = 4 * 1024 * 1024
const MAX_BLOCK_OPS = 256

interface Segment { n: number, parts: Uint8Array[] }

export interface OutboxOptions {
  /** Appends blocks; resolves with the length of this device's log once they are in it. */
  append: (blocks: Uint8Array[]) => Promise<number>
  /** Makes everything appended so far survive power loss. */
  sync: () => Promise<void>
  /** Called when the log has grown by `blocks` to `length`, or when what is waiting changes. */
  onappend: (length: number, blocks: number) => void
  onchange: () => void
}

export class Outbox {
  readonly #options: OutboxOptions
  #segments: Segment[] = []
  #flying: Segment[] = []
  #added = 0                 // edits so far, counted up
  #durable = 0               // edits that survive power loss
  #running: Promise<void> | null = null
  #timer: ReturnType<typeof setTimeout> | null = null
  #last = 0
  #failure: unknown = null

  constructor (options: OutboxOptions) {
    this.#options = options
  }

  /** Edits that would not survive power loss now. */
  get unsaved (): number { return this.#added - this.#durable }
  get failure (): unknown { return this.#failure }

  /** Edits that are not known to be in the log, oldest first. */
  pending (): Uint8Array[] {
    return [...this.#flying, ...this.#segments].flatMap(({ parts }) => parts)
  }

  /** `n`: number of the client ID whose structs these are; for a pure deletion, of whoever deleted. */
  add (n: number, update: Uint8Array): void {
    const last = this.#segments.at(-1)
    if (last?.n === n) last.parts.push(update)
    else this.#segments.push({ n, parts: [update] })
    this.#added++
    this.#schedule()
    this.#options.onchange()
  }

  /** Resolves when every edit added so far survives power loss; rejects with why it can't. */
  async flush (): Promise<void> {
    const target = this.#added
    while (this.#durable < target) {
      await this.#run()
      if (this.#failure !== null && this.#durable < target) throw this.#failure
    }
  }

  /** Tries again what failed, for instance because this device was not let in yet. */
  retry (): void {
    if (this.#failure === null) return
    this.#failure = null
    this.#schedule()
  }

  close (): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  #schedule (): void {
    if (this.#running !== null || this.#timer !== null) return
    const wait = Math.max(0, this.#last + WINDOW - Date.now())
    this.#timer = setTimeout(() => {
      this.#timer = null
      void this.#run()
    }, wait)
  }

  #run (): Promise<void> {
    this.#running ??= this.#append().finally(() => {
      this.#running = null
      if (this.#segments.length > 0 && this.#failure === null) this.#schedule()
      this.#options.onchange()
    })
    return this.#running
  }

  async #append (): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    const segments = this.#segments
    const upTo = this.#added
    this.#segments = []
    this.#flying = segments
    this.#last = Date.now()
    try {
      if (segments.length > 0) {
        const blocks = toBlocks(segments)
        const length = await this.#options.append(blocks)
        this.#flying = []
        this.#options.onappend(length, blocks.length)
      }
      await this.#options.sync()
      this.#durable = upTo
      this.#failure = null
    } catch (error) {
      this.#segments = [...this.#flying, ...this.#segments]
      this.#flying = []
      this.#failure = error
    }
  }
}

function toBlocks (segments: Segment[]): Uint8Array[] {
  const time = Date.now()
  const blocks: Uint8Array[] = []
  let ops: Op[] = []
  let size = 0
  const close = (): void => {
    if (ops.length > 0) blocks.push(encodeBlock(time, ops))
    ops = []
    size = 0
  }
  for (const { n, parts } of segments) {
    for (const update of splitSize(mergeOwn(parts), MAX_UPDATE_BYTES)) {
      if (ops.length >= MAX_BLOCK_OPS || size + update.byteLength > MAX_UPDATE_BYTES) close()
      ops.push({ kind: 'update', body: { n, update } })
      size += update.byteLength
    }
  }
  close()
  return blocks
}
