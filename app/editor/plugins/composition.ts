import type { EditorView } from 'prosemirror-view'
import { Plugin } from 'prosemirror-state'

/** ProseMirror takes up the last of a composition a moment after the browser ended it. */
const AFTER_END = 60
/** Somebody who leaves a word half composed for that long sees what the others write, also if it breaks the word. */
const PATIENCE = 30_000

/**
 * Tells from when to when an input method composes letters. Any change of the text around them from elsewhere would
 * end the composition in the middle of a word, or double it; so what others write waits for its end.
 */
export function composition (onHold: (held: boolean) => void): Plugin {
  let timer: ReturnType<typeof setTimeout> | undefined
  let held = false
  const hold = (): void => {
    clearTimeout(timer)
    timer = setTimeout(release, PATIENCE)
    if (held) return
    held = true
    onHold(true)
  }
  const release = (): void => {
    clearTimeout(timer)
    if (!held) return
    held = false
    onHold(false)
  }
  const releaseSoon = (view: EditorView): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      // The next one has begun: many input methods go from word to word without a pause.
      if (!view.isDestroyed && view.composing) hold()
      else release()
    }, AFTER_END)
  }
  return new Plugin({
    props: {
      handleDOMEvents: {
        compositionstart: () => { hold() },
        compositionupdate: () => { hold() },
        compositionend: (view) => { releaseSoon(view) },
        blur: (view) => { releaseSoon(view) }
      }
    },
    view: () => ({ destroy: release })
  })
}
