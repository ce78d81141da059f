/** Typed rows over the document's Hyperbee: reading for everyone, writing for `apply` alone. */
import b4a from 'b4a'
import { hash } from 'hypercore-crypto'
import type { Entry, Range } from 'hyperbee'
import { decode, encode, type Codec } from '../format/codec.ts'
import type { Kept } from '../format/ops.ts'
import {
  adoptedKey, clientRow, deviceRow, digestRow, exceptionRow, groupRow, headRow, heldKey, inviteRow, keptRow, memberRow,
  metaRow, number, range, readAdoptedKey, readHeldKey, readUpdateKey, rowKey, updateKey, updateRow,
  type ClientRow, type DeviceRow, type DigestRow, type GroupRow, type HeadRow, type InviteRow, type KeptRow,
  type MemberRow, type MetaRow, type RuleName, type UpdateAt, type UpdateRow, type Verdict
} from '../format/rows.ts'
import { beyondCut } from './policy.ts'
import type { Roster } from './standing.ts'

/** What a Hyperbee, a snapshot of one and a batch on one have in common. */
export interface Bee {
  get (key: Uint8Array): Promise<Entry | null>
  createReadStream (range?: Range): AsyncIterable<Entry>
}
export interface WritableBee extends Bee {
  put (key: Uint8Array, value: Uint8Array): Promise<void>
  del (key: Uint8Array): Promise<void>
}

export interface ListedUpdate { at: UpdateAt, row: UpdateRow }

const META = new Uint8Array(0)
export const NO_DIGEST: DigestRow = { count: 0, digest: new Uint8Array(32) }
export const NO_HEAD: HeadRow = { length: 0, time: 0, claimed: 0, held: 0, heldBytes: 0 }

const NO_GROUP: GroupRow = { order: 0, members: 0, titles: [] }

export class ViewReader {
  readonly #bee: Bee

  constructor (bee: Bee) { this.#bee = bee }

  meta (): Promise<MetaRow | null> { return this.#get(rowKey('meta', META), metaRow) }
  member (key: Uint8Array): Promise<MemberRow | null> { return this.#get(rowKey('member', key), memberRow) }
  device (writer: Uint8Array): Promise<DeviceRow | null> { return this.#get(rowKey('device', writer), deviceRow) }
  client (id: number): Promise<ClientRow | null> { return this.#get(rowKey('client', number(id)), clientRow) }
  update (at: UpdateAt): Promise<UpdateRow | null> { return this.#get(updateKey('update', at), updateRow) }
  invite (id: Uint8Array): Promise<InviteRow | null> { return this.#get(rowKey('invite', id), inviteRow) }
  async head (writer: Uint8Array): Promise<HeadRow> { return await this.#get(rowKey('head', writer), headRow) ?? NO_HEAD }
  async group (): Promise<GroupRow> { return await this.#get(rowKey('group'), groupRow) ?? NO_GROUP }
  async digest (): Promise<DigestRow> { return await this.#get(rowKey('digest'), digestRow) ?? NO_DIGEST }

  members (): Promise<{ key: Uint8Array, row: MemberRow }[]> { return this.#list('member', memberRow) }
  devices (): Promise<{ key: Uint8Array, row: DeviceRow }[]> { return this.#list('device', deviceRow) }
  invites (): Promise<{ key: Uint8Array, row: InviteRow }[]> { return this.#list('invite', inviteRow) }
  heads (): Promise<{ key: Uint8Array, row: HeadRow }[]> { return this.#list('head', headRow) }

  /** All that a removal looks at. */
  async roster (): Promise<Roster> {
    const byKey = <T>(rows: { key: Uint8Array, row: T }[]): Map<string, T> => new Map(rows.map(({ key, row }) => [b4a.toString(key, 'hex'), row]))
    return { group: await this.group(), members: byKey(await this.members()), devices: byKey(await this.devices()), invites: byKey(await this.invites()) }
  }

  async clients (): Promise<{ id: number, row: ClientRow }[]> {
    const all = await this.#list('client', clientRow)
    return all.map(({ key, row }) => ({ id: key.reduce((value, byte) => value * 256 + byte, 0), row }))
  }

  /** Updates of one writer in blocks after `length`, oldest first. */
  async * updates (writer: Uint8Array, length: number): AsyncGenerator<ListedUpdate> {
    const { lt } = range('update', writer)
    const gte = rowKey('update', writer, number(length + 1))
    for await (const { key, value } of this.#bee.createReadStream({ gte, lt })) {
      const row = decode(updateRow, value)
      if (row !== null) yield { at: readUpdateKey(key), row }
    }
  }

  async * exceptions (): AsyncGenerator<{ at: UpdateAt, verdict: Verdict, rule: RuleName }> {
    for await (const { key, value } of this.#bee.createReadStream(range('exception'))) {
      const row = decode(exceptionRow, value)
      if (row !== null) yield { at: readUpdateKey(key), ...row }
    }
  }

  /**
   * What is kept for readers above, by writer and length, without what a removal's cut leaves out. `space` is a kind of
   * operation or a reserved tag.
   */
  async * kept (space: Kept | number): AsyncGenerator<{ at: UpdateAt, row: KeptRow }> {
    const [keys, skip] = typeof space === 'number' ? [range('kept', Uint8Array.of(space)), 1] : [range(space), 0]
    let writer: Uint8Array | null = null
    let device: DeviceRow | null = null
    for await (const { key, value } of this.#bee.createReadStream(keys)) {
      const at = readUpdateKey(key.subarray(skip))
      if (writer === null || !b4a.equals(at.writer, writer)) [writer, device] = [at.writer, await this.device(at.writer)]
      const row = device === null || beyondCut(device, at.length) ? null : decode(keptRow, value)
      if (row !== null) yield { at, row }
    }
  }

  /** Updates that devices of an owner's took back in, or gave up, in blocks after `length`. */
  async adopted (writer: Uint8Array, length: number): Promise<{ key: Uint8Array, at: UpdateAt }[]> {
    const { lt } = range('adopted', writer)
    const found = []
    for await (const { key } of this.#bee.createReadStream({ gte: rowKey('adopted', writer, number(length + 1)), lt })) {
      found.push({ key: b4a.from(key), at: readAdoptedKey(key) })
    }
    return found
  }

  async held (client: number, clock: number): Promise<(UpdateAt & { client: number, clock: number })[]> {
    const { gte } = range('held', number(client))
    const lt = rowKey('held', number(client), number(clock + 1))
    const found = []
    for await (const { key } of this.#bee.createReadStream({ gte, lt })) found.push(readHeldKey(key))
    return found
  }

  async #get<T> (key: Uint8Array, codec: Codec<T>): Promise<T | null> {
    const entry = await this.#bee.get(key)
    return entry === null ? null : decode(codec, entry.value)
  }

  async #list<T> (space: 'member' | 'device' | 'invite' | 'head' | 'client', codec: Codec<T>): Promise<{ key: Uint8Array, row: T }[]> {
    const all = []
    for await (const { key, value } of this.#bee.createReadStream(range(space))) {
      const row = decode(codec, value)
      if (row !== null) all.push({ key: b4a.from(key.subarray(1)), row })
    }
    return all
  }
}

export class ViewWriter extends ViewReader {
  readonly #bee: WritableBee

  constructor (bee: WritableBee) {
    super(bee)
    this.#bee = bee
  }

  /** Keeps the document's own row: its title, its versions, and when it last changed. */
  async touch (time: number, change: { title?: string, format?: number, schema?: number } = {}): Promise<void> {
    const meta = await this.meta() ?? { title: '', createdAt: time, updatedAt: time, format: 1, schema: 1 }
    await this.putMeta({ ...meta, ...change, updatedAt: Math.max(meta.updatedAt, time) })
  }

  putMeta (row: MetaRow): Promise<void> { return this.#bee.put(rowKey('meta', META), encode(metaRow, row)) }
  putMember (key: Uint8Array, row: MemberRow): Promise<void> { return this.#bee.put(rowKey('member', key), encode(memberRow, row)) }
  putDevice (writer: Uint8Array, row: DeviceRow): Promise<void> { return this.#bee.put(rowKey('device', writer), encode(deviceRow, row)) }
  putClient (id: number, row: ClientRow): Promise<void> { return this.#bee.put(rowKey('client', number(id)), encode(clientRow, row)) }
  putHead (writer: Uint8Array, row: HeadRow): Promise<void> { return this.#bee.put(rowKey('head', writer), encode(headRow, row)) }
  putInvite (id: Uint8Array, row: InviteRow): Promise<void> { return this.#bee.put(rowKey('invite', id), encode(inviteRow, row)) }
  putHeld (client: number, clock: number, at: UpdateAt): Promise<void> { return this.#bee.put(heldKey(client, clock, at), new Uint8Array(0)) }
  delHeld (client: number, clock: number, at: UpdateAt): Promise<void> { return this.#bee.del(heldKey(client, clock, at)) }

  putGroup (row: GroupRow): Promise<void> { return this.#bee.put(rowKey('group'), encode(groupRow, row)) }
  putAdopted (by: UpdateAt, at: UpdateAt): Promise<void> { return this.#bee.put(adoptedKey(by, at), new Uint8Array(0)) }
  delAdopted (key: Uint8Array): Promise<void> { return this.#bee.del(key) }

  /** `space`: a kind of operation or a reserved tag. */
  keep (space: Kept | number, at: UpdateAt, time: number, body: Uint8Array): Promise<void> {
    const parts = [at.writer, number(at.length), number(at.index)]
    const key = typeof space === 'number' ? rowKey('kept', Uint8Array.of(space), ...parts) : rowKey(space, ...parts)
    return this.#bee.put(key, encode(keptRow, { writer: at.writer, time, body }))
  }

  /** Writes an update's row, and what makes it an exception; `before` is the row that it replaces. */
  async putUpdate (at: UpdateAt, row: UpdateRow, before: UpdateRow | null = null): Promise<void> {
    await this.#bee.put(updateKey('update', at), encode(updateRow, row))
    const was = before === null || before.verdict === 'ok' ? null : before
    const is = row.verdict === 'ok' ? null : row
    if (was === null && is === null) return
    const { count, digest } = await this.digest()
    const key = updateKey('exception', at)
    const sum = b4a.from(digest)
    if (was !== null) add(sum, hashed(key, was), -1)
    if (is !== null) {
      add(sum, hashed(key, is), 1)
      await this.#bee.put(key, encode(exceptionRow, is))
    } else {
      await this.#bee.del(key)
    }
    await this.#bee.put(rowKey('digest'), encode(digestRow, { count: count + (is === null ? 0 : 1) - (was === null ? 0 : 1), digest: sum }))
  }
}

function hashed (key: Uint8Array, row: { verdict: Verdict, rule: RuleName }): Uint8Array {
  return hash([key, encode(exceptionRow, { verdict: row.verdict, rule: row.rule })])
}

/** Modulo 2^256. Unlike with XOR, nobody can choose updates that cancel each other out. */
function add (sum: Uint8Array, other: Uint8Array, sign: 1 | -1): void {
  let carry = 0
  for (let i = sum.byteLength - 1; i >= 0; i--) {
    const value = (sum[i] ?? 0) + sign * (other[i] ?? 0) + carry
    sum[i] = value & 255
    carry = value >> 8
  }
}
