/**
 * A section that folds: a line that always shows, and blocks below it. Whether it is open is no part of the document;
 * each window has that for itself. What a merge leaves behind is shown as it comes: without a line, or with several.
 */
import type { Node } from 'prosemirror-model'
import type { TextSelection } from 'prosemirror-state'
import type { NodeFile } from '../node-file.ts'
import { Fragment } from 'prosemirror-model'
import { TextSelection as Cursor } from 'prosemirror-state'
import { InputRule } from 'prosemirror-inputrules'
import { stayInside } from './inside.ts'

export const details = {
  nodes: {
    details: {
      content: '(block | details_summary)*',   // a paragraph is what Enter makes
      group: 'block',
      defining: true,
      parseDOM: [{ tag: 'details' }],
      toDOM: () => ['details', { open: '' }, 0]
    },
    details_summary: {
      content: 'inline*',
      defining: true,
      parseDOM: [{ tag: 'summary' }],
      toDOM: () => ['summary', 0]
    }
  },
  rules: ({ nodes }) => [
    new InputRule(/^\+\+\+\s$/, (state, _match, start, end) => {
      const $start = state.doc.resolve(start)
      if ($start.parent.type !== nodes['paragraph'] || !$start.node(-1).canReplaceWith($start.index(-1), $start.indexAfter(-1), nodes['details']!)) return null
      const rest = $start.parent.slice(end - $start.start()).content
      const made = sectionOf(nodes['details']!.schema.nodes['details_summary']!.create(null, rest), [])
      const transaction = state.tr.replaceWith($start.before(), $start.after(), made)
      return transaction.setSelection(Cursor.create(transaction.doc, $start.before() + 2))
    })
  ],
  keys: ({ nodes }) => ({
    Enter: stayInside(nodes['details']!),
    // At the start of the line: the section is taken apart.
    Backspace: (state, dispatch) => {
      const { $cursor } = state.selection as TextSelection
      if ($cursor == null || $cursor.parentOffset > 0 || $cursor.parent.type !== nodes['details_summary']) return false
      const first = $cursor.index(-1) === 0
      const holder = first ? $cursor.node(-1).content : Fragment.from($cursor.parent)
      const from = first ? $cursor.before(-1) : $cursor.before()
      const to = first ? $cursor.after(-1) : $cursor.after()
      const transaction = state.tr.replaceWith(from, to, holder.content.map((child) => child.type === nodes['details_summary'] ? nodes['paragraph']!.create(null, child.content) : child))
      dispatch?.(transaction.setSelection(Cursor.create(transaction.doc, from + 1)).scrollIntoView())
      return true
    }
  }),
  markdown: {
    read: {
      details_open: (_token, into) => { into.open('details') },
      details_close: (_token, into) => { into.close() },
      summary_open: (_token, into) => { into.open('details_summary') },
      summary_close: (_token, into) => { into.close() }
    },
    write: {
      details: (node, out) => {
        const line = summaryAt(node) === 0 ? node.firstChild : null
        const inside = out.blocks(node, line === null ? 0 : 1)
        return ['<details>', ...line === null ? [] : [summaryLine(out.line, line)], ...inside.length > 0 ? ['', ...inside, ''] : [], '</details>']
      },
      details_summary: (node, out) => [summaryLine(out.line, node)]
    }
  }
} satisfies NodeFile

function summaryLine (line: (block: Node, prefix: string) => string, node: Node): string {
  return `<summary>${node.childCount === 0 ? '' : line(node, '# ')}</summary>`
}

/** Which child is the line that shows while it is closed; -1 for none. */
export function summaryAt (node: Node): number {
  return node.content.content.findIndex((child) => child.type === node.type.schema.nodes['details_summary'])
}

export function sectionOf (summary: Node, blocks: readonly Node[]): Node {
  const { nodes } = summary.type.schema
  return nodes['details']!.create(null, [summary, ...blocks.length > 0 ? blocks : [nodes['paragraph']!.create()]])
}
