import type { ComponentChildren, JSX } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { words } from '../words.ts'
import { useStore } from '../store.ts'
import { IconButton } from './button.tsx'
import { Toasts } from './toasts.tsx'

interface DialogProps {
  heading: string
  onClose: () => void
  children: ComponentChildren
  wide?: boolean
}

/** The browser's own modal: focus stays inside, Escape closes, focus returns to where it was. */
export function Dialog ({ heading, onClose, children, wide = false }: DialogProps): JSX.Element {
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()
  const store = useStore()

  // At once, before the next paint: the next key is meant for the dialog.
  useLayoutEffect(() => {
    const dialog = ref.current
    const before = document.activeElement
    if (dialog !== null && !dialog.open) dialog.showModal()
    store.modals.value++
    return () => {
      store.modals.value--
      dialog?.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])

  return (
    <dialog
      ref={ref} class={`dialog ${wide ? 'wide' : ''}`} aria-labelledby={id}
      onCancel={(event) => { event.preventDefault(); onClose() }}
      onMouseDown={(event) => { if (event.target === ref.current) onClose() }}
    >
      <div class="dialog-body">
        <header class="dialog-head">
          <h2 id={id}>{heading}</h2>
          <IconButton icon="close" label={words.close} shortcut="Esc" onClick={onClose} />
        </header>
        {children}
      </div>
      {/* What lies outside of a modal can neither be read nor reached. */}
      <Toasts />
    </dialog>
  )
}
