import test from 'brittle'
import { decodeBlock, decodeBody, decodeOp, encodeBlock, encodeBody, KEPT, MAX_BLOCK_BYTES, MAX_OPS, MAX_RESERVED_BYTES, TAGS, type Kind, type Op } from '../../../core/format/ops.ts'
import { BLOCK_V1, LATER_FRAME, OPS_V1, STRANGE_BLOCK_V1 } from '../../golden/ops-v1.ts'
import { OP_VALUES } from '../../golden/values-v1.ts'
import { hex, plain, unhex } from '../../helpers/hex.ts'
import { join, mutate, random } from '../../helpers/random.ts'

const KINDS = Object.keys(TAGS) as Kind[]
const SEED = 20261130
const MUTANTS = 20_000

test('ops - every kind has golden bytes, and a tag of its own', (t) => {
  t.alike(Object.keys(OPS_V1).toSorted(), KINDS.toSorted())
  t.alike(Object.keys(OP_VALUES).toSorted(), KINDS.toSorted())
  t.alike(TAGS, {
    update: 1, admit: 2, device: 3, role: 4, remove: 5, adopt: 6, invite: 7, closeInvite: 8, title: 9, comment: 10,
    version: 11, snapshot: 12, blobs: 13, raise: 14, indexer: 15, profile: 16, retire: 17, fork: 18
  }, 'tags of version 1')
})

test('ops - golden bodies decode to their values, and values encode to the golden bytes', (t) => {
  for (const kind of KINDS) {
    const golden = unhex(OPS_V1[kind])
    t.alike(plain(decodeBody(kind, golden)), plain(OP_VALUES[kind]), kind)
    t.is(hex(encodeBody({ kind, body: OP_VALUES[kind] } as Op)), OPS_V1[kind], kind)
    t.alike(plain(decodeOp(TAGS[kind], golden)), plain(kind in KEPT ? { kind, bytes: golden } : { kind, body: OP_VALUES[kind] }), kind)
  }
})

test('ops - a golden block decodes and encodes', (t) => {
  const ops = KINDS.map((kind) => ({ kind, body: OP_VALUES[kind] }) as Op)
  t.is(hex(encodeBlock(1_794_000_000_000, ops)), BLOCK_V1)
  const block = decodeBlock(unhex(BLOCK_V1))
  t.is(block.time, 1_794_000_000_000)
  t.alike(plain(block.ops), plain(KINDS.map((kind) => decodeOp(TAGS[kind], unhex(OPS_V1[kind])))))
})

test('ops - what comes from the future or is damaged is told apart, and its neighbours count', (t) => {
  t.alike(decodeBlock(unhex(STRANGE_BLOCK_V1)), {
    time: 1,
    ops: [
      { kind: 'title', body: { title: 'a' } },
      { kind: null, tag: 250, fault: 'unknown' },
      { kind: null, tag: 9, fault: 'malformed' },
      { kind: 'title', body: { title: 'b' } }
    ]
  })
})

test('ops - a body may have grown at its end', (t) => {
  for (const kind of KINDS) {
    const grown = join(unhex(OPS_V1[kind]), unhex('0001ff'))
    t.alike(plain(decodeBody(kind, grown)), plain(OP_VALUES[kind]), kind)
    t.is(decodeOp(TAGS[kind], grown).kind, kind)
  }
})

test('ops - a body that ends early is malformed, wherever it ends', (t) => {
  for (const kind of KINDS) {
    const golden = unhex(OPS_V1[kind])
    for (let end = 0; end < golden.byteLength; end++) {
      if (decodeBody(kind, golden.subarray(0, end)) !== null) t.fail(`${kind} decodes from ${end} bytes`)
    }
    if (!(kind in KEPT)) t.alike(decodeOp(TAGS[kind], golden.subarray(0, -1)), { kind: null, tag: TAGS[kind], fault: 'malformed' }, kind)
  }
})

test('ops - what the view keeps unread is capped', (t) => {
  for (const kind of ['comment', 'version', 'snapshot'] as const) {
    t.is(decodeOp(TAGS[kind], new Uint8Array(KEPT[kind])).kind, kind)
    t.alike(decodeOp(TAGS[kind], new Uint8Array(KEPT[kind] + 1)), { kind: null, tag: TAGS[kind], fault: 'malformed' })
    t.alike(plain(decodeOp(TAGS[kind], unhex('ff'))), { kind, bytes: 'ff' }, 'a body that only a later version reads')
  }
})

test('ops - tags that are left to later versions are kept by right, the others are unknown', (t) => {
  const right = (tag: number): string => {
    const op = decodeOp(tag, unhex('0102'))
    return op.kind === 'reserved' ? op.right : String(op.kind)
  }
  t.alike([63, 64, 127, 128, 191, 192, 223, 224].map(right), ['null', 'comment', 'comment', 'edit', 'edit', 'own', 'own', 'null'])
  t.alike(decodeOp(2 ** 40, unhex('')), { kind: null, tag: 2 ** 40, fault: 'unknown' })
  t.is(decodeOp(64, new Uint8Array(MAX_RESERVED_BYTES)).kind, 'reserved')
  t.alike(decodeOp(64, new Uint8Array(MAX_RESERVED_BYTES + 1)), { kind: null, tag: 64, fault: 'malformed' })
})

test('ops - text is UTF-8 within its limit', (t) => {
  const title = (text: Uint8Array): unknown => decodeOp(TAGS.title, join(Uint8Array.of(0xfd, text.byteLength & 255, text.byteLength >>> 8), text))
  for (const bad of ['ff', 'c3', 'e282', 'eda080', 'c080', 'f4908080']) t.alike(title(unhex(bad)), { kind: null, tag: 9, fault: 'malformed' }, bad)
  t.alike(title(unhex('efbbbf41')), { kind: 'title', body: { title: '\ufeffA' } }, 'a byte order mark is text')
  t.alike(title(new Uint8Array(1000).fill(65)), { kind: 'title', body: { title: 'A'.repeat(1000) } })
  t.alike(title(new Uint8Array(1001).fill(65)), { kind: null, tag: 9, fault: 'malformed' })
  const cut = decodeBody('title', encodeBody({ kind: 'title', body: { title: 'x'.repeat(998) + '🌱' } }))
  t.alike(cut, { title: 'x'.repeat(998) }, 'too long a title is cut between characters')
  t.alike(decodeBody('title', encodeBody({ kind: 'title', body: { title: 'a\ud800b' } })), { title: 'a\ufffdb' }, 'half a character becomes a mark')
})

test('ops - a block that is no frame has no operations', (t) => {
  const nothing = { time: 0, ops: [] }
  t.alike(decodeBlock(new Uint8Array(0)), nothing)
  t.alike(decodeBlock(unhex(LATER_FRAME)), nothing, 'frame of a later version')
  t.alike(decodeBlock(new Uint8Array(MAX_BLOCK_BYTES + 1).fill(1)), nothing, 'too large')
  t.alike(decodeBlock(unhex('0101ffffffffffffffffff')), nothing, 'a count that nothing can hold')
  t.alike(decodeBlock(unhex('0101feffffff7f')), nothing, 'two billion operations in seven bytes')
  t.alike(decodeBlock(unhex('01010109feffffff7f')), nothing, 'a body of two gigabytes in seven bytes')
  const titles = (length: number): Op[] => Array.from({ length }, () => ({ kind: 'title', body: { title: '' } }))
  t.is(decodeBlock(encodeBlock(1, titles(MAX_OPS))).ops.length, MAX_OPS)
  t.alike(decodeBlock(encodeBlock(1, titles(MAX_OPS + 1))), nothing, 'more operations than a block may hold')
})

test('ops - no bytes make decoding throw', (t) => {
  t.comment(`seed ${SEED}`)
  const rng = random(SEED)
  const seeds = [unhex(BLOCK_V1), unhex(STRANGE_BLOCK_V1), ...Object.values(OPS_V1).map(unhex)]
  let read = 0
  for (let i = 0; i < MUTANTS; i++) {
    let data = rng.chance(20) ? rng.bytes(rng.int(200)) : rng.pick(seeds)
    for (let n = 1 + rng.int(4); n > 0; n--) data = mutate(rng, data)
    try {
      for (const op of decodeBlock(data).ops) if (op.kind !== null) read++
      const op = decodeOp(rng.int(20), data)
      if (op.kind !== null && op.kind !== 'reserved' && 'bytes' in op) decodeBody(op.kind, op.bytes)
    } catch (error) {
      t.fail(`seed ${SEED}, ${hex(data)}: ${String(error)}`)
    }
  }
  t.ok(read > 1000, `${read} operations among them decode`)
})
