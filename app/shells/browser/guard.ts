/**
 * Who may talk to the local server. Everything that runs on this computer, and every web page open in any of its
 * browsers, can reach 127.0.0.1: each request must show that it comes from our own page or our own command.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export interface Refusal {
  status: number
  message: string
}

export interface GuardOptions {
  port: number
  /** Long-lived; what the cookie and the command line carry. */
  token: string
}

/** A ticket is for a browser that we open ourselves: it stands in a command line, where others may see it. */
const TICKET_LIFE = 60_000
const MAX_TICKETS = 20

export class Guard {
  readonly origin: string
  readonly #host: string
  readonly #token: string
  readonly #cookie: string
  /** Stands in the address that is printed on the owner's terminal; good as long as this process runs. */
  readonly launchCode = randomBytes(16).toString('base64url')
  readonly #tickets = new Map<string, number>()

  constructor ({ port, token }: GuardOptions) {
    this.#host = `127.0.0.1:${port}`
    this.origin = `http://${this.#host}`
    this.#token = token
    // Cookies know no ports: two profiles on one machine need two names.
    this.#cookie = `sheaf-${port}`
  }

  /** What every request must have, whatever it asks for. */
  checkRequest (request: IncomingMessage, methods: readonly string[] = ['GET', 'HEAD']): Refusal | null {
    // One exact host: a foreign name that was made to point to 127.0.0.1 still shows here.
    if (header(request, 'host') !== this.#host) {
      return { status: 421, message: `Sheaf answers only at ${this.origin}/.` }
    }
    if (!methods.includes(request.method ?? '')) {
      return { status: 405, message: `Sheaf answers only to ${methods.join(' and ')} here.` }
    }
    // Browsers say whether a page of another origin caused the request. "none": the person did, by the address bar.
    const site = header(request, 'sec-fetch-site')
    if (site !== undefined && site !== 'same-origin' && site !== 'none') {
      return { status: 403, message: 'Another page tried to reach Sheaf; open it from the address bar instead.' }
    }
    const origin = header(request, 'origin')
    if (origin !== undefined && origin !== this.origin) {
      return { status: 403, message: 'Another page tried to reach Sheaf.' }
    }
    return null
  }

  /** What changes something must say on top where it comes from: each of our page's uploads does. */
  checkUpload (request: IncomingMessage): Refusal | null {
    const refusal = this.checkRequest(request, ['POST'])
    if (refusal) return refusal
    const ours = header(request, 'origin') === this.origin && header(request, 'sec-fetch-site') !== 'none'
    if (!ours && header(request, 'authorization') === undefined) return { status: 403, message: 'The origin of this upload is missing.' }
    return null
  }

  /** What a socket must have on top: an origin cannot be left out, and no navigation opens one. */
  checkUpgrade (request: IncomingMessage): Refusal | null {
    const refusal = this.checkRequest(request)
    if (refusal) return refusal
    if (header(request, 'origin') !== this.origin) return { status: 403, message: 'The origin of this socket is missing.' }
    if (header(request, 'sec-fetch-site') === 'none') return { status: 403, message: 'A socket is not a page.' }
    if (!this.isOwner(request)) return { status: 401, message: 'This socket carries no valid token.' }
    return null
  }

  /** By the cookie of our page, or by the header of our command. */
  isOwner (request: IncomingMessage): boolean {
    const given = /^Bearer ([\w-]+)$/.exec(header(request, 'authorization') ?? '')?.[1] ?? this.#cookieOf(request)
    return given !== undefined && equal(given, this.#token)
  }

  /** True for the printed code, any number of times, and for a ticket, once. */
  admit (code: string): boolean {
    if (equal(code, this.launchCode)) return true
    const now = Date.now()
    for (const [ticket, expires] of this.#tickets) {
      if (expires < now) this.#tickets.delete(ticket)
      else if (equal(code, ticket)) return this.#tickets.delete(ticket)
    }
    return false
  }

  ticket (): string {
    const ticket = randomBytes(16).toString('base64url')
    this.#tickets.set(ticket, Date.now() + TICKET_LIFE)
    const [oldest] = this.#tickets.keys()
    if (this.#tickets.size > MAX_TICKETS && oldest !== undefined) this.#tickets.delete(oldest)
    return ticket
  }

  /** HttpOnly: no script reads it. Strict: no other site's page makes a browser send it. A year: bookmarks work. */
  setCookie (): string {
    return `${this.#cookie}=${this.#token}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict`
  }

  #cookieOf (request: IncomingMessage): string | undefined {
    for (const part of (request.headers.cookie ?? '').split(';')) {
      const [name, value] = part.trim().split('=', 2)
      if (name === this.#cookie) return value
    }
    return undefined
  }
}

/** A header that was sent twice counts as wrong, not as its first value. */
function header (request: IncomingMessage, name: string): string | undefined {
  const values = request.headersDistinct[name]
  if (!values) return undefined
  return values.length === 1 ? values[0] : values.join(', ')
}

/** In constant time, also when the lengths differ. */
function equal (a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
