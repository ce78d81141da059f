import type { EngineProcess } from '../../core/rpc/host.ts'

export interface EngineOptions {
  name?: string
  bootstrap?: { host: string, port: number }[]
  host?: string
  offline?: boolean
}

export type EngineFactory = (dir: string, options: EngineOptions) => Promise<EngineProcess>

/** Loaded when it is needed: a command that finds a running engine, or only prints its help, does without. */
export const createEngine: EngineFactory = async (dir, options) => {
  const { Engine } = await import('../../core/index.ts')
  return new Engine(dir, options)
}
