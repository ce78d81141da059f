/**
 * Edits that the engine has not confirmed, kept by the window itself so that a reload or a crash of the tab
 * while the engine is away loses nothing. Small and short-lived: entries go as soon as the engine has them.
 */
export interface UnsavedStore {
  /** Everything that windows left behind for this document, oldest first. */
  load (document: string): Promise<StoredEdits[]>
  save (document: string, window: string, updates: Uint8Array[]): Promise<void>
  remove (document: string, window: string): Promise<void>
}

export interface StoredEdits {
  window: string
  updates: Uint8Array[]
}

interface Row extends StoredEdits {
  document: string
  at: number
}

const DATABASE = 'sheaf'
const TABLE = 'unsaved'

/** In the browser's own database, shared by all windows of this origin and still there when the tab is gone. */
export class IndexedDBStore implements UnsavedStore {
  #database: Promise<IDBDatabase> | null = null

  async load (document: string): Promise<StoredEdits[]> {
    const database = await this.#open()
    const rows = await done<Row[]>(database.transaction(TABLE).objectStore(TABLE).getAll(range(document)))
    return rows.sort((a, b) => a.at - b.at)
  }

  async save (document: string, window: string, updates: Uint8Array[]): Promise<void> {
    const database = await this.#open()
    const row: Row = { document, window, updates, at: Date.now() }
    await done(database.transaction(TABLE, 'readwrite').objectStore(TABLE).put(row))
  }

  async remove (document: string, window: string): Promise<void> {
    const database = await this.#open()
    await done(database.transaction(TABLE, 'readwrite').objectStore(TABLE).delete([document, window]))
  }

  #open (): Promise<IDBDatabase> {
    this.#database ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(DATABASE, 1)
      request.addEventListener('upgradeneeded', () => {
        request.result.createObjectStore(TABLE, { keyPath: ['document', 'window'] })
      })
      request.addEventListener('success', () => { resolve(request.result) })
      request.addEventListener('error', () => { reject(failure(request.error)) })
    })
    return this.#database
  }
}

/** For tests, and for browsers that forbid a database (some private windows). */
export class MemoryStore implements UnsavedStore {
  readonly #rows = new Map<string, Map<string, Uint8Array[]>>()

  load (document: string): Promise<StoredEdits[]> {
    const rows = this.#rows.get(document) ?? new Map<string, Uint8Array[]>()
    return Promise.resolve([...rows].map(([window, updates]) => ({ window, updates })))
  }

  save (document: string, window: string, updates: Uint8Array[]): Promise<void> {
    const rows = this.#rows.get(document) ?? new Map<string, Uint8Array[]>()
    this.#rows.set(document, rows.set(window, updates))
    return Promise.resolve()
  }

  remove (document: string, window: string): Promise<void> {
    this.#rows.get(document)?.delete(window)
    return Promise.resolve()
  }
}

function range (document: string): IDBKeyRange {
  return IDBKeyRange.bound([document, ''], [document, '\uffff'])
}

function done<T> (request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => { resolve(request.result) })
    request.addEventListener('error', () => { reject(failure(request.error)) })
  })
}

function failure (cause: unknown): Error {
  return new Error('sheaf: the browser would not keep this', { cause })
}
