// What Sheaf uses of packages that ship no types; nothing more.

declare module 'hypercore' {
  import type { EventEmitter } from 'node:events'
  export interface Peer { remotePublicKey: Uint8Array, remoteContiguousLength: number }
  export interface Download { done (): Promise<unknown>, destroy (): void }
  export default class Hypercore extends EventEmitter {
    key: Uint8Array
    discoveryKey: Uint8Array
    length: number
    writable: boolean
    peers: Peer[]
    ready (): Promise<void>
    close (): Promise<void>
    append (block: Uint8Array | Uint8Array[]): Promise<unknown>
    get (index: number, options?: { wait?: boolean, timeout?: number }): Promise<Uint8Array | null>
    has (start: number, end?: number): Promise<boolean>
    clear (start: number, end?: number): Promise<unknown>
    compact (): Promise<unknown>
    download (range: { start: number, end: number, linear?: boolean }): Download
    getUserData (key: string): Promise<Uint8Array | null>
    setUserData (key: string, value: Uint8Array): Promise<void>
    treeHash (length?: number): Promise<Uint8Array>
  }
}

declare module 'corestore' {
  import type Hypercore from 'hypercore'
  import type { Duplex } from 'node:stream'
  export default class Corestore {
    constructor (storage: string, options?: { readOnly?: boolean, unsafe?: boolean, manifestVersion?: number })
    opened: boolean
    closing: Promise<void> | null
    primaryKey: Uint8Array
    cores: { size: number }
    storage: { path: string, rocks: { close (): Promise<void>, currentWalFile (): Promise<{ path?: string, name?: string } | string> }, db: { currentWalFile?: () => Promise<unknown> } }
    ready (): Promise<void>
    close (): Promise<void>
    suspend (): Promise<void>
    resume (): Promise<void>
    get (options: { key?: Uint8Array, name?: string, active?: boolean, writable?: boolean, encryption?: { key: Uint8Array } }): Hypercore
    namespace (name: string | Uint8Array): Corestore
    session (): Corestore
    createKeyPair (name: string): Promise<{ publicKey: Uint8Array, secretKey: Uint8Array }>
    replicate (stream: Duplex | boolean): Duplex
  }
}

declare module 'hyperbee' {
  import type Hypercore from 'hypercore'
  export interface Entry<K = Uint8Array, V = Uint8Array> { seq: number, key: K, value: V }
  export interface Range<K = Uint8Array> { gt?: K, gte?: K, lt?: K, lte?: K, limit?: number, reverse?: boolean }
  export interface Batch<K = Uint8Array, V = Uint8Array> {
    get (key: K): Promise<Entry<K, V> | null>
    put (key: K, value: V): Promise<void>
    del (key: K): Promise<void>
    createReadStream (range?: Range<K>): AsyncIterable<Entry<K, V>>
    flush (): Promise<void>
    close (): Promise<void>
  }
  export default class Hyperbee<K = Uint8Array, V = Uint8Array> {
    constructor (core: Hypercore, options?: { keyEncoding?: string, valueEncoding?: string, extension?: boolean, metadata?: unknown })
    core: Hypercore
    version: number
    ready (): Promise<void>
    close (): Promise<void>
    get (key: K): Promise<Entry<K, V> | null>
    put (key: K, value: V): Promise<void>
    del (key: K): Promise<void>
    createReadStream (range?: Range<K>): AsyncIterable<Entry<K, V>>
    batch (options?: { update?: boolean }): Batch<K, V>
    snapshot (options?: object): Hyperbee<K, V>
  }
}

declare module 'hyperblobs' {
  import type { EventEmitter } from 'node:events'
  import type Hypercore from 'hypercore'
  export interface BlobId { blockOffset: number, blockLength: number, byteOffset: number, byteLength: number }
  export interface WriteStream extends EventEmitter { id: BlobId, destroyed: boolean, write (data: Uint8Array): boolean, end (): void, destroy (error?: Error): void }
  export default class Hyperblobs {
    constructor (core: Hypercore, options?: { blockSize?: number })
    createWriteStream (): WriteStream
  }
}

declare module 'autobase' {
  import type { EventEmitter } from 'node:events'
  import type { Duplex } from 'node:stream'
  import type Corestore from 'corestore'
  import type Hyperbee from 'hyperbee'
  import type Hypercore from 'hypercore'
  import type ProtomuxWakeup from 'protomux-wakeup'
  export interface Node { from: { key: Uint8Array }, length: number, value: Uint8Array, heads: { key: Uint8Array, length: number }[], indexed: boolean, optimistic: boolean }
  export interface Host {
    key: Uint8Array
    discoveryKey: Uint8Array
    addWriter (key: Uint8Array, options?: { indexer?: boolean }): Promise<void>
    removeWriter (key: Uint8Array): Promise<void>
    removeable (key: Uint8Array): boolean
    interrupt (reason?: string): void
  }
  export interface Options {
    open: (store: { get (options: string | { name: string }): Hypercore }, host: Host) => Hyperbee
    apply: (nodes: Node[], view: Hyperbee, host: Host) => Promise<void>
    close?: (view: Hyperbee) => Promise<void>
    valueEncoding?: string
    ackInterval?: number
    encrypt?: boolean
    encryptionKey?: Uint8Array
    encrypted?: boolean
    fastForward?: boolean
    wakeup?: ProtomuxWakeup
    /** Drops at open what is not confirmed in the views, and applies it again from the logs. */
    nukeTip?: boolean
    bigBatches?: boolean
  }
  export default class Autobase extends EventEmitter {
    constructor (store: Corestore, bootstrap: Uint8Array | null, options: Options)
    static getLocalKey (store: Corestore): Promise<Uint8Array>
    key: Uint8Array
    discoveryKey: Uint8Array
    encryptionKey: Uint8Array
    local: Hypercore
    core: Hypercore
    view: Hyperbee
    writable: boolean
    isIndexer: boolean
    interrupted: string | null
    closing: Promise<void> | null
    closed: boolean
    signedLength: number
    length: number
    ready (): Promise<void>
    close (): Promise<void>
    opened: boolean
    pause (): void
    /** Resolves when what it is doing now is done. */
    advance (): Promise<void>
    update (): Promise<void>
    append (value: Uint8Array | Uint8Array[]): Promise<number>
    hash (): Promise<Uint8Array>
    heads (): { key: Uint8Array, length: number }[]
    replicate (stream: Duplex | boolean): Duplex
    hintWakeup (hints: { key: Uint8Array, length: number } | { key: Uint8Array, length: number }[]): void
  }
}

declare module 'protomux-wakeup' {
  import type { Duplex } from 'node:stream'
  export default class ProtomuxWakeup { addStream (stream: Duplex): void; destroy (): void }
}

declare module 'protomux' {
  import type { Encoder } from 'compact-encoding'
  import type { Duplex } from 'node:stream'
  export interface Message<T> { send (value: T): boolean }
  export interface Channel { opened: boolean, closed: boolean, messages: Message<Uint8Array>[], open (handshake?: Uint8Array): void, close (): void, addMessage<T> (options: { encoding: Encoder<T>, onmessage: (value: T) => void }): Message<T>, cork (): void, uncork (): void }
  export default class Protomux {
    static from (stream: Duplex): Protomux
    stream: Duplex
    createChannel (options: { protocol: string, id?: Uint8Array, unique?: boolean, handshake?: Encoder<Uint8Array>, onopen?: (handshake: Uint8Array) => void, onclose?: () => void, messages?: { encoding: Encoder<Uint8Array>, onmessage: (value: Uint8Array) => void }[] }): Channel | null
    pair (options: { protocol: string, id?: Uint8Array }, notify: (id: Uint8Array) => void): void
    unpair (options: { protocol: string, id?: Uint8Array }): void
  }
}

declare module 'hyperdht' {
  import type { EventEmitter } from 'node:events'
  export interface KeyPair { publicKey: Uint8Array, secretKey: Uint8Array }
  export default class HyperDHT extends EventEmitter {
    constructor (options?: { bootstrap?: { host: string, port: number }[], host?: string, port?: number, firewalled?: boolean, ephemeral?: boolean })
    static keyPair (seed?: Uint8Array): KeyPair
    static BOOTSTRAP: string[]
    bootstrapped: boolean
    online: boolean
    fullyBootstrapped (): Promise<void>
    destroy (options?: { force?: boolean }): Promise<void>
    suspend (): Promise<void>
    resume (): Promise<void>
    address (): { host: string, port: number }
  }
}

declare module 'hyperdht/testnet.js' {
  export interface Testnet { bootstrap: { host: string, port: number }[], destroy (): Promise<void> }
  export default function createTestnet (size?: number, options?: { host?: string, port?: number, bootstrap?: { host: string, port: number }[], teardown?: (fn: () => unknown, options?: object) => void }): Promise<Testnet>
}

declare module 'hyperswarm' {
  import type { EventEmitter } from 'node:events'
  import type { Duplex } from 'node:stream'
  import type HyperDHT from 'hyperdht'
  import type { KeyPair } from 'hyperdht'
  export interface Connection extends Duplex { remotePublicKey: Uint8Array, handshakeHash: Uint8Array, isInitiator: boolean }
  export interface Discovery { flushed (): Promise<unknown>, destroy (): Promise<void>, refresh (options?: { client?: boolean, server?: boolean }): Promise<void> }
  export default class Hyperswarm extends EventEmitter {
    constructor (options: { keyPair?: KeyPair, dht?: HyperDHT, bootstrap?: { host: string, port: number }[], maxPeers?: number, backoffs?: number[], jitter?: number, firewall?: (publicKey: Uint8Array) => boolean })
    keyPair: KeyPair
    dht: HyperDHT
    connections: Set<Connection>
    peers: Map<string, { publicKey: Uint8Array, banned: boolean, ban (banned: boolean): void }>
    connecting: number
    suspended: boolean
    destroyed: boolean
    join (topic: Uint8Array, options?: { server?: boolean, client?: boolean }): Discovery
    leave (topic: Uint8Array): Promise<void>
    topics (): Iterable<{ refresh (): Promise<boolean> }>
    flush (): Promise<boolean>
    suspend (): Promise<void>
    resume (): Promise<void>
    destroy (options?: { force?: boolean }): Promise<void>
    on (event: 'connection', fn: (connection: Connection) => void): this
    on (event: 'update', fn: () => void): this
  }
}

declare module 'blind-pairing' {
  import type { EventEmitter } from 'node:events'
  import type Hyperswarm from 'hyperswarm'
  export interface CreatedInvite { id: Uint8Array, invite: Uint8Array, seed: Uint8Array, publicKey: Uint8Array, discoveryKey: Uint8Array, expires: number, additional: null | { data: Uint8Array, signature: Uint8Array } }
  export interface DecodedInvite { id: Uint8Array, seed: Uint8Array, discoveryKey: Uint8Array, expires: number }
  export interface MemberRequest {
    inviteId: Uint8Array
    publicKey: Uint8Array | null
    receipt: Uint8Array
    id: Uint8Array
    open (publicKey: Uint8Array): Uint8Array
    confirm (auth: { key: Uint8Array, encryptionKey: Uint8Array, additional?: { data: Uint8Array, signature: Uint8Array } | null }): void
    deny (options?: { status?: number }): void
  }
  export interface Member { ready (): Promise<void>, close (): Promise<void>, refresh (): Promise<void>, flushed (): Promise<void> }
  export interface PairResult { key: Uint8Array, encryptionKey: Uint8Array, data: Uint8Array | null }
  export class CandidateRequest extends EventEmitter {
    response?: { status: number }
    userData: Uint8Array
  }
  export interface Candidate extends EventEmitter { request: CandidateRequest, pairing: Promise<PairResult | null>, ready (): Promise<void>, close (): Promise<void>, refresh (): Promise<void> }
  export default class BlindPairing {
    constructor (swarm: Hyperswarm, options?: { poll?: number })
    static createInvite (key: Uint8Array, options?: { expires?: number, discoveryKey?: Uint8Array }): CreatedInvite
    static decodeInvite (invite: Uint8Array): DecodedInvite
    static verifyReceipt (receipt: Uint8Array, publicKey: Uint8Array): Uint8Array | null
    static createRequest (invite: Uint8Array, userData: Uint8Array): CandidateRequest
    poll: number
    ready (): Promise<void>
    close (): Promise<void>
    suspend (): Promise<void>
    resume (): void
    addMember (options: { discoveryKey: Uint8Array, onadd: (request: MemberRequest) => Promise<void>, announce?: boolean }): Member
    addCandidate (options: { invite: Uint8Array, userData: Uint8Array, onadd?: (result: PairResult) => Promise<void> | void }): Candidate
  }
}

declare module 'blind-pairing-core' {
  export function createReceipt (invite: Uint8Array | { seed: Uint8Array, discoveryKey: Uint8Array }, userData: Uint8Array): { id: Uint8Array, receipt: Uint8Array }
  export function verifyReceipt (receipt: Uint8Array, publicKey: Uint8Array): Uint8Array | null
}

declare module 'hypercore-crypto' {
  export interface KeyPair { publicKey: Uint8Array, secretKey: Uint8Array }
  export function keyPair (seed?: Uint8Array): KeyPair
  export function hash (data: Uint8Array | Uint8Array[]): Uint8Array
  export function discoveryKey (key: Uint8Array): Uint8Array
  export function randomBytes (n: number): Uint8Array
  export function sign (message: Uint8Array, secretKey: Uint8Array): Uint8Array
  export function verify (message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean
  export function namespace (name: string, count: number): Uint8Array[]
}

declare module 'keet-identity-key' {
  export interface KeyPair { publicKey: Uint8Array, secretKey: Uint8Array }
  export default class IdentityKey {
    static generateMnemonic (): string
    static from (options: { mnemonic?: string, seed?: Uint8Array }): Promise<IdentityKey>
    static attestDevice (publicKey: Uint8Array, parent: KeyPair, proof?: Uint8Array): Uint8Array
    static attestData (data: Uint8Array, keyPair: KeyPair, proof?: Uint8Array): Uint8Array
    static verify (proof: Uint8Array, data: Uint8Array | null, options?: { expectedIdentity?: Uint8Array, expectedDevice?: Uint8Array }): { identityPublicKey: Uint8Array, devicePublicKey: Uint8Array } | null
    identityPublicKey: Uint8Array
    bootstrap (device: Uint8Array): Promise<Uint8Array>
    clear (): void
  }
}

declare module 'keet-identity-key/lib/encoding.js' {
  import type { Encoder } from 'compact-encoding'
  export const ProofEncoding: Encoder<{ version: number, chain: { publicKey: Uint8Array }[] }>
}

declare module 'sodium-universal' {
  const sodium: {
    crypto_generichash_STATEBYTES: number
    crypto_generichash_init (state: Uint8Array, key: Uint8Array | null, outputLength: number): void
    crypto_generichash_update (state: Uint8Array, data: Uint8Array): void
    crypto_generichash_final (state: Uint8Array, out: Uint8Array): void
    crypto_secretbox_MACBYTES: number
    crypto_secretbox_NONCEBYTES: number
    crypto_secretbox_easy (cipher: Uint8Array, message: Uint8Array, nonce: Uint8Array, key: Uint8Array): void
    crypto_secretbox_open_easy (message: Uint8Array, cipher: Uint8Array, nonce: Uint8Array, key: Uint8Array): boolean
  }
  export default sodium
}

declare module 'z32' {
  export function encode (buffer: Uint8Array): string
  export function decode (text: string): Uint8Array
}
