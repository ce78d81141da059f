import { AllSelection, Plugin, Selection } from 'prosemirror-state'
import { firstBlock } from '../commands.ts'

/**
 * An empty document has no block to type into, and making one when it is opened would be writing by looking. So the
 * first paragraph is made when the first key goes down, just before the browser puts the letter in.
 */
export function firstInput (): Plugin {
  return new Plugin({
    // An empty document can only be selected as a whole. When somebody else's first words arrive, that must not
    // turn into a selection of all their text, which our next key would replace.
    appendTransaction: (_transactions, before, state) => {
      if (before.doc.childCount > 0 || state.doc.childCount === 0 || !(state.selection instanceof AllSelection)) return null
      return state.tr.setSelection(Selection.atStart(state.doc))
    },
    props: {
      handleDOMEvents: {
        keydown: (view, event) => {
          if (!view.editable || event.ctrlKey || event.metaKey || event.altKey) return false
          // On-screen keyboards and input methods do not tell which key it was.
          const types = event.key.length === 1 || event.key === 'Enter' || event.key === 'Process' || event.key === 'Unidentified'
          // Enter in an empty document is done with making the first line.
          return types && firstBlock(view.state, view.dispatch) && event.key === 'Enter' && prevent(event)
        },
        compositionstart: (view) => {
          if (view.editable) firstBlock(view.state, view.dispatch)
          return false
        },
        beforeinput: (view, event) => {
          if (!view.editable || view.state.doc.childCount > 0 || event.inputType !== 'insertText') return false
          firstBlock(view.state, view.dispatch)
          if (event.data !== null) view.dispatch(view.state.tr.insertText(event.data))
          return prevent(event)
        }
      }
    }
  })
}

function prevent (event: Event): boolean {
  event.preventDefault()
  return true
}
