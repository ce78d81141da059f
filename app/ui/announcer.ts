/** What others do, in sentences for screen readers: a few now and then, never a stream. */
import type { Presence } from '../../core/rpc/api.ts'
import type { OthersChange } from '../editor/plugins/others.ts'
import { signal } from '@preact/signals'
import { words } from './words.ts'

/** What happens within this time is told in one go. */
const COLLECT = 1500
/** Between two announcements there is at least so much quiet. */
const QUIET = 5000
/** Somebody who goes on in the same paragraph is no news for so long. */
const SAME_AFTER = 30_000
/** A paragraph that is typed in keeps its first letters, so these tell whether it is the same. */
const SAME_LETTERS = 12
/** More than this in one go is told as a number. */
const BLOCKS_TOLD = 2

export class Announcer {
  /** What stands in the live region. */
  readonly said = signal('')
  #presence: readonly Presence[] = []
  /** Names by member of those who are here; null until it was known once. */
  #here: Map<string, string> | null = null
  #came = new Set<string>()
  #went = new Set<string>()
  /** How the blocks begin that each changed, by the first of their letters. */
  #changed = new Map<string, Map<string, string>>()
  readonly #lastTold = new Map<string, number>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #saidAt = -Infinity

  setPresence (presence: readonly Presence[]): void {
    this.#presence = presence
    const here = new Map(presence.filter(({ self }) => !self).map(({ member, name }) => [member, nameOf(name)]))
    const before = this.#here
    this.#here = here
    if (before === null) return
    for (const [member, name] of here) if (!before.has(member) && !this.#went.delete(name)) this.#came.add(name)
    for (const [member, name] of before) if (!here.has(member) && !this.#came.delete(name)) this.#went.add(name)
    this.#soon()
  }

  changed ({ clients, block }: OthersChange): void {
    const writers = clients.map((client) => this.#presence.find((one) => one.client === client))
    // Another window of one's own is no other person.
    if (writers.length > 0 && writers.every((one) => one?.self === true)) return
    const names = writers.length === 0 ? [nameOf('')] : writers.filter((one) => one?.self !== true).map((one) => nameOf(one?.name ?? ''))
    for (const name of new Set(names)) {
      const blocks = this.#changed.get(name) ?? new Map<string, string>()
      this.#changed.set(name, blocks.set(block.slice(0, SAME_LETTERS), block))
    }
    this.#soon()
  }

  /** Nothing is said any more. */
  stop (): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.said.value = ''
  }

  #soon (): void {
    const now = Date.now()
    this.#timer ??= setTimeout(() => { this.#say() }, Math.max(COLLECT, this.#saidAt + QUIET - now))
  }

  #say (): void {
    this.#timer = undefined
    const sentences = [
      ...this.#came.size > 0 ? [words.live.came([...this.#came])] : [],
      ...this.#went.size > 0 ? [words.live.went([...this.#went])] : [],
      ...[...this.#changed].flatMap(([name, blocks]) => this.#tell(name, blocks))
    ]
    this.#came.clear()
    this.#went.clear()
    this.#changed.clear()
    if (sentences.length === 0) return
    this.#saidAt = Date.now()
    this.said.value = sentences.map((one) => one.slice(0, 1).toLocaleUpperCase() + one.slice(1)).join(' ')
  }

  #tell (name: string, blocks: ReadonlyMap<string, string>): string[] {
    const now = Date.now()
    const fresh = [...blocks].filter(([letters]) => {
      const mark = `${name}\n${letters}`
      const told = this.#lastTold.get(mark)
      this.#lastTold.set(mark, now)
      return told === undefined || now - told > SAME_AFTER
    }).map(([, block]) => block)
    if (fresh.length === 0) return []
    const named = fresh.filter((block) => block !== '')
    if (named.length === 0) return [words.live.changedSomething(name)]
    return named.length > BLOCKS_TOLD ? [words.live.changedMany(name, named.length)] : named.map((block) => words.live.changed(name, block))
  }
}

function nameOf (name: string): string {
  return name === '' ? words.sync.unnamed : name
}
