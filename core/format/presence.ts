/**
 * Messages between the devices of one document, beside replication and never in the log: who is here, with which
 * cursors, and how far each device has got. A message that does not decode is dropped.
 */
import { hash, namespace } from 'hypercore-crypto'
import { bool, bytes, decode, encode, key32, list, struct, text, uint, type TypeOf } from './codec.ts'
import { MAX_NAME } from './ops.ts'

const [NS_CHANNEL, NS_HELLO] = namespace('sheaf/presence/1', 2) as [Uint8Array, Uint8Array]
export const MAX_WINDOWS = 64
const MAX_CURSOR_BYTES = 1024

export const PROTOCOL = 'sheaf/presence/1'

/** Only who holds the document's encryption key can name the channel. */
export function channelId (discoveryKey: Uint8Array, encryptionKey: Uint8Array): Uint8Array {
  return hash([NS_CHANNEL, discoveryKey, encryptionKey])
}

/** What a device signs to show that it is the one at this end of this very connection. */
export function helloClaim (handshakeHash: Uint8Array, isInitiator: boolean, discoveryKey: Uint8Array, writer: Uint8Array): Uint8Array {
  return hash([NS_HELLO, handshakeHash, Uint8Array.of(isInitiator ? 1 : 0), discoveryKey, writer])
}

export const hello = struct({ version: uint, writer: key32, device: key32, signature: bytes, label: text(MAX_NAME) })
export const windowState = struct({ client: uint, active: bool, anchor: bytes, head: bytes })
export const windows = struct({ windows: list(windowState, MAX_WINDOWS) })
/** Lengths up to which the sender has linearized each writer; `all` replaces, otherwise it adds to what was sent. */
export const have = struct({ all: bool, lengths: list(struct({ writer: key32, length: uint }), 4096) })

export type Hello = TypeOf<typeof hello>
export type WindowState = TypeOf<typeof windowState>
export type Have = TypeOf<typeof have>

export type Message = { type: 'hello', body: Hello } | { type: 'windows', body: { windows: WindowState[] } } | { type: 'have', body: Have }
const TYPES = ['hello', 'windows', 'have'] as const
const CODECS = { hello, windows, have }

export function encodeMessage (message: Message): Uint8Array {
  const body = encode(CODECS[message.type] as Parameters<typeof encode<unknown>>[0], message.body)
  const out = new Uint8Array(body.byteLength + 1)
  out[0] = TYPES.indexOf(message.type)
  out.set(body, 1)
  return out
}

export function decodeMessage (data: Uint8Array): Message | null {
  const type = TYPES[data[0] ?? 255]
  if (type === undefined || data.byteLength > 1024 * 1024) return null
  const body = decode(CODECS[type] as Parameters<typeof decode<unknown>>[0], data.subarray(1))
  if (body === null) return null
  const message = { type, body } as Message
  if (message.type === 'windows' && message.body.windows.some((w) => w.anchor.byteLength > MAX_CURSOR_BYTES || w.head.byteLength > MAX_CURSOR_BYTES)) return null
  return message
}
