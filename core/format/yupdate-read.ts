/**
 * The wire format of a Yjs V1 update as a pure function of its bytes.
 *
 * Layout (yjs 13.6: utils/encoding.js, utils/updates.js, structs/*.js, utils/DeleteSet.js; every number a varint):
 * ```
 * update    clients:{ count structs, client, first clock, structs } deletes:{ client, ranges:{ clock, length } }
 * struct    GC       info 0, length
 *           Item     info = kind | 0x80 origin | 0x40 right origin | 0x20 key,
 *                    [origin id] [right origin id] [without both: 1 root name | 0 parent id, then the key if any] content
 * content   1 deleted: length   2 JSON: count, texts   3 binary: bytes   4 string: text   5 embed: JSON text
 *           6 format: key, JSON text   7 type: ref [name]   8 any: count, values   9 subdocument   10 skip
 * ```
 * What `parseUpdate` accepts, `Y.applyUpdate` integrates without throwing, and the state that results can be written and
 * loaded again, provided that the document has what the update `needs`, that each client goes on exactly where the
 * document's clocks of it end, and that the references are `placed`. Not covered: the time that Yjs takes (it scans a
 * list for each concurrent insert), and nesting that grows from update to update. The check is part of the document format: peers that judge one update
 * differently part ways, so a rule changes only together with the format version.
 */
import { apart, deletedBy, fitsKey, listName, structAt } from './yupdate-list.ts'
import { Fault, Reader } from './yupdate-values.ts'
import type { UpdateFault, ValueLimits } from './yupdate-values.ts'

export type { UpdateFault } from './yupdate-values.ts'

export interface Id { client: number, clock: number }

/** `length` is in clocks. */
export interface ClientRange { client: number, clock: number, length: number }

export interface Struct {
  kind: number                     // 0 GC, 1..8 what the item holds (see the layout above)
  info: number                     // the whole info byte; its bit 0x20 claims a key, and lies in what Y.mergeUpdates wrote
  clock: number
  length: number                   // clocks
  start: number                    // bytes of the struct in the input: start (the info byte) to stop, exclusive
  stop: number
  content: number                  // offset of the content, after the references; `start` + 1 for GC
  origin: Id | null
  rightOrigin: Id | null
  parent: Id | string | null       // id of a type, name of a root, or null: that of the origin, else of the right origin
  key: string | null               // key under the parent (map entry, attribute), null: in its children, or see `parent`
  type: number                     // type ref 0..6 for kind 7, else -1
  depth: number                    // how many types within this update it is nested in
  list: string | Id                // the list it joins, see `listName`; or the id outside of this update whose list that is
  claimsKey: boolean               // if that id is all we have: whether the author says that the list is of a key
}

export interface ClientStructs {
  client: number
  clock: number                    // first
  end: number                      // exclusive
  structs: Struct[]                // at least one, contiguous
}

export interface ParsedUpdate {
  clients: ClientStructs[]         // in order of appearance, each once
  deletes: ClientRange[]           // in order; the ranges of a client adjoin, ascend and do not overlap
  bytes: number
}

export interface Limits extends ValueLimits {
  maxBytes: number
  maxStructs: number
  maxClients: number               // with structs, and again with deletes
  maxDeletes: number               // ranges
  maxAdvance: number               // clocks that one client moves on in one update
  maxClock: number                 // no clock of a struct, reference or delete range reaches beyond
  maxClient: number
  maxKey: number                   // bytes of a key, root name, node name or name of a format
  maxRoots: number                 // distinct root names
  maxNesting: number               // types within types within this update
}

/**
 * The limits of format version 1: far above what editing makes, low enough that one update cannot exhaust a phone.
 *
 * Clocks stop below 2^31: Yjs itself works to 2^53, but 32-bit arithmetic in other readers does not, and two billion
 * keystrokes are enough for one session. Client IDs have 53 bits. Nesting is bounded because Yjs
 * deletes by recursion: a chain of a few thousand types, once deleted, overflows the stack.
 */
export const LIMITS_V1: Limits = Object.freeze({
  maxBytes: 8 * 1024 * 1024,
  maxStructs: 200_000,
  maxClients: 10_000,
  maxDeletes: 200_000,
  maxValues: 400_000,
  maxDepth: 128,
  maxAdvance: 2 ** 26,
  maxClock: 2 ** 31 - 1,
  maxClient: Number.MAX_SAFE_INTEGER,
  maxKey: 1024,
  maxRoots: 256,
  maxNesting: 512
})

export type ParseResult = { ok: true, update: ParsedUpdate } | { ok: false, reason: UpdateFault }

/** Reads and checks an update. Never throws; time and memory grow with the input, not with the numbers in it. */
export function parseUpdate (bytes: Uint8Array, limits: Limits = LIMITS_V1): ParseResult {
  try {
    if (bytes.length > limits.maxBytes) throw new Fault('too-large')
    const reader = new Reader(bytes, limits)
    const clients = readClients(reader, limits)
    const deletes = readDeletes(reader, limits)
    if (reader.left > 0) throw new Fault('trailing')
    order(clients, deletes, limits)
    return { ok: true, update: { clients, deletes, bytes: bytes.length } }
  } catch (error) {
    if (error instanceof Fault) return { ok: false, reason: error.reason }
    throw error
  }
}

/**
 * What must be known before an update integrates wholly: client → clocks. Covers origins, right origins, parents,
 * delete ranges, and the author's own earlier clocks; what the update itself brings is left out, and so are zeros.
 * A value above the update's own `end` of that client means a delete of clocks that do not exist yet.
 */
export function needs (update: ParsedUpdate): Map<number, number> {
  const known = new Map<number, number>()
  const own = new Map<number, ClientStructs>()
  const need = (client: number, clocks: number): void => {
    const mine = own.get(client)
    if (mine !== undefined && clocks > mine.clock && clocks <= mine.end) return
    if (clocks > (known.get(client) ?? 0)) known.set(client, clocks)
  }
  for (const part of update.clients) own.set(part.client, part)
  for (const part of update.clients) {
    need(part.client, part.clock)
    for (const { origin, rightOrigin, parent } of part.structs) {
      if (origin !== null) need(origin.client, origin.clock + 1)
      if (rightOrigin !== null) need(rightOrigin.client, rightOrigin.clock + 1)
      if (parent !== null && typeof parent !== 'string') need(parent.client, parent.clock + 1)
    }
  }
  for (const range of update.deletes) need(range.client, range.clock + range.length)
  return known
}

function readClients (reader: Reader, limits: Limits): ClientStructs[] {
  const count = reader.uint()
  if (count > limits.maxClients) throw new Fault('too-many-clients')
  const clients: ClientStructs[] = []
  const seen = new Set<number>()
  const roots = new Set<string>()
  let total = 0
  for (let i = 0; i < count; i++) {
    const number = reader.count()
    total += number
    if (total > limits.maxStructs) throw new Fault('too-many-structs')
    const client = readClient(reader, limits)
    if (seen.has(client)) throw new Fault('duplicate-client')
    seen.add(client)
    const clock = readClock(reader, limits)
    const part: ClientStructs = { client, clock, end: clock, structs: [] }
    for (let j = 0; j < number; j++) {
      const struct = readStruct(reader, limits, client, part.end)
      part.structs.push(struct)
      part.end += struct.length
      if (part.end > limits.maxClock || part.end - clock > limits.maxAdvance) throw new Fault('clock-range')
      if (typeof struct.parent === 'string' && roots.add(struct.parent).size > limits.maxRoots) {
        throw new Fault('too-many-roots')
      }
    }
    clients.push(part)
  }
  return clients
}

function readStruct (reader: Reader, limits: Limits, client: number, clock: number): Struct {
  const start = reader.pos
  const info = reader.byte()
  const kind = info & 31
  const struct: Struct = {
    kind, info, clock, length: 1, start, stop: 0, content: 0, origin: null, rightOrigin: null, parent: null, key: null, type: -1, depth: 0, list: '', claimsKey: false
  }
  if (kind === 9) throw new Fault('subdocument')
  if (kind === 10) throw new Fault('skip')
  if (kind > 10 || (kind === 0 && info !== 0)) throw new Fault('bad-info')
  if (kind > 0) {
    if ((info & 0x80) !== 0) struct.origin = readReference(reader, limits, client, clock)
    if ((info & 0x40) !== 0) struct.rightOrigin = readReference(reader, limits, client, clock)
    if ((info & 0xc0) === 0) {
      const root = reader.uint()
      if (root > 1) throw new Fault('bad-info')
      struct.parent = root === 1 ? reader.key(limits.maxKey) : readReference(reader, limits, client, clock)
      if ((info & 0x20) !== 0) struct.key = reader.key(limits.maxKey)
    }
  }
  struct.content = reader.pos
  struct.length = readContent(reader, limits, struct)
  struct.stop = reader.pos
  return struct
}

/** Checks the content and returns its length in clocks. */
function readContent (reader: Reader, limits: Limits, struct: Struct): number {
  switch (struct.kind) {
    case 0: case 1: return reader.count()
    case 2: {
      const count = reader.count()
      for (let i = 0; i < count; i++) reader.json(true)
      return count
    }
    case 3: reader.skip(reader.uint()); return 1
    case 4: {
      const units = reader.text(Infinity)
      if (units === 0) throw new Fault('zero-length')
      return units
    }
    case 5: reader.json(false); return 1
    case 6: reader.key(limits.maxKey); reader.json(false); return 1
    case 7:
      struct.type = reader.uint()
      if (struct.type > 6) throw new Fault('bad-content')
      if (struct.type === 3 || struct.type === 5) reader.key(limits.maxKey)
      return 1
    case 8: {
      const count = reader.count()
      for (let i = 0; i < count; i++) reader.any()
      return count
    }
    default: throw new Fault('bad-info')
  }
}

function readClient (reader: Reader, limits: Limits): number {
  const client = reader.uint()
  if (client > limits.maxClient) throw new Fault('client-range')
  return client
}

function readClock (reader: Reader, limits: Limits): number {
  const clock = reader.uint()
  if (clock >= limits.maxClock) throw new Fault('clock-range')
  return clock
}

/** An author's reference to their own clocks looks back: Yjs does not check and throws halfway through. */
function readReference (reader: Reader, limits: Limits, client: number, clock: number): Id {
  const id = { client: readClient(reader, limits), clock: readClock(reader, limits) }
  if (id.client === client && id.clock >= clock) throw new Fault('bad-reference')
  return id
}

/** Ranges ascend and do not overlap: what Yjs cannot apply yet it keeps in V2, whose writer garbles any other order. */
function readDeletes (reader: Reader, limits: Limits): ClientRange[] {
  const count = reader.uint()
  if (count > limits.maxClients) throw new Fault('too-many-clients')
  const deletes: ClientRange[] = []
  const seen = new Set<number>()
  for (let i = 0; i < count; i++) {
    const client = readClient(reader, limits)
    if (seen.has(client)) throw new Fault('duplicate-client')
    seen.add(client)
    const number = reader.count()
    if (deletes.length + number > limits.maxDeletes) throw new Fault('too-many-deletes')
    let end = 0
    for (let j = 0; j < number; j++) {
      const clock = readClock(reader, limits)
      const length = reader.count()
      if (clock < end) throw new Fault('not-sorted')
      end = clock + length
      if (end > limits.maxClock) throw new Fault('clock-range')
      deletes.push({ client, clock, length })
    }
  }
  return deletes
}

/**
 * Walks the structs in an order in which they could integrate: finds references that wait for one another in a circle
 * and types nested too deep. Each struct is visited once; who waits is woken by the struct that they wait for.
 */
function order (clients: ClientStructs[], deletes: ClientRange[], limits: Limits): void {
  const deleted = deletedBy(deletes)
  const parts = new Map<number, Walk>()
  for (const part of clients) parts.set(part.client, { part, index: 0 })
  const waiting = new Map<Struct, Walk[]>()
  const ready = [...parts.values()].toReversed()
  for (let walk = ready.pop(); walk !== undefined; walk = ready.pop()) {
    const { structs } = walk.part
    for (let struct = structs[walk.index]; struct !== undefined; struct = structs[++walk.index]) {
      const container = typeof struct.parent === 'string' ? undefined : within(parts, struct.parent)
      const left = within(parts, struct.origin)
      const right = within(parts, struct.rightOrigin)
      const missing = [container, left, right].find((target) => target !== undefined && !target.passed)
      if (missing !== undefined) {
        const others = waiting.get(missing.struct)
        if (others === undefined) waiting.set(missing.struct, [walk])
        else others.push(walk)
        break
      }
      const beside = left ?? (struct.origin === null ? right : undefined)
      struct.depth = container === undefined ? beside?.struct.depth ?? 0 : container.struct.depth + 1
      if (struct.depth > limits.maxNesting) throw new Fault('too-deep')
      struct.list = struct.parent === null ? beside?.struct.list ?? struct.origin ?? struct.rightOrigin ?? '' : listName(struct.parent, struct.key)
      struct.claimsKey = beside === undefined ? (struct.info & 0x20) !== 0 : beside.struct.claimsKey
      if (typeof struct.list === 'string' && !fitsKey(struct, struct.list, walk.part.client, deleted)) throw new Fault('bad-content')
      if (left !== undefined && right !== undefined && apart(left.struct.list, right.struct.list)) throw new Fault('bad-reference')
      const woken = waiting.get(struct)
      if (woken !== undefined) ready.push(...woken)
    }
  }
  for (const { part, index } of parts.values()) if (index < part.structs.length) throw new Fault('circular')
}

interface Walk { part: ClientStructs, index: number }

/** The struct of this update that an id names, and whether the walk is past it. */
function within (parts: Map<number, Walk>, id: Id | null): { struct: Struct, passed: boolean } | undefined {
  const walk = id === null ? undefined : parts.get(id.client)
  if (walk === undefined || id === null || id.clock < walk.part.clock || id.clock >= walk.part.end) return undefined
  const current = walk.part.structs[walk.index]
  const struct = structAt(walk.part, id.clock)
  return struct && { struct, passed: current === undefined || struct.clock < current.clock }
}
