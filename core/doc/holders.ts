/** Which other devices are known to hold what was written here: from what they say while connected, and remembered. */
import type { HolderInfo } from '../rpc/api.ts'
import { hex, type People } from './people.ts'

export interface HolderMemory {
  load: () => Promise<Record<string, { length: number, at: number }>>
  save: (value: Record<string, { length: number, at: number }>) => Promise<void>
}

/** A connected device, as far as holding goes. */
export interface PeerState { writer: string, have: Map<string, number> }

export class Holders {
  readonly #memory: HolderMemory
  #known: Record<string, { length: number, at: number }> = {}
  #saved = ''

  constructor (memory: HolderMemory) {
    this.#memory = memory
  }

  async load (): Promise<void> {
    this.#known = await this.#memory.load()
  }

  /** Takes in what connected devices say. `writer`: hex of this device's. */
  observe (peers: PeerState[], writer: string): void {
    for (const peer of peers) {
      const before = this.#known[peer.writer]?.length ?? 0
      this.#known[peer.writer] = { length: Math.max(before, peer.have.get(writer) ?? 0), at: Date.now() }
    }
  }

  async save (): Promise<void> {
    // Times alone are worth no write; they go along with the next change of a length.
    const lengths = JSON.stringify(Object.entries(this.#known).map(([writer, { length }]) => [writer, length]))
    if (lengths === this.#saved) return
    this.#saved = lengths
    await this.#memory.save(this.#known)
  }

  /** `length`: of this device's log. */
  list (people: People, writer: string, length: number, online: Set<string>): HolderInfo[] {
    const own = people.devices.get(writer)
    const infos: HolderInfo[] = []
    for (const [key, device] of people.devices) {
      if (key === writer || device.removed) continue
      const known = this.#known[key]
      infos.push({
        device: hex(device.device),
        member: hex(device.member),
        name: people.members.get(hex(device.member))?.name ?? '',
        label: device.label,
        own: own !== undefined && hex(own.member) === hex(device.member),
        online: online.has(key),
        behind: Math.max(0, length - (known?.length ?? 0)),
        seenAt: known?.at ?? 0
      })
    }
    return infos
  }

  /** Blocks of this device that no other device is known to hold. */
  nowhereElse (people: People, writer: string, length: number): number {
    let most = 0
    for (const [key, device] of people.devices) {
      if (key !== writer && !device.removed) most = Math.max(most, this.#known[key]?.length ?? 0)
    }
    return Math.max(0, length - most)
  }
}
