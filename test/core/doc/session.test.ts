/** The live text over a replica: what changes behind it, its cache, and convergence whatever the order. */
import test, { type Assert } from 'brittle'
import fs from '#fs'
import path from '#path'
import { randomBytes } from 'hypercore-crypto'
import * as Y from 'yjs'
import { StateCache } from '../../../core/doc/cache.ts'
import { quietly } from '../../../core/doc/merge.ts'
import { Session } from '../../../core/doc/session.ts'
import { NO_KEY, type Op } from '../../../core/format/ops.ts'
import { anyClient, Group, NO_CACHE, Pen, type Device } from '../../helpers/group.ts'
import { random, type Random } from '../../helpers/random.ts'

const SEED = 20261206
const RUNS = 100

/** A session that follows its device, and how often its text was built again. */
class Follower {
  readonly session: Session
  resets = 0

  constructor (device: Device, cache = NO_CACHE) {
    this.session = new Session(device.replica, cache, () => [], anyClient)
    this.session.on('reset', () => { this.resets++ })
  }

  get text (): string { return this.session.ydoc.getText('text').toJSON() }
}

async function follow (t: Assert, device: Device): Promise<Follower> {
  const follower = new Follower(device)
  await follower.session.open()
  t.teardown(() => follower.session.close(), { order: -1 })
  return follower
}

async function couple (t: Assert): Promise<{ group: Group, ada: Device, eve: Device, ink: Pen, pen: Pen, followers: Follower[] }> {
  const group = new Group(t)
  const ada = await group.create('ada')
  const eve = await group.join(ada, 'eve')
  const ink = new Pen(ada, 0)
  const first = ink.write('ada ')
  await ada.append(ink.op(first))
  await group.settle()
  return { group, ada, eve, ink, pen: new Pen(eve, 0, first), followers: [await follow(t, ada), await follow(t, eve)] }
}

test('session - a removal with a cut takes shown text away, and an adoption brings it back, on every screen', async (t) => {
  const { group, ada, eve, ink, pen, followers } = await couple(t)
  const words = pen.write('eve ')
  await eve.append(pen.op(words))
  await group.settle()
  for (const { session } of followers) await session.pull()
  ink.take(words)
  await ada.append(ink.op(ink.write('rests on it ')))
  await group.settle()
  for (const { session } of followers) await session.pull()
  t.alike(followers.map(({ text, resets }) => [text, resets]), [['ada eve rests on it ', 0], ['ada eve rests on it ', 0]])
  await ada.append({ kind: 'remove', body: { member: eve.person.member, writer: NO_KEY, cuts: [{ writer: eve.writer, length: 0 }] } })
  await group.settle()
  for (const { session } of followers) await session.pull()
  t.alike(followers.map(({ text, resets }) => [text, resets]), [['ada rests on it ', 1], ['ada rests on it ', 1]])
  await ada.append({ kind: 'adopt', body: { writer: eve.writer, from: 1, to: 1, keep: true } })
  await group.settle()
  for (const { session } of followers) await session.pull()
  t.alike(followers.map(({ text, resets }) => [text, resets]), [['ada eve rests on it ', 2], ['ada eve rests on it ', 2]])
  t.is(await ada.text(), 'ada eve rests on it ', 'as one opened now sees it')
})

test('session - a refused deletion gives the text back', async (t) => {
  const { group, ada, eve, pen, followers } = await couple(t)
  await eve.append(pen.op(pen.erase(0, 4)))
  await group.settle()
  for (const { session } of followers) await session.pull()
  t.alike(followers.map(({ text }) => text), ['', ''])
  await ada.append({ kind: 'remove', body: { member: eve.person.member, writer: NO_KEY, cuts: [{ writer: eve.writer, length: 0 }] } })
  await group.settle()
  for (const { session } of followers) await session.pull()
  t.alike(followers.map(({ text }) => text), ['ada ', 'ada '])
})

test('session - held text appears when what it rests on comes, without building anew', async (t) => {
  const { group, ada, eve, ink, pen, followers } = await couple(t)
  const missing = ink.write('missing ')
  pen.take(missing)
  await eve.append(pen.op(pen.write('late')))
  await group.settle()
  for (const { session } of followers) await session.pull()
  t.alike(followers.map(({ text }) => text), ['ada ', 'ada '])
  await ada.append(ink.op(missing))
  await group.settle()
  for (const { session } of followers) await session.pull()
  t.alike(followers.map(({ text, resets }) => [text, resets]), [['ada missing late', 0], ['ada missing late', 0]])
})

test('session - the cache opens to the same text; a damaged, cut or foreign one is built anew', async (t) => {
  const { group, ada, eve, ink, pen } = await couple(t)
  for (const word of ['one ', 'two ']) await eve.append(pen.op(pen.write(word)))
  await group.settle()
  const dir = await t.tmp()
  const file = path.join(dir, 'id.state')
  const cache = (key = group.encryptionKey): StateCache => new StateCache(dir, 'id', key)
  const open = async (store = cache()): Promise<string> => {
    const follower = new Follower(ada, store as never)
    await follower.session.open()
    const { text } = follower
    await follower.session.close()
    return text
  }
  const text = 'ada one two '
  t.is(await open(), text, 'without a cache')
  const good = await fs.promises.readFile(file)
  t.ok(await cache().read(), 'written when it closed')
  t.is(await open(), text, 'from the cache')
  t.is(await cache(randomBytes(32)).read(), null, 'the cache of another document is none')
  const other = new Uint8Array(good)
  other[good.byteLength >> 1] = (other[good.byteLength >> 1] ?? 0) ^ 1
  for (const bad of [new Uint8Array(0), good.subarray(0, 10), good.subarray(0, -1), other, randomBytes(500)]) {
    await fs.promises.writeFile(file, bad)
    t.is(await cache().read(), null)
    t.is(await open(), text)
  }
  const value = await cache().read()
  if (value === null) throw new Error('no cache was written')
  await cache().write({ ...value, state: Uint8Array.of(1, 2, 3) })
  t.is(await open(), text, 'a state that does not load is no cache')
  await fs.promises.writeFile(file, good)
  await ada.append(ink.op(ink.write('and more ', 4)))
  await ada.append({ kind: 'remove', body: { member: eve.person.member, writer: NO_KEY, cuts: [{ writer: eve.writer, length: 1 }] } })
  t.is(await open(), await ada.text(), 'an old cache, and verdicts that changed since')
  t.ok(['ada and more one ', 'ada one and more '].includes(await open()), 'what is left stands in either order')
})

test('session - text that came in while a snapshot was old is not lost', async (t) => {
  const { group, ada, eve, ink, pen, followers } = await couple(t)
  const edits: Promise<unknown>[] = []
  for (let i = 0; i < 30; i++) {
    await ada.append(ink.op(ink.write('a')))
    await eve.append(pen.op(pen.write('e')))
    for (const { session } of followers) edits.push(session.pull())
  }
  await Promise.all(edits)
  await group.settle()
  for (const { session } of followers) await session.pull()
  t.is(followers[0]?.text, followers[1]?.text)
  t.is(followers[0]?.text.length, 4 + 60)
})

/** A formatting-heavy edit. */
function edit (rng: Random, doc: Y.Doc): void {
  const text = doc.getText('text')
  const at = rng.int(text.length + 1)
  const length = Math.min(text.length - at, 1 + rng.int(6))
  if (length > 0 && rng.chance(50)) text.format(at, length, rng.pick([{ bold: true }, { bold: null }, { em: {} }, { em: null }, { link: { href: 'x' } }, { link: null }]))
  else if (length > 0 && rng.chance(30)) text.delete(at, length)
  else text.insert(at, rng.pick(['ab', 'x', '漢字']), rng.pick([{}, { bold: true }, { em: {} }]))
}

test('session - formatting by three at once converges, in whatever order it arrives', (t) => {
  t.comment(`seeds ${SEED} to ${SEED + RUNS - 1}`)
  for (let run = 0; run < RUNS; run++) {
    const rng = random(SEED + run)
    const made: { author: number, update: Uint8Array }[] = []
    const authors = [1, 2, 3].map((client) => {
      const doc = new Y.Doc()
      doc.clientID = client
      doc.on('update', (update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => { if (_origin !== 'log' && transaction.local) made.push({ author: client, update }) })
      return { client, doc, seen: 0 }
    })
    const receive = (author: typeof authors[number], upTo: number): void => {
      for (; author.seen < upTo; author.seen++) {
        const { update, author: from } = made[author.seen] ?? { update: new Uint8Array(0), author: author.client }
        if (from !== author.client) quietly(author.doc, () => { Y.applyUpdate(author.doc, update, 'log') }, 'log')
      }
    }
    for (let step = 0; step < 60; step++) {
      const author = rng.pick(authors)
      if (rng.chance(40)) receive(author, author.seen + rng.int(made.length - author.seen + 1))
      else author.doc.transact(() => { edit(rng, author.doc) })
    }
    for (const author of authors) receive(author, made.length)
    const reader = new Y.Doc()
    quietly(reader, () => { for (const { update } of rng.shuffle(made)) Y.applyUpdate(reader, update, 'log') }, 'log')
    const texts = [...authors.map(({ doc }) => doc), reader].map((doc) => JSON.stringify(doc.getText('text').toDelta()))
    if (texts.some((text) => text !== texts[0])) t.fail(`seed ${SEED + run}: ${texts.join('\n')}`)
  }
  t.pass()
})

test('session - formatting on three devices, offline in turns, is one text on all of them', async (t) => {
  t.comment(`seed ${SEED}`)
  const rng = random(SEED)
  const group = new Group(t)
  const ada = await group.create('ada')
  const devices = [ada, await group.join(ada, 'bob'), await group.join(ada, 'cy')]
  group.link(...devices)
  const seats = devices.map((device, i) => ({ device, follower: new Follower(device), client: new Pen(device, i).client, n: i }))
  for (const { follower } of seats) await follower.session.open()
  for (let round = 0; round < 12; round++) {
    group.isolate(...devices.filter(() => rng.chance(50)))
    for (const { device, follower: { session }, client, n: number } of seats) {
      await session.pull()
      for (let n = rng.int(5); n > 0; n--) {
        const ops: Op[] = []
        session.ydoc.clientID = client
        const listen = (update: Uint8Array): void => { ops.push({ kind: 'update', body: { n: number, update } }) }
        session.on('update', listen)
        session.ydoc.transact(() => { edit(rng, session.ydoc) })
        session.off('update', listen)
        if (ops.length > 0) session.appended(device.writer, await device.append(...ops), 1)
      }
    }
    group.isolate(...devices)
    group.link(...devices)
  }
  await group.agree()
  for (const { follower } of seats) await follower.session.pull()
  const fresh = await follow(t, ada)
  const texts = [...seats.map(({ follower }) => follower), fresh].map(({ session }) => JSON.stringify(session.ydoc.getText('text').toDelta()))
  for (const text of texts) t.is(text, texts[0])
  for (const { device } of seats) t.ok((await ada.verdicts(device.writer)).every((verdict) => verdict === 'ok accepted'))
  for (const { follower } of seats) await follower.session.close()
})

test('session - what comes in quietly moves the places at which one writes next', (t) => {
  const [here, there] = [new Y.Doc(), new Y.Doc()]
  const text = here.getText('t')
  text.insert(0, 'the middle')
  text.insert(4, 'very ')
  text.delete(4, 5)
  text.insert(7, '-')
  text.delete(7, 1)
  Y.applyUpdate(there, Y.encodeStateAsUpdate(here))
  there.getText('t').insert(0, '123456')
  quietly(here, () => { Y.applyUpdate(here, Y.encodeStateAsUpdate(there), 'log') }, 'log')
  text.delete(10, 6)
  t.is(text.toJSON(), '123456the ')
})
