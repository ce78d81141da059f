import type { JSX } from 'preact'
import type { BlockCommandName } from '../../editor/blocks.ts'
import type { Editor } from '../../editor/editor.ts'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { SLASH_LIST, chooseSlash, markSlash, slashOf, slashOption } from '../../editor/plugins/slash.ts'
import { blockIcon, blockOf } from '../block-items.ts'
import { rightToLeft } from '../language.ts'
import { words } from '../words.ts'
import { keyName } from '../key-names.ts'
import { KEYS } from '../../editor/keymap.ts'
import { Icon } from '../icons.tsx'

/** Room between the line and the list, and between the list and the edge of the window. */
const GAP = 6

interface SlashMenuProps {
  editor: Editor
  onChoose: (name: BlockCommandName) => void
  /** Changes with every change of the editor. */
  version: number
}

/** The list that a slash opens. The focus stays in the text, which names the marked option for screen readers. */
export function SlashMenu ({ editor, onChoose, version }: SlashMenuProps): JSX.Element {
  const root = useRef<HTMLDivElement>(null)
  const open = slashOf(editor.view.state)

  useLayoutEffect(() => {
    if (open === null || root.current === null) return
    place(root.current, editor, open.from)
    root.current.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [version])

  return (
    <>
      {/* Here before there is something to say: a region that comes with its words is often not read. */}
      <p class="visually-hidden" role="status">{open === null ? '' : words.slash.found(open.found.length)}</p>
      {open !== null && (
        <div ref={root} class="choices slash-menu" data-testid="slash-menu" onMouseDown={(event) => { event.preventDefault() }}>
          {open.found.length === 0 && <p class="choices-none">{words.slash.none}</p>}
          <div class="choices-list" role="listbox" id={SLASH_LIST} aria-label={words.slash.label}>
            {open.found.map(({ name, label }, index) => {
              const shortcut = blockOf(name)?.key
              return (
                <div
                  key={name} id={slashOption(name)} role="option" class="choice" aria-selected={index === open.index}
                  onMouseMove={() => { if (index !== open.index) markSlash(editor.view, index) }}
                  onClick={() => { chooseSlash(editor.view, name, onChoose) }}
                >
                  <Icon name={blockIcon(name)} />
                  <span class="choice-label">{label}</span>
                  {shortcut !== undefined && <kbd aria-hidden="true">{keyName(KEYS[shortcut])}</kbd>}
                </div>
              )
            })}
          </div>
        </div>
      )}
    </>
  )
}

/** Under the slash, or above it where there is more room. */
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
