/** The inside of a paragraph or heading: markdown-it's inline tokens to text with marks, images and breaks. */
import type { Token } from 'markdown-it'
import type { Mark, MarkType, Node } from 'prosemirror-model'
import { MARK_FILES, NODE_FILES, schema } from '../schema/index.ts'
import { titleAttribute } from '../schema/markdown-text.ts'

const { marks } = schema

const READ_NODE = new Map(NODE_FILES.flatMap(({ markdown }) => Object.entries(markdown?.readInline ?? {})))
const READ_MARK = new Map(MARK_FILES.flatMap(({ markdown }) => Object.entries(markdown?.read ?? {})))

/** Tags that say what a mark says, as the writer uses them where asterisks cannot. To the letter: no other attributes. */
const TAG_MARKS = new Map<string, Mark>(MARK_FILES
  .flatMap(({ markdown }) => Object.entries(markdown?.tags ?? {}))
  .map(([tag, says]) => [tag, typeof says === 'string' ? markType(says).create() : markType(says.mark).create(says.attrs)]))
const TAG = /^<(\/?)([a-z]+)( [^<>]*)?>$/i

export function readInline (tokens: readonly Token[], htmlKept: () => void): Node[] {
  const out: Node[] = []
  const open: { name: string, mark: Mark }[] = []
  const links: Mark[] = []
  const paired = pairTags(tokens)
  let active: readonly Mark[] | null = []

  const change = (name: string, nesting: number, mark: Mark): void => {
    const last = open.findLastIndex((one) => one.name === name)
    if (nesting > 0) open.push({ name, mark })
    else if (last >= 0) open.splice(last, 1)
    active = null
  }
  const current = (): readonly Mark[] => {
    if (active === null) {
      active = links.slice(-1)
      for (const { mark } of open) active = mark.addToSet(active)
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
        // Around nothing at all: the address takes the place of words, or it would be lost.
        if (tokens[i - 1]?.type === 'link_open') text(String(links.at(-1)?.attrs['href'] ?? ''))
        links.pop()
        active = null
        return
      case 'html_inline': {
        const tag = paired.get(i)
        if (tag !== undefined) return change(tag.name, tag.by, tag.mark)
        htmlKept()
        return text(token.content)
      }
      default: {
        const node = READ_NODE.get(token.type)
        if (node !== undefined) return out.push(node(token, schema, current()))
        const name = token.type.replace(/_(?:open|close)$/, '')
        const mark = READ_MARK.get(name)
        return mark === undefined ? text(token.content) : change(name, token.nesting, markType(mark.mark).create(mark.attrs?.(token)))
      }
    }
  })
  return out
}

function markType (name: string): MarkType {
  return (marks as Record<string, MarkType>)[name] ?? marks.em
}

/** Tags that open and close in good order, by index; all others stay text. */
function pairTags (tokens: readonly Token[]): Map<number, { name: string, mark: Mark, by: number }> {
  const pairs = new Map<number, { name: string, mark: Mark, by: number }>()
  const waiting: { name: string, mark: Mark, at: number }[] = []
  tokens.forEach((token, i) => {
    const [, slash = '', tag = '', attributes = ''] = (token.type === 'html_inline' ? TAG.exec(token.content) : null) ?? []
    const name = `<${tag.toLowerCase()}>`
    const mark = TAG_MARKS.get(tag.toLowerCase() + attributes)
    if (mark === undefined) return
    if (slash === '') {
      waiting.push({ name, mark, at: i })
      return
    }
    // Only the innermost: a search outward would be quadratic on text made for that.
    if (waiting.at(-1)?.name !== name) return
    const opened = waiting.pop()!
    pairs.set(opened.at, { name, mark: opened.mark, by: 1 })
    pairs.set(i, { name, mark: opened.mark, by: -1 })
  })
  return pairs
}
