/**
 * The local server of the browser shell: hands the screen to the owner's browser and carries the RPC.
 * Bound to 127.0.0.1; see `guard.ts` for who gets in.
 */
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { SheafError } from '../../../core/errors.ts'
import { MAX_FRAME_BYTES } from '../../../core/rpc/api.ts'
import type { EngineLike } from '../../../core/rpc/host.ts'
import { serve } from '../../../core/rpc/server.ts'
import type { Connection } from '../../../core/rpc/server.ts'
import { isBlobPath, serveBlobs } from './blobs.ts'
import type { Assets } from './build.ts'
import { Guard } from './guard.ts'
import type { Refusal } from './guard.ts'
import { SocketChannel } from './socket.ts'

export const DEFAULT_PORT = 7432
const MAX_SOCKETS = 32
const MAX_CONNECTIONS = 128
const PING_PAUSE = 30_000
/** A file may take its time; one that stands still is given up much sooner. */
const UPLOAD_TIME = 2 * 3600_000
/** Paths of the screen's own pages; anything with a dot or an escape in it is not one. */
const PAGE = /^\/(?:[\w-]+\/?)*$/

export interface ServerOptions {
  engine: EngineLike
  token: string
  version: string
  /** Null: no screen, only the RPC for commands. */
  assets: Assets | null
  /** Exactly this port; without it, the usual one or, when that is taken, any. */
  port?: number
  onfault?: (error: unknown) => void
}

export class LocalServer {
  readonly #options: ServerOptions
  readonly #http: Server
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false })
  readonly #connections = new Set<Connection>()
  readonly #alive = new WeakSet<WebSocket>()
  #guard: Guard | null = null
  #pings: ReturnType<typeof setInterval> | null = null

  constructor (options: ServerOptions) {
    this.#options = options
    this.#http = createServer({ maxHeaderSize: 16 * 1024, headersTimeout: 10_000, requestTimeout: UPLOAD_TIME })
    this.#http.maxConnections = MAX_CONNECTIONS
    this.#http.on('request', (request, response) => { this.#respond(request, response) })
    this.#http.on('upgrade', (request, socket, head) => { this.#upgrade(request, socket, head) })
    this.#http.on('clientError', (_error, socket) => { socket.destroy() })
  }

  /** http://127.0.0.1:port */
  get url (): string {
    return this.#ready().origin
  }

  /** For the owner's eyes: lets any browser in as long as this process runs. */
  get launchUrl (): string {
    return `${this.url}/open?k=${this.#ready().launchCode}`
  }

  /** For the browser that we open ourselves: good once, within a minute. */
  ticketUrl (): string {
    return `${this.url}/open?k=${this.#ready().ticket()}`
  }

  async listen (): Promise<void> {
    const { port, token } = this.#options
    const bound = port === undefined
      ? await listenOn(this.#http, DEFAULT_PORT).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
        return listenOn(this.#http, 0)
      })
      : await listenOn(this.#http, port).catch((error: unknown) => { throw portError(port, error) })
    this.#guard = new Guard({ port: bound, token })
    this.#pings = setInterval(() => { this.#ping() }, PING_PAUSE)
    this.#pings.unref()
  }

  async close (): Promise<void> {
    if (this.#pings) clearInterval(this.#pings)
    for (const connection of this.#connections) connection.close()
    const closed = new Promise<void>((resolve) => { this.#http.close(() => { resolve() }) })
    // A window gets a moment to take the goodbye.
    const timer = setTimeout(() => { for (const socket of this.#sockets.clients) socket.terminate() }, 500)
    this.#http.closeAllConnections()
    await closed
    clearTimeout(timer)
    for (const socket of this.#sockets.clients) socket.terminate()
  }

  #ready (): Guard {
    if (!this.#guard) throw new SheafError('CLOSED', 'The local server does not listen yet.')
    return this.#guard
  }

  #respond (request: IncomingMessage, response: ServerResponse): void {
    const guard = this.#ready()
    this.#secure(response)
    const [path = '', query = ''] = (request.url ?? '').split('?', 2)
    const upload = request.method === 'POST' && isBlobPath(path)
    const refusal = upload ? guard.checkUpload(request) : guard.checkRequest(request)
    if (!upload || refusal || !guard.isOwner(request)) {
      // Nobody reads a body here, and nobody waits for one that comes drop by drop.
      if (hasBody(request)) response.setHeader('Connection', 'close')
      request.resume()
    }
    if (refusal) {
      refuse(response, refusal)
      return
    }
    if (path === '/open') this.#open(response, new URLSearchParams(query).get('k') ?? '')
    else if (!guard.isOwner(request)) refuse(response, { status: 403, message: STRANGER })
    else if (isBlobPath(path)) void serveBlobs(this.#options.engine, request, response, this.#options.onfault)
    else if (path === '/ticket') sendText(response, 200, this.ticketUrl())
    else this.#serveAsset(response, path)
  }

  #open (response: ServerResponse, code: string): void {
    const guard = this.#ready()
    if (!guard.admit(code)) {
      refuse(response, { status: 403, message: STRANGER })
      return
    }
    response.setHeader('Set-Cookie', guard.setCookie())
    response.setHeader('Location', '/')
    sendText(response, 303, '')
  }

  #serveAsset (response: ServerResponse, path: string): void {
    const { assets } = this.#options
    if (!assets) {
      refuse(response, { status: 404, message: 'This Sheaf runs without a screen. Stop it and run "sheaf start" to edit here.' })
      return
    }
    const asset = assets.get(path) ?? (PAGE.test(path) ? assets.get('/') : undefined)
    if (!asset) {
      refuse(response, { status: 404, message: 'There is nothing at this address.' })
      return
    }
    response.writeHead(200, { 'Content-Type': asset.type, 'Content-Length': asset.body.length })
    response.end(asset.body)
  }

  #secure (response: ServerResponse): void {
    const { origin } = this.#ready()
    const headers = {
      'Content-Security-Policy': [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: https: http:",
        "media-src 'self'",
        `connect-src 'self' ${origin.replace('http', 'ws')}`, "font-src 'self'", "frame-ancestors 'none'",
        "base-uri 'none'", "form-action 'none'"
      ].join('; '),
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
      // After an update of Sheaf no browser may show the screen of the old one.
      'Cache-Control': 'no-store'
    }
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  }

  #upgrade (request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => {})
    const refusal = this.#ready().checkUpgrade(request) ??
      (request.url === '/rpc' ? null : { status: 404, message: 'There is no socket at this address.' }) ??
      (this.#sockets.clients.size < MAX_SOCKETS ? null : { status: 503, message: 'Too many windows are open.' })
    if (refusal) {
      socket.end(`HTTP/1.1 ${refusal.status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    this.#sockets.handleUpgrade(request, socket, head, (ws) => { this.#connect(ws) })
  }

  #connect (ws: WebSocket): void {
    const { engine, version, onfault } = this.#options
    this.#alive.add(ws)
    ws.on('pong', () => { this.#alive.add(ws) })
    const connection = serve(engine, new SocketChannel(ws), { version, ...(onfault && { onfault }) })
    this.#connections.add(connection)
    ws.on('close', () => { this.#connections.delete(connection) })
  }

  /** A browser that was killed or a laptop that slept leaves sockets behind that nobody closes. */
  #ping (): void {
    for (const ws of this.#sockets.clients) {
      if (!this.#alive.has(ws)) ws.terminate()
      else {
        this.#alive.delete(ws)
        ws.ping()
      }
    }
  }
}

function hasBody ({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0'
}

const STRANGER = 'To open Sheaf here, run "npm start" (or "sheaf start") again, or open the whole address that it printed.'

function refuse (response: ServerResponse, { status, message }: Refusal): void {
  sendText(response, status, message)
}

function sendText (response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' })
  response.end(text === '' ? '' : `${text}\n`)
}

function listenOn (server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

function portError (port: number, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') {
    return new SheafError('BAD_INPUT', `Port ${port} is in use by another program; choose another one, or leave out --port.`)
  }
  if (code === 'EACCES') return new SheafError('BAD_INPUT', `This account may not use port ${port}; choose one above 1023.`)
  return error
}
