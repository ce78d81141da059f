/**
 * The devices of one document that are connected now: an ephemeral channel beside replication, bound to the device
 * behind the connection by its signature over the connection's handshake. Carries cursors and how far each has got.
 */
import b4a from 'b4a'
import * as c from 'compact-encoding'
import { sign, verify, type KeyPair } from 'hypercore-crypto'
import type { Connection } from 'hyperswarm'
import { ObservableV2 } from 'lib0/observable'
import Protomux, { type Channel } from 'protomux'
import { channelId, decodeMessage, encodeMessage, helloClaim, MAX_WINDOWS, PROTOCOL, type Hello, type Message, type WindowState } from '../format/presence.ts'

const MAX_MESSAGES_PER_SECOND = 200
const MAX_WAITING_HELLOS = 64
/** Writers of one document of whom a device may speak. */
const MAX_WRITERS = 20_000

export interface PeersOptions {
  discoveryKey: Uint8Array
  encryptionKey: Uint8Array
  device: KeyPair
  writer: Uint8Array
  label: () => string
  /** True when this device is in the document, with this writer. */
  isMember: (hello: { writer: Uint8Array, device: Uint8Array }) => Promise<boolean>
}

export interface Peer {
  writer: string                        // hex
  device: string                        // hex
  label: string
  have: Map<string, number>             // by writer, hex
  windows: WindowState[]
}

interface Link { channel: Channel, connection: Connection, peer: Peer | null, hello: Hello | null, since: number, count: number }

export class Peers extends ObservableV2<{ presence: () => void, have: () => void, change: () => void }> {
  readonly #options: PeersOptions
  readonly #links = new Map<Connection, Link>()
  readonly #id: Uint8Array
  #have = new Map<string, number>()
  #windows: WindowState[] = []
  #closed = false

  constructor (options: PeersOptions) {
    super()
    this.#options = options
    this.#id = channelId(options.discoveryKey, options.encryptionKey)
  }

  /** Devices that proved who they are, each once. */
  list (): Peer[] {
    const peers = new Map<string, Peer>()
    for (const { peer } of this.#links.values()) if (peer !== null) peers.set(peer.writer, peer)
    return [...peers.values()]
  }

  /** Opens the channel on a connection, now or as soon as the other side knows the document too. */
  attach (connection: Connection): void {
    if (this.#closed || this.#links.has(connection)) return
    const mux = Protomux.from(connection)
    mux.pair({ protocol: PROTOCOL, id: this.#id }, () => { this.#open(mux, connection) })
    this.#open(mux, connection)
  }

  /** What this device's windows show. */
  setWindows (windows: WindowState[]): void {
    this.#windows = windows.slice(0, MAX_WINDOWS)
    this.#broadcast({ type: 'windows', body: { windows: this.#windows } })
  }

  /** How far this device has got; only what changed is sent. */
  setHave (have: Map<string, number>): void {
    const lengths = []
    for (const [writer, length] of have) {
      if (this.#have.get(writer) !== length) lengths.push({ writer: b4a.from(writer, 'hex'), length })
    }
    this.#have = have
    if (lengths.length > 0) this.#broadcast({ type: 'have', body: { all: false, lengths } })
  }

  /** Judges again who may be here: call it when the members changed. */
  async recheck (): Promise<void> {
    for (const link of this.#links.values()) {
      if (link.hello === null) continue
      const welcome = await this.#options.isMember(link.hello)
      if (welcome && link.peer === null) this.#welcome(link, link.hello)
      if (!welcome && link.peer !== null) { link.peer = null; this.#changed() }
    }
  }

  close (): void {
    this.#closed = true
    for (const [connection, link] of this.#links) {
      Protomux.from(connection).unpair({ protocol: PROTOCOL, id: this.#id })
      link.channel.close()
    }
    this.#links.clear()
    this.destroy()
  }

  #open (mux: Protomux, connection: Connection): void {
    if (this.#closed || this.#links.has(connection)) return
    const channel = mux.createChannel({
      protocol: PROTOCOL,
      id: this.#id,
      onopen: () => { this.#greet(connection) },
      onclose: () => {
        const link = this.#links.get(connection)
        this.#links.delete(connection)
        if (link?.peer !== null && link !== undefined) this.#changed()
      },
      // What can't be looked up as the document closes has nobody to hear it.
      messages: [{ encoding: c.uint8array, onmessage: (data) => { this.#receive(connection, data).catch(() => {}) } }]
    })
    if (channel === null) return
    this.#links.set(connection, { channel, connection, peer: null, hello: null, since: 0, count: 0 })
    channel.open()
  }

  #greet (connection: Connection): void {
    const link = this.#links.get(connection)
    if (link === undefined) return
    const { discoveryKey, device, writer, label } = this.#options
    const claim = helloClaim(connection.handshakeHash, connection.isInitiator, discoveryKey, writer)
    send(link, { type: 'hello', body: { version: 1, writer, device: device.publicKey, signature: sign(claim, device.secretKey), label: label() } })
    send(link, { type: 'have', body: { all: true, lengths: [...this.#have].map(([key, length]) => ({ writer: b4a.from(key, 'hex'), length })) } })
    if (this.#windows.length > 0) send(link, { type: 'windows', body: { windows: this.#windows } })
  }

  async #receive (connection: Connection, data: Uint8Array): Promise<void> {
    const link = this.#links.get(connection)
    if (link === undefined || flooded(link)) return
    const message = decodeMessage(data)
    if (message === null) return
    if (message.type === 'hello') return this.#onhello(link, message.body)
    // What comes before the proof is judged is kept with the hello: order is the channel's.
    const state = link.peer ?? waiting(link)
    if (state === null) return
    if (message.type === 'windows') {
      state.windows = message.body.windows
      if (link.peer !== null) this.emit('presence', [])
    } else {
      if (message.body.all) state.have.clear()
      for (const { writer, length } of message.body.lengths) {
        const key = b4a.toString(writer, 'hex')
        if (state.have.size < MAX_WRITERS || state.have.has(key)) state.have.set(key, length)
      }
      if (link.peer !== null) this.emit('have', [])
    }
  }

  async #onhello (link: Link, hello: Hello): Promise<void> {
    const claim = helloClaim(link.connection.handshakeHash, !link.connection.isInitiator, this.#options.discoveryKey, hello.writer)
    if (hello.signature.byteLength !== 64 || !verify(claim, hello.signature, hello.device)) return
    if (link.hello === null && [...this.#links.values()].filter(({ peer, hello: waits }) => peer === null && waits !== null).length >= MAX_WAITING_HELLOS) return
    link.hello = hello
    pendingPeers.set(link, emptyPeer(hello))
    if (await this.#options.isMember(hello) && link.peer === null) this.#welcome(link, hello)
  }

  #welcome (link: Link, hello: Hello): void {
    link.peer = pendingPeers.get(link) ?? emptyPeer(hello)
    this.#changed()
  }

  #changed (): void {
    this.emit('change', [])
    this.emit('presence', [])
    this.emit('have', [])
  }

  #broadcast (message: Message): void {
    for (const link of this.#links.values()) if (link.channel.opened) send(link, message)
  }
}

/** State of devices whose membership is not known here yet: their admission may still be on its way. */
const pendingPeers = new WeakMap<Link, Peer>()

function waiting (link: Link): Peer | null {
  return pendingPeers.get(link) ?? null
}

function emptyPeer (hello: Hello): Peer {
  return { writer: b4a.toString(hello.writer, 'hex'), device: b4a.toString(hello.device, 'hex'), label: hello.label, have: new Map(), windows: [] }
}

function send (link: Link, message: Message): void {
  link.channel.messages[0]?.send(encodeMessage(message))
}

function flooded (link: Link): boolean {
  const now = Date.now()
  if (now - link.since >= 1000) {
    link.since = now
    link.count = 0
  }
  return ++link.count > MAX_MESSAGES_PER_SECOND
}
