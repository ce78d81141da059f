/** The inside of a paragraph or heading: markdown-it's inline tokens to text with marks, images and breaks. */
import type { Token } from 'markdown-it'
import type { Mark, MarkType, Node } from 'prosemirror-model'
import { MARK_FILES, NODE_FILES, schema } from '../schema/index.ts'
import { titleAttribute } from '../schema/markdown-text.ts'

const { marks } = schema

const TOKEN_MARKS: Record<string, MarkType> = { strong: marks.strong, em: marks.em, s: marks.strike }
const READ_NODE = new Map(NODE_FILES.flatMap(({ markdown }) => Object.entries(markdown?.readInline ?? {})))
const READ_MARK = new Map(MARK_FILES.flatMap(({ markdown }) => Object.entries(markdown?.read ?? {})))

/** Tags that say what a mark says, as the writer uses them where asterisks cannot. Only bare ones, without attributes. */
const TAG_MARKS = new Map<string, MarkType>([
  ['strong', marks.strong], ['b', marks.strong], ['em', marks.em], ['i', marks.em], ['u', marks.underline], ['ins', marks.underline],
  ['s', marks.strike], ['del', marks.strike], ['strike', marks.strike], ['code', marks.code], ['kbd', marks.code],
  ...MARK_FILES.flatMap(({ markdown }) => Object.entries(markdown?.tags ?? {})).map(([tag, name]): [string, MarkType] => [tag, markType(name)])
])
const TAG = /^<(\/?)([a-z]+)>$/i

export function readInline (tokens: readonly Token[], htmlKept: () => void): Node[] {
  const out: Node[] = []
  const open = new Map<MarkType, number>()
  const attributed: { token: string, mark: Mark }[] = []
  const links: Mark[] = []
  const paired = pairTags(tokens)
  let active: readonly Mark[] | null = []

  const change = (type: MarkType, by: number): void => {
    open.set(type, Math.max(0, (open.get(type) ?? 0) + by))
    active = null
  }
  const attribute = (name: string, { nesting }: Token, mark: Mark): void => {
    const last = attributed.findLastIndex(({ token }) => token === name)
    if (nesting > 0) attributed.push({ token: name, mark })
    else if (last >= 0) attributed.splice(last, 1)
    active = null
  }
  const current = (): readonly Mark[] => {
    if (active === null) {
      active = links.slice(-1)
      for (const [type, count] of open) if (count > 0) active = type.create().addToSet(active)
      for (const { mark } of attributed) active = mark.addToSet(active)
    }
    return active
  }
  const text = (value: string, extra: Mark | null = null): void => {
    if (value === '') return
    const set = extra === null ? current() : extra.addToSet(current())
    const last = out.at(-1)
    if (last?.isText === true && schema.text('x', set).sameMarkup(last)) out[out.length - 1] = schema.text(last.text! + value, set)
    else out.push(schema.text(value, set))
  }

  tokens.forEach((token, i) => {
    switch (token.type) {
      case 'text': case 'text_special': return text(token.content)
      case 'softbreak': return text(' ')
      case 'code_inline': return text(token.content, marks.code.create())
      case 'link_open':
        links.push(marks.link.create({ href: String(token.attrGet('href') ?? ''), title: titleAttribute(token) }))
        active = null
        return
      case 'link_close':
        links.pop()
        active = null
        return
      case 'html_inline': {
        const tag = paired.get(i)
        if (tag !== undefined) return change(tag.type, tag.by)
        htmlKept()
        return text(token.content)
      }
      default: {
        const node = READ_NODE.get(token.type)
        if (node !== undefined) return out.push(node(token, schema, current()))
        const name = token.type.replace(/_(?:open|close)$/, '')
        const mark = READ_MARK.get(name)
        if (mark !== undefined) return attribute(name, token, markType(mark.mark).create(mark.attrs?.(token)))
        const type = TOKEN_MARKS[name]
        return type === undefined ? text(token.content) : change(type, token.nesting)
      }
    }
  })
  return out
}

function markType (name: string): MarkType {
  return (marks as Record<string, MarkType>)[name] ?? marks.em
}

/** Tags that open and close in good order, by index; all others stay text. */
function pairTags (tokens: readonly Token[]): Map<number, { type: MarkType, by: number }> {
  const pairs = new Map<number, { type: MarkType, by: number }>()
  const waiting: { name: string, at: number }[] = []
  tokens.forEach((token, i) => {
    const tag = token.type === 'html_inline' ? TAG.exec(token.content) : null
    const name = tag?.[2]?.toLowerCase() ?? ''
    const type = TAG_MARKS.get(name)
    if (tag === null || type === undefined) return
    if (tag[1] === '') {
      waiting.push({ name, at: i })
      return
    }
    // Only the innermost: a search outward would be quadratic on text made for that.
    if (waiting.at(-1)?.name !== name) return
    pairs.set(waiting.pop()!.at, { type, by: 1 })
    pairs.set(i, { type, by: -1 })
  })
  return pairs
}
