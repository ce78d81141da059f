/**
 * Files and images over the local server, since neither fits into an RPC frame. Who gets in is the guard's business.
 *
 * POST /blobs/<document>                       raw bytes, whatever their Content-Type → 201 { ref, size }, once on disk.
 * GET  /blobs/<document>/<ref>?name=…&type=…   the bytes, once all are here and match their hash; Range; HEAD as well.
 *      What is not here is fetched; gives up (504) when no new byte came for some seconds, and may be asked again.
 * GET  /blobs/<document>/<ref>/state?fetch=1   → BlobState (core/rpc/api.ts), at once; with fetch=1 the fetch begins.
 * Errors are { code, message }: 404 NOT_FOUND, 504 NOBODY_HERE (ask again later), 502 BAD_BLOB (never the right bytes),
 * 403 NOT_ALLOWED, 409 TOO_NEW, 413 TOO_LARGE, 507 DISK_FULL, 400 BAD_INPUT.
 *
 * The bytes come from others: nothing of them may ever run with the rights of our page. So the type is one of a short
 * list or none, everything that is no plain picture, sound, film or text is saved and not shown, and a policy of its
 * own puts what a browser shows all the same into a sandbox without scripts.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { SheafError, type ErrorCode } from '../../../core/errors.ts'
import type { EngineLike } from '../../../core/rpc/host.ts'
import { Leases } from '../../../core/rpc/lease.ts'
import { asSheafError } from '../../../core/rpc/subscription.ts'

/** How long an upload may stand still (ms), and how long the rest of a refused one is taken in and thrown away. */
const PATIENCE = 30_000
const PATH = /^\/blobs\/(?<document>[0-9a-f]{1,128})(?:\/(?<ref>[a-z0-9]{1,512})(?<state>\/state)?)?$/
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
/** A tab of its own for a sound or a film asks for it a second time, by our cookie. Scripts run there no more than elsewhere. */
const PLAYER_POLICY = "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; sandbox allow-same-origin"

/** Shown in place; a browser runs nothing in any of them. */
const INLINE = new Set([
  'image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp',
  'audio/mpeg', 'audio/ogg', 'audio/wav', 'audio/webm', 'audio/mp4', 'audio/aac', 'audio/flac',
  'video/mp4', 'video/webm', 'video/ogg'
])
const TEXT = 'text/plain'
/** In an `<img>` no script of it runs; on its own it is saved, not shown. */
const SVG = 'image/svg+xml'

const STATUS: Partial<Record<ErrorCode, number>> = {
  NOT_FOUND: 404, NOBODY_HERE: 504, BAD_BLOB: 502, NOT_ALLOWED: 403, TOO_NEW: 409, TOO_LARGE: 413, DISK_FULL: 507,
  READ_ONLY_DISK: 507, BAD_INPUT: 400, CLOSED: 503
}

export function isBlobPath (path: string): boolean { return path.startsWith('/blobs/') }

/** Answers a request that the guard let through. Never rejects. */
export async function serveBlobs (engine: EngineLike, request: IncomingMessage, response: ServerResponse, onfault: (error: unknown) => void = () => {}): Promise<void> {
  try {
    const [path = '', query = ''] = (request.url ?? '').split('?', 2)
    const { document, ref, state } = PATH.exec(path)?.groups ?? {}
    const asked = new URLSearchParams(query)
    if (document === undefined || (ref === undefined) !== (request.method === 'POST')) throw new SheafError('NOT_FOUND', 'There is nothing at this address.')
    const leases = Leases.of(engine)
    if (ref === undefined) sendJson(response, 201, await leases.use(document, (open) => open.putBlob(body(request), { size: Number(request.headers['content-length'] ?? 0) })))
    else if (state !== undefined) sendJson(response, 200, await leases.use(document, (open) => open.blobState(ref, { fetch: asked.get('fetch') === '1' })))
    else await leases.use(document, async (open) => send(request, response, asked, await open.blobReady(ref), (start, end) => open.getBlob(ref, { start, end })))
  } catch (error) {
    const { code, message } = asSheafError(error)
    if (code === 'INTERNAL') onfault(error)
    if (response.headersSent) response.destroy()
    else sendJson(response, STATUS[code] ?? 500, { code, message })
    discard(request)
  }
}

async function send (
  request: IncomingMessage, response: ServerResponse, asked: URLSearchParams,
  { size, hash }: { size: number, hash: string }, read: (start: number, end: number) => AsyncIterable<Uint8Array>
): Promise<void> {
  if (response.destroyed) return // nobody waited for it
  const tag = `"${hash}"`
  const { contentType, disposition } = dress(asked.get('type') ?? '', asked.get('name') ?? '')
  const headers = {
    'Content-Type': contentType,
    'Content-Disposition': disposition,
    'Content-Security-Policy': /^(?:audio|video)\//.test(contentType) ? PLAYER_POLICY : POLICY,
    'Cache-Control': 'private, max-age=31536000, immutable', // another file has another address
    'Accept-Ranges': 'bytes',
    ETag: tag
  }
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  if (request.headers['if-none-match']?.includes(tag) === true) return void response.writeHead(304).end()
  const whole = { start: 0, end: size }
  const sameFile = (request.headers['if-range'] ?? tag) === tag
  const range = sameFile ? rangeOf(request.headers.range, size) ?? whole : whole
  if (range === 'none') {
    response.setHeader('Content-Range', `bytes */${size}`)
    response.setHeader('Content-Type', 'application/json; charset=utf-8')
    return void response.writeHead(416).end(JSON.stringify({ code: 'BAD_INPUT', message: 'The file has no such part.' }))
  }
  const { start, end } = range
  response.setHeader('Content-Length', end - start)
  if (range !== whole) response.setHeader('Content-Range', `bytes ${start}-${end - 1}/${size}`)
  response.writeHead(range === whole ? 200 : 206)
  if (request.method === 'HEAD') return void response.end()
  await pipeline(Readable.from(read(start, end), { objectMode: false, highWaterMark: 256 * 1024 }), response).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error // else the browser has seen enough
  })
}

/** One range; of several, or of what is no range in bytes, nothing is known and the whole is sent, as the protocol wants. */
export function rangeOf (header: string | undefined, size: number): { start: number, end: number } | 'none' | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.replaceAll(' ', '') ?? '') ?? []
  if (first === '' && last === '') return null
  if (first === '') return Number(last) === 0 || size === 0 ? 'none' : { start: Math.max(0, size - Number(last)), end: size }
  const start = Number(first)
  const end = last === '' ? size : Math.min(size, Number(last) + 1)
  if (last !== '' && Number(last) < start) return null
  return start >= size ? 'none' : { start, end }
}

function dress (type: string, name: string): { contentType: string, disposition: string } {
  const inline = INLINE.has(type) || type === TEXT
  const contentType = type === TEXT ? 'text/plain; charset=utf-8' : INLINE.has(type) || type === SVG ? type : 'application/octet-stream'
  // Neither a path nor letters that turn the rest of the name around; those hide what kind of file it is.
  const clean = Array.from(name).filter((char) => !/[\p{Cc}\p{Bidi_Control}\p{Cs}/\\]/u.test(char)).slice(0, 150).join('') || 'file'
  const ascii = clean.replace(/[^ -~]|["%]/g, '_')
  const encoded = encodeURIComponent(clean).replace(/['()*]/g, (char) => '%' + char.charCodeAt(0).toString(16))
  return { contentType, disposition: `${inline ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${encoded}` }
}

/** The bytes of an upload. One that stands still is given up: others wait behind it. */
async function * body (request: IncomingMessage): AsyncGenerator<Uint8Array> {
  const parts = request[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>
  for (;;) {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => { reject(new SheafError('BAD_INPUT', 'The file stopped coming before it was complete, so it was not added.')) }, PATIENCE)
    })
    const next = await Promise.race([parts.next(), late]).finally(() => { clearTimeout(timer) })
    if (next.done === true) return
    yield next.value
  }
}

/** A browser hears an answer only after it has sent its whole file; for a while, it is let. */
function discard (request: IncomingMessage): void {
  if (request.complete || request.destroyed) return
  request.on('error', () => {})
  request.resume()
  const timer = setTimeout(() => { request.destroy() }, PATIENCE)
  request.once('close', () => { clearTimeout(timer) })
}

function sendJson (response: ServerResponse, status: number, value: unknown): void {
  if (response.destroyed) return
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(value))
}
