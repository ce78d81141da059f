/**
 * Bounds-checked primitives for the Yjs V1 wire format: numbers, text, JSON, and lib0's "any" values.
 *
 * Own code rather than lib0's decoders because a verdict on an update is part of the format: it must not change with
 * a library version or an engine's TextDecoder. Sources: lib0/decoding.js, lib0/encoding.js (13.6 line of Yjs),
 * WHATWG "UTF-8 decoder", ECMA-404.
 */

/** Why an update is not accepted. A closed set; part of format version 1. */
export type UpdateFault =
  | 'truncated' | 'trailing' | 'too-large' | 'too-many-structs' | 'too-many-clients' | 'too-many-deletes'
  | 'too-many-values' | 'too-many-roots' | 'too-deep' | 'zero-length' | 'bad-varint' | 'bad-string' | 'bad-content'
  | 'bad-info' | 'bad-reference' | 'circular' | 'duplicate-client' | 'not-sorted' | 'skip' | 'subdocument'
  | 'clock-range' | 'client-range' | 'key-too-long'

/** Carries a reason out of nested reads; caught by `parseUpdate`, never seen outside. */
export class Fault extends Error {
  readonly reason: UpdateFault

  constructor (reason: UpdateFault) {
    super(reason)
    this.reason = reason
  }
}

/** Bounds on the values within one update. */
export interface ValueLimits {
  maxValues: number    // JSON and "any" values, nested ones included
  maxDepth: number     // nesting of arrays and objects within one value
}

const MAX_NUMBER = 64    // characters of a number in JSON

export class Reader {
  readonly bytes: Uint8Array
  readonly limits: ValueLimits
  pos = 0
  #values = 0

  constructor (bytes: Uint8Array, limits: ValueLimits) {
    this.bytes = bytes
    this.limits = limits
  }

  get left (): number {
    return this.bytes.length - this.pos
  }

  byte (): number {
    const byte = this.bytes[this.pos]
    if (byte === undefined) throw new Fault('truncated')
    this.pos++
    return byte
  }

  /** Skips `length` bytes and returns where they begin. */
  skip (length: number): number {
    if (length > this.left) throw new Fault('truncated')
    const start = this.pos
    this.pos += length
    return start
  }

  /** An unsigned varint up to 2^53 - 1 in its shortest form: two spellings of one update would be two updates. */
  uint (): number {
    const first = this.byte()
    if (first < 128) return first
    return this.#rest(first & 127, 128)
  }

  /** A count or a length in clocks: at least 1. Yjs takes 0, but a document that holds such a struct never loads again. */
  count (): number {
    const value = this.uint()
    if (value === 0) throw new Fault('zero-length')
    return value
  }

  /** Length-prefixed UTF-8. Returns its length in UTF-16 code units (what clocks count); the bytes end at `pos`. */
  text (maxBytes: number): number {
    const length = this.uint()
    if (length > maxBytes) throw new Fault(length > this.left ? 'truncated' : 'key-too-long')
    const start = this.skip(length)
    return utf16Length(this.bytes, start, this.pos)
  }

  /** A text that is short and wanted as a string. */
  key (maxBytes: number): string {
    const length = this.uint()
    if (length > maxBytes) throw new Fault(length > this.left ? 'truncated' : 'key-too-long')
    const start = this.skip(length)
    utf16Length(this.bytes, start, this.pos)
    return decodeText(this.bytes, start, this.pos)
  }

  /** Length-prefixed JSON, checked and skipped. `loose` allows the bare word undefined, as ContentJSON does. */
  json (loose: boolean): void {
    const length = this.uint()
    const start = this.skip(length)
    const stop = this.pos
    utf16Length(this.bytes, start, stop)
    if (loose && length === 9 && decodeText(this.bytes, start, stop) === 'undefined') return this.#value()
    this.pos = start
    this.#space(stop)
    this.#jsonValue(stop, 0)
    this.#space(stop)
    if (this.pos !== stop) throw new Fault('bad-content')
  }

  /** One "any" value of lib0, checked and skipped. */
  any (depth = 0): void {
    this.#value()
    const tag = this.byte()
    switch (tag) {
      case 127: case 126: case 121: case 120: return          // undefined, null, false, true
      case 125: return this.#int()
      case 124: this.skip(4); return                          // float32
      case 123: case 122: this.skip(8); return                // float64, bigint
      case 119: this.text(Infinity); return
      case 116: this.skip(this.uint()); return                // bytes
      case 118: case 117: break                               // object, array
      default: throw new Fault('bad-content')
    }
    if (depth >= this.limits.maxDepth) throw new Fault('too-deep')
    for (let count = this.uint(); count > 0; count--) {
      // lib0 assigns keys with obj[key] = value: this one would set a prototype and be lost when written again.
      if (tag === 118) {
        const units = this.text(Infinity)
        if (units === 9 && decodeText(this.bytes, this.pos - 9, this.pos) === '__proto__') throw new Fault('bad-content')
      }
      this.any(depth + 1)
    }
  }

  #value (): void {
    if (++this.#values > this.limits.maxValues) throw new Fault('too-many-values')
  }

  /** A signed varint: the first byte holds a sign and six bits. -0 is a value of its own. */
  #int (): void {
    const first = this.byte()
    if (first >= 128) this.#rest(first & 63, 64)
  }

  #rest (value: number, scale: number): number {
    for (;;) {
      const byte = this.byte()
      value += (byte & 127) * scale
      if (value > Number.MAX_SAFE_INTEGER) throw new Fault('bad-varint')
      if (byte < 128) {
        if (byte === 0) throw new Fault('bad-varint')
        return value
      }
      scale *= 128
      if (scale > Number.MAX_SAFE_INTEGER) throw new Fault('bad-varint')
    }
  }

  // JSON below reads up to `stop`, whose bytes are already known to be valid UTF-8.

  #space (stop: number): void {
    while (this.pos < stop) {
      const byte = this.bytes[this.pos]
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return
      this.pos++
    }
  }

  #take (stop: number): number {
    if (this.pos >= stop) throw new Fault('bad-content')
    return this.byte()
  }

  #jsonValue (stop: number, depth: number): void {
    this.#value()
    const byte = this.#take(stop)
    switch (byte) {
      case 0x22: return this.#jsonString(stop)
      case 0x74: return this.#word(stop, 'rue')
      case 0x66: return this.#word(stop, 'alse')
      case 0x6e: return this.#word(stop, 'ull')
      case 0x7b: case 0x5b: break
      default: this.pos--; return this.#jsonNumber(stop)
    }
    if (depth >= this.limits.maxDepth) throw new Fault('too-deep')
    const close = byte + 2
    this.#space(stop)
    if (this.bytes[this.pos] === close && this.pos < stop) { this.pos++; return }
    for (;;) {
      if (byte === 0x7b) {
        if (this.#take(stop) !== 0x22) throw new Fault('bad-content')
        this.#jsonString(stop)
        this.#space(stop)
        if (this.#take(stop) !== 0x3a) throw new Fault('bad-content')
        this.#space(stop)
      }
      this.#jsonValue(stop, depth + 1)
      this.#space(stop)
      const next = this.#take(stop)
      if (next === close) return
      if (next !== 0x2c) throw new Fault('bad-content')
      this.#space(stop)
    }
  }

  #word (stop: number, rest: string): void {
    for (let i = 0; i < rest.length; i++) {
      if (this.#take(stop) !== rest.charCodeAt(i)) throw new Fault('bad-content')
    }
  }

  #jsonString (stop: number): void {
    for (;;) {
      const byte = this.#take(stop)
      if (byte === 0x22) return
      if (byte < 0x20) throw new Fault('bad-content')
      if (byte !== 0x5c) continue
      const escape = this.#take(stop)
      if (escape === 0x75) {
        for (let i = 0; i < 4; i++) if (!isHex(this.#take(stop))) throw new Fault('bad-content')
      } else if (!'"\\/bfnrt'.includes(String.fromCharCode(escape))) {
        throw new Fault('bad-content')
      }
    }
  }

  #digits (stop: number): void {
    const start = this.pos
    while (this.pos < stop && isDigit(this.bytes[this.pos] ?? 0)) this.pos++
    if (this.pos === start) throw new Fault('bad-content')
  }

  #jsonNumber (stop: number): void {
    const start = this.pos
    const at = (): number => this.pos < stop ? this.bytes[this.pos] ?? 0 : 0
    if (at() === 0x2d) this.pos++
    if (at() === 0x30) this.pos++
    else this.#digits(stop)
    if (at() === 0x2e) { this.pos++; this.#digits(stop) }
    if (at() === 0x65 || at() === 0x45) {
      this.pos++
      if (at() === 0x2b || at() === 0x2d) this.pos++
      this.#digits(stop)
    }
    // 1e999 reads as Infinity, which is written back as null: a replica from a snapshot would differ from the others.
    // No writer makes a number longer than 25 characters; reading millions of digits takes seconds.
    if (this.pos - start > MAX_NUMBER) throw new Fault('bad-content')
    if (!Number.isFinite(Number(decodeText(this.bytes, start, this.pos)))) throw new Fault('bad-content')
  }
}

function isDigit (byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39
}

function isHex (byte: number): boolean {
  return isDigit(byte) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66)
}

/**
 * Length of strict UTF-8 in UTF-16 code units: no overlong forms, no surrogates, nothing above U+10FFFF. This is what a
 * fatal TextDecoder with ignoreBOM takes, counted here so that clocks never depend on an engine.
 */
export function utf16Length (bytes: Uint8Array, start: number, stop: number): number {
  let units = 0
  let pos = start
  while (pos < stop) {
    const lead = bytes[pos++] ?? 0
    units++
    if (lead < 0x80) continue
    let more = 1
    let low = 0x80
    let high = 0xbf
    if (lead >= 0xc2 && lead <= 0xdf) more = 1
    else if (lead >= 0xe0 && lead <= 0xef) {
      more = 2
      if (lead === 0xe0) low = 0xa0
      if (lead === 0xed) high = 0x9f
    } else if (lead >= 0xf0 && lead <= 0xf4) {
      more = 3
      units++
      if (lead === 0xf0) low = 0x90
      if (lead === 0xf4) high = 0x8f
    } else throw new Fault('bad-string')
    if (pos + more > stop) throw new Fault('bad-string')
    for (; more > 0; more--) {
      const next = bytes[pos++] ?? 0
      if (next < low || next > high) throw new Fault('bad-string')
      low = 0x80
      high = 0xbf
    }
  }
  return units
}

/** Decodes UTF-8 that `utf16Length` has accepted. */
export function decodeText (bytes: Uint8Array, start: number, stop: number): string {
  let text = ''
  let points: number[] = []
  for (let pos = start; pos < stop;) {
    const lead = bytes[pos++] ?? 0
    const next = (): number => (bytes[pos++] ?? 0) & 0x3f
    if (lead < 0x80) points.push(lead)
    else if (lead < 0xe0) points.push((lead & 0x1f) << 6 | next())
    else if (lead < 0xf0) points.push((lead & 0x0f) << 12 | next() << 6 | next())
    else points.push((lead & 0x07) << 18 | next() << 12 | next() << 6 | next())
    if (points.length >= 4096) {
      text += String.fromCodePoint(...points)
      points = []
    }
  }
  return text + String.fromCodePoint(...points)
}

/** A growing buffer that writes what `Reader` reads. */
export class Writer {
  #bytes: Uint8Array
  pos = 0

  constructor (capacity: number) {
    this.#bytes = new Uint8Array(Math.max(capacity, 16))
  }

  byte (value: number): void {
    if (this.pos === this.#bytes.length) this.#grow(1)
    this.#bytes[this.pos++] = value
  }

  uint (value: number): void {
    while (value > 127) {
      this.byte(128 | value % 128)
      value = Math.floor(value / 128)
    }
    this.byte(value)
  }

  copy (from: Uint8Array, start: number, stop: number): void {
    const length = stop - start
    if (this.pos + length > this.#bytes.length) this.#grow(length)
    if (length < 32) for (let i = start; i < stop; i++) this.#bytes[this.pos++] = from[i] ?? 0
    else {
      this.#bytes.set(from.subarray(start, stop), this.pos)
      this.pos += length
    }
  }

  append (other: Writer): void {
    this.copy(other.#bytes, 0, other.pos)
  }

  finish (): Uint8Array {
    return this.#bytes.slice(0, this.pos)
  }

  #grow (by: number): void {
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.pos + by))
    larger.set(this.#bytes.subarray(0, this.pos))
    this.#bytes = larger
  }
}

/** Bytes that `Writer.uint` would take. */
export function uintLength (value: number): number {
  let length = 1
  for (; value > 127; value = Math.floor(value / 128)) length++
  return length
}
