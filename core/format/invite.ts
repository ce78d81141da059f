/**
 * The code that a person hands on, and what the newcomer sends in return.
 *
 * A code is z-base-32 (no look-alike letters, no case) of: version, role, the blind-pairing invite, and four bytes of
 * checksum, so that a typing error is told apart from a code that nobody knows.
 */
import b4a from 'b4a'
import { hash } from 'hypercore-crypto'
import * as z32 from 'z32'
import { SheafError } from '../errors.ts'
import { ROLES, type Role } from '../rpc/api.ts'
import { bytes, decode, encode, key32, oneOf, struct, text, uint, type TypeOf } from './codec.ts'
import { MAX_NAME } from './ops.ts'

const CODE_VERSION = 1
const CHECKSUM_BYTES = 4
const MAX_CODE_LENGTH = 2000

const code = struct({ version: uint, role: oneOf(ROLES as ['owner', 'editor', 'commenter', 'reader']), invite: bytes })

export interface InviteCode { role: Role, invite: Uint8Array }

/** What a newcomer sends: keys, names, and the proof that they belong together. At most some 500 bytes: it also travels as a DHT record. */
export const requestData = struct({ member: key32, writer: key32, device: key32, nonce: key32, proof: bytes, name: text(80), label: text(60), color: text(16) })
export type RequestData = TypeOf<typeof requestData>
/** What the newcomer's device learns beside the keys. */
export const grantData = struct({ role: oneOf(ROLES as ['owner', 'editor', 'commenter', 'reader']), title: text(MAX_NAME) })

/** Answers of blind-pairing; 4 and up are ours. */
export const DENIED = { rejected: 1, used: 2, expired: 3, revoked: 4 } as const

export function encodeCode (value: InviteCode): string {
  const payload = encode(code, { version: CODE_VERSION, ...value })
  return z32.encode(b4a.concat([payload, hash(payload).subarray(0, CHECKSUM_BYTES)]))
}

/** Takes a code or a link that ends in one. Throws INVITE_WRONG, or TOO_NEW for a code of a later version. */
export function decodeCode (input: string): InviteCode {
  const text = (input.length > MAX_CODE_LENGTH ? '' : input).trim().replace(/^.*[/=:]/s, '').replace(/[\s-]/g, '').toLowerCase()
  const data = fromZ32(text)
  if (data === null || data.byteLength <= CHECKSUM_BYTES) throw wrong()
  const payload = data.subarray(0, data.byteLength - CHECKSUM_BYTES)
  if (!b4a.equals(hash(payload).subarray(0, CHECKSUM_BYTES), data.subarray(payload.byteLength))) throw wrong()
  const value = decode(code, payload)
  if ((decode(uint, payload) ?? 0) > CODE_VERSION) throw new SheafError('TOO_NEW', 'This code was made with a newer Sheaf: update this one, then try again.')
  if (value === null || value.version !== CODE_VERSION) throw wrong()
  return { role: value.role, invite: value.invite }
}

function fromZ32 (text: string): Uint8Array | null {
  if (text.length === 0) return null
  try {
    return z32.decode(text)
  } catch {
    return null
  }
}

function wrong (): SheafError {
  return new SheafError('INVITE_WRONG', 'This is not a complete invite code: copy the whole code again, from its first to its last letter.')
}
