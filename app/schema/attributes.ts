/** Attributes that never throw: each has a default, says what it accepts, and may mend a value that is nearly right. */
import type { AttributeSpec, Attrs } from 'prosemirror-model'

export interface Attribute<T> extends AttributeSpec {
  default: T
  validate: (value: unknown) => void
  /** The value to use in place of one that is not accepted; without it, the default. */
  mend?: (value: unknown) => T
}

function attribute<T> (fallback: T, what: string, accepts: (value: unknown) => boolean, mend?: (value: unknown) => T): Attribute<T> {
  return {
    default: fallback,
    validate: (value) => {
      if (!accepts(value)) throw new RangeError(`expected ${what}, got ${typeof value}`)
    },
    ...(mend === undefined ? {} : { mend })
  }
}

export const text = (fallback = ''): Attribute<string> =>
  attribute(fallback, 'text', (value) => typeof value === 'string')

/** Whatever a function takes for right. */
export const accepting = <T>(fallback: T, what: string, accepts: (value: unknown) => boolean): Attribute<T> => attribute(fallback, what, accepts)

export const matching = (pattern: RegExp, what: string): Attribute<string> =>
  attribute('', what, (value) => typeof value === 'string' && pattern.test(value))

/** A name or a title: one line of text, cut where it is longer than any honest one. */
export const brief = (max: number): Attribute<string> =>
  attribute('', `one line of text of at most ${max} characters`,
    (value) => typeof value === 'string' && value.length <= max && !/[\0\r\n]/.test(value),
    (value) => typeof value === 'string' ? value.slice(0, max).replace(/[\0\r\n]+/g, ' ') : '')

export const optionalText = (): Attribute<string | null> =>
  attribute<string | null>(null, 'text or null', (value) => value === null || typeof value === 'string')

export const flag = (): Attribute<boolean> =>
  attribute(false, 'true or false', (value) => typeof value === 'boolean')

/** A whole number within bounds; one outside is brought to the nearest bound. */
export const whole = (fallback: number, min: number, max: number): Attribute<number> =>
  attribute(fallback, `a whole number from ${min} to ${max}`,
    (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
    (value) => {
      if (typeof value !== 'number' || Number.isNaN(value)) return fallback
      return Math.min(max, Math.max(min, Math.trunc(value)))
    })

export const optionalFlag = (): Attribute<boolean | null> =>
  attribute<boolean | null>(null, 'true, false or null', (value) => value === null || typeof value === 'boolean')

export const oneOf = <T extends string>(values: readonly T[]): Attribute<T | null> =>
  attribute<T | null>(null, `null or one of ${values.join(', ')}`, (value) => value === null || (values as readonly unknown[]).includes(value))

/** A short list of whole numbers within bounds, or null. */
export const wholes = (length: number, min: number, max: number): Attribute<number[] | null> =>
  attribute<number[] | null>(null, `null or up to ${length} whole numbers from ${min} to ${max}`,
    (value) => value === null || (Array.isArray(value) && value.length <= length &&
      value.every((item) => Number.isInteger(item) && item >= min && item <= max)))

/**
 * What a node or mark gets, whatever was stored: declared attributes are checked and mended, undeclared ones
 * (a newer Sheaf's) are carried along, since y-prosemirror removes from Yjs every attribute that a node it
 * touches lacks.
 */
export function tolerantAttrs (declared: Record<string, AttributeSpec>, given: Attrs | null | undefined): Attrs {
  const source: Attrs = given ?? {}
  const built: Record<string, unknown> = Object.create(null)
  for (const [name, spec] of Object.entries(declared)) built[name] = accepted(spec as Attribute<unknown>, source[name])
  for (const name of Object.keys(source)) {
    if (!(name in built) && source[name] !== undefined) built[name] = source[name]
  }
  return built
}

function accepted (spec: Attribute<unknown>, value: unknown): unknown {
  if (value === undefined) return spec.default
  try {
    spec.validate(value)
    return value
  } catch {
    return spec.mend?.(value) ?? spec.default
  }
}
