/** As much of an EditorView as y-prosemirror's sync plugin asks for, without a screen. */
import { EditorState } from 'prosemirror-state'
import type { Plugin, Transaction } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { initProseMirrorDoc, ySyncPlugin } from 'y-prosemirror'
import * as Y from 'yjs'
import { FRAGMENT, schema } from '../../../app/schema/index.ts'

export class FakeView {
  state: EditorState
  updates = 0
  readonly doc: Y.Doc
  readonly fragment: Y.XmlFragment
  #sync: { update?: (view: EditorView, state: EditorState) => void, destroy?: () => void } = {}

  /** `mapped`: hand the first rendering over, as an editor does; otherwise let the plugin render by itself. */
  constructor (doc: Y.Doc, mapped: boolean) {
    this.doc = doc
    this.fragment = doc.getXmlFragment(FRAGMENT)
    doc.on('update', () => { this.updates++ })
    const first = mapped ? initProseMirrorDoc(this.fragment, schema) : null
    const plugin = ySyncPlugin(this.fragment, first === null ? {} : { mapping: first.mapping }) as Plugin
    this.state = EditorState.create({ schema, plugins: [plugin], ...(first === null ? {} : { doc: first.doc }) })
    this.#sync = plugin.spec.view!(this as unknown as EditorView)
  }

  dispatch (tr: Transaction): void {
    const before = this.state
    this.state = this.state.apply(tr)
    this.#sync.update?.(this as unknown as EditorView, before)
  }

  hasFocus (): boolean {
    return false
  }

  destroy (): void {
    this.#sync.destroy?.()
  }
}

/** A document that some other program wrote. */
export function foreign (write: (fragment: Y.XmlFragment) => void): Uint8Array {
  const doc = new Y.Doc()
  doc.transact(() => write(doc.getXmlFragment(FRAGMENT)))
  return Y.encodeStateAsUpdate(doc)
}

type Child = Y.XmlElement | Y.XmlText

export function el (name: string, attrs: Record<string, unknown> = {}, ...children: (Child | string)[]): Y.XmlElement {
  const element = new Y.XmlElement(name)
  for (const [key, value] of Object.entries(attrs)) element.setAttribute(key, value as string)
  element.insert(0, children.map((child) => typeof child === 'string' ? text([child]) : child))
  return element
}

export function text (...runs: [insert: string | object, attributes?: Record<string, unknown>][]): Y.XmlText {
  const type = new Y.XmlText()
  type.applyDelta(runs.map(([insert, attributes = {}]) => ({ insert, attributes })))
  return type
}
