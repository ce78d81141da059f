/** Rows of the view into a Y.Doc: in causal order, without Yjs' own clean-up, and none that would harm the document. */
import b4a from 'b4a'
import * as Y from 'yjs'
import type { Verdict } from '../format/rows.ts'
import { deletesOf, listName, needs, neuter, parseUpdate, placed, type Id, type ParsedUpdate, type Site } from '../format/yupdate.ts'
import type { ListedUpdate } from './view.ts'

/** Origin of transactions that bring in what is in the log already. */
export const REMOTE = Symbol('sheaf:remote')

/** What the text shows of a row. */
export const SHOWN: Record<Verdict, 'text' | 'deleted' | 'nothing'> = { ok: 'text', aside: 'deleted', neutered: 'deleted', held: 'nothing', ignored: 'nothing' }

/** Where Yjs keeps, for each text, places from which it finds others. */
const PLACES = '_searchMarker'

interface Row { text: boolean, bytes: Uint8Array, update: ParsedUpdate }

/** Each update after those that it rests on, whichever order the writers' rows came in. */
export function applyRows (doc: Y.Doc, rows: ListedUpdate[]): void {
  const queues = new Map<string, Row[]>()
  for (const { at, row } of rows) {
    const parsed = SHOWN[row.verdict] === 'nothing' ? null : parseUpdate(row.update)
    if (parsed === null || !parsed.ok) continue
    const writer = b4a.toString(at.writer, 'hex')
    const queue = queues.get(writer) ?? []
    queue.push({ text: SHOWN[row.verdict] === 'text', bytes: row.update, update: parsed.update })
    queues.set(writer, queue)
  }
  if (queues.size === 0) return
  quietly(doc, () => {
    // Nothing should be left over: the view holds back what rests on something that is not there.
    for (const row of drain([...queues.values()], doc)) applyRow(doc, row)
  })
}

/**
 * Applies remote content as if it were local, so that Yjs leaves out its clean-up after remote changes: that clean-up
 * depends on the order of delivery and would make replicas differ.
 */
export function quietly (doc: Y.Doc, fn: () => void, origin: unknown = REMOTE): void {
  doc.transact((transaction) => {
    fn()
    transaction.local = true
    forgetPlaces(transaction)
  }, origin)
}

/**
 * Yjs remembers places in a text to find others from there, and forgets them when a change is not local. What comes in
 * as if it were local moves them: the next deletion of our own would hit other letters.
 */
function forgetPlaces ({ changed }: Y.Transaction): void {
  for (const type of changed.keys()) (type as unknown as { [PLACES]: unknown[] | null })[PLACES]?.splice(0)
}

/** Applies heads of queues while what they rest on is there; returns what is left over. */
function drain (queues: Row[][], doc: Y.Doc): Row[] {
  const at = queues.map(() => 0)
  for (let moved = true; moved;) {
    moved = false
    for (const [i, queue] of queues.entries()) {
      for (let row = queue[at[i] ?? 0]; row !== undefined && isReady(doc, row); row = queue[at[i] ?? 0]) {
        applyRow(doc, row)
        at[i] = (at[i] ?? 0) + 1
        moved = true
      }
    }
  }
  return queues.flatMap((queue, i) => queue.slice(at[i]))
}

function isReady (doc: Y.Doc, { update }: Row): boolean {
  const own = update.clients[0]
  for (const [client, clock] of needs(update)) {
    if (Y.getState(doc.store, client) < (client === own?.client ? Math.min(clock, own.clock) : clock)) return false
  }
  return true
}

function applyRow (doc: Y.Doc, { text, bytes, update }: Row): void {
  const site = siteOf(doc)
  try {
    if (text && placed(update, site)) return Y.applyUpdate(doc, bytes, REMOTE)
    Y.applyUpdate(doc, neuter(bytes, update, { site, pair: pairOf(doc) }), REMOTE)
    // Whether an update is placed may hang on what was collected here already; what it deletes must not.
    if (text) Y.applyUpdate(doc, deletesOf(bytes, update), REMOTE)
  } catch {
    // Only what was made to harm gets here. It is in the log; the text goes on without it.
  }
}

/** Where the items of a document lie; see `placed`. The same on every replica that has what an update rests on. */
export function siteOf (doc: Y.Doc): Site {
  const name = (type: Y.AbstractType<unknown>): Id | string => {
    // oxlint-disable-next-line no-underscore-dangle -- Yjs has no other way from a type to its item
    const item = type._item
    if (item !== null) return { client: item.id.client, clock: item.id.clock }
    for (const [root, value] of doc.share) if (value === type) return root
    return ''
  }
  return (id) => {
    if (!isKnown(doc, id)) return undefined
    const struct: unknown = Y.getItem(doc.store, Y.createID(id.client, id.clock))
    if (!(struct instanceof Y.Item)) return null
    return listName(name(struct.parent as Y.AbstractType<unknown>), struct.parentSub)
  }
}

/** Whether a surrogate pair of text that is not deleted begins at an id. */
export function pairOf (doc: Y.Doc): (id: Id) => boolean {
  return (id) => {
    if (!isKnown(doc, id)) return false
    const struct: unknown = Y.getItem(doc.store, Y.createID(id.client, id.clock))
    if (!(struct instanceof Y.Item) || struct.deleted || !(struct.content instanceof Y.ContentString)) return false
    return (struct.content.str.codePointAt(id.clock - struct.id.clock) ?? 0) > 0xffff
  }
}

function isKnown (doc: Y.Doc, id: Id): boolean {
  return id.clock < Y.getState(doc.store, id.client)
}
