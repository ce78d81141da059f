import type { Replica } from './replica.ts'
import type { People } from './people.ts'

/**
 * Declares that a document uses a newer schema, in the log before the first use, so that older apps say so and leave
 * the document alone. Only an owner's word counts; what editors use before it shows as placeholders in older apps.
 */
export class Raises {
  readonly #replica: Replica
  readonly #people: () => People
  /** Beyond what the screen here understands, nothing can be used. */
  readonly #known: number
  #raised = 1
  #under: Promise<unknown> = Promise.resolve()

  constructor (replica: Replica, people: () => People, known: number) {
    this.#replica = replica
    this.#people = people
    this.#known = known
  }

  /** Resolves when what was raised so far stands in the log. */
  get done (): Promise<unknown> { return this.#under }

  to (schema: number): void {
    const { meta, role } = this.#people()
    if (schema <= Math.max(this.#raised, meta?.schema ?? 1) || schema > this.#known || role !== 'owner') return
    this.#raised = schema
    this.#under = this.#replica.append([{ kind: 'raise', body: { format: meta?.format ?? 1, schema, reason: '' } }])
      .catch(() => { this.#raised = 1 }) // told again with the next edit
  }
}
