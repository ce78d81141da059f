/**
 * The Markdown that Sheaf reads: CommonMark with strikethrough, tables and task lists. Addresses are taken as they
 * are written; which of them may be followed is decided where they are shown.
 */
import MarkdownIt from 'markdown-it'
import type { MarkdownIt as Parser, StateBlock, StateCore, Token } from 'markdown-it'
import { MARK_FILES, NODE_FILES } from '../schema/index.ts'

/** Deeper blocks are kept as their source text. markdown-it itself would drop them without a word. */
const MAX_LEVEL = 90
const BOX = /^\[([ xX])\](?:[ \t\n]+|$)/

/** Marks the paragraph's list item as a task, and takes the box off its text. */
export interface TaskMeta { checked: boolean }

export function makeMarkdown (): Parser {
  const md = new MarkdownIt('commonmark', { html: true, maxNesting: MAX_LEVEL + 10 })
  md.enable(['strikethrough', 'table'])
  md.validateLink = () => true
  md.normalizeLink = (url) => url
  md.normalizeLinkText = (url) => url
  md.block.ruler.before('table', 'sheaf_depth', tooDeep, { alt: ['paragraph', 'reference', 'blockquote', 'list'] })
  md.core.ruler.after('block', 'sheaf_tasks', findTasks)
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

/** `- [ ] text`: looks at the source of the first paragraph, where an escaped bracket is still escaped. */
function findTasks (state: StateCore): void {
  const tokens = state.tokens
  const lists: string[] = []
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!
    if (token.type === 'bullet_list_open' || token.type === 'ordered_list_open') lists.push(token.type)
    else if (token.type === 'bullet_list_close' || token.type === 'ordered_list_close') lists.pop()
    if (token.type !== 'list_item_open' || lists.at(-1) !== 'bullet_list_open') continue
    const inline = tokens[i + 1]?.type === 'paragraph_open' ? tokens[i + 2] : undefined
    const box = inline === undefined ? null : BOX.exec(inline.content)
    if (inline === undefined || box === null) continue
    inline.content = inline.content.slice(box[0].length)
    const task: TaskMeta = { checked: box[1] !== ' ' }
    token.meta = { task }
    if (inline.content === '') tokens[i + 1]!.meta = { boxOnly: true }
  }
}

export function taskOf (token: Token): TaskMeta | null {
  const task = token.type === 'list_item_open' ? token.meta?.['task'] : undefined
  return task === undefined ? null : task as TaskMeta
}
