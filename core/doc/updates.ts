/** The part of `apply` that deals with text: verdicts on Yjs updates, and those that wait for others. */
import type { Host } from 'autobase'
import { clientIdOf } from '../format/client-id.ts'
import { LIMITS_V1, needs, parseUpdate, type ParsedUpdate } from '../format/yupdate.ts'
import type { Body } from '../format/ops.ts'
import type { UpdateAt, UpdateRow } from '../format/rows.ts'
import { judgeAuthor, judgeUpdate, type Author, type Decision } from './policy.ts'
import type { ListedUpdate, ViewWriter } from './view.ts'

/** One operation on its way into the view. */
export interface Step { at: UpdateAt, time: number, author: Author, view: ViewWriter, host: Host }

interface Candidate { at: UpdateAt, author: Author, n: number, client: number, update: Uint8Array, parsed: ParsedUpdate | null }

export async function receiveUpdate (body: Body<'update'>, step: Step): Promise<void> {
  const { at, author, view, time, host } = step
  const client = clientIdOf(host.discoveryKey, at.writer, body.n)
  const candidate = { at, author, n: body.n, client, update: body.update, parsed: parse(body.update) }
  const decision = await judge(candidate, view)
  const row: UpdateRow = { verdict: decision.verdict, rule: decision.rule, time, n: body.n, update: body.update }
  // What breaks the format can never count: the log keeps its bytes, the view need not.
  await view.putUpdate(at, decision.verdict === 'ignored' ? { ...row, update: new Uint8Array(0) } : row)
  if (decision.verdict === 'held') await wait(candidate, decision, view)
  if (decision.verdict === 'ok') await view.touch(time)
  if (counts(decision)) await settle(candidate, view, host)
}

function parse (update: Uint8Array): ParsedUpdate | null {
  const result = parseUpdate(update, LIMITS_V1)
  return result.ok ? result.update : null
}

/** Its clocks are taken, whether or not its text is shown. */
function counts ({ verdict }: Decision): boolean {
  return verdict === 'ok' || verdict === 'aside' || verdict === 'neutered'
}

async function judge ({ at, author, n, client, update, parsed }: Candidate, view: ViewWriter): Promise<Decision> {
  const required = parsed === null ? new Map<number, number>() : needs(parsed)
  const known = new Map<number, number>()
  for (const id of required.keys()) known.set(id, (await view.client(id))?.clock ?? 0)
  return judgeUpdate({
    author, length: at.length, client, n, bytes: update.byteLength, parsed, needs: required, known,
    bound: await view.client(client),
    head: await view.head(at.writer)
  })
}

async function wait ({ at, update }: Candidate, { waitsFor }: Decision, view: ViewWriter): Promise<void> {
  if (waitsFor === undefined) return
  await view.putHeld(waitsFor.client, waitsFor.clock, at)
  const head = await view.head(at.writer)
  await view.putHead(at.writer, { ...head, held: head.held + 1, heldBytes: head.heldBytes + update.byteLength })
}

/** Takes the clocks of an update, then judges again what waited for them, and what waited for those. */
async function settle (first: Candidate, view: ViewWriter, host: Host): Promise<void> {
  const queue = [first]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const own = next.parsed?.clients[0]
    if (own === undefined) continue
    await view.putClient(own.client, { writer: next.at.writer, clock: own.end })
    const head = await view.head(next.at.writer)
    if (next.n >= head.claimed) await view.putHead(next.at.writer, { ...head, claimed: next.n + 1 })
    for (const waiting of await view.held(own.client, own.end)) {
      const released = await release(waiting, view, host)
      if (released !== null) queue.push(released)
    }
  }
}

async function release (waiting: UpdateAt & { client: number, clock: number }, view: ViewWriter, host: Host): Promise<Candidate | null> {
  await view.delHeld(waiting.client, waiting.clock, waiting)
  const row = await view.update(waiting)
  if (row === null || row.verdict !== 'held') return null
  const head = await view.head(waiting.writer)
  await view.putHead(waiting.writer, { ...head, held: head.held - 1, heldBytes: head.heldBytes - row.update.byteLength })
  const author = await authorOf(waiting.writer, view)
  const at = { writer: waiting.writer, length: waiting.length, index: waiting.index }
  const client = clientIdOf(host.discoveryKey, at.writer, row.n)
  const candidate = { at, author, n: row.n, client, update: row.update, parsed: parse(row.update) }
  const decision = await judge(candidate, view)
  await view.putUpdate(at, { ...row, verdict: decision.verdict, rule: decision.rule }, row)
  if (decision.verdict === 'held') await wait(candidate, decision, view)
  return counts(decision) ? candidate : null
}

/** After a removal: text beyond the cut is shown no more, but stays for an owner to adopt. */
export async function setAsideBeyond (writer: Uint8Array, cut: number, view: ViewWriter): Promise<void> {
  for (const { at, row } of await collect(view.updates(writer, cut))) {
    if (row.verdict === 'ok') await view.putUpdate(at, { ...row, verdict: 'aside', rule: 'within-cut' }, row)
  }
}

/** A removal fell, or its cut did: what it had set aside is shown again where its author may write now. */
export async function restore (writer: Uint8Array, view: ViewWriter): Promise<void> {
  for (const { at, row } of await collect(view.updates(writer, 0))) if (row.verdict === 'aside') await judgeAgain(at, row, view)
}

async function judgeAgain (at: UpdateAt, row: UpdateRow, view: ViewWriter): Promise<void> {
  const { verdict, rule } = judgeAuthor({ author: await authorOf(at.writer, view), length: at.length })
  await view.putUpdate(at, { ...row, verdict, rule }, row)
}

export async function authorOf (writer: Uint8Array, view: ViewWriter): Promise<Author> {
  const device = await view.device(writer)
  return { writer, device, member: device === null ? null : await view.member(device.member) }
}

/** An owner's word on what was set aside. */
export async function readopt ({ writer, from, to, keep }: Body<'adopt'>, by: UpdateAt, view: ViewWriter): Promise<void> {
  for (const { at, row } of await collect(view.updates(writer, Math.max(0, from - 1)))) {
    if (at.length > to || row.verdict !== 'aside') continue
    await view.putUpdate(at, { ...row, verdict: keep ? 'ok' : 'neutered', rule: keep ? 'adopted' : 'dropped' }, row)
    await view.putAdopted(by, at)
  }
}

/** That owner's device turned out to be removed, and its word beyond the cut: others decide anew. */
export async function unadopt (by: Uint8Array, cut: number, view: ViewWriter): Promise<void> {
  for (const { key, at } of await view.adopted(by, cut)) {
    await view.delAdopted(key)
    const row = await view.update(at)
    if (row?.rule === 'adopted' || row?.rule === 'dropped') await judgeAgain(at, row, view)
  }
}

/** Rows are read before the first of them is written: a batch must not change under its own iterator. */
async function collect (rows: AsyncIterable<ListedUpdate>): Promise<ListedUpdate[]> {
  const all = []
  for await (const row of rows) all.push(row)
  return all
}
