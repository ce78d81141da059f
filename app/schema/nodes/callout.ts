/** A note that stands out, of one of five kinds. In Markdown it is an alert as GitHub writes them. */
import type { StateCore, Token } from 'markdown-it'
import type { Node } from 'prosemirror-model'
import type { EditorState, Transaction } from 'prosemirror-state'
import type { NodeFile } from '../node-file.ts'
import { TextSelection } from 'prosemirror-state'
import { lift } from 'prosemirror-commands'
import { InputRule } from 'prosemirror-inputrules'
import { findWrapping } from 'prosemirror-transform'
import { text } from '../attributes.ts'
import { stayInside } from './inside.ts'
import { isBare } from './paragraph.ts'

export const CALLOUT_KINDS = ['note', 'tip', 'important', 'warning', 'caution'] as const
export type CalloutKind = typeof CALLOUT_KINDS[number]

/** The first line of an alert. What follows on it is no part of the sign: it stays, as text. */
const SIGN = /^\[!(note|tip|important|warning|caution)\][+-]?(?:[ \t]+|\n|$)/i

/** What it is shown as. A kind that a newer Sheaf knows stays in the document as it is. */
export function calloutKind (node: Node): CalloutKind {
  const kind: unknown = node.attrs['kind']
  return CALLOUT_KINDS.find((one) => one === kind) ?? 'note'
}

export const callout = {
  nodes: {
    callout: {
      content: 'block*',
      group: 'block',
      defining: true,
      attrs: { kind: text('note') },
      parseDOM: [
        { tag: 'div[data-callout]', getAttrs: (dom) => ({ kind: dom.getAttribute('data-callout') ?? 'note' }) },
        // GitHub's own; its title says no more than the kind.
        { tag: 'div.markdown-alert > p.markdown-alert-title', ignore: true, priority: 60 },
        { tag: 'div.markdown-alert', getAttrs: (dom) => ({ kind: /markdown-alert-(\w+)/.exec(dom.className)?.[1] ?? 'note' }) }
      ],
      toDOM: (node) => ['div', { 'data-callout': calloutKind(node), role: 'note' }, 0]
    }
  },
  rules: ({ nodes }) => [
    new InputRule(/^(?:!!!|\[!(note|tip|important|warning|caution)\])\s$/i, (state, match, start, end) => {
      if (state.doc.resolve(start).parent.type !== nodes['paragraph']) return null
      return wrapped(state, start, end, (match[1] ?? 'note').toLowerCase())
    })
  ],
  // Backspace at its very start: out of it.
  keys: ({ nodes }) => ({
    Enter: stayInside(nodes['callout']!),
    Backspace: (state, dispatch) => {
      const { $cursor } = state.selection as TextSelection
      if ($cursor == null || $cursor.parentOffset > 0 || $cursor.depth < 2 || $cursor.index(-1) > 0) return false
      return $cursor.node(-1).type === nodes['callout'] && lift(state, dispatch)
    }
  }),
  markdown: {
    syntax: (md) => { md.core.ruler.after('block', 'sheaf_callouts', findCallouts) },
    read: {
      callout_open: ({ meta }, into) => { into.open('callout', { kind: String(meta?.['kind']) }) },
      callout_close: (_token, into) => { into.close() }
    },
    write: {
      callout: (node, out) => {
        const sign = `[!${calloutKind(node).toUpperCase()}]`
        if (isBare(node)) return [`> ${sign}`]
        const first = node.firstChild!
        // Only a paragraph goes on in the line below; a lone break is a tag, which needs a line of its own.
        const tight = first.type === node.type.schema.nodes['paragraph'] && !(first.childCount === 1 && first.firstChild!.type.name === 'hard_break')
        return [sign, ...tight ? [] : [''], ...out.blocks(node)].map((line) => line === '' ? '>' : `> ${line}`)
      }
    }
  }
} satisfies NodeFile

/** A quote that was just begun becomes the callout; else the paragraph gets one around it. */
function wrapped (state: EditorState, start: number, end: number, kind: string): Transaction | null {
  const { nodes } = state.schema
  const transaction = state.tr.delete(start, end)
  const $start = transaction.doc.resolve(start)
  if ($start.depth > 1 && $start.node(-1).type === nodes['blockquote'] && $start.index(-1) === 0) {
    const { content } = $start.node(-1)
    transaction.replaceWith($start.before(-1), $start.after(-1), nodes['callout']!.create({ kind }, content))
    return transaction.setSelection(TextSelection.create(transaction.doc, start))
  }
  const range = $start.blockRange()
  const wrapping = range === null ? null : findWrapping(range, nodes['callout']!, { kind })
  return range === null || wrapping === null ? null : transaction.wrap(range, wrapping)
}

/** Quotes whose first line is the sign. A word behind the sign is a title, which becomes a paragraph of its own. */
function findCallouts (state: StateCore): void {
  const { tokens } = state
  const open: boolean[] = []
  const out: Token[] = []
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!
    out.push(token)
    if (token.type === 'blockquote_close') {
      if (open.pop() === true) token.type = 'callout_close'
      continue
    }
    if (token.type !== 'blockquote_open') continue
    const inline = tokens[i + 1]?.type === 'paragraph_open' ? tokens[i + 2] : undefined
    const sign = inline === undefined ? null : SIGN.exec(inline.content)
    open.push(sign !== null)
    if (inline === undefined || sign === null) continue
    token.type = 'callout_open'
    token.meta = { kind: sign[1]!.toLowerCase() }
    const rest = inline.content.slice(sign[0].length)
    const titled = !sign[0].endsWith('\n') && rest !== ''
    const [title = '', ...lines] = titled ? rest.split('\n') : []
    if (titled && lines.length > 0) {
      const made = new state.Token('inline', '', 0)
      Object.assign(made, { content: title, children: [], level: inline.level, block: true })
      out.push(tokens[i + 1]!, made, tokens[i + 3]!)
      inline.content = lines.join('\n')
    } else {
      inline.content = rest
    }
    if (inline.content === '') i += 3
  }
  state.tokens = out
}
