import test from 'brittle'
import * as Y from 'yjs'
import { mergeOwn, parseUpdate, splitClients, splitSize } from '../../../core/format/yupdate.ts'
import type { ParsedUpdate } from '../../../core/format/yupdate.ts'
import { apply, docOf, hex, random, session, stateOf, unhex, visible } from './yupdate-world.ts'
import type { Made } from './yupdate-world.ts'

const SEED = 20261122
const SESSIONS = 80

function parsed (bytes: Uint8Array): ParsedUpdate {
  const result = parseUpdate(bytes)
  if (!result.ok) throw new Error(`${result.reason}: ${hex(bytes)}`)
  return result.update
}

/** Runs of consecutive updates of one author, as an outbox would gather them. */
function runs (made: Made[]): Uint8Array[][] {
  const out: Uint8Array[][] = []
  made.forEach(({ author, update }, i) => {
    if (i > 0 && made[i - 1]?.author === author) out.at(-1)?.push(update)
    else out.push([update])
  })
  return out
}

void test('yupdate mergeOwn - equal to applying one by one', (t) => {
  t.comment(`seed ${SEED}`)
  let joined = 0
  for (let i = 0; i < SESSIONS; i++) {
    const { docs, made } = session(random(SEED + i), i % 2 === 0 ? 1 : 3, 150, i % 3 !== 0)
    const parts = runs(made)
    const merged = parts.map(mergeOwn)
    joined += made.length - merged.length
    merged.forEach(parsed)
    const single = docOf(made.map((item) => item.update))
    const whole = docOf(merged)
    const seed = `seed ${SEED + i}`
    if (visible(whole) !== visible(single)) t.fail(`${seed}: ${visible(single)} became ${visible(whole)}`)
    if (visible(whole) !== visible(docs[0] ?? whole)) t.fail(`${seed}: not what the authors see`)
    t.alike(stateOf(whole), stateOf(single), seed)
    t.alike(deletedIn(whole), deletedIn(single), seed)
    t.is(visible(docOf([Y.encodeStateAsUpdate(whole)])), visible(single), seed)
  }
  t.ok(joined > 1000, `${joined} fewer`)
})

function deletedIn (doc: Y.Doc): string[] {
  const { ds } = Y.decodeUpdate(Y.encodeStateAsUpdate(doc))
  return [...ds.clients].flatMap(([client, ranges]) => ranges.map(({ clock, len }) => `${client}: ${clock}+${len}`)).toSorted((a, b) => a < b ? -1 : 1)
}

void test('yupdate mergeOwn - each run comes to a replica that is behind', (t) => {
  // The receiver has the others' edits already, and half of each run: Yjs skips what it knows.
  for (let i = 0; i < 30; i++) {
    const { made } = session(random(SEED + i), 3, 120)
    const doc = docOf([])
    for (const run of runs(made)) {
      for (const part of run.slice(0, run.length >> 1)) apply(doc, part)
      apply(doc, mergeOwn(run))
    }
    t.is(visible(doc), visible(docOf(made.map((item) => item.update))))
  }
})

void test('yupdate mergeOwn - typing becomes one struct, ten thousand keys in no time', (t) => {
  const doc = new Y.Doc()
  const text = doc.getText('text')
  const keys: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => keys.push(update))
  for (let i = 0; i < 10_000; i++) {
    text.insert(text.length, String.fromCharCode(97 + i % 26))
    if (i % 100 === 50) text.delete(text.length - 3, 2)
  }
  mergeOwn(keys.slice(0, 100))
  const start = Date.now()
  const merged = mergeOwn(keys)
  const took = Date.now() - start
  t.ok(took < 100, `${keys.length} updates in ${took} ms`)
  t.is(parsed(merged).clients[0]?.structs.length, 1)
  t.ok(merged.length < 11_000, `${merged.length} bytes`)
  t.is(docOf([merged]).getText('text').toJSON(), text.toJSON())
})

void test('yupdate mergeOwn - what does not belong together', (t) => {
  const doc = new Y.Doc()
  doc.clientID = 5
  const parts: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => parts.push(update))
  for (const word of ['a', 'b', 'c']) doc.getText('text').insert(0, word)
  doc.getText('text').delete(0, 3)
  const [a, b, c, gone] = parts as [Uint8Array, Uint8Array, Uint8Array, Uint8Array]
  const throws = (list: Uint8Array[], message: string): void => {
    try {
      mergeOwn(list)
      t.fail(message)
    } catch (error) {
      t.ok(error instanceof RangeError, message)
    }
  }
  throws([a, c], 'a gap')
  throws([b, a], 'backwards')
  throws([a, a], 'twice')
  throws([a, unhex('01010601 8405000161 00')], 'two authors')
  throws([Y.mergeUpdates([a, unhex('010106000401017401 61 00')])], 'two authors in one')
  throws([a, new Uint8Array([1])], 'no update at all')
  t.is(hex(mergeOwn([])), '0000')
  t.is(hex(mergeOwn([gone, gone])), hex(gone), 'deletes alone')
  t.is(docOf([mergeOwn([a, gone, b, c])]).getText('text').toJSON(), '', 'a delete before what it deletes')
})

void test('yupdate splitClients - the pieces make the whole', (t) => {
  for (let i = 0; i < 30; i++) {
    const { made, docs } = session(random(SEED + i), 3, 100)
    const from = rngCut(made.length, i)
    const base = made.slice(0, from).map((item) => item.update)
    const rest = Y.encodeStateAsUpdate(docs[0] ?? new Y.Doc(), Y.encodeStateVector(docOf(base)))
    const update = parsed(rest)
    const author = made.at(-1)?.author ?? 0
    const pieces = splitClients(rest, update, author)
    t.alike(pieces.map((piece) => piece.client).slice(0, update.clients.length), update.clients.map((part) => part.client))
    for (const piece of pieces) {
      const one = parsed(piece.update)
      t.ok(one.clients.every((part) => part.client === piece.client))
      t.ok(one.deletes.length === 0 || piece.client === author)
    }
    const order = pieces.toSorted((a, b) => Number(a.client === author) - Number(b.client === author))
    t.is(visible(docOf([...base, ...order.map((piece) => piece.update)])), visible(docs[0] ?? new Y.Doc()))
  }
  const alone = unhex('0001 0501 0001')
  t.alike(splitClients(alone, parsed(alone), 7).map((piece) => [piece.client, hex(piece.update)]), [[7, hex(alone)]], 'deletes alone')
  t.is(splitClients(unhex('0000'), parsed(unhex('0000')), 7).length, 0)
})

function rngCut (length: number, seed: number): number {
  return random(seed)(length)
}

void test('yupdate splitSize - pieces fit, and make the whole', (t) => {
  t.comment(`seed ${SEED}`)
  for (let i = 0; i < 40; i++) {
    const rng = random(SEED + i)
    const { docs, made } = session(rng, 1, 200)
    const whole = mergeOwn(made.map((item) => item.update))
    const max = 64 + rng(400)
    const pieces = splitSize(whole, max)
    for (const piece of pieces) {
      const { clients } = parsed(piece)
      if (piece.length > max && !(clients[0]?.structs.length === 1 && clients[0].structs[0]?.kind !== 4)) t.fail(`seed ${SEED + i}: ${piece.length} of ${max}`)
    }
    t.is(visible(docOf(pieces)), visible(docs[0] ?? new Y.Doc()))
    t.is(visible(docOf([mergeOwn(pieces)])), visible(docs[0] ?? new Y.Doc()))
  }
})

void test('yupdate splitSize - long text is cut between characters', (t) => {
  for (const word of ['a', 'é', '漢', '😀', 'a😀', '👩‍👩‍👧 é']) {
    const doc = new Y.Doc()
    const text = doc.getText('text')
    text.insert(0, '[]')
    const before = Y.encodeStateAsUpdate(doc)
    const parts: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => parts.push(update))
    text.insert(1, word.repeat(1000))
    text.delete(500, 10)
    const whole = mergeOwn(parts)
    for (const max of [64, 65, 66, 67, 100, 1000]) {
      const pieces = splitSize(whole, max)
      t.ok(pieces.every((piece) => piece.length <= max), `${pieces.length} pieces of at most ${max}`)
      t.is(docOf([before, ...pieces]).getText('text').toJSON(), text.toJSON())
      t.is(hex(mergeOwn(pieces)), hex(whole), 'joined again, byte for byte')
    }
  }
})

void test('yupdate splitSize - deletes are split as well, what is small is left alone', (t) => {
  const doc = new Y.Doc()
  const text = doc.getText('text')
  text.insert(0, 'x'.repeat(3000))
  const before = Y.encodeStateAsUpdate(doc)
  const state = Y.encodeStateVector(doc)
  doc.transact(() => { for (let i = 0; i < 1000; i++) text.delete(i, 1) })
  const deletes = Y.encodeStateAsUpdate(doc, state)
  const pieces = splitSize(deletes, 100)
  t.ok(pieces.length > 20 && pieces.every((piece) => piece.length <= 100))
  t.is(docOf([before, ...pieces]).getText('text').length, 2000)
  t.is(splitSize(before, 10_000)[0], before)
  for (const max of [63, NaN, 0]) {
    try {
      splitSize(before, max)
      t.fail()
    } catch (error) {
      t.ok(error instanceof RangeError)
    }
  }
})
