import type { Node, Schema } from 'prosemirror-model'
import type { EditorState, Plugin, PluginKey } from 'prosemirror-state'
import type * as Y from 'yjs'

type AnyType = Y.AbstractType<unknown>
export type Mapping = Map<AnyType, Node | Node[]>

/** What this editor uses of y-prosemirror's binding. The observer is registered when the view is made. */
export interface ProsemirrorBinding {
  readonly doc: Y.Doc
  readonly type: Y.XmlFragment
  readonly mapping: Mapping
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
