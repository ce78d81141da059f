/** Who may do what, told by devices that do not ask: roles, removals with their cuts, and coming back. */
import test, { type Assert } from 'brittle'
import * as Y from 'yjs'
import { NO_KEY, type Op } from '../../../core/format/ops.ts'
import type { Role } from '../../../core/rpc/api.ts'
import { Group, Pen, update, type Device } from '../../helpers/group.ts'
import { key } from '../../helpers/hex.ts'
import { adopt, removeDevice, removeMember, setRole } from './acts.ts'

const ACCEPTED = 'ok accepted'

function updateOf (doc: Y.Doc): Uint8Array { return Y.encodeStateAsUpdate(doc) }

/** Ada owns, the second is in with a role; both know 'ada '. */
async function couple (t: Assert, role: Role): Promise<{ group: Group, ada: Device, eve: Device, ink: Pen, pen: Pen }> {
  const group = new Group(t)
  const ada = await group.create('ada')
  const eve = await group.join(ada, 'eve', role)
  const ink = new Pen(ada, 0)
  const first = ink.write('ada ')
  await ada.append(ink.op(first))
  await group.settle()
  return { group, ada, eve, ink, pen: new Pen(eve, 0, first) }
}

test('people - a commenter writes text all the same; it is not shown, and honest text that rests on it is', async (t) => {
  const { group, ada, eve, ink, pen } = await couple(t, 'commenter')
  const edit = pen.edit(() => { pen.text.delete(0, 4); pen.text.insert(0, 'not allowed') })
  await eve.append(update(0, edit))
  const between = new Pen(ada, 1, ...[ink, pen].map(({ doc }) => updateOf(doc)))
  await ada.append(between.op(between.write('rests on it', 3)))
  await group.agree()
  t.alike(await ada.verdicts(eve.writer), ['neutered may-write'])
  t.is(await eve.text(), 'ada rests on it')
})

test('people - a reader has no log to write into; as editor it gets one', async (t) => {
  const { group, ada, eve, pen } = await couple(t, 'reader')
  await t.exception(eve.append(pen.op(pen.write('x'))), /may not write/)
  await ada.append(setRole(eve, 'editor'))
  await group.settle()
  const fresh = new Pen(eve, 1)
  await eve.append(fresh.op(fresh.write('now ')))
  await group.agree()
  t.alike(await ada.verdicts(eve.writer), [ACCEPTED])
})

test('people - an editor cannot do what is an owner\'s', async (t) => {
  const { group, ada, eve } = await couple(t, 'editor')
  const bob = await group.join(ada, 'bob', 'commenter')
  group.link(eve, bob)
  const before = await ada.rows()
  await eve.append(
    setRole(eve, 'owner'), setRole(ada, 'reader'), setRole(bob, 'editor'), removeMember(ada), removeMember(bob), removeDevice(bob), adopt(bob, 1, 9, true),
    { kind: 'indexer', body: { writer: eve.writer, on: true } }, { kind: 'indexer', body: { writer: ada.writer, on: false } },
    { kind: 'invite', body: { id: key(1), publicKey: key(2), role: 'owner', expires: 0, uses: 0, ask: false, label: '' } },
    { kind: 'admit', body: await (await group.device('mallory')).admission('editor') }
  )
  await group.agree(ada, eve, bob)
  t.is((await ada.rows()).length, before.length + 1, 'only a head')
  t.alike([await bob.role(ada.person), await bob.role(eve.person), await bob.role(bob.person)], ['owner', 'editor', 'commenter'])
})

test('people - what a role may say beside text', async (t) => {
  const { group, ada, eve } = await couple(t, 'commenter')
  const comment: Op = { kind: 'comment', body: { thread: key(1), id: key(2), action: 'add', anchor: new Uint8Array(0), body: 'why?' } }
  const version: Op = { kind: 'version', body: { id: key(3), name: 'v', vector: [] } }
  await eve.append(comment, version, { kind: 'title', body: { title: 'hers' } }, { kind: 'profile', body: { name: 'Eve', color: '#111111', label: 'Phone' } })
  await ada.append(version)
  await group.agree()
  const spaces = (await ada.rows()).map((row) => row.slice(0, 2))
  t.is(spaces.filter((space) => space === '0b').length, 1, 'a comment')
  t.is(spaces.filter((space) => space === '0c').length, 1, 'a version by who may edit')
  t.is((await ada.read((view) => view.meta()))?.title, '')
  t.is((await ada.read((view) => view.member(eve.person.member)))?.name, 'Eve')
  t.is((await ada.read((view) => view.device(eve.writer)))?.label, 'Phone')
})

test('people - a demotion and an edit meet while both are offline; all agree, whichever counts first', async (t) => {
  for (const reverse of [false, true]) {
    const { group, ada, eve, ink, pen } = await couple(t, 'editor')
    group.isolate(eve)
    const edit = pen.write('offline ')
    if (reverse) await eve.append(pen.op(edit))
    await ada.append(setRole(eve, 'reader'))
    await ada.append(ink.op(ink.write('later ')))
    if (!reverse) await eve.append(pen.op(edit))
    group.link(ada, eve)
    await group.agree()
    const verdicts = await ada.verdicts(eve.writer)
    t.ok([ACCEPTED, 'neutered may-write'].includes(verdicts[0] ?? ''), verdicts[0])
    t.is(await ada.text(), await eve.text())
    t.ok((await eve.text()).includes('later '))
    await eve.append(pen.op(pen.write('after')))
    await group.agree()
    t.is((await ada.verdicts(eve.writer))[1], 'neutered may-write', 'once she knows, it is plain')
  }
})

test('people - the last owner stays: no demotion, no removal, no leaving', async (t) => {
  const { group, ada, eve } = await couple(t, 'editor')
  await ada.append(setRole(ada, 'editor'))
  await ada.append(removeMember(ada))
  await group.agree()
  t.is(await eve.role(ada.person), 'owner')
  await ada.append(setRole(eve, 'owner'))
  await ada.append(setRole(ada, 'editor'))
  await group.agree()
  t.is(await eve.role(ada.person), 'editor', 'with a second one it is possible')
})

test('people - two owners remove each other while apart: one of them is left, the same everywhere', async (t) => {
  const { group, ada, eve } = await couple(t, 'owner')
  const bob = await group.join(ada, 'bob')
  group.isolate(eve)
  await ada.append(removeMember(eve))
  await eve.append(removeMember(ada))
  group.link(ada, eve, bob)
  await group.agree()
  const roles = [await bob.role(ada.person), await bob.role(eve.person)]
  t.alike(new Set(roles), new Set(['owner', 'removed']))
})

test('people - two owners demote each other while apart: an owner is left', async (t) => {
  const { group, ada, eve } = await couple(t, 'owner')
  group.isolate(eve)
  await ada.append(setRole(eve, 'editor'))
  await eve.append(setRole(ada, 'editor'))
  group.link(ada, eve)
  await group.agree()
  t.alike(new Set([await ada.role(ada.person), await ada.role(eve.person)]), new Set(['editor', 'owner']))
})

test('removal - what lies beyond the cut is set aside, also when it comes first in the order; text on it stays', async (t) => {
  const { group, ada, eve, pen } = await couple(t, 'editor')
  await eve.append(pen.op(pen.write('counts ')))
  await group.settle()
  const cut = await ada.read((view) => view.head(eve.writer)).then(({ length }) => length)
  await eve.append(pen.op(pen.write('beyond ')))
  await group.settle()
  const ink = new Pen(ada, 1, updateOf(pen.doc))
  await ada.append(ink.op(ink.write('honest')))
  await ada.append(removeMember(eve, { writer: eve.writer, length: cut }))
  await eve.append(pen.op(pen.write('and after ')))
  await group.agree()
  t.alike(await ada.verdicts(eve.writer), [ACCEPTED, 'aside within-cut', 'aside within-cut'])
  t.is(await eve.text(), 'ada counts honest')
  t.is(await ada.role(eve.person), 'removed')
})

test('removal - a backdated block is set aside, wherever the order puts it', async (t) => {
  for (let round = 0; round < 4; round++) {
    const { group, ada, eve, pen } = await couple(t, 'editor')
    await eve.append(pen.op(pen.write('before ')))
    await group.settle()
    group.isolate(eve)
    await ada.append(removeMember(eve, { writer: eve.writer, length: 1 }))
    for (let i = 0; i < 3; i++) await eve.append(pen.op(pen.write('offline ')))
    group.link(ada, eve)
    await group.agree()
    t.alike(await eve.verdicts(eve.writer), [ACCEPTED, 'aside within-cut', 'aside within-cut', 'aside within-cut'])
    t.is(await ada.text(), 'ada before ')
  }
})

test('removal - without a cut for a device, what was known of it counts', async (t) => {
  const { group, ada, eve, pen } = await couple(t, 'editor')
  await eve.append(pen.op(pen.write('known ')))
  await group.settle()
  await ada.append(removeMember(eve))
  await group.settle()
  await eve.append(pen.op(pen.write('after')))
  await group.agree()
  t.alike(await ada.verdicts(eve.writer), [ACCEPTED, 'aside within-cut'])
})

test('removal - an owner takes back in what was set aside, or gives it up', async (t) => {
  const { group, ada, eve, pen } = await couple(t, 'editor')
  group.isolate(eve)
  await ada.append(removeMember(eve, { writer: eve.writer, length: 0 }))
  for (const word of ['one ', 'two ', 'three ']) await eve.append(pen.op(pen.write(word)))
  group.link(ada, eve)
  await group.settle()
  await eve.append(adopt(eve, 1, 3, true))
  await group.agree()
  t.is(await ada.text(), 'ada ', 'she herself has no say')
  await ada.append(adopt(eve, 1, 1, true), adopt(eve, 3, 3, false))
  await group.agree()
  t.alike((await ada.verdicts(eve.writer)), ['ok adopted', 'aside within-cut', 'neutered dropped'])
  t.is(await eve.text(), 'ada one ')
  await ada.append(adopt(eve, 0, 2 ** 40, true))
  await group.agree()
  t.is(await eve.text(), 'ada one two ', 'what was given up stays so')
})

test('removal - one device of a person goes, the other stays', async (t) => {
  const { group, ada, eve, pen } = await couple(t, 'editor')
  const phone = await group.device(eve.person)
  await ada.append({ kind: 'device', body: await phone.proof() })
  group.link(ada, phone)
  await group.settle()
  await ada.append(removeDevice(eve, { writer: eve.writer, length: 0 }))
  await group.settle()
  await eve.append(pen.op(pen.write('lost laptop ')))
  const other = new Pen(phone, 0)
  await phone.append(other.op(other.write('phone ')))
  await group.agree()
  t.alike([await ada.verdicts(eve.writer), await ada.verdicts(phone.writer)], [['aside within-cut'], [ACCEPTED]])
  t.is(await ada.role(eve.person), 'editor')
})

test('removal - whoever was removed comes back with a new device; the old one stays outside', async (t) => {
  const { group, ada, eve, pen } = await couple(t, 'editor')
  await ada.append(removeMember(eve))
  await ada.append({ kind: 'admit', body: await eve.admission('editor') })
  await group.settle()
  t.is(await ada.role(eve.person), 'removed', 'a removed device is not let in again')
  const again = await group.device(eve.person)
  await ada.append({ kind: 'device', body: await again.proof() })
  await ada.append({ kind: 'admit', body: await again.admission('commenter') })
  group.link(ada, again)
  await group.settle()
  t.is(await ada.role(eve.person), 'commenter')
  await eve.append(pen.op(pen.write('from the old device')))
  await group.agree()
  t.alike(await ada.verdicts(eve.writer), ['aside within-cut'])
})

test('removal - who leaves goes alone, and keeps what was written', async (t) => {
  const { group, ada, eve, pen } = await couple(t, 'editor')
  await eve.append(pen.op(pen.write('stays ')))
  await eve.append(removeMember(eve))
  await group.agree()
  t.is(await ada.role(eve.person), 'removed')
  t.is(await ada.text(), 'ada stays ')
})

test('removal - nonsense in a removal or an adoption is nothing', async (t) => {
  const { group, ada, eve } = await couple(t, 'editor')
  await ada.append(
    { kind: 'remove', body: { member: NO_KEY, writer: NO_KEY, cuts: [] } }, { kind: 'remove', body: { member: key(9), writer: key(9), cuts: [{ writer: key(9), length: 2 ** 50 }] } },
    { kind: 'adopt', body: { writer: key(9), from: 2 ** 52, to: 0, keep: true } }, { kind: 'role', body: { member: NO_KEY, role: 'owner' } }, { kind: 'closeInvite', body: { id: key(4) } }
  )
  await group.agree()
  t.alike([await eve.role(ada.person), await eve.role(eve.person)], ['owner', 'editor'])
})
