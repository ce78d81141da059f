/** Nothing that a member's device writes makes `apply` throw or replicas differ. */
import test from 'brittle'
import { encodeBlock, encodeBody, TAGS, type Kind, type Op } from '../../../core/format/ops.ts'
import { OP_VALUES } from '../../golden/values-v1.ts'
import { Group, Pen, update, type Device } from '../../helpers/group.ts'
import { join, mutate, random, type Random } from '../../helpers/random.ts'
import { Ledger } from './ledger.ts'

const SEED = 20261205
const BLOCKS = 2000
const KINDS = (Object.keys(TAGS) as Kind[]).filter((kind) => kind !== 'raise')

/** Bodies that mean something here: real keys, real clients, real lengths. */
function sensible (rng: Random, devices: Device[], pens: Pen[]): Op {
  const pen = rng.pick(pens)
  const device = rng.pick(devices)
  const n = rng.pick([pen.n, pen.n, rng.pick(pens).n, rng.int(2 ** 32)])
  const cut = (): { writer: Uint8Array, length: number } => ({ writer: rng.pick(devices).writer, length: rng.int(300) })
  switch (rng.int(11)) {
    case 0: case 1: case 2: case 3: {
      const edit = pen.text.length > 20 && rng.chance(30) ? pen.erase(rng.int(pen.text.length - 2), 2) : pen.write(rng.pick(['word ', '漢字', '🌱', '\n']), rng.int(pen.text.length + 1))
      return update(n, rng.chance(80) ? edit : mutate(rng, edit))
    }
    case 4: return { kind: 'role', body: { member: device.person.member, role: rng.pick(['editor', 'commenter', 'reader', 'owner']) } }
    case 5: return { kind: 'adopt', body: { ...cut(), from: rng.int(100), to: rng.int(300), keep: rng.chance(50) } }
    case 6: return { kind: 'indexer', body: { writer: device.writer, on: rng.chance(30) } }
    case 7: return { kind: 'profile', body: { name: 'n'.repeat(rng.int(250)), color: '', label: '\u0000' } }
    case 8: return { kind: 'remove', body: { member: rng.chance(50) ? device.person.member : new Uint8Array(32), writer: device.writer, cuts: [cut(), cut()] } }
    case 9: return { kind: 'retire', body: { writer: (devices.at(-1) ?? device).writer, length: rng.int(3) } } // not the one that writes here
    default: {
      const kind = rng.pick(KINDS)
      return { kind, body: OP_VALUES[kind] } as Op
    }
  }
}

function block (rng: Random, ops: Op[]): Uint8Array {
  const data = encodeBlock(rng.int(2 ** 40), ops)
  if (rng.chance(60)) return data
  if (rng.chance(10)) return rng.bytes(rng.int(300))
  const tagged = ops.map((op) => join(Uint8Array.of(rng.chance(80) ? TAGS[op.kind] : rng.int(256)), sized(mutate(rng, encodeBody(op)))))
  return rng.chance(50) ? mutate(rng, data) : join(Uint8Array.of(1, 1, tagged.length), ...tagged)
}

function sized (data: Uint8Array): Uint8Array {
  return join(Uint8Array.of(0xfd, data.byteLength & 255, data.byteLength >>> 8), data.subarray(0, 65535))
}

for (const [name, meddles] of [['with itself and others', true], ['with others', false]] as const) {
  test(`fuzz - an owner's device writes thousands of strange blocks and meddles ${name}: replicas stay open, equal and in use`, async (t) => {
    t.comment(`seed ${SEED}`)
    t.timeout(300_000)
    const rng = random(SEED)
    const group = new Group(t)
    const ada = await group.create('ada')
    const eve = await group.join(ada, 'eve', 'owner')
    const bob = await group.join(ada, 'bob')
    group.link(ada, eve, bob)
    const pens = [new Pen(eve, 0), new Pen(eve, 1), new Pen(eve, 2)]
    const honest = new Pen(ada, 0)
    const touched = meddles ? [eve, bob] : [bob]
    for (let written = 0; written < BLOCKS / 2;) {
      const batch = Array.from({ length: 1 + rng.int(40) }, () => block(rng, Array.from({ length: 1 + rng.int(4) }, () => sensible(rng, touched, pens))))
      await eve.raw(...batch)
      written += batch.length
      if (rng.chance(30)) await ada.append(honest.op(honest.write('honest ')))
      if (rng.chance(20)) await group.settle()
    }
    await group.agree()
    await ada.append(honest.op(honest.write('end')))
    for (const device of [ada, eve, bob]) await device.reopen()
    group.link(ada, eve, bob)
    await group.agree()
    const text = await ada.text()
    t.is(text, await bob.text())
    t.ok(text.includes('honest '))
    const verdicts = new Set(await ada.verdicts(eve.writer))
    t.ok(verdicts.size >= 5, [...verdicts].join(', '))
  })
}

test('fuzz - the order of blocks and the grouping into appends change nothing that they should not', async (t) => {
  t.comment(`seed ${SEED}`)
  const rng = random(SEED)
  const group = new Group(t)
  const ada = await group.create('ada')
  const eve = await group.device('eve')
  const pens = [new Pen(eve, 0), new Pen(eve, 1)]
  const blocks = Array.from({ length: 300 }, () => block(rng, [sensible(rng, [eve], pens)]))
  const ledgers = []
  const genesis = encodeBlock(1, [{ kind: 'admit', body: await ada.admission('owner') }, { kind: 'admit', body: await eve.admission('editor') }])
  for (const size of [1, 7, 300]) {
    const ledger = await Ledger.create(t, ada.replica.key)
    await ledger.add(ada.writer, genesis)
    for (let i = 0; i < blocks.length; i += size) await ledger.add(eve.writer, ...blocks.slice(i, i + size))
    ledgers.push(await ledger.rows())
  }
  t.alike(ledgers[1], ledgers[0])
  t.alike(ledgers[2], ledgers[0])
})
