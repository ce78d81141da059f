/** The commands that stay: start and serve. */
import open from 'open'
import { SheafError } from '../../../core/errors.ts'
import { readEndpoint } from '../endpoint.ts'
import type { Endpoint } from '../endpoint.ts'
import type { EngineFactory, EngineOptions } from '../engine.ts'
import { startHost } from '../host.ts'
import type { Host } from '../host.ts'
import type { Output } from './output.ts'

export interface StayOptions {
  dir: string
  engine: EngineOptions
  createEngine: EngineFactory
  output: Output
  signal: AbortSignal
  port?: number
  openBrowser: boolean
}

export async function start (options: StayOptions): Promise<void> {
  const { output, signal, openBrowser } = options
  const host = await hostUnlessRunning(options, true)
  if (host === null) {
    await openRunning(options)
    return
  }
  try {
    const url = host.server.launchUrl
    output.result({ url }, [`Sheaf runs at ${url}`])
    output.note('This address is for you alone. Ctrl-C ends Sheaf.')
    if (openBrowser) await openInBrowser(host.server.ticketUrl())
    await aborted(signal)
  } finally {
    await host.close()
  }
}

export async function serveWithoutScreen (options: StayOptions): Promise<void> {
  const { output, signal, dir } = options
  const host = await hostUnlessRunning(options, false)
  if (host === null) throw new SheafError('LOCKED_BY_OTHER_PROCESS', `Sheaf already runs on ${dir}.`)
  try {
    output.result({ dir, pid: process.pid }, [`Sheaf serves ${dir}; Ctrl-C ends it.`])
    await aborted(signal)
  } finally {
    await host.close()
  }
}

/** Null: another process has the folder, and can be reached. */
async function hostUnlessRunning ({ dir, engine, createEngine, port, output }: StayOptions, screen: boolean): Promise<Host | null> {
  const endpoint = await readEndpoint(dir)
  if (endpoint && await ask(endpoint, '/ticket') !== null) return null
  if (endpoint) output.note('Sheaf did not end cleanly the last time; starting it again.')
  return await startHost({ dir, engine, createEngine, screen, ...(port !== undefined && { port }) })
}

async function openRunning ({ dir, output, openBrowser }: StayOptions): Promise<void> {
  const endpoint = await readEndpoint(dir)
  const url = endpoint && await ask(endpoint, '/ticket')
  if (!url) throw new SheafError('LOCKED_BY_OTHER_PROCESS', `Sheaf just ended on ${dir}; start it again.`)
  if (!endpoint.screen) {
    throw new SheafError('LOCKED_BY_OTHER_PROCESS', `Sheaf runs on ${dir} without a screen; end it first (sheaf serve).`)
  }
  output.result({ url }, [`Sheaf already runs at ${url}`])
  if (openBrowser) await openInBrowser(url)
}

/** Null when nobody answers there, or somebody else does. */
async function ask ({ url, token }: Endpoint, path: string): Promise<string | null> {
  try {
    const response = await fetch(`${url}${path}`, {
      headers: { Authorization: `Bearer ${token}` }, redirect: 'error', signal: AbortSignal.timeout(5000)
    })
    return response.ok ? (await response.text()).trim() : null
  } catch {
    return null
  }
}

/** Never fails: a machine without a browser shows the address, and that is enough. */
export async function openInBrowser (url: string): Promise<void> {
  try {
    const child = await open(url)
    child.on('error', () => {})
    child.unref()
  } catch {
    // The address is printed already.
  }
}

export function aborted (signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else {
      // A signal keeps no process alive; something must.
      const alive = setInterval(() => {}, 2 ** 30)
      signal.addEventListener('abort', () => {
        clearInterval(alive)
        resolve()
      }, { once: true })
    }
  })
}
