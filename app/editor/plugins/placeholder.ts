import type { EditorState } from 'prosemirror-state'
import { Plugin } from 'prosemirror-state'

/** Grey words in a document without content. They are an attribute that the style sheet shows, never content. */
export function placeholder (text: string): Plugin {
  return new Plugin({
    props: {
      attributes: (state): Record<string, string> => isEmpty(state) ? { class: 'empty-document', 'data-placeholder': text } : {}
    }
  })
}

function isEmpty ({ doc }: EditorState): boolean {
  const only = doc.childCount === 1 ? doc.firstChild : null
  return doc.childCount === 0 || (only?.type.name === 'paragraph' && only.content.size === 0)
}
