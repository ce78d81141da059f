/** Views that show what stands elsewhere in the document. They are told of each change of it. */
import type { EditorView } from 'prosemirror-view'
import { Plugin } from 'prosemirror-state'

const LISTENERS = new WeakMap<EditorView, Set<() => void>>()

/** Calls when the document changed; returns how to stop. */
export function onDocument (view: EditorView, changed: () => void): () => void {
  const listeners = LISTENERS.get(view) ?? new Set()
  LISTENERS.set(view, listeners)
  listeners.add(changed)
  return () => { listeners.delete(changed) }
}

export function live (): Plugin {
  return new Plugin({
    view: () => ({
      update: (view, before) => {
        if (view.state.doc === before.doc) return
        for (const changed of LISTENERS.get(view) ?? []) changed()
      }
    })
  })
}
