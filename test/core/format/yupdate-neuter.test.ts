import test from 'brittle'
import * as Y from 'yjs'
import { mergeOwn, needs, neuter, parseUpdate } from '../../../core/format/yupdate.ts'
import type { NeuterOptions } from '../../../core/format/yupdate.ts'
import { forge } from './yupdate-forge.ts'
import { declare, docOf, hex, pairOf, random, session, siteOf, stateOf, unhex, visible } from './yupdate-world.ts'
import type { Made, Random } from './yupdate-world.ts'

const SEED = 20261122
const ROUNDS = 150

function neutered (bytes: Uint8Array, options?: NeuterOptions): Uint8Array {
  const result = parseUpdate(bytes)
  if (!result.ok) throw new Error(`${result.reason}: ${hex(bytes)}`)
  return neuter(bytes, result.update, options)
}

/** A shared document in which `bad` writes lower case and everyone else upper case; nobody deletes upper case. */
function quarrel (rng: Random, steps: number): { made: Made[], bad: number, written: number } {
  const made: Made[] = []
  let written = 0
  const docs = [11, 22, 33].map((client) => {
    const doc = new Y.Doc()
    declare(doc)
    doc.clientID = client
    doc.on('update', (update: Uint8Array, origin: unknown) => { if (origin === 'own') made.push({ author: client, update }) })
    return doc
  })
  const bad = rng.pick([11, 22, 33])
  const delivered = [0, 0, 0]
  for (let step = 0; step < steps; step++) {
    const i = rng(3)
    const doc = docs[i]
    if (doc === undefined) continue
    const mine = doc.clientID !== bad
    const from = delivered[i] ?? 0
    delivered[i] = from + rng(made.length - from + 1)
    for (const item of made.slice(from, delivered[i])) if (item.author !== doc.clientID) Y.applyUpdate(doc, item.update, 'remote')
    doc.transact(() => {
      const texts = [doc.getText('text'), ...xmlTexts(doc.getXmlFragment('xml'))]
      const text = rng.pick(texts)
      const choice = rng(10)
      if (choice < 6) {
        const word = (mine ? 'HONEST' : 'rejected').slice(0, 1 + rng(6))
        text.insert(rng(text.length + 1), word)
        if (mine) written += word.length
      } else if (choice < 7 && text.length > 0) {
        const at = rng(text.length)
        if (mine && /[a-z]/.test(plain(text)[at] ?? '')) text.delete(at, 1)
        else if (!mine) text.delete(at, Math.min(3, text.length - at))
        else text.format(at, 1, rng.pick([{ bold: true }, { bold: null }]))
      } else {
        const elements = xmlElements(doc.getXmlFragment('xml'))
        const place = elements.length > 0 && rng.chance(60) ? rng.pick(elements) : doc.getXmlFragment('xml')
        const child = new Y.XmlElement('paragraph')
        child.insert(0, [new Y.XmlText()])
        place.insert(rng(place.length + 1), [child])
      }
    }, 'own')
  }
  return { made, bad, written }
}

function xmlElements (fragment: Y.XmlFragment): Y.XmlElement[] {
  const found: Y.XmlElement[] = []
  for (const child of fragment.toArray()) if (child instanceof Y.XmlElement) found.push(child, ...xmlElements(child))
  return found
}

function xmlTexts (fragment: Y.XmlFragment): Y.XmlText[] {
  return [fragment, ...xmlElements(fragment)].flatMap((place) => place.toArray()).filter((child) => child instanceof Y.XmlText)
}

/** Y.XmlText.toString writes tags for formats. */
function plain (text: Y.Text): string {
  return (text.toDelta() as { insert: string }[]).map((op) => op.insert).join('')
}

function allText (doc: Y.Doc): string {
  return [doc.getText('text'), ...xmlTexts(doc.getXmlFragment('xml'))].map(plain).join('|')
}

/** Some order in which each author's updates stay in order and everything comes after what it needs. */
function shuffled (rng: Random, updates: Uint8Array[]): Uint8Array[] {
  const left = [...updates]
  const out: Uint8Array[] = []
  const state = new Map<number, number>()
  while (left.length > 0) {
    const possible = left.filter((update) => {
      const result = parseUpdate(update)
      return result.ok && [...needs(result.update)].every(([client, clocks]) => (state.get(client) ?? 0) >= clocks)
    })
    const update = rng.pick(possible)
    const result = parseUpdate(update)
    if (result.ok) for (const part of result.update.clients) state.set(part.client, part.end)
    left.splice(left.indexOf(update), 1)
    out.push(update)
  }
  return out
}

void test('yupdate neuter - honest text upon rejected text stays, the same on every replica', (t) => {
  t.comment(`seed ${SEED}`)
  let total = 0
  for (let round = 0; round < ROUNDS; round++) {
    const rng = random(SEED + round)
    const { made, bad, written } = quarrel(rng, 60)
    total += written
    const updates = made.map((item) => item.author === bad ? neutered(item.update) : item.update)
    const seen = new Set<string>()
    for (let replica = 0; replica < 4; replica++) {
      // Causes come first: left to itself, Yjs 13.6 now and then keeps waiting for what it already has.
      const order = replica === 0 ? updates : shuffled(rng, updates)
      const doc = docOf(order)
      const text = allText(doc)
      if (doc.store.pendingStructs !== null) t.fail(`seed ${SEED + round}: something waits`)
      if (/[a-z]/.test(text)) t.fail(`seed ${SEED + round}: rejected text shows: ${text}`)
      if (text.replaceAll('|', '').length !== written) t.fail(`seed ${SEED + round}: ${written} written, left ${text}`)
      seen.add(text)
      seen.add(allText(docOf([Y.encodeStateAsUpdate(doc)])))
    }
    if (seen.size !== 1) t.fail(`seed ${SEED + round}: replicas differ: ${[...seen].join(' / ')}`)
  }
  t.ok(total > 1000, `${total} letters`)
})

void test('yupdate neuter - same ids, nothing deleted, accepted again, nothing shown', (t) => {
  for (let i = 0; i < 20; i++) {
    const { made, docs } = session(random(SEED + i), 3, 80)
    const updates = [...made.map((item) => item.update), ...docs.map((doc) => Y.encodeStateAsUpdate(doc))]
    for (const update of updates) {
      const before = parseUpdate(update)
      const after = parseUpdate(neutered(update))
      if (!before.ok || !after.ok) throw new Error('not accepted')
      const ids = (parsed: typeof before.update): string => parsed.clients.map((part) => `${part.client}: ${part.structs.map((struct) => struct.clock).join()} ${part.end}`).join()
      if (ids(before.update) !== ids(after.update)) t.fail(`ids: ${hex(update)}`)
      t.is(after.update.deletes.length, 0)
    }
    const doc = docOf(made.map((item) => neutered(item.update)))
    t.alike(stateOf(doc), stateOf(docs[0] ?? doc))
    t.is(doc.getText('text').toJSON(), '')
    t.is(doc.getXmlFragment('xml').toJSON().replaceAll(/<\/?(paragraph|heading|list|item)>/g, ''), '', 'empty containers only')
    t.is(JSON.stringify([doc.getMap('map'), doc.getArray('array')]), '[{},[]]')
  }
})

void test('yupdate neuter - a rejected value takes no value with it', (t) => {
  const owner = new Y.Doc()
  owner.clientID = 5
  const element = new Y.XmlElement('image')
  owner.getXmlFragment('xml').insert(0, [element])
  element.setAttribute('src', 'mine')
  const base = Y.encodeStateAsUpdate(owner)
  for (const client of [1, 9]) {
    for (const known of [true, false]) {
      const other = docOf([base.slice()])
      other.clientID = client
      const before = Y.encodeStateVector(other)
      const copy = other.getXmlFragment('xml').get(0) as Y.XmlElement
      // Upon the value, and concurrent with it.
      if (known) copy.setAttribute('src', 'theirs')
      const update = known ? Y.encodeStateAsUpdate(other, before) : unhex(`010 10${client}00280005000373726301770161 00`)
      t.ok(parseUpdate(update).ok)
      Y.applyUpdate(owner, neutered(update))
      t.is(element.getAttribute('src'), 'mine', `client ${client}, ${known ? 'upon it' : 'beside it'}`)
    }
  }
})

void test('yupdate neuter - an author who hides the key needs the document to be seen through', (t) => {
  const base = (): Y.Doc => {
    const doc = new Y.Doc()
    doc.clientID = 5
    doc.getMap('map').set('k', 'mine')
    return doc
  }
  const lie = unhex('01010900880500017e00')    // after the value, no claim of a key
  const blind = base()
  Y.applyUpdate(blind, neutered(lie))
  t.is(blind.getMap('map').get('k'), undefined, 'without the document the value is unset')
  const sees = base()
  Y.applyUpdate(sees, neutered(lie, { site: siteOf(sees) }))
  t.is(sees.getMap('map').get('k'), 'mine')
})

void test('yupdate neuter - containers', (t) => {
  const doc = new Y.Doc()
  doc.clientID = 9
  doc.getXmlFragment('xml').insert(0, [new Y.XmlElement('paragraph')])
  doc.getArray('array').insert(0, [new Y.Map(), new Y.Text('abc')])
  doc.getMap('map').set('k', new Y.Text('abc'))
  const state = Y.encodeStateAsUpdate(doc)
  const kept = docOf([neutered(state)])
  t.is(kept.getXmlFragment('xml').toJSON(), '<paragraph></paragraph>', 'what may hold text stays, empty')
  t.is(JSON.stringify(kept.getArray('array')), '[""]', 'what holds none goes')
  t.is(kept.getMap('map').size, 0, 'and all under a key')
  const none = docOf([neutered(state, { keep: () => false })])
  t.is(none.getXmlFragment('xml').length, 0)
  t.is(JSON.stringify(none.getArray('array')), '[]')
})

void test('yupdate neuter - a forged update neither throws nor changes what others see', (t) => {
  t.comment(`seed ${SEED}`)
  let accepted = 0
  for (let i = 0; i < 150; i++) {
    const rng = random(SEED + 5000 + i)
    const { docs } = session(rng, 2, 60)
    const doc = docOf([Y.encodeStateAsUpdate(docs[0] ?? new Y.Doc())])
    for (let n = 0; n < 10; n++) {
      const update = forge(rng, doc, 77, stateOf(doc).get(77) ?? 0, 1 + rng(8))
      if (!parseUpdate(update).ok) continue
      accepted++
      const before = visible(doc)
      Y.applyUpdate(doc, neutered(update, { site: siteOf(doc), pair: pairOf(doc), keep: () => false }))
      if (visible(doc) !== before) t.fail(`seed ${SEED + 5000 + i}: ${before} became ${visible(doc)}: ${hex(update)}`)
      if (visible(docOf([Y.encodeStateAsUpdate(doc)])) !== before) t.fail(`seed ${SEED + 5000 + i}: loads otherwise: ${hex(update)}`)
    }
  }
  t.ok(accepted > 300, `${accepted} accepted`)
})

void test('yupdate neuter - joined before or after is the same', (t) => {
  for (let i = 0; i < 20; i++) {
    const { made, bad } = quarrel(random(SEED + 300 + i), 60)
    const parts = made.filter((item) => item.author === bad).map((item) => item.update)
    if (parts.length === 0) continue
    const others = made.filter((item) => item.author !== bad).map((item) => item.update)
    const one = docOf([...parts.map((part) => neutered(part)), ...others])
    const two = docOf([neutered(mergeOwn(parts)), ...others])
    t.is(allText(two), allText(one))
    t.alike(stateOf(two), stateOf(one))
  }
})
