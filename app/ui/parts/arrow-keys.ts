/** Keys that go from one control to the next in a menu, a list or a bar, as the ARIA patterns say. */

/** Which of `all` the key leads to from the one that has the focus, around the ends; null for any other key. */
export function arrowTarget (event: KeyboardEvent, all: readonly HTMLElement[], next = 'ArrowDown', previous = 'ArrowUp'): number | null {
  const at = all.findIndex((control) => control === document.activeElement)
  const moves: Record<string, number> = { [next]: at + 1, [previous]: at - 1, Home: 0, End: all.length - 1 }
  const to = moves[event.key]
  return to === undefined ? null : (to + all.length) % all.length
}

/**
 * A menu among other things with keys of their own: arrows, the first letter of an item, and the ways out. What is
 * typed here reaches nothing around it.
 */
export function onMenuKey (event: KeyboardEvent, all: readonly HTMLElement[], close: () => void): void {
  event.stopPropagation()
  const to = arrowTarget(event, all)
  if (to !== null) {
    event.preventDefault()
    all[to]?.focus()
  } else if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault()
    close()
  } else if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey) {
    const letter = event.key.toLowerCase()
    const at = all.findIndex((control) => control === document.activeElement)
    const found = [...all.slice(at + 1), ...all.slice(0, at + 1)].find((control) => control.textContent?.toLowerCase().startsWith(letter))
    found?.focus()
  }
}
