/**
 * HTML of other programs as HTML that says what it looks like. Works on a document without a window, in which nothing
 * runs and nothing is loaded; what comes out is read by the schema's own rules, which know no script and no style.
 */
import { codeBlocks, codeSoup } from './foreign-code.ts'
import { MAX_PASTED_CHARACTERS, shorten } from './limit.ts'
import { foreignTasks, wordLists, wordOnlineLists } from './foreign-lists.ts'
import { quietStyles, Sheet, STYLE, styleToElements } from './styles.ts'

const UNSEEN = 'script, style, xmp[data-sheet], meta, link, title, noscript, template, iframe, object, embed, svg, button, select, textarea, [hidden]:not([data-covered])'
const WORD = /\bMso|mso-list|urn:schemas-microsoft-com/
const BLOCK = /^(?:P|DIV|UL|OL|TABLE|BLOCKQUOTE|PRE|H[1-6]|HR)$/

/** `cut`: told the last words of what is left when it was too much for one paste. */
export function tidyHtml (pasted: string, cut: (end: string) => void): string {
  const html = quietStyles(pasted)
  // From here, or from another ProseMirror: nothing to guess.
  const own = /\bdata-pm-slice=/.test(html)
  if (own && html.length < MAX_PASTED_CHARACTERS) return html
  const page = new DOMParser().parseFromString(html, 'text/html')
  const { body } = page
  const sheet = new Sheet(page)
  const comments = page.createTreeWalker(body, NodeFilter.SHOW_COMMENT)
  const found: Node[] = []
  while (comments.nextNode() !== null) found.push(comments.currentNode)
  for (const comment of found) comment.parentNode?.removeChild(comment)
  for (const element of body.querySelectorAll(UNSEEN)) element.remove()
  for (const element of body.querySelectorAll('[data-style*="display:none" i], [data-style*="display: none" i], [data-style*="mso-hide" i]')) element.remove()
  const end = shorten(body)
  if (end !== null) cut(end)
  if (own) return body.innerHTML
  if (html.includes('docs-internal-guid')) googleDocs(body)
  if (WORD.test(html)) word(body)
  wordOnlineLists(body)
  foreignTasks(body)
  codeSoup(body, sheet)
  codeBlocks(body)
  for (const heading of body.querySelectorAll('p[role=heading], div[role=heading]')) {
    rename(heading, `h${Math.min(6, Math.max(1, Number(heading.getAttribute('aria-level')) || 2))}`)
  }
  styleToElements(body, sheet)
  for (const end of body.querySelectorAll('br')) if (isBetweenBlocks(end)) end.remove()
  for (const element of body.querySelectorAll(`[${STYLE}]`)) element.removeAttribute(STYLE)
  return body.innerHTML
}

/** A rule stands in a paragraph there, which HTML takes apart into empty ones. */
function googleDocs (body: Element): void {
  for (const rule of body.querySelectorAll('hr')) {
    for (const beside of [rule.previousElementSibling, rule.nextElementSibling]) if (beside?.tagName === 'P' && beside.childNodes.length === 0) beside.remove()
  }
}

function word (body: Element): void {
  wordLists(body)
  // A space of no width that Word puts into each paragraph.
  for (const element of body.querySelectorAll('*')) if (element.tagName === 'O:P') element.replaceWith(...(element.textContent.trim() === '' ? [] : element.childNodes))
  for (const title of body.querySelectorAll('p.MsoTitle')) rename(title, 'h1')
  for (const title of body.querySelectorAll('p.MsoSubtitle')) rename(title, 'h2')
  for (const quote of body.querySelectorAll('p.MsoQuote, p.MsoIntenseQuote')) {
    const around = quote.ownerDocument.createElement('blockquote')
    quote.replaceWith(around)
    around.append(quote)
  }
}

function rename (element: Element, tag: string): void {
  const made = element.ownerDocument.createElement(tag)
  made.append(...element.childNodes)
  element.replaceWith(made)
}

/** Space between paragraphs, which the paragraphs have anyway. */
function isBetweenBlocks (end: Element): boolean {
  if (end.classList.contains('Apple-interchange-newline')) return true
  const beside = (step: 'previousSibling' | 'nextSibling'): boolean => {
    let other = end[step]
    while (other !== null && (other.nodeName === 'BR' || (other.nodeType === 3 && other.textContent?.trim() === ''))) other = other[step]
    return other === null || BLOCK.test(other.nodeName)
  }
  return /^(?:BODY|DIV|BLOCKQUOTE)$/.test(end.parentNode?.nodeName ?? '') && (end.previousElementSibling ?? end.nextElementSibling) !== null && beside('previousSibling') && beside('nextSibling')
}
