import type { JSX } from 'preact'
import type { Editor } from '../../editor/editor.ts'
import { useEffect } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { countBetween } from '../../editor/text-count.ts'
import { words } from '../words.ts'

/** Nobody needs a new number at every key. */
const PAUSE = 250

/** How long the text is, and how long the selection. Counted when the keys rest. */
export function TextCountLine ({ editor, version }: { editor: Editor, version: number }): JSX.Element {
  const shown = useSignal('')
  useEffect(() => {
    const count = (): void => {
      if (editor.view.isDestroyed) return
      const { doc, selection } = editor.view.state
      const { words: many, characters } = countBetween(doc)
      shown.value = words.textCount.all(many, characters)
      if (selection.empty) return
      const part = countBetween(doc, selection.from, selection.to)
      shown.value = words.textCount.selected(part.words, part.characters)
    }
    const timer = setTimeout(count, shown.peek() === '' ? 0 : PAUSE)
    return () => { clearTimeout(timer) }
  }, [editor, version])
  return <p class="text-count" aria-label={words.textCount.label} role="group" data-testid="text-count">{shown.value}</p>
}
