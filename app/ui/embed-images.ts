/**
 * Images in an exported page. The writer only names them, since it neither has nor awaits bytes; here is the window,
 * which can get those that are on this device.
 */
import { blobState, blobUrl } from '../client/blobs.ts'
import { onlyNamed } from '../export/html.ts'

/** Larger ones would make a page that mail and other programs do not take. */
const MAX_IMAGE = 5 * 1024 * 1024
const MAX_ALL = 30 * 1024 * 1024
const TYPES = /^image\/(?:png|jpeg|gif|webp|avif|svg\+xml)$/
/** As the schema writes a figure; the writer escapes whatever stands in an attribute. */
const FIGURE = /<figure data-blob="(?<ref>[a-z0-9]+)"(?<more>[^>]*)><img /g

export async function embedImages (documentId: string, html: string, notes: readonly string[]): Promise<{ html: string, notes: string[] }> {
  const sources = new Map<string, string | null>()
  let room = MAX_ALL
  for (const { groups } of html.matchAll(FIGURE)) {
    const { ref = '', more = '' } = groups ?? {}
    if (sources.has(ref)) continue
    const source = await read(documentId, ref, / data-mime="([^"]*)"/.exec(more)?.[1] ?? '', room)
    room -= source?.length ?? 0
    sources.set(ref, source)
  }
  let embedded = 0
  const whole = html.replace(FIGURE, (tag, ref: string) => {
    const source = sources.get(ref) ?? null
    if (source === null) return tag
    embedded++
    return `${tag}src="${source}" `
  })
  const named = countNamed(html)
  return { html: whole, notes: notes.flatMap((note) => note !== onlyNamed(named) ? [note] : named > embedded ? [onlyNamed(named - embedded)] : []) }
}

function countNamed (html: string): number {
  return [...html.matchAll(/<figure data-blob="|<div data-sheaf-file="/g)].length
}

/** The image as an address that holds it; null when it is not here, too large or no image. */
async function read (documentId: string, ref: string, type: string, room: number): Promise<string | null> {
  if (!TYPES.test(type)) return null
  try {
    const { state, size } = await blobState(documentId, ref)
    if (state !== 'here' || size > MAX_IMAGE || size * 4 / 3 > room) return null
    const response = await fetch(blobUrl(documentId, ref))
    if (!response.ok) return null
    const bytes = new Uint8Array(await response.arrayBuffer())
    let binary = ''
    for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
    return `data:${type};base64,${btoa(binary)}`
  } catch {
    return null // the page is exported all the same
  }
}
