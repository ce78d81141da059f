import test from 'brittle'
import * as Y from 'yjs'
import { LIMITS_V1, needs, parseUpdate, placed } from '../../../core/format/yupdate.ts'
import type { UpdateFault } from '../../../core/format/yupdate.ts'
import { forge } from './yupdate-forge.ts'
import { docOf, hex, random, session, siteOf, stateOf, unhex, utf8, visible } from './yupdate-world.ts'

const SEED = 20261122
const SESSIONS = 60
const MUTANTS = 12_000
const FORGERIES = 150

function refused (t: { is (a: unknown, b: unknown, message?: string): void }, bytes: Uint8Array | string, reason: UpdateFault, message?: string): void {
  const result = parseUpdate(typeof bytes === 'string' ? unhex(bytes) : bytes)
  t.is(result.ok ? 'accepted' : result.reason, reason, message ?? reason)
}

void test('yupdate parse - what editing emits is accepted', (t) => {
  t.comment(`seed ${SEED}`)
  let seen = 0
  for (let i = 0; i < SESSIONS; i++) {
    const { docs, made, relayed } = session(random(SEED + i), 3, 120, i % 4 !== 0)
    const updates = [...made.map((item) => item.update), ...relayed]
    for (const doc of docs) updates.push(Y.encodeStateAsUpdate(doc), Y.encodeStateAsUpdate(doc, Y.encodeStateVector(docOf(updates.slice(0, 3)))))
    updates.push(Y.mergeUpdates(made.map((item) => item.update)))
    for (const update of updates) {
      const result = parseUpdate(update)
      if (!result.ok) t.fail(`session ${SEED + i}: ${result.reason} ${hex(update)}`)
      seen++
    }
  }
  t.ok(seen > 1000, `${seen} updates`)
})

void test('yupdate parse - lengths, ids and deletes are those of Y.decodeUpdate', (t) => {
  const { made, docs } = session(random(SEED), 3, 200)
  for (const update of [...made.map((item) => item.update), ...docs.map((doc) => Y.encodeStateAsUpdate(doc))]) {
    const result = parseUpdate(update)
    if (!result.ok) throw new Error(result.reason)
    const mine = result.update.clients.flatMap((part) => part.structs.map((struct) => `${part.client}.${struct.clock}+${struct.length}`))
    const { structs, ds } = Y.decodeUpdate(update)
    t.alike(mine, structs.map((struct) => `${struct.id.client}.${struct.id.clock}+${struct.length}`))
    const deletes = [...ds.clients].flatMap(([client, ranges]) => ranges.map(({ clock, len }) => ({ client, clock, length: len })))
    t.alike(result.update.deletes, deletes)
  }
})

void test('yupdate parse - needs are what Yjs waits for', (t) => {
  const { made } = session(random(SEED + 1), 3, 200)
  const doc = docOf([])
  for (const { author, update } of made) {
    const result = parseUpdate(update)
    if (!result.ok) throw new Error(result.reason)
    const state = stateOf(doc)
    for (const [client, clocks] of needs(result.update)) t.ok((state.get(client) ?? 0) >= clocks)
    for (const part of result.update.clients) t.is(part.clock, state.get(author) ?? 0)
    t.ok(placed(result.update, siteOf(doc)), 'honest neighbours lie in one list')
    Y.applyUpdate(doc, update)
    t.is(doc.store.pendingStructs, null)
    t.is(doc.store.pendingDs, null)
  }
})

void test('yupdate parse - needs count other authors, own past and deletes', (t) => {
  // client 5 at clock 3: a string after (7, 9), before (5, 1); deletes (5, 0..2), (5, 3) and (8, 4..5)
  const result = parseUpdate(unhex('010105 03 c407090501 0161 02 0502 0002 0301 0801 0402'))
  if (!result.ok) throw new Error(result.reason)
  t.alike([...needs(result.update)], [[5, 3], [7, 10], [8, 6]])
})

void test('yupdate parse - known killers', (t) => {
  refused(t, '01 ffffff7f 01 00 00', 'too-many-structs', 'eight bytes that make Yjs allocate 256 MB')
  refused(t, '01 01 01 00 00 00 00', 'zero-length', 'a GC of length 0')
  refused(t, '00 01 01 02 00 01', 'truncated', 'a delete set cut short')
  refused(t, '01 01 01 00 00 8080808080 20 00', 'clock-range', 'GC(2^40)')
  refused(t, '00 01 01 01 00 8080808080 20', 'clock-range', 'a delete of 2^40 clocks')
  refused(t, '01 01 01 00 0a 01 00', 'skip')
  refused(t, '01 01 01 00 8a 01 00', 'skip', 'a skip with flags, which two readers of Yjs take for different things')
  refused(t, '01 01 01 00 80 01 00', 'bad-info', 'a GC with flags')
  refused(t, '01 01 01 00 0b 01 00', 'bad-info', 'an unknown kind')
  refused(t, '01 01 01 00 09 01 01 74 01 67 76 00 00', 'subdocument')
})

void test('yupdate parse - form of numbers', (t) => {
  t.ok(parseUpdate(unhex('0000')).ok, 'the empty update')
  refused(t, '', 'truncated')
  refused(t, '00', 'truncated')
  refused(t, '000000', 'trailing')
  refused(t, '8000 00', 'bad-varint', 'two bytes for 0')
  refused(t, '00 01 ffffffffffffffff0f 01 00 01', 'bad-varint', 'beyond 2^53')
  t.ok(parseUpdate(unhex('0001ffffffffffffff0f010001')).ok, 'a client of 2^53 - 1')
  t.ok(parseUpdate(unhex('0001ffffffff0f010001')).ok, 'a client of 2^32 - 1')
  refused(t, '00 01 01 00', 'zero-length', 'a client without ranges')
  refused(t, '01 00 01 00 00', 'zero-length', 'a client without structs')
})

void test('yupdate parse - order and duplicates', (t) => {
  refused(t, '00 01 01 02 05 01 00 01', 'not-sorted')
  refused(t, '00 01 01 02 00 02 01 01', 'not-sorted', 'overlapping ranges')
  t.ok(parseUpdate(unhex('00010102 0001 0101')).ok, 'ranges that touch')
  refused(t, '00 02 01 01 00 01 01 01 05 01', 'duplicate-client')
  refused(t, '02 01 01 00 00 01 01 01 01 00 01 00', 'duplicate-client')
})

void test('yupdate parse - references', (t) => {
  refused(t, '01 01 01 05 84 01 05 01 61 00', 'bad-reference', 'an item after itself')
  refused(t, '01 01 01 05 44 01 09 01 61 00', 'bad-reference', 'before an own item of the future')
  refused(t, '01 01 01 05 04 00 01 05 01 61 00', 'bad-reference', 'inside itself')
  refused(t, '01 01 01 05 04 02 01 05 01 61 00', 'bad-info', 'neither root nor parent')
  refused(t, '02 01 01 00 84 02 00 01 61 01 02 00 84 01 00 01 61 00', 'circular')
  t.ok(parseUpdate(unhex('02 010100 8402000161 010200 0401017401 61 00')).ok, 'one client after another')
})

void test('yupdate parse - one list', (t) => {
  // client 1: a text in root t, a text in root u, and a third between the two
  refused(t, '01 03 01 00 04 01 01 74 01 61 04 01 01 75 01 62 c4 01 00 01 01 01 63 00', 'bad-reference', 'neighbours in two lists')
  refused(t, '01 01 01 00 24 01 01 74 01 6b 02 61 62 00', 'bad-content', 'two clocks under a key')
  t.ok(parseUpdate(unhex('01010100 240101 74 016b 026162 0101010002')).ok, 'deleted by the same update')
  const doc = new Y.Doc()
  doc.clientID = 5
  doc.getMap('m').set('k', 1)
  doc.getText('t').insert(0, 'a')
  const check = (text: string): boolean => {
    const result = parseUpdate(unhex(text))
    return result.ok && placed(result.update, siteOf(doc))
  }
  t.ok(check('01 01 01 00 84 05 01 01 61 00'), 'after a text')
  t.ok(check('01 01 01 00 84 05 00 01 61 00'), 'one clock after a value')
  t.absent(check('01 01 01 00 84 05 00 02 61 62 00'), 'two clocks after a value, without the claim of a key')
  t.absent(check('01 01 01 00 c4 05 01 05 00 01 61 00'), 'between a text and a value')
})

void test('yupdate parse - content', (t) => {
  const item = (content: string): string => `01 01 01 00 ${content.slice(0, 2)} 01 01 74 ${content.slice(2)} 00`
  const json = (text: string): string => `05 ${hex(Uint8Array.from([text.length, ...Array.from(text, (char) => char.charCodeAt(0))]))}`
  refused(t, item('04 00'), 'zero-length', 'an empty string')
  refused(t, item('08 00'), 'zero-length', 'no values')
  refused(t, item('02 00'), 'zero-length', 'no JSON values')
  refused(t, item('01 00'), 'zero-length', 'nothing deleted')
  refused(t, item('04 01 ff'), 'bad-string')
  refused(t, item('04 02 c0 80'), 'bad-string', 'an overlong zero')
  refused(t, item('04 03 ed a0 80'), 'bad-string', 'a surrogate')
  refused(t, item('04 04 f4 90 80 80'), 'bad-string', 'above U+10FFFF')
  refused(t, item('04 03 f0 9f 98'), 'bad-string', 'cut short')
  refused(t, item('07 07'), 'bad-content', 'an unknown type')
  refused(t, item('08 01 73'), 'bad-content', 'an unknown tag')
  refused(t, item('08 01 76 01 09 5f5f70726f746f5f5f 7e'), 'bad-content', 'a key that sets a prototype')
  refused(t, item('08 01' + '7501'.repeat(200) + '7e'), 'too-deep')
  refused(t, item(json('')), 'bad-content')
  refused(t, item(json('undefined')), 'bad-content')
  refused(t, item(json('{"a":1,}')), 'bad-content')
  refused(t, item(json('1e999')), 'bad-content', 'a number that reads as Infinity')
  refused(t, item('05 9003' + '5b'.repeat(200) + '5d'.repeat(200)), 'too-deep')
  t.ok(parseUpdate(unhex(item('02 01 09 756e646566696e6564'))).ok, 'undefined in a JSON list')
  const long = `01 01 01 00 04 01 81 08 ${'61'.repeat(1025)} 01 61 00`
  refused(t, long, 'key-too-long')
})

void test('yupdate parse - JSON is what JSON.parse takes', (t) => {
  const rng = random(SEED + 2)
  const seeds = ['{"a":[1,-2.5e+3,0,"x\\u00e9\\n\\"",true,false,null,{}],"":[]}', '"\\ud800"', '-0', '1E5', ' [ 1 , 2 ] ', '"é"', '[[],{"b":{}}]']
  const alphabet = '{}[]",:\\ 0123456789.-+eEtrufalsn\t\n/b\u0001'
  let taken = 0
  for (let i = 0; i < 20_000; i++) {
    let text = rng.pick(seeds)
    for (let n = rng(3); n > 0; n--) {
      const at = rng(text.length + 1)
      text = text.slice(0, at) + (rng.chance(60) ? alphabet[rng(alphabet.length)] ?? '' : '') + text.slice(at + rng(3))
    }
    const body = utf8(text)
    const result = parseUpdate(Uint8Array.from([1, 1, 1, 0, 5, 1, 1, 116, body.length, ...body, 0]))
    let expected = true
    try {
      expected = !/Infinity/.test(JSON.stringify([JSON.parse(text)], (_key, value: unknown) => value === Infinity || value === -Infinity ? 'Infinity' : value))
    } catch {
      expected = false
    }
    if (result.ok !== expected) t.fail(`${text}: ${result.ok}`)
    if (expected) taken++
  }
  t.ok(taken > 1000 && taken < 19_000, `${taken} of 20000 valid`)
})

void test('yupdate parse - limits', (t) => {
  t.is(Object.isFrozen(LIMITS_V1), true)
  const reason = (bytes: Uint8Array, limits: Partial<typeof LIMITS_V1>): string => {
    const result = parseUpdate(bytes, { ...LIMITS_V1, ...limits })
    return result.ok ? 'ok' : result.reason
  }
  const doc = new Y.Doc()
  doc.getArray('a').insert(0, [1, 2, 3])
  doc.getMap('m').set('k', 1)
  const state = Y.encodeStateAsUpdate(doc)
  t.is(reason(state, {}), 'ok')
  t.is(reason(state, { maxBytes: 5 }), 'too-large')
  t.is(reason(state, { maxStructs: 1 }), 'too-many-structs')
  t.is(reason(state, { maxClients: 0 }), 'too-many-clients')
  t.is(reason(state, { maxValues: 3 }), 'too-many-values')
  t.is(reason(state, { maxRoots: 1 }), 'too-many-roots')
  t.is(reason(state, { maxAdvance: 3 }), 'clock-range')
  doc.getArray('a').delete(1, 1)
  t.is(reason(Y.encodeStateAsUpdate(doc), { maxDeletes: 0 }), 'too-many-deletes')
})

void test('yupdate parse - nesting within one update is bounded', (t) => {
  const nest = (levels: number): Uint8Array => {
    const doc = new Y.Doc()
    doc.transact(() => {
      let place: Y.XmlFragment = doc.getXmlFragment('xml')
      for (let i = 0; i < levels; i++) {
        const child = new Y.XmlElement('list')
        place.insert(0, [new Y.XmlText('a'), child])
        place = child
      }
    })
    return Y.encodeStateAsUpdate(doc)
  }
  t.ok(parseUpdate(nest(512)).ok)
  refused(t, nest(515), 'too-deep')
})

void test('yupdate parse - a mutant that is accepted neither throws nor spoils the document', (t) => {
  t.comment(`seed ${SEED}`)
  const rng = random(SEED + 3)
  let accepted = 0
  let applied = 0
  for (let round = 0; round < MUTANTS / 400; round++) {
    const { made } = session(rng, 3, 80)
    const parts = made.map((item) => item.update)
    for (let i = 0; i < 400; i++) {
      const upTo = rng(parts.length)
      const history = parts.slice(0, upTo)
      const origin = rng.chance(20) ? Y.mergeUpdates(parts.slice(upTo, upTo + 10)) : parts[upTo]
      if (origin === undefined) continue
      const mutant = mutate(rng, origin, rng.pick(parts))
      const result = parseUpdate(mutant)
      if (!result.ok) continue
      accepted++
      const doc = docOf([Y.mergeUpdates([...history, new Uint8Array([0, 0])])])
      const state = stateOf(doc)
      if ([...needs(result.update)].some(([client, clocks]) => (state.get(client) ?? 0) < clocks)) continue
      // Clocks that the document has already, with other contents, are for the view to refuse.
      if (result.update.clients.some((part) => part.clock !== (state.get(part.client) ?? 0))) continue
      if (!placed(result.update, siteOf(doc))) continue
      applied++
      try {
        Y.applyUpdate(doc, mutant)
        const again = docOf([Y.encodeStateAsUpdate(doc)])
        if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) t.fail(`waits: ${hex(mutant)}`)
        if (JSON.stringify([...stateOf(again)].toSorted((a, b) => a < b ? -1 : 1)) !== JSON.stringify([...stateOf(doc)].toSorted((a, b) => a < b ? -1 : 1))) t.fail(`lost: ${hex(mutant)}`)
      } catch (error) {
        t.fail(`${String(error)}: ${hex(mutant)} after ${history.map(hex).join(' ')}`)
      }
    }
  }
  t.ok(accepted > 300 && applied > 50, `${accepted} accepted, ${applied} applied of ${MUTANTS}`)
})

function mutate (rng: ReturnType<typeof random>, from: Uint8Array, other: Uint8Array): Uint8Array {
  let bytes = Array.from(from)
  for (let n = 1 + rng(3); n > 0; n--) {
    const at = rng(bytes.length)
    switch (rng(7)) {
      case 0: bytes[at] = (bytes[at] ?? 0) ^ (1 << rng(8)); break
      case 1: bytes[at] = rng(256); break
      case 2: bytes[at] = ((bytes[at] ?? 0) + rng.pick([1, 255])) & 255; break
      case 3: bytes.splice(at, 1 + rng(3)); break
      case 4: bytes.splice(at, 0, rng(256)); break
      case 5: bytes = [...bytes.slice(0, at), ...Array.from(other).slice(rng(other.length))]; break
      default: bytes.splice(at, 0, ...bytes.slice(at, at + rng(6)))
    }
  }
  return Uint8Array.from(bytes)
}

void test('yupdate parse - a forged update that is accepted neither throws nor spoils the document', (t) => {
  t.comment(`seed ${SEED}`)
  let accepted = 0
  for (let i = 0; i < FORGERIES; i++) {
    const rng = random(SEED + 1000 + i)
    const { docs } = session(rng, 2, 40, rng.chance(70))
    const doc = docOf([Y.encodeStateAsUpdate(docs[0] ?? new Y.Doc())], rng.chance(70))
    const given: string[] = []
    for (let n = 0; n < 10; n++) {
      const client = rng.pick([77, 2 ** 31, ...stateOf(doc).keys()])
      const update = forge(rng, doc, client, stateOf(doc).get(client) ?? 0, 1 + rng(8))
      given.push(hex(update))
      const result = parseUpdate(update)
      if (!result.ok || !placed(result.update, siteOf(doc))) continue
      accepted++
      try {
        Y.applyUpdate(doc, update)
        const again = docOf([Y.encodeStateAsUpdate(doc)])
        if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) t.fail(`waits: seed ${SEED + 1000 + i}`)
        if (JSON.stringify([...stateOf(again)].toSorted((a, b) => a < b ? -1 : 1)) !== JSON.stringify([...stateOf(doc)].toSorted((a, b) => a < b ? -1 : 1))) t.fail(`lost: seed ${SEED + 1000 + i}`)
      } catch (error) {
        t.fail(`seed ${SEED + 1000 + i}: ${error instanceof Error ? error.stack : String(error)}: ${given.join(' ')}`)
      }
    }
  }
  t.ok(accepted > FORGERIES, `${accepted} of ${FORGERIES * 10} accepted`)
})

void test('yupdate parse - a state that is accepted loads and reads the same', (t) => {
  const { docs } = session(random(SEED + 4), 4, 400)
  for (const doc of docs) {
    const state = Y.encodeStateAsUpdate(doc)
    t.ok(parseUpdate(state).ok)
    t.is(visible(docOf([state])), visible(doc))
  }
})

void test('yupdate parse - time is linear', (t) => {
  const doc = new Y.Doc()
  const text = doc.getText('text')
  doc.transact(() => { for (let i = 0; i < 30_000; i++) text.insert(0, 'x') })
  const state = Y.encodeStateAsUpdate(doc)
  const start = Date.now()
  const result = parseUpdate(state)
  t.ok(result.ok)
  t.ok(Date.now() - start < 1000, `${state.length} bytes in ${Date.now() - start} ms`)
})
