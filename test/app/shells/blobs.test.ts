/** Files over the local server: what a browser gets, what a stranger does not, and that nothing of a file ever runs. */
import test from 'brittle'
import type { Assert } from 'brittle'
import { request } from 'node:http'
import { connect } from 'node:net'
import { SheafError } from '../../../core/errors.ts'
import { LocalServer } from '../../../app/shells/browser/server.ts'
import { rangeOf } from '../../../app/shells/browser/blobs.ts'
import { FakeEngine, type FakeDocument } from '../../core/rpc/double.ts'

const TOKEN = 'T'.repeat(43)
const TEXT = 'abcdefghijklmnopqrstuvwxyz'

interface Answer { status: number, headers: Record<string, string | string[] | undefined>, body: string }
interface Options { method?: string, headers?: Record<string, string>, body?: string }

async function listen (t: Assert): Promise<{ server: LocalServer, document: FakeDocument, ask: (path: string, options?: Options) => Promise<Answer>, ours: Record<string, string> }> {
  const engine = new FakeEngine(['aa'])
  const server = new LocalServer({ engine, token: TOKEN, version: '0.0.0', assets: null, port: 0 })
  await server.listen()
  t.teardown(() => server.close())
  const { port, hostname } = new URL(server.url)
  const Cookie = `sheaf-${port}=${TOKEN}`
  const ours = { Origin: server.url, Cookie, 'Sec-Fetch-Site': 'same-origin' }
  const ask = (path: string, { method = 'GET', headers = { Cookie }, body }: Options = {}): Promise<Answer> => new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => { text += chunk })
      response.on('end', () => { resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }) })
    })
    sent.on('error', reject).end(body)
  })
  return { server, document: engine.document('aa'), ask, ours }
}

test('files - what is put in comes out, whole and in part', async (t) => {
  const { ask, ours } = await listen(t)
  const put = await ask('/blobs/aa', { method: 'POST', headers: { ...ours, 'Content-Type': 'text/html' }, body: TEXT })
  t.is(put.status, 201)
  t.alike(JSON.parse(put.body), { ref: 'ref0', size: 26 })
  const whole = await ask('/blobs/aa/ref0?name=letters.txt&type=text/plain')
  t.is(whole.status, 200)
  t.is(whole.body, TEXT)
  t.is(whole.headers['content-length'], '26')
  t.is(whole.headers['accept-ranges'], 'bytes')
  t.ok(/immutable/.test(String(whole.headers['cache-control'])))
  const { etag } = whole.headers
  const { Cookie = '' } = ours
  t.is((await ask('/blobs/aa/ref0', { headers: { Cookie, 'If-None-Match': String(etag) } })).status, 304)
  const part = await ask('/blobs/aa/ref0', { headers: { Cookie, Range: 'bytes=2-4' } })
  t.alike([part.status, part.body, part.headers['content-range'], part.headers['content-length']], [206, 'cde', 'bytes 2-4/26', '3'])
  t.is((await ask('/blobs/aa/ref0', { headers: { Cookie, Range: 'bytes=2-4', 'If-Range': '"another"' } })).status, 200, 'of another file, no part')
  const beyond = await ask('/blobs/aa/ref0', { headers: { Cookie, Range: 'bytes=26-' } })
  t.alike([beyond.status, beyond.headers['content-range']], [416, 'bytes */26'])
  const head = await ask('/blobs/aa/ref0', { method: 'HEAD' })
  t.alike([head.status, head.headers['content-length'], head.body], [200, '26', ''])
  t.alike(JSON.parse((await ask('/blobs/aa/ref0/state?fetch=1')).body), { state: 'here', have: 26, size: 26, peers: 0 })
})

test('files - an empty file', async (t) => {
  const { ask, ours } = await listen(t)
  t.alike(JSON.parse((await ask('/blobs/aa', { method: 'POST', headers: ours })).body), { ref: 'ref0', size: 0 })
  const { status, headers, body } = await ask('/blobs/aa/ref0')
  t.alike([status, headers['content-length'], body], [200, '0', ''])
})

test('files - ranges as browsers ask for them', (t) => {
  const cases: [header: string | undefined, expected: ReturnType<typeof rangeOf>][] = [
    [undefined, null], ['', null], ['bytes=0-', { start: 0, end: 100 }], ['bytes=0-0', { start: 0, end: 1 }], ['bytes=-5', { start: 95, end: 100 }],
    ['bytes=-500', { start: 0, end: 100 }], ['bytes=90-500', { start: 90, end: 100 }], ['bytes=100-', 'none'], ['bytes=-0', 'none'],
    ['bytes=5-4', null], ['bytes=0-1,3-4', null], ['items=0-1', null], ['bytes=-', null], ['bytes=a-b', null], ['bytes=0-99999999999999999999', null]
  ]
  for (const [header, expected] of cases) t.alike(rangeOf(header, 100), expected, String(header))
  t.is(rangeOf('bytes=-5', 0), 'none')
})

test('files - nothing of a file runs: SVG, HTML and what is unknown are saved, not shown, and fenced in all the same', async (t) => {
  const { ask, ours } = await listen(t)
  await ask('/blobs/aa', { method: 'POST', headers: ours, body: '<script>alert(1)</script>' })
  const cases: [type: string, contentType: string, disposition: string][] = [
    ['image/png', 'image/png', 'inline'],
    ['video/mp4', 'video/mp4', 'inline'],
    ['text/plain', 'text/plain; charset=utf-8', 'inline'],
    ['image/svg+xml', 'image/svg+xml', 'attachment'],
    ['text/html', 'application/octet-stream', 'attachment'],
    ['application/xhtml+xml', 'application/octet-stream', 'attachment'],
    ['application/pdf', 'application/octet-stream', 'attachment'],
    ['text/javascript', 'application/octet-stream', 'attachment'],
    ['image/png\r\nX-Evil: 1', 'application/octet-stream', 'attachment'],
    ['IMAGE/SVG+XML', 'application/octet-stream', 'attachment'],
    ['', 'application/octet-stream', 'attachment']
  ]
  for (const [type, contentType, disposition] of cases) {
    const { headers } = await ask('/blobs/aa/ref0?type=' + encodeURIComponent(type))
    t.is(headers['content-type'], contentType, type)
    t.is(String(headers['content-disposition']).split(';')[0], disposition)
    t.is(headers['x-content-type-options'], 'nosniff')
    t.is(headers['cross-origin-resource-policy'], 'same-origin')
    const policy = String(headers['content-security-policy'])
    t.ok(policy.includes("default-src 'none'") && /; sandbox( allow-same-origin)?$/.test(policy) && !policy.includes('script'), policy)
    t.absent(headers['x-evil'])
  }
})

test('files - a name can break out of no header and hide no ending', async (t) => {
  const { ask, ours } = await listen(t)
  await ask('/blobs/aa', { method: 'POST', headers: ours, body: TEXT })
  const nameOf = async (name: string): Promise<string> => String((await ask('/blobs/aa/ref0?name=' + encodeURIComponent(name))).headers['content-disposition'])
  t.is(await nameOf('Überblick (1).pdf'), "attachment; filename=\"_berblick (1).pdf\"; filename*=UTF-8''%C3%9Cberblick%20%281%29.pdf")
  t.is(await nameOf('a"; x="b\r\nSet-Cookie: c=d'), "attachment; filename=\"a_; x=_bSet-Cookie: c=d\"; filename*=UTF-8''a%22%3B%20x%3D%22bSet-Cookie%3A%20c%3Dd")
  t.is(await nameOf('../../etc/passwd'), "attachment; filename=\"....etcpasswd\"; filename*=UTF-8''....etcpasswd")
  t.ok((await nameOf('photo\u202Egnp.exe')).includes('photognp.exe'), 'letters that turn the rest around')
  t.ok((await nameOf('\u202e')).includes('filename="file"'), 'nothing left of it')
  t.ok((await nameOf('x' + '💥'.repeat(300))).includes('%F0%9F%92%A5'), 'cut between letters')
  t.ok((await nameOf('x'.repeat(5000))).length < 500)
})

test('files - what fails says so in a sentence, and with a status that means it', async (t) => {
  const { ask, ours, document } = await listen(t)
  for (const [code, status] of [['NOT_ALLOWED', 403], ['TOO_LARGE', 413], ['DISK_FULL', 507], ['TOO_NEW', 409]] as const) {
    document.blobFailure = new SheafError(code, 'A sentence.')
    const answer = await ask('/blobs/aa', { method: 'POST', headers: ours, body: 'x'.repeat(300_000) })
    t.alike([answer.status, JSON.parse(answer.body)], [status, { code, message: 'A sentence.' }])
  }
  for (const [code, status] of [['NOBODY_HERE', 504], ['BAD_BLOB', 502], ['NOT_FOUND', 404]] as const) {
    document.blobFailure = new SheafError(code, 'A sentence.')
    const answer = await ask('/blobs/aa/ref0?type=text/html')
    t.alike([answer.status, JSON.parse(answer.body).code, answer.headers['cache-control']], [status, code, 'no-store'])
  }
  document.blobFailure = null
  for (const path of ['/blobs/', '/blobs/aa', '/blobs/bb/ref0', '/blobs/aa/nothing', '/blobs/aa/REF0', '/blobs/aa/ref0/other', '/blobs/../aa', '/blobs/aa/%2e%2e', '/blobs/aa/' + 'y'.repeat(600), '/blobs/aa/nothing/state']) {
    const answer = await ask(path)
    t.alike([answer.status, JSON.parse(answer.body).code], [404, 'NOT_FOUND'], path)
  }
  t.is((await ask('/blobs/aa/ref0', { method: 'POST', headers: ours, body: 'x' })).status, 404)
})

test('files - strangers neither read nor write', async (t) => {
  const { ask, ours, document, server } = await listen(t)
  await ask('/blobs/aa', { method: 'POST', headers: ours, body: TEXT })
  const without = (name: string): Record<string, string> => Object.fromEntries(Object.entries(ours).filter(([key]) => key !== name))
  const { port } = new URL(server.url)
  const probes: [name: string, status: number, headers: Record<string, string>][] = [
    ['no cookie', 403, without('Cookie')],
    ['wrong cookie', 403, { ...ours, Cookie: `sheaf-${port}=wrong` }],
    ['foreign origin', 403, { ...ours, Origin: 'http://evil.example' }],
    ['null origin', 403, { ...ours, Origin: 'null' }],
    ['cross-site', 403, { ...ours, 'Sec-Fetch-Site': 'cross-site' }],
    ['another local port', 403, { ...ours, 'Sec-Fetch-Site': 'same-site' }],
    ['foreign host', 421, { ...ours, Host: 'evil.example' }]
  ]
  for (const [name, status, headers] of probes) {
    t.is((await ask('/blobs/aa', { method: 'POST', headers, body: TEXT })).status, status, 'write: ' + name)
    t.is((await ask('/blobs/aa/ref0', { headers })).status, status, 'read: ' + name)
    t.is((await ask('/blobs/aa/ref0/state', { headers })).status, status, 'state: ' + name)
  }
  t.is((await ask('/blobs/aa', { method: 'POST', headers: without('Origin'), body: TEXT })).status, 403, 'an upload says where it comes from')
  t.is((await ask('/blobs/aa', { method: 'PUT', headers: ours, body: TEXT })).status, 405)
  t.is((await ask('/blobs/aa', { method: 'DELETE', headers: ours })).status, 405)
  t.is((await ask('/documents/aa', { method: 'POST', headers: ours, body: TEXT })).status, 405, 'and goes nowhere else')
  t.is(document.blobs.size, 1)
  t.is((await ask('/blobs/aa', { method: 'POST', headers: { Authorization: `Bearer ${TOKEN}` }, body: TEXT })).status, 201, 'a command may')
})

test('files - an upload that breaks off is given up', async (t) => {
  const { document, ours, server } = await listen(t)
  const { port } = new URL(server.url)
  const lines = ['POST /blobs/aa HTTP/1.1', `Host: 127.0.0.1:${port}`, ...Object.entries(ours).map(([name, value]) => `${name}: ${value}`), 'Content-Length: 1000', '', 'abc']
  const failed = new Promise<boolean>((resolve) => {
    const put = document.putBlob.bind(document)
    document.putBlob = (source) => put(source).finally(() => { resolve(true) })
  })
  const socket = connect(Number(port), '127.0.0.1', () => { socket.write(lines.join('\r\n')) })
  setTimeout(() => { socket.destroy() }, 200)
  t.ok(await failed)
  t.is(document.blobs.size, 0)
})

test('files - a body that nobody asked for keeps no connection', async (t) => {
  const { server, ours } = await listen(t)
  const { port } = new URL(server.url)
  const started = Date.now()
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(['GET / HTTP/1.1', `Host: 127.0.0.1:${port}`, `Cookie: ${ours['Cookie']}`, 'Content-Length: 1000', '', 'a'].join('\r\n'))
    })
    socket.resume().on('close', () => { resolve() }).on('error', () => {})
  })
  t.ok(Date.now() - started < 5000)
})
