import { SheafError } from '../../../core/errors.ts'
import type { DocumentInfo } from '../../../core/rpc/api.ts'
import { printable } from './output.ts'

const MIN_PREFIX = 4

/** `<doc>`: an id, the beginning of one, or a title. Throws NOT_FOUND, or BAD_INPUT when several fit. */
export function findDocument (documents: readonly DocumentInfo[], given: string): DocumentInfo {
  const exact = documents.find(({ id }) => id === given.toLowerCase())
  if (exact) return exact
  const byTitle = documents.filter(({ title }) => title === given)
  const byPrefix = given.length < MIN_PREFIX ? [] : documents.filter(({ id }) => id.startsWith(given.toLowerCase()))
  // A title that happens to look like the beginning of another document's id stays a title.
  const found = byTitle.length > 0 ? byTitle : byPrefix
  const [first, second] = found
  if (!first) {
    throw new SheafError('NOT_FOUND', `There is no document "${printable(given)}" on this device; "sheaf list" shows which there are.`)
  }
  if (second) {
    const ids = found.map(({ id }) => shortId(id, documents)).join(', ')
    throw new SheafError('BAD_INPUT', `"${printable(given)}" fits ${found.length} documents; give the id of one of them: ${ids}.`)
  }
  return first
}

/** As short as it can be and still mean only this document. */
export function shortId (id: string, documents: readonly DocumentInfo[]): string {
  for (let length = 8; length < id.length; length += 4) {
    const prefix = id.slice(0, length)
    if (!documents.some((other) => other.id !== id && other.id.startsWith(prefix))) return prefix
  }
  return id
}
