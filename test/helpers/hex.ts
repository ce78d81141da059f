import b4a from 'b4a'

export function hex (data: Uint8Array): string { return b4a.toString(data, 'hex') }
export function unhex (text: string): Uint8Array { return b4a.from(text, 'hex') }
/** A key that can be told apart at sight. */
export function key (byte: number): Uint8Array { return new Uint8Array(32).fill(byte) }

/** Bytes as hex, all the way down: Buffer or Uint8Array is no difference between values. */
export function plain (value: unknown): unknown {
  if (value instanceof Uint8Array) return hex(value)
  if (Array.isArray(value)) return value.map(plain)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)]))
}
