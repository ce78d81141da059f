/** Files, killed in the middle and on a disk that runs full. Node only. */
import test from 'brittle'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import Corestore from 'corestore'
import { decodeBlobRef } from '../../core/format/blob-ref.ts'
import { Engine } from '../../core/index.ts'
import { Child } from '../sim/process.ts'
import { codeOf, sleep } from '../sim/world.ts'

const SIZE = 3_000_000

async function start (folder: string): Promise<Engine> {
  const engine = new Engine(folder, { offline: true })
  await engine.ready()
  return engine
}

async function sizeOf (source: AsyncIterable<Uint8Array>): Promise<number> {
  let size = 0
  for await (const part of source) size += part.byteLength
  return size
}

test('kill - every file that was said to be on disk is there, and of the others nothing is left', async (t) => {
  t.timeout(180_000)
  const folder = await t.tmp()
  const refs: string[] = []
  for (let round = 0; round < 6; round++) {
    const child = new Child('blob-child.ts', [folder, 'put', String(SIZE)])
    await child.line('ready')
    await sleep(Math.random() * 400)
    await child.kill()
    refs.push(...child.lines.filter((line) => line.startsWith('ref ')))
  }
  t.comment(`${refs.length} files in 6 rounds`)
  const engine = await start(folder)
  const [info] = await engine.documents()
  const document = await engine.open(info?.id ?? '')
  for (const line of refs) t.is(await sizeOf(document.getBlob(line.split(' ')[2] ?? '')), SIZE)
  const { ref } = await document.putBlob(new Uint8Array(10))
  await engine.close()

  const last = decodeBlobRef(ref)
  const whole = new Set(refs.flatMap((line) => {
    const { blockOffset = 0, blockLength = 0 } = decodeBlobRef(line.split(' ')[2] ?? '') ?? {}
    return Array.from({ length: blockLength }, (_, i) => blockOffset + i)
  }))
  const store = new Corestore(folder + '/store')
  const core = store.get({ key: last?.core ?? new Uint8Array(32) })
  await core.ready()
  let left = 0
  for (let i = 0; i < (last?.blockOffset ?? 0); i++) if (!whole.has(i) && await core.has(i)) left++
  // Killed between the last note and the word about it, a file is whole all the same.
  t.ok(left % Math.ceil(SIZE / 65_536) === 0 && left <= 6 * Math.ceil(SIZE / 65_536), `${left} blocks of files that nobody heard of, of ${last?.blockOffset ?? 0}`)
  await store.close()
})

test('surroundings - a file that does not fit on the disk is refused, in time for the text to go on', async (t) => {
  t.timeout(120_000)
  const folder = await t.tmp()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=600m', 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    return t.pass('skipped: this process may not mount a small disk')
  }
  t.teardown(() => { execFileSync('umount', ['-l', folder]) }, { order: 1000, force: true })
  const engine = await start(folder + '/data')
  const document = await engine.create()
  const good = await document.putBlob(new Uint8Array(1_000_000))
  t.is(await codeOf(document.putBlob(new Uint8Array(10), { size: 500_000_000 })), 'DISK_FULL', 'announced')
  async function * endless (): AsyncGenerator<Uint8Array> { for (;;) yield crypto.getRandomValues(new Uint8Array(60_000)) }
  t.is(await codeOf(document.putBlob(endless())), 'DISK_FULL', 'not announced')
  const { bavail, bsize } = fs.statfsSync(folder)
  t.ok(bavail * bsize > 400e6, `${Math.round(bavail * bsize / 1e6)} MB are free again`)
  document.ydoc.getMap('x').set('goes', 'on')
  await document.saved()
  t.is(await sizeOf(document.getBlob(good.ref)), 1_000_000)
  await engine.close()
  const again = await start(folder + '/data')
  const reopened = await again.open(document.id)
  t.is(await sizeOf(reopened.getBlob(good.ref)), 1_000_000)
  const small = await codeOf(reopened.putBlob(new Uint8Array(100_000)))
  t.ok(small === '' || small === 'DISK_FULL', small)
  await again.close()
})
