import test from 'brittle'
import * as z32 from 'z32'
import { BLOB_BLOCK_BYTES, decodeBlobRef, encodeBlobRef, type BlobRef } from '../../../core/format/blob-ref.ts'
import { MAX_BLOB_BYTES } from '../../../core/rpc/api.ts'
import { BLOB_REF_V1, EMPTY_BLOB_REF_V1 } from '../../golden/blob-ref-v1.ts'
import { BLOB_REF_VALUE, EMPTY_BLOB_REF_VALUE } from '../../golden/values-v1.ts'
import { plain, unhex } from '../../helpers/hex.ts'
import { join, random } from '../../helpers/random.ts'

const SEED = 20261124

test('blob ref - golden', (t) => {
  t.is(encodeBlobRef(BLOB_REF_VALUE), BLOB_REF_V1)
  t.is(encodeBlobRef(EMPTY_BLOB_REF_VALUE), EMPTY_BLOB_REF_V1)
  t.alike(plain(decodeBlobRef(BLOB_REF_V1)), plain(BLOB_REF_VALUE))
  t.alike(plain(decodeBlobRef(EMPTY_BLOB_REF_V1)), plain(EMPTY_BLOB_REF_VALUE))
  t.ok(/^[a-z0-9]{100,512}$/.test(BLOB_REF_V1), 'a word that fits into an address')
})

test('blob ref - it may grow at its end, and a later version is none', (t) => {
  const data = z32.decode(BLOB_REF_V1)
  t.alike(plain(decodeBlobRef(z32.encode(join(data, unhex('ffff'))))), plain(BLOB_REF_VALUE))
  for (const version of ['00', '02', 'fc']) t.is(decodeBlobRef(z32.encode(join(unhex(version), data.subarray(1)))), null)
})

test('blob ref - numbers that can not be', (t) => {
  const wrong: Partial<BlobRef>[] = [
    { byteLength: MAX_BLOB_BYTES + 1, blockLength: MAX_BLOB_BYTES / BLOB_BLOCK_BYTES + 1 },
    { blockLength: 40 }, { blockLength: 38 }, { blockLength: 0 }, { byteLength: 0 }, { blockLength: 2 ** 50 },
    { blockOffset: 2 ** 53 - 1 }, { blockOffset: 2 ** 37 }, { byteOffset: 2 ** 53 - 1 }
  ]
  for (const change of wrong) t.is(decodeBlobRef(encodeBlobRef({ ...BLOB_REF_VALUE, ...change })), null, JSON.stringify(change))
  t.ok(decodeBlobRef(encodeBlobRef({ ...BLOB_REF_VALUE, byteLength: MAX_BLOB_BYTES, blockLength: MAX_BLOB_BYTES / BLOB_BLOCK_BYTES })), 'the largest')
})

test('blob ref - no input makes decoding fail in another way', (t) => {
  t.comment(`seed ${SEED}`)
  const rng = random(SEED)
  for (const value of [undefined, null, 1, {}, [], '', ' ', 'y', 'Y', BLOB_REF_V1.toUpperCase(), BLOB_REF_V1 + '\n', BLOB_REF_V1.slice(0, -3), 'lv20', 'y'.repeat(513), 'y'.repeat(512), '../../etc', '💥']) {
    t.is(decodeBlobRef(value), null, JSON.stringify(value)?.slice(0, 20))
  }
  for (let i = 0; i < 5000; i++) {
    const ref = decodeBlobRef(z32.encode(rng.bytes(rng.int(120))))
    if (ref !== null && ref.byteLength > MAX_BLOB_BYTES) t.fail('too large')
  }
  t.pass()
})
