import type { JSX } from 'preact'
import type { IconName } from '../icons.tsx'
import { useEffect, useId, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { Icon } from '../icons.tsx'
import { arrowTarget } from './arrow-keys.ts'
import { IconButton } from './button.tsx'

export interface MenuItem {
  label: string
  icon: IconName
  run: () => void
}

/** A button with a list of commands, operated as the ARIA menu pattern says. */
export function Menu ({ label, icon, items }: { label: string, icon: IconName, items: readonly MenuItem[] }): JSX.Element {
  const open = useSignal(false)
  const root = useRef<HTMLDivElement>(null)
  const id = useId()

  const buttons = (): HTMLElement[] => [...root.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? []]
  const close = (): void => {
    open.value = false
    root.current?.querySelector('button')?.focus()
  }

  useEffect(() => {
    if (!open.value) return undefined
    buttons()[0]?.focus()
    const outside = (event: Event): void => {
      if (event.target instanceof Node && root.current?.contains(event.target) !== true) open.value = false
    }
    document.addEventListener('pointerdown', outside)
    return () => { document.removeEventListener('pointerdown', outside) }
  }, [open.value])

  const onKeyDown = (event: KeyboardEvent): void => {
    const all = buttons()
    const to = arrowTarget(event, all)
    if (to !== null) {
      event.preventDefault()
      all[to]?.focus()
    } else if (event.key === 'Escape') {
      event.preventDefault()
      close()
    } else if (event.key === 'Tab') {
      open.value = false
    }
  }

  return (
    <div class="menu-root" ref={root}>
      <IconButton
        icon={icon} label={label} aria-haspopup="menu" aria-expanded={open.value} aria-controls={id}
        onClick={() => { open.value = !open.value }}
      />
      {open.value && (
        <div class="menu" role="menu" id={id} aria-label={label} onKeyDown={onKeyDown}>
          {items.map((item) => (
            <button
              key={item.label} type="button" role="menuitem" tabIndex={-1} class="menu-item"
              onClick={() => { close(); item.run() }}
            >
              <Icon name={item.icon} />
              <span>{item.label}</span>
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
