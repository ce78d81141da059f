/** Random groups of people who let in, promote, remove and remove again: what the rows say is what stands. */
import test from 'brittle'
import { keyPair, randomBytes } from 'hypercore-crypto'
import { isOpen } from '../../../core/doc/policy.ts'
import { standing } from '../../../core/doc/standing.ts'
import { attest } from '../../../core/format/attestation.ts'
import { NO_KEY, type Body, type Op } from '../../../core/format/ops.ts'
import { Group, Person, type Device } from '../../helpers/group.ts'
import { hex } from '../../helpers/hex.ts'
import { random, type Random } from '../../helpers/random.ts'
import { adopt, cutAt, Invite, removeDevice, removeMember, retire, setRole, title } from './acts.ts'
import { Ledger } from './ledger.ts'

const SEED = 20261208
const RUNS = 25
const STEPS = 60

/** A device that is nothing but its keys. */
class Bare {
  readonly person: Person
  readonly writer: Uint8Array
  readonly body: Body<'device'>

  private constructor (person: Person, body: Body<'device'>) {
    this.person = person
    this.writer = body.writer
    this.body = body
  }

  static async of (person: Person, discoveryKey: Uint8Array): Promise<Bare> {
    const [keys, writer, nonce] = [keyPair(), randomBytes(32), randomBytes(32)]
    const proof = attest({ discoveryKey, writer, device: keys.publicKey, nonce }, keys, await person.chain(keys.publicKey))
    return new Bare(person, { member: person.member, writer, device: keys.publicKey, label: '', nonce, proof })
  }

  admit (role: Body<'admit'>['role']): Op {
    return { kind: 'admit', body: { ...this.body, name: this.person.name, color: '', role, invite: NO_KEY, receipt: new Uint8Array(0) } }
  }
}

function anyOp (rng: Random, devices: Bare[], length: number): Op {
  const device = rng.pick(devices)
  const cut = (): ReturnType<typeof cutAt> => cutAt(rng.pick(devices), rng.int(length + 2))
  switch (rng.int(10)) {
    case 0: return device.admit(rng.pick(['owner', 'owner', 'editor', 'commenter', 'reader']))
    case 1: return { kind: 'device', body: device.body }
    case 2: case 3: return setRole(device, rng.pick(['owner', 'owner', 'editor', 'reader']))
    case 4: return removeMember(device, cut(), cut())
    case 5: return removeDevice(device, cutAt(device, rng.int(length + 2)))
    case 6: return removeMember(device)
    case 7: return new Invite(rng.pick(['owner', 'editor', 'reader'])).op
    case 8: return rng.chance(50) ? retire(device, rng.int(length)) : adopt(device, 0, 99, rng.chance(50))
    default: return title('title ' + length)
  }
}

test('standing - after every operation the rows are what stands, with an owner among them', async (t) => {
  t.comment(`seed ${SEED}`)
  t.timeout(300_000)
  const rng = random(SEED)
  const group = new Group(t)
  const ada: Device = await group.device('ada')
  const people = await Promise.all(['ada', 'bob', 'cy', 'dee', 'eve'].map((name) => Person.named(name)))
  let undone = 0
  for (let run = 0; run < RUNS; run++) {
    const ledger = await Ledger.create(t, ada.replica.key)
    await ledger.append(ada, { kind: 'admit', body: await ada.admission('owner') })
    const devices = await Promise.all([...people, ...people].map((person) => Bare.of(person, ada.replica.discoveryKey)))
    await ledger.append(ada, ...devices.slice(1, 4).map((device) => device.admit('owner')))
    for (let step = 3; step < STEPS; step++) {
      const author = rng.chance(20) ? ada : rng.pick(devices)
      const op = anyOp(rng, devices, 1 + Math.floor(step / 6))
      await ledger.append(author, op)
      const roster = await ledger.view.roster()
      const result = standing(roster)
      const where = `seed ${SEED}, run ${run}, step ${step}, ${op.kind}`
      const fail = (what: string): void => { t.fail(`${what}: ${where}`) }
      if (!result.hasOwner) fail('no owner')
      for (const [id, row] of roster.members) {
        if (row.removed === result.inside.has(id)) fail('inside')
        if (!row.removed && row.role !== result.roles.get(id)) fail('role')
        if (row.devices !== [...roster.devices.values()].filter((device) => !device.removed && hex(device.member) === id).length) fail('devices')
        if (row.invites !== [...roster.invites.values()].filter((invite) => isOpen(invite) && hex(invite.by) === id).length) fail('invites')
      }
      for (const [writer, row] of roster.devices) {
        const cut = result.cutOf(writer)
        if (row.removed !== (cut !== null) || row.cut !== (cut ?? 0)) fail('cut')
        if (row.removed && row.act.order > 1 && !result.devices.has(writer)) undone++
        if (!row.removed && roster.members.get(hex(row.member))?.removed !== false) fail('a device of nobody')
      }
      for (const [id, row] of roster.invites) if (isOpen(row) && !result.invites.has(id)) fail('invite')
      if (roster.group.members !== result.inside.size) fail('members')
      if (roster.group.titles.some(({ act }) => !result.titles.has(act.order))) fail('title')
      if ((roster.group.titles.at(-1)?.title ?? '') !== (await ledger.view.meta())?.title) fail('title shown')
    }
  }
  t.ok(undone > 10, `${undone} times something was found undone`)
})
