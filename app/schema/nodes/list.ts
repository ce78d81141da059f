/** Bullet and numbered lists and their items. */
import type { Attrs, Node, NodeType } from 'prosemirror-model'
import type { EditorState, Transaction } from 'prosemirror-state'
import type { BlockSource, NodeFile } from '../node-file.ts'
import { InputRule, wrappingInputRule } from 'prosemirror-inputrules'
import { asItemOf, backspace, deleteForward, enter, firstInItem } from '../lists.ts'
import { whole } from '../attributes.ts'
import { EMPTY_PARAGRAPH } from '../markdown-text.ts'
import { isPlaceholder } from '../placeholder.ts'
import { isBare } from './paragraph.ts'

const MAX_NUMBER = 999_999_999   // nine digits is what CommonMark reads

export const list = {
  nodes: {
    bullet_list: {
      content: 'list_item*',
      group: 'block',
      parseDOM: [{ tag: 'ul' }],
      toDOM: () => ['ul', 0]
    },
    ordered_list: {
      content: 'list_item*',
      group: 'block',
      attrs: { start: whole(1, 0, MAX_NUMBER) },
      parseDOM: [{
        tag: 'ol',
        getAttrs: (dom: HTMLElement) => ({ start: Number(dom.getAttribute('start') ?? 1) })
      }],
      toDOM: (node: Node) => node.attrs['start'] === 1 ? ['ol', 0] : ['ol', { start: node.attrs['start'] }, 0]
    },
    list_item: {
      content: 'block*',
      defining: true,
      parseDOM: [{ tag: 'li' }],
      toDOM: () => ['li', 0]
    }
  },
  rules: ({ nodes }) => [
    listRule(/^\s*[-*+]\s$/, nodes['bullet_list']!, () => ({}), () => true),
    listRule(
      /^(\d{1,9})\.\s$/, nodes['ordered_list']!, (match) => ({ start: Number(match[1]) }),
      (match, node) => node.childCount + Number(node.attrs['start']) === Number(match[1])
    )
  ],
  // Those of tasks too: kinds of list are mixed with each other.
  keys: () => ({ Enter: enter, Backspace: backspace, Delete: deleteForward }),
  markdown: {
    read: {
      bullet_list_open: (_token, into) => { into.open('bullet_list') },
      ordered_list_open: (token, into) => { into.open('ordered_list', { start: Number(token.attrGet('start') ?? 1) }) },
      list_item_open: (_token, into) => { into.open('list_item') },
      list_item_close: (_token, into) => { into.close() },
      bullet_list_close: (_token, into) => { into.close('bare') },
      ordered_list_close: (_token, into) => { into.close('bare') }
    },
    family: { bullet_list: 'bullets', ordered_list: 'numbers' },
    write: {
      bullet_list: (node, out) => {
        const marker = out.flipped ? '*' : '-'
        return listLines(node, (item) => itemLines(item, marker, out))
      },
      ordered_list: (node, out) => {
        const start = Number(node.attrs['start'])
        const sign = out.flipped ? ')' : '.'
        return listLines(node, (item, i) => itemLines(item, `${Math.min(MAX_NUMBER, start + i)}${sign}`, out))
      }
    }
  }
} satisfies NodeFile

type Handler = (state: EditorState, match: RegExpMatchArray, start: number, end: number) => Transaction | null

/** Makes a list of a paragraph. At the start of an item of another kind the item becomes one of this kind; of the same, it is text. */
function listRule (pattern: RegExp, type: NodeType, attrs: (match: RegExpMatchArray) => Attrs, goesOn: (match: RegExpMatchArray, above: Node) => boolean): InputRule {
  const { handler } = wrappingInputRule(pattern, type, attrs, goesOn) as unknown as { handler: Handler }
  const rule: Handler = (state, match, start, end) => {
    const $start = state.doc.resolve(start)
    if (!firstInItem($start)) return handler(state, match, start, end)
    return $start.node(-2).type === type ? null : asItemOf(state.tr.delete(start, end), start, type.create(attrs(match)))
  }
  return new InputRule(pattern, rule)
}

/** An empty line between items when one of them has more than a line with lists below it. */
export function listLines (node: Node, write: (item: Node, i: number) => string[]): string[] {
  const lines: string[] = []
  const loose = node.content.content.some((item) => !isSimple(item))
  node.forEach((item, _, i) => {
    if (loose && lines.length > 0 && !isPlaceholder(item)) lines.push('')
    for (const line of write(item, i)) lines.push(line)
  })
  return lines
}

function itemLines (item: Node, marker: string, out: BlockSource): string[] {
  if (isPlaceholder(item)) return hung(marker, out.placeholder(item))
  // `- - -` would be a rule.
  if (isBare(item)) return [out.leading ? `${marker} ${EMPTY_PARAGRAPH}` : marker]
  return hung(marker, out.blocks(item, 0, isTight))
}

/** Behind a marker, and the lines below it as deep as the text of the first. */
export function hung (marker: string, lines: readonly string[], indent = marker.length + 1): string[] {
  return lines.map((line, i) => i === 0 ? `${marker} ${line}` : indented(line, indent))
}

export function indented (line: string, indent: number): string {
  return line === '' ? '' : ' '.repeat(indent) + line
}

const isList = (node: Node): boolean => !isPlaceholder(node) && ['bullet_list', 'ordered_list', 'task_list'].includes(node.type.name)
const isParagraph = (node: Node): boolean => node.type === node.type.schema.nodes['paragraph']

/** May stand without an empty line between: a paragraph and a list that can interrupt it. */
export function isTight (before: Node, after: Node): boolean {
  // A line break alone is written as a tag, which would go on to the next empty line.
  const isTag = before.childCount === 1 && before.firstChild!.type.name === 'hard_break'
  return isParagraph(before) && !isTag && isList(after) && after.childCount > 0 && !isBare(after.firstChild!) &&
    isParagraph(after.firstChild!.firstChild!) &&
    (after.type.name !== 'ordered_list' || after.attrs['start'] === 1)
}

/** An item of one line, with at most lists below it. */
function isSimple (item: Node): boolean {
  return item.content.content.every((child, i) => i === 0 ? isParagraph(child) : isTight(item.child(i - 1), child))
}
