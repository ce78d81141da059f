/**
 * A Sheaf that is killed: run as a process of its own by the durability stories. Says on stdout what is safe, a line
 * each, and nothing before it is.
 *
 * node … durable-child.ts <folder> write         "edit <n>" once edit n is saved
 * node … durable-child.ts <folder> create        "document <id>" once a new document and its first line are saved
 * node … durable-child.ts <folder> join <code> <bootstrap port>   "joining" once the join is remembered, "joined <id>" later
 * node … durable-child.ts <folder> hold          "ready", and holds the folder
 */
import { Engine } from '../../core/index.ts'
import { write } from '../sim/world.ts'

const [folder = '', what = '', code = '', port = ''] = process.argv.slice(2)
const net = port === '' ? { offline: true } : { bootstrap: [{ host: '127.0.0.1', port: Number(port) }], host: '127.0.0.1' }
const engine = new Engine(folder, { name: 'child', ...net })

function say (line: string): void { process.stdout.write(line + '\n') }

async function writeOn (): Promise<void> {
  const [info] = await engine.documents()
  const document = info === undefined ? await engine.create({ title: 'Kill me' }) : await engine.open(info.id)
  for (let n = document.fragment.length; ; n++) {
    write(document, `edit ${n}`)
    if (n % 3 === 0) continue // some share an append with the next one
    await document.saved()
    say(`edit ${n}`)
  }
}

async function create (): Promise<void> {
  for (;;) {
    const document = await engine.create({ title: 'New' })
    write(document, 'first line')
    await document.saved()
    say('document ' + document.id)
  }
}

async function join (): Promise<void> {
  const { id } = await engine.startJoin(code)
  say('joining ' + id)
  await engine.joined(id)
  say('joined ' + id)
}

try {
  await engine.ready()
  say('ready')
  if (what === 'write') await writeOn()
  if (what === 'create') await create()
  if (what === 'join') await join()
  if (what === 'fill') await writeOn()
  setInterval(() => {}, 1000)
} catch (error) {
  const { code: reason = 'INTERNAL', message } = error as { code?: string, message: string }
  say(`failed ${reason} ${message}`)
  process.exit(1)
}
