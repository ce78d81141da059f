/** What becomes of a rejected author's update, so that it shows nothing, deletes nothing, and carries what others built on it. */
import { isKeyed, structAt } from './yupdate-list.ts'
import type { Site } from './yupdate-list.ts'
import type { ClientStructs, Id, ParsedUpdate, Struct } from './yupdate-read.ts'
import { Writer } from './yupdate-values.ts'

const RIGHT_ORIGIN = 0x40

const GC = 0
const DELETED = 1
const TYPE = 7

/** Types that hold text: Y.Text, XmlElement, XmlFragment, XmlText. */
const TEXT_CONTAINERS = [2, 3, 4, 6]

/** What only a document knows. Each is optional; answers must be the same on every replica. */
export interface NeuterOptions {
  /** Where the items lie that the update refers to. */
  site?: Site
  /** Whether a surrogate pair of text that is not deleted begins at `id`. */
  pair?: (id: Id) => boolean
  /** Whether a type that may hold text stays as an empty container. Default: yes. */
  keep?: (id: Id) => boolean
}

/**
 * The same ids with nothing in them, and no deletes: what a rejected author's update becomes, so that what others wrote
 * upon it still integrates.
 *
 * - An item in a list becomes a deleted item with its references as they were. (A GC struct has no place in the list:
 *   Yjs turns whatever refers to it into GC as well, text included.)
 * - A type that may hold text stays, empty: text inside a deleted parent would be deleted. Others (map, array, hook)
 *   are deleted, since a stray one stops an editor from rendering.
 * - An item under a key becomes GC. As a deleted item it would be the key's newest entry and delete the value before it.
 *   The price: a value that someone set upon the rejected one is lost as well, and the one before both is back.
 *
 * Whether an item with an origin sits under a key is written in the document, not in the bytes: its info byte merely
 * claims so. Without `site` a rejected author who lies there unsets values. With it, a right origin in another list
 * than the origin is left out too (see `placed`). With `pair`, references between the halves of a surrogate pair move
 * to its edge: where they point Yjs cuts, and two U+FFFD stand for what was one character.
 */
export function neuter (bytes: Uint8Array, update: ParsedUpdate, options: NeuterOptions = {}): Uint8Array {
  const out = new Writer(bytes.length)
  const parts = new Map<number, ClientStructs>()
  for (const part of update.clients) parts.set(part.client, part)
  const site: Site = (id) => {
    const part = parts.get(id.client)
    const struct = part && structAt(part, id.clock)
    if (struct === undefined) return options.site?.(id)
    return typeof struct.list === 'string' ? struct.list : options.site?.(struct.list)
  }
  out.uint(update.clients.length)
  for (const part of update.clients) {
    for (const value of [part.structs.length, part.client, part.clock]) out.uint(value)
    for (const struct of part.structs) {
      const list = typeof struct.list === 'string' ? struct.list : options.site?.(struct.list)
      if (struct.kind === GC || (typeof list === 'string' ? isKeyed(list) : struct.claimsKey)) {
        out.byte(GC)
        out.uint(struct.length)
        continue
      }
      const stays = struct.kind === TYPE && TEXT_CONTAINERS.includes(struct.type) &&
        (options.keep?.({ client: part.client, clock: struct.clock }) ?? true)
      const flags = struct.info & ~31
      const kind = stays ? TYPE : DELETED
      const { origin, rightOrigin } = references(struct, site, options)
      if (origin === struct.origin && rightOrigin === struct.rightOrigin) {
        out.byte(flags | kind)
        out.copy(bytes, struct.start + 1, struct.content)
      } else {
        out.byte((flags & ~RIGHT_ORIGIN) | kind | (rightOrigin === null ? 0 : RIGHT_ORIGIN))
        for (const id of [origin, rightOrigin]) if (id !== null) writeId(out, id)
      }
      if (stays) out.copy(bytes, struct.content, struct.stop)
      else out.uint(struct.length)
    }
  }
  out.byte(0)
  return out.finish()
}

/** The references of an item such that it disturbs nothing; the very same objects where nothing is to be changed. */
function references (struct: Struct, site: Site, { pair }: NeuterOptions): { origin: Id | null, rightOrigin: Id | null } {
  let { origin, rightOrigin } = struct
  if (origin !== null && rightOrigin !== null && differ(site(origin), site(rightOrigin))) rightOrigin = null
  if (pair === undefined) return { origin, rightOrigin }
  if (rightOrigin !== null && rightOrigin.clock > 0) {
    const first = { client: rightOrigin.client, clock: rightOrigin.clock - 1 }
    // Both references inside one pair would end up the wrong way round.
    if (pair(first)) rightOrigin = origin !== null && sameId(origin, first) ? null : first
  }
  if (origin !== null && pair(origin)) origin = { client: origin.client, clock: origin.clock + 1 }
  return { origin, rightOrigin }
}

/** Lists of two neighbours, as far as they are known. One collected and one not cannot have been in the same list. */
function differ (left: string | null | undefined, right: string | null | undefined): boolean {
  return left !== undefined && right !== undefined && left !== right
}

function sameId (a: Id, b: Id): boolean {
  return a.client === b.client && a.clock === b.clock
}

function writeId (out: Writer, id: Id): void {
  out.uint(id.client)
  out.uint(id.clock)
}
