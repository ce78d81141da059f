/** Which addresses may reach the screen. The document keeps whatever was written; these decide what becomes a link or an image. */

const LINK_SCHEMES = new Set(['http', 'https', 'mailto', 'tel'])
const IMAGE_SCHEMES = new Set(['http', 'https'])
// No SVG: it can carry script and load further files.
const IMAGE_DATA = /^data:image\/(?:png|jpe?g|gif|webp|avif);base64,[a-z0-9+/=\s]*$/i
const MAX_URL = 8 * 1024
const MAX_DATA_URL = 8 * 1024 * 1024

/** What a browser would read: it drops tabs and newlines anywhere and controls and spaces at the ends. */
function asBrowserReads (value: string): string {
  // oxlint-disable-next-line no-control-regex
  return value.replace(/[\t\n\r]/g, '').replace(/^[\u0000-\u0020]+|[\u0000-\u0020]+$/g, '')
}

/** The scheme in lower case; '' for a relative address; null when a browser might see one where we cannot. */
function schemeOf (url: string): string | null {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)
  if (scheme !== null) return scheme[1]!.toLowerCase()
  // A colon before any slash, question or hash, that is no scheme by the rules: refuse rather than guess.
  return /^[^/?#]*:/.test(url) ? null : ''
}

/** The address as it may be put into `href`, or null. Relative addresses and `#fragments` are allowed. */
export function safeLink (href: unknown): string | null {
  if (typeof href !== 'string' || href.length > MAX_URL) return null
  const url = asBrowserReads(href)
  const scheme = schemeOf(url)
  if (scheme === null || url === '') return null
  return scheme === '' || LINK_SCHEMES.has(scheme) ? url : null
}

/** The address as it may be put into an image's `src`, or null. Whether to load it is the screen's decision. */
export function safeImage (src: unknown): string | null {
  if (typeof src !== 'string' || src.length > MAX_DATA_URL) return null
  const url = asBrowserReads(src)
  if (IMAGE_DATA.test(url)) return url
  const scheme = schemeOf(url)
  return scheme !== null && IMAGE_SCHEMES.has(scheme) && url.length <= MAX_URL ? url : null
}

/**
 * An address as people write it: with a scheme, beginning with www., or of mail. Null for anything else, so that
 * neither `app.ts` nor `and/or` becomes a link by itself.
 */
export function completeLink (text: string): string | null {
  if (/^https?:\/\/[^\s/?#]+\S*$/i.test(text) || /^mailto:[^\s@]+@[^\s@]+$/i.test(text)) return safeLink(text)
  if (/^www\.[^\s./?#@]+\.[^\s/?#@]{2,}(?:[/?#:]\S*)?$/i.test(text)) return safeLink(`https://${text}`)
  if (/^[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}$/u.test(text)) return safeLink(`mailto:${text}`)
  return null
}
