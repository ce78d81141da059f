/** Stories of several windows on one engine: each has a Y.Doc of its own and pushes what was typed in it. */
import test from 'brittle'
import * as Y from 'yjs'
import { ROOT_FRAGMENT } from '../../core/format/version.ts'
import type { Document } from '../../core/index.ts'
import { codeOf, same, settle, sleep, textOf, type, until, world, write, type World } from '../sim/world.ts'

/** What a window does, without the RPC between. Cut off, it keeps what it typed until `connect`. */
class Window {
  readonly ydoc = new Y.Doc()
  readonly refused: Promise<string>[] = []
  readonly #document: Document
  #waiting: Uint8Array[] = []
  #connected = true

  private constructor (document: Document, client: number) {
    this.#document = document
    this.ydoc.clientID = client
    Y.applyUpdate(this.ydoc, Y.encodeStateAsUpdate(document.ydoc), 'engine')
    this.ydoc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'engine') return
      if (this.#connected) this.refused.push(codeOf(document.push(update, this)))
      else this.#waiting.push(update)
    })
    document.on('update', (update, origin) => { if (this.#connected && origin !== this) Y.applyUpdate(this.ydoc, update, 'engine') })
  }

  static async open (document: Document): Promise<Window> { return new Window(document, await document.newClient()) }

  get fragment (): Y.XmlFragment { return this.ydoc.getXmlFragment(ROOT_FRAGMENT) }
  disconnect (): void { this.#connected = false }

  /** As after a lost socket: takes what it lacks, then pushes all that it has, some of it again. */
  async connect ({ again = [] }: { again?: Uint8Array[] } = {}): Promise<void> {
    this.#connected = true
    Y.applyUpdate(this.ydoc, Y.encodeStateAsUpdate(this.#document.ydoc, Y.encodeStateVector(this.ydoc)), 'engine')
    for (const update of [...again, ...this.#waiting]) await this.#document.push(update, this)
    this.#waiting = []
  }
}

async function alone (w: World): Promise<Document> {
  const document = await (await w.start('ada', { offline: true })).create()
  write(document, 'start')
  await document.saved()
  return document
}

async function reopened (w: World, id: string): Promise<Document> {
  return (await w.restart('ada', { offline: true })).open(id)
}

test('windows - two that type at once, each in the other\'s words, in one flush', async (t) => {
  const w = await world(t)
  const document = await alone(w)
  const [left, right] = [await Window.open(document), await Window.open(document)]
  for (let i = 0; i < 60; i++) { // each edit rests on the other window's last one, all within one append
    type(left, 'l', { at: 2 + i })
    type(right, 'r', { at: 2 + i })
  }
  t.alike([...new Set(await Promise.all([...left.refused, ...right.refused]))], [''])
  await document.saved()
  t.ok(same(document, left, right))
  const text = textOf(document)
  const again = await reopened(w, document.id)
  t.is(textOf(again), text, 'the log gives the same text')
  t.ok(same(again, left))
})

test('windows - what two windows wrote on one device reaches another device', async (t) => {
  const w = await world(t)
  await w.startAll('ada', 'ben')
  const [ada, ben] = await w.share('ada', ['ben'])
  const [left, right] = [await Window.open(ada!), await Window.open(ada!)]
  const far = await Window.open(ben!)
  for (let i = 0; i < 20; i++) {
    type(left, 'l')
    type(right, 'r')
    type(far, 'f')
    await sleep(3)
  }
  await settle(ada!, ben!)
  await until('the windows show it', () => same(ada!, left, right, far))
  t.is(textOf(left).length, 'first line'.length + 60)
})

test('windows - one that lost its connection pushes again what may have arrived', async (t) => {
  const w = await world(t)
  const document = await alone(w)
  const window = await Window.open(document)
  const sent: Uint8Array[] = []
  window.ydoc.on('update', (update: Uint8Array) => { sent.push(update) })
  type(window, ' one')
  await document.saved()
  window.disconnect()
  type(window, ' two')
  write(document, 'from elsewhere')
  await window.connect({ again: sent.slice(0, 1) })
  t.ok(same(document, window))
  await document.push(Y.mergeUpdates(sent), window)
  await document.push(Y.encodeStateAsUpdate(window.ydoc), window)
  t.ok(same(document, window), 'neither a part nor the whole of it changes anything')
  type(window, ' three')
  const both = Y.mergeUpdates(sent) // partly known, partly new
  await document.push(both, window)
  await document.saved()
  t.is(textOf(await reopened(w, document.id)), 'start one two three\nfrom elsewhere')
})

test('windows - edits of an overlap count once, also for deletions', async (t) => {
  const w = await world(t)
  const document = await alone(w)
  const window = await Window.open(document)
  window.disconnect()
  const sent: Uint8Array[] = []
  window.ydoc.on('update', (update: Uint8Array) => { sent.push(update) })
  type(window, ' abc')
  type(window, ' def')
  const text = window.fragment.get(0) as Y.XmlElement
  ;(text.get(0) as Y.XmlText).delete(0, 5)
  await document.push(sent[0]!, window)
  await document.push(Y.mergeUpdates(sent), window)
  await document.push(sent[2]!, window)
  await document.saved()
  t.is(textOf(document), ' abc def')
  t.is(textOf(await reopened(w, document.id)), ' abc def')
})

test('windows - a gap is refused, and filling it mends it', async (t) => {
  const w = await world(t)
  const document = await alone(w)
  const window = await Window.open(document)
  window.disconnect()
  const sent: Uint8Array[] = []
  window.ydoc.on('update', (update: Uint8Array) => { sent.push(update) })
  type(window, ' one')
  type(window, ' two')
  t.is(await codeOf(document.push(sent[1]!, window)), 'BAD_UPDATE')
  t.is(textOf(document), 'start')
  t.absent(document.ydoc.store.pendingStructs, 'nothing is left waiting in the text')
  await document.push(sent[0]!, window)
  await document.push(sent[1]!, window)
  await document.saved()
  t.is(textOf(await reopened(w, document.id)), 'start one two')
})

test('windows - an edit that rests on text that never came is refused', async (t) => {
  const w = await world(t)
  const document = await alone(w)
  const stranger = await Window.open(document)
  stranger.disconnect()
  const other = new Y.Doc()
  other.clientID = await document.newClient()
  type(stranger, ' unseen')
  Y.applyUpdate(other, Y.encodeStateAsUpdate(stranger.ydoc))
  const before = Y.encodeStateVector(other)
  const element = other.getXmlFragment(ROOT_FRAGMENT).get(0) as Y.XmlElement
  ;(element.get(0) as Y.XmlText).insert(12, ' more')
  t.is(await codeOf(document.push(Y.encodeStateAsUpdate(other, before), null)), 'BAD_UPDATE')
  t.is(textOf(document), 'start')
})

test('windows - what is no update is refused and harms nothing', async (t) => {
  const w = await world(t)
  const document = await alone(w)
  const before = Y.encodeStateAsUpdate(document.ydoc)
  const good = Y.encodeStateAsUpdate(document.ydoc)
  const bad: [string, Uint8Array][] = [
    ['nothing at all', new Uint8Array(0)],
    ['noise', Uint8Array.from({ length: 200 }, (_, i) => (i * 37 + 11) & 255)],
    ['a truncated one', good.subarray(0, good.length - 3)],
    ['one with bytes behind it', new Uint8Array([...good, 1, 2, 3])],
    ['a zero-length gap', new Uint8Array([1, 1, 5, 0, 0, 0, 0])],
    ['an endless gap', new Uint8Array([1, 1, 5, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x0f, 0])],
    ['text as bytes', new TextEncoderLike().encode('hello')]
  ]
  for (const [what, update] of bad) t.is(await codeOf(document.push(update, null)), 'BAD_UPDATE', what)
  t.alike(Y.encodeStateAsUpdate(document.ydoc), before)
  type(document, ' still works')
  await document.saved()
  t.is(textOf(await reopened(w, document.id)), 'start still works')
})

test('windows - too large an update is refused, a large one is taken', async (t) => {
  const w = await world(t)
  const document = await alone(w)
  const make = async (length: number): Promise<Uint8Array> => {
    const window = await Window.open(document)
    window.disconnect()
    write(window, 'x'.repeat(length))
    return Y.encodeStateAsUpdate(window.ydoc, Y.encodeStateVector(document.ydoc))
  }
  t.is(await codeOf(document.push(await make(64 * 1024 * 1024), null)), 'BAD_UPDATE')
  await document.push(await make(1024 * 1024), null)
  await document.saved()
  t.is(textOf(await reopened(w, document.id)).length, 'start\n'.length + 1024 * 1024)
})

test('windows - nobody writes under the name of another device', async (t) => {
  const w = await world(t)
  await w.startAll('ada', 'ben')
  const [ada, ben] = await w.share('ada', ['ben'])
  type(ben!, ' by ben')
  await settle(ada!, ben!)
  const forger = await Window.open(ada!)
  forger.disconnect()
  const before = Y.encodeStateVector(forger.ydoc)
  forger.ydoc.clientID = ben!.ydoc.clientID
  type(forger, ' forged')
  t.is(await codeOf(ada!.push(Y.encodeStateAsUpdate(forger.ydoc, before), forger)), 'BAD_UPDATE')
  type(ben!, ' and on')
  await settle(ada!, ben!)
  t.is(textOf(ada!), 'first line by ben and on')
})

/** Bare has no TextEncoder of its own. */
class TextEncoderLike {
  encode (text: string): Uint8Array { return Uint8Array.from(text, (letter) => letter.charCodeAt(0)) }
}
