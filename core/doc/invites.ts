/** Making invites, listing and revoking them, and answering those who come with one. */
import b4a from 'b4a'
import BlindPairing, { type MemberRequest } from 'blind-pairing'
import { SheafError } from '../errors.ts'
import { verifyAttestation } from '../format/attestation.ts'
import { decode } from '../format/codec.ts'
import { DENIED, encodeCode, requestData, type RequestData } from '../format/invite.ts'
import type { Op } from '../format/ops.ts'
import type { InviteRow } from '../format/rows.ts'
import type { InviteInfo, InviteOptions, Role } from '../rpc/api.ts'
import { hex, type People } from './people.ts'
import { inviteState, MAX_INVITES, mayInvite } from './policy.ts'
import type { Replica } from './replica.ts'

const WEEK = 7 * 24 * 3600_000
/** How long a request waits for the log to bring the invite that it names (ms). */
const PATIENCE = 30_000

export interface InvitesOptions {
  replica: Replica
  people: () => People
  sync: () => Promise<void>
  /** Codes of invites made on this device: the log holds only what it takes to check them. */
  codes: { get: (invite: string) => Promise<string | null>, put: (invite: string, code: string) => Promise<void> }
}

export class Invites {
  readonly #options: InvitesOptions
  #answering: Promise<void> = Promise.resolve()

  constructor (options: InvitesOptions) {
    this.#options = options
  }

  async create ({ role = 'editor', expires = Date.now() + WEEK, uses = 1, label = '' }: InviteOptions): Promise<InviteInfo> {
    const { replica, people, sync, codes } = this.#options
    if (!Number.isSafeInteger(uses) || uses < 0 || !Number.isSafeInteger(expires) || expires < 0) throw new SheafError('BAD_INPUT', 'An invite needs a whole number of uses and a time of expiry; 0 stands for no limit.')
    if (expires > 0 && expires <= Date.now()) throw new SheafError('BAD_INPUT', 'The invite would have expired already: choose a later time.')
    const own = people().role
    if (!replica.writable || mayInvite(own, role) !== null) throw new SheafError('NOT_ALLOWED', own === 'editor' ? 'Editors can invite others as editor, commenter or reader only.' : 'Your role here does not allow you to invite others.')
    const until = Math.floor(expires / 1000) * 1000 // a code carries seconds
    const made = BlindPairing.createInvite(replica.key, { discoveryKey: replica.discoveryKey, expires: until })
    const code = encodeCode({ role, invite: made.invite })
    await codes.put(hex(made.id), code)
    const expired = await this.#expiredOfMine()
    await replica.append([...expired, { kind: 'invite', body: { id: made.id, publicKey: made.publicKey, role, expires: until, uses, ask: false, label } }])
    await sync()
    const found = (await this.list()).find(({ id }) => id === hex(made.id))
    if (found === undefined) throw new SheafError('NOT_ALLOWED', 'The invite was not accepted: you have ' + MAX_INVITES + ' open ones already, or your role changed meanwhile.')
    return found
  }

  /** Closes this person's expired invites when they take up room: they count as open until somebody says otherwise. */
  async #expiredOfMine (): Promise<Op[]> {
    const { replica, people } = this.#options
    const self = people().devices.get(hex(replica.writer))?.member
    const rows = await replica.read((view) => view.invites())
    const mine = rows.filter(({ row }) => self !== undefined && b4a.equals(row.by, self))
    if (mine.length < MAX_INVITES / 2) return []
    return mine.filter(({ row }) => inviteState(row, Date.now()) === 'expired').map(({ key }) => ({ kind: 'closeInvite', body: { id: key } }))
  }

  async list (): Promise<InviteInfo[]> {
    const { replica, people, codes } = this.#options
    const rows = await replica.read((view) => view.invites())
    const infos = rows.map(async ({ key, row }) => ({
      id: hex(key),
      role: row.role,
      expires: row.expires,
      uses: row.uses,
      used: row.used,
      label: row.label,
      createdAt: row.createdAt,
      createdBy: people().members.get(hex(row.by))?.name ?? '',
      state: inviteState(row, Date.now()),
      code: await codes.get(hex(key))
    }))
    return (await Promise.all(infos)).sort((a, b) => b.createdAt - a.createdAt)
  }

  async revoke (invite: string): Promise<void> {
    const { replica, sync } = this.#options
    const id = b4a.from(/^[0-9a-f]{64}$/i.test(invite) ? invite : '', 'hex') // Bare throws on what is not hex
    const row = id.byteLength === 32 ? await replica.read((view) => view.invite(id)) : null
    if (row === null) throw new SheafError('NOT_FOUND', 'There is no such invite in this document.')
    await replica.append([{ kind: 'closeInvite', body: { id } }])
    await sync()
    const after = await replica.read((view) => view.invite(id))
    if (after?.revoked !== true) throw new SheafError('NOT_ALLOWED', 'Only an owner or who made the invite can withdraw it.')
  }

  /** True when there is anything that a newcomer could be answered for: also a no is worth an answer. */
  async any (): Promise<boolean> {
    const role = this.#options.people().role
    return (role === 'owner' || role === 'editor') && (await this.#options.replica.read((view) => view.invites())).length > 0
  }

  /** One request at a time, so that an invite for one person lets one in. Without an answer the request stays open for others. */
  async answer (request: MemberRequest): Promise<void> {
    const row = await this.#known(request.inviteId)
    if (row === null) return
    const answered = this.#answering.then(() => this.#decide(request, row))
    this.#answering = answered.catch(() => {})
    await answered
  }

  async #decide (request: MemberRequest, row: InviteRow): Promise<void> {
    const { replica } = this.#options
    let data: RequestData | null
    try {
      data = decode(requestData, request.open(row.publicKey))
    } catch {
      return // not made with this invite's code
    }
    const claim = data === null ? null : { discoveryKey: replica.discoveryKey, writer: data.writer, device: data.device, nonce: data.nonce }
    if (data === null || claim === null || !verifyAttestation(data.proof, claim, data.member)) return request.deny({ status: DENIED.rejected })
    const { writer, member } = data
    const known = await replica.read((view) => view.device(writer))
    if (known === null) {
      const state = inviteState(await replica.read((view) => view.invite(request.inviteId)) ?? row, Date.now())
      if (state !== 'open') return request.deny({ status: DENIED[state] })
      await this.#admit(request, data, row.role)
    }
    const device = known ?? await replica.read((view) => view.device(writer))
    if (device === null) return request.deny({ status: DENIED.used }) // somebody else was let in with it in between
    if (device.removed || !b4a.equals(device.member, member)) return request.deny({ status: DENIED.rejected })
    request.confirm({ key: replica.key, encryptionKey: replica.encryptionKey })
  }

  async #admit (request: MemberRequest, data: RequestData, role: Role): Promise<void> {
    const { member, writer, device, nonce, proof, name, label, color } = data
    await this.#options.replica.append([{
      kind: 'admit',
      body: { member, name, color, role, writer, device, label, nonce, proof, invite: request.inviteId, receipt: request.receipt }
    }])
    await this.#options.sync()
  }

  /** The invite's row, also when the log brings it only in a moment. */
  async #known (id: Uint8Array): Promise<InviteRow | null> {
    const { replica } = this.#options
    const until = Date.now() + PATIENCE
    for (;;) {
      const row = await replica.read((view) => view.invite(id))
      if (row !== null || Date.now() > until) return row
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, PATIENCE)
        replica.once('update', () => { clearTimeout(timer); resolve() })
      })
    }
  }
}
