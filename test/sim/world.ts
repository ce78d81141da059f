/**
 * A world of engines on one local network: real stores on disk, real connections, and links that a story can cut and
 * heal. Every engine and the network are closed when the test ends, however it ends.
 */
import type { Assert } from 'brittle'
import b4a from 'b4a'
import Corestore from 'corestore'
import createTestnet, { type Testnet } from 'hyperdht/testnet.js'
import ProtomuxWakeup from 'protomux-wakeup'
import * as Y from 'yjs'
import { Replica } from '../../core/doc/replica.ts'
import { Engine, type Document, type EngineOptions, type Role } from '../../core/index.ts'
import { Registry } from '../../core/library/registry.ts'

/** How long a story waits for something before it gives up (ms): a guard against hanging, never a measure. */
const PATIENCE = 60_000

export class World {
  readonly dir: string
  readonly #net: Testnet
  readonly #engines = new Map<string, Engine>()
  readonly #names = new Map<string, string>()        // by network key, hex
  readonly #cuts = new Set<string>()

  constructor (dir: string, net: Testnet) {
    this.dir = dir
    this.#net = net
  }

  get bootstrap (): Testnet['bootstrap'] { return this.#net.bootstrap }
  get running (): Engine[] { return [...this.#engines.values()] }

  folder (name: string): string { return this.dir + '/' + name }

  /** Starts somebody's engine: the first time on a new folder, later on the same one. */
  async start (name: string, options: EngineOptions = {}): Promise<Engine> {
    const engine = new Engine(this.folder(name), {
      name,
      bootstrap: this.bootstrap,
      host: '127.0.0.1',
      allow: (key) => !this.#isCut(name, this.#names.get(b4a.toString(key, 'hex')) ?? ''),
      ...options
    })
    this.#engines.set(name, engine)
    await engine.ready()
    this.#learn(name)
    return engine
  }

  async startAll (...names: string[]): Promise<Engine[]> {
    const engines = []
    for (const name of names) engines.push(await this.start(name))
    return engines
  }

  async stop (name: string): Promise<void> {
    const engine = this.#engines.get(name)
    this.#engines.delete(name)
    await engine?.close()
  }

  async restart (name: string, options: EngineOptions = {}): Promise<Engine> {
    await this.stop(name)
    return this.start(name, options)
  }

  engine (name: string): Engine {
    const engine = this.#engines.get(name)
    if (engine === undefined) throw new Error(name + ' is not running')
    return engine
  }

  /** No byte passes between the two until `heal`, directly at least. */
  async cut (a: string, b: string): Promise<void> {
    for (const name of [a, b]) this.#learn(name)
    this.#cuts.add(link(a, b))
    await this.#reconnect(a, b)
  }

  async heal (a: string, b: string): Promise<void> {
    this.#cuts.delete(link(a, b))
    await this.#reconnect(a, b)
  }

  async healAll (): Promise<void> {
    this.#cuts.clear()
    await this.#reconnect(...this.#engines.keys())
  }

  /** Somebody starts a document, writes its first line, and lets the others in as editors, one by one. */
  async share (owner: string, others: string[], { role = 'editor', text = 'first line' }: { role?: Role, text?: string } = {}): Promise<Document[]> {
    const document = await this.engine(owner).create({ title: 'Shared' })
    write(document, text)
    await document.saved()
    const documents = [document]
    for (const other of others) documents.push(await this.engine(other).join(await document.invite({ role })))
    await settle(...documents)
    return documents
  }

  async close (): Promise<void> {
    await Promise.all(this.running.map((engine) => engine.close()))
    await this.#net.destroy()
  }

  #isCut (a: string, b: string): boolean { return this.#cuts.has(link(a, b)) }

  #learn (name: string): void {
    const key = this.#engines.get(name)?.networkKey ?? null
    if (key !== null) this.#names.set(b4a.toString(key, 'hex'), name)
  }

  async #reconnect (...names: string[]): Promise<void> {
    for (const name of names) this.#learn(name)
    await Promise.all(names.map(async (name) => { await this.#engines.get(name)?.reconnect() }))
  }
}

/** `size`: nodes of the network beside the engines' own. */
export async function world (t: Assert, size = 3): Promise<World> {
  t.timeout(3 * PATIENCE)
  const made = new World(await t.tmp(), await createTestnet(size, { host: '127.0.0.1' }))
  t.teardown(() => made.close(), { force: true })
  return made
}

function link (a: string, b: string): string { return [a, b].sort().join(' ') }

export function sleep (ms: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, ms) })
}

/** Waits until something holds. Fails with what was waited for, rather than hang. */
export async function until (what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE
  while (!await holds()) {
    if (Date.now() > end) throw new Error('this never came to be: ' + what)
    await sleep(20)
  }
}

/** The code that a promise rejects with; '' when it does not. */
export async function codeOf (promise: Promise<unknown>): Promise<string> {
  try {
    await promise
    return ''
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}

// Text. Paragraphs each hold one Y.XmlText, as the editor makes them.

/** Adds a paragraph at the end, or at `index`. */
export function write ({ ydoc, fragment }: Written, text: string, index = fragment.length): void {
  ydoc.transact(() => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(text)])
    fragment.insert(index, [paragraph])
  })
}

export interface Written { ydoc: Y.Doc, fragment: Y.XmlFragment }

/** The text of a paragraph, to change it. */
export function paragraph ({ fragment }: Written, index = 0): Y.XmlText {
  const element = fragment.get(index)
  const text = element instanceof Y.XmlElement ? element.get(0) : null
  if (!(text instanceof Y.XmlText)) throw new Error('there is no paragraph ' + String(index))
  return text
}

/** Types into a paragraph, at its end unless told where. */
export function type (document: Written, text: string, { at, index = 0 }: { at?: number, index?: number } = {}): void {
  const target = paragraph(document, index)
  target.insert(at ?? target.length, text)
}

/** Text and formats. */
export function xmlOf ({ fragment }: Written): string {
  return fragment.toArray().map((node) => (node as { toJSON: () => string }).toJSON()).join('')
}

/** What people see, a line for each paragraph. */
export function textOf ({ fragment }: Written): string {
  return fragment.toArray().map((node) => (node as { toJSON: () => string }).toJSON().replace(/<[^>]*>/g, '')).join('\n')
}

/** True when all hold the same text, down to every insertion and deletion. */
export function same (...documents: { ydoc: Y.Doc }[]): boolean {
  const [first, ...others] = documents.map(({ ydoc }) => Y.snapshot(ydoc))
  return first === undefined || others.every((other) => Y.equalSnapshots(first, other))
}

/** Waits until all hold the same text, and all of it is on disk. */
export async function settle (...documents: Document[]): Promise<void> {
  await Promise.all(documents.filter((document) => document.status().writable).map((document) => document.saved()))
  await until('everyone holds the same text', () => same(...documents))
}

/**
 * The rows of a document's view, read from the folder of an engine that is closed: hex of key and value, a line each.
 * The digest of no exceptions at all is left out: it is written once one has come and gone, which depends on the order,
 * and the order may still change with an acknowledgement that is on its way.
 */
export async function viewOf (folder: string, id: string): Promise<string[]> {
  const store = new Corestore(folder + '/store')
  const wakeup = new ProtomuxWakeup()
  try {
    await store.ready()
    const registry = new Registry(store)
    await registry.ready()
    const record = await registry.get('document', id)
    if (record === null) throw new Error('this folder does not hold the document')
    const replica = new Replica({
      store: store.namespace(b4a.from(record.namespace, 'hex')),
      key: b4a.from(record.key, 'hex'),
      encryptionKey: b4a.from(record.encryptionKey, 'hex'),
      wakeup
    })
    await replica.ready()
    const rows: string[] = []
    for await (const { key, value } of replica.base.view.createReadStream()) if (value.some((byte) => byte !== 0)) rows.push(b4a.toString(key, 'hex') + ' ' + b4a.toString(value, 'hex'))
    await replica.close()
    await registry.close()
    return rows
  } finally {
    wakeup.destroy()
    await store.close()
  }
}
