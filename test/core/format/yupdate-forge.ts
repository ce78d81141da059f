/** Updates that no Yjs would write but whose form is right: random kinds and references into a known document. */
import type * as Y from 'yjs'
import { Writer } from '../../../core/format/yupdate-values.ts'
import type { Random } from './yupdate-world.ts'
import { stateOf, utf8 } from './yupdate-world.ts'

const JSONS = ['null', '1', '"x"', '{"a":[1]}', '[]', 'true']

/** An update of `client` from `clock` on, with references to what `doc` holds and to itself. */
export function forge (rng: Random, doc: Y.Doc, client: number, clock: number, structs: number): Uint8Array {
  const out = new Writer(256)
  const known = [...stateOf(doc)]
  let now = clock
  const text = (value: string): void => {
    const bytes = utf8(value)
    out.uint(bytes.length)
    out.copy(bytes, 0, bytes.length)
  }
  const reference = (): [number, number] => {
    if (now > 0 && (known.length === 0 || rng.chance(30))) return [client, rng.chance(50) ? now - 1 : rng(now)]
    const [other, end] = known.length > 0 ? rng.pick(known) : [client, 0]
    return [other, other === client ? rng(Math.max(1, now)) : rng(end)]
  }
  out.uint(1)
  out.uint(structs)
  out.uint(client)
  out.uint(clock)
  for (let i = 0; i < structs; i++) {
    const kind = rng.pick([0, 1, 2, 3, 4, 4, 4, 5, 6, 6, 7, 7, 7, 8])
    const length = 1 + rng(4)
    if (kind === 0) {
      out.byte(0)
      out.uint(length)
      now += length
      continue
    }
    const possible = now > 0 || known.length > 0
    const origin = possible && rng.chance(60)
    const right = possible && rng.chance(40)
    const key = rng.chance(25)
    out.byte(kind | (origin ? 0x80 : 0) | (right ? 0x40 : 0) | (key ? 0x20 : 0))
    for (const present of [origin, right]) if (present) for (const part of reference()) out.uint(part)
    if (!origin && !right) {
      if (!possible || rng.chance(60)) {
        out.uint(1)
        text(rng.pick(['text', 'xml', 'map', 'array', 'other', '']))
      } else {
        out.uint(0)
        for (const part of reference()) out.uint(part)
      }
      if (key) text(rng.pick(['k', 'level', 'src', '']))
    }
    switch (kind) {
      case 1: out.uint(length); now += length; break
      case 2: out.uint(length); now += length; for (let n = 0; n < length; n++) text(rng.pick(JSONS)); break
      case 3: text(rng.pick(['', 'x'])); now++; break
      case 4: text('forged'.slice(0, length)); now += length; break
      case 5: text(rng.pick(JSONS)); now++; break
      case 6: text(rng.pick(['bold', 'link', ''])); text(rng.pick(JSONS)); now++; break
      case 7: {
        const type = rng(7)
        out.uint(type)
        if (type === 3 || type === 5) text(rng.pick(['paragraph', '']))
        now++
        break
      }
      default: out.uint(length); now += length; for (let n = 0; n < length; n++) out.byte(rng.pick([127, 126, 121, 120]))
    }
  }
  const targets: [number, number][] = known.filter(() => rng.chance(30)).filter(([other]) => other !== client)
  if (rng.chance(30)) targets.push([client, now])
  out.uint(targets.length)
  for (const [other, end] of targets) {
    const from = rng(end)
    out.uint(other)
    out.uint(1)
    out.uint(from)
    out.uint(1 + rng(end - from))
  }
  return out.finish()
}
