/** Names of headings in addresses, as on GitHub: `[see](#my-plan)` leads to “My plan!”. */
import type { Node } from 'prosemirror-model'

export interface Anchor {
  slug: string
  pos: number
}

export function slugOf (text: string): string {
  return text.trim().toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc}\s-]/gu, '').replace(/\s/g, '-')
}

/** All headings of a document; the second of a name gets `-1`, and so on. */
export function anchorsOf (doc: Node): Anchor[] {
  const taken = new Map<string, number>()
  const anchors: Anchor[] = []
  doc.descendants((node, pos) => {
    if (node.type.name === 'heading' && node.isTextblock) {
      const base = slugOf(node.textContent)
      let slug = base
      for (let n = taken.get(base) ?? 0; taken.has(slug); slug = `${base}-${n}`) taken.set(base, ++n)
      taken.set(slug, taken.get(slug) ?? 0)
      if (slug !== '') anchors.push({ slug, pos })
    }
    return !node.isTextblock && !node.isAtom
  })
  return anchors
}

/** Where a heading of that name begins; null when there is none. `name` may be percent-encoded. */
export function headingNamed (doc: Node, name: string): number | null {
  const wanted = slugOf(decoded(name))
  const anchors = anchorsOf(doc)
  return (anchors.find(({ slug }) => slug === decoded(name).toLowerCase()) ?? anchors.find(({ slug }) => slug === wanted))?.pos ?? null
}

function decoded (text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
