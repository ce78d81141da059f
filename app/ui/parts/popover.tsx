import type { ComponentChildren, JSX } from 'preact'
import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

interface PopoverProps {
  label: string
  /** The button that opened it: a click there is not a click outside. */
  anchor: RefObject<HTMLElement>
  onClose: () => void
  children: ComponentChildren
  class?: string
}

/** Words that hang under a button. Not modal: a click elsewhere or Escape closes it. */
export function Popover ({ label, anchor, onClose, children, class: name = '' }: PopoverProps): JSX.Element {
  const ref = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  close.current = onClose

  useEffect(() => {
    ref.current?.focus()
    const onPointer = (event: Event): void => {
      if (!(event.target instanceof Node)) return
      if (ref.current?.contains(event.target) === true || anchor.current?.contains(event.target) === true) return
      close.current()
    }
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      close.current()
      anchor.current?.querySelector('button')?.focus()
    }
    document.addEventListener('pointerdown', onPointer)
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('pointerdown', onPointer)
      document.removeEventListener('keydown', onKey)
    }
  }, [])

  return (
    <div ref={ref} class={`popover ${name}`} role="dialog" aria-label={label} tabIndex={-1}>
      {children}
    </div>
  )
}
