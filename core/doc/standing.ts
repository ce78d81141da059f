/**
 * What of a document's group stands: who is in, in which role and on which devices, once removals have undone what their
 * cuts leave out, and what rested on that. A pure function of the rows, which keep for each operation whose it was.
 *
 * First the removals, from the last one back: one stands if its author could make it, with the cuts of later ones alone
 * (each was accepted with its author standing, so the last always does). Then all else, from the first one on, with the
 * cuts of those: an operation stands if it lies within its author's cut and what its author was allowed it by stands.
 */
import b4a from 'b4a'
import { NO_KEY } from '../format/ops.ts'
import type { Act, DeviceRow, Grant, GroupRow, InviteRow, MemberRow } from '../format/rows.ts'
import type { Role } from '../rpc/api.ts'
import { mayInvite } from './policy.ts'

/** All rows of a document's group, by hex of their keys. */
export interface Roster {
  group: GroupRow
  members: Map<string, MemberRow>
  devices: Map<string, DeviceRow>
  invites: Map<string, InviteRow>
}

/** Genesis, which rests on nothing and which no cut undoes. */
export const ROOT = 1

type Subject =
  | { kind: 'grant', member: string, grant: Grant }
  | { kind: 'device', writer: string, row: DeviceRow }
  | { kind: 'invite', id: string, row: InviteRow }
  | { kind: 'title', title: string }
  | { kind: 'removal', member: string, person: boolean, cuts: { writer: string, length: number }[] }
interface Event { act: Act, author: string, subject: Subject, rests: Event[] }

export class Standing {
  /** Members that are in, or were, by their role; those that are in. */
  readonly roles = new Map<string, Role>()
  readonly inside = new Set<string>()
  readonly devices = new Set<string>()
  readonly invites = new Set<string>()
  readonly titles = new Set<number>()
  /** Orders of removals whose author could make them. */
  readonly allowed = new Set<number>()
  readonly cuts: Map<string, number>
  /** What gave each member the role, each device its place, and made each invite. */
  readonly #grants = new Map<string, Event>()
  readonly #deviceEvents = new Map<string, Event>()
  readonly #inviteEvents = new Map<string, Event>()

  constructor (roster: Roster, events: Event[], cuts: Map<string, number>, removals: Set<number>) {
    this.cuts = new Map(cuts)
    for (const event of events) this.#judge(event, roster, removals)
  }

  get hasOwner (): boolean {
    for (const member of this.inside) if (this.roles.get(member) === 'owner') return true
    return false
  }

  /** Null: not removed. */
  cutOf (writer: string): number | null {
    return this.devices.has(writer) ? this.cuts.get(writer) ?? null : 0
  }

  /** Up to which lengths other devices' blocks have to count for a device to be where it is. */
  ground (writer: string, roster: Roster): Map<string, number> {
    const lengths = new Map<string, number>()
    const device = this.#deviceEvents.get(writer)
    const grant = this.#grants.get(memberOf(roster, writer) ?? '')
    for (const { author, act } of groundOf([device, grant].filter((event) => event !== undefined))) {
      lengths.set(author, Math.max(lengths.get(author) ?? 0, act.length))
    }
    return lengths
  }

  #judge (event: Event, roster: Roster, removals: Set<number>): void {
    const { subject, act } = event
    const isRoot = act.order === ROOT
    const author = isRoot ? null : this.#authorOf(event, roster)
    if (!isRoot && author === null) return
    const role = author?.role ?? 'owner'
    const rests = author?.rests ?? []
    event.rests = rests
    switch (subject.kind) {
      case 'grant': {
        const { change, invite } = subject.grant
        const by = this.#inviteOf(invite)
        if (by === null) return
        if (change === 'admit' ? role !== 'owner' && (by === undefined || role !== 'editor') : role !== 'owner' || !this.inside.has(subject.member)) return
        const before = change === 'role' ? this.#grants.get(subject.member) : undefined
        event.rests = [...rests, by, before].filter((other) => other !== undefined)
        this.#grants.set(subject.member, event)
        this.roles.set(subject.member, subject.grant.role)
        this.inside.add(subject.member)
        return
      }
      case 'device': {
        const by = this.#inviteOf(subject.row.invite)
        const member = hex(subject.row.member)
        const grant = this.#grants.get(member)
        if (by === null || grant === undefined || !this.inside.has(member)) return
        event.rests = [...rests, by, grant].filter((other) => other !== undefined)
        this.devices.add(subject.writer)
        this.#deviceEvents.set(subject.writer, event)
        return
      }
      case 'invite':
        if (mayInvite(role, subject.row.role) !== null) return
        this.invites.add(subject.id)
        this.#inviteEvents.set(subject.id, event)
        return
      case 'title':
        if (role === 'owner' || role === 'editor') this.titles.add(act.order)
        return
      case 'removal':
        if (role !== 'owner' && memberOf(roster, event.author) !== subject.member) return
        this.allowed.add(act.order)
        if (subject.person && removals.has(act.order)) this.inside.delete(subject.member)
    }
  }

  /** Null: does not stand, or its author had no place then. Whoever was removed acts up to the cut in the role held last. */
  #authorOf ({ author, act }: Event, roster: Roster): { role: Role, rests: Event[] } | null {
    const device = this.#deviceEvents.get(author)
    const member = memberOf(roster, author)
    const role = member === null ? undefined : this.roles.get(member)
    const grant = member === null ? undefined : this.#grants.get(member)
    if (device === undefined || role === undefined || grant === undefined) return null
    if (act.length > (this.cuts.get(author) ?? Infinity)) return null
    return { role, rests: [device, grant] }
  }

  /** Undefined: none was needed. Null: it does not stand. */
  #inviteOf (id: Uint8Array): Event | undefined | null {
    return b4a.equals(id, NO_KEY) ? undefined : this.#inviteEvents.get(hex(id)) ?? null
  }
}

export function standing (roster: Roster): Standing {
  const events = eventsOf(roster)
  const cuts = new Map<string, number>()
  const removals = new Set<number>()
  let result = new Standing(roster, events, cuts, removals)
  for (const event of events.toReversed()) {
    const { act, subject } = event
    if (subject.kind !== 'removal' || !result.allowed.has(act.order)) continue
    // Cuts only ever take away, so what rests on nothing that they reach is still allowed, and need not be asked again.
    if (isCut(event, cuts)) {
      result = new Standing(roster, events, cuts, removals)
      if (!result.allowed.has(act.order)) continue
    }
    removals.add(act.order)
    for (const { writer, length } of subject.cuts) cuts.set(writer, Math.min(length, cuts.get(writer) ?? Infinity))
  }
  return new Standing(roster, events, cuts, removals)
}

/** Whether an operation, or one that it rests on, lies beyond its author's cut. */
function isCut (event: Event, cuts: Map<string, number>): boolean {
  for (const { act, author } of groundOf([event])) if (act.length > (cuts.get(author) ?? Infinity)) return true
  return false
}

/** Operations with all that they rest on, but for genesis. */
function groundOf (events: Event[]): Set<Event> {
  const ground = new Set(events.filter(({ act }) => act.order !== ROOT))
  for (const { rests } of ground) for (const event of rests) if (event.act.order !== ROOT) ground.add(event) // also goes through what it adds
  return ground
}

/** Everything that the rows remember, in linear order. */
function eventsOf ({ group, members, devices, invites }: Roster): Event[] {
  const events: Event[] = []
  const removals = new Map<number, { act: Act, subject: Subject & { kind: 'removal' } }>()
  const add = (act: Act, subject: Subject): void => { events.push({ act, author: hex(act.writer), subject, rests: [] }) }
  const removal = (act: Act, member: string): Subject & { kind: 'removal' } => {
    const known = removals.get(act.order) ?? { act, subject: { kind: 'removal' as const, member, person: false, cuts: [] } }
    removals.set(act.order, known)
    return known.subject
  }
  for (const [member, { grants }] of members) {
    for (const grant of grants) {
      if (grant.change === 'remove') removal(grant.act, member).person = true
      else add(grant.act, { kind: 'grant', member, grant })
    }
  }
  for (const [writer, row] of devices) {
    add(row.act, { kind: 'device', writer, row })
    for (const { length, act } of row.cuts) removal(act, hex(row.member)).cuts.push({ writer, length })
  }
  for (const [id, row] of invites) add(row.act, { kind: 'invite', id, row })
  for (const { title, act } of group.titles) add(act, { kind: 'title', title })
  for (const { act, subject } of removals.values()) add(act, subject)
  // One operation lets a person and a device in: the person first. No other order is given twice.
  const late = ({ subject }: Event): number => subject.kind === 'device' ? 1 : 0
  return events.sort((a, b) => a.act.order - b.act.order || late(a) - late(b))
}

function memberOf ({ devices }: Roster, writer: string): string | null {
  const row = devices.get(writer)
  return row === undefined ? null : hex(row.member)
}

function hex (data: Uint8Array): string {
  return b4a.toString(data, 'hex')
}
