/** Killed between two writes of the base that belong together: nothing may count twice. Node only. */
import test from 'brittle'
import b4a from 'b4a'
import Corestore from 'corestore'
import ProtomuxWakeup from 'protomux-wakeup'
import { Registry } from '../../core/library/registry.ts'
import { Replica } from '../../core/doc/replica.ts'
import { Child } from '../sim/process.ts'
import { settle, textOf, type, viewOf, world } from '../sim/world.ts'

const ROUNDS = 3

/** One run of a Sheaf over this folder, and what it said before its end. */
async function run (folder: string, round: number, end: 'killed' | 'spared'): Promise<string[]> {
  const child = new Child('durable-window-child.ts', [folder, String(round), end])
  await child.exit
  return child.lines
}

/** How long the core is that indexers sign, for each block in the only log: with entries too many, nobody else can follow a signature. */
async function entriesPerBlock (folder: string): Promise<number> {
  const store = new Corestore(folder + '/store')
  await store.ready()
  const registry = new Registry(store)
  const wakeup = new ProtomuxWakeup()
  await registry.ready()
  const [record] = await registry.list('document')
  if (record === undefined) throw new Error('this folder does not hold the document')
  const [key, encryptionKey, namespace] = [record.key, record.encryptionKey, record.namespace].map((text) => b4a.from(text, 'hex'))
  const replica = new Replica({ store: store.namespace(namespace!), key: key!, encryptionKey: encryptionKey!, wakeup })
  await replica.ready()
  await replica.catchUp()
  const entries = (replica.base.length - 1) / replica.base.local.length // the first one is of the core itself
  await replica.close()
  await registry.close()
  wakeup.destroy()
  await store.close()
  return entries
}

test('window - a creator that is killed there, over and over, keeps its text and its place', async (t) => {
  t.timeout(120_000)
  const w = await world(t)
  const folder = w.folder('ada')
  const spared = w.folder('spared')
  for (let round = 0; round < ROUNDS; round++) {
    t.alike(await run(folder, round, 'killed'), ['saved'], 'killed where it was meant to be')
    t.alike(await run(spared, round, 'spared'), ['saved', 'survived'])
  }
  for (const name of ['ada', 'spared']) {
    await w.start(name)
    await w.stop(name)
  }
  t.is(await entriesPerBlock(folder), await entriesPerBlock(spared), 'nothing counted twice')
  const ada = await w.start('ada')
  const [info] = await ada.documents()
  const mine = await ada.open(info?.id ?? '')
  for (let round = 0; round < ROUNDS; round++) {
    t.ok(textOf(mine).includes('saved ' + round))
    t.ok(textOf(mine).includes('unsaved ' + round), 'what is in the log is in the text')
  }
  const ben = await w.start('ben')
  const theirs = await ben.join(await mine.invite())
  type(theirs, ' by ben')
  type(mine, ' by ada')
  await settle(mine, theirs)
  t.is(textOf(mine), textOf(theirs))
  for (const name of ['ada', 'ben']) await w.stop(name)
  t.alike(await viewOf(folder, mine.id), await viewOf(w.folder('ben'), mine.id), 'the same rows')
})

test('window - a run that ended in order is not worked out again', async (t) => {
  const folder = await t.tmp()
  const registry = async <T>(fn: (registry: Registry) => Promise<T>): Promise<T> => {
    const store = new Corestore(folder)
    await store.ready()
    const open = new Registry(store)
    await open.ready()
    const value = await fn(open)
    await open.close()
    await store.close()
    return value
  }
  t.is(await registry((open) => open.begin()), false, 'the first start')
  t.is(await registry((open) => open.begin()), true, 'after one that said no goodbye')
  await registry((open) => open.end())
  t.is(await registry((open) => open.begin()), false, 'after one that did')
})
