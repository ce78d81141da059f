/** What a file is, by its first bytes: neither its name nor what a program says of it can be trusted. */

/** Pictures that a window shows. SVG only ever as the source of an `<img>`, where no script of it runs. */
export type ImageType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/avif' | 'image/svg+xml'

export const SNIFFED_BYTES = 1024
/** A larger picture is not opened only to be measured. */
const MAX_OPENED = 64 * 1024 * 1024

export function sniffImage (bytes: Uint8Array): ImageType | null {
  const text = String.fromCharCode(...bytes.subarray(0, SNIFFED_BYTES))
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'image/gif'
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'image/webp'
  if (text.slice(4, 8) === 'ftyp' && /avi[fs]/.test(text.slice(8, 32))) return 'image/avif'
  // After a byte order mark, a declaration, comments and a document type there must be the element itself.
  if (/^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--[^]*?-->\s*|<!DOCTYPE\s+svg[^[>]*>\s*)*<svg[\s>]/i.test(text)) return 'image/svg+xml'
  return null
}

export interface Described {
  image: ImageType | null
  /** Pixels; 0 where nobody knows, as for a drawing that has no size of its own. */
  w: number
  h: number
}

/** A picture that does not open is a file like any other. */
export async function describe (file: Blob): Promise<Described> {
  const none = { image: null, w: 0, h: 0 }
  const image = sniffImage(new Uint8Array(await file.slice(0, SNIFFED_BYTES).arrayBuffer()))
  if (image === null || image === 'image/svg+xml' || file.size > MAX_OPENED) return { ...none, image }
  try {
    const bitmap = await createImageBitmap(file)
    const { width: w, height: h } = bitmap
    bitmap.close()
    return { image, w, h }
  } catch {
    return none
  }
}
