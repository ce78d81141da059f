import type { Registry } from './registry.ts'

/**
 * Which of this device's documents link to which. It knows a document as it was when it was last open here: nothing is
 * opened only to look.
 */
export class Links {
  readonly #registry: Registry
  readonly #onchange: () => void
  /** The targets of each document that has any. */
  readonly #targets = new Map<string, readonly string[]>()

  constructor (registry: Registry, onchange: () => void) {
    this.#registry = registry
    this.#onchange = onchange
  }

  async load (): Promise<void> {
    for (const { id, to } of await this.#registry.list('links')) this.#targets.set(id, to)
  }

  /** The documents that link to this one. */
  from (target: string): string[] {
    return [...this.#targets].filter(([id, to]) => id !== target && to.includes(target)).map(([id]) => id)
  }

  async set (id: string, to: readonly string[]): Promise<void> {
    const before = this.#targets.get(id) ?? []
    if (to.length === before.length && to.every((target) => before.includes(target))) return
    if (to.length === 0) {
      this.#targets.delete(id)
      await this.#registry.del('links', id)
    } else {
      this.#targets.set(id, to)
      await this.#registry.put('links', id, { id, to: [...to] })
    }
    this.#onchange()
  }
}
