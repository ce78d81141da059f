/** Small parts of the shells: the endpoint file, Pear, waking up, and what is typed on the command line. */
import test from 'brittle'
import { chmod, mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  loadToken, makeDataFolder, readEndpoint, removeEndpoint, writeEndpoint
} from '../../../app/shells/endpoint.ts'
import { findPear } from '../../../app/shells/pear.ts'
import { watchWake } from '../../../app/shells/wake.ts'
import { bootstrap, duration, expiry, format, formatOf, port, uses } from '../../../app/shells/cli/arguments.ts'
import { findDocument, shortId } from '../../../app/shells/cli/find.ts'
import { printable, table } from '../../../app/shells/cli/output.ts'
import { readMarkdown } from '../../../app/shells/cli/files.ts'
import type { DocumentInfo } from '../../../core/rpc/api.ts'

const ENDPOINT = { url: 'http://127.0.0.1:7432', token: 'T'.repeat(43), pid: process.pid, screen: true }

test('endpoint - only its owner can read it, and it goes with its process', async (t) => {
  const dir = join(await t.tmp(), 'new', 'folder')
  await makeDataFolder(dir)
  t.is((await stat(dir)).mode & 0o777, 0o700)
  t.is(await readEndpoint(dir), null)
  await writeEndpoint(dir, ENDPOINT)
  t.is((await stat(join(dir, 'endpoint.json'))).mode & 0o777, 0o600)
  t.alike(await readEndpoint(dir), ENDPOINT)
  await removeEndpoint(dir, process.pid + 1)
  t.alike(await readEndpoint(dir), ENDPOINT, 'a process takes away only its own')
  await removeEndpoint(dir)
  t.alike(await readdir(dir), [])
})

test('endpoint - what is stale, malformed or readable by others is not there', async (t) => {
  const dir = await t.tmp()
  const file = join(dir, 'endpoint.json')
  const bad = [
    '', 'null', '[]', '{', JSON.stringify({ ...ENDPOINT, pid: 2 ** 22 + 1 }), JSON.stringify({ ...ENDPOINT, pid: -1 }),
    JSON.stringify({ ...ENDPOINT, url: 'http://evil.example:7432' }), JSON.stringify({ ...ENDPOINT, url: 'http://127.0.0.1:1/?' }),
    JSON.stringify({ ...ENDPOINT, token: 'x\r\ny' })
  ]
  for (const text of bad) {
    await writeFile(file, text, { mode: 0o600 })
    t.is(await readEndpoint(dir), null, text)
  }
  await writeFile(file, JSON.stringify(ENDPOINT))
  await chmod(file, 0o644)
  t.is(await readEndpoint(dir), null, 'readable by others')
})

test('token - stays the same over restarts, and a broken one is replaced', async (t) => {
  const dir = await t.tmp()
  const token = await loadToken(dir)
  t.is(token.length, 43)
  t.is(await loadToken(dir), token)
  t.is((await stat(join(dir, 'token'))).mode & 0o777, 0o600)
  await writeFile(join(dir, 'token'), 'short')
  t.not(await loadToken(dir), token)
})

test('Pear - a runtime that provides the global says where data goes and when to end', async (t) => {
  const teardowns: (() => unknown)[] = []
  const updates: ((update: object) => void)[] = []
  // Every member that pear-interface names for what we use, and nothing that it does not.
  const Pear = {
    config: { storage: '/pear/storage', key: null, alias: null, dev: true, name: 'sheaf', args: [] },
    teardown: async (fn: () => unknown) => { teardowns.push(fn) },
    updates: (fn: (update: object) => void) => { updates.push(fn) }
  }
  const source = await readFile(new URL('../../../node_modules/pear-interface/index.js', import.meta.url), 'utf8')
  for (const name of ['config', 'teardown', 'updates', 'storage']) {
    t.ok(new RegExp(`@property \\{.*\\} ${name} - `).test(source), `pear-interface has ${name}`)
  }
  const pear = findPear({ Pear })
  t.is(pear?.storage, '/pear/storage')
  let told = 0
  pear?.onTeardown(() => { told++ })
  pear?.onUpdate(() => { told++ })
  for (const fn of teardowns) fn()
  for (const fn of updates) fn({})
  t.is(told, 2)
})

test('Pear - its absence, or something else of that name, is no Pear', (t) => {
  for (const scope of [{}, { Pear: null }, { Pear: 'pear' }, { Pear: {} }, { Pear: { config: {} } }, { Pear: { config: { storage: '' } } }]) {
    t.is(findPear(scope), null)
  }
})

test('wake - a computer that slept takes the network down and up, one that is busy does not', async (t) => {
  let now = 0
  const calls: string[] = []
  const engine = {
    online: true,
    suspend: async () => { calls.push('suspend') },
    resume: async () => { calls.push('resume') }
  }
  const stop = watchWake(engine, { now: () => now, tick: 10 })
  t.teardown(stop)
  const pause = () => new Promise((resolve) => { setTimeout(resolve, 40) })
  now += 5000
  await pause()
  t.alike(calls, [])
  now += 600_000
  await pause()
  t.alike(calls, ['suspend', 'resume'])
  engine.online = false
  now += 600_000
  await pause()
  t.is(calls.length, 2, 'switched off stays off')
})

test('arguments - what people type', async (t) => {
  t.is(duration('30m'), 1_800_000)
  t.is(expiry('never'), 0)
  t.ok(Math.abs(expiry('2d') - Date.now() - 172_800_000) < 1000)
  t.is(uses('3'), 3)
  t.is(uses('unlimited'), 0)
  t.is(format('md'), 'markdown')
  t.is(formatOf('a/b.HTML'), 'html')
  t.is(formatOf('notes'), undefined)
  t.is(port('0'), 0)
  t.alike(bootstrap('[::1]:5000', bootstrap('127.0.0.1:4000')), [{ host: '127.0.0.1', port: 4000 }, { host: '::1', port: 5000 }])
  const wrong: (() => unknown)[] = [
    () => duration('2y'), () => duration('-1d'), () => duration('0d'), () => uses('0'), () => uses('1.5'), () => format('docx'),
    () => format('constructor'), () => port('70000'), () => port('x'), () => bootstrap('host'), () => bootstrap('h:0'), () => bootstrap(':1')
  ]
  for (const fn of wrong) await t.exception(fn)
})

function info (id: string, title: string): DocumentInfo {
  return { id, title, role: 'owner', state: 'ready', createdAt: 0, updatedAt: 0 }
}

test('documents are found by id, by its beginning, or by title', (t) => {
  const list = [info('aaaa111100001111', 'Plan'), info('aaaa111122223333', 'abcd'), info('abcd111122223333', 'Twin'), info('ffff111122223333', 'Twin')]
  const found = (given: string): string => {
    try {
      return findDocument(list, given).id
    } catch (error) {
      return (error as { code: string }).code
    }
  }
  t.is(found('AAAA111100001111'), 'aaaa111100001111')
  t.is(found('Plan'), 'aaaa111100001111')
  t.is(found('ffff'), 'ffff111122223333')
  t.is(found('abcd'), 'aaaa111122223333', 'a title that looks like an id stays a title')
  t.is(found('fff'), 'NOT_FOUND', 'too short')
  t.is(found('aaaa'), 'BAD_INPUT')
  t.is(found('Twin'), 'BAD_INPUT')
  t.is(found(''), 'NOT_FOUND')
  t.is(shortId('aaaa111100001111', list), 'aaaa11110000')
})

test('titles of other people do not steer the terminal', (t) => {
  t.is(printable('\u001b[2Ja\nb\u202ec'), '[2Ja b c')
  t.alike(table([['a', 'bb', 'c'], ['aaa', 'b', 'cc']]), ['a    bb  c', 'aaa  b   cc'])
})

test('files - what is no Markdown text gets a sentence', async (t) => {
  const dir = await t.tmp()
  const file = (name: string): string => join(dir, name)
  await writeFile(file('empty.md'), '')
  await writeFile(file('blank.md'), ' \n\n')
  await writeFile(file('binary.md'), new Uint8Array([1, 0, 2]))
  await writeFile(file('latin1.md'), new Uint8Array([0x61, 0xe9, 0x62]))
  await writeFile(file('large.md'), Buffer.alloc(50 * 1024 * 1024, 97))
  await writeFile(file('good.md'), '# Ü 🙂\n')
  await mkdir(file('folder.md'))
  const none = (async function * () {})()
  const refused: [string, RegExp][] = [
    ['empty.md', /is empty/], ['blank.md', /is empty/], ['binary.md', /not a text file/], ['latin1.md', /not UTF-8/],
    ['large.md', /larger than 4 MB/], ['missing.md', /There is no/], ['folder.md', /is a folder/]
  ]
  for (const [name, sentence] of refused) await t.exception(readMarkdown(file(name), none), sentence, name)
  t.is(await readMarkdown(file('good.md'), none), '# Ü 🙂\n')
  const typed = (async function * () { yield Buffer.from('# from '); yield Buffer.from('a pipe') })()
  t.is(await readMarkdown('-', typed), '# from a pipe')
})
