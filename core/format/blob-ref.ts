/**
 * Where the bytes of a file or an image are: what a node of the text holds as its attribute `blob`, one word of
 * [a-z0-9]. The bytes lie in a core that some device of the document registered (see `blobs` in `ops`), in blocks of
 * BLOB_BLOCK_BYTES of which only the last may be shorter, as hyperblobs lays them out.
 *
 * Whoever writes text can write any ref, so it proves nothing: a reader checks the core against the document's devices
 * and the bytes against the hash.
 */
import b4a from 'b4a'
import * as z32 from 'z32'
import { MAX_BLOB_BYTES } from '../rpc/api.ts'
import { decode, encode, key32, struct, uint } from './codec.ts'

export interface BlobRef {
  core: Uint8Array
  /** First block of the core, and how many. */
  blockOffset: number
  blockLength: number
  /** First byte of the core (hyperblobs needs it to seek; Sheaf does not), and how many: the size of the file. */
  byteOffset: number
  byteLength: number
  /** BLAKE2b-256 of the bytes. */
  hash: Uint8Array
}

export const BLOB_BLOCK_BYTES = 64 * 1024
const VERSION = 1
const MAX_REF_LENGTH = 512
const MAX_OFFSET = 2 ** 36

const body = struct({ version: uint, core: key32, blockOffset: uint, blockLength: uint, byteOffset: uint, byteLength: uint, hash: key32 })

export function encodeBlobRef (ref: BlobRef): string {
  return z32.encode(encode(body, { version: VERSION, ...ref }))
}

/** Null for what is no ref, for one of a later version, and for one with numbers that can't be. */
export function decodeBlobRef (text: unknown): BlobRef | null {
  if (typeof text !== 'string' || text.length > MAX_REF_LENGTH || !/^[a-z0-9]+$/.test(text)) return null
  let data: Uint8Array
  try {
    data = z32.decode(text)
  } catch {
    return null
  }
  const value = decode(body, data)
  if (value === null || value.version !== VERSION) return null
  const { version: _, ...ref } = value
  const fits = ref.blockOffset <= MAX_OFFSET && ref.byteOffset <= MAX_OFFSET * BLOB_BLOCK_BYTES &&
    ref.byteLength <= MAX_BLOB_BYTES && ref.blockLength === Math.ceil(ref.byteLength / BLOB_BLOCK_BYTES)
  return fits ? { ...ref, core: b4a.from(ref.core), hash: b4a.from(ref.hash) } : null
}
