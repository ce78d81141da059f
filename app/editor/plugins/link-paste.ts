import type { EditorView } from 'prosemirror-view'
import { Plugin, TextSelection } from 'prosemirror-state'
import { completeLink, schema } from '../../schema/index.ts'
import { asOneStep } from '../rules.ts'

const { link, code } = schema.marks

/** An address that is pasted onto words becomes their link; one that is pasted alone leads where it says. With Shift it is text. */
export function pasteLinks (): Plugin {
  return new Plugin({
    props: {
      handlePaste: (view, { clipboardData }) => {
        const text = clipboardData?.getData('text/plain').trim() ?? ''
        const href = /^\S{1,2000}$/.test(text) ? completeLink(text) : null
        const { selection } = view.state
        if (href === null || !(selection instanceof TextSelection) || isPlain(view)) return false
        const { $from, $to, from, to, empty } = selection
        if (!$from.sameParent($to) || !$from.parent.type.allowsMarkType(link) || view.state.doc.rangeHasMark(from, to, code)) return false
        if (empty && (clipboardData?.getData('text/html') !== '' || code.isInSet($from.marks()) !== undefined)) return false
        const transaction = empty
          ? view.state.tr.insert(from, schema.text(text, link.create({ href }).addToSet(link.removeFromSet($from.marks()))))
          : view.state.tr.removeMark(from, to, link).addMark(from, to, link.create({ href }))
        view.dispatch(asOneStep(transaction).scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'))
        return true
      }
    }
  })
}

/** Whether Shift was down with the key that pastes; ProseMirror tells only the parser of text. */
function isPlain (view: EditorView): boolean {
  return (view as unknown as { input?: { shiftKey?: boolean } }).input?.shiftKey === true
}
