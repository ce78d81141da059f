/** The command line in one process, on a double of the engine: what is printed where, and the exit codes. */
import test from 'brittle'
import type { Assert } from 'brittle'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runCli } from '../../../app/shells/cli/cli.ts'
import type { EngineOptions } from '../../../app/shells/engine.ts'
import { LocalServer } from '../../../app/shells/browser/server.ts'
import { loadToken, readEndpoint, writeEndpoint } from '../../../app/shells/endpoint.ts'
import { SheafError } from '../../../core/errors.ts'
import { FakeEngine } from '../../core/rpc/double.ts'

interface Ran { code: number, out: string, err: string }

interface World {
  dir: string
  engine: FakeEngine
  options: EngineOptions[]
  run: (...argv: string[]) => Promise<Ran>
  /** For a command that stays: ends it, and gives what it said. */
  stay: (...argv: string[]) => { said: () => Promise<string>, end: () => Promise<Ran> }
}

async function world (t: Assert, engine = new FakeEngine(['aaaa1111', 'aaaa2222', 'bbbb1111'])): Promise<World> {
  const dir = await t.tmp()
  const options: EngineOptions[] = []
  const begin = (argv: string[], signal: AbortSignal, stdin = '') => {
    const ran: Ran = { code: -1, out: '', err: '' }
    const done = runCli({
      argv: [...argv, '--dir', dir],
      io: {
        stdin: (async function * () { yield Buffer.from(stdin) })(),
        out: (data) => { ran.out += typeof data === 'string' ? data : new TextDecoder().decode(data) },
        err: (text) => { ran.err += text }
      },
      signal,
      createEngine: async (_dir, given) => {
        options.push(given)
        engine.closed = false
        return engine
      }
    }).then((code) => ({ ...ran, code }))
    return { ran, done }
  }
  return {
    dir,
    engine,
    options,
    run: (...argv) => begin(argv, new AbortController().signal, '# From a pipe\n').done,
    stay: (...argv) => {
      const abort = new AbortController()
      const { ran, done } = begin(argv, abort.signal)
      return {
        said: async () => {
          const deadline = Date.now() + 5000
          while (ran.out === '' && Date.now() < deadline) await new Promise((resolve) => { setTimeout(resolve, 10) })
          return ran.out
        },
        end: () => {
          abort.abort()
          return done
        }
      }
    }
  }
}

test('cli - list, for people and as JSON', async (t) => {
  const { run, engine } = await world(t)
  engine.document('bbbb1111').title = '\u001b[31mred'
  const people = await run('list')
  t.is(people.code, 0)
  t.is(people.out.split('\n').length, 4)
  t.ok(people.out.includes('Paper aaaa1111') && people.out.includes('[31mred') && !people.out.includes('\u001b'))
  const json = await run('list', '--json')
  t.is((JSON.parse(json.out) as unknown[]).length, 3)
  t.ok(engine.closed, 'the engine it ran is closed again')
  t.alike(await (await world(t, new FakeEngine())).run('list', '--json'), {
    code: 0, out: '[]\n', err: 'There are no documents yet; "sheaf new" makes one.\n'
  })
})

test('cli - options go before or after the command', async (t) => {
  const { run, options } = await world(t)
  t.is((await run('--json', '--name', 'Ben', 'list')).out[0], '[')
  t.is((await run('list', '--host', '127.0.0.1', '--bootstrap', '127.0.0.1:4000', '--bootstrap', '[::1]:5000')).code, 0)
  t.alike(options, [
    { name: 'Ben', offline: true },
    { bootstrap: [{ host: '127.0.0.1', port: 4000 }, { host: '::1', port: 5000 }], host: '127.0.0.1', offline: true }
  ])
})

test('cli - new: empty, from a file, from a pipe', async (t) => {
  const { run, dir, engine } = await world(t)
  const empty = await run('new', '--json', '--title', 'Plan')
  t.is((JSON.parse(empty.out) as { title: string }).title, 'Plan')
  await writeFile(join(dir, 'minutes of may.md'), 'no heading\n<video src=x>')
  const { code, out, err } = await run('new', join(dir, 'minutes of may.md'))
  t.is(code, 0)
  t.is(engine.document(out.trim()).title, 'minutes of may', 'known by the name of its file')
  t.is(err, 'A video became a link.\n')
  t.is(engine.document((await run('new', '-')).out.trim()).title, 'From a pipe')
})

test('cli - import goes on after a file that cannot be read, and says so', async (t) => {
  const { run, dir } = await world(t)
  await writeFile(join(dir, 'a.md'), '# A')
  await writeFile(join(dir, 'b.md'), '')
  await writeFile(join(dir, 'c.md'), '# C')
  const { code, out, err } = await run('import', ...['a.md', 'b.md', 'none.md', 'c.md'].map((name) => join(dir, name)), '--json')
  t.is(code, 1)
  const results = JSON.parse(out) as { title?: string, error?: { code: string } }[]
  t.alike(results.map(({ title, error }) => title ?? error?.code), ['A', 'BAD_INPUT', 'NOT_FOUND', 'C'])
  t.is(err.trim().split('\n').length, 2)
})

test('cli - invite', async (t) => {
  const { run } = await world(t)
  const people = await run('invite', 'Paper bbbb1111', '--role', 'reader', '--expires', 'never', '--uses', 'unlimited')
  t.is(people.out, 'code-bbbb1111\n')
  t.ok(people.err.includes('Keep Sheaf running'))
  const json = JSON.parse((await run('invite', 'bbbb', '--json', '--expires', '2d', '--uses', '3')).out) as { expires: number, uses: number, role: string }
  t.ok(Math.abs(json.expires - Date.now() - 172_800_000) < 5000)
  t.is(json.uses, 3)
  t.is(json.role, 'editor')
})

test('cli - join: what comes of it', async (t) => {
  const { run, engine, stay } = await world(t, new FakeEngine(['beef']))
  const { code, out } = await run('join', 'code-1', '--json')
  t.is(code, 0)
  t.alike(JSON.parse(out), { id: 'beef', title: 'Paper beef', role: 'owner' })
  t.alike(await run('join', 'nonsense'), { code: 1, out: '', err: 'sheaf: This is not an invite code of Sheaf.\n' })
  engine.all.clear()
  const waited = await run('join', 'code-1', '--timeout', '1s')
  t.is(waited.code, 1)
  t.ok(/Nobody has answered yet; the join goes on/.test(waited.err))
  const interrupted = await stay('join', 'code-1').end()
  t.is(interrupted.code, 1)
  t.ok(/No longer waiting; the join goes on/.test(interrupted.err))
  t.is((await run('join', 'code-1', '--offline')).code, 1)
})

test('cli - export: to a pipe, to a file, as JSON', async (t) => {
  const { run, dir, engine } = await world(t)
  engine.document('bbbb1111').ydoc.getText('t').insert(0, 'text')
  t.alike(await run('export', 'bbbb'), { code: 0, out: 'text', err: '' })
  const file = join(dir, 'out.html')
  t.alike(await run('export', 'bbbb', '-o', file), { code: 0, out: '', err: '' })
  t.is(await readFile(file, 'utf8'), 'text')
  t.alike(JSON.parse((await run('export', 'bbbb', '--format', 'html', '--json')).out), {
    document: 'bbbb1111', filename: 'Paper bbbb1111.html', text: 'text', notes: []
  })
  t.is((await run('export', 'bbbb', '-o', join(dir, 'no', 'folder.md'))).code, 1)
  t.is((await run('export', 'bbbb', '-o', dir)).err, `sheaf: ${dir} is a folder, not a file.\n`)
})

test('cli - what a person can mend exits with 1 and one sentence', async (t) => {
  const { run, dir } = await world(t)
  const cases: [string[], RegExp][] = [
    [['invite', 'nothing'], /no document "nothing"/],
    [['invite', 'aaaa'], /fits 2 documents/],
    [['export', 'aaa'], /no document/],
    [['new', join(dir, 'missing.md')], /There is no .*missing\.md/],
    [['new', dir], /is a folder/]
  ]
  for (const [argv, sentence] of cases) {
    const { code, out, err } = await run(...argv)
    t.is(code, 1, argv.join(' '))
    t.is(out, '')
    t.ok(sentence.test(err) && err.split('\n').length === 2, err)
  }
})

test('cli - wrong usage exits with 2, help and version with 0', async (t) => {
  const { run, options } = await world(t)
  const cases = [
    ['bogus'], ['join'], ['export', 'a', '--format', 'docx'], ['invite', 'a', '--role', 'god'], ['invite', 'a', '--expires', '2y'],
    ['invite', 'a', '--uses', '0'], ['list', '--nope'], ['--bootstrap', 'x', 'list'], ['start', '--port', 'x'], ['import'], ['list', 'more']
  ]
  for (const argv of cases) {
    const { code, out, err } = await run(...argv)
    t.is(code, 2, argv.join(' '))
    t.is(out, '')
    t.ok(err.length > 0)
  }
  t.is((await run('--help')).code, 0)
  t.is((await run('export', '--help')).code, 0)
  t.is((await run('--version')).code, 0)
  t.is(options.length, 0, 'no engine for any of this')
})

test('cli - an engine that cannot open says why, and nothing of its inside', async (t) => {
  const { run, engine } = await world(t)
  engine.ready = () => Promise.reject(new SheafError('DAMAGED', 'The profile could not be opened.'))
  t.alike(await run('list'), { code: 1, out: '', err: 'sheaf: The profile could not be opened.\n' })
  engine.ready = () => Promise.reject(new TypeError('x is not a function'))
  t.absent((await run('list')).err.includes('x is not'))
  engine.ready = () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
  t.ok((await run('list')).err.includes('is full'))
})

test('cli - a command talks to the Sheaf that runs on the folder', async (t) => {
  const { run, dir, options } = await world(t)
  const running = new FakeEngine(['cccc1111'])
  const token = await loadToken(dir)
  const server = new LocalServer({ engine: running, token, version: '0.0.0', assets: null, port: 0 })
  await server.listen()
  t.teardown(() => server.close())
  await writeEndpoint(dir, { url: server.url, token, pid: process.pid, screen: false })
  t.ok((await run('list', '--name', 'Eve')).out.includes('cccc1111'))
  t.is(running.profile.name, 'Eve')
  t.is((await run('invite', 'cccc')).err, '', 'it runs, nothing to be reminded of')
  t.is((await run('join', 'nonsense')).err, 'sheaf: This is not an invite code of Sheaf.\n')
  t.is((await run('serve')).code, 1)
  t.is((await run('start')).code, 1)
  t.is(options.length, 0, 'no second engine on the folder')
  await server.close()
  t.ok((await run('list')).out.includes('aaaa1111'), 'what leads nowhere is ignored')
})

test('cli - a Sheaf that just starts is waited for', async (t) => {
  const { run, engine } = await world(t)
  let tries = 0
  engine.ready = async () => {
    if (++tries < 3) throw new SheafError('LOCKED_BY_OTHER_PROCESS', 'Sheaf already runs on this folder.')
  }
  t.is((await run('list')).code, 0)
  t.is(tries, 3)
})

test('cli - serve stays until it is asked to end, and leaves nothing behind', async (t) => {
  const { stay, dir, run, engine } = await world(t)
  const serving = stay('serve', '--json', '--port', '0')
  t.is((JSON.parse(await serving.said()) as { dir: string }).dir, dir)
  t.is((await readEndpoint(dir))?.screen, false)
  t.is((await run('list')).code, 0)
  t.absent(engine.closed, 'the command used the one that runs')
  const { code } = await serving.end()
  t.is(code, 0)
  t.ok(engine.closed)
  t.is(await readEndpoint(dir), null)
})
