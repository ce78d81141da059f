/**
 * The Markdown that Sheaf reads: CommonMark with strikethrough, tables and task lists. Addresses are taken as they
 * are written; which of them may be followed is decided where they are shown.
 */
import MarkdownIt from 'markdown-it'
import type { MarkdownIt as Parser, StateBlock } from 'markdown-it'
import { MARK_FILES, NODE_FILES } from '../schema/index.ts'

/** Deeper blocks are kept as their source text. markdown-it itself would drop them without a word. */
const MAX_LEVEL = 90
const MAX_ADDRESS = 2000

export function makeMarkdown (): Parser {
  const md = new MarkdownIt('commonmark', { html: true, maxNesting: MAX_LEVEL + 10 })
  md.enable('strikethrough')
  md.set({ linkify: true })
  md.enable('linkify')
  bareAddresses(md)
  md.validateLink = () => true
  md.normalizeLink = (url) => url
  md.normalizeLinkText = (url) => url
  md.block.ruler.before('table', 'sheaf_depth', tooDeep, { alt: ['paragraph', 'reference', 'blockquote', 'list'] })
  for (const { markdown } of [...NODE_FILES, ...MARK_FILES]) markdown?.syntax?.(md)
  return md
}

/** Addresses that stand in the text become links as GitHub reads them: with a scheme, with www, and of mail. */
function bareAddresses (md: Parser): void {
  md.linkify.set({ fuzzyLink: false, fuzzyIP: false, fuzzyEmail: true })
  md.linkify.add('ftp:', null).add('//', null)
  md.linkify.add('www.', {
    // As what follows http:, counted from behind the dot.
    validate: (text, at, linkify) => Math.max(0, linkify.testSchemaAt(`http://www.${text.slice(at, at + MAX_ADDRESS)}`, 'http:', 5) - 6),
    normalize: (match) => { match.url = `http://${match.url}` }
  })
}

function tooDeep (state: StateBlock, start: number, end: number, silent: boolean): boolean {
  if (state.level < MAX_LEVEL) return false
  if (silent) return true
  const token = state.push('sheaf_deep', '', 0)
  token.content = state.getLines(start, end, state.blkIndent, false)
  state.line = end
  return true
}
