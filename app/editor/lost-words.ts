import * as Y from 'yjs'
import { isEdit } from './binding.ts'

/** What was typed this recently may have been on its way when the other one decided. */
const FRESH = 30_000
/** Changes of others that come closer together than this are one burst, as after being offline. */
const BURST = 10_000

/** Keys that come closer together than this are noted as one, and only so many. */
const APART = 1000
const MAX_TYPED = 4000

interface Typed { end: number, at: number }

/**
 * Finds words of this window that went with a block that somebody else moved, changed or deleted without having seen
 * them: Yjs can not put them where the block is now. Whoever typed them should at least be told.
 *
 * Nobody can know what the other one had seen. So it counts what was typed a moment ago, or since before the changes
 * that are coming in now, and only words that are not in what came with them.
 */
export class LostWords {
  readonly #onLost: (text: string) => void
  #doc: Y.Doc | null = null
  #typed: Typed[] = []
  /** When others were last heard of before the burst that is coming in, and in it. */
  #heard = { before: 0, last: 0 }
  readonly #now: () => number

  constructor (onLost: (text: string) => void, now: () => number = Date.now) {
    this.#onLost = onLost
    this.#now = now
  }

  watch (doc: Y.Doc): void {
    this.stop()
    this.#doc = doc
    doc.on('afterTransaction', this.#look)
  }

  stop (): void {
    this.#doc?.off('afterTransaction', this.#look)
    this.#doc = null
    this.#typed = []
  }

  readonly #look = (transaction: Y.Transaction): void => {
    const now = this.#now()
    const { clientID } = transaction.doc
    if (isEdit(transaction)) {
      const end = transaction.afterState.get(clientID) ?? 0
      const last = this.#typed.at(-1)
      if (last !== undefined && now - last.at < APART) last.end = end
      else this.#typed.push({ end, at: now })
      if (this.#typed.length > MAX_TYPED) this.#typed.shift()
      return
    }
    if (now - this.#heard.last > BURST) this.#heard.before = this.#heard.last
    this.#heard.last = now
    const since = Math.min(now - FRESH, this.#heard.before)
    const first = this.#typed.findIndex(({ at }) => at >= since)
    const from = first < 0 ? Infinity : first === 0 ? 0 : this.#typed[first - 1]!.end
    this.#typed = first < 0 ? [] : this.#typed.slice(Math.max(0, first - 1))
    if (!transaction.deleteSet.clients.has(clientID)) return
    const lost = lostTexts(transaction, from).join('\n').trim()
    if (lost !== '') this.#onLost(lost)
  }
}

/** The texts of our own, from that clock on, that went with the element which they were in. */
function lostTexts (transaction: Y.Transaction, from: number): string[] {
  const { clientID } = transaction.doc
  const texts = new Map<unknown, string>()
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (!(struct instanceof Y.Item) || struct.id.client !== clientID || struct.id.clock < from) return
    if (!(struct.content instanceof Y.ContentString) || !(struct.parent instanceof Y.XmlText)) return
    const holder = struct.parent['_item']
    if (holder === null || !Y.isDeleted(transaction.deleteSet, holder.id)) return
    texts.set(struct.parent, '')
  })
  // All of ours in that text, in its order: what was typed before somebody else's word and after it.
  for (const text of texts.keys()) {
    let words = ''
    for (let item = (text as Y.XmlText)['_start']; item !== null; item = item.right) {
      if (item.id.client === clientID && item.id.clock >= from && item.content instanceof Y.ContentString && Y.isDeleted(transaction.deleteSet, item.id)) words += item.content.str
    }
    texts.set(text, words)
  }
  const came = insertedText(transaction)
  return [...texts.values()].filter((words) => words.trim() !== '' && !came.includes(words))
}

/** What others wrote in this transaction: a block that was moved with the words in it has them here. */
function insertedText (transaction: Y.Transaction): string {
  let text = ''
  for (const [client, after] of transaction.afterState) {
    const before = transaction.beforeState.get(client) ?? 0
    if (after === before) continue
    for (const struct of transaction.doc.store.clients.get(client) ?? []) {
      if (struct.id.clock + struct.length > before && struct instanceof Y.Item && struct.content instanceof Y.ContentString) text += struct.content.str
    }
  }
  return text
}
