/** What the other end of a connection may claim about itself, and what it gets for a lie. */
import test, { type Assert } from 'brittle'
import b4a from 'b4a'
import * as c from 'compact-encoding'
import Corestore from 'corestore'
import { keyPair, randomBytes, sign, type KeyPair } from 'hypercore-crypto'
import createTestnet from 'hyperdht/testnet.js'
import type { Connection } from 'hyperswarm'
import Protomux, { type Channel } from 'protomux'
import ProtomuxWakeup from 'protomux-wakeup'
import { channelId, encodeMessage, helloClaim, PROTOCOL, type Message } from '../../../core/format/presence.ts'
import { Network } from '../../../core/net/network.ts'
import { Peers } from '../../../core/net/peers.ts'
import { sleep, until } from '../../sim/world.ts'

interface Scene { peers: Peers, honest: Connection, far: Connection, members: Map<string, Uint8Array>, discoveryKey: Uint8Array, encryptionKey: Uint8Array }

const hex = (key: Uint8Array): string => b4a.toString(key, 'hex')

/** An honest device with its channel open, and the bare far end of a connection to it. */
async function scene (t: Assert): Promise<Scene> {
  t.timeout(60_000)
  const dir = await t.tmp()
  const net = await createTestnet(3, { host: '127.0.0.1' })
  t.teardown(() => net.destroy(), { force: true, order: 1000 })
  const ends: Connection[] = []
  const topic = randomBytes(32)
  for (const name of ['honest', 'far']) {
    const store = new Corestore(dir + '/' + name)
    await store.ready()
    const wakeup = new ProtomuxWakeup()
    const network = new Network({ store, wakeup, keyPair: keyPair(), bootstrap: net.bootstrap, host: '127.0.0.1' })
    t.teardown(async () => { await network.close(); wakeup.destroy(); await store.close() }, { force: true })
    network.on('connection', (connection) => { ends[name === 'honest' ? 0 : 1] = connection })
    network.join(name, topic)
    await network.flushed(name)
  }
  await until('they are connected', () => ends[0] !== undefined && ends[1] !== undefined)
  const [honest, far] = ends as [Connection, Connection]
  const discoveryKey = randomBytes(32)
  const encryptionKey = randomBytes(32)
  const members = new Map<string, Uint8Array>()
  const peers = new Peers({
    discoveryKey,
    encryptionKey,
    device: keyPair(),
    writer: randomBytes(32),
    label: () => 'honest',
    isMember: async ({ writer, device }) => { await sleep(1); return hex(members.get(hex(writer)) ?? new Uint8Array(0)) === hex(device) }
  })
  peers.attach(honest)
  t.teardown(() => { peers.close() }, { force: true, order: -1 })
  return { peers, honest, far, members, discoveryKey, encryptionKey }
}

async function channel ({ far, discoveryKey, encryptionKey }: Scene): Promise<{ channel: Channel, say: (...messages: (Message | Uint8Array)[]) => void }> {
  let opened = false
  const made = Protomux.from(far).createChannel({
    protocol: PROTOCOL,
    id: channelId(discoveryKey, encryptionKey),
    onopen: () => { opened = true },
    messages: [{ encoding: c.uint8array, onmessage: () => {} }]
  })
  if (made === null) throw new Error('no channel')
  made.open()
  await until('the channel is open', () => opened)
  return { channel: made, say: (...messages) => { for (const message of messages) made.messages[0]?.send(message instanceof Uint8Array ? message : encodeMessage(message)) } }
}

function hello ({ far, discoveryKey }: Scene, device: KeyPair, writer: Uint8Array, change: { signature?: Uint8Array, initiator?: boolean, signer?: KeyPair, handshake?: Uint8Array } = {}): Message {
  const claim = helloClaim(change.handshake ?? far.handshakeHash, change.initiator ?? far.isInitiator, discoveryKey, writer)
  return { type: 'hello', body: { version: 1, writer, device: device.publicKey, signature: change.signature ?? sign(claim, (change.signer ?? device).secretKey), label: 'far' } }
}

const cursor: Message = { type: 'windows', body: { windows: [{ client: 7, active: true, anchor: new Uint8Array([1]), head: new Uint8Array([2]) }] } }

test('peers - a device that proves itself is seen, with its cursors and how far it has got', async (t) => {
  const s = await scene(t)
  const [device, writer, other] = [keyPair(), randomBytes(32), randomBytes(32)]
  s.members.set(hex(writer), device.publicKey)
  const { say, channel: open } = await channel(s)
  say(cursor) // before the hello nobody knows whose it is
  say(hello(s, device, writer), cursor, { type: 'have', body: { all: true, lengths: [{ writer: other, length: 5 }] } })
  await until('it is seen', () => s.peers.list().length === 1 && s.peers.list()[0]?.have.size === 1)
  const [peer] = s.peers.list()
  t.alike([peer?.writer, peer?.device, peer?.label, peer?.windows.length, peer?.have.get(hex(other))], [hex(writer), hex(device.publicKey), 'far', 1, 5])
  say({ type: 'have', body: { all: false, lengths: [{ writer, length: 9 }] } })
  await until('what is new adds up', () => s.peers.list()[0]?.have.size === 2)
  open.close()
  await until('it is gone', () => s.peers.list().length === 0)
})

test('peers - a hello that is not the device\'s own counts for nothing', async (t) => {
  const s = await scene(t)
  const [device, writer, eve] = [keyPair(), randomBytes(32), keyPair()]
  s.members.set(hex(writer), device.publicKey)
  const { say } = await channel(s)
  const lies: [string, Message][] = [
    ['signed by somebody else', hello(s, device, writer, { signer: eve })],
    ['signed for the other end of the connection', hello(s, device, writer, { initiator: !s.far.isInitiator })],
    ['signed for another connection', hello(s, device, writer, { handshake: randomBytes(64) })],
    ['without a signature', hello(s, device, writer, { signature: new Uint8Array(0) })],
    ['with half a signature', hello(s, device, writer, { signature: new Uint8Array(32) })],
    ['in one\'s own name for another\'s writer', hello(s, eve, writer)],
    ['of somebody who is not in the document', hello(s, eve, randomBytes(32))]
  ]
  for (const [what, lie] of lies) {
    say(lie, cursor)
    await sleep(30)
    t.alike(s.peers.list(), [], what)
  }
  say(new Uint8Array(0), new Uint8Array([99]), new Uint8Array([0, 1, 2, 3]), new Uint8Array(5000).fill(255), new Uint8Array([1, 255, 255, 255, 255, 255]))
  say(hello(s, device, writer), cursor)
  await until('the truth still counts afterwards', () => s.peers.list().length === 1)
})

test('peers - admitted later and removed later, without a new connection', async (t) => {
  const s = await scene(t)
  const [device, writer] = [keyPair(), randomBytes(32)]
  const { say } = await channel(s)
  say(hello(s, device, writer), cursor)
  await sleep(50)
  t.alike(s.peers.list(), [])
  s.members.set(hex(writer), device.publicKey)
  await s.peers.recheck()
  t.is(s.peers.list()[0]?.windows.length, 1, 'what it said while it waited is there')
  s.members.clear()
  await s.peers.recheck()
  t.alike(s.peers.list(), [])
})

test('peers - a flood is dropped, and the connection goes on', async (t) => {
  const s = await scene(t)
  const [device, writer] = [keyPair(), randomBytes(32)]
  s.members.set(hex(writer), device.publicKey)
  const { say } = await channel(s)
  say(hello(s, device, writer))
  await until('it is seen', () => s.peers.list().length === 1)
  let news = 0
  s.peers.on('presence', () => { news++ })
  for (let i = 0; i < 5000; i++) say(cursor)
  await sleep(300)
  t.ok(news < 1000, `${news} of 5000 were looked at`)
  await sleep(1100)
  const before = news
  say(cursor)
  await until('it is heard again', () => news > before)
})

test('peers - who does not hold the key of the document can not name its channel', async (t) => {
  const s = await scene(t)
  let opened = false
  const guess = Protomux.from(s.far).createChannel({ protocol: PROTOCOL, id: channelId(s.discoveryKey, randomBytes(32)), onopen: () => { opened = true }, messages: [] })
  guess?.open()
  await sleep(200)
  t.absent(opened)
})
