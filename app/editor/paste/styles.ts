/** Styles of a foreign page as elements that mean the same. */
import { nearestHighlight } from '../../schema/marks/highlight.ts'

type Style = Record<string, string>

const INLINE = new Set(['SPAN', 'FONT', 'A', 'B', 'I', 'EM', 'STRONG', 'U', 'S', 'SUB', 'SUP', 'SMALL', 'BIG', 'LABEL', 'TIME', 'CITE', 'Q', 'ABBR'])
const BLOCKS = new Set(['P', 'DIV', 'LI', 'TD', 'TH'])
const MONOSPACE = /^[\s"']*(?:[\w ]*\bmono\b|[\w ]*monospace|courier|consolas|menlo|monaco|source code|fira code|cascadia|inconsolata|jetbrains)/i
const NAMES: Record<string, string> = {
  yellow: '#ffff00', lime: '#00ff00', aqua: '#00ffff', cyan: '#00ffff', fuchsia: '#ff00ff', magenta: '#ff00ff', red: '#ff0000', blue: '#0000ff', orange: '#ffa500'
}

/** Where styles stand in what `quietStyles` made. */
export const STYLE = 'data-style'
export const SHEET = 'data-sheet'

/**
 * Names the styles of all tags otherwise, style sheets and handlers too. The page's policy allows none of them in
 * markup: `element.style` would be empty, and for each one that is read the browser writes a line of complaint, which
 * takes longer than the paste.
 */
export function quietStyles (html: string): string {
  const out: string[] = []
  let done = 0
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
    if (!/[a-z/]/i.test(html[at + 1] ?? '')) continue
    let end = at + 1
    for (let quote = ''; end < html.length && (quote !== '' || html[end] !== '>'); end++) {
      if (quote !== '') quote = html[end] === quote ? '' : quote
      else if (html[end] === '"' || html[end] === '\'') quote = html[end]!
    }
    const tag = html.slice(at, end)
    if (/style|\son/i.test(tag)) {
      out.push(html.slice(done, at), quiet(tag))
      done = end
    }
    at = end - 1
  }
  return out.join('') + html.slice(done)
}

function quiet (tag: string): string {
  const named = tag.replace(/(?<![^\s"'=])([^\s"'=]+)(\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"']+))/g, (whole, name: string, value: string) =>
    /^style$/i.test(name) ? STYLE + value : /^on/i.test(name) ? `data-${name}${value}` : whole)
  // As text, to be read and taken out.
  return named.replace(/^<style/i, `<xmp ${SHEET}`).replace(/^<\/style/i, '</xmp')
}

function parseStyle (text: string): Style {
  const style: Style = {}
  for (const part of text.split(';')) {
    const colon = part.indexOf(':')
    if (colon > 0) style[part.slice(0, colon).trim().toLowerCase()] = part.slice(colon + 1).replace(/!important/i, '').trim()
  }
  return style
}

/** What a style sheet in the pasted page says of classes: Excel, Pages and Notes style only so. No selectors beyond that. */
export class Sheet {
  #rules = new Map<string, Style>()

  constructor (page: Document) {
    for (const sheet of page.querySelectorAll(`xmp[${SHEET}]`)) {
      for (const [, selectors = '', body = ''] of sheet.textContent.replace(/<!--|-->|\/\*[\s\S]*?(?:\*\/|$)/g, '').matchAll(/([^{}]{1,500})\{([^{}]{0,5000})\}/g)) {
        for (const selector of selectors.split(',')) {
          const match = /^\s*([a-z]*)\.([\w-]+)\s*$/i.exec(selector)
          if (match !== null) this.#rules.set(`${match[1]!.toUpperCase()}.${match[2]}`, parseStyle(body))
        }
      }
    }
  }

  of (element: Element): Style {
    const own = element.getAttribute(STYLE)
    if (this.#rules.size === 0) return own === null ? {} : parseStyle(own)
    const classes = [...element.classList].flatMap((name) => [this.#rules.get(`.${name}`), this.#rules.get(`${element.tagName}.${name}`)])
    return Object.assign({}, ...classes, own === null ? null : parseStyle(own)) as Style
  }
}

export function isMonospace (style: Style): boolean {
  return MONOSPACE.test(style['font-family'] ?? '')
}

const isBold = (weight: string | undefined): boolean => weight !== undefined && (/^bold(?:er)?$/i.test(weight) || Number(weight) >= 600)

/** Elements take the place of styles, in the whole page. */
export function styleToElements (body: Element, sheet: Sheet): void {
  for (const element of body.querySelectorAll('*')) {
    const inline = INLINE.has(element.tagName)
    if (!inline && !BLOCKS.has(element.tagName)) continue
    const style = sheet.of(element)
    // Google Docs puts a <b> that is none around everything.
    if ((element.tagName === 'B' || element.tagName === 'STRONG') && /^(?:normal|[1-4]00)$/.test(style['font-weight'] ?? '')) {
      element.replaceWith(...element.childNodes)
      continue
    }
    if ((element.tagName === 'I' || element.tagName === 'EM') && style['font-style'] === 'normal') {
      element.replaceWith(...element.childNodes)
      continue
    }
    const tags = marksOf(element, style, inline)
    if (tags.length > 0 && (inline || !hasBlocks(element))) wrapContent(element, tags)
    keepAlign(element, style)
  }
}

/** From the outermost to the innermost. */
function marksOf (element: Element, style: Style, inline: boolean): [tag: string, color?: string | null][] {
  if (element.closest('pre, code, .katex, math') !== null) return []
  const tags: [string, (string | null)?][] = []
  const lines = `${style['text-decoration'] ?? ''} ${style['text-decoration-line'] ?? ''}`
  // A heading is bold anyway, and so is the cell of a header.
  if (isBold(style['font-weight']) && element.closest('h1, h2, h3, h4, h5, h6, th') === null) tags.push(['strong'])
  if (/italic|oblique/.test(style['font-style'] ?? '')) tags.push(['em'])
  if (lines.includes('underline') && element.closest('a') === null && element.querySelector('a') === null) tags.push(['u'])
  if (lines.includes('line-through')) tags.push(['s'])
  if (inline && style['vertical-align'] === 'super') tags.push(['sup'])
  if (inline && style['vertical-align'] === 'sub') tags.push(['sub'])
  // Only text: cells and boxes have backgrounds for other reasons.
  const color = inline ? nearestHighlight(rgb(style['mso-highlight'] ?? style['background-color'] ?? style['background'] ?? '')) : undefined
  if (color !== undefined) tags.push(['mark', color])
  if (inline && isMonospace(style)) tags.push(['code'])
  return tags
}

function rgb (css: string): string {
  const name = css.trim().toLowerCase()
  const hex = /^#([\da-f]{3}|[\da-f]{6})\b/.exec(NAMES[name] ?? name)?.[1]
  if (hex === undefined) return name
  const full = hex.length === 3 ? hex.replace(/./g, '$&$&') : hex
  return `rgb(${[0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16)).join(', ')})`
}

function hasBlocks (element: Element): boolean {
  return element.querySelector('p, div, ul, ol, table, blockquote, pre, h1, h2, h3, h4, h5, h6') !== null
}

function wrapContent (element: Element, tags: readonly [tag: string, color?: string | null][]): void {
  let inner = element
  const content = [...element.childNodes]
  for (const [tag, color] of tags) {
    const made = element.ownerDocument.createElement(tag)
    if (color != null) made.setAttribute('data-color', color)
    inner.append(made)
    inner = made
  }
  inner.append(...content)
}

/** Cells have sides; word processors say it of the one paragraph in them. */
function keepAlign (element: Element, style: Style): void {
  const parent = element.parentElement
  const cell = element.tagName === 'P' && parent?.childElementCount === 1 ? parent : element
  if (/^T[DH]$/.test(cell.tagName) && style['text-align'] !== undefined && !cell.hasAttribute('align')) cell.setAttribute('align', style['text-align'])
}
