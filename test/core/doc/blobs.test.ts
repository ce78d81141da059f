/** Files of a hostile member: a core that it registered holds anything at all. */
import test, { type Assert } from 'brittle'
import b4a from 'b4a'
import Corestore from 'corestore'
import { hash, namespace } from 'hypercore-crypto'
import { Blobs } from '../../../core/doc/blobs.ts'
import { hex, NOBODY, type People } from '../../../core/doc/people.ts'
import type { Replica } from '../../../core/doc/replica.ts'
import { BLOB_BLOCK_BYTES, encodeBlobRef } from '../../../core/format/blob-ref.ts'
import type { DeviceRow } from '../../../core/format/rows.ts'
import { key } from '../../helpers/hex.ts'
import { codeOf, until } from '../../sim/world.ts'

const DOCUMENT_KEY = key(9)

async function stores (t: Assert): Promise<[mallory: Corestore, ada: Corestore]> {
  const [mallory, ada] = [new Corestore(await t.tmp()), new Corestore(await t.tmp())]
  await Promise.all([mallory.ready(), ada.ready()])
  const one = mallory.replicate(true)
  const two = ada.replicate(false)
  one.on('error', () => {})
  two.on('error', () => {})
  one.pipe(two).pipe(one)
  t.teardown(async () => {
    one.destroy()
    two.destroy()
    await mallory.close()
    await ada.close()
  })
  return [mallory, ada]
}

function blobsOf (t: Assert, store: Corestore, registered: Uint8Array[]): Blobs {
  const people: People = { ...NOBODY, devices: new Map(registered.map((core, i) => [hex(key(i)), { blobs: core, removed: i === 1 } as DeviceRow])) }
  const blobs = new Blobs({ replica: { encryptionKey: DOCUMENT_KEY, writer: key(99) } as Replica, store, sync: () => Promise.resolve(), people: () => people, readOnly: () => null })
  t.teardown(() => blobs.close(), { order: -1 })
  return blobs
}

test('blobs - bytes that are not what the ref says are fetched once and never shown', async (t) => {
  const [mallory, ada] = await stores(t)
  const encryption = { key: hash([...namespace('sheaf/blobs/1', 1), DOCUMENT_KEY]) }
  const cores = [mallory.get({ name: 'plain' }), mallory.get({ name: 'encrypted', encryption }), mallory.get({ name: 'huge', encryption })] as const
  const [plain, encrypted, huge] = cores
  await Promise.all(cores.map((core) => core.ready()))
  await plain.append([b4a.from('x'), b4a.alloc(BLOB_BLOCK_BYTES), b4a.alloc(3)])
  await encrypted.append([b4a.alloc(0), b4a.from('good'), b4a.from('other')])
  await huge.append(Array.from({ length: 20 }, () => b4a.alloc(1024 * 1024)))
  const blobs = blobsOf(t, ada.namespace('x'), cores.map((core) => core.key))
  const ref = (core: Uint8Array, blockOffset: number, blockLength: number, byteLength: number, of = key(0)): string => encodeBlobRef({ core, blockOffset, blockLength, byteOffset: 0, byteLength, hash: of })
  const right = ref(encrypted.key, 1, 1, 4, hash(b4a.from('good')))
  await blobs.ready(right)
  t.is((await blobs.state(right)).state, 'here', 'what a removed device put in stays')
  for (const [what, wrong] of [
    ['a short block that is not encrypted', ref(plain.key, 0, 1, 1)],
    ['a block that is not encrypted', ref(plain.key, 1, 1, BLOB_BLOCK_BYTES)],
    ['an empty block', ref(encrypted.key, 0, 1, 3)],
    ['other bytes', ref(encrypted.key, 2, 1, 5, hash(b4a.from('good!')))],
    ['fewer bytes than there are', ref(encrypted.key, 1, 1, 3, hash(b4a.from('goo')))]
  ] as const) {
    t.is(await codeOf(blobs.ready(wrong)), 'BAD_BLOB', what)
    t.is(await codeOf(blobs.get(wrong).next()), 'BAD_BLOB')
    t.is((await blobs.state(wrong, { fetch: true })).state, 'wrong')
  }
  const far = ref(huge.key, 0, 20, 20 * BLOB_BLOCK_BYTES)
  await until('blocks far larger than ours end it', async () => (await blobs.state(far, { fetch: true })).state === 'wrong')
  t.is(await codeOf(blobs.ready(far)), 'BAD_BLOB')
})

test('blobs - a core that nobody registered is neither opened nor asked for', async (t) => {
  const [mallory, ada] = await stores(t)
  const core = mallory.get({ name: 'trap' })
  await core.append(b4a.from('bait'))
  const blobs = blobsOf(t, ada.namespace('x'), [key(0)])
  const ref = encodeBlobRef({ core: core.key, blockOffset: 0, blockLength: 1, byteOffset: 0, byteLength: 4, hash: hash(b4a.from('bait')) })
  const before = ada.cores.size
  for (const call of [() => blobs.ready(ref), () => blobs.state(ref, { fetch: true }), () => blobs.get(ref).next()]) t.is(await codeOf(call()), 'NOT_FOUND')
  t.is(ada.cores.size, before)
  t.is(core.peers.length, 0)
})

test('blobs - who waits for a file hears that the document closes', async (t) => {
  const [, ada] = await stores(t)
  const blobs = blobsOf(t, ada.namespace('x'), [key(1)])
  const waiting = codeOf(blobs.ready(encodeBlobRef({ core: key(1), blockOffset: 0, blockLength: 1, byteOffset: 0, byteLength: 4, hash: key(0) })))
  setTimeout(() => { void blobs.close() }, 100)
  const before = Date.now()
  t.is(await waiting, 'CLOSED')
  t.ok(Date.now() - before < 1500, 'at once')
})
