/** Which list an item of an update joins: the children of a type or the values of one key, and what follows from it. */
import type { ClientRange, ClientStructs, Id, ParsedUpdate, Struct } from './yupdate-read.ts'

/** The struct that holds `clock`, by bisection; undefined outside of the part. */
export function structAt (part: ClientStructs, clock: number): Struct | undefined {
  let low = 0
  let high = part.structs.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const struct = part.structs[middle]
    if (struct === undefined) return undefined
    if (clock < struct.clock) high = middle - 1
    else if (clock >= struct.clock + struct.length) low = middle + 1
    else return struct
  }
  return undefined
}

/**
 * Names the list of a type's children, or of one key's values. Yjs chains both in the same way, but under a key only
 * the last item lives.
 */
export function listName (parent: Id | string, key: string | null): string {
  const owner = typeof parent === 'string' ? `/${parent}` : `${parent.client}.${parent.clock}`
  return key === null ? `L${owner}` : `K${key.length}:${key}${owner}`
}

export function isKeyed (list: string): boolean {
  return list.startsWith('K')
}

export function apart (left: string | Id, right: string | Id): boolean {
  return typeof left === 'string' && typeof right === 'string' && left !== right
}

/**
 * Under a key a live item has one clock: split, a longer one leaves two alive, and Yjs throws when it collects them.
 * A longer one that the same update deletes is honest: a doc that keeps its garbage joins what was deleted.
 */
export function fitsKey (struct: Struct, list: string, client: number, deleted: (client: number, clock: number, end: number) => boolean): boolean {
  return struct.length === 1 || struct.kind < 2 || !isKeyed(list) || deleted(client, struct.clock, struct.clock + struct.length)
}

/** Whether one of the ranges covers clocks of a client; by bisection, since ranges of a client ascend. */
export function deletedBy (deletes: ClientRange[]): (client: number, clock: number, end: number) => boolean {
  let groups: Map<number, ClientRange[]> | null = null
  return (client, clock, end) => {
    if (groups === null) {
      groups = new Map()
      for (const range of deletes) {
        const group = groups.get(range.client)
        if (group === undefined) groups.set(range.client, [range])
        else group.push(range)
      }
    }
    const ranges = groups.get(client) ?? []
    let low = 0
    let high = ranges.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((ranges[middle]?.clock ?? 0) <= clock) low = middle + 1
      else high = middle
    }
    const range = ranges[low - 1]
    return range !== undefined && range.clock + range.length >= end
  }
}

/**
 * What a document says of the item at an id: the name of its list, null if it is garbage collected, undefined if not
 * known.
 */
export type Site = (id: Id) => string | null | undefined

/**
 * Whether an update agrees with the document that it builds upon, which its bytes alone do not tell: both neighbours of
 * an item lie in one list, and what comes under a key has one clock. Honest updates do. Others pass through Yjs, yet a
 * later collection of garbage throws, or takes the item away on those replicas only that load it afterwards.
 */
export function placed (update: ParsedUpdate, site: Site): boolean {
  const deleted = deletedBy(update.deletes)
  const parts = new Map<number, ClientStructs>()
  for (const part of update.clients) parts.set(part.client, part)
  const listAt = (id: Id): string | null | undefined => {
    const part = parts.get(id.client)
    const struct = part && structAt(part, id.clock)
    if (struct === undefined) return site(id)
    if (struct.kind === 0) return null
    return typeof struct.list === 'string' ? struct.list : site(struct.list)
  }
  for (const part of update.clients) {
    for (const struct of part.structs) {
      if (struct.kind === 0) continue
      const list = typeof struct.list === 'string' ? struct.list : site(struct.list)
      if (typeof list === 'string' && !fitsKey(struct, list, part.client, deleted)) return false
      if (struct.origin === null || struct.rightOrigin === null) continue
      const left = listAt(struct.origin)
      const right = listAt(struct.rightOrigin)
      if (left !== undefined && right !== undefined && left !== right) return false
    }
  }
  return true
}
