/**
 * Who may do what, as named rules. Pure functions of facts that `apply` read from the view, so that every replica
 * decides alike; no rule may look at a clock, a random number or anything outside its arguments.
 *
 * A change of any rule here changes what replicas agree on: it needs a new format version and a `raise`.
 */
import b4a from 'b4a'
import { CLAIM_WINDOW } from '../format/client-id.ts'
import type { ParsedUpdate } from '../format/yupdate.ts'
import type { Role } from '../rpc/api.ts'
import type { ClientRow, DeviceRow, HeadRow, InviteRow, MemberRow, RuleName, Verdict } from '../format/rows.ts'

export const MAX_HELD = 256
export const MAX_HELD_BYTES = 8 * 1024 * 1024
export const MAX_MEMBERS = 5000
export const MAX_DEVICES = 64
export const MAX_INVITES = 200

/** Each rule in a sentence, for whoever reads a log or an error. */
export const RULES: Record<RuleName, string> = {
  accepted: 'The operation counts.',
  'well-formed': 'An operation has to decode and an update has to be sound Yjs within the size limits.',
  'known-device': 'Only devices that were let in may write.',
  'own-client': 'An update carries the structs of one Yjs client only, one of its author.',
  'client-bound': 'A Yjs client ID belongs to the writer that it is derived from.',
  'clock-contiguous': 'The clocks of a client follow on one another without a gap or a repeat.',
  'known-dependencies': 'An update counts once all that it rests on is in the log.',
  'held-cap': 'A writer may have only so much waiting for text that is not in the log.',
  'may-write': 'Owners and editors write; commenters and readers do not.',
  'not-removed': 'Who was removed writes no more.',
  'within-cut': 'A removal names up to which block a device counts; what lies beyond is set aside.',
  'owner-only': 'Only an owner may do this.',
  'last-owner': 'A document always has an owner.',
  'may-invite': 'Owners invite in any role, editors up to editor.',
  'may-admit': 'Owners and editors let people in; who is no owner needs a valid invite for it.',
  'invite-open': 'An invite has to be known, not revoked, not expired and not used up.',
  'invite-proof': 'Who is let in has to prove to hold the invite.',
  attested: 'A device has to prove that it belongs to the person, for this very document.',
  genesis: 'Only the device that created a document may make its first owner: itself.',
  'self-only': 'Only the person concerned may do this.',
  'known-member': 'The person or device has to be in the document.',
  dropped: 'An owner gave up what had been set aside.',
  adopted: 'An owner took back in what had been set aside.',
  'own-ground': 'A removal cannot undo what the place of its author rests on.',
  'member-cap': 'A document has room for so many members.',
  'device-cap': 'A member has room for so many devices.',
  'invite-cap': 'A member has room for so many open invites.',
  'blocks-in-view': 'A removed device is retired once its blocks are there.',
  'has-written': 'A device takes part in confirming the log once it has written to it.'
}

export interface Author {
  writer: Uint8Array
  device: DeviceRow | null
  member: MemberRow | null
}

/** True for whoever wrote a block beyond the cut of a removal. */
export function beyondCut (device: DeviceRow, length: number): boolean {
  return device.removed && length > device.cut
}

/** Null when the author may act at all in this block, else the rule that says no. */
export function mayAct (author: Author, length: number): RuleName | null {
  if (author.device === null || author.member === null) return 'known-device'
  if (beyondCut(author.device, length)) return 'within-cut'
  // Nobody gets here unless a device has more cuts than its row has room for.
  if (author.member.removed && !author.device.removed) return 'not-removed'
  return null
}

export function roleOf (author: Author): Role | null {
  return author.member?.role ?? null
}

export interface UpdateFacts {
  author: Author
  length: number
  /** The client ID that the update has to stay in, and its number for the author. */
  client: number
  n: number
  bytes: number
  parsed: ParsedUpdate | null
  /** Row of `client`. */
  bound: ClientRow | null
  /** How many clocks must be known, and are, of each client that the update rests on. */
  needs: Map<number, number>
  known: Map<number, number>
  head: HeadRow
}

export interface Decision { verdict: Verdict, rule: RuleName, waitsFor?: { client: number, clock: number } }

export function judgeUpdate (facts: UpdateFacts): Decision {
  const { author, parsed, client, bound } = facts
  if (author.device === null) return { verdict: 'ignored', rule: 'known-device' }
  if (parsed === null) return { verdict: 'ignored', rule: 'well-formed' }
  const own = parsed.clients[0]
  if (parsed.clients.length > 1 || (own !== undefined && own.client !== client)) return { verdict: 'ignored', rule: 'own-client' }
  const clock = bound?.clock ?? 0
  if (own !== undefined) {
    if (facts.n >= facts.head.claimed + CLAIM_WINDOW) return { verdict: 'ignored', rule: 'client-bound' }
    if (bound !== null && !b4a.equals(bound.writer, author.writer)) return { verdict: 'ignored', rule: 'client-bound' }
    if (own.clock < clock || (facts.needs.get(client) ?? 0) > own.end) return { verdict: 'ignored', rule: 'clock-contiguous' }
  }
  for (const [id, needed] of facts.needs) {
    // Deleting what the update itself inserts is fine, so its own end counts as known; its start has to be.
    const have = id === client && own !== undefined && own.clock === clock ? own.end : facts.known.get(id) ?? 0
    if (needed > have) return held(facts, id, needed)
  }
  if (own !== undefined && own.clock > clock) return held(facts, client, own.clock)
  return judgeAuthor(facts)
}

function held (facts: UpdateFacts, client: number, clock: number): Decision {
  if (facts.head.held >= MAX_HELD || facts.head.heldBytes + facts.bytes > MAX_HELD_BYTES) return { verdict: 'ignored', rule: 'held-cap' }
  return { verdict: 'held', rule: 'known-dependencies', waitsFor: { client, clock } }
}

/** What counts of a sound update, by who wrote it. */
export function judgeAuthor ({ author, length }: Pick<UpdateFacts, 'author' | 'length'>): Decision {
  const refused = mayAct(author, length)
  if (refused !== null) return { verdict: 'aside', rule: refused }
  const role = roleOf(author)
  return role === 'owner' || role === 'editor' ? { verdict: 'ok', rule: 'accepted' } : { verdict: 'neutered', rule: 'may-write' }
}

const RANK: Record<Role, number> = { owner: 3, editor: 2, commenter: 1, reader: 0 }

export function mayInvite (own: Role | null, role: Role): RuleName | null {
  if (own === 'owner') return null
  return own === 'editor' && RANK[role] <= RANK.editor ? null : 'may-invite'
}

export function mayEdit (author: Author): RuleName | null {
  const role = roleOf(author)
  return role === 'owner' || role === 'editor' ? null : 'may-write'
}

export function mayComment (author: Author): RuleName | null {
  return roleOf(author) === 'reader' ? 'may-write' : null
}

export function ownerOnly (author: Author): RuleName | null {
  return roleOf(author) === 'owner' ? null : 'owner-only'
}

export function inviteState (invite: InviteRow, time: number): 'open' | 'used' | 'expired' | 'revoked' {
  if (invite.revoked) return 'revoked'
  if (invite.uses > 0 && invite.used >= invite.uses) return 'used'
  if (invite.expires > 0 && time > invite.expires) return 'expired'
  return 'open'
}

/** Counts as an open one of its maker's; time closes none, since it is nobody's operation. */
export function isOpen (invite: InviteRow): boolean {
  return inviteState(invite, 0) === 'open'
}

/** Who was removed may still be heard up to the cut, but opens no door. */
export function mayOpenInvite (author: Author, role: Role): RuleName | null {
  if (author.device === null || author.member === null) return 'known-device'
  if (author.device.removed || author.member.removed) return 'not-removed'
  return mayInvite(roleOf(author), role) ?? (author.member.invites >= MAX_INVITES ? 'invite-cap' : null)
}

/** Whether there is room: for a member who is new, or back (`member` null or removed), and for a device. */
export function mayGrow (member: MemberRow | null, members: number): RuleName | null {
  if ((member === null || member.removed) && members >= MAX_MEMBERS) return 'member-cap'
  return (member?.devices ?? 0) >= MAX_DEVICES ? 'device-cap' : null
}

/** `head`: how much of the device is in the view; `length`: how much its retirement asks for. */
export function mayRetire (author: Author, device: DeviceRow | null, head: number, length: number): RuleName | null {
  if (device === null || !device.removed || device.retired) return 'known-member'
  return ownerOnly(author) ?? (head < length ? 'blocks-in-view' : null)
}

/** `hasWritten`: Autobase would keep one that has not in waiting, where nothing takes it out again. */
export function mayIndex (author: Author, device: DeviceRow | null, hasWritten: boolean): RuleName | null {
  if (device === null || device.removed) return 'known-member'
  return ownerOnly(author) ?? (hasWritten ? null : 'has-written')
}

export interface AdmitFacts {
  author: Author
  isGenesis: boolean              // the document has no member yet and the author created it
  isSelf: boolean                 // the author admits its own device
  role: Role
  time: number                    // the author's clock: honest replicas of one block see the same
  attested: boolean
  invite: InviteRow | null
  receiptValid: boolean           // the invite's key signed this newcomer's keys
}

export function mayAdmit (facts: AdmitFacts): RuleName | null {
  if (!facts.attested) return 'attested'
  if (facts.isGenesis) return facts.isSelf && facts.role === 'owner' ? null : 'genesis'
  const role = roleOf(facts.author)
  if (role !== 'owner' && role !== 'editor') return 'may-admit'
  if (facts.invite === null) return role === 'owner' ? null : 'may-admit'
  if (inviteState(facts.invite, facts.time) !== 'open') return 'invite-open'
  if (facts.role !== facts.invite.role || !facts.receiptValid) return 'invite-proof'
  return null
}
