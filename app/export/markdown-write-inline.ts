/**
 * The inside of a paragraph or heading as Markdown.
 *
 * Asterisks cannot say everything (`**a.**b` is not bold), so each text is written in up to three ways, from the
 * most pleasant to the most explicit, until one reads back as exactly what it was. The last is right by construction:
 * tags in place of asterisks, and every sign escaped.
 */
import { Fragment } from 'prosemirror-model'
import type { Mark, Node } from 'prosemirror-model'
import { isPlaceholder, isUnknownMark, MARK_FILES, NODE_FILES, schema } from '../schema/index.ts'
import { parseMarkdown } from './markdown-read.ts'
import { codeSpan, destination, fullText, guardLines, isHarmless, lightText, quotedTitle } from '../schema/markdown-text.ts'

const { marks } = schema

interface Style { tags: boolean, text: (text: string) => string, oneLine: boolean }

const WRITE_NODE = new Map(NODE_FILES.flatMap(({ markdown }) => Object.entries(markdown?.writeInline ?? {})))
const WRITE_MARK = new Map(MARK_FILES.flatMap(({ markdown }) => Object.entries(markdown?.write ?? {})))
const TAGS = MARK_FILES.flatMap(({ markdown }) => Object.entries(markdown?.tags ?? {}))
  .map(([tag, says]) => ({ tag, mark: schema.mark(typeof says === 'string' ? says : says.mark, typeof says === 'string' ? null : says.attrs) }))

/** What Markdown can hold of a line: no unknown marks, text in place of placeholders, marks on text only. */
export function plainInline (block: Node, lost: (kind: string) => void): Node[] {
  const out: Node[] = []
  block.forEach((node) => {
    if (isPlaceholder(node)) {
      lost('unknown')
      out.push(schema.text(placeholderText(node)))
    } else if (node.isText) {
      const kept = node.marks.filter((mark) => !isUnknownMark(mark))
      if (kept.length < node.marks.length) lost('mark')
      out.push(node.mark(kept.map(tidyLink)))
    } else {
      out.push(node.mark([]))
    }
  })
  return Fragment.fromArray(out).content.slice()
}

export function placeholderText (node: Node): string {
  return node.textBetween(0, node.content.size, '\n', ' ').trim() || `[${node.type.name}]`
}

function tidyLink (mark: Mark): Mark {
  return mark.type === marks.link && mark.attrs['title'] === '' ? marks.link.create({ ...mark.attrs, title: null }) : mark
}

/** `prefix` is what stands before it on the line and makes it what it is: '' or '# '. */
export function writeInline (content: readonly Node[], prefix: string): string {
  if (content.length === 0) return ''
  const only = content.length === 1 ? content[0]! : null
  if (only?.isText === true && only.marks.length === 0 && isHarmless(only.text!)) return only.text!
  const oneLine = prefix !== ''
  for (const style of [{ tags: false, text: lightText, oneLine }, { tags: true, text: lightText, oneLine }]) {
    const written = guardLines(render(content, style))
    if (readsAs(prefix + written, content)) return written
  }
  return render(content, { tags: true, text: fullText, oneLine: true })
}

function readsAs (written: string, content: readonly Node[]): boolean {
  const { doc } = parseMarkdown(written, content.flatMap((node) => node.type === schema.nodes.footnote_ref ? [String(node.attrs['id'])] : []))
  return doc.childCount === 1 && doc.firstChild!.inlineContent && !doc.firstChild!.type.spec.code! &&
    doc.firstChild!.content.eq(Fragment.fromArray([...content]))
}

/** Puts the mark that reaches furthest around what it covers, and goes on inside. Code is always innermost. */
function render (content: readonly Node[], style: Style): string {
  let out = ''
  for (let i = 0; i < content.length;) {
    const node = content[i]!
    const outer = node.marks.filter((mark) => mark.type !== marks.code)
    if (outer.length > 0) {
      const [mark, end] = furthest(outer, content, i)
      const inside = content.slice(i, end).map((inner) => inner.mark(mark.removeFromSet(inner.marks)))
      out += wrap(mark, inside, style)
      i = end
    } else if (node.marks.length > 0) {
      let end = i + 1
      while (end < content.length && content[end]!.marks.length > 0 && content[end]!.marks.every((mark) => mark.type === marks.code)) end++
      out += code(content.slice(i, end).map((inner) => inner.text).join(''), style)
      i = end
    } else {
      out += leaf(node, style)
      i++
    }
  }
  return out
}

function furthest (candidates: readonly Mark[], content: readonly Node[], from: number): [Mark, number] {
  let best: [Mark, number] = [candidates[0]!, from]
  for (const mark of candidates) {
    let end = from + 1
    while (end < content.length && mark.isInSet(content[end]!.marks)) end++
    if (end > best[1]) best = [mark, end]
  }
  return best
}

function wrap (mark: Mark, inside: readonly Node[], style: Style): string {
  const inner = render(inside, style)
  if (mark.type === marks.link) return `[${inner}](${destination(String(mark.attrs['href']))}${quotedTitle(mark.attrs['title'])})`
  const { tag } = TAGS.find((one) => one.mark.eq(mark)) ?? {}
  const written = style.tags && tag !== undefined ? undefined : WRITE_MARK.get(mark.type.name)?.(mark.attrs)
  if (written !== undefined) return written[0] + inner + written[1]
  return tag === undefined ? inner : `<${tag}>${inner}</${/^\w+/.exec(tag)?.[0] ?? tag}>`
}

function code (text: string, style: Style): string {
  return style.tags ? `<code>${style.text(text)}</code>` : codeSpan(text)
}

function leaf (node: Node, style: Style): string {
  if (node.isText) return style.text(node.text!)
  return WRITE_NODE.get(node.type.name)?.(node, style.tags, style.oneLine) ?? style.text(node.textContent)
}
