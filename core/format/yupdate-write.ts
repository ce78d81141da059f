/** Writes Yjs V1 updates from parsed ones: taken apart and joined. Bytes in, bytes out, no Y.Doc. */
import { parseUpdate } from './yupdate-read.ts'
import type { ClientRange, ClientStructs, Id, ParsedUpdate, Struct } from './yupdate-read.ts'
import { Writer, uintLength, utf16Length } from './yupdate-values.ts'

const ORIGIN = 0x80
const RIGHT_ORIGIN = 0x40
const KEY = 0x20

const GC = 0
const DELETED = 1
const STRING = 4

/**
 * One update for each client in order of appearance; the deletes go to `author`, in an update of their own at the end
 * if the author brings no structs.
 */
export function splitClients (bytes: Uint8Array, update: ParsedUpdate, author: number): { client: number, update: Uint8Array }[] {
  const pieces = update.clients.map((part) => {
    const deletes = part.client === author ? update.deletes : []
    return { client: part.client, update: writePiece(bytes, part, deletes) }
  })
  if (update.deletes.length > 0 && !update.clients.some((part) => part.client === author)) {
    pieces.push({ client: author, update: writePiece(bytes, null, update.deletes) })
  }
  return pieces
}

/** What an update deletes, and nothing else. */
export function deletesOf (bytes: Uint8Array, update: ParsedUpdate): Uint8Array {
  return writePiece(bytes, null, update.deletes)
}

/** A struct about to be written: runs of text gather in `chunks` until something else follows. */
interface Pending { bytes: Uint8Array, struct: Struct, end: number, chunks: { bytes: Uint8Array, start: number, stop: number }[] }

/**
 * Joins updates of one client, in order and with contiguous clocks, into one of equal effect. Typed text becomes one
 * struct: a string whose origin is the clock before it and whose right origin is the same continues the one before, as
 * in Item.mergeWith of yjs; runs of deleted items and of GC likewise. Deletes are sorted and merged. Linear time.
 * Throws RangeError if a part does not parse, has two clients, or does not follow the one before.
 */
export function mergeOwn (parts: Uint8Array[]): Uint8Array {
  const body = new Writer(parts.reduce((sum, part) => sum + part.length, 0))
  const deletes: ClientRange[] = []
  let first: ClientStructs | null = null
  let end = 0
  let count = 0
  let pending: Pending | null = null
  for (const bytes of parts) {
    const update = mustParse(bytes)
    for (const range of update.deletes) deletes.push(range)
    const part = onlyClient(update)
    if (part === null) continue
    if (first !== null && (part.client !== first.client || part.clock !== end)) {
      throw new RangeError('Updates to merge are not of one client with contiguous clocks')
    }
    first ??= part
    end = part.end
    for (const struct of part.structs) {
      if (pending !== null && continues(pending.struct, pending.end, struct, part.client)) {
        pending.end = struct.clock + struct.length
        if (struct.kind === STRING) pending.chunks.push(textOf(bytes, struct))
      } else {
        if (pending !== null) writePending(body, pending)
        pending = { bytes, struct, end: struct.clock + struct.length, chunks: struct.kind === STRING ? [textOf(bytes, struct)] : [] }
        count++
      }
    }
  }
  if (pending !== null) writePending(body, pending)
  const out = new Writer(body.pos + 32 + deletes.length * 8)
  out.uint(first === null ? 0 : 1)
  if (first !== null) writeHeader(out, count, first.client, first.clock)
  out.append(body)
  writeDeletes(out, mergeRanges(deletes))
  return out.finish()
}

/** Whether `next` adds to a struct that begins as `struct` and ends at `end`, both of `client`. */
function continues (struct: Struct, end: number, next: Struct, client: number): boolean {
  if (struct.kind !== next.kind) return false
  if (struct.kind === GC) return true
  if (struct.kind !== STRING && struct.kind !== DELETED) return false
  // Under a key each item replaces the one before it; joined they would be one value.
  if (((struct.info | next.info) & KEY) !== 0) return false
  return next.origin !== null && next.origin.client === client && next.origin.clock === end - 1 &&
    sameId(struct.rightOrigin, next.rightOrigin)
}

function sameId (a: Id | null, b: Id | null): boolean {
  return a === b || (a !== null && b !== null && a.client === b.client && a.clock === b.clock)
}

/** Where the text of a string struct lies, without its length prefix. */
function textOf (bytes: Uint8Array, struct: Struct): { bytes: Uint8Array, start: number, stop: number } {
  let start = struct.content
  while ((bytes[start] ?? 0) > 127) start++
  return { bytes, start: start + 1, stop: struct.stop }
}

function writePending (out: Writer, { bytes, struct, end, chunks }: Pending): void {
  out.copy(bytes, struct.start, end === struct.clock + struct.length ? struct.stop : struct.content)
  if (end === struct.clock + struct.length) return
  if (struct.kind !== STRING) {
    out.uint(end - struct.clock)
    return
  }
  out.uint(chunks.reduce((sum, chunk) => sum + chunk.stop - chunk.start, 0))
  for (const chunk of chunks) out.copy(chunk.bytes, chunk.start, chunk.stop)
}

/**
 * Takes an update of one client apart into pieces of at most `maxBytes`, at struct boundaries and inside long strings
 * (never inside a surrogate pair). Deletes follow the last struct. A single struct of another kind that is larger than
 * `maxBytes` makes a piece of its own that is larger too: it cannot be divided. Apply pieces as local transactions, or
 * all in one: between remote ones Yjs tidies formats by what it has seen so far.
 * Throws RangeError if the update does not parse or has two clients, or if `maxBytes` is below 64.
 */
export function splitSize (bytes: Uint8Array, maxBytes: number): Uint8Array[] {
  if (!(maxBytes >= 64)) throw new RangeError('A piece of an update takes at least 64 bytes')
  const update = mustParse(bytes)
  const part = onlyClient(update)
  if (bytes.length <= maxBytes) return [bytes]
  const splitter = new Splitter(maxBytes)
  if (part !== null) {
    splitter.client = part.client
    for (const struct of part.structs) splitter.add(bytes, struct)
  }
  splitter.addDeletes(mergeRanges(update.deletes))
  return splitter.finish()
}

class Splitter {
  client = 0
  readonly #max: number
  readonly #pieces: Uint8Array[] = []
  #body = new Writer(64)
  #count = 0
  #clock = 0
  #deletes: ClientRange[] = []
  #deleteBytes = 1

  constructor (maxBytes: number) {
    this.#max = maxBytes
  }

  add (bytes: Uint8Array, struct: Struct): void {
    if (struct.stop - struct.start <= this.#room()) return this.#put(struct.clock, (out) => out.copy(bytes, struct.start, struct.stop))
    if (struct.kind === STRING && (struct.info & KEY) === 0) return this.#addText(bytes, struct)
    this.#flush()
    this.#put(struct.clock, (out) => out.copy(bytes, struct.start, struct.stop))
  }

  /** Greedy; a range that does not fit begins the next piece. */
  addDeletes (deletes: ClientRange[]): void {
    let client = -1
    for (const range of deletes) {
      // Counts are reckoned at their largest, five bytes, so that a piece never comes out too big.
      const group = uintLength(range.client) + 5
      const size = uintLength(range.clock) + uintLength(range.length)
      const full = this.#size() + group + size + 4 > this.#max && (this.#count > 0 || this.#deletes.length > 0)
      if (full) this.#flush()
      this.#deleteBytes += size + (full || range.client !== client ? group : 0)
      this.#deletes.push(range)
      client = range.client
    }
  }

  finish (): Uint8Array[] {
    this.#flush()
    return this.#pieces
  }

  /** Bytes of the piece so far, counts at their largest. */
  #size (): number {
    return 1 + 5 + uintLength(this.client) + 5 + this.#body.pos + this.#deleteBytes
  }

  #room (): number {
    return this.#max - this.#size()
  }

  #put (clock: number, write: (out: Writer) => void): void {
    if (this.#count === 0) this.#clock = clock
    write(this.#body)
    this.#count++
  }

  /** Cuts as Item.write of yjs does with an offset: the rest has the clock before it as origin, and the same right origin. */
  #addText (bytes: Uint8Array, struct: Struct): void {
    const text = textOf(bytes, struct)
    let { start } = text
    let clock = struct.clock
    while (start < text.stop) {
      const header = clock === struct.clock
        ? struct.content - struct.start
        : 1 + uintLength(this.client) + uintLength(clock - 1) + idLength(struct.rightOrigin)
      let room = this.#room() - header - 5
      if (room < 16 && this.#count > 0) {
        this.#flush()
        room = this.#room() - header - 5
      }
      // A struct with long references may leave no room at all: then a piece is larger rather than empty.
      let stop = Math.min(text.stop, start + Math.max(room, 16))
      while (stop < text.stop && ((bytes[stop] ?? 0) & 0xc0) === 0x80) stop--
      const from = start
      const at = clock
      this.#put(clock, (out) => {
        if (at === struct.clock) out.copy(bytes, struct.start, struct.content)
        else {
          out.byte(STRING | ORIGIN | (struct.rightOrigin === null ? 0 : RIGHT_ORIGIN))
          writeId(out, { client: this.client, clock: at - 1 })
          if (struct.rightOrigin !== null) writeId(out, struct.rightOrigin)
        }
        out.uint(stop - from)
        out.copy(bytes, from, stop)
      })
      clock += utf16Length(bytes, from, stop)
      start = stop
    }
  }

  #flush (): void {
    if (this.#count === 0 && this.#deletes.length === 0) return
    const out = new Writer(this.#size())
    out.uint(this.#count > 0 ? 1 : 0)
    if (this.#count > 0) writeHeader(out, this.#count, this.client, this.#clock)
    out.append(this.#body)
    writeDeletes(out, this.#deletes)
    this.#pieces.push(out.finish())
    this.#body = new Writer(64)
    this.#count = 0
    this.#deletes = []
    this.#deleteBytes = 1
  }
}

function idLength (id: Id | null): number {
  return id === null ? 0 : uintLength(id.client) + uintLength(id.clock)
}

function mustParse (bytes: Uint8Array): ParsedUpdate {
  const result = parseUpdate(bytes)
  if (!result.ok) throw new RangeError(`Not an acceptable update: ${result.reason}`)
  return result.update
}

function onlyClient (update: ParsedUpdate): ClientStructs | null {
  if (update.clients.length > 1) throw new RangeError('An update of one client is expected')
  return update.clients[0] ?? null
}

function writePiece (bytes: Uint8Array, part: ClientStructs | null, deletes: ClientRange[]): Uint8Array {
  const out = new Writer(bytes.length + 16)
  out.uint(part === null ? 0 : 1)
  if (part !== null) {
    writeHeader(out, part.structs.length, part.client, part.clock)
    out.copy(bytes, part.structs[0]?.start ?? 0, part.structs.at(-1)?.stop ?? 0)
  }
  writeDeletes(out, deletes)
  return out.finish()
}

function writeId (out: Writer, id: Id): void {
  out.uint(id.client)
  out.uint(id.clock)
}

function writeHeader (out: Writer, count: number, client: number, clock: number): void {
  out.uint(count)
  out.uint(client)
  out.uint(clock)
}

/** Higher clients first, as Yjs writes them; ranges ascend, and those that touch or overlap become one. */
function mergeRanges (ranges: ClientRange[]): ClientRange[] {
  const merged: ClientRange[] = []
  for (const range of ranges.toSorted((a, b) => b.client - a.client || a.clock - b.clock)) {
    const last = merged.at(-1)
    if (last === undefined || last.client !== range.client || last.clock + last.length < range.clock) merged.push({ ...range })
    else last.length = Math.max(last.length, range.clock + range.length - last.clock)
  }
  return merged
}

/** Ranges of a client must adjoin. */
function writeDeletes (out: Writer, ranges: ClientRange[]): void {
  const groups: ClientRange[][] = []
  for (const range of ranges) {
    const group = groups.at(-1)
    if (group !== undefined && group[0]?.client === range.client) group.push(range)
    else groups.push([range])
  }
  out.uint(groups.length)
  for (const group of groups) {
    out.uint(group[0]?.client ?? 0)
    out.uint(group.length)
    for (const { clock, length } of group) {
      out.uint(clock)
      out.uint(length)
    }
  }
}
