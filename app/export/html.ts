/** A document as a page of HTML that stands alone: no script, no style from elsewhere. Needs no DOM. */
import type { DOMOutputSpec, Fragment, Mark, Node } from 'prosemirror-model'
import { renderToString } from 'katex'
import { isPlaceholder, isUnknownMark, safeImage, safeLink, schema } from '../schema/index.ts'
import { many } from '../schema/many.ts'
import { settled } from '../schema/table-grid.ts'
import { isTooLong, TEX_OPTIONS } from '../schema/tex.ts'
import { Anchors } from './html-anchors.ts'
import { Notes } from './notes.ts'

const VOID = new Set(['area', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr'])
const NAME = /^[a-z][a-z0-9-]*$/i

const STYLE = `
:root { color-scheme: light dark }
body { max-width: 42rem; margin: 3rem auto; padding: 0 1rem; font: 1.0625rem/1.6 system-ui, sans-serif; overflow-wrap: break-word }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 1.6em 0 .5em }
img { max-width: 100%; height: auto }
pre { padding: .75rem 1rem; overflow-x: auto; background: #8882; border-radius: .375rem }
code { font-family: ui-monospace, monospace; font-size: .92em }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: .25rem solid #8888 }
[data-callout] { margin: 1em 0; padding: .5rem 1rem; border-inline-start: .25rem solid #3b82d6; border-radius: .375rem; background: #8881 }
[data-callout]::before { content: attr(data-callout); display: block; font-weight: 600; text-transform: capitalize }
[data-callout] > :first-child { margin-top: .25rem }
[data-callout] > :last-child { margin-bottom: .25rem }
[data-callout=tip] { border-color: #2f9e63 }
[data-callout=important] { border-color: #8a5fd6 }
[data-callout=warning] { border-color: #c98a1b }
[data-callout=caution] { border-color: #d1453b }
.toc ul { list-style: none; padding: 0 }
.toc .level-2 { padding-inline-start: 1.25rem }
.toc .level-3 { padding-inline-start: 2.5rem }
.toc :is(.level-4, .level-5, .level-6) { padding-inline-start: 3.75rem }
.footnote { display: flex; gap: .5rem; font-size: .9em }
.footnote > div { flex: 1 }
.footnote > div > :first-child { margin-top: 0 }
.footnote-ref { line-height: 0 }
hr { border: 0; border-top: 1px solid #8888; margin: 2rem 0 }
table { border-collapse: collapse }
td, th { border: 1px solid #8888; padding: .375rem .625rem; text-align: start; vertical-align: top }
td > :first-child, th > :first-child { margin-top: 0 }
td > :last-child, th > :last-child { margin-bottom: 0 }
th { background: #8882 }
p, h1, h2, h3, h4, h5, h6, li { unicode-bidi: plaintext }
pre { direction: ltr; text-align: left }
[align=right] { text-align: right }
[align=left] { text-align: left }
[align=center] { text-align: center }
mark { background: #f5d90a88; color: inherit }
mark[data-color=orange] { background: #ff9f1c70 }
mark[data-color=pink] { background: #f0609070 }
mark[data-color=purple] { background: #9b6bf270 }
mark[data-color=blue] { background: #4a9df870 }
mark[data-color=green] { background: #38b36270 }
.table { overflow-x: auto; margin: 1em 0 }
figure { margin: 1em 0 }
figcaption { opacity: .8; font-size: .9em }
figure[data-width="25"] img { width: 25% }
figure[data-width="50"] img { width: 50% }
figure[data-width="75"] img { width: 75% }
figure[data-width="100"] img { width: 100% }
[data-sheaf-file] { margin: 1em 0; padding: .5rem .75rem; border: 1px solid #8888; border-radius: .375rem }
ul[data-type=task_list] { list-style: none; padding-inline-start: .25rem }
ul[data-type=task_list] > li { display: flex; gap: .5rem }
ul[data-type=task_list] > li > div { flex: 1 }
ul[data-type=task_list] > li > div > :first-child { margin-top: 0 }
math[display=block] { overflow-x: auto; margin: 1em 0 }
.sheaf-unknown { opacity: .75; border: 1px dashed #8888; padding: 0 .25rem }
`

/** The note about images and files of the document: the page holds their names, not their bytes. */
export function onlyNamed (count: number): string {
  return `${many(count, 'image or file is', 'images or files are')} only named: ${count === 1 ? 'its bytes stay' : 'their bytes stay'} in the document in Sheaf.`
}

const SENTENCES: Record<string, (count: number) => string> = {
  named: onlyNamed,
  unknown: (n) => `${many(n, 'part', 'parts')} made by another version of Sheaf ${n === 1 ? 'is' : 'are'} shown as plain text.`,
  link: (n) => `${many(n, 'piece of linked text leads', 'pieces of linked text lead')} to an address that could do harm and stand without the link.`,
  image: (n) => `${many(n, 'image', 'images')} with an address that could do harm ${n === 1 ? 'is' : 'are'} shown as text.`
}

export function writeHtml (doc: Node, title: string): { text: string, notes: string[] } {
  const notes = new Notes(SENTENCES)
  doc.descendants((node) => {
    if (isPlaceholder(node)) {
      notes.add('unknown')
      return false
    }
    if (node.type === schema.nodes.file || (node.type === schema.nodes.figure && node.attrs['blob'] !== '')) notes.add('named')
    if (node.type === schema.nodes.image && safeImage(node.attrs['src']) === null) notes.add('image')
    if (node.marks.some((mark) => mark.type === schema.marks.link && safeLink(mark.attrs['href']) === null)) notes.add('link')
    return true
  })
  const out: Page = Object.assign([], { anchors: new Anchors(doc) })
  writeContent(doc.content, out)
  const text = `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Sheaf">
<title>${escapeText(title === '' ? 'Untitled' : title)}</title>
<style>${STYLE}</style>
</head>
<body>
${out.join('')}
</body>
</html>
`
  return { text, notes: notes.sentences() }
}

/** Pieces of the page, and what leads from one place of it to another. */
type Page = string[] & { anchors: Anchors }

function named (spec: DOMOutputSpec, attrs: Record<string, string>): DOMOutputSpec {
  const [tag, ...rest] = spec as [string, ...unknown[]]
  return Object.keys(attrs).length === 0 ? spec : [tag, attrs, ...rest] as unknown as DOMOutputSpec
}

/** Marks that reach over several nodes become one element around them, as on the screen. */
function writeContent (content: Fragment, out: Page): void {
  const open: { mark: Mark, close: string }[] = []
  const closeTo = (keep: number): void => {
    while (open.length > keep) out.push(open.pop()!.close)
  }
  content.forEach((node) => {
    const marks = node.marks.filter((mark) => !isUnknownMark(mark))
    let keep = 0
    while (keep < open.length && keep < marks.length && marks[keep]!.eq(open[keep]!.mark)) keep++
    closeTo(keep)
    for (const mark of marks.slice(keep)) {
      const spec = mark.type.spec.toDOM?.(mark, true)
      const [before, after] = spec === undefined ? ['', ''] : around(spec)
      out.push(before)
      open.push({ mark, close: after })
    }
    writeNode(node, out)
  })
  closeTo(0)
}

function writeNode (node: Node, out: Page): void {
  if (node.isText) {
    out.push(escapeText(node.text!))
    return
  }
  const spec = node.type.spec.toDOM?.(node)
  if (spec === undefined) return
  if (node.type === schema.nodes.table) {
    writeTable(node, out)
    return
  }
  const formula = node.type === schema.nodes.math_inline || node.type === schema.nodes.math_block ? mathml(node) : null
  if (formula !== null) {
    out.push(formula, node.isBlock ? '\n' : '')
    return
  }
  const [before, after] = out.anchors.around(node, escapeAttribute) ?? around(node.type === schema.nodes.heading ? named(spec, out.anchors.heading(node)) : spec)
  // The parser drops a newline right after <pre>.
  out.push(before, node.type === schema.nodes.code_block && node.textContent.startsWith('\n') ? '\n' : '')
  if (node.inlineContent && node.childCount === 0 && !node.type.spec.code && node.type !== schema.nodes.figure) out.push('<br>')
  if (!node.isLeaf && !isPlaceholder(node)) writeContent(node.content, out)
  out.push(after)
  if (node.isBlock) out.push('\n')
}

/** What browsers can draw themselves, with the TeX inside; or the TeX as code when it is no formula. */
function mathml (node: Node): string | null {
  const tex = node.isBlock ? node.textContent : String(node.attrs['tex'])
  try {
    if (isTooLong(tex)) throw new RangeError('too long')
    const html = renderToString(tex, { ...TEX_OPTIONS, displayMode: node.isBlock, output: 'mathml' })
    return html.slice(html.indexOf('<math'), html.lastIndexOf('</math>') + '</math>'.length)
  } catch {
    return node.isBlock ? null : `<code>${escapeText(tex)}</code>`
  }
}

function writeTable (node: Node, out: Page): void {
  const table = settled(node, () => schema.nodes.table_cell.create())
  if (table.childCount === 0) return
  out.push('<div class="table"><table>')
  const widths = table.firstChild!.content.content.flatMap((cell) => (cell.attrs['colwidth'] as number[] | null | undefined) ?? Array<number>(Number(cell.attrs['colspan'] ?? 1)).fill(0))
  if (widths.some((width) => width > 0)) out.push('<colgroup>', ...widths.map((width) => width > 0 ? `<col style="width:${width}px">` : '<col>'), '</colgroup>')
  out.push('<tbody>\n')
  writeContent(table.content, out)
  out.push('</tbody></table></div>\n')
}

/** What an output spec puts before and after its hole. */
function around (spec: DOMOutputSpec): [before: string, after: string] {
  if (typeof spec === 'string') return [escapeText(spec), '']
  if (!Array.isArray(spec)) return ['', '']   // a DOM node: no spec of ours is one
  const [tag, ...rest] = spec as [string, ...unknown[]]
  if (!NAME.test(tag)) return ['', '']
  const first = rest[0]
  const attrs = isAttributes(first) ? first : {}
  if (attrs === first) rest.shift()
  const start = `<${tag}${attributes(attrs)}>`
  if (VOID.has(tag)) return [start, '']
  let before = start
  let after = ''
  let past = false
  for (const child of rest) {
    const [left, right] = child === 0 ? ['', ''] : around(child as DOMOutputSpec)
    if (past) {
      after += left + right
    } else {
      before += left
      if (child === 0 || hasHole(child)) {
        past = true
        after = right
      } else {
        before += right
      }
    }
  }
  return past ? [before, `${after}</${tag}>`] : [before, `</${tag}>`]
}

function hasHole (spec: unknown): boolean {
  return Array.isArray(spec) && spec.some((part) => part === 0 || hasHole(part))
}

function isAttributes (value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function attributes (attrs: Record<string, unknown>): string {
  return Object.entries(attrs)
    .filter(([name, value]) => NAME.test(name) && value !== null && value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeAttribute(String(value))}"`)
    .join('')
}

function escapeText (text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\u00A0', '&nbsp;')
}

function escapeAttribute (text: string): string {
  return escapeText(text).replaceAll('"', '&quot;')
}
