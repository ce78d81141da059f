/** Seeded editing sessions for the tests of Yjs updates: several people, every shared type, undo, slow delivery. */
import * as Y from 'yjs'
export { pairOf, siteOf } from '../../../core/doc/merge.ts'

export interface Random {
  (below: number): number
  pick<T> (values: readonly T[]): T
  chance (percent: number): boolean
}

/** mulberry32: small, and the same in Node and in Bare. */
export function random (seed: number): Random {
  let state = seed >>> 0
  const next = (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor(((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32 * below)
  }
  return Object.assign(next, {
    pick <T> (values: readonly T[]): T { return values[next(values.length)] as T },
    chance (percent: number): boolean { return next(100) < percent }
  })
}

export interface Made { author: number, update: Uint8Array }

export interface Session {
  docs: Y.Doc[]
  made: Made[]             // what each author's own edits emitted, in an order that respects causes
  relayed: Uint8Array[]    // what docs emitted on receiving others' updates
}

const WORDS = ['a', 'bc', 'hello ', 'é', 'ß∂', '漢字', '😀', '👩‍👩‍👧', '\n', '\ufeff', '\ufffd', ' ']
const VALUES = [1, -1, 0, -0, 2 ** 31, 1.5, 0.1, 1e300, NaN, true, false, null, undefined, '', 'text', '😀', new Uint8Array([1, 2, 3]), [1, [2, ['x']]],
  { a: { b: [null, -7], none: undefined }, '': 1 }, 123456789012345n]
const ARRAY_VALUES = VALUES.filter((value) => value !== undefined && typeof value !== 'bigint')
const MARKS = [{ bold: true }, { bold: null }, { link: { href: 'https://example.org/é', title: null } }, { link: null }, { em: {} }, { em: null }]

/** A session of `steps` edits by `people`, fully delivered at the end. */
export function session (rng: Random, people: number, steps: number, gc = true): Session {
  const out: Session = { docs: [], made: [], relayed: [] }
  const delivered: number[] = []
  const undo: Y.UndoManager[] = []
  for (let i = 0; i < people; i++) {
    const doc = new Y.Doc({ gc })
    doc.clientID = 1 + rng(2 ** 32 - 1)
    const author = doc.clientID
    doc.on('update', (update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      if (transaction.local) out.made.push({ author, update })
      else out.relayed.push(update)
    })
    out.docs.push(doc)
    delivered.push(0)
    undo.push(new Y.UndoManager([doc.getText('text'), doc.getXmlFragment('xml'), doc.getMap('map'), doc.getArray('array')], { captureTimeout: 0 }))
  }
  const receive = (i: number, upTo: number): void => {
    const doc = out.docs[i]
    for (const item of out.made.slice(delivered[i], upTo)) {
      if (doc !== undefined && item.author !== doc.clientID) Y.applyUpdate(doc, item.update, 'remote')
    }
    delivered[i] = Math.max(upTo, delivered[i] ?? 0)
  }
  for (let step = 0; step < steps; step++) {
    const i = rng(people)
    const doc = out.docs[i]
    if (!doc) continue
    if (rng.chance(40)) receive(i, (delivered[i] ?? 0) + rng(out.made.length - (delivered[i] ?? 0) + 1))
    else if (rng.chance(5)) undo[i]?.undo()
    else if (rng.chance(4)) undo[i]?.redo()
    else if (rng.chance(20)) doc.transact(() => { for (let n = 1 + rng(5); n > 0; n--) edit(rng, doc) }, null)
    else edit(rng, doc)
  }
  // Receiving may make a doc tidy formats, which is a local edit of its own: go on until nobody has news.
  for (let before = -1; before !== out.made.length;) {
    before = out.made.length
    for (let i = 0; i < people; i++) receive(i, before)
  }
  return out
}

/** One random edit of one of the shared types. */
export function edit (rng: Random, doc: Y.Doc): void {
  const kind = rng(12)
  if (kind < 5) return editText(rng, doc.getText('text'))
  if (kind < 9) return editXml(rng, doc.getXmlFragment('xml'))
  if (kind < 10) {
    const map = doc.getMap('map')
    const key = rng.pick(['k', '', 'long key', 'é'])
    if (rng.chance(20)) map.delete(key)
    else if (rng.chance(25)) map.set(key, rng.pick([() => new Y.Map([['in', 1]]), () => new Y.Text('typed'), () => new Y.Array()])())
    else map.set(key, rng.pick(VALUES))
    return
  }
  const array = doc.getArray('array')
  if (array.length > 0 && rng.chance(35)) array.delete(rng(array.length), 1)
  else array.insert(rng(array.length + 1), rng.chance(15) ? [new Y.Map()] : Array.from({ length: 1 + rng(4) }, () => rng.pick(ARRAY_VALUES)))
}

/** Edits between characters: an edit inside a surrogate pair leaves the author's own doc unlike the others, in Yjs itself. */
export function editText (rng: Random, text: Y.Text): void {
  const content = (text.toDelta() as { insert: unknown }[]).map((op) => typeof op.insert === 'string' ? op.insert : '.').join('')
  const between = (at: number): number => /[\ud800-\udbff]/.test(content[at - 1] ?? '') && /[\udc00-\udfff]/.test(content[at] ?? '') ? at + 1 : at
  const at = between(rng(text.length + 1))
  const length = between(Math.min(text.length, at + 1 + rng(6))) - at
  if (length > 0 && rng.chance(30)) text.delete(at, length)
  else if (length > 0 && rng.chance(25)) text.format(at, length, rng.pick(MARKS))
  else if (rng.chance(5)) text.insertEmbed(at, rng.pick([{ image: 'x' }, { n: [1, { m: '"\\' }] }]))
  else if (rng.chance(10)) text.insert(at, rng.pick(WORDS), rng.pick(MARKS))
  else text.insert(at, rng.pick(WORDS).repeat(rng.chance(3) ? 50 : 1))
}

function editXml (rng: Random, fragment: Y.XmlFragment): void {
  let place: Y.XmlFragment = fragment
  for (;;) {
    const child: unknown = place.length > 0 && rng.chance(75) ? place.get(rng(place.length)) : null
    if (child instanceof Y.XmlText) return editText(rng, child)
    if (!(child instanceof Y.XmlElement)) break
    place = child
  }
  if (place.length > 0 && rng.chance(20)) return place.delete(rng(place.length), 1)
  if (place instanceof Y.XmlElement && rng.chance(30)) {
    const name = rng.pick(['level', 'src'])
    if (rng.chance(25)) place.removeAttribute(name)
    else place.setAttribute(name, rng.pick(['1', '2', 'é']))
    return
  }
  if (rng.chance(40)) return place.insert(rng(place.length + 1), [new Y.XmlText('word')])
  const element = new Y.XmlElement(rng.pick(['paragraph', 'heading', 'list']))
  if (rng.chance(50)) element.setAttribute('level', '3')
  if (rng.chance(50)) element.insert(0, [new Y.XmlText('in'), new Y.XmlElement('item')])
  place.insert(rng(place.length + 1), [element])
}

/** Everything visible in a session's doc, comparable; bigints and bytes as text. */
export function visible (doc: Y.Doc): string {
  return JSON.stringify([
    doc.getText('text').toDelta(), doc.getXmlFragment('xml').toJSON(), doc.getMap('map').toJSON(), doc.getArray('array').toJSON()
  ], (_key, value: unknown) => {
    if (typeof value === 'bigint') return `${value}n`
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).toSorted((a, b) => a < b ? -1 : 1)) : value
  })
}

export function stateOf (doc: Y.Doc): Map<number, number> {
  return Y.decodeStateVector(Y.encodeStateVector(doc))
}

/**
 * Applies as if edits were local: on remote ones Yjs tidies formats after each transaction, by what it sees at that
 * moment, so that one update in two pieces may leave other marks than in one.
 */
export function apply (doc: Y.Doc, update: Uint8Array): void {
  doc.transact((transaction) => {
    Y.applyUpdate(doc, update)
    transaction.local = true
  })
}

export function docOf (updates: Uint8Array[], gc = true): Y.Doc {
  const doc = new Y.Doc({ gc })
  doc.clientID = 1
  declare(doc)
  for (const update of updates) apply(doc, update)
  return doc
}

/** Roots get their types before anything arrives, as an app does. */
export function declare (doc: Y.Doc): void {
  doc.getText('text')
  doc.getXmlFragment('xml')
  doc.getMap('map')
  doc.getArray('array')
}

/** Bare has no TextEncoder of its own. */
export function utf8 (text: string): Uint8Array {
  return Uint8Array.from(encodeURIComponent(text).match(/%..|./g) ?? [], (part) => part.length === 3 ? parseInt(part.slice(1), 16) : part.charCodeAt(0))
}

export function hex (bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Spaces between bytes are for the reader. */
export function unhex (text: string): Uint8Array {
  return Uint8Array.from(text.replaceAll(' ', '').match(/../g) ?? [], (pair) => parseInt(pair, 16))
}
