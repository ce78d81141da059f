/** BLAKE2b-256 of bytes that come piece by piece; the same as `hash` of all of them at once. */
import b4a from 'b4a'
import sodium from 'sodium-universal'

const HASH_BYTES = 32

export class BlobHash {
  readonly #state = b4a.alloc(sodium.crypto_generichash_STATEBYTES)

  constructor () { sodium.crypto_generichash_init(this.#state, null, HASH_BYTES) }

  update (data: Uint8Array): void { sodium.crypto_generichash_update(this.#state, data) }

  /** Once, at the end. */
  digest (): Uint8Array {
    const out = b4a.alloc(HASH_BYTES)
    sodium.crypto_generichash_final(this.#state, out)
    return out
  }
}
