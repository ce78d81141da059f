/** Calls back once when an element comes near to what is on the screen; images further away are not loaded. */
const MARGIN = '800px'
const waiting = new WeakMap<Element, () => void>()

const observer = typeof IntersectionObserver === 'undefined' ? null : new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue
    const run = waiting.get(target)
    far(target)
    run?.()
  }
}, { rootMargin: MARGIN })

export function whenNear (element: Element, run: () => void): void {
  if (observer === null) return run()
  waiting.set(element, run)
  observer.observe(element)
}

export function far (element: Element): void {
  waiting.delete(element)
  observer?.unobserve(element)
}
