/** Letting people in: what a proof and an invite are worth, and what they are not. */
import test, { type Assert } from 'brittle'
import { discoveryKey, randomBytes } from 'hypercore-crypto'
import { NO_KEY, type Body } from '../../../core/format/ops.ts'
import { Group, type Device } from '../../helpers/group.ts'
import { key } from '../../helpers/hex.ts'
import { Invite } from './acts.ts'

async function couple (t: Assert): Promise<{ group: Group, ada: Device, eve: Device }> {
  const group = new Group(t)
  const ada = await group.create('ada')
  return { group, ada, eve: await group.join(ada, 'eve', 'editor') }
}

test('admit - an editor lets in whoever holds an invite, once for each use', async (t) => {
  const { group, ada, eve } = await couple(t)
  const [cy, dee] = [await group.device('cy'), await group.device('dee')]
  const invite = new Invite('commenter', { uses: 1 })
  await ada.append(invite.op)
  await group.settle(ada, eve)
  await eve.append(await invite.use(cy), await invite.use(dee))
  await group.agree(ada, eve)
  t.alike([await ada.role(cy.person), await ada.role(dee.person)], ['commenter', null])
  t.is((await ada.read((view) => view.invite(invite.id)))?.used, 1)
})

test('admit - two use the last of an invite at once, with different hosts: one gets in, the same everywhere', async (t) => {
  const { group, ada, eve } = await couple(t)
  const [cy, dee] = [await group.device('cy'), await group.device('dee')]
  const invite = new Invite('editor', { uses: 1 })
  await ada.append(invite.op)
  await group.settle(ada, eve)
  group.isolate(eve)
  await ada.append(await invite.use(cy))
  await eve.append(await invite.use(dee))
  t.alike([await ada.role(cy.person), await eve.role(dee.person)], ['editor', 'editor'])
  group.link(ada, eve)
  await group.agree(ada, eve)
  t.alike(new Set([await ada.role(cy.person), await ada.role(dee.person)]), new Set(['editor', null]))
  t.is((await ada.read((view) => view.invite(invite.id)))?.used, 1)
})

test('admit - an invite that is unknown, revoked or expired opens nothing', async (t) => {
  const { group, ada, eve } = await couple(t)
  const unknown = new Invite('editor')
  const revoked = new Invite('editor')
  const expired = new Invite('editor', { expires: 1000 })
  await ada.append(revoked.op, expired.op, { kind: 'closeInvite', body: { id: revoked.id } })
  await group.settle(ada, eve)
  for (const invite of [unknown, revoked]) await eve.append(await invite.use(await group.device('cy')))
  const [late, early] = [await group.device('late'), await group.device('early')]
  await eve.appendAt(1001, await expired.use(late))
  await eve.appendAt(1000, await expired.use(early))
  await group.agree(ada, eve)
  t.is(await ada.role(late.person), null)
  t.is(await ada.role(early.person), 'editor', 'by the clock of who let her in')
  t.is((await ada.read((view) => view.members())).length, 3)
})

test('admit - whoever lets in without the newcomer\'s own proof or the invite\'s lets nobody in', async (t) => {
  const { group, ada, eve } = await couple(t)
  const cy = await group.device('cy')
  const invite = new Invite('editor')
  const other = new Invite('editor')
  await ada.append(invite.op, other.op)
  await group.settle(ada, eve)
  const good = (await invite.use(cy) as { body: Body<'admit'> }).body
  const elsewhere = await cy.proof(discoveryKey(key(42)))
  const mallory = await group.device('mallory')
  const variants: Partial<Body<'admit'>>[] = [
    { role: 'owner' }, { invite: NO_KEY }, { invite: other.id }, { receipt: new Uint8Array(0) }, { receipt: randomBytes(200) },
    { proof: elsewhere.proof, nonce: elsewhere.nonce }, { nonce: key(1) }, { proof: new Uint8Array(0) }, { member: mallory.person.member },
    await mallory.proof(), { writer: mallory.writer }, { device: mallory.keys.publicKey },
    { receipt: (await other.use(cy) as { body: Body<'admit'> }).body.receipt }, { receipt: (await invite.use(mallory) as { body: Body<'admit'> }).body.receipt }
  ]
  for (const variant of variants) await eve.append({ kind: 'admit', body: { ...good, ...variant } })
  await group.agree(ada, eve)
  t.is((await ada.read((view) => view.members())).length, 2)
  await eve.append({ kind: 'admit', body: good })
  await group.agree(ada, eve)
  t.is(await ada.role(cy.person), 'editor', 'the untouched one does')
})

test('admit - editors invite up to editor; an owner\'s invite they may serve', async (t) => {
  const { group, ada, eve } = await couple(t)
  const forged = new Invite('owner')
  const own = new Invite('editor')
  const owners = new Invite('owner')
  await eve.append(forged.op, own.op)
  await ada.append(owners.op)
  await group.settle(ada, eve)
  const [cy, dee, fay] = [await group.device('cy'), await group.device('dee'), await group.device('fay')]
  await eve.append(await forged.use(cy), await own.use(dee), await owners.use(fay))
  await group.agree(ada, eve)
  t.alike([await ada.role(cy.person), await ada.role(dee.person), await ada.role(fay.person)], [null, 'editor', 'owner'])
})

test('admit - an owner lets in without an invite, but not without the person\'s proof', async (t) => {
  const { group, ada } = await couple(t)
  const cy = await group.device('cy')
  await ada.append({ kind: 'admit', body: { ...await cy.admission('editor'), proof: randomBytes(200) } })
  t.is(await ada.role(cy.person), null)
  await ada.append({ kind: 'admit', body: await cy.admission('reader') })
  t.is(await ada.role(cy.person), 'reader')
})

test('admit - who is in already keeps the role, and a device that is in stays whose it is', async (t) => {
  const { group, ada, eve } = await couple(t)
  const invite = new Invite('reader')
  await ada.append(invite.op)
  const phone = await group.device(eve.person)
  await ada.append(await invite.use(phone))
  const thief = await group.device('thief')
  await ada.append({ kind: 'device', body: { ...await thief.proof(), writer: eve.writer } })
  await group.agree(ada, eve)
  t.is(await ada.role(eve.person), 'editor')
  t.alike((await ada.read((view) => view.device(eve.writer)))?.member, (await ada.read((view) => view.device(phone.writer)))?.member)
})

test('admit - any member adds a further device, which proves itself', async (t) => {
  const { group, ada, eve } = await couple(t)
  const phone = await group.device(ada.person)
  const stranger = await group.device('stranger')
  await eve.append({ kind: 'device', body: await phone.proof() }, { kind: 'device', body: await stranger.proof() }, { kind: 'device', body: { ...await stranger.proof(), member: ada.person.member } })
  group.link(eve, phone)
  await group.settle(ada, eve, phone)
  t.is((await ada.read((view) => view.devices())).length, 3)
  await phone.append({ kind: 'title', body: { title: 'from the phone' } })
  await group.agree(ada, eve, phone)
  t.is((await eve.read((view) => view.meta()))?.title, 'from the phone')
})

test('admit - an id of an invite is taken once', async (t) => {
  const { group, ada, eve } = await couple(t)
  const invite = new Invite('reader', { uses: 1 })
  await ada.append(invite.op)
  await group.settle(ada, eve)
  const usurped = new Invite('editor')
  await eve.append({ kind: 'invite', body: { ...(usurped.op as { body: Body<'invite'> }).body, id: invite.id } }, { kind: 'closeInvite', body: { id: invite.id } })
  await group.agree(ada, eve)
  const row = await ada.read((view) => view.invite(invite.id))
  t.alike([row?.role, row?.revoked], ['reader', false], 'nor does an editor close an owner\'s')
})

test('admit - who was removed or demoted does not come back, or up, by an invite of their own', async (t) => {
  const { group, ada, eve } = await couple(t)
  const bob = await group.join(ada, 'bob', 'owner')
  const [hers, his, harmless, adas] = [new Invite('editor'), new Invite('owner'), new Invite('editor'), new Invite('editor')]
  await eve.append(hers.op)
  await bob.append(his.op, harmless.op)
  await ada.append(adas.op)
  await group.settle(ada, eve, bob)
  await ada.append({ kind: 'remove', body: { member: eve.person.member, writer: NO_KEY, cuts: [] } }, { kind: 'role', body: { member: bob.person.member, role: 'editor' } })
  const admissions = []
  for (const invite of [hers, his, harmless, adas]) {
    const newcomer = await group.device('again' + admissions.length)
    await ada.append(await invite.use(newcomer))
    admissions.push(await ada.role(newcomer.person))
  }
  t.alike(admissions, [null, null, 'editor', 'editor'])
  await group.agree(ada, eve, bob)
})
