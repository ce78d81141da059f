import type { ExportFormat } from './api.ts'

const EXTENSIONS: Record<ExportFormat, string> = { markdown: 'md', html: 'html' }
const MAX_NAME_LENGTH = 80
/** What some file system refuses, and what would make a path of a name. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}<>:"/\\|?*]+/gu
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i

/** A name for the exported file which every file system takes. */
export function fileName (title: string, format: ExportFormat): string {
  const clean = title.normalize('NFC').replace(UNSAFE, ' ').replace(/\s+/gu, ' ').trim()
  // By code points, so that no emoji is cut in half; no leading dot (hidden) and no trailing one (Windows).
  const short = Array.from(clean).slice(0, MAX_NAME_LENGTH).join('').replace(/^[.\s]+|[.\s]+$/gu, '')
  const name = short === '' || RESERVED.test(short) ? 'Untitled' : short
  return `${name}.${EXTENSIONS[format]}`
}
