/**
 * `npm run demo`: Ada and Ben on this computer, each with a profile and a window of their own, on a network of
 * their own, with one document that both have joined.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import createTestnet from 'hyperdht/testnet.js'
import type { EngineProcess } from '../../../core/rpc/host.ts'
import { aborted, openInBrowser } from '../cli/start.ts'
import { createEngine } from '../engine.ts'
import type { EngineFactory } from '../engine.ts'
import { startHost } from '../host.ts'
import type { Host } from '../host.ts'
import { buildScreen } from './build.ts'
import type { Assets } from './build.ts'

const WELCOME = `# Welcome to Sheaf

This document lies on two devices, Ada's and Ben's. No server is between them: what one types travels straight to the other.

- Open both windows side by side and type in each.
- Switch one of them offline, go on in both, and switch it on again.
- Close one, write in the other, and open it again.

Nothing here is lost, and nobody is ever asked which version to keep.
`

export interface Demo {
  readonly ada: Host
  readonly ben: Host
  readonly dir: string
  close: () => Promise<void>
}

export interface DemoOptions {
  /** Kept when it is given; a temporary one is removed at the end. */
  dir?: string
  createEngine?: EngineFactory
  assets?: Assets
}

export async function startDemo ({ dir, createEngine: factory = createEngine, assets }: DemoOptions = {}): Promise<Demo> {
  const root = dir === undefined ? await mkdtemp(join(tmpdir(), 'sheaf-demo-')) : resolve(dir)
  const undo: (() => Promise<unknown>)[] = []
  if (dir === undefined) undo.push(() => rm(root, { recursive: true, force: true }))
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step().catch(() => {})
  }
  try {
    const testnet = await createTestnet(3, { host: '127.0.0.1' })
    undo.push(() => testnet.destroy())
    const screen = assets ?? await buildScreen()
    const person = async (name: string): Promise<Host> => {
      const engine = { name, host: '127.0.0.1', bootstrap: testnet.bootstrap }
      const host = await startHost({ dir: join(root, name.toLowerCase()), createEngine: factory, engine, screen })
      undo.push(() => host.close())
      return host
    }
    const ada = await person('Ada')
    const ben = await person('Ben')
    await share(ada.engine, ben.engine)
    return { ada, ben, dir: root, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** One document for both, unless an earlier run on the same folder left one. */
async function share (ada: EngineProcess, ben: EngineProcess): Promise<void> {
  if ((await ben.documents()).length > 0) return
  const document = await ada.create({ markdown: WELCOME })
  const { code } = await document.createInvite({ role: 'editor', uses: 1 })
  if (code === null) throw new Error('The invite of the demo has no code.')
  await document.sharing(true)
  const { id } = await ben.startJoin(code)
  await ben.joined(id)
  await document.sharing(false)
}

async function main (): Promise<void> {
  const { values } = parseArgs({
    options: { dir: { type: 'string' }, 'no-open': { type: 'boolean' }, json: { type: 'boolean' } }
  })
  const interrupt = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (interrupt.signal.aborted) process.exit(1)
      interrupt.abort()
    })
  }
  const demo = await startDemo({ ...(values.dir !== undefined && { dir: values.dir }) })
  const urls = { ada: demo.ada.server.launchUrl, ben: demo.ben.server.launchUrl }
  console.log(values.json ? JSON.stringify(urls) : `Ada: ${urls.ada}\nBen: ${urls.ben}\nCtrl-C ends both.`)
  if (!values['no-open'] && !values.json) {
    await openInBrowser(demo.ada.server.ticketUrl())
    await openInBrowser(demo.ben.server.ticketUrl())
  }
  await aborted(interrupt.signal)
  await demo.close()
  setTimeout(() => { process.exit(0) }, 1000).unref()
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main()
