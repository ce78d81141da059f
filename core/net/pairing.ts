/** Invites over blind-pairing: answering those who ask to be let in, and asking. Who is let in is decided elsewhere. */
import b4a from 'b4a'
import BlindPairing, { type Candidate, type Member, type MemberRequest, type PairResult } from 'blind-pairing'
import type Hyperswarm from 'hyperswarm'
import { SheafError } from '../errors.ts'
import { DENIED } from '../format/invite.ts'

/** Between two looks at the DHT, where requests and answers lie for those who are not online at once (ms). */
const POLL = 7 * 60_000
const POLL_WATCHED = 8_000
/** Requests of one document that are looked at at the same time: they are not authenticated yet. */
const MAX_REQUESTS = 64

export type Answer = (request: MemberRequest) => Promise<void>

export class Pairing {
  readonly #blind: BlindPairing
  readonly #members = new Map<string, { member: Member, discoveryKey: Uint8Array, answer: Answer }>()
  readonly #watched = new Map<string, ReturnType<typeof setInterval>>()
  readonly #candidates = new Set<Candidate>()

  constructor (swarm: Hyperswarm) {
    this.#blind = new BlindPairing(swarm, { poll: POLL })
  }

  /** Answers requests for a document, for as long as `serve` is not called with null. */
  async serve (id: string, discoveryKey: Uint8Array, answer: Answer | null): Promise<void> {
    const known = this.#members.get(id)
    if (answer === null) {
      this.#members.delete(id)
      this.watch(id, false)
      await known?.member.close()
      return
    }
    if (known !== undefined) return
    let open = 0
    const member = this.#blind.addMember({
      discoveryKey,
      onadd: async (request) => {
        if (open >= MAX_REQUESTS) return
        open++
        try {
          await answer(request)
        } finally {
          open--
        }
      }
    })
    this.#members.set(id, { member, discoveryKey, answer })
  }

  /** While a share sheet is open, looks every few seconds. */
  watch (id: string, on: boolean): void {
    const timer = this.#watched.get(id)
    if (timer !== undefined) clearInterval(timer)
    this.#watched.delete(id)
    if (!on) return
    const look = (): void => { this.#members.get(id)?.member.refresh().catch(() => {}) }
    this.#watched.set(id, setInterval(look, POLL_WATCHED))
    look()
  }

  /** Asks until somebody answers. Rejects with the reason when the answer is no, or when `signal` aborts. */
  async ask (invite: Uint8Array, userData: Uint8Array, signal: AbortSignal): Promise<PairResult> {
    signal.throwIfAborted()
    this.#blind.poll = POLL_WATCHED
    const candidate = this.#blind.addCandidate({ invite, userData })
    this.#blind.poll = POLL
    this.#candidates.add(candidate)
    try {
      return await new Promise<PairResult>((resolve, reject) => {
        const abort = (): void => { reject(signal.reason instanceof Error ? signal.reason : new SheafError('JOIN_CANCELLED', 'Joining was cancelled.')) }
        signal.addEventListener('abort', abort, { once: true })
        candidate.request.on('rejected', () => {
          const denied = deniedError(candidate.request.response?.status)
          if (denied !== null) reject(denied) // anything else is not an answer from somebody who knows the invite
        })
        candidate.request.on('accepted', (result: PairResult) => { resolve(result) })
      })
    } finally {
      this.#candidates.delete(candidate)
      // Not awaited: closing waits for a look at the DHT that may be under way.
      candidate.close().catch(() => {})
    }
  }

  suspend (): Promise<void> { return this.#blind.suspend() }
  resume (): void { this.#blind.resume() }

  async close (): Promise<void> {
    for (const id of this.#watched.keys()) this.watch(id, false)
    await this.#blind.close()
  }
}

function deniedError (status: number | undefined): SheafError | null {
  switch (status) {
    case DENIED.rejected: return new SheafError('INVITE_REJECTED', 'You were not let in: ask the person who gave you the code.')
    case DENIED.used: return new SheafError('INVITE_USED', 'This code has been used up: ask for a new one.')
    case DENIED.expired: return new SheafError('INVITE_EXPIRED', 'This code has expired: ask for a new one.')
    case DENIED.revoked: return new SheafError('INVITE_REVOKED', 'This code was withdrawn: ask for a new one.')
    default: return null
  }
}

/** When an invite code stops working by itself; 0: never. */
export function inviteTopic (invite: Uint8Array): { id: string, inviteId: Uint8Array, discoveryKey: Uint8Array, expires: number } | null {
  try {
    const { discoveryKey, id, expires } = BlindPairing.decodeInvite(invite)
    return { id: b4a.toString(discoveryKey, 'hex'), inviteId: id, discoveryKey, expires }
  } catch {
    return null
  }
}
