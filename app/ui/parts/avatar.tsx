import type { JSX } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { inkOn } from '../../editor/ink.ts'

interface AvatarProps { name: string, color: string, dim?: boolean }

/** Initials on the person's colour. The name is written elsewhere: this is decoration. */
export function Avatar ({ name, color, dim = false }: AvatarProps): JSX.Element {
  const ref = useRef<HTMLSpanElement>(null)
  // Through the CSSOM: the page's policy allows no style attributes.
  useLayoutEffect(() => {
    ref.current?.style.setProperty('--person', color)
    ref.current?.style.setProperty('--person-ink', inkOn(color))
  }, [color])
  return <span ref={ref} class={`avatar ${dim ? 'dim' : ''}`} aria-hidden="true" data-initials={initials(name)} />
}

function initials (name: string): string {
  const parts = name.trim().split(/\s+/)
  const letters = [parts[0], parts.length > 1 ? parts.at(-1) : ''].map((part) => Array.from(part ?? '')[0] ?? '')
  return letters.join('').toUpperCase() || '?'
}
