/** Who is in a document, as one reading of the view gives it. */
import b4a from 'b4a'
import type { DeviceRow, MemberRow, MetaRow } from '../format/rows.ts'
import { COLORS, type MemberInfo, type Role } from '../rpc/api.ts'
import type { ViewReader } from './view.ts'

export interface People {
  meta: MetaRow | null
  /** By hex of the member's key, and of the device's writer key. */
  members: Map<string, MemberRow>
  devices: Map<string, DeviceRow>
  /** This person's role; null before it is let in and after it was removed. */
  role: Role | null
}

export const NOBODY: People = { meta: null, members: new Map(), devices: new Map(), role: null }

/** `writer`: of this device. */
export async function readPeople (view: ViewReader, writer: Uint8Array): Promise<People> {
  const [meta, members, devices] = [await view.meta(), await view.members(), await view.devices()]
  const people = {
    meta,
    members: new Map(members.map(({ key, row }) => [hex(key), row])),
    devices: new Map(devices.map(({ key, row }) => [hex(key), row]))
  }
  const device = people.devices.get(hex(writer))
  const member = device === undefined ? undefined : people.members.get(hex(device.member))
  const role = device === undefined || device.removed || member === undefined || member.removed ? null : member.role
  return { ...people, role }
}

/**
 * How each member is coloured here, by hex of the member's key. Who came first keeps a colour that two people chose;
 * every device comes to the same answer.
 */
export function colorsOf (people: People): Map<string, string> {
  const colors = new Map<string, string>()
  const taken = new Set<string>()
  const members = [...people.members].sort(([idA, a], [idB, b]) => a.joinedAt - b.joinedAt || (idA < idB ? -1 : 1))
  for (const [id, { color }] of members) {
    const free = taken.has(color) ? COLORS.find((other) => !taken.has(other)) ?? color : color
    taken.add(free)
    colors.set(id, free)
  }
  return colors
}

/** `online`: hex of the writers that are connected. */
export function memberInfos (people: People, writer: string, online: Set<string>): MemberInfo[] {
  const self = people.devices.get(writer)
  const infos = []
  const colors = colorsOf(people)
  for (const [id, row] of people.members) {
    if (row.removed) continue
    const devices = [...people.devices].filter(([, device]) => hex(device.member) === id && !device.removed)
    infos.push({
      id,
      name: row.name,
      color: colors.get(id) ?? row.color,
      role: row.role,
      self: self !== undefined && hex(self.member) === id,
      online: devices.some(([key]) => key === writer || online.has(key)),
      devices: devices.map(([key, device]) => ({ id: hex(device.device), label: device.label, self: key === writer, online: key === writer || online.has(key) })),
      joinedAt: row.joinedAt
    })
  }
  return infos.sort((a, b) => a.joinedAt - b.joinedAt || (a.id < b.id ? -1 : 1))
}

export function samePeople (a: People, b: People): boolean {
  return a.role === b.role && JSON.stringify([...a.members, ...a.devices]) === JSON.stringify([...b.members, ...b.devices])
}

export function hex (data: Uint8Array): string {
  return b4a.toString(data, 'hex')
}
