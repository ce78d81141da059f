/**
 * From linearized blocks to rows. Total and deterministic: whatever a block holds, it ends in rows or in nothing, the
 * same on every replica. Only errors of storage and closing leave this file, since everything else would close the
 * document for everyone, for good.
 */
import b4a from 'b4a'
import type { Host, Node } from 'autobase'
import type Hyperbee from 'hyperbee'
import { verifyReceipt } from 'blind-pairing-core'
import { decode } from '../format/codec.ts'
import { verifyAttestation } from '../format/attestation.ts'
import { requestData } from '../format/invite.ts'
import { decodeBlock, NO_KEY, type Body, type ReadOp } from '../format/ops.ts'
import type { InviteRow } from '../format/rows.ts'
import { FORMAT_VERSION } from '../format/version.ts'
import type { Role } from '../rpc/api.ts'
import { mayAct, mayAdmit, mayComment, mayEdit, mayInvite, ownerOnly, roleOf } from './policy.ts'
import { readopt, receiveUpdate, setAsideBeyond, type Step } from './updates.ts'
import { ViewWriter } from './view.ts'

export async function apply (nodes: Node[], bee: Hyperbee, host: Host): Promise<void> {
  const batch = bee.batch({ update: false })
  try {
    const view = new ViewWriter(batch)
    for (const node of nodes) await applyBlock(node, view, host)
    await batch.flush()
  } finally {
    await batch.close() // a batch left open would hang every later append, update and close
  }
}

async function applyBlock (node: Node, view: ViewWriter, host: Host): Promise<void> {
  if (node.value.byteLength === 0) return // only its author's base passes an empty block on; to others it is none
  const writer = node.from.key
  const block = decodeBlock(node.value)
  for (const [index, op] of block.ops.entries()) {
    if (op.kind === null) continue
    const device = await view.device(writer)
    const member = device === null ? null : await view.member(device.member)
    const at = { writer, length: node.length, index }
    await applyOp(op, { at, time: block.time, author: { writer, device, member }, view, host })
  }
  const head = await view.head(writer)
  await view.putHead(writer, { ...head, length: node.length, time: block.time })
}

async function applyOp (op: Exclude<ReadOp, { kind: null }>, step: Step): Promise<void> {
  const { author, view, at } = step
  if (op.kind === 'update') return receiveUpdate(op.body, step)
  if (op.kind === 'admit') return admit(op.body, step)
  if (op.kind === 'device') return addDevice(op.body, step)
  if (mayAct(author, at.length) !== null || author.device === null || author.member === null) return
  switch (op.kind) {
    case 'role': return setRole(op.body, step)
    case 'remove': return remove(op.body, step)
    case 'adopt': return adopt(op.body, step)
    case 'invite': return addInvite(op.body, step)
    case 'closeInvite': return closeInvite(op.body, step)
    case 'title': if (mayEdit(author) === null) await view.touch(step.time, { title: op.body.title }); return
    case 'raise': return raise(op.body, step)
    case 'comment': if (mayComment(author) === null) await view.keep('comment', at, step.time, op.bytes); return
    case 'version': if (mayEdit(author) === null) await view.keep('version', at, step.time, op.bytes); return
    case 'snapshot': if (mayEdit(author) === null) await view.keep('snapshot', at, step.time, op.bytes); return
    case 'blobs': return view.putDevice(author.writer, { ...author.device, blobs: op.body.core })
    case 'indexer': return setIndexer(op.body, step)
    case 'profile':
      await view.putMember(author.device.member, { ...author.member, name: op.body.name, color: op.body.color })
      return view.putDevice(author.writer, { ...author.device, label: op.body.label })
  }
}

async function admit (body: Body<'admit'>, step: Step): Promise<void> {
  const { author, view, host, time, at } = step
  const isGenesis = author.device === null && b4a.equals(author.writer, host.key) && (await view.members()).length === 0
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
  const role = existing !== null && !existing.removed ? existing.role : body.role
  const by = author.device?.member ?? body.member
  await view.putMember(body.member, { name: body.name, color: body.color, role, joinedAt: existing?.joinedAt ?? time, by, removed: false })
  await view.putDevice(body.writer, { member: body.member, device: body.device, label: body.label, joinedAt: time, removed: false, cut: 0, blobs: NO_KEY })
  if (invite !== null) await view.putInvite(body.invite, { ...invite, used: invite.used + 1 })
  if (isGenesis) await view.touch(time)
  else if (role !== 'reader') await letWrite(body.writer, host)
}

/** Makes a device a writer of the log. The sole indexer is one already, and without it the log would break for everyone. */
async function letWrite (writer: Uint8Array, host: Host): Promise<void> {
  if (host.removeable(writer)) await host.addWriter(writer, { indexer: false })
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

async function addDevice (body: Body<'device'>, { author, view, host, time, at }: Step): Promise<void> {
  if (mayAct(author, at.length) !== null) return
  const member = await view.member(body.member)
  if (member === null || member.removed || await view.device(body.writer) !== null) return
  if (!verifyAttestation(body.proof, { discoveryKey: host.discoveryKey, ...body }, body.member)) return
  await view.putDevice(body.writer, { member: body.member, device: body.device, label: body.label, joinedAt: time, removed: false, cut: 0, blobs: NO_KEY })
  if (member.role !== 'reader') await letWrite(body.writer, host)
}

async function setRole (body: Body<'role'>, { author, view, host }: Step): Promise<void> {
  const member = await view.member(body.member)
  if (ownerOnly(author) !== null || member === null || member.removed) return
  if (member.role === 'owner' && body.role !== 'owner' && await isLastOwner(view, body.member)) return
  await view.putMember(body.member, { ...member, role: body.role })
  await closeInvites(body.member, body.role, view)
  if (member.role !== 'reader' || body.role === 'reader') return
  for (const { key, row } of await view.devices()) { // a reader's devices held no writer core so far
    if (b4a.equals(row.member, body.member) && !row.removed) await letWrite(key, host)
  }
}

async function isLastOwner (view: ViewWriter, key: Uint8Array): Promise<boolean> {
  const owners = (await view.members()).filter(({ row }) => row.role === 'owner' && !row.removed)
  return owners.length === 1 && owners[0] !== undefined && b4a.equals(owners[0].key, key)
}

async function remove (body: Body<'remove'>, step: Step): Promise<void> {
  const { author, view } = step
  const person = !b4a.equals(body.member, NO_KEY)
  const device = person ? null : await view.device(body.writer)
  const key = person ? body.member : device?.member
  const member = key === undefined ? null : await view.member(key)
  if (key === undefined || member === null || member.removed) return
  const self = author.device !== null && b4a.equals(author.device.member, key)
  if (!self && ownerOnly(author) !== null) return
  if (person && member.role === 'owner' && await isLastOwner(view, key)) return
  if (person) {
    await view.putMember(key, { ...member, removed: true })
    await closeInvites(key, null, view)
  }
  for (const row of await view.devices()) {
    if (!b4a.equals(row.row.member, key) || (!person && !b4a.equals(row.key, body.writer)) || row.row.removed) continue
    // Without a cut of its own a device counts up to what this replica order has of it.
    const cut = body.cuts.find(({ writer }) => b4a.equals(writer, row.key))?.length ?? (await view.head(row.key)).length
    await view.putDevice(row.key, { ...row.row, removed: true, cut })
    await setAsideBeyond(row.key, cut, view)
  }
}

async function adopt (body: Body<'adopt'>, { author, view }: Step): Promise<void> {
  if (ownerOnly(author) !== null) return
  await readopt(body, view)
}

async function addInvite (body: Body<'invite'>, { author, view, time }: Step): Promise<void> {
  if (author.device === null || mayInvite(roleOf(author), body.role) !== null || await view.invite(body.id) !== null) return
  await view.putInvite(body.id, {
    publicKey: body.publicKey, role: body.role, expires: body.expires, uses: body.uses, used: 0, ask: body.ask,
    label: body.label, createdAt: time, by: author.device.member, revoked: false
  })
}

async function closeInvite (body: Body<'closeInvite'>, { author, view }: Step): Promise<void> {
  const invite = await view.invite(body.id)
  if (invite === null || author.device === null) return
  const own = b4a.equals(invite.by, author.device.member)
  if (own || ownerOnly(author) === null) await view.putInvite(body.id, { ...invite, revoked: true })
}

/** Nobody comes back, or up, by an invite of their own: what somebody in `role` (null: outside) could not make is closed. */
async function closeInvites (member: Uint8Array, role: Role | null, view: ViewWriter): Promise<void> {
  for (const { key, row } of await view.invites()) {
    if (b4a.equals(row.by, member) && !row.revoked && mayInvite(role, row.role) !== null) await view.putInvite(key, { ...row, revoked: true })
  }
}

async function raise (body: Body<'raise'>, step: Step): Promise<void> {
  if (ownerOnly(step.author) !== null) return
  const meta = await step.view.meta()
  const format = Math.max(meta?.format ?? 1, body.format)
  if (format > FORMAT_VERSION) step.host.interrupt('format ' + format)
  await step.view.touch(step.time, { format, schema: Math.max(meta?.schema ?? 1, body.schema) })
}

async function setIndexer (body: Body<'indexer'>, { author, view, host }: Step): Promise<void> {
  const device = await view.device(body.writer)
  if (ownerOnly(author) !== null || device === null || device.removed) return
  if (body.on) await host.addWriter(body.writer, { indexer: true })
  else await letWrite(body.writer, host)
}
