/** A seeded source of chance: a failing run is repeated with SEED=… */
export function random (seed = Number(given() ?? Date.now() % 0xffffffff)) {
  let state = seed >>> 0
  // mulberry32, by Tommy Ettinger (public domain).
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let x = state
    x = Math.imul(x ^ (x >>> 15), x | 1)
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61)
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32
  }
  const integer = (below: number): number => Math.floor(next() * below)
  const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, () => integer(256))
  return { seed, integer, bytes }
}

/** Bare has no `process`. */
function given (): string | undefined {
  return (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env?.['SEED']
}
