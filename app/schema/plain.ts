/** Values that may be attributes: what JSON can hold. Yjs also lets types and bytes be stored there. */
import type { Attrs } from 'prosemirror-model'

const MAX_DEPTH = 50

function plainValue (value: unknown, depth: number): boolean {
  if (value === null || value === undefined) return true
  if (typeof value !== 'object') return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  if (depth > MAX_DEPTH) return false
  if (Array.isArray(value)) return value.every((item) => plainValue(item, depth + 1))
  const proto: unknown = Object.getPrototypeOf(value)
  return (proto === Object.prototype || proto === null) && Object.values(value).every((item) => plainValue(item, depth + 1))
}

export function isPlain (attrs: unknown): boolean {
  return plainValue(attrs, 0)
}

/** The attributes that can be carried. A mark of a foreign editor may have a bare `true` or a word for attributes. */
export function plainAttrs (attrs: unknown): Attrs {
  if (attrs === null || attrs === undefined || attrs === true) return {}
  if (typeof attrs !== 'object' || Array.isArray(attrs)) return plainValue(attrs, 0) ? { value: attrs } : {}
  return Object.fromEntries(Object.entries(attrs).filter(([, value]) => plainValue(value, 1)))
}
