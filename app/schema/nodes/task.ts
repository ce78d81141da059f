/** Task lists: a list of their own, so that a merge never mixes boxes and bullets in one list. */
import type { StateCore, Token } from 'markdown-it'
import type { Node, Schema } from 'prosemirror-model'
import type { BlockSource, NodeFile } from '../node-file.ts'
import { InputRule } from 'prosemirror-inputrules'
import { findWrapping } from 'prosemirror-transform'
import { asItemOf, firstInItem, joinLists } from '../lists.ts'
import { flag } from '../attributes.ts'
import { isPlaceholder } from '../placeholder.ts'
import { hung, indented, isTight, listLines } from './list.ts'
import { isBare } from './paragraph.ts'

const BOX = ':scope > input[type=checkbox], :scope > p:first-child > input[type=checkbox], :scope > label > input[type=checkbox]'
/** In the source of a paragraph, where an escaped bracket is still escaped. */
const SIGN = /^\[([ xX])\](?:[ \t\n]+|$)/

/** Sheaf's own lists, GitHub's, and any list in which an item begins with a check box. */
function isTaskList (dom: Element | null): boolean {
  if (dom === null || dom.nodeName !== 'UL') return false
  if (dom.getAttribute('data-type') === 'task_list' || dom.classList.contains('contains-task-list')) return true
  return Array.from(dom.children).some((item) => item.querySelector(BOX) !== null)
}

function isChecked (item: HTMLElement): boolean {
  const own = item.getAttribute('data-checked')
  return own !== null ? own === 'true' : item.querySelector(BOX)?.hasAttribute('checked') ?? false
}

export const task = {
  nodes: {
    task_list: {
      content: 'task_item*',
      group: 'block',
      parseDOM: [{ tag: 'ul', priority: 60, getAttrs: (dom: HTMLElement) => isTaskList(dom) ? null : false }],
      toDOM: () => ['ul', { 'data-type': 'task_list' }, 0]
    },
    task_item: {
      content: 'block*',
      defining: true,
      attrs: { checked: flag() },
      parseDOM: [{
        tag: 'li',
        priority: 60,
        getAttrs: (dom: HTMLElement) => isTaskList(dom.parentElement) ? { checked: isChecked(dom) } : false,
        contentElement: (dom) => dom.querySelector<HTMLElement>(':scope > div') ?? dom
      }],
      toDOM: (node: Node) => {
        const checked = node.attrs['checked'] === true
        return ['li', { 'data-type': 'task_item', 'data-checked': String(checked) },
          ['input', { type: 'checkbox', disabled: '', checked: checked ? '' : null }],
          ['div', 0]]
      }
    }
  },
  rules: (schema) => [taskRule(schema)],
  markdown: {
    syntax: (md) => { md.core.ruler.after('block', 'sheaf_tasks', findTasks) },
    read: {
      task_list_open: (_token, into) => { into.open('task_list') },
      task_item_open: ({ meta }, into) => { into.open('task_item', { checked: meta?.['checked'] === true }) },
      task_item_close: (_token, into) => { into.close() },
      task_list_close: (_token, into) => { into.close('bare') }
    },
    family: { task_list: 'bullets' },
    write: {
      task_list: (node, out) => {
        const marker = out.flipped ? '*' : '-'
        return listLines(node, (item) => isPlaceholder(item) ? hung(marker, out.placeholder(item)) : itemLines(item, marker, out))
      }
    }
  }
} satisfies NodeFile

/** `[] ` at the start of a paragraph, and `- [ ] `, by which time the paragraph is in a bulleted list already. */
function taskRule ({ nodes }: Schema): InputRule {
  return new InputRule(/^\s*(?:[-*+]\s)?\[([ xX]?)\]\s$/, (state, match, start, end) => {
    const checked = (match[1] ?? '').toLowerCase() === 'x'
    const $start = state.doc.resolve(start)
    if ($start.parent.type !== nodes['paragraph']) return null
    const transaction = state.tr.delete(start, end)
    if (firstInItem($start)) return asItemOf(transaction, start, nodes['task_list']!.create(), { checked })
    const range = transaction.doc.resolve(start).blockRange()
    const wrapping = range === null ? null : findWrapping(range, nodes['task_list']!)
    if (range === null || wrapping === null) return null
    transaction.wrap(range, wrapping.map((wrap) => wrap.type === nodes['task_item'] ? { type: wrap.type, attrs: { checked } } : wrap))
    joinLists(transaction, range.start)
    return transaction
  })
}

function itemLines (item: Node, marker: string, out: BlockSource): string[] {
  const boxed = `${marker} [${item.attrs['checked'] === true ? 'x' : ' '}]`
  if (isBare(item)) return [boxed]
  const lines = out.blocks(item, 0, isTight)
  // Only a paragraph can stand behind the box.
  if (item.firstChild!.type !== item.type.schema.nodes['paragraph']) return [boxed, '', ...lines.map((line) => indented(line, marker.length + 1))]
  return hung(boxed, lines, marker.length + 1)
}

/** A list in which boxes and bullets mix becomes several, one after another. */
function findTasks (state: StateCore): void {
  const tokens: Token[] = []
  /** Of each list that is open: its first token, and what the items so far were. Null for a numbered one. */
  const lists: ({ open: Token, kind: 'bullet' | 'task' | null } | null)[] = []
  const items: ('list' | 'task')[] = []
  const add = (type: string, nesting: -1 | 0 | 1, like: Token): void => {
    const token = new state.Token(type, 'ul', nesting)
    token.level = like.level
    token.block = true
    tokens.push(token)
  }
  for (let i = 0; i < state.tokens.length; i++) {
    const token = state.tokens[i]!
    const list = lists.at(-1) ?? null
    switch (token.type) {
      case 'ordered_list_open':
        lists.push(null)
        tokens.push(token)
        break
      case 'bullet_list_open':
        lists.push({ open: token, kind: null })
        break
      case 'ordered_list_close':
        lists.pop()
        tokens.push(token)
        break
      case 'bullet_list_close':
        lists.pop()
        if (list?.kind != null) add(`${list.kind}_list_close`, -1, token)
        break
      case 'list_item_open': {
        const checked = list === null ? null : boxOf(state.tokens, i)
        const kind = checked === null ? 'bullet' : 'task'
        if (list !== null && list.kind !== kind) {
          if (list.kind !== null) add(`${list.kind}_list_close`, -1, list.open)
          add(`${kind}_list_open`, 1, list.open)
          list.kind = kind
        }
        items.push(kind === 'task' ? 'task' : 'list')
        tokens.push(token)
        if (checked === null) break
        token.type = 'task_item_open'
        token.meta = { checked }
        const inline = state.tokens[i + 2]!
        inline.content = inline.content.replace(SIGN, '')
        if (inline.content === '') i += 3   // nothing but the box
        break
      }
      case 'list_item_close':
        if (items.pop() === 'task') token.type = 'task_item_close'
        tokens.push(token)
        break
      default:
        tokens.push(token)
    }
  }
  state.tokens = tokens
}

function boxOf (tokens: readonly Token[], at: number): boolean | null {
  const inline = tokens[at + 1]?.type === 'paragraph_open' ? tokens[at + 2] : undefined
  const box = inline === undefined ? null : SIGN.exec(inline.content)
  return box === null ? null : box[1] !== ' '
}
