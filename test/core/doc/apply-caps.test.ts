/** How much of everything there may be, and what is kept for versions to come. */
import test from 'brittle'
import { keyPair, randomBytes } from 'hypercore-crypto'
import { MAX_DEVICES, MAX_INVITES, MAX_MEMBERS, mayGrow, mayIndex, mayRetire } from '../../../core/doc/policy.ts'
import { attest } from '../../../core/format/attestation.ts'
import { encode, list, struct, uint, bytes } from '../../../core/format/codec.ts'
import { encodeBlock, MAX_RESERVED_BYTES, type Op } from '../../../core/format/ops.ts'
import type { DeviceRow, MemberRow } from '../../../core/format/rows.ts'
import { Group, type Device } from '../../helpers/group.ts'
import { hex, key } from '../../helpers/hex.ts'
import { admit, cutAt, Invite, removeDevice, removeMember, setRole } from './acts.ts'
import { Ledger } from './ledger.ts'

/** A device of a person's that is nothing but its keys. */
async function bare (of: Device): Promise<Op & { kind: 'device' }> {
  const [keys, writer, nonce] = [keyPair(), randomBytes(32), randomBytes(32)]
  const device = keys.publicKey
  const proof = attest({ discoveryKey: of.replica.discoveryKey, writer, device, nonce }, keys, await of.person.chain(device))
  return { kind: 'device', body: { member: of.person.member, writer, device, label: '', nonce, proof } }
}

test('caps - a member has room for so many devices, and for another once one is gone', async (t) => {
  const group = new Group(t)
  const ada = await group.device('ada')
  const ledger = await Ledger.create(t, ada.replica.key)
  await ledger.append(ada, await admit(ada, 'owner'))
  const devices = await Promise.all(Array.from({ length: MAX_DEVICES }, () => bare(ada)))
  await ledger.append(ada, ...devices)
  t.is((await ledger.view.devices()).length, MAX_DEVICES, 'the last did not get in')
  const [first, last] = [devices[0], devices.at(-1)]
  if (first === undefined || last === undefined) return
  await ledger.append(ada, removeDevice(first.body), last)
  t.is((await ledger.view.devices()).length, MAX_DEVICES + 1)
  t.is((await ledger.view.member(ada.person.member))?.devices, MAX_DEVICES)
})

test('caps - a member has room for so many open invites; used and closed ones make room', async (t) => {
  const group = new Group(t)
  const ada = await group.device('ada')
  const bob = await group.device('bob')
  const ledger = await Ledger.create(t, ada.replica.key)
  await ledger.append(ada, await admit(ada, 'owner'), await admit(bob, 'editor'))
  const invites = Array.from({ length: MAX_INVITES + 5 }, () => new Invite('editor', { uses: 1 }))
  await ledger.append(bob, ...invites.map(({ op }) => op))
  const count = async (): Promise<(number | undefined)[]> => [(await ledger.view.invites()).length, (await ledger.view.member(bob.person.member))?.invites]
  t.alike(await count(), [MAX_INVITES, MAX_INVITES])
  const [used, closed, extra, another] = [invites[0], invites[1], invites.at(-1), invites.at(-2)]
  if (used === undefined || closed === undefined || extra === undefined || another === undefined) return
  await ledger.append(ada, await used.use(await group.device('cy')), { kind: 'closeInvite', body: { id: closed.id } }, { kind: 'closeInvite', body: { id: used.id } }, { kind: 'closeInvite', body: { id: closed.id } })
  t.alike(await count(), [MAX_INVITES, MAX_INVITES - 2])
  await ledger.append(bob, extra.op, another.op)
  t.alike(await count(), [MAX_INVITES + 2, MAX_INVITES])
  await ledger.append(ada, setRole(bob, 'reader'))
  t.alike(await count(), [MAX_INVITES + 2, 0])
})

test('caps - a document has room for so many members', async (t) => {
  const row = (change: Partial<MemberRow>): MemberRow => ({ name: '', color: '', role: 'editor', joinedAt: 0, by: key(1), removed: false, grants: [], devices: 1, invites: 0, ...change })
  t.is(mayGrow(null, MAX_MEMBERS - 1), null)
  t.is(mayGrow(null, MAX_MEMBERS), 'member-cap')
  t.is(mayGrow(row({ removed: true }), MAX_MEMBERS), 'member-cap', 'nor for who comes back')
  t.is(mayGrow(row({}), MAX_MEMBERS), null, 'but for a device of who is in')
  t.is(mayGrow(row({ devices: MAX_DEVICES }), 1), 'device-cap')
  const group = new Group(t)
  const ada = await group.device('ada')
  const [bob, cy] = [await group.device('bob'), await group.device('cy')]
  const ledger = await Ledger.create(t, ada.replica.key)
  await ledger.append(ada, await admit(ada, 'owner'), await admit(bob, 'editor'), await admit(cy, 'reader'))
  await ledger.append(ada, removeMember(bob), await admit(await group.device(bob.person), 'editor'), removeMember(cy))
  t.is((await ledger.view.group()).members, 2)
})

test('caps - who may retire a device, and which may confirm the log', (t) => {
  const device: DeviceRow = {
    member: key(1), device: key(2), label: '', joinedAt: 0, removed: true, cut: 3, blobs: key(0), indexer: false, retired: false,
    act: { writer: key(3), length: 1, order: 1 }, invite: key(0), cuts: []
  }
  const member: MemberRow = { name: '', color: '', role: 'owner', joinedAt: 0, by: key(1), removed: false, grants: [], devices: 1, invites: 0 }
  const owner = { writer: key(3), device: { ...device, removed: false }, member }
  const editor = { ...owner, member: { ...member, role: 'editor' as const } }
  t.is(mayRetire(owner, device, 3, 3), null)
  t.is(mayRetire(owner, device, 2, 3), 'blocks-in-view')
  t.is(mayRetire(editor, device, 3, 3), 'owner-only')
  t.is(mayRetire(owner, { ...device, removed: false }, 3, 3), 'known-member')
  t.is(mayRetire(owner, { ...device, retired: true }, 3, 3), 'known-member')
  t.alike([mayIndex(owner, owner.device, true), mayIndex(owner, owner.device, false), mayIndex(editor, owner.device, true), mayIndex(owner, device, true)], [null, 'has-written', 'owner-only', 'known-member'])
})

test('reserved - operations of tags to come are kept by right, within a size, and read without what lies beyond a cut', async (t) => {
  const group = new Group(t)
  const ada = await group.device('ada')
  const [bob, cy] = [await group.device('bob'), await group.device('cy')]
  const ledger = await Ledger.create(t, ada.replica.key)
  await ledger.append(ada, await admit(ada, 'owner'), await admit(bob, 'editor'), await admit(cy, 'commenter'))
  const frame = struct({ version: uint, time: uint, ops: list(struct({ tag: uint, body: bytes }), 1024) })
  const block = encode(frame, { version: 1, time: 1, ops: [63, 64, 128, 192, 224].map((tag) => ({ tag, body: Uint8Array.of(tag) })) })
  for (const device of [ada, bob, cy]) await ledger.add(device.writer, block)
  await ledger.add(ada.writer, encode(frame, { version: 1, time: 1, ops: [{ tag: 64, body: new Uint8Array(MAX_RESERVED_BYTES + 1) }] }))
  const read = async (tag: number): Promise<number> => {
    let count = 0
    for await (const { row } of ledger.view.kept(tag)) {
      t.is(hex(row.body), hex(Uint8Array.of(tag)))
      count++
    }
    return count
  }
  t.alike([await read(63), await read(64), await read(128), await read(192), await read(224)], [0, 3, 2, 1, 0])
  await ledger.add(ada.writer, encodeBlock(1, [removeMember(bob, cutAt(bob, 0))]))
  t.alike([await read(64), await read(128)], [2, 1])
})
