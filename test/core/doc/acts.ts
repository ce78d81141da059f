/** Operations on people as a test writes them. */
import { createReceipt } from 'blind-pairing-core'
import { hash, keyPair, randomBytes } from 'hypercore-crypto'
import { encode } from '../../../core/format/codec.ts'
import { requestData } from '../../../core/format/invite.ts'
import { NO_KEY, type Body, type Op } from '../../../core/format/ops.ts'
import type { Role } from '../../../core/rpc/api.ts'
import type { Device, Person } from '../../helpers/group.ts'

type Cut = Body<'remove'>['cuts'][number]

export function setRole ({ person }: { person: Person }, role: Role): Op { return { kind: 'role', body: { member: person.member, role } } }
export function removeMember ({ person }: { person: Person }, ...cuts: Cut[]): Op { return { kind: 'remove', body: { member: person.member, writer: NO_KEY, cuts } } }
export function removeDevice ({ writer }: { writer: Uint8Array }, ...cuts: Cut[]): Op { return { kind: 'remove', body: { member: NO_KEY, writer, cuts } } }
export function adopt ({ writer }: { writer: Uint8Array }, from: number, to: number, keep: boolean): Op { return { kind: 'adopt', body: { writer, from, to, keep } } }
export function cutAt ({ writer }: { writer: Uint8Array }, length: number): Cut { return { writer, length } }
export function title (text: string): Op { return { kind: 'title', body: { title: text } } }
export function indexer ({ writer }: { writer: Uint8Array }, on: boolean): Op { return { kind: 'indexer', body: { writer, on } } }
export function retire ({ writer }: { writer: Uint8Array }, length: number): Op { return { kind: 'retire', body: { writer, length } } }
export async function admit (device: Device, role: Role): Promise<Op> { return { kind: 'admit', body: await device.admission(role) } }

/** An invite and its holder's half, which lies in the code. */
export class Invite {
  readonly seed = randomBytes(32)
  readonly publicKey = keyPair(this.seed).publicKey
  readonly id = hash(this.publicKey)
  readonly role: Role
  readonly #options: { expires?: number, uses?: number }

  constructor (role: Role, options: { expires?: number, uses?: number } = {}) {
    this.role = role
    this.#options = options
  }

  get op (): Op {
    const { expires = 0, uses = 0 } = this.#options
    return { kind: 'invite', body: { id: this.id, publicKey: this.publicKey, role: this.role, expires, uses, ask: false, label: '' } }
  }

  /** What who holds the code sends, and who answers it writes. */
  async use (newcomer: Device, change: Partial<Body<'admit'>> = {}): Promise<Op> {
    const body = await newcomer.admission(this.role, this.id)
    const signed = encode(requestData, body)
    const { receipt } = createReceipt({ seed: this.seed, discoveryKey: newcomer.replica.discoveryKey }, signed)
    return { kind: 'admit', body: { ...body, receipt, ...change } }
  }
}
