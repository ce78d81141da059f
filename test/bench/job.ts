/**
 * One process of a benchmark: a document held by Sheaf, or by a floor that does the least that could work (Yjs with an
 * append-only file, updates sent as they are over the same swarm). Driven over Node's IPC by bench.ts.
 */
import fs from 'node:fs'
import path from 'node:path'
import HyperDHT from 'hyperdht'
import Hyperswarm from 'hyperswarm'
import type { Duplex } from 'node:stream'
import * as Y from 'yjs'
import { Engine, type Document } from '../../core/index.ts'

export type Bootstrap = { host: string, port: number }[]
export interface Peer {
  readonly ydoc: Y.Doc
  saved (): Promise<void>
  share (): Promise<string>
  close (): Promise<void>
}
export type Kind = 'sheaf' | 'floor'
export type Call =
  | { call: 'open', kind: Kind, dir: string, bootstrap: Bootstrap | null, docRef: string | null, code: string | null }
  | { call: 'share' } | { call: 'length' } | { call: 'stats' } | { call: 'close' }
  | { call: 'waitFor', length: number }
  | { call: 'type', count: number, every: number }
  | { call: 'watch', length: number, count: number }
  | { call: 'crowd', people: number, every: number } | { call: 'quiet' }

let peer: Peer | null = null
let watched: Promise<number[]> | null = null
let docRef = ''
let sheaf: Document | null = null
let stopCrowd = (): void => {}

/** Milliseconds on a clock that all processes of a machine share. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6

function text (ydoc: Y.Doc): Y.XmlText | null {
  const first = ydoc.getXmlFragment('prosemirror').get(0)
  const inner = first instanceof Y.XmlElement ? first.get(0) : null
  return inner instanceof Y.XmlText ? inner : null
}

function seed (ydoc: Y.Doc): void {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText()])
  ydoc.getXmlFragment('prosemirror').insert(0, [paragraph])
}

async function openSheaf (dir: string, bootstrap: Bootstrap | null, ref: string | null, code: string | null): Promise<Peer> {
  const engine = new Engine(path.join(dir, 'sheaf'), { name: 'bench', ...(bootstrap === null ? { offline: true } : { bootstrap, host: '127.0.0.1' }) })
  await engine.ready()
  let document: Document
  if (code !== null) document = await engine.join(code)
  else if (ref !== null) document = await engine.open(ref)
  else {
    document = await engine.create({ title: 'bench' })
    seed(document.ydoc)
    await document.saved()
  }
  docRef = document.id
  sheaf = document
  return { ydoc: document.ydoc, saved: () => document.saved(), share: () => document.invite({ uses: 0 }), close: () => engine.close() }
}

/** The floor: every update appended to a file, one fdatasync for `saved`; peers send each update as it is. */
async function openFloor (dir: string, bootstrap: Bootstrap | null, ref: string | null, topic: string | null): Promise<Peer> {
  fs.mkdirSync(dir, { recursive: true })
  const file = path.join(dir, 'floor.log')
  const ydoc = new Y.Doc()
  const origin = {}
  if (fs.existsSync(file)) {
    const data = fs.readFileSync(file)
    for (let at = 0; at < data.length;) {
      const size = data.readUInt32LE(at)
      Y.applyUpdate(ydoc, data.subarray(at + 4, at + 4 + size), origin)
      at += 4 + size
    }
  }
  const fd = fs.openSync(file, 'a')
  const streams = new Set<Duplex>()
  const frame = (update: Uint8Array): Buffer => {
    const out = Buffer.alloc(update.byteLength + 4)
    out.writeUInt32LE(update.byteLength)
    out.set(update, 4)
    return out
  }
  ydoc.on('update', (update: Uint8Array, from: unknown) => {
    if (from !== origin) fs.writeSync(fd, frame(update))
    for (const stream of streams) if (stream !== from) stream.write(frame(update))
  })
  let swarm: Hyperswarm | null = null
  if (ref === null && topic === null) seed(ydoc)
  if (bootstrap !== null) {
    swarm = new Hyperswarm({ dht: new HyperDHT({ bootstrap, host: '127.0.0.1', firewalled: false }) })
    swarm.on('connection', (stream) => {
      streams.add(stream)
      stream.on('error', () => {})
      let rest = Buffer.alloc(0)
      stream.on('data', (data: Buffer) => {
        rest = Buffer.concat([rest, data])
        while (rest.length >= 4 && rest.length >= 4 + rest.readUInt32LE(0)) {
          const size = rest.readUInt32LE(0)
          Y.applyUpdate(ydoc, rest.subarray(4, 4 + size), stream)
          rest = rest.subarray(4 + size)
        }
      })
      if (topic === null) stream.write(frame(Y.encodeStateAsUpdate(ydoc)))
    })
    if (topic !== null) swarm.join(Buffer.from(topic, 'hex'), { server: false, client: true })
  }
  docRef = 'floor'
  return {
    ydoc,
    saved: () => { fs.fdatasyncSync(fd); return Promise.resolve() },
    async share () {
      const id = Buffer.alloc(32, 7)
      await swarm?.join(id, { server: true, client: false }).flushed()
      return id.toString('hex')
    },
    async close () { await swarm?.destroy(); fs.closeSync(fd) }
  }
}

function whenLength (length: number): Promise<void> {
  const ydoc = peer?.ydoc
  return new Promise((resolve) => {
    const check = (): void => { if (ydoc !== undefined && (text(ydoc)?.length ?? 0) >= length) { ydoc.off('afterTransaction', check); resolve() } }
    ydoc?.on('afterTransaction', check)
    check()
  })
}

async function type (count: number, every: number): Promise<{ times: number[], loopMs: number, savedMs: number }> {
  if (peer === null) throw new Error('open first')
  const inner = text(peer.ydoc)
  const times: number[] = []
  const start = now()
  for (let i = 0; i < count; i++) {
    if (every > 0) await new Promise((resolve) => { setTimeout(resolve, Math.max(0, start + i * every - now())) })
    else if (i % 100 === 0) await new Promise((resolve) => { setImmediate(resolve) })
    times.push(now())
    inner?.insert(inner.length, 'abcdefghij klmno'[i % 16] ?? ' ')
  }
  const loopMs = now() - start
  await peer.saved()
  return { times, loopMs, savedMs: now() - start }
}

function watch (length: number, count: number): Promise<number[]> {
  const ydoc = peer?.ydoc
  const times: number[] = []
  return new Promise((resolve) => {
    ydoc?.on('afterTransaction', () => {
      while (times.length < count && (text(ydoc)?.length ?? 0) > length + times.length) times.push(now())
      if (times.length >= count) resolve(times)
    })
  })
}

/** Windows of this engine, each with a client ID and a cursor of its own, each typing in another place. */
async function crowd (people: number, every: number): Promise<() => void> {
  const document = sheaf
  if (document === null) throw new Error('open a document of Sheaf first')
  const timers: ReturnType<typeof setInterval>[] = []
  for (let n = 0; n < people; n++) {
    const window = {}
    const ydoc = new Y.Doc()
    ydoc.clientID = await document.newClient()
    Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(document.ydoc), window)
    ydoc.on('update', (update: Uint8Array, origin: unknown) => { if (origin !== window) void document.push(update, window) })
    const blocks = ydoc.getXmlFragment('prosemirror').toArray().filter((block): block is Y.XmlElement => block instanceof Y.XmlElement && block.nodeName === 'paragraph')
    // Some far from the window that is measured, some on its screen.
    const block = blocks[n < people / 2 ? Math.floor(blocks.length / 2) + 1 + n : Math.floor(blocks.length * n / people)]
    const inner = block?.get(0)
    if (!(inner instanceof Y.XmlText)) throw new Error('no paragraph to type in')
    let typed = 0
    const key = (): void => {
      inner.insert(inner.length, 'abcdefghij klmno'[typed++ % 16] ?? ' ')
      const at = Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(inner, inner.length))
      document.present(ydoc.clientID, { anchor: at, head: at }, window)
    }
    setTimeout(() => { timers.push(setInterval(key, every)) }, n * every / people)
  }
  return () => { for (const timer of timers) clearInterval(timer) }
}

async function answer (call: Call): Promise<unknown> {
  switch (call.call) {
    case 'open': {
      const start = now()
      const open = call.kind === 'sheaf' ? openSheaf : openFloor
      peer = await open(call.dir, call.bootstrap, call.docRef, call.code)
      return { ms: now() - start, docRef, length: text(peer.ydoc)?.length ?? 0 }
    }
    case 'share': return peer?.share()
    case 'length': return peer === null ? 0 : text(peer.ydoc)?.length ?? 0
    case 'waitFor': { const start = now(); await whenLength(call.length); return now() - start }
    case 'type': return type(call.count, call.every)
    case 'watch': watched = watch(call.length, call.count); await watched; return watched
    case 'crowd': stopCrowd = await crowd(call.people, call.every); return null
    case 'quiet': stopCrowd(); return null
    case 'stats': return { rss: process.memoryUsage().rss }
    case 'close': await peer?.close()
  }
  return null
}

process.on('message', ({ id, call }: { id: number, call: Call }) => {
  answer(call).then(
    (result) => process.send?.({ id, result }),
    (error: unknown) => process.send?.({ id, error: String(error) })
  )
})
process.send?.({ ready: true })
