/**
 * How a file of the document is named where only an address fits, as in Markdown: `sheaf-blob:<ref>/<name>?key=value;…`.
 * The bytes are not in there: only a Sheaf that holds the same document finds them.
 */

export interface BlobAddress {
  blob: string
  name: string
  /** What else is known, by attribute. Values are as they were written: check them. */
  more: Record<string, string>
}

const SCHEME = 'sheaf-blob:'
const REF = /^[a-z0-9]{1,512}$/
const ADDRESS = /^sheaf-blob:([a-z0-9]{0,512})(?:\/([^?\s]{0,2000}))?(?:\?(\S{0,2000}))?$/

/** The ref of a node's attribute; '' for none, and for what cannot be one. */
export function blobRef (value: unknown): string {
  return typeof value === 'string' && REF.test(value) ? value : ''
}

export function isBlobAddress (address: unknown): boolean {
  return typeof address === 'string' && address.startsWith(SCHEME)
}

export function writeBlobAddress ({ blob, name, more }: BlobAddress): string {
  const rest = Object.entries(more).filter(([, value]) => value !== '').map(([key, value]) => `${key}=${encode(value)}`).join(';')
  return SCHEME + blobRef(blob) + (name === '' ? '' : '/' + encode(name)) + (rest === '' ? '' : '?' + rest)
}

export function readBlobAddress (address: unknown): BlobAddress | null {
  const [whole, blob = '', name = '', rest = ''] = (typeof address === 'string' ? ADDRESS.exec(address) : null) ?? []
  if (whole === undefined) return null
  const more: Record<string, string> = {}
  for (const part of rest.split(';')) {
    const at = part.indexOf('=')
    if (at > 0) more[part.slice(0, at)] = decode(part.slice(at + 1))
  }
  return { blob, name: decode(name), more }
}

/** Leaves nothing that means something to Markdown. Half of a surrogate pair has no bytes. */
function encode (text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(/[!'()*_~]/g, (char) => '%' + char.charCodeAt(0).toString(16).toUpperCase())
}

function decode (text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
