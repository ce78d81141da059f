/**
 * Structs over compact-encoding, typed from their declaration. The stack's hyperschema generates untyped
 * JavaScript in a build step; here the declaration is the type, and the rule that keeps old data readable is
 * one sentence: a struct only ever grows at its end, and each field added later carries a default.
 */
import * as c from 'compact-encoding'
import b4a from 'b4a'

export interface Codec<T> {
  preencode (state: c.State, value: T): void
  encode (state: c.State, value: T): void
  decode (state: c.State): T
}

interface Field<T> { codec: Codec<T>, fallback?: { value: T } }
type Fields = Record<string, Field<never> | Codec<never>>
type FieldType<F> = F extends Field<infer T> ? T : F extends Codec<infer T> ? T : never
export type TypeOf<C> = C extends Codec<infer T> ? T : never

/** A field that older writers left out: `value` stands in for it. */
export function added<T> (codec: Codec<T>, value: T): Field<T> {
  return { codec, fallback: { value } }
}

export function struct<F extends Record<string, Field<any> | Codec<any>>> (fields: F): Codec<{ [K in keyof F]: FieldType<F[K]> }> { // oxlint-disable-line typescript/no-explicit-any -- inference needs it; nothing of it leaks
  const list = Object.entries(fields as unknown as Fields).map(([name, field]) => {
    const full = ('codec' in field ? field : { codec: field }) as Field<unknown>
    return { name, ...full }
  })
  type Shape = { [K in keyof F]: FieldType<F[K]> }
  return {
    preencode (state, value) {
      for (const { name, codec } of list) codec.preencode(state, value[name as keyof Shape])
    },
    encode (state, value) {
      for (const { name, codec } of list) codec.encode(state, value[name as keyof Shape])
    },
    decode (state) {
      const value: Record<string, unknown> = {}
      for (const { name, codec, fallback } of list) {
        value[name] = fallback !== undefined && state.start >= state.end ? fallback.value : codec.decode(state)
      }
      return value as Shape
    }
  }
}

export const uint: Codec<number> = c.uint
export const bool: Codec<boolean> = {
  preencode: (state) => { c.uint8.preencode(state, 0) },
  encode: (state, value) => { c.uint8.encode(state, value ? 1 : 0) },
  decode: (state) => c.uint8.decode(state) !== 0
}
export const key32: Codec<Uint8Array> = c.fixed32
export const bytes: Codec<Uint8Array> = {
  preencode: (state, value) => { c.uint8array.preencode(state, value) },
  encode: (state, value) => { c.uint8array.encode(state, value) },
  // A view on the block would pin the whole block in memory, so the part is copied out.
  decode: (state) => b4a.from(c.uint8array.decode(state))
}

/** A string of at most `max` UTF-8 bytes; longer ones fail to decode and are cut when they are encoded. */
export function text (max: number): Codec<string> {
  return {
    preencode: (state, value) => { c.string.preencode(state, cut(value, max)) },
    encode: (state, value) => { c.string.encode(state, cut(value, max)) },
    decode (state) {
      const raw = c.uint8array.decode(state)
      if (raw.byteLength > max) throw new RangeError('string too long')
      const value = b4a.toString(raw)
      // What a decoder makes of bytes that are no UTF-8 is its own choice, and no two replicas may choose differently.
      if (!b4a.equals(b4a.from(value), raw)) throw new RangeError('not UTF-8')
      return value
    }
  }
}

function cut (value: string, max: number): string {
  if (b4a.byteLength(value) <= max) return value
  let out = ''
  let size = 0
  for (const char of value) {
    size += b4a.byteLength(char)
    if (size > max) break
    out += char
  }
  return out
}

/** A closed set of names, stored by position. Names are only ever added at the end. */
export function oneOf<const T extends readonly string[]> (names: T): Codec<T[number]> {
  return {
    preencode: (state) => { c.uint8.preencode(state, 0) },
    encode (state, value) { c.uint8.encode(state, names.indexOf(value)) },
    decode (state) {
      const name = names[c.uint8.decode(state)]
      if (name === undefined) throw new RangeError('unknown name')
      return name
    }
  }
}

export function list<T> (codec: Codec<T>, max: number): Codec<T[]> {
  return {
    preencode (state, values) {
      c.uint.preencode(state, values.length)
      for (const value of values) codec.preencode(state, value)
    },
    encode (state, values) {
      c.uint.encode(state, values.length)
      for (const value of values) codec.encode(state, value)
    },
    decode (state) {
      const length = c.uint.decode(state)
      if (length > max) throw new RangeError('list too long')
      const values: T[] = []
      for (let i = 0; i < length; i++) values.push(codec.decode(state))
      return values
    }
  }
}

export function encode<T> (codec: Codec<T>, value: T): Uint8Array {
  const state = c.state()
  codec.preencode(state, value)
  state.buffer = b4a.alloc(state.end)
  codec.encode(state, value)
  return state.buffer
}

/** Null for anything that does not decode. Bytes after the last known field are left alone: they are from the future. */
export function decode<T> (codec: Codec<T>, data: Uint8Array): T | null {
  try {
    return codec.decode(c.state(0, data.byteLength, data))
  } catch {
    return null
  }
}
