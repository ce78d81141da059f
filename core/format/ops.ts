/**
 * The operations of a document's log, format version 1. A block is a frame of operations by one device.
 *
 * Tags are never reused and bodies only grow at their end. What a reader does not know it keeps (the log holds
 * the bytes) and ignores; only a `raise` makes it stop. Golden files pin every body.
 */
import { ROLES } from '../rpc/api.ts'
import { bool, bytes, decode, encode, key32, list, oneOf, struct, text, uint, type Codec, type TypeOf } from './codec.ts'
import { FRAME_VERSION } from './version.ts'

export const MAX_BLOCK_BYTES = 10 * 1024 * 1024
export const MAX_OPS = 1024
export const MAX_NAME = 200
export const MAX_TITLE = 1000
export const NO_KEY = new Uint8Array(32)

const cut = struct({ writer: key32, length: uint })
const vector = list(cut, 100_000)
const role = oneOf(ROLES as ['owner', 'editor', 'commenter', 'reader'])

export const BODIES = {
  /** Text: one Yjs V1 update whose structs are all of the writer's `n`-th client ID; see `client-id`. */
  update: struct({ n: uint, update: bytes }),
  /** Lets a person and the first device in. `invite` and `receipt` prove it where the author is no owner. */
  admit: struct({
    member: key32, name: text(MAX_NAME), color: text(16), role,
    writer: key32, device: key32, label: text(MAX_NAME), nonce: key32, proof: bytes,
    invite: key32, receipt: bytes
  }),
  /** A further device of a member, which proves itself. */
  device: struct({ member: key32, writer: key32, device: key32, label: text(MAX_NAME), nonce: key32, proof: bytes }),
  role: struct({ member: key32, role }),
  /**
   * Removes a person (`member`) or one device (`writer`; the other is NO_KEY). Of blocks beyond the cuts the text is set
   * aside and all else undone. A device without a cut counts as far as it is known. Again: lowers cuts, never raises them.
   */
  remove: struct({ member: key32, writer: key32, cuts: list(cut, 4096) }),
  /** An owner takes back in (`keep`) or gives up what was set aside of a writer, blocks `from` to `to` included. */
  adopt: struct({ writer: key32, from: uint, to: uint, keep: bool }),
  invite: struct({ id: key32, publicKey: key32, role, expires: uint, uses: uint, ask: bool, label: text(MAX_NAME) }),
  closeInvite: struct({ id: key32 }),
  title: struct({ title: text(MAX_TITLE) }),
  /** A comment or what happens to one. `anchor`: encoded Yjs relative positions. `body`: app-level, capped. */
  comment: struct({ thread: key32, id: key32, action: oneOf(['add', 'edit', 'delete', 'resolve', 'reopen']), anchor: bytes, body: text(64 * 1024) }),
  /** A named version: the state at these lengths. */
  version: struct({ id: key32, name: text(MAX_TITLE), vector }),
  /**
   * A state of the text, so that nobody has to replay what it covers. `hash`: BLAKE2b-256 of the blob's bytes.
   * `digest`: of the exceptions that it was made with (where theirs is another, it does not hold); `schema`: that of its maker.
   */
  snapshot: struct({ core: key32, offset: uint, length: uint, size: uint, hash: key32, encoding: uint, vector, digest: key32, schema: uint }),
  /** The core in which this device keeps the bytes of images and files. */
  blobs: struct({ core: key32 }),
  /** From here on, readers below these versions stop (format) or only read (schema). Comes before the first use. */
  raise: struct({ format: uint, schema: uint, reason: text(MAX_TITLE) }),
  indexer: struct({ writer: key32, on: bool }),
  /** How the author is shown. */
  profile: struct({ name: text(MAX_NAME), color: text(16), label: text(MAX_NAME) }),
  /**
   * A removed device is a writer of the log no more: none of its blocks are read from here on, so nobody may rest on one
   * that is not in the view yet. Counts only where its blocks up to `length` are.
   */
  retire: struct({ writer: key32, length: uint }),
  /**
   * Other indexers for a document that lost its own: `key` and `length` name the system core to go on from. Declared so
   * that the tag is taken. Version 1 ignores it, since Autobase's fork is not total: it closes the base for everyone who
   * applies one with a length at which an indexer was no writer yet. An owner's app may honour it only after a raise.
   */
  fork: struct({ indexers: list(key32, 5), key: key32, length: uint })
} as const

/**
 * Operations that the view keeps as they came, for readers above it: nothing that replicas agree on hangs on what is
 * in them. So they may grow, also by an action or a field that older versions can't read, without a raise.
 * With the size (bytes) beyond which such a body counts as malformed.
 */
export const KEPT = { comment: 128 * 1024, version: 4 * 1024 * 1024, snapshot: 4 * 1024 * 1024 } as const

export type Kind = keyof typeof BODIES
export type Kept = keyof typeof KEPT
export type Body<K extends Kind> = TypeOf<typeof BODIES[K]>
export type Op = { [K in Kind]: { kind: K, body: Body<K> } }[Kind]
/** As `apply` sees it. */
export type ReadOp = Exclude<Op, { kind: Kept }> | { kind: Kept, bytes: Uint8Array } | ReservedOp | UnknownOp

/**
 * Tags that later versions may give a meaning to without a raise: the view keeps such operations unread, by the right
 * that they take. Their meaning is a reader's: nothing else in the view may ever come to hang on them.
 *
 * A tag outside of these and of TAGS is ignored, and what is ignored leaves no trace in the view. So what such a tag
 * means hangs on the format in force (`meta.format`) at that point of the log: a version that knows it ignores it all
 * the same as long as no `raise` came before it, and may write it only after one.
 */
export const RESERVED = [
  { from: 64, to: 127, right: 'comment' },
  { from: 128, to: 191, right: 'edit' },
  { from: 192, to: 223, right: 'own' }
] as const
export const MAX_RESERVED_BYTES = 64 * 1024

export interface ReservedOp { kind: 'reserved', tag: number, right: typeof RESERVED[number]['right'], bytes: Uint8Array }

export const TAGS: Record<Kind, number> = {
  update: 1, admit: 2, device: 3, role: 4, remove: 5, adopt: 6, invite: 7, closeInvite: 8, title: 9, comment: 10,
  version: 11, snapshot: 12, blobs: 13, raise: 14, indexer: 15, profile: 16, retire: 17, fork: 18
}
const KINDS = new Map<number, Kind>(Object.entries(TAGS).map(([kind, tag]) => [tag, kind as Kind]))

const rawOp = struct({ tag: uint, body: bytes })
const frame = struct({ version: uint, time: uint, ops: list(rawOp, MAX_OPS) })

/** `time`: the author's clock, ms since the epoch; a hint, never trusted. */
export interface Block { time: number, ops: ReadOp[] }
/** `fault`: 'unknown' comes from the future, 'malformed' does not decode. Both are kept in the log and ignored. */
export interface UnknownOp { kind: null, tag: number, fault: 'unknown' | 'malformed' }

export function encodeBlock (time: number, ops: Op[]): Uint8Array {
  return encode(frame, {
    version: FRAME_VERSION,
    time,
    ops: ops.map((op) => ({ tag: TAGS[op.kind], body: encodeBody(op) }))
  })
}

export function encodeBody (op: Op): Uint8Array {
  return encode(BODIES[op.kind] as Codec<unknown>, op.body)
}

/** Never throws. A block that is no frame at all, or one of a later frame version, has no operations. */
export function decodeBlock (data: Uint8Array): Block {
  if (data.byteLength > MAX_BLOCK_BYTES) return { time: 0, ops: [] }
  const raw = decode(frame, data)
  if (raw === null || raw.version !== FRAME_VERSION) return { time: 0, ops: [] }
  return { time: raw.time, ops: raw.ops.map(({ tag, body }) => decodeOp(tag, body)) }
}

export function decodeOp (tag: number, data: Uint8Array): ReadOp {
  const kind = KINDS.get(tag)
  if (kind === undefined) return decodeReserved(tag, data)
  if (isKept(kind)) return data.byteLength > KEPT[kind] ? { kind: null, tag, fault: 'malformed' } : { kind, bytes: data }
  const body = decodeBody(kind, data)
  if (body === null) return { kind: null, tag, fault: 'malformed' }
  return { kind, body } as ReadOp
}

function decodeReserved (tag: number, bytes: Uint8Array): ReservedOp | UnknownOp {
  const right = RESERVED.find(({ from, to }) => tag >= from && tag <= to)?.right
  if (right === undefined) return { kind: null, tag, fault: 'unknown' }
  return bytes.byteLength > MAX_RESERVED_BYTES ? { kind: null, tag, fault: 'malformed' } : { kind: 'reserved', tag, right, bytes }
}

/** Null for what does not decode, which for kept operations includes what only a later version can read. */
export function decodeBody<K extends Kind> (kind: K, data: Uint8Array): Body<K> | null {
  return decode(BODIES[kind] as unknown as Codec<Body<K>>, data)
}

function isKept (kind: Kind): kind is Kept {
  return kind in KEPT
}
