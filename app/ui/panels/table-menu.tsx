import type { JSX } from 'preact'
import type { Command } from 'prosemirror-state'
import type { Editor } from '../../editor/editor.ts'
import { useEffect, useId, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import {
  addColumn, addRow, alignCells, alignOf, deleteColumn, deleteRow, deleteTable, headersOf, mergeCells, splitCell, toggleHeader, widenColumn
} from '../../editor/tables/commands.ts'
import { tableAt } from '../../editor/tables/cells.ts'
import { KEYS } from '../../editor/keymap.ts'
import { rightToLeft } from '../language.ts'
import { words } from '../words.ts'
import { keyName } from '../key-names.ts'
import { onMenuKey } from '../parts/arrow-keys.ts'
import { IconButton } from '../parts/button.tsx'

interface Item { name: Exclude<keyof typeof words.table, 'menu'>, command: Command, kind?: 'checkbox' | 'radio', checked?: boolean }

const WIDTH = 240
const MARGIN = 8

/** What can be done to the table that the cursor is in. Opens from its button in the toolbar, or by key from within the table. */
export function TableMenu ({ editor, tabIndex }: { editor: Editor, tabIndex: number }): JSX.Element {
  const open = useSignal(false)
  const root = useRef<HTMLDivElement>(null)
  const id = useId()
  const { view } = editor

  const buttons = (): HTMLElement[] => [...root.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? []]
  const close = (): void => {
    open.value = false
    editor.focus()
  }

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || !event.altKey || event.code !== 'KeyG') return
      event.preventDefault()
      event.stopPropagation()
      open.value = true
    }
    view.dom.addEventListener('keydown', onKey, true)
    return () => { view.dom.removeEventListener('keydown', onKey, true) }
  }, [view])

  useEffect(() => {
    if (!open.value) return undefined
    buttons()[0]?.focus()
    const outside = (event: Event): void => {
      if (event.target instanceof Node && root.current?.contains(event.target) !== true) open.value = false
    }
    const away = (): void => { open.value = false }
    document.addEventListener('pointerdown', outside)
    window.addEventListener('resize', away)
    return () => {
      document.removeEventListener('pointerdown', outside)
      window.removeEventListener('resize', away)
    }
  }, [open.value])

  // The toolbar around it has arrow keys of its own.
  const onKeyDown = (event: KeyboardEvent): void => { onMenuKey(event, buttons(), close) }

  const box = root.current?.getBoundingClientRect()
  const left = Math.max(MARGIN, Math.min((rightToLeft ? (box?.right ?? 0) - WIDTH : box?.left) ?? 0, window.innerWidth - WIDTH - MARGIN))
  return (
    <div class="table-menu-root" ref={root}>
      <IconButton
        icon="tableMenu" label={words.table.menu} shortcut={keyName(KEYS.table)} tabIndex={tabIndex}
        aria-haspopup="menu" aria-expanded={open.value} {...open.value ? { 'aria-controls': id } : {}}
        onMouseDown={(event) => { event.preventDefault() }}
        onClick={() => { open.value = !open.value }}
      />
      {open.value && (
        <div
          class="menu table-menu" role="menu" id={id} aria-label={words.table.menu} onKeyDown={onKeyDown}
          style={{ left: `${left}px`, top: `${(box?.bottom ?? 0) + 4}px`, width: `${WIDTH}px`, maxHeight: `calc(100vh - ${(box?.bottom ?? 0) + 4 + MARGIN}px)` }}
        >
          {groups(editor).map((items, n) => (
            <div key={n} role="group" class="table-menu-group">
              {items.map(({ name, command, kind, checked }) => {
                const possible = command(view.state)
                return (
                  <button
                    key={name} type="button" tabIndex={-1} class="menu-item" role={kind === undefined ? 'menuitem' : `menuitem${kind}`}
                    aria-disabled={!possible} {...kind === undefined ? {} : { 'aria-checked': checked === true }}
                    onMouseDown={(event) => { event.preventDefault() }}
                    onClick={() => {
                      if (!possible) return
                      open.value = false
                      editor.run(command)
                    }}
                  >
                    <span>{words.table[name]}</span>
                  </button>
                )
              })}
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

function groups (editor: Editor): Item[][] {
  const here = tableAt(editor.view.state.selection)
  const headers = here === null ? { row: false, column: false } : headersOf(here)
  const align = here === null ? null : alignOf(here)
  const side = (name: 'left' | 'center' | 'right'): Item => {
    const checked = (align ?? 'left') === name
    return { name, command: alignCells(name), kind: 'radio', checked }
  }
  return [
    [{ name: 'rowAbove', command: addRow('above') }, { name: 'rowBelow', command: addRow('below') }, { name: 'deleteRow', command: deleteRow }],
    [{ name: 'columnBefore', command: addColumn('before') }, { name: 'columnAfter', command: addColumn('after') }, { name: 'deleteColumn', command: deleteColumn }],
    [{ name: 'merge', command: mergeCells }, { name: 'split', command: splitCell }],
    [{ name: 'headerRow', command: toggleHeader('row'), kind: 'checkbox', checked: headers.row }, { name: 'headerColumn', command: toggleHeader('column'), kind: 'checkbox', checked: headers.column }],
    [side('left'), side('center'), side('right')],
    [{ name: 'wider', command: widenColumn(1) }, { name: 'narrower', command: widenColumn(-1) }, { name: 'anyWidth', command: widenColumn(null) }],
    [{ name: 'deleteTable', command: deleteTable }]
  ]
}
