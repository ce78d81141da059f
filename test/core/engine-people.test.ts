/** Stories about who is here, who may do what, and who holds what. */
import test from 'brittle'
import * as Y from 'yjs'
import { codeOf, same, settle, sleep, textOf, type, until, world, write } from '../sim/world.ts'

test('people - a reader sees everything and changes nothing', async (t) => {
  const w = await world(t)
  await w.startAll('ada', 'rita')
  const [ada, rita] = await w.share('ada', ['rita'], { role: 'reader' })
  t.is(rita!.role, 'reader')
  t.is(textOf(rita!), 'first line')
  t.alike([rita!.status().writable, rita!.status().readOnlyReason], [false, 'role'])
  write(ada!, 'second line')
  await settle(ada!, rita!)

  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(rita!.ydoc))
  const before = Y.encodeStateVector(copy)
  copy.getMap('other').set('graffiti', true)
  t.is(await codeOf(rita!.push(Y.encodeStateAsUpdate(copy, before), null)), 'NOT_ALLOWED')
  t.is(await codeOf(rita!.setTitle('Mine')), 'NOT_ALLOWED')
  t.is(await codeOf(rita!.invite({ role: 'reader' })), 'NOT_ALLOWED')

  type(rita!, ' graffiti')
  t.is(await codeOf(rita!.saved()), 'NOT_ALLOWED', 'an edit made all the same is not said to be saved')
  type(ada!, '!', { index: 1 })
  await ada!.saved()
  await until('rita sees it', () => textOf(rita!).includes('second line!'))
  await until('rita holds it', () => ada!.status().nowhereElse === 0)
  t.is(textOf(ada!), 'first line\nsecond line!', 'and it reaches nobody')
  const { id } = rita!
  await w.restart('rita')
  t.is(textOf(await w.engine('rita').open(id)), 'first line\nsecond line!', 'nor is it there later')
})

test('people - an editor may write and invite, but not make owners', async (t) => {
  const w = await world(t)
  await w.startAll('ada', 'ben')
  const [ada, ben] = await w.share('ada', ['ben'])
  t.is(ben!.role, 'editor')
  t.is(await codeOf(ben!.invite({ role: 'owner' })), 'NOT_ALLOWED')
  t.is(await codeOf(ben!.invite({ role: 'editor' })), '')
  await ben!.setTitle('Named by Ben')
  await until('the title arrives', () => ada!.title === 'Named by Ben')
  await until('the list follows', async () => (await w.engine('ada').documents())[0]?.title === 'Named by Ben')
  await ada!.setTitle('Named by Ada')
  t.is((await w.engine('ada').documents())[0]?.title, 'Named by Ada', 'what one does oneself is in the list at once')
})

test('people - members and their devices, here and away', async (t) => {
  const w = await world(t)
  await w.start('ada', { label: 'laptop' })
  await w.start('ben', { label: 'phone' })
  const [ada, ben] = await w.share('ada', ['ben'])
  await until('both are seen', async () => (await ada!.members()).every(({ online }) => online))
  const seen = (await ada!.members()).map(({ name, role, self, devices }) => ({ name, role, self, devices: devices.map(({ label }) => label) }))
  t.alike(seen, [
    { name: 'ada', role: 'owner', self: true, devices: ['laptop'] },
    { name: 'ben', role: 'editor', self: false, devices: ['phone'] }
  ])
  t.alike((await ben!.members()).map(({ name, self }) => [name, self]), [['ada', false], ['ben', true]])
  await w.stop('ben')
  await until('ben is away', async () => (await ada!.members())[1]?.online === false)
})

test('people - what is nowhere else counts down when another device holds it', async (t) => {
  const w = await world(t)
  await w.start('ada')
  await w.start('ben', { label: 'phone' })
  const [ada] = await w.share('ada', ['ben'])
  await until('ben holds all of it', () => ada!.status().nowhereElse === 0)
  await w.engine('ben').setOnline(false)
  await until('ben is gone', () => ada!.status().connected === 0)
  write(ada!, 'only here')
  t.absent(ada!.status().saved, 'not saved at once')
  await ada!.saved()
  t.ok(ada!.status().saved)
  t.is(ada!.status().unsaved, 0)
  t.ok(ada!.status().nowhereElse > 0)
  const [holder] = ada!.status().holders
  t.alike([holder?.name, holder?.label, holder?.own, holder?.online], ['ben', 'phone', false, false])
  t.ok((holder?.behind ?? 0) > 0 && (holder?.seenAt ?? 0) > 0)

  const { id } = ada!
  const again = await (await w.restart('ada', { offline: true })).open(id)
  t.is(again.status().network, 'offline')
  t.ok(again.status().nowhereElse > 0, 'remembered over a restart')
  t.is(again.status().holders[0]?.name, 'ben')

  const back = await (await w.restart('ada')).open(id)
  await w.engine('ben').setOnline(true)
  await until('ben holds it too', () => back.status().nowhereElse === 0)
  t.alike([back.status().holders[0]?.behind, back.status().holders[0]?.online], [0, true])
})

test('people - a document of one person says that it rests on this device alone', async (t) => {
  const w = await world(t)
  const document = await (await w.start('ada')).create()
  write(document, 'alone')
  await document.saved()
  t.ok(document.status().nowhereElse > 0)
  t.alike(document.status().holders, [])
})

test('people - cursors come, move and go', async (t) => {
  const w = await world(t)
  await w.startAll('ada', 'ben')
  const [ada, ben] = await w.share('ada', ['ben'])
  const [left, right] = [{}, {}]
  const cursor = (byte: number): { anchor: Uint8Array, head: Uint8Array } => ({ anchor: new Uint8Array([byte]), head: new Uint8Array([byte, byte]) })
  const seen = (): [string, number, number | undefined][] => ada!.presence().filter(({ self }) => !self).map(({ name, client, cursor: at }) => [name, client, at?.head[0]])

  ben!.present(11, cursor(1), left)
  ben!.present(22, cursor(2), right)
  await until('both windows are seen', () => seen().length === 2)
  t.alike(seen(), [['ben', 11, 1], ['ben', 22, 2]])
  ben!.present(11, cursor(9), left)
  await until('one moves', () => seen().some(([, client, at]) => client === 11 && at === 9))
  ben!.leave(left)
  await until('one goes', () => seen().length === 1)
  t.is(ben!.presence().filter(({ self }) => self).length, 1)
  ben!.present(22, null, right)
  await until('the other looks elsewhere', () => seen().every(([, , at]) => at === undefined))
  t.alike(seen(), [['ben', 22, undefined]], 'and is still here')
  await w.engine('ben').setOnline(false)
  await until('with the connection goes the rest', () => seen().length === 0)
  await w.engine('ben').setOnline(true)
  await until('and comes back', () => seen().length === 1)
  await ben!.close()
  await until('a closed document shows nobody', () => seen().length === 0)
})

test('people - a new name reaches the others, also those who were away', async (t) => {
  const w = await world(t)
  await w.startAll('ada', 'ben')
  const [ada] = await w.share('ada', ['ben'])
  await w.engine('ben').setOnline(false)
  const profile = await w.engine('ben').setProfile({ name: 'Benjamin', color: '#123456', label: 'new phone' })
  t.alike(profile, { name: 'Benjamin', color: '#123456', label: 'new phone' })
  t.is(await codeOf(w.engine('ben').setProfile({ color: 'red' })), 'BAD_INPUT')
  await sleep(50)
  t.is((await ada!.members())[1]?.name, 'ben')
  await w.engine('ben').setOnline(true)
  await until('ada sees the new name', async () => (await ada!.members())[1]?.name === 'Benjamin')
  t.alike([(await ada!.members())[1]?.color, (await ada!.members())[1]?.devices[0]?.label], ['#123456', 'new phone'])
  await w.stop('ben')
  await w.start('ben', { name: 'Benjamin' })
  t.is(w.engine('ben').profile.color, '#123456')
})

test('people - a long paper that is imported reaches the other whole', async (t) => {
  const w = await world(t)
  await w.startAll('ada', 'ben')
  const paragraphs = Array.from({ length: 120 }, (_, i) => `Paragraph ${i} ${'has **some** words and _a few_ more of them, '.repeat(5)}and ends.`)
  const ada = await w.engine('ada').create({ markdown: '# A long paper\n\n' + paragraphs.join('\n\n') + '\n' })
  t.is(ada.title, 'A long paper')
  t.ok(textOf(ada).split(/\s+/).length > 2000)
  const ben = await w.engine('ben').join(await ada.invite())
  await ben.synced()
  await until('ben has it all', () => same(ada, ben))
  t.is(textOf(ben), textOf(ada))
  t.alike(await ben.export('markdown'), await ada.export('markdown'))
  t.is(ben.title, 'A long paper')
})
