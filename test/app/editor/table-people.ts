/** Two people with an editor each on one document, as far as that goes without a screen. */
import type { Node } from 'prosemirror-model'
import type { Command, Plugin, Transaction } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { EditorState, TextSelection } from 'prosemirror-state'
import { CellSelection } from 'prosemirror-tables'
import * as Y from 'yjs'
import { bind, isEdit } from '../../../app/editor/binding.ts'
import { writeSteps } from '../../../app/editor/stepwise.ts'
import { footnotes } from '../../../app/editor/plugins/footnotes.ts'
import { tables } from '../../../app/editor/tables/plugin.ts'
import { isCell, isCovered } from '../../../app/schema/nodes/table.ts'
import { writeFragment } from '../../../app/schema/fragment.ts'
import { FRAGMENT, schema } from '../../../app/schema/index.ts'

const { nodes } = schema

/** A table of words: `head` makes the first row one of headers. */
export function tableOf (rows: readonly (readonly string[])[], head = false): Node {
  return nodes.table.create(null, rows.map((words, i) => nodes.table_row.create(null, words.map((word) => (head && i === 0 ? nodes.table_header : nodes.table_cell)
    .create(null, nodes.paragraph.create(null, word === '' ? null : schema.text(word)))))))
}

export class Person {
  readonly doc = new Y.Doc()
  state: EditorState
  /** Changes that this window made and would send. */
  written = 0
  #sync: { update?: (view: EditorView, before: EditorState) => void }[]

  constructor (base: Uint8Array, client: number) {
    this.doc.clientID = client
    Y.applyUpdate(this.doc, base)
    this.state = bind(this.doc, [...tables(), footnotes()], () => { throw new Error('broken') }).state
    this.doc.on('afterTransaction', (transaction: Y.Transaction) => {
      if (isEdit(transaction)) this.written++
    })
    this.#sync = this.state.plugins.flatMap((plugin: Plugin) => plugin.spec.view?.(this as unknown as EditorView) ?? [])
  }

  dispatch = (transaction: Transaction): void => {
    const before = this.state
    const { state, transactions } = before.applyTransaction(transaction)
    writeSteps(state, transactions)
    this.state = state
    for (const view of this.#sync) view.update?.(this as unknown as EditorView, before)
  }

  get dom (): object { return { addEventListener: () => {} } }
  hasFocus (): boolean { return false }

  run (...commands: Command[]): boolean {
    return commands.every((command) => command(this.state, this.dispatch))
  }

  /** The cell that holds a word. */
  cell (word: string): { node: Node, pos: number } {
    let found: { node: Node, pos: number } | null = null
    this.state.doc.descendants((node, pos) => {
      if (isCell(node) && !isCovered(node) && node.textContent.includes(word)) found = { node, pos }
      return found === null
    })
    if (found === null) throw new Error(`no cell with ${word}`)
    return found
  }

  /** The cursor into the cell, or the cells from one to another. */
  at (word: string, to?: string): this {
    const { pos, node } = this.cell(word)
    const selection = to === undefined
      ? TextSelection.create(this.state.doc, pos + node.nodeSize - 2)
      : CellSelection.create(this.state.doc, pos, this.cell(to).pos)
    this.dispatch(this.state.tr.setSelection(selection))
    return this
  }

  type (text: string): this {
    this.dispatch(this.state.tr.insertText(text))
    return this
  }

  hear (other: Person): void {
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(other.doc, Y.encodeStateVector(this.doc)), 'network')
  }
}

/** Both on a document that holds this. */
export function twoPeople (...blocks: Node[]): [Person, Person] {
  const doc = new Y.Doc()
  doc.clientID = 3
  doc.transact(() => { writeFragment(doc.getXmlFragment(FRAGMENT), nodes.doc.create(null, blocks)) })
  const base = Y.encodeStateAsUpdate(doc)
  return [new Person(base, 1), new Person(base, 2)]
}

/** They hear of each other. Returns how often that alone made one of them write. */
export function meet (a: Person, b: Person): number {
  const before = a.written + b.written
  for (let i = 0; i < 3; i++) {
    a.hear(b)
    b.hear(a)
  }
  a.state.doc.check()
  b.state.doc.check()
  return a.written + b.written - before
}

/** Rows of words; `·` is a cell that another one covers, a number of columns or rows stands behind the word. */
export function shape (person: Person): string {
  const rows: string[] = []
  person.state.doc.descendants((node) => {
    if (node.type !== nodes.table_row) return true
    rows.push(node.content.content.map((cell) => {
      const { colspan, rowspan } = cell.attrs as { colspan: number, rowspan: number }
      if (colspan === 0) return `·${cell.textContent}`
      return cell.textContent + (colspan > 1 ? `<${colspan}` : '') + (rowspan > 1 ? `^${rowspan}` : '')
    }).join('|'))
    return false
  })
  return rows.join('\n')
}

