/** Says once for each kind what a format could not hold, with how often it happened. */

export class Notes {
  #counts = new Map<string, number>()
  #sentence: Record<string, (count: number) => string>

  constructor (sentences: Record<string, (count: number) => string>) {
    this.#sentence = sentences
  }

  add (kind: string, count = 1): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + count)
  }

  /** A kind that is not listed from the beginning. */
  addNew (kind: string, sentence: (count: number) => string): void {
    this.#sentence = { ...this.#sentence, [kind]: sentence }
    this.add(kind)
  }

  sentences (): string[] {
    return [...this.#counts].map(([kind, count]) => this.#sentence[kind]?.(count) ?? kind)
  }
}
