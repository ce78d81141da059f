/** An older Pear runtime (1 and 2) provides a global `Pear`; where it is, it says where data goes and when to end. */
import type { Pear } from 'pear-interface'

export interface PearShell {
  /** The folder that Pear keeps for this app. */
  readonly storage: string
  /** Pear waits for what `fn` returns before it ends the app. */
  onTeardown (fn: () => unknown): void
  onUpdate (fn: () => void): void
}

/** Null outside Pear, and for a global of that name that is something else. */
export function findPear (scope: object = globalThis): PearShell | null {
  const pear = (scope as { Pear?: Partial<Pear> }).Pear
  const storage = pear?.config?.storage
  if (typeof pear !== 'object' || typeof storage !== 'string' || storage === '') return null
  return {
    storage,
    onTeardown: (fn) => {
      // Too late to register means that the app ends anyway.
      pear.teardown?.(fn).catch(() => {})
    },
    onUpdate: (fn) => { pear.updates?.(() => { fn() }) }
  }
}
