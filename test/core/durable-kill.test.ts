/** Killed at any moment, with no time for anything: what was said to be saved is there. Node only. */
import test from 'brittle'
import { Engine, type Document } from '../../core/index.ts'
import { Child } from '../sim/process.ts'
import { codeOf, settle, sleep, textOf, type, until, world } from '../sim/world.ts'

const ROUNDS = 12

async function alone (folder: string): Promise<Engine> {
  const engine = new Engine(folder, { offline: true })
  await engine.ready()
  return engine
}

function texts (document: Document): Set<string> { return new Set(textOf(document).split('\n')) }

test('kill - every edit that was said to be saved is there, over and over', async (t) => {
  t.timeout(180_000)
  const folder = await t.tmp()
  const acknowledged: string[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const child = new Child('durable-child.ts', [folder, 'write'])
    await child.line('ready')
    await sleep(Math.random() * 250)
    await child.kill()
    acknowledged.push(...child.lines.filter((line) => line.startsWith('edit ')))
  }
  t.comment(`${acknowledged.length} edits in ${ROUNDS} rounds`)
  t.ok(acknowledged.length > 0)
  const engine = await alone(folder)
  const [info] = await engine.documents()
  t.is(info?.state, 'ready')
  const document = await engine.open(info?.id ?? '')
  const there = texts(document)
  t.alike(acknowledged.filter((line) => !there.has(line)), [], 'none is lost')
  t.is(document.fragment.length, there.size, 'and none is there twice')
  type(document, ' and on')
  await document.saved()
  await engine.close()
})

test('kill - while documents are made: each that was said to be there is, and none is damaged', async (t) => {
  t.timeout(120_000)
  const folder = await t.tmp()
  const made: string[] = []
  for (let round = 0; round < 4; round++) {
    const child = new Child('durable-child.ts', [folder, 'create'])
    await child.line('ready')
    await sleep(Math.random() * 300)
    await child.kill()
    made.push(...child.lines.filter((line) => line.startsWith('document ')).map((line) => line.slice(9)))
  }
  t.comment(`${made.length} documents`)
  const engine = await alone(folder)
  const infos = await engine.documents()
  t.alike(infos.filter(({ state, role }) => state !== 'ready' || role !== 'owner'), [])
  const ids = new Set(infos.map(({ id }) => id))
  t.alike(made.filter((id) => !ids.has(id)), [])
  for (const id of made) t.is(textOf(await engine.open(id)), 'first line')
  await engine.close()
})

test('kill - at the very first start, the next start works', async (t) => {
  t.timeout(120_000)
  for (const wait of [0, 20, 60]) {
    const folder = await t.tmp()
    const child = new Child('durable-child.ts', [folder, 'hold'])
    await sleep(300 + wait)
    await child.kill()
    const engine = await alone(folder)
    t.alike(await engine.documents(), [])
    await engine.close()
  }
})

test('kill - while it joins: the join goes on by itself, or the document is there', async (t) => {
  const w = await world(t)
  const ada = await (await w.start('ada')).create({ title: 'Shared' })
  const port = String(w.bootstrap[0]?.port ?? 0)
  for (const wait of [0, 100, 400, 1200]) {
    const name = 'ben' + String(wait)
    const child = new Child('durable-child.ts', [w.folder(name), 'join', await ada.invite(), port])
    await child.line('joining')
    await sleep(wait)
    await child.kill()
    const ben = await w.start(name)
    t.is((await ben.documents()).length, 1)
    const document = await ben.joined(ada.id)
    await settle(ada, document)
    t.pass(`killed ${child.lines.some((line) => line.startsWith('joined')) ? 'after' : 'before'} it was in`)
    await w.stop(name)
  }
  await until('each came in once', async () => (await ada.members()).length === 5)
})

test('kill - the folder is free again at once', async (t) => {
  t.timeout(60_000)
  const folder = await t.tmp()
  const child = new Child('durable-child.ts', [folder, 'hold'])
  await child.line('ready')
  t.is(await codeOf(alone(folder)), 'LOCKED_BY_OTHER_PROCESS')
  await child.kill()
  await (await alone(folder)).close()
  t.pass()
})
