import type { JSX } from 'preact'
import type { Editor } from '../../editor/editor.ts'
import { useEffect, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { insertImage } from '../../editor/blocks.ts'
import { safeImage } from '../../schema/index.ts'
import { words } from '../words.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'

interface ImageDialogProps {
  editor: Editor
  /** Images of this computer are wanted. */
  onPick: () => void
  onClose: () => void
}

/** Asks where an image is. It is put where the cursor stands when that is known. */
export function ImageDialog ({ editor, onPick, onClose }: ImageDialogProps): JSX.Element {
  const address = useSignal('')
  const alt = useSignal('')
  const problem = useSignal('')
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => { input.current?.focus() }, [])

  const submit = (event: Event): void => {
    event.preventDefault()
    const src = safeImage(address.value.trim())
    if (src === null) {
      problem.value = words.image.bad
      input.current?.focus()
      return
    }
    onClose()
    // When the dialog is gone, and with it the focus that it gives back.
    setTimeout(() => { editor.run(insertImage(src, alt.value)) }, 0)
  }

  return (
    <Dialog heading={words.image.heading} onClose={onClose}>
      <form onSubmit={submit} class="stack">
        <Button
          icon="image" kind="primary"
          onClick={() => {
            onClose()
            onPick()
          }}
        >
          {words.image.choose}
        </Button>
        <p class="hint">{words.image.or}</p>
        <label class="field">
          <span class="label">{words.image.address}</span>
          <input
            dir="ltr" ref={input} class="input" type="text" inputMode="url" autocomplete="off" placeholder="https://" spellcheck={false}
            aria-describedby="image-hint" aria-invalid={problem.value !== ''}
            value={address.value} onInput={(event) => { address.value = event.currentTarget.value; problem.value = '' }}
          />
          <span class="hint" id="image-hint">{words.image.addressHint}</span>
        </label>
        <label class="field">
          <span class="label">{words.image.alt}</span>
          <input
            dir="auto" class="input" type="text" autocomplete="off" aria-describedby="image-alt-hint"
            value={alt.value} onInput={(event) => { alt.value = event.currentTarget.value }}
          />
          <span class="hint" id="image-alt-hint">{words.image.altHint}</span>
        </label>
        <p class="problem" role="alert">{problem.value}</p>
        <div class="actions">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button type="submit">{words.image.insert}</Button>
        </div>
      </form>
    </Dialog>
  )
}
