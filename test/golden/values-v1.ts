/** The values behind the golden bytes of format version 1. Like those, they are never changed; new cases are added. */
import type { BlobRef } from '../../core/format/blob-ref.ts'
import type { Message } from '../../core/format/presence.ts'
import type { Body, Kind } from '../../core/format/ops.ts'
import { key, unhex } from '../helpers/hex.ts'

const UPDATE = unhex('01010700040104746578740568656c6c6f00') // client 7 inserts 'hello' into the root 'text'

export const OP_VALUES: { [K in Kind]: Body<K> } = {
  update: { n: 7, update: UPDATE },
  admit: {
    member: key(1), name: 'Ada Lovelace', color: '#b4452f', role: 'owner', writer: key(2), device: key(3), label: 'Laptop', nonce: key(4),
    proof: unhex('0a0b0c'), invite: key(0), receipt: unhex('')
  },
  device: { member: key(1), writer: key(5), device: key(6), label: 'Téléphone', nonce: key(7), proof: unhex('ff00ff') },
  role: { member: key(8), role: 'commenter' },
  remove: { member: key(8), writer: key(0), cuts: [{ writer: key(9), length: 0 }, { writer: key(10), length: 70_000 }] },
  adopt: { writer: key(10), from: 70_001, to: 4_294_967_296, keep: true },
  invite: { id: key(11), publicKey: key(12), role: 'reader', expires: 1_795_000_000_000, uses: 3, ask: true, label: 'für die Übung' },
  closeInvite: { id: key(11) },
  title: { title: 'Brief an Ada 🌱' },
  comment: { thread: key(13), id: key(14), action: 'reopen', anchor: unhex('010203'), body: 'why?\nbecause.' },
  version: { id: key(15), name: 'first draft', vector: [{ writer: key(2), length: 12 }] },
  snapshot: { core: key(16), offset: 3, length: 4, size: 262_144, hash: key(17), encoding: 2, vector: [{ writer: key(2), length: 253 }, { writer: key(5), length: 65_536 }], digest: key(19), schema: 1 },
  blobs: { core: key(18) },
  raise: { format: 2, schema: 3, reason: 'Footnotes need a newer Sheaf.' },
  indexer: { writer: key(5), on: false },
  profile: { name: '', color: '#0f7b76', label: 'Büro' },
  retire: { writer: key(5), length: 300 },
  fork: { indexers: [key(2), key(5)], key: key(20), length: 1000 }
}

/** One row of each space, with the arguments of its key. */
export const ROW_VALUES = {
  meta: { title: 'Brief', createdAt: 1_794_000_000_000, updatedAt: 1_794_000_000_001, format: 1, schema: 1 },
  member: {
    name: 'Ada', color: '#b4452f', role: 'editor', joinedAt: 1_794_000_000_000, by: key(1), removed: false,
    grants: [
      { change: 'admit', role: 'reader', act: { writer: key(2), length: 3, order: 2 }, invite: key(11) },
      { change: 'role', role: 'editor', act: { writer: key(2), length: 260, order: 70_000 }, invite: key(0) }
    ],
    devices: 2, invites: 200
  },
  device: {
    member: key(1), device: key(3), label: 'Laptop', joinedAt: 1_794_000_000_000, removed: true, cut: 300, blobs: key(18),
    indexer: true, retired: false, act: { writer: key(2), length: 3, order: 2 }, invite: key(11), cuts: [{ length: 300, act: { writer: key(5), length: 9, order: 256 } }]
  },
  client: { writer: key(2), clock: 1000 },
  update: { verdict: 'neutered', rule: 'may-write', time: 1_794_000_000_002, n: 7, update: UPDATE },
  exception: { verdict: 'aside', rule: 'within-cut' },
  digest: { count: 2, digest: key(19) },
  head: { length: 9, time: 1_794_000_000_003, claimed: 2, held: 1, heldBytes: 40 },
  invite: { publicKey: key(12), role: 'editor', expires: 0, uses: 1, used: 1, ask: false, label: '', createdAt: 1_794_000_000_000, by: key(1), revoked: true, act: { writer: key(2), length: 12, order: 7 } },
  group: { order: 70_001, members: 3, titles: [{ title: 'Brief', act: { writer: key(2), length: 1, order: 2 } }, { title: 'Brief an Ada 🌱', act: { writer: key(5), length: 2, order: 9 } }] },
  kept: { writer: key(2), time: 1_794_000_000_004, body: unhex('010203') }
} as const
export const PLACE = { writer: key(2), length: 258, index: 3 }
export const CLIENT = 0xfedcba98

export const REQUEST_VALUE = {
  member: key(1), writer: key(2), device: key(3), nonce: key(4), proof: unhex('0a0b'), name: 'Grace', label: 'Tablet', color: '#123456'
}
export const GRANT_VALUE = { role: 'commenter', title: 'Brief' } as const
export const CODE_VALUE = { role: 'editor', invite: Uint8Array.from({ length: 70 }, (_, i) => i) } as const

export const MESSAGE_VALUES: Message[] = [
  { type: 'hello', body: { version: 1, writer: key(2), device: key(3), signature: new Uint8Array(64).fill(20), label: 'Laptop' } },
  { type: 'windows', body: { windows: [{ client: 4_294_967_295, active: true, anchor: unhex('0102'), head: unhex('') }] } },
  { type: 'have', body: { all: true, lengths: [{ writer: key(2), length: 5 }, { writer: key(5), length: 1_000_000 }] } }
]

export const BLOB_REF_VALUE: BlobRef = { core: key(18), blockOffset: 70_000, blockLength: 39, byteOffset: 4_587_000_000, byteLength: 2_500_000, hash: key(24) }
export const EMPTY_BLOB_REF_VALUE: BlobRef = { core: key(18), blockOffset: 0, blockLength: 0, byteOffset: 0, byteLength: 0, hash: key(24) }
