/**
 * Notices that the computer slept: no system event says so in Node, but a timer that comes minutes late does.
 * Connections from before are dead without knowing it, so the network goes down and up again.
 */
const TICK = 5000
/** A busy computer is late by seconds, a sleeping one by more. */
const SLEPT = 30_000

export interface Sleeper {
  readonly online: boolean
  suspend (): Promise<void>
  resume (): Promise<void>
}

export interface WakeOptions {
  now?: () => number
  tick?: number
}

/** Returns what ends it. */
export function watchWake (engine: Sleeper, { now = Date.now, tick = TICK }: WakeOptions = {}): () => void {
  let last = now()
  let busy = false
  const timer = setInterval(() => {
    const late = now() - last - tick
    last = now()
    if (late < SLEPT || busy || !engine.online) return
    busy = true
    // What fails here fails again, with a sentence, at whatever the person does next.
    engine.suspend().then(() => engine.resume()).catch(() => {}).finally(() => { busy = false })
  }, tick)
  timer.unref()
  return () => { clearInterval(timer) }
}
