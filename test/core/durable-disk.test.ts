/** Bad surroundings: folders that can't be used, a disk that is full, files that are damaged. */
import test, { type Assert } from 'brittle'
import Corestore from 'corestore'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { Engine, SheafError, type Document } from '../../core/index.ts'
import { Registry } from '../../core/library/registry.ts'
import { codeOf, textOf, type, write } from '../sim/world.ts'

async function start (folder: string): Promise<Engine> {
  const engine = new Engine(folder, { name: 'ada', offline: true })
  await engine.ready()
  return engine
}

async function failure (promise: Promise<unknown>): Promise<SheafError> {
  try {
    await promise
  } catch (error) {
    if (error instanceof SheafError) return error
    throw error
  }
  throw new Error('it did not fail')
}

/** A small disk of its own; null where this process may not mount one. */
function smallDisk (t: Assert, folder: string, megabytes: number): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    t.pass('skipped: this process may not mount a small disk')
    return false
  }
  t.teardown(() => { execFileSync('umount', ['-l', folder]) }, { order: 1000, force: true })
  return true
}

/** Leaves only so many bytes free; returns how to undo it. */
function fill (folder: string, leave = 0): () => void {
  const file = path.join(folder, 'filler')
  const handle = fs.openSync(file, 'w')
  for (let size = 1 << 20; size >= 1; size >>= 1) {
    try {
      while (fs.writeSync(handle, Buffer.alloc(size, 1)) === size);
    } catch { /* full for this size */ }
  }
  fs.ftruncateSync(handle, fs.fstatSync(handle).size - leave)
  fs.closeSync(handle)
  return () => { fs.rmSync(file) }
}

test('surroundings - a folder that another Sheaf uses', async (t) => {
  const folder = await t.tmp()
  const first = await start(folder)
  const error = await failure(start(folder))
  t.is(error.code, 'LOCKED_BY_OTHER_PROCESS')
  t.ok(/Another Sheaf uses this/.test(error.message), error.message)
  const document = await first.create()
  write(document, 'undisturbed')
  await document.saved()
  await first.close()
  await (await start(folder)).close()
  t.pass('free again')
})

test('surroundings - a folder that is a file, or below one, or may not be written', async (t) => {
  const folder = await t.tmp()
  const file = path.join(folder, 'file')
  fs.writeFileSync(file, 'a letter')
  const inPlace = await failure(start(file))
  const below = await failure(start(path.join(file, 'deep', 'inside')))
  for (const error of [inPlace, below]) {
    t.not(error.code, 'INTERNAL', error.message)
    t.ok(error.message.length < 200 && !/\b(ENOTDIR|EEXIST|ENOENT|errno)\b/.test(error.message), error.message)
  }
  t.is(fs.readFileSync(file, 'utf8'), 'a letter')

  const readOnly = path.join(folder, 'read-only')
  fs.mkdirSync(readOnly)
  await (await start(readOnly)).close()
  try {
    execFileSync('mount', ['--bind', readOnly, readOnly], { stdio: 'ignore' })
    execFileSync('mount', ['-o', 'remount,ro,bind', readOnly], { stdio: 'ignore' })
  } catch {
    return t.pass('skipped: this process may not mount a folder read-only')
  }
  t.teardown(() => { execFileSync('umount', ['-l', readOnly]) }, { force: true })
  const error = await failure(start(readOnly))
  t.is(error.code, 'READ_ONLY_DISK', error.message)
})

test('surroundings - a full disk is named, and nothing that was saved is lost', async (t) => {
  const folder = await t.tmp()
  if (!smallDisk(t, folder, 24)) return
  const data = path.join(folder, 'data')
  const engine = await start(data)
  const document = await engine.create({ title: 'Diary' })
  write(document, 'saved')
  await document.saved()
  const free = fill(folder, 400_000)
  const saved: string[] = ['saved']
  const error = await failure((async () => {
    for (let i = 0; i < 2000; i++) {
      const text = `line ${i} ${'x'.repeat(2000)}`
      write(document, text)
      await document.saved()
      saved.push(text)
    }
  })())
  t.is(error.code, 'DISK_FULL', error.message)
  t.comment(`${saved.length} lines were saved`)
  t.absent(document.status().saved, 'what did not fit is not said to be saved')
  const another = await codeOf(engine.create({ title: 'Another' }).then((made) => made.saved()))
  t.ok(another === 'DISK_FULL' || another === '', 'opened anew, the store may have freed a little by itself')
  free()

  const again = await engine.open(document.id)
  t.alike(saved.filter((line) => !textOf(again).includes(line)), [], 'opened again in the same process')
  type(again, ' and on')
  await again.saved()
  await engine.close()
  const fresh = await start(data)
  const reopened = await fresh.open(document.id)
  t.alike(saved.filter((line) => !textOf(reopened).includes(line)), [], 'and after a restart')
  t.ok(textOf(reopened).includes('saved and on'))
  t.alike((await fresh.documents()).filter(({ state }) => state !== 'ready'), [])
  await fresh.close()
})

test('surroundings - started on a full disk, it says so, and starts once there is space', async (t) => {
  const folder = await t.tmp()
  if (!smallDisk(t, folder, 24)) return
  const data = path.join(folder, 'data')
  const before = await start(data)
  const document = await before.create({ title: 'Diary' })
  write(document, 'kept')
  await document.saved()
  await before.close()
  const free = fill(folder)
  const outcome = await codeOf(start(data).then(async (engine) => { // reading alone may well work
    t.is(textOf(await engine.open(document.id)), 'kept')
    await engine.close()
  }))
  t.ok(outcome === '' || outcome === 'DISK_FULL', outcome)
  t.is(await codeOf(start(path.join(folder, 'new'))), 'DISK_FULL', 'a new folder can not be made there')
  free()
  const engine = await start(data)
  t.is(textOf(await engine.open(document.id)), 'kept')
  await engine.close()
})

test('surroundings - a kept text that is damaged, truncated or gone is made again from the log', async (t) => {
  const folder = await t.tmp()
  let engine = await start(folder)
  const document = await engine.create()
  for (let i = 0; i < 20; i++) write(document, `line ${i}`)
  await document.saved()
  const text = textOf(document)
  const { id } = document
  await engine.close()
  const cache = path.join(folder, 'cache')
  const [name] = fs.readdirSync(cache)
  const file = path.join(cache, name ?? '')
  const good = fs.readFileSync(file)
  t.absent(good.includes('line 1'), 'what is kept can not be read without the key')
  const flipped = Buffer.from(good)
  flipped[good.length >> 1] = (flipped[good.length >> 1] ?? 0) ^ 255
  const damages: [string, () => void][] = [
    ['flipped', () => { fs.writeFileSync(file, flipped) }],
    ['truncated', () => { fs.writeFileSync(file, good.subarray(0, 30)) }],
    ['empty', () => { fs.writeFileSync(file, '') }],
    ['gone', () => { fs.rmSync(file) }],
    ['a folder', () => { fs.rmSync(file, { force: true }); fs.mkdirSync(file) }],
    ['an unfinished one beside it', () => { fs.rmSync(file, { recursive: true }); fs.writeFileSync(file + '.new', 'half') }]
  ]
  for (const [what, damage] of damages) {
    damage()
    engine = await start(folder)
    t.is(textOf(await engine.open(id)), text, what)
    await engine.close()
  }
})

test('surroundings - a store whose files are damaged says so in a sentence, and is not made anew', async (t) => {
  const folder = await t.tmp()
  const engine = await start(folder)
  const document: Document = await engine.create({ title: 'Diary' })
  write(document, 'precious')
  await document.saved()
  await engine.close()
  const db = path.join(folder, 'store', 'db')
  for (const name of fs.readdirSync(db)) {
    if (/^(CURRENT|MANIFEST)/.test(name)) fs.writeFileSync(path.join(db, name), 'damaged')
  }
  const error = await failure(start(folder))
  t.is(error.code, 'DAMAGED', error.message)
  t.ok(error.message.length < 300, error.message)
  t.is(await codeOf(start(folder)), 'DAMAGED', 'the second time as well: nothing was replaced by something empty')
})

test('surroundings - one document that can not be opened takes no other with it', async (t) => {
  const folder = await t.tmp()
  const engine = await start(folder)
  const good = await engine.create({ title: 'Good' })
  write(good, 'fine')
  await good.saved()
  const bad = await engine.create({ title: 'Bad' })
  await engine.close()
  const store = new Corestore(path.join(folder, 'store'))
  await store.ready()
  const registry = new Registry(store)
  await registry.ready()
  const record = await registry.get('document', bad.id)
  if (record === null) throw new Error('there is no such record')
  await registry.put('document', bad.id, { ...record, key: 'abcd' })
  await registry.close()
  await store.close()
  const again = await start(folder)
  const infos = (await again.documents()).map(({ title, state, error }) => [title, state, error?.code])
  t.alike(infos.sort(([a = ''], [b = '']) => a < b ? -1 : 1), [['Bad', 'damaged', 'DAMAGED'], ['Good', 'ready', undefined]])
  t.is(await codeOf(again.open(bad.id)), 'DAMAGED')
  t.is(textOf(await again.open(good.id)), 'fine')
  await again.close()
})
