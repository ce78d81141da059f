/** `apply` on a plain Hyperbee with blocks in an order of the test's choosing: what a base does, without its log. */
import b4a from 'b4a'
import type { Assert } from 'brittle'
import type { Host, Node } from 'autobase'
import Corestore from 'corestore'
import Hyperbee from 'hyperbee'
import { discoveryKey } from 'hypercore-crypto'
import { encodeBlock, type Op } from '../../../core/format/ops.ts'
import { apply } from '../../../core/doc/apply.ts'
import { ViewReader } from '../../../core/doc/view.ts'

export class Interrupted extends Error {}

export class Ledger {
  readonly host: Host
  /** What `apply` asked of the base: `+writer`, `+writer indexer`, `-writer`. */
  readonly asked: string[] = []
  readonly #bee: Hyperbee
  readonly #lengths = new Map<string, number>()

  private constructor (bee: Hyperbee, key: Uint8Array) {
    this.#bee = bee
    this.host = {
      key,
      discoveryKey: discoveryKey(key),
      addWriter: (writer, options) => { this.asked.push('+' + b4a.toString(writer, 'hex').slice(0, 8) + (options?.indexer === true ? ' indexer' : '')); return Promise.resolve() },
      removeWriter: (writer) => { this.asked.push('-' + b4a.toString(writer, 'hex').slice(0, 8)); return Promise.resolve() },
      removeable: (writer) => !b4a.equals(writer, key),
      interrupt: (reason) => { throw new Interrupted(reason) }
    }
  }

  static async create (t: Assert, key: Uint8Array): Promise<Ledger> {
    const store = new Corestore(await t.tmp())
    const bee = new Hyperbee(store.get({ name: 'view' }), { keyEncoding: 'binary', valueEncoding: 'binary', extension: false })
    await bee.ready()
    t.teardown(() => store.close())
    return new Ledger(bee, key)
  }

  get view (): ViewReader { return new ViewReader(this.#bee) }
  get bee (): Hyperbee { return this.#bee }

  /** Appends blocks of one writer, as one batch of its log. Returns its length. */
  async add (writer: Uint8Array, ...blocks: Uint8Array[]): Promise<number> {
    const id = b4a.toString(writer, 'hex')
    let length = this.#lengths.get(id) ?? 0
    const nodes: Node[] = blocks.map((value) => ({ from: { key: writer }, length: ++length, value, heads: [], indexed: false, optimistic: false }))
    this.#lengths.set(id, length)
    await apply(nodes, this.#bee, this.host)
    return length
  }

  /** Passes on a block that the view holds already, as a base does that was killed before it noted so. */
  async again (writer: Uint8Array, length: number, value: Uint8Array): Promise<void> {
    await apply([{ from: { key: writer }, length, value, heads: [], indexed: false, optimistic: false }], this.#bee, this.host)
  }

  /** One block of operations by a device. */
  append (device: { writer: Uint8Array }, ...ops: Op[]): Promise<number> { return this.add(device.writer, encodeBlock(1, ops)) }

  /** The role of a person, or how they are out. */
  async role ({ person }: { person: { member: Uint8Array } }): Promise<string | null> {
    const row = await this.view.member(person.member)
    return row === null ? null : row.removed ? 'removed' : row.role
  }

  async verdicts ({ writer }: { writer: Uint8Array }): Promise<string[]> {
    const out = []
    for await (const { row } of this.view.updates(writer, 0)) out.push(row.verdict + ' ' + row.rule)
    return out
  }

  async rows (): Promise<string[]> {
    const out = []
    for await (const { key, value } of this.#bee.createReadStream()) out.push(b4a.toString(key, 'hex') + ' ' + b4a.toString(value, 'hex'))
    return out
  }
}
