import type { ComponentChildren, JSX } from 'preact'
import type { Editor } from '../../editor/editor.ts'
import type { Suggest } from '../../editor/plugins/suggest.ts'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { rightToLeft } from '../language.ts'

/** Room between the line and the list, and between the list and the edge of the window. */
const GAP = 6

interface SuggestMenuProps<T> {
  editor: Editor
  suggest: Suggest<T>
  words: { label: string, none: string, found: (n: number) => string }
  /** Changes with every change of the editor. */
  version: number
  children: (item: T) => ComponentChildren
}

/** A list that a sign opens. The focus stays in the text, which names the marked option for screen readers. */
export function SuggestMenu<T> ({ editor, suggest, words, version, children }: SuggestMenuProps<T>): JSX.Element {
  const root = useRef<HTMLDivElement>(null)
  const { view } = editor
  const open = suggest.shown(view.state)

  useLayoutEffect(() => {
    if (open === null || root.current === null) return
    place(root.current, editor, open.from)
    root.current.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [version])

  return (
    <>
      {/* Here before there is something to say: a region that comes with its words is often not read. */}
      <p class="visually-hidden" role="status">{open === null ? '' : words.found(open.found.length)}</p>
      {open !== null && (
        <div ref={root} class={`choices ${suggest.name}-menu`} data-testid={`${suggest.name}-menu`} onMouseDown={(event) => { event.preventDefault() }}>
          {open.found.length === 0 && <p class="choices-none">{words.none}</p>}
          <div class="choices-list" role="listbox" id={suggest.list} aria-label={words.label}>
            {open.found.map((item, index) => (
              <div
                key={suggest.option(item)} id={suggest.option(item)} role="option" class="choice" aria-selected={index === open.index}
                onMouseMove={() => { if (index !== open.index) suggest.mark(view, index) }}
                onClick={() => { suggest.choose(view, item) }}
              >
                {children(item)}
              </div>
            ))}
          </div>
        </div>
      )}
    </>
  )
}

/** Under the sign, or above it where there is more room. */
function place (menu: HTMLElement, editor: Editor, pos: number): void {
  const line = editor.view.coordsAtPos(pos)
  const column = menu.offsetParent?.getBoundingClientRect() ?? new DOMRect()
  const bars = document.querySelector('.document-bars')?.getBoundingClientRect().bottom ?? 0
  const foot = document.querySelector<HTMLElement>('.document-foot')?.offsetHeight ?? 0
  const below = window.innerHeight - foot - line.bottom - 2 * GAP
  const above = line.top - bars - 2 * GAP
  const up = below < Math.min(menu.scrollHeight, 240) && above > below
  menu.style.maxHeight = `${Math.max(96, Math.min(320, up ? above : below))}px`
  const left = rightToLeft ? line.right - menu.offsetWidth : line.left
  menu.style.left = `${Math.max(0, Math.min(left - column.left, column.width - menu.offsetWidth))}px`
  menu.style.top = `${(up ? line.top - GAP - menu.offsetHeight : line.bottom + GAP) - column.top}px`
}
