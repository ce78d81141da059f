/** The part of `apply` that deals with who is in: people, their devices, their roles, and the invites that let them in. */
import b4a from 'b4a'
import { verifyReceipt } from 'blind-pairing-core'
import type { Host } from 'autobase'
import { decode } from '../format/codec.ts'
import { verifyAttestation } from '../format/attestation.ts'
import { requestData } from '../format/invite.ts'
import { NO_KEY, type Body } from '../format/ops.ts'
import { MAX_GRANTS, MAX_TITLES, type Act, type DeviceRow, type Grant, type InviteRow, type Titled } from '../format/rows.ts'
import type { Role } from '../rpc/api.ts'
import { isOpen, mayAct, mayAdmit, mayEdit, mayGrow, mayIndex, mayInvite, mayOpenInvite, mayRetire, ownerOnly } from './policy.ts'
import type { Step } from './updates.ts'
import type { ViewWriter } from './view.ts'

/** Gives an operation its place in the order of those that can be undone. `members`: by how many it makes the group grow. */
export async function nextAct ({ at, view }: Step, members = 0): Promise<Act> {
  const group = await view.group()
  const order = group.order + 1
  await view.putGroup({ ...group, order, members: group.members + members })
  return { writer: at.writer, length: at.length, order }
}

/** Room is made by the oldest but the first, by which somebody came in. */
export function withGrant (grants: Grant[], grant: Grant): Grant[] {
  const all = [...grants, grant]
  return all.length > MAX_GRANTS ? [...all.slice(0, 1), ...all.slice(2)] : all
}

export async function admit (body: Body<'admit'>, step: Step): Promise<void> {
  const { author, view, host, time, at } = step
  const group = await view.group()
  const isGenesis = author.device === null && b4a.equals(author.writer, host.key) && group.order === 0
  if (!isGenesis && mayAct(author, at.length) !== null) return
  const invite = b4a.equals(body.invite, NO_KEY) ? null : await view.invite(body.invite)
  if (invite === null && !b4a.equals(body.invite, NO_KEY)) return
  const refused = mayAdmit({
    author,
    isGenesis,
    isSelf: b4a.equals(body.writer, author.writer),
    role: body.role,
    time,
    attested: verifyAttestation(body.proof, { discoveryKey: host.discoveryKey, ...body }, body.member),
    invite,
    receiptValid: invite !== null && receiptCovers(body, invite)
  })
  if (refused !== null || await view.device(body.writer) !== null) return
  const existing = await view.member(body.member)
  if (mayGrow(existing, group.members) !== null) return
  const isIn = existing !== null && !existing.removed
  const act = await nextAct(step, isIn ? 0 : 1)
  const role = isIn ? existing.role : body.role
  const grants = existing?.grants ?? []
  await view.putMember(body.member, {
    name: body.name, color: body.color, role, joinedAt: existing?.joinedAt ?? time, by: author.device?.member ?? body.member, removed: false,
    grants: isIn ? grants : withGrant(grants, { change: 'admit', role, act, invite: body.invite }),
    devices: (existing?.devices ?? 0) + 1,
    invites: existing?.invites ?? 0
  })
  await view.putDevice(body.writer, { ...newDevice(body, act, time), indexer: isGenesis, invite: body.invite })
  if (invite !== null) await changeInvite(body.invite, invite, { ...invite, used: invite.used + 1 }, view)
  if (isGenesis) await view.touch(time)
  else if (role !== 'reader') await letWrite(body.writer, host)
}

function newDevice ({ member, device, label }: Body<'device'>, act: Act, time: number): DeviceRow {
  return { member, device, label, joinedAt: time, removed: false, cut: 0, blobs: NO_KEY, indexer: false, retired: false, act, invite: NO_KEY, cuts: [] }
}

/** Makes a device a writer of the log. The sole indexer is one already, and without it the log would break for everyone. */
export async function letWrite (writer: Uint8Array, host: Host, indexer = false): Promise<void> {
  if (host.removeable(writer)) await host.addWriter(writer, { indexer })
}

/** The receipt is the newcomer's own request, signed with the key that only the code holds. */
function receiptCovers (body: Body<'admit'>, invite: InviteRow): boolean {
  try {
    const signed = verifyReceipt(body.receipt, invite.publicKey)
    const data = signed === null ? null : decode(requestData, signed)
    return data !== null && b4a.equals(data.member, body.member) && b4a.equals(data.writer, body.writer) && b4a.equals(data.device, body.device)
  } catch {
    return false
  }
}

export async function addDevice (body: Body<'device'>, step: Step): Promise<void> {
  const { author, view, host, time, at } = step
  if (mayAct(author, at.length) !== null) return
  const member = await view.member(body.member)
  if (member === null || member.removed || mayGrow(member, 0) !== null || await view.device(body.writer) !== null) return
  if (!verifyAttestation(body.proof, { discoveryKey: host.discoveryKey, ...body }, body.member)) return
  await view.putDevice(body.writer, newDevice(body, await nextAct(step), time))
  await view.putMember(body.member, { ...member, devices: member.devices + 1 })
  if (member.role !== 'reader') await letWrite(body.writer, host)
}

export async function setRole (body: Body<'role'>, step: Step): Promise<void> {
  const { author, view, host } = step
  const member = await view.member(body.member)
  if (ownerOnly(author) !== null || member === null || member.removed) return
  if (member.role === 'owner' && body.role !== 'owner' && await isLastOwner(view, body.member)) return
  const grants = withGrant(member.grants, { change: 'role', role: body.role, act: await nextAct(step), invite: NO_KEY })
  await view.putMember(body.member, { ...member, role: body.role, grants })
  await closeInvites(body.member, body.role, view)
  if (member.role !== 'reader' || body.role === 'reader') return
  for (const { key, row } of await view.devices()) { // a reader's devices held no writer core so far
    if (b4a.equals(row.member, body.member) && !row.removed) await letWrite(key, host, row.indexer)
  }
}

async function isLastOwner (view: ViewWriter, key: Uint8Array): Promise<boolean> {
  const owners = (await view.members()).filter(({ row }) => row.role === 'owner' && !row.removed)
  return owners.length === 1 && owners[0] !== undefined && b4a.equals(owners[0].key, key)
}

export async function addInvite (body: Body<'invite'>, step: Step): Promise<void> {
  const { author, view, time } = step
  if (author.device === null || mayOpenInvite(author, body.role) !== null || await view.invite(body.id) !== null) return
  await changeInvite(body.id, null, {
    publicKey: body.publicKey, role: body.role, expires: body.expires, uses: body.uses, used: 0, ask: body.ask,
    label: body.label, createdAt: time, by: author.device.member, revoked: false, act: await nextAct(step)
  }, view)
}

export async function closeInvite (body: Body<'closeInvite'>, { author, view }: Step): Promise<void> {
  const invite = await view.invite(body.id)
  if (invite === null || author.device === null) return
  const own = b4a.equals(invite.by, author.device.member)
  if (own || ownerOnly(author) === null) await changeInvite(body.id, invite, { ...invite, revoked: true }, view)
}

/** Keeps count of the maker's open invites. */
async function changeInvite (id: Uint8Array, before: InviteRow | null, after: InviteRow, view: ViewWriter): Promise<void> {
  await view.putInvite(id, after)
  const change = Number(isOpen(after)) - Number(before !== null && isOpen(before))
  const maker = change === 0 ? null : await view.member(after.by)
  if (maker !== null) await view.putMember(after.by, { ...maker, invites: maker.invites + change })
}

/** Nobody comes back, or up, by an invite of their own: what somebody in `role` could not make is closed. */
async function closeInvites (member: Uint8Array, role: Role, view: ViewWriter): Promise<void> {
  for (const { key, row } of await view.invites()) {
    if (b4a.equals(row.by, member) && !row.revoked && mayInvite(role, row.role) !== null) await changeInvite(key, row, { ...row, revoked: true }, view)
  }
}

export async function setTitle (body: Body<'title'>, step: Step): Promise<void> {
  const { author, view, time } = step
  if (mayEdit(author) !== null) return
  const act = await nextAct(step)
  const group = await view.group()
  await view.putGroup({ ...group, titles: withTitle(group.titles, { title: body.title, act }) })
  await view.touch(time, { title: body.title })
}

/**
 * Titles are kept to fall back to. Room is made by the device that takes most of it, which gives up its last but one: so
 * nobody pushes out what others set, nor what they themselves set long ago, however often they set another.
 */
function withTitle (titles: Titled[], title: Titled): Titled[] {
  const all = [...titles, title]
  if (all.length <= MAX_TITLES) return all
  const by = all.map(({ act }) => all.filter((other) => b4a.equals(other.act.writer, act.writer)))
  const most = Math.max(...by.map((own) => own.length))
  const drop = most === 1 ? all[1] : by.findLast((own) => own.length === most)?.at(-2)
  return all.filter((other) => other !== drop)
}

export async function setIndexer (body: Body<'indexer'>, { author, view, host }: Step): Promise<void> {
  const device = await view.device(body.writer)
  if (device === null) return
  if (!body.on) {
    if (ownerOnly(author) === null && device.indexer) await dismiss(body.writer, device, view, host)
    return
  }
  const hasWritten = b4a.equals(body.writer, author.writer) || (await view.head(body.writer)).length > 0
  if (mayIndex(author, device, hasWritten) !== null) return
  await host.addWriter(body.writer, { indexer: true })
  await view.putDevice(body.writer, { ...device, indexer: true })
}

/** Takes the duty of an indexer off a device, unless it is the only one. */
async function dismiss (writer: Uint8Array, device: DeviceRow, view: ViewWriter, host: Host): Promise<void> {
  if (!host.removeable(writer)) return
  await host.addWriter(writer, { indexer: false })
  await view.putDevice(writer, { ...device, indexer: false })
}

export async function retire (body: Body<'retire'>, { author, view, host }: Step): Promise<void> {
  const device = await view.device(body.writer)
  const head = await view.head(body.writer)
  // A device that is removed and still acts, within its cut, would take its own log away under this very block.
  if (device === null || b4a.equals(body.writer, author.writer)) return
  if (mayRetire(author, device, head.length, body.length) !== null || !host.removeable(body.writer)) return
  await host.removeWriter(body.writer)
  await view.putDevice(body.writer, { ...device, indexer: false, retired: true })
}
