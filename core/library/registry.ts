/** What this device knows of itself and of its documents: a Hyperbee in a core of the store that is never replicated. */
import type Corestore from 'corestore'
import Hyperbee from 'hyperbee'
import type { Role } from '../rpc/api.ts'

/** Keys and byte strings are hex. */
export interface ProfileRecord { mnemonic: string, publicKey: string, secretKey: string, chain: string, name: string, color: string, label: string }
export interface DocumentRecord {
  id: string
  key: string
  encryptionKey: string
  namespace: string
  title: string
  role: Role | null
  createdAt: number
  updatedAt: number
  /** Whether this device confirms the document's log for others; unknown in records from before. */
  indexer?: boolean
}
export interface JoinRecord {
  id: string
  code: string
  namespace: string
  nonce: string
  role: Role
  startedAt: number
  /** Once somebody answered: from here on only the document itself has to arrive. */
  granted?: { key: string, encryptionKey: string }
  error?: { code: string, message: string }
}
/** By writer: up to which of this device's blocks another device was known to hold, and when. */
export type HolderRecord = Record<string, { length: number, at: number }>

/** Which documents this one links to. */
export interface LinksRecord { id: string, to: string[] }

interface Records { document: DocumentRecord, join: JoinRecord, holders: HolderRecord, code: string, links: LinksRecord, clients: { next: number } }
type RecordKind = keyof Records

export class Registry {
  readonly #bee: Hyperbee<string, unknown>

  constructor (store: Corestore) {
    this.#bee = new Hyperbee<string, unknown>(store.get({ name: 'registry' }), { keyEncoding: 'utf-8', valueEncoding: 'json', extension: false })
  }

  ready (): Promise<void> { return this.#bee.ready() }
  close (): Promise<void> { return this.#bee.close() }

  async profile (): Promise<ProfileRecord | null> {
    return ((await this.#bee.get('profile'))?.value as ProfileRecord | undefined) ?? null
  }

  putProfile (value: ProfileRecord): Promise<void> { return this.#bee.put('profile', value) }

  /** Called at the start. True when the run before did not end in order. */
  async begin (): Promise<boolean> {
    const unclean = await this.#bee.get('running') !== null
    if (!unclean) await this.#bee.put('running', true)
    return unclean
  }

  /** Called at the end, with nothing half done. */
  end (): Promise<void> { return this.#bee.del('running') }

  async get<K extends RecordKind> (kind: K, id: string): Promise<Records[K] | null> {
    return ((await this.#bee.get(kind + '/' + id))?.value as Records[K] | undefined) ?? null
  }

  put<K extends RecordKind> (kind: K, id: string, value: Records[K]): Promise<void> { return this.#bee.put(kind + '/' + id, value) }
  del (kind: RecordKind, id: string): Promise<void> { return this.#bee.del(kind + '/' + id) }

  async list<K extends RecordKind> (kind: K): Promise<Records[K][]> {
    const all: Records[K][] = []
    for await (const { value } of this.#bee.createReadStream({ gt: kind + '/', lt: kind + '0' })) all.push(value as Records[K]) // '0' is the character after '/'
    return all
  }
}
