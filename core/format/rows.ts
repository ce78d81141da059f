/**
 * Rows of a document's view, format version 1. Every replica computes the same bytes and indexers sign them, so a
 * row's encoding is as fixed as an operation's.
 */
import b4a from 'b4a'
import { ROLES } from '../rpc/api.ts'
import { bool, bytes, key32, list, oneOf, struct, text, uint, type TypeOf } from './codec.ts'
import { MAX_NAME, MAX_TITLE } from './ops.ts'

/**
 * What replicas agree on about one update.
 * ok: counts. held: rests on text that is not in the log yet. aside: written beyond a removal's cut; an owner may
 * adopt it. neutered: its author may not write. ignored: breaks the format; nothing can rest on it.
 * The session shows `aside` and `neutered` as deleted text, so that honest text resting on it stays.
 */
export const VERDICTS = ['ok', 'held', 'aside', 'neutered', 'ignored'] as const
export type Verdict = typeof VERDICTS[number]

/** The rules that can decide a verdict or refuse an operation; a closed set, stored by position. */
export const RULE_NAMES = [
  'accepted', 'well-formed', 'known-device', 'own-client', 'client-bound', 'clock-contiguous', 'known-dependencies',
  'held-cap', 'may-write', 'not-removed', 'within-cut', 'owner-only', 'last-owner', 'may-invite', 'may-admit',
  'invite-open', 'invite-proof', 'attested', 'genesis', 'self-only', 'known-member', 'dropped', 'adopted',
  'own-ground', 'member-cap', 'device-cap', 'invite-cap', 'blocks-in-view', 'has-written'
] as const
export type RuleName = typeof RULE_NAMES[number]

const role = oneOf(ROLES as ['owner', 'editor', 'commenter', 'reader'])

export const metaRow = struct({ title: text(MAX_TITLE), createdAt: uint, updatedAt: uint, format: uint, schema: uint })

export const MAX_GRANTS = 16
export const MAX_CUTS = 16
/**
 * The operation that did something, in the writer's `length`-th block, so that it can be undone with it. `order` counts
 * such operations in linear order, from 1, which is genesis.
 */
const act = struct({ writer: key32, length: uint, order: uint })
/** How somebody's place in the document changed. `invite`: by which one, or NO_KEY. A removal keeps the role. */
const grant = struct({ change: oneOf(['admit', 'role', 'remove']), role, act, invite: key32 })
/**
 * `role` and `removed` are what the grants that stand come to. Beyond MAX_GRANTS the oldest but the first is dropped.
 * `devices`: how many are not removed. `invites`: how many are open; expired ones count until they are closed.
 */
export const memberRow = struct({
  name: text(MAX_NAME), color: text(16), role, joinedAt: uint, by: key32, removed: bool,
  grants: list(grant, MAX_GRANTS), devices: uint, invites: uint
})
/**
 * `cut`: blocks up to this length count; 0 with `removed` false: no cut. It is the lowest of the `cuts` that stand, or 0
 * when `act`, which let the device in, does not. `retired`: its blocks are not read any more.
 */
export const deviceRow = struct({
  member: key32, device: key32, label: text(MAX_NAME), joinedAt: uint, removed: bool, cut: uint, blobs: key32,
  indexer: bool, retired: bool, act, invite: key32, cuts: list(struct({ length: uint, act }), MAX_CUTS)
})
export const MAX_TITLES = 8
const titled = struct({ title: text(MAX_TITLE), act })
/** What holds the group together: the last order, how many members are in, and the title after those it would fall back to. */
export const groupRow = struct({ order: uint, members: uint, titles: list(titled, MAX_TITLES) })
/** Which writer a Yjs client ID belongs to, and how many of its clocks are known. */
export const clientRow = struct({ writer: key32, clock: uint })
export const updateRow = struct({ verdict: oneOf(VERDICTS), rule: oneOf(RULE_NAMES), time: uint, n: uint, update: bytes })
export const exceptionRow = struct({ verdict: oneOf(VERDICTS), rule: oneOf(RULE_NAMES) })
/** How many exceptions there are, and the sum of their hashes modulo 2^256, big-endian: equal digests, equal verdicts. */
export const digestRow = struct({ count: uint, digest: key32 })
/** Length up to which a writer's blocks are in the view; how many client IDs it used; what it has waiting. */
export const headRow = struct({ length: uint, time: uint, claimed: uint, held: uint, heldBytes: uint })
export const inviteRow = struct({ publicKey: key32, role, expires: uint, uses: uint, used: uint, ask: bool, label: text(MAX_NAME), createdAt: uint, by: key32, revoked: bool, act })
/** An operation that is kept for a reader above: comments, versions, snapshots, and those of reserved tags. */
export const keptRow = struct({ writer: key32, time: uint, body: bytes })

export type MetaRow = TypeOf<typeof metaRow>
export type MemberRow = TypeOf<typeof memberRow>
export type DeviceRow = TypeOf<typeof deviceRow>
export type ClientRow = TypeOf<typeof clientRow>
export type UpdateRow = TypeOf<typeof updateRow>
export type HeadRow = TypeOf<typeof headRow>
export type InviteRow = TypeOf<typeof inviteRow>
export type DigestRow = TypeOf<typeof digestRow>
export type KeptRow = TypeOf<typeof keptRow>
export type GroupRow = TypeOf<typeof groupRow>
export type Act = TypeOf<typeof act>
export type Grant = TypeOf<typeof grant>
export type Titled = TypeOf<typeof titled>

/** Where an update stands: the block is the writer's `length`-th (from 1), `index` counts operations in the block. */
export interface UpdateAt { writer: Uint8Array, length: number, index: number }

const SPACES = { meta: 1, member: 2, device: 3, client: 4, update: 5, exception: 6, digest: 7, head: 8, held: 9, invite: 10, comment: 11, version: 12, snapshot: 13, kept: 14, group: 15, adopted: 16 } as const
export type Space = keyof typeof SPACES

/** Big-endian, so that keys sort by value. */
export function number (value: number): Uint8Array {
  const out = b4a.alloc(8)
  let rest = value
  for (let i = 7; i >= 0; i--) {
    out[i] = rest % 256
    rest = Math.floor(rest / 256)
  }
  return out
}

function readNumber (data: Uint8Array, offset: number): number {
  let value = 0
  for (let i = 0; i < 8; i++) value = value * 256 + (data[offset + i] ?? 0)
  return value
}

export function rowKey (space: Space, ...parts: Uint8Array[]): Uint8Array {
  return b4a.concat([Uint8Array.of(SPACES[space]), ...parts])
}

/** All keys of a space, or those that begin with the parts. */
export function range (space: Space, ...parts: Uint8Array[]): { gte: Uint8Array, lt: Uint8Array } {
  const gte = rowKey(space, ...parts)
  const lt = b4a.from(gte)
  for (let i = lt.byteLength - 1; i >= 0; i--) {
    const byte = lt[i] ?? 0
    if (byte < 255) { lt[i] = byte + 1; return { gte, lt: lt.subarray(0, i + 1) } }
  }
  return { gte, lt }
}

export function updateKey (space: 'update' | 'exception', at: UpdateAt): Uint8Array {
  return rowKey(space, at.writer, number(at.length), number(at.index))
}

export function readUpdateKey (key: Uint8Array): UpdateAt {
  return { writer: b4a.from(key.subarray(1, 33)), length: readNumber(key, 33), index: readNumber(key, 41) }
}

export function heldKey (client: number, clock: number, at: UpdateAt): Uint8Array {
  return rowKey('held', number(client), number(clock), at.writer, number(at.length), number(at.index))
}

export function readHeldKey (key: Uint8Array): UpdateAt & { client: number, clock: number } {
  return { client: readNumber(key, 1), clock: readNumber(key, 9), writer: b4a.from(key.subarray(17, 49)), length: readNumber(key, 49), index: readNumber(key, 57) }
}

/** An owner's word on an update that was set aside: by whom, then on which. */
export function adoptedKey (by: UpdateAt, at: UpdateAt): Uint8Array {
  return rowKey('adopted', by.writer, number(by.length), at.writer, number(at.length), number(at.index))
}

export function readAdoptedKey (key: Uint8Array): UpdateAt {
  return { writer: b4a.from(key.subarray(41, 73)), length: readNumber(key, 73), index: readNumber(key, 81) }
}
