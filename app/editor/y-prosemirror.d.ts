import type { Node, Schema } from 'prosemirror-model'
import type { EditorState, Plugin, PluginKey } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import type * as Y from 'yjs'

type AnyType = Y.AbstractType<unknown>
export type Mapping = Map<AnyType, Node | Node[]>

/** What this editor uses of y-prosemirror's binding. The observer is registered when the view is made. */
export interface ProsemirrorBinding {
  readonly doc: Y.Doc
  readonly type: Y.XmlFragment
  readonly mapping: Mapping
  /** Runs what it is given, and nothing that this calls in turn. */
  mux (run: () => void): void
  readonly prosemirrorView: EditorView | null
  /** Where the selection is restored to once a change of others is shown. */
  beforeTransactionSelection: { type: string } | null
  _observeFunction: (events: Y.YEvent<AnyType>[], transaction: Y.Transaction) => void
}

export const ySyncPluginKey: PluginKey<{ binding: ProsemirrorBinding }>
export const defaultProtectedNodes: Set<string>
export function ySyncPlugin (fragment: Y.XmlFragment, options: { mapping: Mapping }): Plugin
export function yUndoPlugin (options: { undoManager: Y.UndoManager }): Plugin
export function initProseMirrorDoc (fragment: Y.XmlFragment, schema: Schema): { doc: Node, mapping: Mapping }
export function defaultDeleteFilter (item: Y.Item, protectedNodes: Set<string>): boolean
export function undo (state: EditorState): boolean
export function redo (state: EditorState): boolean
export function absolutePositionToRelativePosition (position: number, type: Y.XmlFragment, mapping: Mapping): Y.RelativePosition
export function relativePositionToAbsolutePosition (doc: Y.Doc, type: Y.XmlFragment, position: Y.RelativePosition, mapping: Mapping): number | null
/** Makes the fragment hold what the document holds, with as few changes as it can see. */
export function updateYFragment (y: Y.Doc, fragment: Y.XmlFragment, doc: Node, meta: ProsemirrorBinding): void
