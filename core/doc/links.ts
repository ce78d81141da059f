import * as Y from 'yjs'
import { LINK_ATTRIBUTE, LINK_ELEMENT } from '../format/version.ts'

/** More is no text but an attack on whoever keeps the list. */
const MAX_LINKS = 1000
const ID = /^[0-9a-f]{1,128}$/
const MAX_DEPTH = 400
/** While somebody types, the text is looked through at most this often (ms). */
const PAUSE = 1000

/** The ids of the documents that this text links to, each once. Reads only, whatever the text holds. */
export function linksIn (fragment: Y.XmlFragment): string[] {
  const found = new Set<string>()
  const visit = (parent: Y.XmlFragment, depth: number): void => {
    if (depth > MAX_DEPTH) return
    for (const child of parent.toArray() as unknown[]) {
      if (!(child instanceof Y.XmlElement) || found.size >= MAX_LINKS) continue
      const target: unknown = child.nodeName === LINK_ELEMENT ? child.getAttribute(LINK_ATTRIBUTE) : null
      if (typeof target === 'string' && ID.test(target)) found.add(target)
      visit(child, depth + 1)
    }
  }
  visit(fragment, 0)
  return [...found]
}

/** Looks at once, and again after changes. */
export class LinkWatch {
  readonly #fragment: () => Y.XmlFragment
  readonly #tell: (to: string[]) => Promise<void>
  #timer: ReturnType<typeof setTimeout> | null = null
  #telling: Promise<void> = Promise.resolve()

  constructor (fragment: () => Y.XmlFragment, tell: (to: string[]) => Promise<void>) {
    this.#fragment = fragment
    this.#tell = tell
    this.#look()
  }

  readonly changed = (): void => {
    this.#timer ??= setTimeout(() => { this.#look() }, PAUSE)
  }

  /** What is left to look at is looked at now. */
  flush (): Promise<void> {
    if (this.#timer !== null) this.#look()
    return this.#telling
  }

  #look (): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    let to: string[]
    try {
      to = linksIn(this.#fragment())
    } catch {
      return // another program gave the root's name to something else
    }
    this.#telling = this.#telling.then(() => this.#tell(to)).catch(() => {}) // the disk; looked at again with the next change
  }
}
