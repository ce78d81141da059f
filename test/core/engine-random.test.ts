/**
 * Several engines, random edits, links that break and heal, devices that sleep and restart: in the end all hold the
 * same. A run prints its seed; SEED=… repeats it. Seeds that once failed are pinned.
 */
import test, { type Assert } from 'brittle'
import fs from '#fs'
import type { Document } from '../../core/index.ts'
import { paragraph, same, settle, sleep, textOf, viewOf, world, write, xmlOf, type World } from '../sim/world.ts'
import { random, type Random } from './format/yupdate-world.ts'

const STEPS = 140
const PINNED: { seed: number, people: number }[] = [
  { seed: 20261122, people: 3 },
  { seed: 4, people: 5 },
  { seed: 52450790, people: 5 } // ends with everyone coming online in the same moment
]
const NAMES = ['ada', 'ben', 'cleo', 'dan', 'eve']
const WORDS = ['word ', 'ü', '漢字', '😀', 'a longer piece of text ', ' ', 'x']

const given = Number((globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env?.['SEED'] ?? 0)
const seed = given > 0 ? given : Date.now() % 0x7fffffff

for (const { seed: pinned, people } of given > 0 ? [] : PINNED) test(`random - ${people} people, seed ${pinned}`, (t) => run(t, pinned, people))
test(`random - seed ${seed}`, (t) => run(t, seed, 3 + seed % 3))

async function run (t: Assert, from: number, people: number): Promise<void> {
  t.comment(`SEED=${from}`)
  const rng = random(from)
  const w = await world(t)
  const names = NAMES.slice(0, people)
  await w.startAll(...names)
  const documents = new Map<string, Document>()
  for (const [i, document] of (await w.share('ada', names.slice(1))).entries()) documents.set(names[i]!, document)
  const { id } = documents.get('ada')!
  for (let step = 0; step < STEPS; step++) {
    const name = rng.pick(names)
    if (rng.chance(88)) edit(rng, documents.get(name)!)
    else await disturb(rng, w, name, names, documents)
    if (rng.chance(25)) await sleep(rng(30))
  }
  await w.healAll()
  for (const name of names) await w.engine(name).setOnline(true)
  await settle(...documents.values()).catch((error: unknown) => {
    for (const [name, document] of documents) t.comment(name, JSON.stringify({ ...document.status(), holders: document.status().holders.map(({ name: n, online, behind }) => [n, online, behind]) }))
    throw error
  })
  const [first] = documents.values()
  for (const [name, document] of documents) {
    if (xmlOf(document) !== xmlOf(first!)) { const [p, q] = [xmlOf(document), xmlOf(first!)]; let i = 0; while (p[i] === q[i]) i++; t.comment(JSON.stringify([p.slice(i - 40, i + 60), q.slice(i - 40, i + 60)])) }
    t.is(xmlOf(document), xmlOf(first!), name + ' has the same text and formats')
    t.absent(document.ydoc.store.pendingStructs !== null || document.ydoc.store.pendingDs !== null, name + ' waits for nothing')
  }
  const xml = xmlOf(first!)
  const text = textOf(first!)
  t.comment(`${text.length} characters, ${first!.fragment.length} paragraphs`)
  for (const name of names) await w.stop(name)

  const view = await viewOf(w.folder('ada'), id)
  for (const name of names.slice(1)) t.alike(await viewOf(w.folder(name), id), view, name + ' has the same view')
  await fs.promises.rm(w.folder('ada') + '/cache', { recursive: true, force: true })
  const replayed = await (await w.start('ada', { offline: true })).open(id)
  t.is(xmlOf(replayed), xml, 'replaying the log gives the same text')
  const cached = await (await w.start('ben', { offline: true })).open(id)
  t.is(xmlOf(cached), xml, 'so does what was kept of it')
  t.ok(same(replayed, cached))
}

function edit (rng: Random, document: Document): void {
  const { fragment, ydoc } = document
  if (fragment.length === 0 || rng.chance(12)) return write(document, rng.pick(WORDS), rng(fragment.length + 1))
  const index = rng(fragment.length)
  const text = paragraph(document, index)
  const letters = text.toJSON().replace(/<[^>]*>/g, '')
  const at = whole(letters, rng(letters.length + 1))
  const to = whole(letters, Math.min(letters.length, at + 1 + rng(12)))
  switch (rng.pick(['delete', 'delete', 'format', 'format', 'split', 'remove', 'insert', 'insert', 'insert'])) {
    case 'remove': return fragment.delete(index, 1)
    case 'delete': return text.delete(at, to - at)
    case 'format': return text.format(at, to - at, { [rng.pick(['bold', 'italic'])]: rng.chance(60) ? {} : null })
    case 'split': return ydoc.transact(() => { // Enter in the middle of a line
      text.delete(at, letters.length - at)
      write(document, letters.slice(at), index + 1)
    })
    default: return text.insert(at, rng.pick(WORDS), rng.chance(20) ? { bold: {} } : undefined)
  }
}

/** Not between the two halves of a character: Yjs can't keep half of one. */
function whole (text: string, at: number): number {
  return /^[\ud800-\udbff]$/.test(text[at - 1] ?? '') ? at - 1 : at
}

async function disturb (rng: Random, w: World, name: string, names: string[], documents: Map<string, Document>): Promise<void> {
  const other = rng.pick(names.filter((each) => each !== name))
  const { id } = documents.get(name)!
  if (rng.chance(35)) return w.cut(name, other)
  if (rng.chance(40)) return w.heal(name, other)
  if (rng.chance(40)) return w.engine(name).setOnline(!w.engine(name).online)
  if (rng.chance(30)) await documents.get(name)!.close()
  else await w.restart(name)
  documents.set(name, await w.engine(name).open(id))
}
