/**
 * HTML tags that hold Markdown: those of a table, and those of a section that folds. Between two of them, with empty
 * lines around, a reader of CommonMark, this one and others, reads Markdown again.
 */
import type { StateCore, Token } from 'markdown-it'

export interface BlockTag {
  name: 'table' | 'tr' | 'td' | 'th' | 'details' | 'summary'
  close: boolean
  attrs: string
  /** What stands in a summary, as Markdown. */
  text?: string
}

const TAGS = /\s*<(\/?)(table|thead|tbody|tfoot|tr|td|th|details)((?:\s+[a-z][a-z-]{0,20}(?:="[^"<>]{0,100}")?)*)\s*>\s*/iy
const SUMMARY = /\s*<summary>(.*)<\/summary>[ \t]*(?:\n|$)\s*/iy

/** The tags of a piece of HTML that holds only such; null for any other. */
function blockTags (source: string): BlockTag[] | null {
  const tags: BlockTag[] = []
  for (let at = 0; at < source.length;) {
    const tag = matchAt(TAGS, source, at)
    const summary = tag === null ? matchAt(SUMMARY, source, at) : null
    at += (tag ?? summary)?.[0].length ?? 0
    if (summary !== null) tags.push({ name: 'summary', close: false, attrs: '', text: summary[1] ?? '' })
    else if (tag === null) return null
    else {
      const name = tag[2]!.toLowerCase()
      if (name !== 'thead' && name !== 'tbody' && name !== 'tfoot') tags.push({ name: name as BlockTag['name'], close: tag[1] !== '', attrs: tag[3] ?? '' })
    }
  }
  return tags.length === 0 ? null : tags
}

function matchAt (pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(source)
}

/** Puts tokens of their own where a piece of HTML is made of such tags. */
export function readTags (state: StateCore): void {
  const found = findTags(state.tokens)
  if (found.size === 0) return
  state.tokens = state.tokens.flatMap((token, i) => found.get(i)?.flatMap((tag) => {
    const made = (type: string, nesting: -1 | 0 | 1 = 0): Token => Object.assign(new state.Token(type, tag.name, nesting), { level: token.level, block: true, meta: { ...tag } })
    if (tag.name === 'summary') return [made('summary_open', 1), Object.assign(made('inline'), { content: tag.text ?? '', children: [] }), made('summary_close', -1)]
    if (tag.name === 'details') return [tag.close ? made('details_close', -1) : made('details_open', 1)]
    return [made('table_tag')]
  }) ?? [token])
}

/** In what a tag may open; '' is the text outside of all. */
const IN: Record<BlockTag['name'], readonly string[]> = {
  table: ['', 'td', 'th', 'details'],
  tr: ['table'],
  td: ['tr'],
  th: ['tr'],
  details: ['', 'td', 'th', 'details'],
  summary: ['details']
}

/**
 * Which pieces of HTML belong to a table or section that opens and closes in good order, by index. In one pass: text
 * made of opening tags alone must not be looked through again for each of them.
 */
function findTags (tokens: readonly Token[]): Map<number, BlockTag[]> {
  const found = new Map<number, BlockTag[]>()
  /** What is open, each deeper in lists and quotes than the one before. */
  const frames: { level: number, open: BlockTag['name'][], pending: [number, BlockTag[]][] }[] = []
  tokens.forEach((token, i) => {
    while (frames.length > 0 && token.level < frames.at(-1)!.level) frames.pop()
    const tags = token.type === 'html_block' ? blockTags(token.content) : null
    if (tags === null) {
      const inside = frames.at(-1)?.open.at(-1)
      if (inside === 'table' || inside === 'tr') frames.pop()
      return
    }
    if (frames.at(-1)?.level !== token.level) frames.push({ level: token.level, open: [], pending: [] })
    const { open, pending } = frames.at(-1)!
    pending.push([i, tags])
    for (const { name, close } of tags) {
      const top = open.at(-1) ?? ''
      if (close ? top !== name : !IN[name].includes(top)) {
        frames.pop()
        return
      }
      if (close) open.pop()
      else if (name !== 'summary') open.push(name)
    }
    if (open.length > 0) return
    for (const [at, list] of pending) found.set(at, list)
    frames.pop()
  })
  return found
}
