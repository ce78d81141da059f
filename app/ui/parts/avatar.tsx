import type { JSX } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

interface AvatarProps { name: string, color: string, dim?: boolean }

/** Initials on the person's colour. The name is written elsewhere: this is decoration. */
export function Avatar ({ name, color, dim = false }: AvatarProps): JSX.Element {
  const ref = useRef<HTMLSpanElement>(null)
  // Through the CSSOM: the page's policy allows no style attributes.
  useLayoutEffect(() => {
    ref.current?.style.setProperty('--person', color)
    ref.current?.style.setProperty('--person-ink', inkOn(color))
  }, [color])
  return <span ref={ref} class={`avatar ${dim ? 'dim' : ''}`} aria-hidden="true">{initials(name)}</span>
}

function initials (name: string): string {
  const parts = name.trim().split(/\s+/)
  const letters = [parts[0], parts.length > 1 ? parts.at(-1) : ''].map((part) => Array.from(part ?? '')[0] ?? '')
  return letters.join('').toUpperCase() || '?'
}

/** Black or white, whichever reads better on the colour (WCAG relative luminance). */
export function inkOn (color: string): string {
  const channels = [1, 3, 5].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  const [r = 0, g = 0, b = 0] = channels
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000000' : '#ffffff'
}
