import type { JSX } from 'preact'
import type { Editor } from '../../editor/editor.ts'
import type { Heading } from '../../editor/outline.ts'
import { useEffect, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { TextSelection } from 'prosemirror-state'
import { depthsOf, headingsOf } from '../../editor/outline.ts'
import { words } from '../words.ts'
import { arrowTarget } from '../parts/arrow-keys.ts'
import { Dialog } from '../parts/dialog.tsx'

interface OutlineProps {
  editor: Editor
  /** Changes with every change of the editor. */
  version: number
  onJump?: () => void
}

/** The headings. One stop for Tab; arrows go from one to the next, Enter goes there in the text. */
export function Outline ({ editor, version, onJump }: OutlineProps): JSX.Element | null {
  const root = useRef<HTMLElement>(null)
  const current = useSignal(-1)
  const headings = headingsOf(editor.view.state.doc)
  const depths = depthsOf(headings)

  useEffect(() => {
    let frame = 0
    const update = (): void => {
      frame = 0
      current.value = currentOf(editor)
    }
    const soon = (): void => { if (frame === 0) frame = requestAnimationFrame(update) }
    soon()
    window.addEventListener('scroll', soon, { passive: true })
    return () => {
      window.removeEventListener('scroll', soon)
      cancelAnimationFrame(frame)
    }
  }, [editor, version])

  // The list scrolls along, yet never the page.
  useEffect(() => {
    const list = root.current?.querySelector<HTMLElement>('ol')
    const mark = root.current?.querySelector<HTMLElement>('[aria-current]')
    if (list == null || mark == null || list.contains(document.activeElement)) return
    const place = mark.offsetTop - list.offsetTop
    if (place < list.scrollTop || place + mark.offsetHeight > list.scrollTop + list.clientHeight) list.scrollTop = place - list.clientHeight / 2
  }, [current.value])

  if (headings.length === 0) return null
  const onKeyDown = (event: KeyboardEvent): void => {
    const all = [...root.current?.querySelectorAll('button') ?? []]
    const to = arrowTarget(event, all)
    if (to !== null) {
      event.preventDefault()
      all[to]?.focus()
    } else if (event.key === 'Escape' && onJump === undefined) {
      event.preventDefault()
      editor.focus()
    }
  }
  const stop = Math.max(0, Math.min(current.value, headings.length - 1))
  return (
    <nav ref={root} class="outline" aria-label={words.outline.label} data-testid="outline" onKeyDown={onKeyDown}>
      <ol>
        {headings.map((heading, index) => (
          <li key={index} style={{ '--depth': depths[index] }}>
            <button
              type="button" class="outline-item" tabIndex={index === stop ? 0 : -1}
              {...index === current.value ? { 'aria-current': 'true' as const } : {}}
              onClick={() => {
                onJump?.()
                // After a dialog has given the focus back.
                setTimeout(() => { jump(editor, heading) }, 0)
              }}
            >{heading.text}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** Where there is no room beside the text. */
export function OutlineDialog ({ editor, version, onClose }: { editor: Editor, version: number, onClose: () => void }): JSX.Element {
  return (
    <Dialog heading={words.outline.label} onClose={onClose}>
      <Outline editor={editor} version={version} onJump={onClose} />
    </Dialog>
  )
}

function jump (editor: Editor, heading: Heading): void {
  const { view } = editor
  // Somebody may have written in between: the heading of that text that is nearest.
  const now = headingsOf(view.state.doc).filter(({ text }) => text === heading.text)
    .toSorted((one, other) => Math.abs(one.pos - heading.pos) - Math.abs(other.pos - heading.pos))[0]
  if (now === undefined) return
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, now.pos + 1)))
  view.focus()
  const dom = view.nodeDOM(now.pos)
  if (dom instanceof HTMLElement) dom.scrollIntoView({ block: 'start' })
}

/** Where it stands, or that in which it is folded away. */
function shownTop (dom: HTMLElement): number {
  let at: HTMLElement = dom
  while (at.getClientRects().length === 0 && at.parentElement !== null) at = at.parentElement
  return at.getBoundingClientRect().top
}

/** The last heading that has gone past the bars: that of the text at the top of the window. */
function currentOf ({ view }: Editor): number {
  const headings = headingsOf(view.state.doc)
  const line = (document.querySelector('.document-bars')?.getBoundingClientRect().bottom ?? 0) + 48
  let low = 0
  let high = headings.length
  while (low < high) {
    const middle = (low + high) >> 1
    const dom = view.nodeDOM(headings[middle]!.pos)
    if (dom instanceof HTMLElement && shownTop(dom) > line) high = middle
    else low = middle + 1
  }
  return Math.max(0, low - 1)
}
