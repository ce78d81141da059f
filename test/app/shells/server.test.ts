/** What the local server lets in, and what it does not: every probe here is something that a stranger can send. */
import test from 'brittle'
import type { Assert } from 'brittle'
import { request } from 'node:http'
import { connect } from 'node:net'
import { WebSocket } from 'ws'
import { MAX_FRAME_BYTES, RPC_VERSION } from '../../../core/rpc/api.ts'
import { CALL, EVENT, REPLY, decodeFrame, encodeFrame } from '../../../core/rpc/frame.ts'
import { LocalServer } from '../../../app/shells/browser/server.ts'
import type { Assets } from '../../../app/shells/browser/build.ts'
import { FakeEngine } from '../../core/rpc/double.ts'

const TOKEN = 'T'.repeat(43)
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const ASSETS: Assets = new Map([
  ['/', { type: 'text/html; charset=utf-8', body: bytes('<!doctype html><title>Sheaf</title>') }],
  ['/main.js', { type: 'text/javascript; charset=utf-8', body: bytes('1') }]
])

interface Answer { status: number, headers: Record<string, string | string[] | undefined>, body: string }

async function listen (t: Assert, assets: Assets | null = ASSETS): Promise<{ server: LocalServer, engine: FakeEngine }> {
  const engine = new FakeEngine(['aa'])
  const server = new LocalServer({ engine, token: TOKEN, version: '0.0.0', assets, port: 0 })
  await server.listen()
  t.teardown(() => server.close())
  return { server, engine }
}

function cookie (server: LocalServer): string {
  return `sheaf-${new URL(server.url).port}=${TOKEN}`
}

/** node:http and not fetch, which would mend what the probe breaks. */
function get (url: string, { method = 'GET', path, headers = {} }: {
  method?: string, path?: string, headers?: Record<string, string>
} = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port, pathname, search } = new URL(url)
    const sent = request({ hostname, port, method, path: path ?? pathname + search, headers, agent: false }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (chunk: string) => { body += chunk })
      response.on('end', () => { resolve({ status: response.statusCode ?? 0, headers: response.headers, body }) })
    })
    sent.on('error', reject).end()
  })
}

/** The status with which an upgrade was refused; 101 when it was not. */
function knock (server: LocalServer, headers: Record<string, string>, path = '/rpc'): Promise<{ status: number, socket: WebSocket }> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}${path}`, { headers })
    socket.on('open', () => { resolve({ status: 101, socket }) })
    socket.on('unexpected-response', (_request, response) => {
      resolve({ status: response.statusCode ?? 0, socket })
      response.resume()
    })
    socket.on('error', reject)
  })
}

function ours (server: LocalServer): Record<string, string> {
  return { Origin: server.url, Cookie: cookie(server) }
}

function closed (socket: WebSocket): Promise<number> {
  return new Promise((resolve) => { socket.on('close', resolve) })
}

test('local server - the printed address lets any browser in, as often as it likes', async (t) => {
  const { server } = await listen(t)
  for (let i = 0; i < 2; i++) {
    const answer = await get(server.launchUrl)
    t.is(answer.status, 303)
    t.is(answer.headers['location'], '/')
    const [set = ''] = answer.headers['set-cookie'] ?? []
    t.ok(/HttpOnly/.test(set) && /SameSite=Strict/.test(set) && /Path=\//.test(set), 'a cookie that no script and no other site uses')
    const page = await get(server.url, { headers: { Cookie: set.split(';')[0] ?? '', 'Sec-Fetch-Site': 'none' } })
    t.is(page.status, 200)
    t.ok(page.body.includes('<title>Sheaf'))
  }
})

test('local server - a ticket is good once', async (t) => {
  const { server } = await listen(t)
  const url = server.ticketUrl()
  t.is((await get(url)).status, 303)
  t.is((await get(url)).status, 403)
  t.is((await get(`${server.url}/open?k=guess`)).status, 403)
  t.is((await get(`${server.url}/open`)).status, 403)
})

test('local server - whoever is not let in reads one sentence on how to get in', async (t) => {
  const { server } = await listen(t)
  for (const path of ['/', '/main.js', '/documents/1', '/ticket']) {
    const { status, body, headers } = await get(server.url, { path })
    t.is(status, 403, path)
    t.ok(body.includes('npm start') && !body.includes(TOKEN) && body.split('\n').length === 2)
    t.absent(headers['set-cookie'])
  }
})

test('local server - every answer carries the headers that fence the page in', async (t) => {
  const { server } = await listen(t)
  for (const Cookie of [cookie(server), '']) {
    const { headers } = await get(server.url, { headers: { Cookie } })
    const policy = String(headers['content-security-policy'])
    for (const part of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'"]) {
      t.ok(policy.includes(part), part)
    }
    t.absent(policy.includes('unsafe'))
    t.is(headers['x-content-type-options'], 'nosniff')
    t.is(headers['referrer-policy'], 'no-referrer')
    t.is(headers['cross-origin-opener-policy'], 'same-origin')
  }
})

test('local server - pages of the screen lead to the screen, files to themselves, the rest nowhere', async (t) => {
  const { server } = await listen(t)
  const headers = { Cookie: cookie(server) }
  t.ok((await get(server.url, { path: '/documents/abc', headers })).body.includes('Sheaf'))
  t.is((await get(server.url, { path: '/main.js', headers })).headers['content-type'], 'text/javascript; charset=utf-8')
  t.is((await get(server.url, { path: '/nothing.js', headers })).status, 404)
})

test('probe - foreign requests get nothing, with or without the cookie', async (t) => {
  const { server } = await listen(t)
  const { port } = new URL(server.url)
  const Cookie = cookie(server)
  const probes: [name: string, status: number, options: Parameters<typeof get>[1]][] = [
    ['foreign host', 421, { headers: { Host: 'evil.example' } }],
    ['DNS rebinding: a foreign name with our port', 421, { headers: { Host: `evil.example:${port}` } }],
    ['localhost is not the exact host', 421, { headers: { Host: `localhost:${port}` } }],
    ['another port of this computer', 421, { headers: { Host: '127.0.0.1:1' } }],
    ['our host with a suffix', 421, { headers: { Host: `127.0.0.1:${port}.evil.example` } }],
    ['foreign origin', 403, { headers: { Origin: 'http://evil.example' } }],
    ['null origin', 403, { headers: { Origin: 'null' } }],
    ['cross-site fetch', 403, { headers: { 'Sec-Fetch-Site': 'cross-site' } }],
    ['another local port', 403, { headers: { 'Sec-Fetch-Site': 'same-site' } }],
    ['unknown site', 403, { headers: { 'Sec-Fetch-Site': 'whatever' } }],
    ['POST', 405, { method: 'POST' }],
    ['PUT', 405, { method: 'PUT' }],
    ['OPTIONS', 405, { method: 'OPTIONS' }],
    ['path traversal', 404, { path: '/../../../../etc/passwd' }],
    ['escaped path traversal', 404, { path: '/%2e%2e/%2e%2e/etc/passwd' }],
    ['backslashes', 404, { path: '/..\\..\\etc\\passwd' }],
    ['two slashes', 404, { path: '//evil.example/' }],
    ['a whole address as the path', 404, { path: 'http://evil.example/' }]
  ]
  for (const [name, status, options] of probes) {
    const answer = await get(server.url, { ...options, headers: { Cookie, ...options?.headers } })
    t.is(answer.status, status, name)
    t.absent(answer.body.includes('<title>'), 'no page')
  }
  t.is((await get(server.url, { headers: { Cookie: `sheaf-${port}=${'x'.repeat(43)}` } })).status, 403, 'wrong token')
  t.is((await get(server.url, { headers: { Cookie: `sheaf-1=${TOKEN}` } })).status, 403, 'the cookie of another profile')
  t.is((await get(server.url, { headers: { Authorization: 'Bearer x' } })).status, 403, 'wrong bearer')
})

test('probe - foreign sockets are refused', async (t) => {
  const { server } = await listen(t)
  const good = ours(server)
  const { port } = new URL(server.url)
  const without = (name: string): Record<string, string> =>
    Object.fromEntries(Object.entries(good).filter(([key]) => key !== name))
  const probes: [name: string, status: number, headers: Record<string, string>, path?: string][] = [
    ['no origin', 403, without('Origin')],
    ['null origin', 403, { ...good, Origin: 'null' }],
    ['foreign origin', 403, { ...good, Origin: 'http://evil.example' }],
    ['our address as https', 403, { ...good, Origin: server.url.replace('http', 'https') }],
    ['another local port', 403, { ...good, Origin: 'http://127.0.0.1:1' }],
    ['localhost', 403, { ...good, Origin: `http://localhost:${port}` }],
    ['foreign host', 421, { ...good, Host: `evil.example:${port}` }],
    ['cross-site', 403, { ...good, 'Sec-Fetch-Site': 'cross-site' }],
    ['no cookie', 401, without('Cookie')],
    ['wrong token', 401, { ...good, Cookie: `sheaf-${port}=wrong` }],
    ['launch code as a token', 401, { ...good, Cookie: `sheaf-${port}=${new URL(server.launchUrl).searchParams.get('k')}` }],
    ['wrong bearer', 401, { Origin: server.url, Authorization: 'Bearer wrong' }],
    ['another path', 404, good, '/other']
  ]
  for (const [name, status, headers, path] of probes) t.is((await knock(server, headers, path)).status, status, name)
  const { status, socket } = await knock(server, good)
  t.is(status, 101, 'and ours is let in')
  socket.terminate()
  const command = await knock(server, { Origin: server.url, Authorization: `Bearer ${TOKEN}` })
  t.is(command.status, 101, 'a command too')
  command.socket.terminate()
})

test('probe - a text frame, garbage, and an oversize frame end the socket and nothing else', async (t) => {
  const { server } = await listen(t)
  for (const data of ['hello', new Uint8Array([1, 2, 3]), new Uint8Array(MAX_FRAME_BYTES + 1)]) {
    const { socket } = await knock(server, ours(server))
    socket.on('error', () => {})
    const ended = closed(socket)
    socket.send(data)
    t.ok([1001, 1003, 1009, 1006].includes(await ended))
  }
  const { socket } = await knock(server, ours(server))
  const answer = new Promise<Uint8Array>((resolve) => { socket.once('message', (data: Buffer) => { resolve(data) }) })
  socket.send(encodeFrame([CALL, 1, 'hello', [RPC_VERSION]]))
  t.is(decodeFrame(await answer)[0], REPLY)
})

test('probe - no more sockets than a person can have windows', async (t) => {
  const { server } = await listen(t)
  const statuses: number[] = []
  for (let i = 0; i < 40; i++) statuses.push((await knock(server, ours(server))).status)
  t.is(statuses.filter((status) => status === 101).length, 32)
  t.is(statuses.at(-1), 503)
})

test('probe - broken HTTP does not stop the server', async (t) => {
  const { server } = await listen(t)
  const { port } = new URL(server.url)
  for (const text of ['\r\n\r\n', 'GET', 'GET / HTTP/1.1\r\n\r\n', `GET / HTTP/1.1\r\nHost: a\r\nHost: 127.0.0.1:${port}\r\n\r\n`, '\u0000'.repeat(100)]) {
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => { socket.end(text) })
      let got = ''
      socket.on('data', (data) => { got += data.toString() })
      socket.on('error', () => {})
      socket.on('close', () => {
        t.absent(got.includes('200 OK'))
        resolve()
      })
    })
  }
  t.is((await get(server.launchUrl)).status, 303)
})

test('local server - closing says goodbye to the windows and ends', async (t) => {
  const { server } = await listen(t)
  const { socket } = await knock(server, ours(server))
  const events: unknown[] = []
  socket.on('message', (data: Buffer) => {
    const frame = decodeFrame(data)
    if (frame[0] === EVENT) events.push(frame[1])
  })
  const ended = closed(socket)
  const before = Date.now()
  await server.close()
  await ended
  t.alike(events, ['bye'])
  t.ok(Date.now() - before < 1000)
})

test('local server - a port that is taken is named, unless nobody asked for it', async (t) => {
  const { server } = await listen(t)
  const port = Number(new URL(server.url).port)
  const second = new LocalServer({ engine: new FakeEngine(), token: TOKEN, version: '0.0.0', assets: null, port })
  await t.exception(second.listen(), /Port \d+ is in use/)
  const first = new LocalServer({ engine: new FakeEngine(), token: TOKEN, version: '0.0.0', assets: null })
  const other = new LocalServer({ engine: new FakeEngine(), token: TOKEN, version: '0.0.0', assets: null })
  await first.listen()
  await other.listen()
  t.not(first.url, other.url)
  await first.close()
  await other.close()
})

test('local server - without a screen the address says so', async (t) => {
  const { server } = await listen(t, null)
  const { status, body } = await get(server.url, { headers: { Cookie: cookie(server) } })
  t.is(status, 404)
  t.ok(body.includes('without a screen'))
})
