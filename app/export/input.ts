/** Bytes of a file somebody chose, as text; or one sentence about why not. */
import b4a from 'b4a'
import { SheafError } from '../../core/errors.ts'
import { MAX_IMPORT_BYTES } from '../../core/rpc/api.ts'

const NOT_TEXT = 'This file is not text, so it cannot be read as Markdown.'

export function inputText (input: string | Uint8Array): string {
  if (typeof input !== 'string' && !(input instanceof Uint8Array)) throw new SheafError('BAD_INPUT', NOT_TEXT)
  const size = typeof input === 'string' ? sizeOf(input) : input.byteLength
  if (size > MAX_IMPORT_BYTES) {
    throw new SheafError('TOO_LARGE', `This file has ${megabytes(size)} MB; at most ${megabytes(MAX_IMPORT_BYTES)} MB can be read. Split it into several files.`)
  }
  const text = typeof input === 'string' ? input : decoded(input)
  if (text.includes('\0')) throw new SheafError('BAD_INPUT', NOT_TEXT)
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

/** Bytes that are no UTF-8 do not survive a way out and in again. (Bare has no TextDecoder.) */
function decoded (bytes: Uint8Array): string {
  const text = b4a.toString(bytes, 'utf8')
  if (!b4a.equals(b4a.from(text, 'utf8'), bytes)) {
    throw new SheafError('BAD_INPUT', 'This file is not UTF-8 text. Save it as UTF-8 and try again.')
  }
  return text
}

/** In bytes of UTF-8; a text that could not possibly fit is not encoded only to be measured. */
function sizeOf (text: string): number {
  return text.length > MAX_IMPORT_BYTES ? text.length : b4a.byteLength(text, 'utf8')
}

function megabytes (bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1).replace('.0', '')
}
