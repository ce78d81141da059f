import type { JSX } from 'preact'
import type { MarkName } from '../../editor/commands.ts'
import type { Editor } from '../../editor/editor.ts'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { TextSelection } from 'prosemirror-state'
import { MARKS, clearMarks, highlightAt, markActive, paint, toggle } from '../../editor/commands.ts'
import { KEYS } from '../../editor/keymap.ts'
import { editLink } from '../../editor/plugins/link.ts'
import { HIGHLIGHTS } from '../../schema/marks/highlight.ts'
import { ARROWS } from '../language.ts'
import { words } from '../words.ts'
import { keyName } from '../key-names.ts'
import { arrowTarget } from '../parts/arrow-keys.ts'
import { IconButton } from '../parts/button.tsx'

const GAP = 8
/** Handles of a touch selection hang below it, this far. */
const HANDLES = 28

/** Marks for what is selected, above it; under it where fingers are used, since their own menu stands above. */
export function Bubble ({ editor, version }: { editor: Editor, version: number }): JSX.Element | null {
  const root = useRef<HTMLDivElement>(null)
  const focused = useSignal(false)
  const pressing = useSignal(false)
  const painting = useSignal(false)
  /** The selection that somebody sent the bubble away from. */
  const dismissed = useSignal('')
  const { view } = editor
  const { selection } = view.state
  const place = `${selection.from} ${selection.to}`
  const shown = focused.value && !pressing.value && dismissed.value !== place && editor.editable && formattable(editor)

  useEffect(() => {
    const dom = view.dom
    const inside = (target: EventTarget | null): boolean => target instanceof Node && (dom.contains(target) || root.current?.contains(target) === true)
    const onFocus = (event: FocusEvent): void => { focused.value = inside(event.target) }
    const onDown = (event: PointerEvent): void => { if (event.target instanceof Node && dom.contains(event.target)) pressing.value = true }
    const onUp = (): void => { pressing.value = false }
    const onKey = (event: KeyboardEvent): void => {
      const { from, to } = view.state.selection
      if (event.key === 'Escape') dismissed.value = `${from} ${to}`
    }
    focused.value = view.hasFocus()
    document.addEventListener('focusin', onFocus)
    document.addEventListener('pointerdown', onDown)
    document.addEventListener('pointerup', onUp)
    document.addEventListener('pointercancel', onUp)
    dom.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('focusin', onFocus)
      document.removeEventListener('pointerdown', onDown)
      document.removeEventListener('pointerup', onUp)
      document.removeEventListener('pointercancel', onUp)
      dom.removeEventListener('keydown', onKey)
    }
  }, [editor])
  useEffect(() => {
    if (dismissed.value !== place) dismissed.value = ''
    painting.value = false
  }, [place])
  useLayoutEffect(() => { if (root.current !== null) put(root.current, editor) }, [version, shown, painting.value])
  useLayoutEffect(() => {
    // By keyboard one goes on among the colours.
    if (painting.value && root.current?.contains(document.activeElement) === true) root.current.querySelector<HTMLElement>('.swatch')?.focus()
  }, [painting.value])

  if (!shown) return null
  const onKeyDown = (event: KeyboardEvent): void => {
    const all = [...root.current?.querySelectorAll('button') ?? []]
    const to = arrowTarget(event, all, ARROWS.next, ARROWS.previous)
    if (to !== null) {
      event.preventDefault()
      all[to]?.focus()
    } else if (event.key === 'Escape') {
      event.preventDefault()
      dismissed.value = place
      editor.focus()
    }
  }
  return (
    <div
      ref={root} class="bubble" role="toolbar" aria-label={words.bubble.label} data-testid="bubble" onKeyDown={onKeyDown}
      // A press must not take the selection from the text.
      onMouseDown={(event) => { event.preventDefault() }}
    >
      {(Object.keys(MARKS) as MarkName[]).map((name, index) => (
        <IconButton
          key={name} icon={name} label={words.toolbar[name]} shortcut={keyName(KEYS[name])} aria-pressed={markActive(view.state, name)}
          tabIndex={index === 0 ? 0 : -1}
          {...name === 'highlight' ? { 'aria-expanded': painting.value } : {}}
          onClick={() => {
            if (name === 'highlight') painting.value = !painting.value
            else if (name === 'link') dismissed.value = place
            if (name !== 'highlight') editor.run(name === 'link' ? editLink : toggle(name))
          }}
        />
      ))}
      <IconButton icon="clear" label={words.toolbar.clear} shortcut={keyName(KEYS.clear)} tabIndex={-1} onClick={() => { editor.run(clearMarks) }} />
      {painting.value && (
        <div class="swatches" role="group" aria-label={words.bubble.colors}>
          {([null, ...HIGHLIGHTS] as const).map((color) => (
            <button
              key={color} type="button" class="swatch" data-color={color} tabIndex={-1} title={words.bubble.color[color ?? 'yellow']}
              aria-label={words.bubble.color[color ?? 'yellow']} aria-pressed={highlightAt(view.state) === color}
              onClick={() => { editor.run(paint(color)) }}
            />
          ))}
        </div>
      )}
    </div>
  )
}

/** Text in which marks have a place. */
function formattable ({ view }: Editor): boolean {
  const { selection, doc } = view.state
  if (!(selection instanceof TextSelection) || selection.empty) return false
  let found = false
  doc.nodesBetween(selection.from, selection.to, (node) => {
    if (node.isTextblock && node.type.allowsMarkType(MARKS.bold) && !node.isAtom) found = true
    return !found && !node.isTextblock
  })
  return found && doc.textBetween(selection.from, selection.to).trim() !== ''
}

function put (bubble: HTMLElement, { view }: Editor): void {
  const { from, to } = view.state.selection
  const first = view.coordsAtPos(from)
  const last = view.coordsAtPos(to, -1)
  const column = bubble.offsetParent?.getBoundingClientRect() ?? new DOMRect()
  const bars = document.querySelector('.document-bars')?.getBoundingClientRect().bottom ?? 0
  const height = bubble.offsetHeight
  const touch = window.matchMedia('(pointer: coarse)').matches
  const above = first.top - GAP - height
  const link = document.querySelector<HTMLElement>('.link-bubble:not([hidden])')
  const below = last.bottom + (touch ? HANDLES : GAP) + (link === null ? 0 : link.offsetHeight + GAP)
  // A selection that is larger than the window has no room before or behind it in sight: at the window's edge then.
  const top = !touch && above >= bars ? above : below + height <= window.innerHeight || touch ? below : Math.max(bars + GAP, above)
  const left = last.top > first.top ? Math.min(first.left, last.left) : (first.left + last.right - bubble.offsetWidth) / 2
  bubble.style.top = `${top - column.top}px`
  bubble.style.left = `${Math.max(0, Math.min(left - column.left, column.width - bubble.offsetWidth))}px`
}
