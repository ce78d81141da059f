import type { JSX } from 'preact'
import type { Editor } from '../../editor/editor.ts'
import type { Drop } from '../../editor/handle/geometry.ts'
import type { Units } from '../../editor/handle/units.ts'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { drag } from '../../editor/handle/drag.ts'
import { HANDLE_WIDTH, handlePlace, unitUnder } from '../../editor/handle/geometry.ts'
import { unitFrom, unitsOf } from '../../editor/handle/units.ts'
import { blockMenuOf, closeBlockMenu, lastMove, openMenuOf } from '../../editor/plugins/block-menu.ts'
import { words } from '../words.ts'
import { Icon } from '../icons.tsx'
import { BlockMenu } from './block-menu.tsx'

interface BlockHandleProps {
  editor: Editor
  /** Changes with every change of the editor. */
  version: number
  onCopyLink: (pos: number) => void
}

/** Fingers do not hover: there the handle stands at the block with the cursor. */
const COARSE = window.matchMedia('(pointer: coarse)')

/** The handle at the edge of a block, the menu that it opens, and the line that shows where a dragged block would go. */
export function BlockHandle ({ editor, version, onCopyLink }: BlockHandleProps): JSX.Element | null {
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const hovered = useSignal<Units | null>(null)
  const dragged = useSignal(false)
  const drop = useSignal<Drop | null>(null)
  const focused = useSignal(false)
  const { view } = editor
  const menu = blockMenuOf(view.state)

  useEffect(() => {
    const column = view.dom.closest('.document-main')
    let frame = 0
    let at: { x: number, y: number } | null = null
    const look = (): void => {
      frame = 0
      if (at === null || dragged.value || editor.locked) return
      const found = unitUnder(view, at.x, at.y)
      if (found?.from !== hovered.value?.from || found?.to !== hovered.value?.to) hovered.value = found
    }
    const onMove = (event: Event): void => {
      if (!(event instanceof PointerEvent) || event.pointerType === 'touch' || event.buttons !== 0) return
      if (event.target instanceof Node && root.current?.contains(event.target) === true) return
      at = { x: event.clientX, y: event.clientY }
      if (frame === 0) frame = requestAnimationFrame(look)
    }
    const away = (): void => {
      at = null
      if (!dragged.value) hovered.value = null
    }
    // Who types looks at the words.
    const onKey = (event: KeyboardEvent): void => { if (event.key.length === 1 || event.key === 'Enter') away() }
    const onFocus = (): void => { focused.value = view.hasFocus() }
    column?.addEventListener('pointermove', onMove)
    column?.addEventListener('pointerleave', away)
    view.dom.addEventListener('keydown', onKey)
    document.addEventListener('focusin', onFocus)
    document.addEventListener('focusout', onFocus)
    window.addEventListener('resize', away)
    return () => {
      cancelAnimationFrame(frame)
      column?.removeEventListener('pointermove', onMove)
      column?.removeEventListener('pointerleave', away)
      view.dom.removeEventListener('keydown', onKey)
      document.removeEventListener('focusin', onFocus)
      document.removeEventListener('focusout', onFocus)
      window.removeEventListener('resize', away)
    }
  }, [editor])

  // What others write moves blocks about: a handle is only shown at something that is still there.
  const still = hovered.value === null ? null : unitFrom(view.state.doc, hovered.value.from)
  const current = COARSE.matches && focused.value ? unitsOf(view.state.selection) : null
  const units = editor.locked ? null : menu ?? still ?? (editor.editable ? current : null)
  const moved = lastMove(view.state)
  const handle = editor.editable ? words.blockMenu.handle : words.blockMenu.label

  useLayoutEffect(() => {
    const place = units === null || dragged.value ? null : handlePlace(view, units)
    const box = root.current?.offsetParent?.getBoundingClientRect()
    if (root.current === null || place === null || box === undefined) return
    root.current.style.left = `${place.left - box.left}px`
    root.current.style.top = `${place.top - box.top}px`
  }, [version, units?.from, units?.to])

  const onPointerDown = (event: PointerEvent & { currentTarget: HTMLElement }): void => {
    if (event.button !== 0 || units === null) return
    // A press must not take the selection from the text.
    event.preventDefault()
    if (!editor.editable) {
      if (menu === null) openMenuOf(view, units)
      else closeBlockMenu(view)
      return
    }
    const selected = unitsOf(view.state.selection)
    const taken = selected !== null && selected.from <= units.from && selected.to >= units.to && !view.state.selection.empty ? selected : units
    drag(event, {
      view,
      units: taken,
      onDrop: (where) => { drop.value = where },
      onStart: () => {
        dragged.value = true
        closeBlockMenu(view)
      },
      onEnd: (moved) => {
        dragged.value = false
        if (moved) hovered.value = null
        else if (menu !== null) closeBlockMenu(view)
        else openMenuOf(view, taken)
      }
    })
  }
  return (
    <>
      {/* Said to those who do not see it; the mark at every other one makes it news each time. */}
      <p class="visually-hidden" role="status">
        {moved !== null && `${moved.direction < 0 ? words.blockMenu.movedUp : words.blockMenu.movedDown}${moved.count % 2 === 0 ? '\u200b' : ''}`}
      </p>
      {/* A block that is being dragged may have gone elsewhere by others' writing: the handle holds the pointer. */}
      {(units !== null || dragged.value) && (
        <div ref={root} class="block-handle-root" data-testid="block-handle" style={{ width: `${HANDLE_WIDTH}px` }}>
          <button
            ref={button} type="button" class={`block-handle ${dragged.value ? 'dragged' : ''}`} tabIndex={-1}
            aria-label={handle} title={handle} aria-haspopup="menu" aria-expanded={menu !== null}
            onMouseDown={(event) => { event.preventDefault() }} onPointerDown={onPointerDown}
            // Without a pointer: a screen reader's own press.
            onClick={(event) => { if (event.detail === 0 && units !== null) openMenuOf(view, units) }}
          >
            <Icon name="blockMenu" />
          </button>
        </div>
      )}
      {menu !== null && !editor.locked && <BlockMenu editor={editor} units={menu} anchor={button} version={version} onCopyLink={onCopyLink} />}
      {drop.value !== null && <DropLine editor={editor} drop={drop.value} />}
    </>
  )
}

function DropLine ({ editor, drop }: { editor: Editor, drop: Drop }): JSX.Element {
  const line = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const box = line.current?.offsetParent?.getBoundingClientRect()
    if (line.current === null || box === undefined) return
    line.current.style.left = `${drop.left - box.left}px`
    line.current.style.top = `${drop.top - box.top}px`
    line.current.style.width = `${drop.width}px`
  }, [editor, drop])
  return <div ref={line} class="drop-line" data-testid="drop-line" />
}
