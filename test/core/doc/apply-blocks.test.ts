/** What a device puts into its log, whatever it is, ends in rows or in nothing, and the document stays open for all. */
import test from 'brittle'
import { FORMAT_VERSION, SCHEMA_VERSION } from '../../../core/format/version.ts'
import { encodeBlock, MAX_BLOCK_BYTES, type Op } from '../../../core/format/ops.ts'
import { LATER_FRAME, STRANGE_BLOCK_V1 } from '../../golden/ops-v1.ts'
import { Group, Pen, type Device } from '../../helpers/group.ts'
import { key, unhex } from '../../helpers/hex.ts'
import { join, random } from '../../helpers/random.ts'
import { Ledger } from './ledger.ts'

async function title (device: Device): Promise<string | undefined> {
  return device.read(async (view) => (await view.meta())?.title)
}

function raise (format: number, schema: number): Op {
  return { kind: 'raise', body: { format, schema, reason: 'for the test' } }
}

test('blocks - garbage from a member changes nothing and closes nobody', async (t) => {
  const group = new Group(t)
  const ada = await group.create('ada')
  const eve = await group.join(ada, 'eve')
  const pen = new Pen(ada, 0)
  await ada.append(pen.op(pen.write('honest text')))
  await group.agree()
  const before = (await ada.rows()).length
  const junk = [
    new Uint8Array(0), Uint8Array.of(0), random(1).bytes(5000), unhex(LATER_FRAME), unhex(STRANGE_BLOCK_V1).subarray(0, 9),
    new Uint8Array(MAX_BLOCK_BYTES + 1).fill(1), unhex('0101feffffff7f'), unhex('01010109feffffff7f')
  ]
  for (const block of junk) await eve.raw(block)
  await eve.raw(...junk)
  await group.agree()
  t.is((await ada.read((view) => view.head(eve.writer))).length, junk.length * 2)
  t.is((await ada.rows()).length, before + 1, 'only her own head has moved')
  t.is(await ada.text(), 'honest text')
})

test('blocks - what is unknown or malformed is passed over, what is around it counts', async (t) => {
  const group = new Group(t)
  const ada = await group.create('ada')
  const eve = await group.join(ada, 'eve')
  await eve.raw(unhex(STRANGE_BLOCK_V1))
  await group.agree()
  t.is(await title(ada), 'b')
})

test('blocks - a block of ten megabytes is read as any other', async (t) => {
  const group = new Group(t)
  const ada = await group.create('ada')
  const eve = await group.join(ada, 'eve')
  const filler = (size: number): Uint8Array => join(unhex('010102fafe'), Uint8Array.of(size & 255, (size >>> 8) & 255, (size >>> 16) & 255, 0), new Uint8Array(size), unhex('09020163'))
  await eve.raw(filler(MAX_BLOCK_BYTES - 13))
  await group.agree()
  t.is(await title(ada), 'c')
  await eve.raw(filler(MAX_BLOCK_BYTES - 12))
  await group.agree()
  t.is((await ada.read((view) => view.head(eve.writer))).length, 2)
})

test('blocks - a key of 31 bytes does not decode', async (t) => {
  const group = new Group(t)
  const ada = await group.create('ada')
  const eve = await group.join(ada, 'eve', 'owner')
  for (const tag of ['03', '04', '05', '08', '0d', '0f']) await eve.raw(join(unhex('010101' + tag + '1f'), key(1).subarray(1)))
  await group.agree()
  t.is((await ada.read((view) => view.devices())).length, 2)
})

test('genesis - only the device that created the document makes the first owner: itself', async (t) => {
  const group = new Group(t)
  const ada = await group.device('ada')
  const eve = await group.device('eve')
  const own = await ada.admission('owner')
  const ledger = await Ledger.create(t, ada.replica.key)
  const nobody = async (admission: Op): Promise<boolean> => {
    await ledger.add(ada.writer, encodeBlock(1, [admission]))
    return (await ledger.view.members()).length === 0
  }
  await ledger.add(eve.writer, encodeBlock(1, [{ kind: 'admit', body: await eve.admission('owner') }]))
  t.alike(await ledger.view.members(), [], 'a stranger')
  t.ok(await nobody({ kind: 'admit', body: { ...own, role: 'editor' } }), 'as editor')
  t.ok(await nobody({ kind: 'admit', body: await eve.admission('owner') }), 'for somebody else')
  t.ok(await nobody({ kind: 'admit', body: { ...own, nonce: key(1) } }), 'without proof')
  t.ok(await nobody({ kind: 'admit', body: { ...own, invite: key(1) } }), 'by an invite that is not there')
  await ledger.add(ada.writer, encodeBlock(1, [{ kind: 'admit', body: own }]))
  t.is((await ledger.view.member(ada.person.member))?.role, 'owner')
  await ledger.add(ada.writer, encodeBlock(2, [{ kind: 'admit', body: own }]))
  t.is((await ledger.view.members()).length, 1, 'once')
})

test('genesis - a stranger who gets into the log is not heard', async (t) => {
  const group = new Group(t)
  const ada = await group.create('ada')
  const ledger = await Ledger.create(t, ada.replica.key)
  await ledger.add(ada.writer, encodeBlock(1, [{ kind: 'admit', body: await ada.admission('owner') }]))
  const eve = await group.device('eve')
  const pen = new Pen(eve, 0)
  const before = await ledger.view.meta()
  await ledger.add(eve.writer, encodeBlock(9, [
    { kind: 'admit', body: await eve.admission('owner') }, { kind: 'device', body: await eve.proof() }, { kind: 'title', body: { title: 'mine' } }, raise(2, 2),
    { kind: 'profile', body: { name: 'x', color: '', label: '' } }, { kind: 'role', body: { member: eve.person.member, role: 'owner' } },
    { kind: 'comment', body: { thread: key(1), id: key(1), action: 'add', anchor: new Uint8Array(0), body: 'x' } },
    { kind: 'invite', body: { id: key(1), publicKey: key(1), role: 'owner', expires: 0, uses: 0, ask: false, label: '' } }, pen.op(pen.write('x'))
  ]))
  t.alike(await ledger.view.meta(), before)
  t.is((await ledger.view.members()).length, 1)
  t.is((await ledger.view.invites()).length, 0)
  t.is((await ledger.view.update({ writer: eve.writer, length: 1, index: 8 }))?.rule, 'known-device')
  t.is(await ledger.view.client(7), null, 'and binds no client')
})

test('raise - an editor cannot stop the others', async (t) => {
  const group = new Group(t)
  const ada = await group.create('ada')
  const eve = await group.join(ada, 'eve', 'editor')
  await eve.append(raise(FORMAT_VERSION + 1, SCHEMA_VERSION + 1))
  await group.agree()
  t.absent(ada.replica.tooNew)
  t.is((await ada.read((view) => view.meta()))?.schema, 1)
})

test('raise - a schema raise is kept for those above, and never goes back', async (t) => {
  const group = new Group(t)
  const ada = await group.create('ada')
  const bob = await group.join(ada, 'bob')
  await ada.append(raise(FORMAT_VERSION, 7))
  await ada.append(raise(0, 3))
  await group.agree()
  t.absent(bob.replica.tooNew)
  const meta = await bob.read((view) => view.meta())
  t.is(meta?.schema, 7)
  t.is(meta?.format, FORMAT_VERSION)
})

/** Resolves once the app has noticed that it is too old. */
async function stopped (device: Device): Promise<void> {
  if (device.replica.tooNew) return
  await new Promise<void>((resolve) => {
    device.replica.once('too-new', resolve)
    void device.base.update()
  })
}

test('raise - an owner raises the format: older apps stop, stay readable, and stop again when opened anew', async (t) => {
  const group = new Group(t)
  const ada = await group.create('ada')
  const bob = await group.join(ada, 'bob')
  const pen = new Pen(bob, 0)
  await bob.append(pen.op(pen.write('written before')))
  await group.agree()
  await ada.reopen({ newer: true })
  group.link(ada, bob)
  await ada.append(raise(FORMAT_VERSION + 1, SCHEMA_VERSION), { kind: 'title', body: { title: 'after' } })
  t.is(await title(ada), 'after', 'who knows the new format goes on')
  for (let round = 0; round < 2; round++) {
    await stopped(bob)
    t.absent(bob.replica.writable)
    t.is(await bob.text(), 'written before')
    t.is(bob.failure, null)
    await t.exception(bob.append({ kind: 'title', body: { title: 'x' } }), /newer Sheaf/)
    await bob.reopen()
    group.link(ada, bob)
  }
  await bob.reopen({ newer: true })
  group.link(ada, bob)
  await bob.append(pen.op(pen.write(', and after the update')))
  await group.agree()
  t.is(await ada.text(), 'written before, and after the update')
})

test('raise - a newcomer with an old app finds the document too new, and does not crash', async (t) => {
  const group = new Group(t)
  const ada = await group.create('ada')
  await ada.reopen({ newer: true })
  const cy = await group.device('cy')
  await ada.append({ kind: 'admit', body: await cy.admission('editor') })
  await ada.append(raise(9, 1))
  group.link(ada, cy)
  await stopped(cy)
  t.absent(cy.replica.writable)
  t.is(cy.failure, null)
  t.is(await cy.text(), '')
})
