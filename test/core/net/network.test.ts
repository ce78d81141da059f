/** Stories of connections: who is found, who is refused, and what is left when the network goes. */
import test from 'brittle'
import { codeOf, settle, sleep, textOf, type, until, world, write } from '../../sim/world.ts'

test('network - whom `allow` refuses is not connected, from either side, until it is asked again', async (t) => {
  const w = await world(t)
  await w.startAll('ada', 'ben')
  const [ada, ben] = await w.share('ada', ['ben'])
  const { id } = ada!
  await w.cut('ada', 'ben')
  await until('both are alone', () => ada!.status().connected === 0 && ben!.status().connected === 0)
  type(ada!, ' unseen')
  await ada!.saved()
  await w.restart('ben')
  const again = await w.engine('ben').open(id)
  await sleep(1500) // the swarm tries again by itself in about a second
  t.is(textOf(again), 'first line', 'also the swarm\'s own new attempts are refused')
  await w.heal('ada', 'ben')
  await settle(ada!, again)
  t.is(textOf(again), 'first line unseen')
})

test('network - many short interruptions do not keep two apart', async (t) => {
  const w = await world(t)
  await w.startAll('ada', 'ben')
  const [ada, ben] = await w.share('ada', ['ben'])
  for (let i = 0; i < 8; i++) {
    await w.cut('ada', 'ben')
    type(ada!, 'a')
    type(ben!, 'b', { at: 0 })
    await w.heal('ada', 'ben')
  }
  await settle(ada!, ben!)
  t.is(textOf(ada!), 'bbbbbbbbfirst lineaaaaaaaa')
})

test('network - switched off and on again and again, in any order', async (t) => {
  const w = await world(t)
  await w.startAll('ada', 'ben')
  const [ada, ben] = await w.share('ada', ['ben'])
  const engine = w.engine('ben')
  for (let i = 0; i < 5; i++) {
    await engine.setOnline(false)
    t.absent(engine.online)
    t.is(ben!.status().network, 'offline')
    await engine.setOnline(false)
    type(ben!, String(i))
    await engine.setOnline(true)
    await engine.setOnline(true)
  }
  await settle(ada!, ben!)
  t.is(textOf(ada!), 'first line01234')
  await engine.setOnline(false)
  await engine.suspend()
  await engine.resume()
  await sleep(300)
  t.is(ben!.status().connected, 0, 'waking up does not switch on what a person switched off')
})

test('network - devices that come online in the same moment find each other', async (t) => {
  const w = await world(t)
  const names = ['ada', 'ben', 'cleo']
  await w.startAll(...names)
  const documents = await w.share('ada', ['ben', 'cleo'])
  for (const name of names) await w.engine(name).setOnline(false)
  for (const [i, document] of documents.entries()) write(document, 'written apart by ' + String(names[i]))
  await Promise.all(names.map((name) => w.engine(name).setOnline(true))) // each looks before the others are announced
  await settle(...documents)
  t.is(documents[0]?.fragment.length, 4)
})

test('network - closing in the middle of anything ends cleanly', async (t) => {
  const w = await world(t)
  const [ada] = await w.startAll('ada', 'ben')
  const document = await ada!.create()
  const code = await document.invite()
  const outcomes = [codeOf(w.engine('ben').join(code)), codeOf(document.synced())]
  await sleep(20)
  await Promise.all([w.stop('ben'), w.stop('ada')])
  for (const outcome of await Promise.all(outcomes)) t.ok(['', 'CLOSED'].includes(outcome), outcome)
  for (const wait of [0, 5, 30]) {
    const engine = await w.start('ada')
    void engine.setOnline(false).catch(() => {})
    await sleep(wait)
    await w.stop('ada')
  }
  for (const wait of [0, 5, 30]) {
    const engine = await w.start('ada', { offline: true })
    void engine.setOnline(true).catch(() => {})
    await sleep(wait)
    await w.stop('ada')
  }
  t.pass('nothing was left running')
})

test('network - an engine started without a network meets the others once it is on', async (t) => {
  const w = await world(t)
  await w.startAll('ada', 'ben')
  const [ada] = await w.share('ada', ['ben'])
  const { id } = ada!
  const ben = await (await w.restart('ben', { offline: true })).open(id)
  write(ben, 'offline from the start')
  await ben.saved()
  t.is(w.engine('ben').networkKey, null)
  await w.engine('ben').setOnline(true)
  await settle(ada!, ben)
  t.ok(textOf(ada!).includes('offline from the start'))
  t.ok(w.engine('ben').networkKey !== null)
})

test('network - everything in the store of a stranger stays closed to one who knows only the network', async (t) => {
  const w = await world(t)
  await w.startAll('ada', 'ben', 'eve')
  const [ada, ben] = await w.share('ada', ['ben'])
  const [, eve] = await w.share('ben', ['eve'], { text: 'another document' })
  type(ada!, ' not for eve')
  await settle(ada!, ben!)
  await until('eve and ben are connected', () => eve!.status().connected > 0)
  t.is(await codeOf(w.engine('eve').open(ada!.id)), 'NOT_FOUND')
  t.alike((await w.engine('eve').documents()).map(({ id }) => id), [eve!.id])
  t.is(ada!.status().connected, 1, 'ada counts ben, not eve')
})
