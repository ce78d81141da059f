import type { JSX } from 'preact'
import type { OpenDocument } from './open-document.ts'
import { useEffect, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { words } from '../words.ts'
import { useStore } from '../store.ts'

const SEND_AFTER = 500
const MAX_TITLE = 300

/** The title, sent a moment after the last key. What another person calls it shows as soon as nobody types here. */
export function TitleField ({ open }: { open: OpenDocument }): JSX.Element {
  const store = useStore()
  const typed = useSignal<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const known = open.info.value?.title ?? ''

  const send = (): void => {
    clearTimeout(timer.current)
    timer.current = undefined
    const title = typed.peek()?.trim()
    if (title === undefined || title === (open.info.peek()?.title ?? '')) return
    store.api.setTitle(open.sync.id, title).catch(store.fail)
  }
  useEffect(() => () => { if (timer.current !== undefined) send() }, [open])

  return (
    <input
      dir="auto" class="title-field" aria-label={words.document.title} placeholder={words.untitled} maxLength={MAX_TITLE}
      readOnly={open.status.value?.writable !== true} data-testid="title" value={typed.value ?? known}
      onInput={(event) => {
        typed.value = event.currentTarget.value
        clearTimeout(timer.current)
        timer.current = setTimeout(send, SEND_AFTER)
      }}
      onBlur={() => {
        send()
        // Until the engine has answered, what was typed stays; then the document's own title shows again.
        setTimeout(() => { if (timer.current === undefined) typed.value = null }, SEND_AFTER * 2)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return
        event.preventDefault()
        send()
        open.editor.value?.focus()
      }}
    />
  )
}
