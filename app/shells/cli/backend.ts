/**
 * Where a command gets its answers: from the engine that already runs on the folder, or from one that it runs
 * itself for as long as it needs. Both are reached through the same RPC, so that there is one way to do anything.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { SheafError } from '../../../core/errors.ts'
import { RPC_VERSION } from '../../../core/rpc/api.ts'
import { serve } from '../../../core/rpc/server.ts'
import { SocketChannel } from '../browser/socket.ts'
import { makeDataFolder, readEndpoint } from '../endpoint.ts'
import type { Endpoint } from '../endpoint.ts'
import type { EngineFactory, EngineOptions } from '../engine.ts'
import { fsError } from '../fs-error.ts'
import { applyName, fault } from '../host.ts'
import { appVersion } from '../version.ts'
import { Client, channelPair } from './client.ts'

export interface Backend {
  readonly client: Client
  /** True: the engine is somebody else's and stays when we go. */
  readonly running: boolean
  close (): Promise<void>
}

export interface BackendOptions {
  dir: string
  engine: EngineOptions
  createEngine: EngineFactory
}

const HANDSHAKE_TIMEOUT = 5000
/** A Sheaf that starts holds the folder a moment before it can be reached. */
const LOCK_PATIENCE = 4000
const LOCK_PAUSE = 250

export async function openBackend (options: BackendOptions): Promise<Backend> {
  const { dir } = options
  const deadline = Date.now() + LOCK_PATIENCE
  try {
    for (;;) {
      const running = await runningBackend(dir, options.engine.name)
      if (running) return running
      try {
        return await ownBackend(options)
      } catch (error) {
        const locked = error instanceof SheafError && error.code === 'LOCKED_BY_OTHER_PROCESS'
        if (!locked || Date.now() > deadline) throw error
        await sleep(LOCK_PAUSE)
      }
    }
  } catch (error) {
    throw fsError(error, dir)
  }
}

async function ownBackend ({ dir, engine: options, createEngine }: BackendOptions): Promise<Backend> {
  await makeDataFolder(dir)
  const engine = await createEngine(dir, options)
  try {
    await engine.ready()
    await applyName(engine, options.name)
    const [near, far] = channelPair()
    serve(engine, far, { version: await appVersion(), onfault: fault })
    const client = new Client(near)
    return {
      client,
      running: false,
      close: async () => {
        client.close()
        await engine.close()
      }
    }
  } catch (error) {
    await engine.close().catch(fault)
    throw error
  }
}

/** Null when nothing runs on the folder, or what it left behind leads nowhere. */
async function runningBackend (dir: string, name?: string): Promise<Backend | null> {
  const endpoint = await readEndpoint(dir)
  const socket = endpoint && await connect(endpoint)
  if (!socket) return null
  const client = new Client(new SocketChannel(socket))
  const hello = await client.call('hello', RPC_VERSION)
  if (hello.rpc !== RPC_VERSION) {
    client.close()
    throw new SheafError('UNSUPPORTED', `Sheaf ${hello.version} runs on this folder; stop it, or use a command of that version.`)
  }
  if (name !== undefined && hello.profile.name !== name) await client.call('setProfile', { name })
  return {
    client,
    running: true,
    close: async () => { client.close() }
  }
}

function connect ({ url, token }: Endpoint): Promise<WebSocket | null> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/rpc`, {
      origin: url,
      headers: { Authorization: `Bearer ${token}` },
      handshakeTimeout: HANDSHAKE_TIMEOUT,
      perMessageDeflate: false
    })
    socket.once('open', () => { resolve(socket) })
    socket.once('error', () => { resolve(null) })
  })
}
