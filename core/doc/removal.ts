/**
 * The part of `apply` that deals with removals. Whoever is removed is heard up to the cuts; what they did beyond falls,
 * with all that rested on it, and what it had undone comes back.
 */
import b4a from 'b4a'
import { encode, type Codec } from '../format/codec.ts'
import { NO_KEY, type Body } from '../format/ops.ts'
import { deviceRow, inviteRow, MAX_CUTS, memberRow, type Act, type DeviceRow, type InviteRow, type MemberRow } from '../format/rows.ts'
import { letWrite, nextAct, withGrant } from './membership.ts'
import { isOpen, mayInvite, ownerOnly } from './policy.ts'
import { standing, type Roster, type Standing } from './standing.ts'
import { restore, setAsideBeyond, unadopt, type Step } from './updates.ts'
import type { ViewWriter } from './view.ts'

export async function remove (body: Body<'remove'>, step: Step): Promise<void> {
  const { author, view, at } = step
  const person = !b4a.equals(body.member, NO_KEY)
  const device = person ? null : await view.device(body.writer)
  const key = person ? body.member : device?.member
  const member = key === undefined ? null : await view.member(key)
  if (key === undefined || member === null || author.device === null) return
  const isOut = device === null ? member.removed : device.removed
  if (ownerOnly(author) !== null && (isOut || !b4a.equals(author.device.member, key))) return

  const roster = await view.roster()
  const given = new Map(body.cuts.map(({ writer, length }) => [hex(writer), length]))
  const act = { writer: at.writer, length: at.length, order: roster.group.order + 1 }
  const ground = standing(roster).ground(hex(author.writer), roster)
  const asked = new Map<string, number>()
  const known = new Map<string, number>()
  for (const [writer, row] of roster.devices) {
    if (!b4a.equals(row.member, key) || (!person && writer !== hex(body.writer))) continue
    const own = writer === hex(author.writer) ? at.length : 0 // what leaves with this block, stays
    // Without a cut of its own a device counts up to what this replica's order has of it.
    const head = Math.max((await view.head(unhex(writer))).length, own)
    asked.set(writer, Math.max(given.get(writer) ?? head, own, ground.get(writer) ?? 0))
    known.set(writer, head)
  }
  // Cuts that would take the place of who removes, or the last owner's, are those of a removal without cuts instead.
  for (const cuts of [asked, known]) {
    const after = withRemoval(roster, person ? hex(key) : null, cuts, act)
    if (after === null) continue
    const result = standing(after)
    if (!result.allowed.has(act.order) || !result.hasOwner) continue
    await nextAct(step)
    return carryOut(roster, settled(after, result), step)
  }
}

/** The roster with one more removal in its rows; null if that adds nothing. */
function withRemoval (roster: Roster, person: string | null, cuts: Map<string, number>, act: Act): Roster | null {
  const members = new Map(roster.members)
  const devices = new Map(roster.devices)
  let isNew = false
  const member = person === null ? undefined : members.get(person)
  const last = member?.grants.at(-1)
  if (person !== null && member !== undefined && !(last?.change === 'remove' && b4a.equals(last.act.writer, act.writer))) {
    members.set(person, { ...member, grants: withGrant(member.grants, { change: 'remove', role: member.role, act, invite: NO_KEY }) })
    isNew = true
  }
  for (const [writer, length] of cuts) {
    const row = devices.get(writer)
    if (row === undefined || row.cuts.some((cut) => cut.length <= length && b4a.equals(cut.act.writer, act.writer))) continue
    const all = [...row.cuts, { length, act }]
    if (all.length > MAX_CUTS) all.splice(all.findIndex((cut) => cut.length === Math.max(...all.map((other) => other.length))), 1)
    devices.set(writer, { ...row, cuts: all })
    isNew = true
  }
  return isNew ? { ...roster, members, devices } : null
}

/** The rows as they are with what stands. What was closed or forgotten stays so, also when its ground comes back. */
function settled (roster: Roster, result: Standing): Roster {
  const members = new Map<string, MemberRow>()
  for (const [id, row] of roster.members) {
    members.set(id, { ...row, role: result.roles.get(id) ?? row.role, removed: !result.inside.has(id), devices: 0, invites: 0 })
  }
  const devices = new Map<string, DeviceRow>()
  for (const [writer, row] of roster.devices) {
    const cut = result.cutOf(writer)
    devices.set(writer, { ...row, removed: cut !== null, cut: cut ?? 0, retired: row.retired && cut !== null })
    const member = members.get(hex(row.member))
    if (member !== undefined && cut === null) member.devices++
  }
  const invites = new Map<string, InviteRow>()
  for (const [id, row] of roster.invites) {
    const maker = members.get(hex(row.by))
    const lost = maker === undefined || maker.removed || devices.get(hex(row.act.writer))?.removed !== false
    const closed = { ...row, revoked: row.revoked || lost || !result.invites.has(id) || mayInvite(maker.role, row.role) !== null }
    invites.set(id, closed)
    if (maker !== undefined && isOpen(closed)) maker.invites++
  }
  const titles = roster.group.titles.filter(({ act }) => result.titles.has(act.order))
  return { group: { ...roster.group, titles, members: result.inside.size }, members, devices, invites }
}

/** Writes what has changed, and tells the base. */
async function carryOut (before: Roster, after: Roster, { view, host, time }: Step): Promise<void> {
  for (const [writer, row] of after.devices) {
    const key = unhex(writer)
    const was = before.devices.get(writer) ?? row
    const member = after.members.get(hex(row.member))
    if (row.removed && row.indexer && host.removeable(key)) {
      await host.addWriter(key, { indexer: false })
      row.indexer = false
    }
    const wasReader = before.members.get(hex(row.member))?.role === 'reader'
    if (!row.removed && member?.role !== 'reader' && (was.removed || wasReader)) await letWrite(key, host, row.indexer)
    if (!same(deviceRow, was, row)) await view.putDevice(key, row)
  }
  for (const [id, row] of after.members) if (!same(memberRow, before.members.get(id), row)) await view.putMember(unhex(id), row)
  for (const [id, row] of after.invites) if (!same(inviteRow, before.invites.get(id), row)) await view.putInvite(unhex(id), row)
  await settleText(before, after, view)
  const { order } = await view.group()
  await view.putGroup({ ...after.group, order })
  const title = (titles: { title: string }[]): string => titles.at(-1)?.title ?? ''
  if (title(after.group.titles) !== title(before.group.titles)) await view.touch(time, { title: title(after.group.titles) })
}

/** First what is shown no more, and owners' words that count no more, then what is shown again. */
async function settleText (before: Roster, after: Roster, view: ViewWriter): Promise<void> {
  const limit = (row: DeviceRow | undefined): number => row?.removed === true ? row.cut : Infinity
  for (const [writer, row] of after.devices) {
    if (limit(row) >= limit(before.devices.get(writer))) continue
    await setAsideBeyond(unhex(writer), limit(row), view)
    await unadopt(unhex(writer), limit(row), view)
  }
  for (const [writer, row] of after.devices) {
    if (limit(row) <= limit(before.devices.get(writer))) continue
    await restore(unhex(writer), view)
  }
}

function same<T> (codec: Codec<T>, a: T | undefined, b: T): boolean {
  return a !== undefined && b4a.equals(encode(codec, a), encode(codec, b))
}

function hex (data: Uint8Array): string {
  return b4a.toString(data, 'hex')
}

function unhex (text: string): Uint8Array {
  return b4a.from(text, 'hex')
}
