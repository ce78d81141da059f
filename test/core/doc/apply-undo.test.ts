/** A removal's cut binds everything: what somebody did beyond it is undone, with what rested on that. */
import test, { type Assert } from 'brittle'
import b4a from 'b4a'
import type { Op } from '../../../core/format/ops.ts'
import { Group, Pen, type Device } from '../../helpers/group.ts'
import { key } from '../../helpers/hex.ts'
import { adopt, admit, cutAt, indexer, Invite, removeDevice, removeMember, setRole, title } from './acts.ts'
import { Ledger } from './ledger.ts'

interface World { group: Group, ledger: Ledger, ada: Device, eve: Device, bob: Device }

/** Ada and Eve own, Bob edits; a log whose order the test chooses. Eve has written one block. */
async function world (t: Assert): Promise<World> {
  const group = new Group(t)
  const ada = await group.device('ada')
  const [eve, bob] = [await group.device('eve'), await group.device('bob')]
  const ledger = await Ledger.create(t, ada.replica.key)
  await ledger.append(ada, await admit(ada, 'owner'), await admit(eve, 'owner'), await admit(bob, 'editor'))
  await ledger.append(ada, title('honest'))
  await ledger.append(eve, title('also honest'))
  return { group, ledger, ada, eve, bob }
}

async function titleOf (ledger: Ledger): Promise<string | undefined> { return (await ledger.view.meta())?.title }

test('undo - an owner who was removed lets a friend in and takes over, backdated, while the indexer is away: nothing of it stands', async (t) => {
  t.timeout(120_000)
  for (let round = 0; round < 8; round++) {
    const group = new Group(t)
    const dee = await group.create('dee')
    const ada = await group.join(dee, 'ada', 'owner')
    const eve = await group.join(dee, 'eve', 'owner')
    const bob = await group.join(dee, 'bob', 'editor')
    group.link(ada, eve, bob)
    const pen = new Pen(bob, 0)
    await bob.append(pen.op(pen.write('bob was here')))
    await eve.append(title('fine'))
    await group.settle()
    group.isolate(dee)
    group.isolate(eve)
    await ada.append(removeMember(eve, cutAt(eve, 1)))
    for (let i = 0; i < round % 4; i++) await ada.append(title('ada ' + i))
    const sam = await group.device('sam')
    const invite = new Invite('owner')
    await eve.append(await admit(sam, 'owner'), setRole(bob, 'owner'), invite.op, title('mine'))
    await eve.append(removeMember(bob, cutAt(bob, 0)), indexer(eve, true))
    group.link(eve, sam)
    await group.settle(eve, sam)
    while (!sam.base.writable) {
      await new Promise((resolve) => { setTimeout(resolve, 10) })
      await sam.base.update()
    }
    const pat = await group.device('pat')
    await sam.append(await admit(pat, 'owner'), title('ours'), removeMember(eve))
    for (const device of [eve, sam]) group.link(device, ada)
    await group.agree(ada, bob, eve, sam)
    t.alike([await bob.role(sam.person) ?? 'removed', await bob.role(pat.person) ?? 'removed', await bob.role(bob.person)], ['removed', 'removed', 'editor'])
    t.absent((await bob.read((view) => view.meta()))?.title.match(/mine|ours/))
    t.is(await bob.text(), 'bob was here')
    t.ok((await bob.read((view) => view.invite(invite.id)))?.revoked ?? true)
    group.link(dee, ada)
    await group.agree(dee, ada, bob, eve, sam)
    t.is(await dee.role(ada.person), 'owner')
  }
})

test('undo - what comes first in the order falls all the same: friends, their friends, roles, titles; who was thrown out is back', async (t) => {
  const { group, ledger, ada, eve, bob } = await world(t)
  const [sam, pat, quin] = [await group.device('sam'), await group.device('pat'), await group.device('quin')]
  const pens = { bob: new Pen(bob, 0), sam: new Pen(sam, 0) }
  await ledger.append(bob, pens.bob.op(pens.bob.write('honest ')))
  await ledger.append(eve, await admit(sam, 'owner'), setRole(bob, 'reader'), removeMember(bob, cutAt(bob, 0)), ...Array.from({ length: 30 }, () => title('mine')))
  await ledger.append(sam, await admit(pat, 'owner'), { kind: 'device', body: await quin.proof() }, title('sams'), pens.sam.op(pens.sam.write('sam ')))
  await ledger.append(pat, await admit(quin, 'editor'), setRole(sam, 'editor'))
  t.alike(await Promise.all([sam, pat, quin, bob].map((device) => ledger.role(device))), ['editor', 'owner', 'editor', 'removed'])
  t.alike([await ledger.verdicts(bob), await ledger.verdicts(sam)], [['aside within-cut'], ['ok accepted']])
  await ledger.append(ada, removeMember(eve, cutAt(eve, 1)))
  t.alike(await Promise.all([sam, pat, quin, bob, eve, ada].map((device) => ledger.role(device))), ['removed', 'removed', 'removed', 'editor', 'removed', 'owner'])
  t.alike([await ledger.verdicts(bob), await ledger.verdicts(sam)], [['ok accepted'], ['aside within-cut']])
  t.is(await titleOf(ledger), 'also honest', 'her last one within the cut')
  await ledger.append(sam, title('again'))
  await ledger.append(bob, title('back'))
  t.is(await titleOf(ledger), 'back')
  const group1 = await ledger.view.group()
  t.is(group1.members, 2)
  t.is((await ledger.view.member(ada.person.member))?.devices, 1)
})

test('undo - whom an owner made owner beyond the cut is what they were, and what they did with it falls', async (t) => {
  const { group, ledger, ada, eve, bob } = await world(t)
  const [sam, pat] = [await group.device('sam'), await group.device('pat')]
  const invite = new Invite('editor')
  await ledger.append(bob, invite.op)
  await ledger.append(eve, setRole(bob, 'owner'))
  await ledger.append(bob, await admit(sam, 'owner'), await invite.use(pat))
  await ledger.append(ada, removeMember(eve, cutAt(eve, 1)))
  t.alike(await Promise.all([bob, sam, pat].map((device) => ledger.role(device))), ['editor', 'removed', 'editor'])
})

test('undo - an invite made beyond the cut let nobody in, also when somebody honest answered it', async (t) => {
  const { group, ledger, ada, eve, bob } = await world(t)
  const [early, late] = [new Invite('owner'), new Invite('owner')]
  const [sam, pat] = [await group.device('sam'), await group.device('pat')]
  await ledger.append(ada, early.op)
  await ledger.append(eve, late.op)
  await ledger.append(bob, await late.use(sam), await early.use(pat))
  t.is(await ledger.role(sam), 'owner')
  await ledger.append(ada, removeMember(eve, cutAt(eve, 1)))
  t.alike([await ledger.role(sam), await ledger.role(pat)], ['removed', 'owner'])
  t.ok((await ledger.view.invite(late.id))?.revoked)
  t.absent((await ledger.view.invite(early.id))?.revoked)
})

test('undo - who removes stays, even where their own place rests on what they cut off', async (t) => {
  const { ledger, ada, eve, bob } = await world(t)
  const pen = new Pen(eve, 0)
  await ledger.append(eve, setRole(bob, 'owner'))
  await ledger.append(eve, pen.op(pen.write('beyond')))
  await ledger.append(bob, removeMember(eve, cutAt(eve, 0)))
  t.alike([await ledger.role(bob), await ledger.role(eve)], ['owner', 'removed'])
  t.is((await ledger.view.device(eve.writer))?.cut, 2, 'up to the block that made him owner')
  t.alike(await ledger.verdicts(eve), ['aside within-cut'])
  await ledger.append(ada, removeMember(eve, cutAt(eve, 1)))
  t.is(await ledger.role(bob), 'editor', 'another owner\'s place does not rest on it')
})

test('undo - a document is never left without an owner', async (t) => {
  const { ledger, ada, eve, bob } = await world(t)
  await ledger.append(bob, title('one'))
  await ledger.append(eve, removeMember(ada, cutAt(ada, 0)))
  t.alike([await ledger.role(eve), await ledger.role(ada), await ledger.role(bob)], ['owner', 'removed', 'editor'], 'whose place rests on the removed one\'s blocks')
  await ledger.append(ada, removeMember(eve, cutAt(eve, 0)))
  t.is(await ledger.role(eve), 'owner', 'the first counts')
  await ledger.append(eve, removeMember(eve), setRole(eve, 'editor'))
  t.is(await ledger.role(eve), 'owner')
})

test('undo - a cut goes down, never up; a removal binds also who was out already', async (t) => {
  const { ledger, ada, eve, bob } = await world(t)
  const pen = new Pen(bob, 0)
  for (const word of ['one ', 'two ', 'three ']) await ledger.append(bob, pen.op(pen.write(word)))
  await ledger.append(eve, removeMember(bob, cutAt(bob, 2)))
  const cut = async (): Promise<number | undefined> => (await ledger.view.device(bob.writer))?.cut
  await ledger.append(ada, removeMember(bob, cutAt(bob, 3)), removeMember(bob))
  t.is(await cut(), 2)
  await ledger.append(ada, removeDevice(bob, cutAt(bob, 1)))
  t.is(await cut(), 1)
  t.alike(await ledger.verdicts(bob), ['ok accepted', 'aside within-cut', 'aside within-cut'])
  await ledger.append(ada, removeMember(eve, cutAt(eve, 1)))
  t.alike([await ledger.role(bob), await cut()], ['removed', 1], 'without Eve\'s, Ada\'s own removal of him holds')
})

test('undo - a removal that falls gives back what its cut had set aside, and only that', async (t) => {
  const { ledger, ada, eve, bob } = await world(t)
  const pen = new Pen(bob, 0)
  for (const word of ['one ', 'two ', 'three ']) await ledger.append(bob, pen.op(pen.write(word)))
  await ledger.append(ada, removeMember(bob, cutAt(bob, 2)))
  await ledger.append(eve, removeMember(bob, cutAt(bob, 0)), adopt(bob, 1, 1, false), adopt(bob, 3, 3, true))
  t.alike(await ledger.verdicts(bob), ['neutered dropped', 'aside within-cut', 'ok adopted'])
  await ledger.append(ada, removeMember(eve, cutAt(eve, 1)))
  t.alike(await ledger.verdicts(bob), ['ok accepted', 'ok accepted', 'aside within-cut'])
  t.is(await ledger.role(bob), 'removed')
})

test('undo - one stolen device goes: invites made on it are closed, the person\'s others are not', async (t) => {
  const { group, ledger, ada, bob } = await world(t)
  const phone = await group.device(bob.person)
  await ledger.append(ada, { kind: 'device', body: await phone.proof() })
  const [stolen, safe] = [new Invite('editor'), new Invite('editor')]
  await ledger.append(bob, safe.op)
  await ledger.append(phone, stolen.op)
  await ledger.append(bob, removeDevice(phone))
  t.alike([(await ledger.view.invite(stolen.id))?.revoked, (await ledger.view.invite(safe.id))?.revoked], [true, false])
  const row = await ledger.view.member(bob.person.member)
  t.alike([row?.devices, row?.invites, row?.removed], [1, 1, false])
  await ledger.append(phone, new Invite('editor').op)
  t.is((await ledger.view.invites()).length, 2)
})

test('undo - comments and what else is kept are read without what lies beyond a cut', async (t) => {
  const { ledger, ada, eve, bob } = await world(t)
  const comment: Op = { kind: 'comment', body: { thread: key(1), id: key(2), action: 'add', anchor: new Uint8Array(0), body: '' } }
  await ledger.append(bob, comment)
  await ledger.append(eve, comment)
  await ledger.append(eve, comment)
  const read = async (): Promise<string[]> => {
    const found = []
    for await (const { at, row } of ledger.view.kept('comment')) {
      t.alike(row.writer, at.writer)
      found.push((b4a.equals(at.writer, bob.writer) ? 'bob ' : 'eve ') + at.length)
    }
    return found.toSorted()
  }
  t.alike(await read(), ['bob 1', 'eve 2', 'eve 3'])
  await ledger.append(ada, removeMember(eve, cutAt(eve, 2)))
  t.alike(await read(), ['bob 1', 'eve 2'])
})

test('undo - who leaves takes nothing along of the block that says so', async (t) => {
  const { ledger, bob } = await world(t)
  const pen = new Pen(bob, 0)
  await ledger.append(bob, pen.op(pen.write('last ')), removeMember(bob, cutAt(bob, 0)), pen.op(pen.write('words')))
  t.alike(await ledger.verdicts(bob), ['ok accepted', 'ok accepted'])
  t.is(await ledger.role(bob), 'removed')
  await ledger.append(bob, new Invite('editor').op, title('after'), pen.op(pen.write('no')))
  t.alike(await ledger.verdicts(bob), ['ok accepted', 'ok accepted', 'aside within-cut'])
})

test('undo - roles given over and over are remembered as far as there is room, the first for good', async (t) => {
  const { ledger, ada, eve, bob } = await world(t)
  for (let i = 0; i < 40; i++) await ledger.append(eve, setRole(bob, i % 2 === 0 ? 'owner' : 'reader'))
  t.is((await ledger.view.member(bob.person.member))?.grants.length, 16)
  await ledger.append(ada, removeMember(eve, cutAt(eve, 1)))
  t.is(await ledger.role(bob), 'editor')
})
