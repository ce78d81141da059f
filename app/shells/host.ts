/** An engine on a folder together with the local server that leads to it: what `start`, `serve` and the demo run. */
import { buildScreen } from './browser/build.ts'
import type { Assets } from './browser/build.ts'
import { LocalServer } from './browser/server.ts'
import { loadToken, makeDataFolder, removeEndpoint, writeEndpoint } from './endpoint.ts'
import type { EngineFactory, EngineOptions } from './engine.ts'
import { fsError } from './fs-error.ts'
import { appVersion } from './version.ts'
import { watchWake } from './wake.ts'
import type { EngineProcess } from '../../core/rpc/host.ts'

export interface HostOptions {
  dir: string
  createEngine: EngineFactory
  engine: EngineOptions
  /** True: build the screen. False: only the RPC. */
  screen: boolean | Assets
  port?: number
}

export interface Host {
  readonly engine: EngineProcess
  readonly server: LocalServer
  close (): Promise<void>
}

export async function startHost ({ dir, createEngine, engine: options, screen, port }: HostOptions): Promise<Host> {
  const undo: (() => unknown)[] = []
  const close = async (): Promise<void> => {
    // Back in reverse, and all of it even if one step fails.
    for (const step of undo.splice(0).toReversed()) await Promise.resolve().then(step).catch(fault)
  }
  try {
    await makeDataFolder(dir).catch((error: unknown) => { throw fsError(error, dir) })
    const building = screen === true ? buildScreen() : Promise.resolve(screen === false ? null : screen)
    building.catch(() => {})
    const engine = await createEngine(dir, options)
    undo.push(() => engine.close())
    await engine.ready().catch((error: unknown) => { throw fsError(error, dir) })
    await applyName(engine, options.name)
    const token = await loadToken(dir).catch((error: unknown) => { throw fsError(error, dir) })
    const server = new LocalServer({
      engine, token, version: await appVersion(), assets: await building, onfault: fault, ...(port !== undefined && { port })
    })
    await server.listen()
    undo.push(() => server.close())
    await writeEndpoint(dir, { url: server.url, token, pid: process.pid, screen: screen !== false })
    undo.push(() => removeEndpoint(dir))
    undo.push(watchWake(engine))
    return { engine, server, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** A name that was given counts also for a profile that has another one already. */
export async function applyName (engine: Pick<EngineProcess, 'profile' | 'setProfile'>, name?: string): Promise<void> {
  if (name !== undefined && engine.profile.name !== name) await engine.setProfile({ name })
}

/** Details of a fault of ours go to whoever asks for them, never to a person who only wants to write. */
export function fault (error: unknown): void {
  if (process.env['SHEAF_DEBUG']) console.error(error)
}
