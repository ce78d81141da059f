import type { EditorState, Plugin } from 'prosemirror-state'
import type { ProsemirrorBinding } from './y-prosemirror.js'
import * as Y from 'yjs'
import { EditorState as State, NodeSelection, Plugin as StatePlugin } from 'prosemirror-state'
import { defaultDeleteFilter, defaultProtectedNodes, initProseMirrorDoc, ySyncPlugin, ySyncPluginKey, yUndoPlugin } from './y-prosemirror.js'
import { FRAGMENT, schema } from '../schema/index.ts'
import { inspectFragment, readFragment } from '../schema/fragment.ts'
import { canMend, mendFragment } from '../schema/mend.ts'

/**
 * Whether a person made this transaction: an edit that y-prosemirror wrote (it alone notes `addToHistory`), or an
 * undo. y-prosemirror uses the same origin for what rendering deletes, so the origin does not tell.
 */
export function isEdit (transaction: Y.Transaction): boolean {
  return transaction.origin instanceof Y.UndoManager || transaction.meta.has('addToHistory')
}

/** y-prosemirror's own name for the observer that it registers when the view is made. */
const OBSERVER = '_observeFunction'

export interface Bound {
  state: EditorState
  undo: Y.UndoManager | null
  /** True: this is a picture of the document without a line to Yjs. It must not be edited. */
  locked: boolean
  /** Stops watching a locked document. */
  release (): void
}

export function bindingOf (state: EditorState): ProsemirrorBinding | null {
  return ySyncPluginKey.getState(state)?.binding ?? null
}

/**
 * A state bound to the Y.Doc; or a locked one when y-prosemirror can not show what is in there. Binding it anyway
 * would freeze the text, and the next key would delete what came since.
 *
 * `onBroken` is called, at most once, when what was bound has to be bound anew: rendering threw, something that can
 * not be shown arrived, or a locked document changed.
 */
export function bind (doc: Y.Doc, plugins: readonly Plugin[], onBroken: () => void): Bound {
  const fragment = rootOf(doc)
  if (fragment === null) return { state: State.create({ schema, plugins: [...plugins] }), undo: null, locked: true, release: () => {} }
  try {
    if (inspectFragment(fragment).strays.length === 0) return bindFragment(fragment, plugins, onBroken)
  } catch (err) {
    console.error('sheaf: the document can not be bound', err)
  }
  const onChange = once(onBroken)
  fragment.observeDeep(onChange)
  return {
    state: State.create({ doc: readFragment(fragment).doc, plugins: [...plugins] }),
    undo: null,
    locked: true,
    release: () => { fragment.unobserveDeep(onChange) }
  }
}

function bindFragment (fragment: Y.XmlFragment, plugins: readonly Plugin[], onBroken: () => void): Bound {
  const undo = new Y.UndoManager(fragment, {
    trackedOrigins: new Set([ySyncPluginKey]),
    deleteFilter: (item) => defaultDeleteFilter(item, defaultProtectedNodes),
    captureTransaction: (transaction) => transaction.origin instanceof Y.UndoManager || transaction.meta.get('addToHistory') === true
  })
  const { doc, mapping } = initProseMirrorDoc(fragment, schema)
  const state = State.create({ doc, plugins: [ySyncPlugin(fragment, { mapping }), yUndoPlugin({ undoManager: undo }), nodeSelection(), ...plugins] })
  const binding = bindingOf(state)
  if (binding !== null) guard(binding, fragment, once(onBroken))
  return { state, undo, locked: false, release: () => {} }
}

/** Looks at what arrived before y-prosemirror does, and catches what it throws. Both before the view exists. */
function guard (binding: ProsemirrorBinding, fragment: Y.XmlFragment, onBroken: () => void): void {
  const render = binding[OBSERVER]
  binding[OBSERVER] = (events, transaction) => {
    // Typing changes texts only; strays come with elements.
    const structural = events.some((event) => !(event.target instanceof Y.XmlText))
    if (structural && !isEdit(transaction) && inspectFragment(fragment).strays.length > 0) {
      onBroken()
      return
    }
    if (structural) letGo(binding)
    try {
      render(events, transaction)
    } catch (err) {
      console.error('sheaf: showing a change failed', err)
      onBroken()
    }
  }
}

/** Yjs's own name for where a type stands. */
const ITEM = '_item'

/** The Yjs side of the node that was selected as a whole when a change arrived. */
const selected = new WeakMap<ProsemirrorBinding, Y.AbstractType<unknown>>()

/**
 * A node that is selected as a whole: y-prosemirror remembers the place by the text before it and throws when the node
 * is not there any more, say since somebody split the line. So it is found again by its element; when that is gone,
 * the selection finds a place as a stretch of text would.
 */
function letGo (binding: ProsemirrorBinding): void {
  selected.delete(binding)
  const selection = binding.prosemirrorView?.state.selection
  const before = binding.beforeTransactionSelection
  if (!(selection instanceof NodeSelection) || before?.type !== 'node') return
  for (const [type, node] of binding.mapping) {
    if (node !== selection.node || type[ITEM]?.deleted === true) continue
    selected.set(binding, type)
    binding.beforeTransactionSelection = null
    return
  }
  before.type = 'text'
}

function nodeSelection (): Plugin {
  return new StatePlugin({
    appendTransaction: (transactions, _before, state) => {
      const binding = bindingOf(state)
      const type = binding === null ? undefined : selected.get(binding)
      if (binding === null || type === undefined || !transactions.some((one) => one.getMeta(ySyncPluginKey) !== undefined && one.docChanged)) return null
      selected.delete(binding)
      const wanted = binding.mapping.get(type)
      let found = -1
      state.doc.descendants((node, pos) => {
        if (node === wanted) found = pos
        return found < 0
      })
      return found < 0 ? null : state.tr.setSelection(NodeSelection.create(state.doc, found))
    }
  })
}

/** Whether `mend` would help: something stands in there that can only be shown as text. */
export function isMendable (doc: Y.Doc): boolean {
  const fragment = rootOf(doc)
  return fragment !== null && inspectFragment(fragment).strays.length > 0 && canMend(fragment)
}

/** Turns what can not be shown into text. It counts as an edit of whoever asked for it. */
export function mend (doc: Y.Doc): void {
  const fragment = rootOf(doc)
  if (fragment === null || !canMend(fragment)) return
  doc.transact((transaction) => {
    transaction.meta.set('addToHistory', true)
    mendFragment(fragment)
  })
}

/** Null when something of another kind has the root's name: only a foreign program does that. */
function rootOf (doc: Y.Doc): Y.XmlFragment | null {
  try {
    return doc.getXmlFragment(FRAGMENT)
  } catch {
    return null
  }
}

function once (run: () => void): () => void {
  let done = false
  return () => {
    if (done) return
    done = true
    run()
  }
}
