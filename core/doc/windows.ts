/** Cursors: of this engine's windows, and of other devices' as they arrive. */
import type { WindowState } from '../format/presence.ts'
import type { Presence } from '../rpc/api.ts'
import { colorsOf, hex, type People } from './people.ts'

const THROTTLE = 50
const NOTHING = new Uint8Array(0)

export interface PeerWindows { writer: string, windows: WindowState[] }

export class Windows {
  readonly #own = new Map<object, { client: number, cursor: Presence['cursor'] }>()
  readonly #onchange: (windows: WindowState[]) => void
  #timer: ReturnType<typeof setTimeout> | null = null

  constructor (onchange: (windows: WindowState[]) => void) {
    this.#onchange = onchange
  }

  /** `cursor` null: the window is here, but not in the text. */
  set (client: number, cursor: Presence['cursor'], window: object): void {
    this.#own.set(window, { client, cursor })
    this.#tell()
  }

  delete (window: object): void {
    if (this.#own.delete(window)) this.#tell()
  }

  #tell (): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      this.#onchange([...this.#own.values()].map(toState))
    }, THROTTLE)
  }

  /** Names and colours come from the members' rows: what a device says of itself is only where its cursors are. */
  list (people: People, writer: string, peers: PeerWindows[]): Presence[] {
    const own = [...this.#own.values()].map(toState)
    const colors = colorsOf(people)
    const all = [{ writer, windows: own, self: true }, ...peers.map((peer) => ({ ...peer, self: false }))]
    return all.flatMap(({ writer: key, windows, self }) => {
      const device = people.devices.get(key)
      const member = device === undefined ? undefined : people.members.get(hex(device.member))
      if (device === undefined || member === undefined || device.removed) return []
      return windows.map(({ client, active, anchor, head }) => ({
        client,
        device: hex(device.device),
        member: hex(device.member),
        name: member.name,
        color: colors.get(hex(device.member)) ?? member.color,
        self,
        cursor: active ? { anchor, head } : null
      }))
    })
  }

  close (): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
  }
}

function toState ({ client, cursor }: { client: number, cursor: Presence['cursor'] }): WindowState {
  return { client, active: cursor !== null, anchor: cursor?.anchor ?? NOTHING, head: cursor?.head ?? NOTHING }
}
