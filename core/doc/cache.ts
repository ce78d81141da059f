/**
 * The state of a document's text as this device last had it, so that opening need not replay the log. A cache and
 * nothing else: without it, or with a damaged one, the text is rebuilt from the view.
 */
import b4a from 'b4a'
import { hash, namespace, randomBytes } from 'hypercore-crypto'
import sodium from 'sodium-universal'
import fs from '#fs'
import path from '#path'
import { bytes, decode, encode, key32, list, oneOf, struct, uint, type TypeOf } from '../format/codec.ts'
import { VERDICTS } from '../format/rows.ts'

const [NS] = namespace('sheaf/cache/1', 1) as [Uint8Array]
const CACHE_VERSION = 1

const cached = struct({
  version: uint,
  /** Y.encodeStateAsUpdateV2 of the text. */
  state: bytes,
  /** Up to which block each writer's updates are in it. */
  vector: list(struct({ writer: key32, length: uint }), 100_000),
  /** Digest of the exceptions it was made with, and the exceptions. */
  digest: key32,
  exceptions: list(struct({ key: bytes, verdict: oneOf(VERDICTS) }), 1_000_000)
})
export type CachedState = Omit<TypeOf<typeof cached>, 'version'>

export class StateCache {
  readonly #file: string
  readonly #key: Uint8Array

  /** `dir`: folder of all caches, made when needed. The file is encrypted with a key derived from the document's. */
  constructor (dir: string, id: string, encryptionKey: Uint8Array) {
    this.#file = path.join(dir, id + '.state')
    this.#key = hash([NS, encryptionKey])
  }

  /** Null when there is none that can be used. */
  async read (): Promise<CachedState | null> {
    const data = await fs.promises.readFile(this.#file).catch(() => null)
    const head = sodium.crypto_secretbox_NONCEBYTES
    if (data === null || data.byteLength < head + sodium.crypto_secretbox_MACBYTES) return null
    const message = b4a.alloc(data.byteLength - head - sodium.crypto_secretbox_MACBYTES)
    if (!sodium.crypto_secretbox_open_easy(message, data.subarray(head), data.subarray(0, head), this.#key)) return null
    const value = decode(cached, message)
    return value === null || value.version !== CACHE_VERSION ? null : value
  }

  async write (value: CachedState): Promise<void> {
    const message = encode(cached, { version: CACHE_VERSION, ...value })
    const out = b4a.alloc(sodium.crypto_secretbox_NONCEBYTES + message.byteLength + sodium.crypto_secretbox_MACBYTES)
    const nonce = randomBytes(sodium.crypto_secretbox_NONCEBYTES)
    out.set(nonce)
    sodium.crypto_secretbox_easy(out.subarray(nonce.byteLength), message, nonce, this.#key)
    await fs.promises.mkdir(path.dirname(this.#file), { recursive: true, mode: 0o700 })
    await fs.promises.writeFile(this.#file + '.new', out, { mode: 0o600 })
    await fs.promises.rename(this.#file + '.new', this.#file)
  }
}
