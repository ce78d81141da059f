/** One swarm for all documents of an engine: finds the devices that share a topic and replicates the store with them. */
import type Corestore from 'corestore'
import type { KeyPair } from 'hypercore-crypto'
import HyperDHT from 'hyperdht'
import Hyperswarm, { type Connection, type Discovery } from 'hyperswarm'
import { ObservableV2 } from 'lib0/observable'
import type ProtomuxWakeup from 'protomux-wakeup'

/**
 * When to look for others again (ms) after start, waking up or losing somebody; later the swarm's own ten minutes are
 * enough. The swarm looks before it announces itself: devices that come at the same moment miss each other.
 */
const LOOK_AGAIN = [2000, 8000, 30_000, 120_000]

export interface NetworkOptions {
  store: Corestore
  wakeup: ProtomuxWakeup
  keyPair: KeyPair
  bootstrap?: { host: string, port: number }[] | undefined
  host?: string | undefined
  /** Whether to talk to the device with this network key at all. Default: to every one. */
  allow?: ((networkKey: Uint8Array) => boolean) | undefined
}

export class Network extends ObservableV2<{ connection: (connection: Connection) => void, change: () => void }> {
  readonly swarm: Hyperswarm
  readonly #topics = new Map<string, Discovery>()
  readonly #allow: (networkKey: Uint8Array) => boolean
  #looking: ReturnType<typeof setTimeout> | null = null
  #closing: Promise<void> | null = null
  suspended = false

  constructor ({ store, wakeup, keyPair, bootstrap, host, allow = () => true }: NetworkOptions) {
    super()
    this.#allow = allow
    // On the loopback address there is no firewall to punch through, and nothing to learn about it.
    const local = host?.startsWith('127.') === true ? { firewalled: false } : {}
    const dht = new HyperDHT({ ...(bootstrap === undefined ? {} : { bootstrap }), ...(host === undefined ? {} : { host }), ...local })
    this.swarm = new Hyperswarm({ keyPair, dht, firewall: (networkKey) => !allow(networkKey) })
    this.swarm.on('connection', (connection) => {
      connection.on('error', () => {}) // a lost connection is no event for anyone: the swarm looks for a new one
      connection.on('close', () => {
        this.#lookAgain()
        this.emit('change', [])
      })
      store.replicate(connection)
      wakeup.addStream(connection)
      this.emit('connection', [connection])
      this.emit('change', [])
    })
  }

  get connections (): Iterable<Connection> { return this.swarm.connections }

  /** 'connecting' until the first answer from the network. */
  get state (): 'online' | 'offline' | 'connecting' {
    if (this.suspended || this.#closing !== null) return 'offline'
    if (this.swarm.connections.size > 0) return 'online'
    return this.swarm.dht.bootstrapped ? 'online' : 'connecting'
  }

  join (topic: string, discoveryKey: Uint8Array): void {
    if (this.#topics.has(topic)) return
    this.#topics.set(topic, this.swarm.join(discoveryKey, { server: true, client: true }))
    this.#lookAgain()
  }

  async leave (topic: string): Promise<void> {
    const discovery = this.#topics.get(topic)
    this.#topics.delete(topic)
    await discovery?.destroy()
  }

  /** Looks again now, rather than at the next turn of the swarm's own clock. */
  async refresh (topic: string): Promise<void> {
    await this.#topics.get(topic)?.refresh({ client: true, server: true })
  }

  /** Asks `allow` again: drops whom it refuses now, and looks at once for the others. */
  async reconnect (): Promise<void> {
    for (const connection of this.swarm.connections) if (!this.#allow(connection.remotePublicKey)) connection.destroy()
    for (const peer of this.swarm.peers.values()) if (peer.banned && this.#allow(peer.publicKey)) peer.ban(false) // the swarm never forgets a refusal by itself
    await Promise.all([...this.swarm.topics()].map((topic) => topic.refresh()))
  }

  /** Resolves when the topic was announced and everyone found so far was dialled. */
  async flushed (topic: string): Promise<void> {
    await this.#topics.get(topic)?.flushed()
    await this.swarm.flush()
  }

  async suspend (): Promise<void> {
    if (this.suspended) return
    this.suspended = true
    this.#lookAgain()
    await this.swarm.suspend()
    this.emit('change', [])
  }

  async resume (): Promise<void> {
    if (!this.suspended) return
    this.suspended = false
    await this.swarm.resume()
    this.#lookAgain()
    this.emit('change', [])
  }

  close (): Promise<void> {
    this.#closing ??= this.#close()
    this.#lookAgain()
    return this.#closing
  }

  #lookAgain (step = 0): void {
    if (this.#looking !== null) clearTimeout(this.#looking)
    this.#looking = null
    const wait = LOOK_AGAIN[step]
    if (wait === undefined || this.suspended || this.#closing !== null) return
    this.#looking = setTimeout(() => {
      this.reconnect().catch(() => {}) // there may be no network just now
      this.#lookAgain(step + 1)
    }, wait * (0.75 + Math.random() / 2))
  }

  async #close (): Promise<void> {
    const { dht } = this.swarm
    const force = this.suspended || !dht.online || !dht.bootstrapped // every goodbye would wait for an answer that can't come
    if (force) await dht.destroy({ force })
    await this.swarm.destroy({ force })
  }
}
