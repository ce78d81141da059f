import type { NodeFile } from '../node-file.ts'
import { Fragment } from 'prosemirror-model'
import { TextSelection } from 'prosemirror-state'
import { InputRule } from 'prosemirror-inputrules'

export const horizontalRule = {
  nodes: {
    horizontal_rule: {
      group: 'block',
      parseDOM: [{ tag: 'hr' }],
      toDOM: () => ['hr']
    }
  },
  rules: ({ nodes }) => [
    new InputRule(/^---$/, (state, _match, start) => {
      const $start = state.doc.resolve(start)
      if ($start.parent.type !== nodes['paragraph'] || $start.parent.content.size > 2) return null
      const made = [nodes['horizontal_rule']!.create(), $start.parent.type.create()]
      const transaction = state.tr.replaceWith($start.before(), $start.after(), Fragment.from(made))
      return transaction.setSelection(TextSelection.create(transaction.doc, $start.before() + 2))
    })
  ],
  markdown: {
    read: { hr: (_token, into) => { into.add(into.schema.nodes['horizontal_rule']!.create()) } },
    // Not dashes: at the start of a list item they could be read as another list.
    write: { horizontal_rule: (_node, out) => [out.leading ? '___' : '---'] }
  }
} satisfies NodeFile
