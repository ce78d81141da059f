/** A seeded source of chance, the same in Node and in Bare. A failing run is repeated by pinning the seed it printed. */
export interface Random {
  seed: number
  /** A whole number from 0 to below `below`. */
  int (below: number): number
  chance (percent: number): boolean
  pick<T> (values: readonly T[]): T
  bytes (length: number): Uint8Array
  shuffle<T> (values: readonly T[]): T[]
}

export function random (seed = Date.now() % 0xffffffff): Random {
  let state = seed >>> 0
  // mulberry32, by Tommy Ettinger (public domain).
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let x = state
    x = Math.imul(x ^ (x >>> 15), x | 1)
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61)
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (below: number): number => Math.floor(next() * below)
  return {
    seed,
    int,
    chance: (percent) => int(100) < percent,
    pick: <T>(values: readonly T[]) => values[int(values.length)] as T,
    bytes: (length) => Uint8Array.from({ length }, () => int(256)),
    shuffle<T> (values: readonly T[]) {
      const out = [...values]
      for (let i = out.length - 1; i > 0; i--) {
        const j = int(i + 1)
        const swap = out[i] as T
        out[i] = out[j] as T
        out[j] = swap
      }
      return out
    }
  }
}

/** Another version of the bytes: a flip, a cut, an insertion, a doubled or an overwritten part. */
export function mutate (rng: Random, data: Uint8Array): Uint8Array {
  if (data.byteLength === 0) return rng.bytes(1 + rng.int(8))
  const at = rng.int(data.byteLength)
  const size = 1 + rng.int(Math.min(16, data.byteLength - at))
  switch (rng.int(6)) {
    case 0: {
      const out = Uint8Array.from(data)
      out[at] = (out[at] ?? 0) ^ (1 << rng.int(8))
      return out
    }
    case 1: return data.slice(0, at)
    case 2: return join(data.subarray(0, at), rng.bytes(size), data.subarray(at))
    case 3: return join(data.subarray(0, at), data.subarray(at + size))
    case 4: return join(data.subarray(0, at + size), data.subarray(at))
    default: {
      const out = Uint8Array.from(data)
      out[at] = rng.pick([0, 1, 127, 128, 250, 251, 252, 253, 254, 255])
      return out
    }
  }
}

export function join (...parts: Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.byteLength
  }
  return out
}
