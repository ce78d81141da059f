/** What leads from one place of an exported page to another: the table of contents, and footnotes. */
import type { Node } from 'prosemirror-model'
import { footnotesOf } from '../schema/footnotes.ts'
import type { Footnotes } from '../schema/footnotes.ts'
import { isPlaceholder, schema } from '../schema/index.ts'
import { anchorsOf } from '../schema/slug.ts'

const { nodes } = schema

export class Anchors {
  readonly #headings: { level: number, slug: string, text: string }[] = []
  /** One node may stand in several places: its names, in order. */
  readonly #slugs = new Map<Node, string[]>()
  readonly #footnotes: Footnotes
  readonly #met = new Set<string>()

  constructor (doc: Node) {
    this.#footnotes = footnotesOf(doc)
    let contents = false
    doc.descendants((node) => { contents ||= node.type === nodes.toc })
    if (!contents) return
    for (const { slug, pos } of anchorsOf(doc)) {
      const node = doc.nodeAt(pos)
      if (node === null || node.type !== nodes.heading) continue
      this.#headings.push({ level: Number(node.attrs['level']), slug, text: node.textBetween(0, node.content.size, '', ' ').trim() })
      this.#slugs.set(node, [...this.#slugs.get(node) ?? [], slug])
    }
  }

  /** The attributes of a heading that a table of contents leads to. */
  heading (node: Node): Record<string, string> {
    const slug = this.#slugs.get(node)?.shift()
    return slug === undefined ? {} : { id: slug }
  }

  /** What stands before and after the content of a node; null for one that leads nowhere. */
  around (node: Node, escape: (text: string) => string): [before: string, after: string] | null {
    if (isPlaceholder(node)) return null
    if (node.type === nodes.toc) {
      const items = this.#headings.map(({ level, slug, text }) => `<li class="level-${level}"><a href="#${escape(encodeURIComponent(slug))}">${escape(text)}</a></li>`)
      return [`<nav class="toc"><ul>${items.join('')}</ul></nav>`, '']
    }
    const number = this.#footnotes.numbers.get(String(node.attrs['id']))
    if (node.type === nodes.footnote_ref) {
      const link = `<a href="#fn-${number ?? 0}"${this.#first(`ref ${number ?? 0}`, `fnref-${number ?? 0}`)} role="doc-noteref">${number ?? '*'}</a>`
      return [`<sup class="footnote-ref">${link}</sup>`, '']
    }
    if (node.type !== nodes.footnote_def) return null
    const back = number === undefined ? '<span>*</span>' : `<a href="#fnref-${number}" role="doc-backlink">${number}.</a>`
    return [`<div class="footnote"${number === undefined ? '' : this.#first(`def ${number}`, `fn-${number}`)} role="note">${back}<div>`, '</div></div>']
  }

  #first (key: string, id: string): string {
    if (this.#met.has(key)) return ''
    this.#met.add(key)
    return ` id="${id}"`
  }
}
