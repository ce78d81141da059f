/**
 * The Markdown that Sheaf reads: CommonMark with strikethrough, tables and task lists. Addresses are taken as they
 * are written; which of them may be followed is decided where they are shown.
 */
import MarkdownIt from 'markdown-it'
import type { MarkdownIt as Parser, StateBlock } from 'markdown-it'
import { MARK_FILES, NODE_FILES } from '../schema/index.ts'

/** Deeper blocks are kept as their source text. markdown-it itself would drop them without a word. */
const MAX_LEVEL = 90

export function makeMarkdown (): Parser {
  const md = new MarkdownIt('commonmark', { html: true, maxNesting: MAX_LEVEL + 10 })
  md.enable('strikethrough')
  md.validateLink = () => true
  md.normalizeLink = (url) => url
  md.normalizeLinkText = (url) => url
  md.block.ruler.before('table', 'sheaf_depth', tooDeep, { alt: ['paragraph', 'reference', 'blockquote', 'list'] })
  for (const { markdown } of [...NODE_FILES, ...MARK_FILES]) markdown?.syntax?.(md)
  return md
}

function tooDeep (state: StateBlock, start: number, end: number, silent: boolean): boolean {
  if (state.level < MAX_LEVEL) return false
  if (silent) return true
  const token = state.push('sheaf_deep', '', 0)
  token.content = state.getLines(start, end, state.blkIndent, false)
  state.line = end
  return true
}
