/**
 * What arguments a call may carry. One line for each method of the contract: a call that does not fit gets a
 * BAD_INPUT sentence, and no handler ever sees a value of another type than it declares.
 */
import { SheafError } from '../errors.ts'
import { MAX_FRAME_BYTES, MAX_IMPORT_BYTES, ROLES } from './api.ts'
import type { EngineApi, ExportFormat, InviteOptions, Profile, Role } from './api.ts'

export type Method = keyof EngineApi

type Check<T> = (value: unknown) => T
type Checks<A extends unknown[]> = { [I in keyof A]: Check<A[I]> }

const FORMATS: readonly ExportFormat[] = ['markdown', 'html']
/** Far beyond any date that makes sense, and still exact. */
const MAX_TIME = 8.64e15
const MAX_CURSOR_BYTES = 1024
const MAX_STATE_VECTOR_BYTES = 4 * 1024 * 1024

const id = text(256, { min: 1, pattern: /^[0-9a-f]+$/i })
const cursor = nullable(record({ anchor: bytes(MAX_CURSOR_BYTES), head: bytes(MAX_CURSOR_BYTES) }))
const role = oneOf<Role>(ROLES)

const CHECKS: { [M in Method]: Checks<Required<Parameters<EngineApi[M]>>> } = {
  hello: [integer(0, 0xffff)],
  setProfile: [partial<Profile>({ name: text(200), color: text(7, { pattern: /^#[0-9a-f]{6}$/i }), label: text(200) })],
  setOnline: [boolean],
  documents: [],
  linkedFrom: [id],
  create: [partial<{ title: string, markdown: string }>({ title: text(1000), markdown: text(MAX_IMPORT_BYTES) })],
  join: [text(10_000, { min: 1 })],
  joined: [id],
  cancelJoin: [id],
  open: [id, bytes(MAX_STATE_VECTOR_BYTES)],
  close: [id],
  push: [id, integer(0, Number.MAX_SAFE_INTEGER), bytes(MAX_FRAME_BYTES), withDefault(integer(1, 1_000_000), 1)],
  present: [id, integer(0, Number.MAX_SAFE_INTEGER), cursor],
  setTitle: [id, text(1000)],
  status: [id],
  members: [id],
  synced: [id],
  invite: [id, partial<Required<InviteOptions>>({
    role, expires: integer(0, MAX_TIME), uses: integer(0, 1_000_000), label: text(200)
  })],
  invites: [id],
  revoke: [id, text(256, { min: 1 })],
  sharing: [id, boolean],
  export: [id, oneOf<ExportFormat>(FORMATS)]
}

export function isMethod (name: string): name is Method {
  return Object.hasOwn(CHECKS, name)
}

/** Throws BAD_INPUT; what is returned holds only fields that the contract names. */
export function checkArgs<M extends Method> (method: M, args: unknown[]): Parameters<EngineApi[M]> {
  const checks: readonly Check<unknown>[] = CHECKS[method]
  if (args.length > checks.length) throw bad(`${method} takes ${checks.length} arguments`)
  try {
    return checks.map((check, i) => check(args[i])) as Parameters<EngineApi[M]>
  } catch (error) {
    throw error instanceof SheafError ? error : bad(`${method}: ${(error as Error).message}`)
  }
}

function bad (why: string): SheafError {
  return new SheafError('BAD_INPUT', `The engine cannot take this call (${why}).`)
}

function text (max: number, { min = 0, pattern }: { min?: number, pattern?: RegExp } = {}): Check<string> {
  return (value) => {
    if (typeof value !== 'string') throw new TypeError('text expected')
    if (value.length < min || value.length > max) throw new RangeError(`text of ${min} to ${max} characters expected`)
    if (pattern && !pattern.test(value)) throw new RangeError('text of another form expected')
    return value
  }
}

function integer (min: number, max: number): Check<number> {
  return (value) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) throw new TypeError('whole number expected')
    if (value < min || value > max) throw new RangeError(`number from ${min} to ${max} expected`)
    return value
  }
}

function boolean (value: unknown): boolean {
  if (typeof value !== 'boolean') throw new TypeError('true or false expected')
  return value
}

function bytes (max: number): Check<Uint8Array> {
  return (value) => {
    if (!(value instanceof Uint8Array)) throw new TypeError('bytes expected')
    if (value.length > max) throw new RangeError(`at most ${max} bytes expected`)
    return value
  }
}

function oneOf<T extends string> (allowed: readonly T[]): Check<T> {
  return (value) => {
    const found = allowed.find((item) => item === value)
    if (found === undefined) throw new RangeError(`one of ${allowed.join(', ')} expected`)
    return found
  }
}

function withDefault<T> (check: Check<T>, value: T): Check<T> {
  return (given) => given === undefined ? value : check(given)
}

function nullable<T> (check: Check<T>): Check<T | null> {
  return (value) => value === null ? null : check(value)
}

function fields (value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Uint8Array) {
    throw new TypeError('an object expected')
  }
  return value as Record<string, unknown>
}

function record<T extends object> (checks: { [K in keyof T]: Check<T[K]> }): Check<T> {
  return (value) => {
    const given = fields(value)
    const result: Partial<T> = {}
    for (const key of Object.keys(checks) as (keyof T & string)[]) result[key] = checks[key](given[key])
    return result as T
  }
}

/** Fields may be absent; fields that the contract does not name are dropped. */
function partial<T extends object> (checks: { [K in keyof T]: Check<T[K]> }): Check<Partial<T>> {
  return (value) => {
    const given = fields(value)
    const result: Partial<T> = {}
    for (const key of Object.keys(checks) as (keyof T & string)[]) {
      if (given[key] !== undefined) result[key] = checks[key](given[key])
    }
    return result
  }
}
