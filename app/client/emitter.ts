/** The smallest typed emitter that does: no wildcard, no once, listeners run in the order in which they came. */
export class Emitter<Events> {
  readonly #listeners = new Map<keyof Events, Set<(...args: never[]) => void>>()

  /** Returns the function that takes the listener off again. */
  on<K extends keyof Events> (event: K, listener: Events[K] & ((...args: never[]) => void)): () => void {
    let set = this.#listeners.get(event)
    if (set === undefined) this.#listeners.set(event, set = new Set())
    set.add(listener)
    return () => { set.delete(listener) }
  }

  /** A listener that throws must not keep the others from hearing of it. */
  emit<K extends keyof Events> (event: K, ...args: Events[K] extends (...args: infer A) => void ? A : never): void {
    for (const listener of this.#listeners.get(event) ?? []) {
      try {
        (listener as (...args: unknown[]) => void)(...args)
      } catch (err) {
        console.error('sheaf: a listener failed', err)
      }
    }
  }

  clear (): void {
    this.#listeners.clear()
  }
}
