/** Files in a document: bytes that one device puts in and the others fetch when they are asked for. */
import test from 'brittle'
import b4a from 'b4a'
import Corestore from 'corestore'
import { decodeBlobRef, encodeBlobRef, BLOB_BLOCK_BYTES, type BlobRef } from '../../core/format/blob-ref.ts'
import type { Document } from '../../core/index.ts'
import { Engine } from '../../core/index.ts'
import { random } from '../helpers/random.ts'
import { codeOf, sleep, until, world } from '../sim/world.ts'

const SEED = 20261124

function bytesOf (size: number, seed = SEED): Uint8Array { return random(seed).bytes(size) }

async function read (document: Document, ref: string, range: { start?: number, end?: number } = {}): Promise<Uint8Array> {
  const parts = []
  for await (const part of document.getBlob(ref, range)) parts.push(part)
  return b4a.concat(parts)
}

async function * pieces (data: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < data.byteLength; at += size) yield data.subarray(at, at + size)
}

function refOf (text: string): BlobRef {
  const ref = decodeBlobRef(text)
  if (ref === null) throw new Error('this is no ref')
  return ref
}

test('blobs - what is put in can be read, whole and in part, also after a restart', async (t) => {
  const folder = await t.tmp()
  const start = async (): Promise<Engine> => {
    const engine = new Engine(folder, { offline: true })
    await engine.ready()
    return engine
  }
  const engine = await start()
  const document = await engine.create({ title: 'Report' })
  const refs: [ref: string, data: Uint8Array][] = []
  for (const size of [0, 1, BLOB_BLOCK_BYTES - 1, BLOB_BLOCK_BYTES, BLOB_BLOCK_BYTES + 1, 20 * BLOB_BLOCK_BYTES + 17]) {
    const data = bytesOf(size, SEED + size)
    const put = await document.putBlob(size % 2 === 0 ? data : pieces(data, 10_007))
    t.is(put.size, size)
    t.ok(b4a.equals(await read(document, put.ref), data), `${size} bytes`)
    refs.push([put.ref, data])
  }
  const [ref = '', data = new Uint8Array()] = refs.at(-1) ?? []
  for (const [from, to] of [[0, 1], [5, 70_000], [65_535, 65_537], [65_536, 131_072], [data.byteLength - 1, data.byteLength], [7, 7], [9, 3], [-5, 2], [1000, 2 ** 40]] as const) {
    t.alike(await read(document, ref, { start: from, end: to }), b4a.from(data.subarray(Math.max(0, from), Math.max(from, to))), `${from} to ${to}`)
  }
  t.alike(await document.blobState(ref), { state: 'here', have: data.byteLength, size: data.byteLength, peers: 0 })
  await engine.close()
  const again = await start()
  const reopened = await again.open(document.id)
  for (const [one, bytes] of refs) t.ok(b4a.equals(await read(reopened, one), bytes))
  await again.close()
})

test('blobs - one puts a file in, another fetches it, a third has it from the second while the first is away', async (t) => {
  const w = await world(t)
  await w.startAll('ada', 'ben', 'cleo')
  const [a, b, c] = await w.share('ada', ['ben', 'cleo']) as [Document, Document, Document]
  await w.cut('ada', 'cleo')
  const data = bytesOf(2_500_000)
  const { ref } = await a.putBlob(data)
  await a.setTitle('With a file') // what is in the log before it is known by then
  await until('both know of the file', () => b.title === 'With a file' && c.title === 'With a file')
  t.alike(await b.blobState(ref), { state: 'missing', have: 0, size: data.byteLength, peers: (await b.blobState(ref)).peers }, 'nothing comes before somebody asks')
  await sleep(500)
  t.is((await b.blobState(ref)).have, 0)
  t.ok(b4a.equals(await read(b, ref), data), 'fetched by the second')
  await w.stop('ada')
  await until('the third has it', async () => (await c.blobState(ref, { fetch: true })).state === 'here')
  t.ok(b4a.equals(await read(c, ref, { start: 100, end: 200_000 }), data.subarray(100, 200_000)))
})

test('blobs - a ref that no device of the document can have made opens nothing', async (t) => {
  const folder = await t.tmp()
  const engine = new Engine(folder, { offline: true })
  await engine.ready()
  const document = await engine.create()
  const other = await engine.create()
  const { ref } = await document.putBlob(bytesOf(100_000))
  const good = refOf(ref)
  const elsewhere = await other.putBlob(bytesOf(10))
  const hostile: [what: string, ref: string, code: string][] = [
    ['another core', encodeBlobRef({ ...good, core: new Uint8Array(32).fill(7) }), 'NOT_FOUND'],
    ['no core', encodeBlobRef({ ...good, core: new Uint8Array(32) }), 'NOT_FOUND'],
    ['a core of another document', elsewhere.ref, 'NOT_FOUND'],
    ['garbage', 'garbage', 'NOT_FOUND'],
    ['nothing', '', 'NOT_FOUND'],
    ['huge numbers', encodeBlobRef({ ...good, blockOffset: 2 ** 53 - 1 }), 'NOT_FOUND'],
    ['another hash', encodeBlobRef({ ...good, hash: new Uint8Array(32) }), 'BAD_BLOB'],
    ['a shorter last block', encodeBlobRef({ ...good, byteLength: good.byteLength - 1 }), 'BAD_BLOB'],
    ['blocks that are not there', encodeBlobRef({ ...good, blockOffset: 1 }), 'NOBODY_HERE'],
    ['blocks far beyond the end', encodeBlobRef({ ...good, blockOffset: 2 ** 36 }), 'NOBODY_HERE'],
    ['nothing with a hash', encodeBlobRef({ ...good, blockLength: 0, byteLength: 0 }), 'BAD_BLOB']
  ]
  const codes = await Promise.all(hostile.map(([, one]) => codeOf(read(document, one))))
  hostile.forEach(([what, , code], i) => { t.is(codes[i], code, what) })
  t.is((await document.blobState(hostile[6]?.[1] ?? '')).state, 'wrong')
  t.ok(b4a.equals(await read(document, encodeBlobRef({ ...good, byteOffset: 12345 })), bytesOf(100_000)), 'where a byte lies, it is not believed')
  t.ok(b4a.equals(await read(document, ref), bytesOf(100_000)), 'and the good one is as it was')
  await engine.close()
})

test('blobs - an upload that breaks off leaves nothing behind, and the next one is as good as ever', async (t) => {
  const w = await world(t)
  await w.startAll('ada', 'ben')
  const [a, b] = await w.share('ada', ['ben']) as [Document, Document]
  const first = await a.putBlob(bytesOf(100_000, 1))
  async function * broken (): AsyncGenerator<Uint8Array> {
    yield * pieces(bytesOf(3_000_000, 2), 100_000)
    throw new Error('the stick was pulled out')
  }
  t.is(await codeOf(a.putBlob(broken())), 'BAD_INPUT')
  const second = await a.putBlob(bytesOf(200_000, 3))
  const blockLength = refOf(second.ref).blockOffset - 2
  t.ok(blockLength >= 16, `${blockLength} blocks were written`)
  const gap = { ...refOf(first.ref), blockOffset: 2, blockLength, byteLength: blockLength * BLOB_BLOCK_BYTES }
  t.is((await a.blobState(encodeBlobRef(gap))).have, 0, 'and cleared')
  await a.setTitle('Two files')
  await until('ben knows of them', () => b.title === 'Two files')
  t.ok(b4a.equals(await read(b, second.ref), bytesOf(200_000, 3)), 'behind the gap')
  t.ok(b4a.equals(await read(b, first.ref), bytesOf(100_000, 1)), 'and before it')
})

test('blobs - several at once, and one that hangs when the document closes', async (t) => {
  const folder = await t.tmp()
  const engine = new Engine(folder, { offline: true })
  await engine.ready()
  const document = await engine.create()
  const puts = await Promise.all([1, 2, 3, 4].map((seed) => document.putBlob(pieces(bytesOf(300_000, seed), 5000))))
  for (const [i, { ref }] of puts.entries()) t.ok(b4a.equals(await read(document, ref), bytesOf(300_000, i + 1)))
  async function * hanging (): AsyncGenerator<Uint8Array> {
    yield bytesOf(500_000)
    await new Promise(() => {})
  }
  const hung = codeOf(document.putBlob(hanging()))
  const behind = codeOf(document.putBlob(bytesOf(10)))
  await sleep(200)
  await document.close()
  t.is(await hung, 'CLOSED')
  t.is(await behind, 'CLOSED')
  t.is(await codeOf(document.blobState(puts[0]?.ref ?? '')), 'CLOSED')
  const again = await engine.open(document.id)
  t.ok(b4a.equals(await read(again, puts[3]?.ref ?? ''), bytesOf(300_000, 4)))
  await engine.close()
})

test('blobs - a reader reads and puts nothing in; an editor does both', async (t) => {
  const w = await world(t)
  await w.startAll('ada', 'ben', 'cleo')
  const [a, b] = await w.share('ada', ['ben']) as [Document, Document]
  const c = await w.engine('cleo').join(await a.invite({ role: 'reader' }))
  const { ref } = await b.putBlob(bytesOf(70_000))
  await b.setTitle('A file')
  await until('cleo knows of it', () => c.title === 'A file')
  t.is(await codeOf(c.putBlob(bytesOf(10))), 'NOT_ALLOWED')
  t.ok(b4a.equals(await read(c, ref), bytesOf(70_000)))
})

test('blobs - a fetch that is cut goes on where it was; meanwhile it says that nobody is there', async (t) => {
  const w = await world(t)
  await w.startAll('ada', 'ben')
  const [a, b] = await w.share('ada', ['ben']) as [Document, Document]
  const data = bytesOf(8_000_000)
  const { ref } = await a.putBlob(data)
  await a.setTitle('A file')
  await until('ben knows of it', () => b.title === 'A file')
  await until('some of it is there', async () => (await b.blobState(ref, { fetch: true })).have > 0)
  await w.cut('ada', 'ben')
  const { have, state } = await b.blobState(ref)
  t.comment(`${have} of ${data.byteLength} bytes when the line was cut: ${state}`)
  if (have < data.byteLength) {
    t.is(await codeOf(read(b, ref)), 'NOBODY_HERE')
    await until('it says so', async () => (await b.blobState(ref)).state === 'missing')
  }
  await w.heal('ada', 'ben')
  await until('the rest has come by itself', async () => (await b.blobState(ref)).state === 'here')
  t.ok(b4a.equals(await read(b, ref), data))
})

test('blobs - whoever only keeps the core can not read it', async (t) => {
  const folder = await t.tmp()
  const engine = new Engine(folder, { offline: true })
  await engine.ready()
  const document = await engine.create()
  const { ref } = await document.putBlob(b4a.from('plain words '.repeat(1000)))
  await engine.close()
  const store = new Corestore(folder + '/store')
  const core = store.get({ key: refOf(ref).core })
  const block = await core.get(refOf(ref).blockOffset, { wait: false })
  t.ok(block !== null && block.byteLength >= 12_000 && !b4a.toString(block).includes('plain words'))
  await store.close()
})
