/** Formulas in Markdown: `$…$` in a line, `$$` above and below a block, and what these cannot hold in GitHub's ways. */
import type { MarkdownIt, StateBlock, StateCore, StateInline, Token } from 'markdown-it'

/** A block that is longer is not looked for: a stray `$$` must not cost a walk through the whole text each time. */
export const MAX_LINES = 200

const DOLLAR = 0x24
const BACKSLASH = 0x5C
const BACKTICK = 0x60

/** “$5 and 10$” is about money, whatever the signs say. */
export function looksLikePrice (tex: string): boolean {
  return /^\d[\d.,]*(?:\s+\p{L}{2,}|\p{L}{0,3}\s*[-–/]|\s*$)/u.test(tex) && /[\s\p{L}–-]/u.test(tex)
}

export function mathSyntax (md: MarkdownIt): void {
  md.inline.ruler.after('escape', 'math_inline', inline)
  md.block.ruler.before('fence', 'math_block', block, { alt: ['paragraph', 'reference', 'blockquote', 'list'] })
  md.core.ruler.after('block', 'math_fence', fences)
}

function inline (state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state
  if (src.charCodeAt(pos) !== DOLLAR) return false
  const found = src.charCodeAt(pos + 1) === BACKTICK ? spanned(state) : dollars(src, pos, posMax)
  if (found === null) return false
  if (!silent) state.push('math_inline', '', 0).content = found.tex
  state.pos = found.end
  return true
}

/** The dollar's neighbours tell a formula from a price: nothing of a word before, no space inside, no word behind. */
function dollars (src: string, pos: number, max: number): { tex: string, end: number } | null {
  const width = src.charCodeAt(pos + 1) === DOLLAR ? 2 : 1
  const start = pos + width
  if (start >= max || /\s/.test(src[start]!) || /[\p{L}\p{N}]/u.test(src[pos - 1] ?? '')) return null
  let end = start
  while (end < max && src.charCodeAt(end) !== DOLLAR) end += src.charCodeAt(end) === BACKSLASH ? 2 : 1
  if (end >= max || end === start || (width === 2 && src.charCodeAt(end + 1) !== DOLLAR)) return null
  const tex = src.slice(start, end)
  if (/\s$/.test(tex) || /[\p{L}\p{N}]/u.test(src[end + width] ?? '') || (width === 1 && looksLikePrice(tex))) return null
  return { tex: tex.replaceAll('\n', ' '), end: end + width }
}

/** How many backticks nothing closes any more: what was not found from one place is not there from a later one. */
const unclosed = new WeakMap<StateInline, Set<number>>()

/** $`…`$: a code span between dollars. Whatever stands around it, and in it. */
function spanned (state: StateInline): { tex: string, end: number } | null {
  const { src, pos, posMax } = state
  let ticks = 1
  while (src.charCodeAt(pos + 1 + ticks) === BACKTICK) ticks++
  const none = unclosed.get(state) ?? new Set<number>()
  if (none.has(ticks)) return null
  const close = `${'`'.repeat(ticks)}$`
  const start = pos + 1 + ticks
  let end = src.indexOf(close, start)
  while (end > 0 && src.charCodeAt(end - 1) === BACKTICK) end = src.indexOf(close, end + 1)
  if (end < start || end + close.length > posMax) {
    unclosed.set(state, none.add(ticks))
    return null
  }
  const tex = src.slice(start, end).replaceAll('\n', ' ')
  const padded = tex.length > 2 && tex.startsWith(' ') && tex.endsWith(' ') && tex.trim() !== ''
  return { tex: padded ? tex.slice(1, -1) : tex, end: end + close.length }
}

/** The other way of `spanned`. */
export function mathSpan (tex: string): string {
  const longest = Math.max(0, ...(tex.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = tex.trim() !== '' && /^`|`$|^ .* $/.test(tex) ? ' ' : ''
  return `$${fence}${pad}${tex}${pad}${fence}$`
}

function block (state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const first = lineAt(state, startLine)
  if (first === null || !first.startsWith('$$') || first.startsWith('$$$')) return false
  const rest = first.slice(2).trim()
  // All on one line, or the first line of several.
  if (rest.length > 2 && rest.endsWith('$$') && !rest.slice(0, -2).includes('$$')) {
    if (!silent) push(state, rest.slice(0, -2).trim(), startLine, startLine + 1)
    return true
  }
  if (rest.includes('$$')) return false
  for (let line = startLine + 1; line < Math.min(endLine, startLine + MAX_LINES + 2); line++) {
    const text = lineAt(state, line)
    if (text === null) return false
    const end = text.trimEnd()
    if (!end.endsWith('$$')) {
      // Less indented than what holds it: the block around it ends here.
      if (text !== '' && state.sCount[line]! < state.blkIndent) return false
      continue
    }
    if (silent) return true
    const body = state.getLines(startLine + 1, line, state.sCount[startLine]!, true)
    const tex = [...(rest === '' ? [] : [rest]), ...(body === '' ? [] : [body.slice(0, -1)]), ...(end === '$$' ? [] : [end.slice(0, -2).trim()])]
    push(state, tex.join('\n'), startLine, line + 1)
    return true
  }
  return false
}

function lineAt (state: StateBlock, line: number): string | null {
  if (state.sCount[line]! - state.blkIndent >= 4 && !state.isEmpty(line) && lineText(state, line).startsWith('$$')) return null
  return lineText(state, line)
}

function lineText (state: StateBlock, line: number): string {
  return state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line])
}

function push (state: StateBlock, tex: string, from: number, to: number): void {
  const token = state.push('math_block', '', 0)
  token.content = tex
  token.map = [from, to]
  state.line = to
}

/** ```math */
function fences ({ tokens }: StateCore): void {
  for (const token of tokens) {
    if (token.type !== 'fence' || token.info.trim() !== 'math') continue
    token.type = 'math_block'
    token.content = token.content.replace(/\n$/, '')
  }
}

export function texOf (token: Token): string {
  return token.content
}
