/**
 * Makes what was written survive power loss. The store's log reaches the operating system with each write, which
 * a kill survives; only fdatasync on the write-ahead log makes it reach the disk (about half a millisecond).
 */
import type Corestore from 'corestore'
import fs from '#fs'
import path from '#path'
import { storageError } from './errors.ts'

export class Durability {
  readonly #dir: string
  #running: Promise<void> | null = null
  #next: Promise<void> | null = null

  constructor (store: Corestore) {
    this.#dir = path.join(store.storage.path, 'db')
  }

  /** Resolves when all that was written before the call is on disk. Calls that wait share one run. */
  sync (): Promise<void> {
    if (this.#running === null) {
      this.#running = this.#run().finally(() => { this.#running = null })
      return this.#running
    }
    this.#next ??= this.#running.catch(() => {}).then(() => {
      this.#next = null
      return this.sync()
    })
    return this.#next
  }

  async #run (): Promise<void> {
    try {
      // The log in use and, around a switch, the one before it.
      const logs = (await fs.promises.readdir(this.#dir)).filter((name) => name.endsWith('.log'))
      for (const name of logs) await datasync(path.join(this.#dir, name))
    } catch (error) {
      throw storageError(error)
    }
  }
}

async function datasync (file: string): Promise<void> {
  const handle = await fs.promises.open(file, 'r+').catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return null // switched away meanwhile: its content is in a synced table
    throw error
  })
  if (handle === null) return
  try {
    await handle.datasync()
  } finally {
    await handle.close()
  }
}
