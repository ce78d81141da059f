/** The command as people run it: real processes, the real engine, a network of their own on 127.0.0.1. */
import test from 'brittle'
import type { Assert } from 'brittle'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import createTestnet from 'hyperdht/testnet.js'
import { readEndpoint } from '../../../app/shells/endpoint.ts'

const BIN = fileURLToPath(new URL('../../../app/shells/cli/sheaf.js', import.meta.url))
const PATIENCE = 30_000

interface Ran { code: number | null, out: string, err: string }

class Running {
  readonly child: ChildProcess
  readonly done: Promise<Ran>
  #out = ''
  #err = ''

  constructor (t: Assert, argv: string[], stdin = '') {
    this.child = spawn(process.execPath, [BIN, ...argv], { stdio: 'pipe' })
    this.child.stdout?.on('data', (data: Buffer) => { this.#out += data.toString() })
    this.child.stderr?.on('data', (data: Buffer) => { this.#err += data.toString() })
    this.child.stdin?.end(stdin)
    this.done = new Promise((resolve) => {
      this.child.on('close', (code) => { resolve({ code, out: this.#out, err: this.#err }) })
    })
    t.teardown(() => { this.child.kill('SIGKILL') })
  }

  /** What it printed once the first line is complete. */
  async line (): Promise<string> {
    const deadline = Date.now() + PATIENCE
    while (!this.#out.includes('\n')) {
      if (Date.now() > deadline || this.child.exitCode !== null) throw new Error(`no line came: ${this.#err}`)
      await new Promise((resolve) => { setTimeout(resolve, 20) })
    }
    return this.#out.slice(0, this.#out.indexOf('\n'))
  }

  end (signal: NodeJS.Signals = 'SIGTERM'): Promise<Ran> {
    this.child.kill(signal)
    return this.done
  }
}

function sheaf (t: Assert, ...argv: string[]): Promise<Ran> {
  return new Running(t, argv).done
}

test('process - a document is made, listed, exported and invited to, one command after the other', { timeout: 60_000 }, async (t) => {
  const dir = join(await t.tmp(), 'profile')
  const file = join(await t.tmp(), 'plan.md')
  await writeFile(file, '# Plan\n\nFirst **this**, then that.\n')
  const made = await sheaf(t, 'new', file, '--dir', dir)
  t.alike([made.code, made.err], [0, ''])
  const id = made.out.trim()
  t.is((await stat(dir)).mode & 0o777, 0o700)
  const list = JSON.parse((await sheaf(t, 'list', '--json', '--dir', dir)).out) as { id: string, title: string, role: string }[]
  t.alike(list.map(({ id, title, role }) => ({ id, title, role })), [{ id, title: 'Plan', role: 'owner' }])
  const exported = await sheaf(t, 'export', 'Plan', '--dir', dir)
  t.ok(exported.out.includes('First **this**, then that.'), exported.err)
  const invited = await sheaf(t, 'invite', id.slice(0, 6), '--dir', dir)
  t.is(invited.code, 0)
  t.ok(/^\w{50,}\n$/.test(invited.out))
})

test('process - exit codes', { timeout: 60_000 }, async (t) => {
  const dir = await t.tmp()
  const cases: [number, string[]][] = [
    [0, ['--version']], [2, ['bogus']], [2, ['invite']], [2, ['list', '--nope']],
    [1, ['export', 'nothing']], [1, ['join', 'nonsense']], [1, ['new', join(dir, 'missing.md')]]
  ]
  for (const [expected, argv] of cases) {
    const { code, out, err } = await sheaf(t, ...argv, '--dir', dir)
    t.is(code, expected, argv.join(' '))
    t.absent(/\bat .*:\d+:\d+/.test(err), 'no stack trace')
    if (expected !== 0) t.is(out, '')
  }
})

test('process - a folder that cannot be written, and one that is a file', { timeout: 60_000 }, async (t) => {
  const dir = await t.tmp()
  await writeFile(join(dir, 'file'), '')
  const { code, err } = await sheaf(t, 'list', '--dir', join(dir, 'file'))
  t.is(code, 1)
  t.ok(/is not a folder/.test(err), err)
  // To root nothing is read-only.
  if (process.getuid?.() === 0) return
  await chmod(dir, 0o500)
  const refused = await sheaf(t, 'list', '--dir', join(dir, 'new'))
  await chmod(dir, 0o700)
  t.is(refused.code, 1)
  t.ok(/may not read or write/.test(refused.err), refused.err)
})

test('process - start prints its address, serves the screen, and ends within seconds', { timeout: 60_000 }, async (t) => {
  const dir = await t.tmp()
  const running = new Running(t, ['start', '--json', '--offline', '--dir', dir])
  const { url } = JSON.parse(await running.line()) as { url: string }
  const entered = await fetch(url, { redirect: 'manual' })
  t.is(entered.status, 303)
  const Cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const page = await (await fetch(new URL('/', url), { headers: { Cookie } })).text()
  for (const [, path = ''] of page.matchAll(/(?:src|href)="([^":]+)"/g)) {
    const asset = await fetch(new URL(path, url), { headers: { Cookie } })
    t.is(asset.status, 200, path)
  }
  t.is((await fetch(new URL('/', url))).status, 403)
  t.is((await sheaf(t, 'new', '--title', 'Made beside', '--dir', dir)).code, 0, 'a command talks to it')
  const again = await sheaf(t, 'start', '--json', '--dir', dir)
  t.is(again.code, 0, 'a second start shows the way to the first')
  t.is(new URL((JSON.parse(again.out) as { url: string }).url).origin, new URL(url).origin)
  const before = Date.now()
  const { code, out } = await running.end('SIGINT')
  t.is(code, 0)
  t.is(out.trim().split('\n').length, 1, 'one line and no more')
  t.ok(Date.now() - before < 5000)
  t.is(await readEndpoint(dir), null)
})

test('process - after kill -9 everything is there again', { timeout: 60_000 }, async (t) => {
  const dir = await t.tmp()
  const serving = new Running(t, ['serve', '--offline', '--dir', dir])
  await serving.line()
  t.is((await sheaf(t, 'new', '--title', 'Kept', '--dir', dir)).code, 0)
  await serving.end('SIGKILL')
  const { code, out, err } = await sheaf(t, 'list', '--dir', dir)
  t.is(code, 0, err)
  t.ok(out.includes('Kept'))
})

test('process - one invites, the other joins, each by a command', { timeout: 120_000 }, async (t) => {
  const testnet = await createTestnet(3, { host: '127.0.0.1' })
  t.teardown(() => testnet.destroy())
  const net = testnet.bootstrap.flatMap(({ host, port }) => ['--bootstrap', `${host}:${port}`, '--host', '127.0.0.1'])
  const [ada, ben] = [join(await t.tmp(), 'ada'), join(await t.tmp(), 'ben')]
  const serving = new Running(t, ['serve', '--name', 'Ada', '--dir', ada, ...net])
  await serving.line()
  const created = new Running(t, ['new', '-', '--dir', ada], '# Together\n\nOne text.\n')
  t.is((await created.done).code, 0)
  const invited = await sheaf(t, 'invite', 'Together', '--dir', ada)
  t.is(invited.code, 0, invited.err)
  const joined = await sheaf(t, 'join', invited.out.trim(), '--name', 'Ben', '--timeout', '60s', '--json', '--dir', ben, ...net)
  t.is(joined.code, 0, joined.err)
  t.is((JSON.parse(joined.out) as { title: string }).title, 'Together')
  const file = join(ben, 'out.md')
  t.is((await sheaf(t, 'export', 'Together', '-o', file, '--dir', ben)).code, 0)
  t.ok((await readFile(file, 'utf8')).includes('One text.'))
  t.is((await serving.end()).code, 0)
})
