import type { DocumentInfo, DocumentStatus, EngineApi, Opened, WindowApi } from '../../../core/rpc/api.ts'
import type { Connection } from '../../../app/client/client.ts'
import type { Engine } from '../../../app/client/sync.ts'
import * as Y from 'yjs'
import { SheafError } from '../../../core/errors.ts'
import { Emitter } from '../../../app/client/emitter.ts'

export const ID = 'd0c'
type Events = WindowApi & { connection (state: Connection): void }

/** The engine's side of one document, on a real Y.Doc, with a line that a test cuts and mends by hand. */
export class FakeEngine implements Engine {
  doc = new Y.Doc()
  epoch = 1
  connection: Connection = 'connected'
  writable = true
  /** While false, pushes are taken in but nothing is confirmed as saved. */
  saves = true
  refuse: SheafError | null = null
  opens: number[] = []
  pushes: { seq: number, update: Uint8Array }[] = []
  presents: { client: number }[] = []
  isOpen = false
  readonly events = new Emitter<Events>()
  readonly api: Engine['api']

  constructor () {
    const api: Pick<EngineApi, 'open' | 'close' | 'push' | 'present'> = {
      open: async (_id, vector) => {
        await this.#wire()
        this.opens.push(vector.length)
        this.isOpen = true
        return this.#opened(vector)
      },
      close: async () => { this.isOpen = false },
      push: async (_id, seq, update) => {
        if (!this.isOpen) throw new SheafError('NOT_FOUND', 'This window has not opened the document.')
        await this.#wire()
        this.pushes.push({ seq, update })
        if (this.refuse !== null) {
          this.events.emit('refused', ID, seq, this.refuse.code, this.refuse.message)
          return
        }
        Y.applyUpdate(this.doc, update)
        if (this.saves) this.events.emit('saved', ID, seq)
      },
      present: async (_id, client) => { this.presents.push({ client }) }
    }
    this.api = api
  }

  get text (): string {
    return this.doc.getText('t').toJSON()
  }

  /** Somebody else writes. */
  write (text: string, at = this.doc.getText('t').length): void {
    const before = Y.encodeStateVector(this.doc)
    this.doc.getText('t').insert(at, text)
    if (this.connection === 'connected' && this.isOpen) {
      this.events.emit('update', ID, Y.encodeStateAsUpdate(this.doc, before))
    }
  }

  cut (): void {
    this.connection = 'reconnecting'
    this.isOpen = false
    this.events.emit('connection', 'reconnecting')
  }

  mend (): void {
    this.connection = 'connected'
    this.events.emit('connection', 'connected')
  }

  status (): DocumentStatus {
    return { saved: true, unsaved: 0, nowhereElse: 0, holders: [], connected: 0, network: 'online', writable: this.writable }
  }

  async #wire (): Promise<void> {
    await settle(1)
    if (this.connection !== 'connected') throw new SheafError('DISCONNECTED', 'Away.')
  }

  #opened (vector: Uint8Array): Opened {
    const info: DocumentInfo = { id: ID, title: 'T', role: 'editor', state: 'ready', createdAt: 0, updatedAt: 0 }
    return {
      info,
      update: vector.length === 0 ? Y.encodeStateAsUpdate(this.doc) : Y.encodeStateAsUpdate(this.doc, vector),
      stateVector: Y.encodeStateVector(this.doc),
      epoch: this.epoch,
      client: new Y.Doc().clientID,
      status: this.status(),
      presence: []
    }
  }
}

export function settle (ms = 15): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, ms) })
}
