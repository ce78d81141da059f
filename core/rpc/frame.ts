/**
 * Frames of the RPC: bytes in, a checked frame out.
 *
 * A frame is the lib0 "any" encoding of an array:
 *   call   [0, id, method, args]      window → engine
 *   reply  [1, id, result]            engine → window
 *   error  [2, id, code, message]     engine → window
 *   event  [3, method, args]          engine → window, no reply
 *
 * Reading is stricter than lib0's own `readAny`, which recurses as deep as the bytes tell it to, takes `__proto__`
 * as a key and ignores what trails: a frame may come from anything that can reach the socket.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { SheafError, errorCode } from '../errors.ts'
import type { ErrorCode } from '../errors.ts'
import { MAX_FRAME_BYTES } from './api.ts'

export type Call = [kind: typeof CALL, id: number, method: string, args: unknown[]]
export type Reply = [kind: typeof REPLY, id: number, result: unknown]
export type Failure = [kind: typeof ERROR, id: number, code: ErrorCode, message: string]
export type Notice = [kind: typeof EVENT, method: string, args: unknown[]]
export type Frame = Call | Reply | Failure | Notice

export const CALL = 0
export const REPLY = 1
export const ERROR = 2
export const EVENT = 3

/** Deeper than any argument or result of the contract. */
const MAX_DEPTH = 16
/** Values in one frame; bounds the memory that one-byte values could claim. */
const MAX_VALUES = 500_000
const MAX_ID = 0xffffffff
const MAX_METHOD_LENGTH = 32
const FORBIDDEN_KEYS = new Set(['__proto__', 'prototype', 'constructor'])

type Any = Parameters<typeof encoding.writeAny>[1]

/** Throws TOO_LARGE for what the other side would refuse. */
export function encodeFrame (frame: Frame): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeAny(encoder, frame as Any)
  const bytes = encoding.toUint8Array(encoder)
  if (bytes.length > MAX_FRAME_BYTES) {
    throw new SheafError('TOO_LARGE', 'This is too large to pass between the window and the engine.')
  }
  return bytes
}

/** Throws BAD_INPUT for anything that is not exactly one frame. */
export function decodeFrame (bytes: Uint8Array): Frame {
  if (bytes.length > MAX_FRAME_BYTES) throw malformed('it is too large')
  const decoder = decoding.createDecoder(bytes)
  let value: unknown
  try {
    value = readValue(decoder, 0, { left: MAX_VALUES })
  } catch (error) {
    if (error instanceof SheafError) throw error
    throw malformed('it ends too early', error)
  }
  if (decoding.hasContent(decoder)) throw malformed('bytes trail it')
  return toFrame(value)
}

function toFrame (value: unknown): Frame {
  if (!Array.isArray(value)) throw malformed('it is not a list')
  const list: unknown[] = value
  switch (list[0]) {
    case CALL: {
      const [, id, method, args] = list
      if (list.length !== 4 || !isId(id) || !isMethod(method) || !Array.isArray(args)) break
      return [CALL, id, method, args]
    }
    case REPLY: {
      const [, id, result] = list
      if (list.length !== 3 || !isId(id)) break
      return [REPLY, id, result]
    }
    case ERROR: {
      const [, id, code, message] = list
      if (list.length !== 4 || !isId(id) || typeof code !== 'string' || typeof message !== 'string') break
      return [ERROR, id, errorCode(code), message]
    }
    case EVENT: {
      const [, method, args] = list
      if (list.length !== 3 || !isMethod(method) || !Array.isArray(args)) break
      return [EVENT, method, args]
    }
  }
  throw malformed('its parts do not fit')
}

function isId (value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_ID
}

function isMethod (value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= MAX_METHOD_LENGTH
}

/**
 * lib0's readAny with a floor and a ceiling. A field whose value is `undefined` is left out, so that an optional
 * field is either absent or of its type. Byte arrays are copied: a small one must not keep the whole frame alive.
 */
function readValue (decoder: decoding.Decoder, depth: number, budget: { left: number }): unknown {
  if (depth > MAX_DEPTH) throw malformed('it is nested too deeply')
  if (--budget.left < 0) throw malformed('it holds too many values')
  const tag = decoding.readUint8(decoder)
  switch (tag) {
    case 127: return undefined
    case 126: return null
    case 125: return decoding.readVarInt(decoder)
    case 124: return decoding.readFloat32(decoder)
    case 123: return decoding.readFloat64(decoder)
    case 121: return false
    case 120: return true
    case 119: return decoding.readVarString(decoder)
    case 118: {
      const count = decoding.readVarUint(decoder)
      const object: Record<string, unknown> = {}
      for (let i = 0; i < count; i++) {
        const key = decoding.readVarString(decoder)
        if (FORBIDDEN_KEYS.has(key) || Object.hasOwn(object, key)) throw malformed('a field has a bad name')
        const field = readValue(decoder, depth + 1, budget)
        if (field !== undefined) object[key] = field
      }
      return object
    }
    case 117: {
      const count = decoding.readVarUint(decoder)
      const list: unknown[] = []
      for (let i = 0; i < count; i++) list.push(readValue(decoder, depth + 1, budget))
      return list
    }
    case 116: return decoding.readVarUint8Array(decoder).slice()
    default: throw malformed('it holds a value of an unknown kind')
  }
}

function malformed (why: string, cause?: unknown): SheafError {
  return new SheafError('BAD_INPUT', `A message between the window and the engine is malformed: ${why}.`, { cause })
}
