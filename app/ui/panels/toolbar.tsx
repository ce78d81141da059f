import type { JSX } from 'preact'
import type { Command } from 'prosemirror-state'
import type { BlockCommandName } from '../../editor/blocks.ts'
import type { BlockName, MarkName, WrapName } from '../../editor/commands.ts'
import type { Editor } from '../../editor/editor.ts'
import type { IconName } from '../icons.tsx'
import { useRef } from 'preact/hooks'
import {
  MARKS, block, blockName, clearMarks, divider, indent, liftItem, list, markActive, quote, redoEdit, toggle, undoEdit, wrapActive
} from '../../editor/commands.ts'
import { BLOCKS } from '../../editor/blocks.ts'
import { KEYS } from '../../editor/keymap.ts'
import { inTable, insertTable } from '../../editor/tables/commands.ts'
import { openBlockMenu } from '../../editor/plugins/block-menu.ts'
import { editLink } from '../../editor/plugins/link.ts'
import { blockLabel } from '../block-items.ts'
import { ARROWS } from '../language.ts'
import { words } from '../words.ts'
import { keyName } from '../key-names.ts'
import { arrowTarget } from '../parts/arrow-keys.ts'
import { IconButton } from '../parts/button.tsx'
import { TableMenu } from './table-menu.tsx'

const STYLES = BLOCKS.filter(({ style }) => style === true)
const WRAPS: readonly { name: Exclude<WrapName, 'callout'>, command: Command }[] = [
  { name: 'bullets', command: list('bullets') },
  { name: 'numbers', command: list('numbers') },
  { name: 'tasks', command: list('tasks') },
  { name: 'quote', command: quote }
]

interface ToolbarProps {
  editor: Editor
  /** A block was chosen that something has to be asked about first. */
  onAsk: (name: BlockCommandName) => void
  /** Changes with every change of the editor, so that the state of the buttons is fresh. */
  version: number
}

/** One stop for Tab; the arrow keys move inside. Escape goes back to the text. */
export function Toolbar ({ editor, onAsk }: ToolbarProps): JSX.Element {
  const root = useRef<HTMLDivElement>(null)
  const current = useRef(0)
  const { state } = editor.view

  const controls = (): HTMLElement[] => [...root.current?.querySelectorAll<HTMLElement>('button:not([role^=menuitem]), select') ?? []]
  const focusAt = (index: number): void => {
    const all = controls()
    current.current = index
    all.forEach((control, n) => { control.tabIndex = n === index ? 0 : -1 })
    all[index]?.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const all = controls()
    const to = arrowTarget(event, all, ARROWS.next, ARROWS.previous)
    if (to !== null) {
      event.preventDefault()
      focusAt(to)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      editor.focus()
    }
  }

  let index = 0
  const stop = (): { tabIndex: number } => ({ tabIndex: index++ === current.current ? 0 : -1 })
  const tool = (name: keyof typeof KEYS & IconName & keyof typeof words.toolbar, command: Command, pressed?: boolean, disabled = false): JSX.Element => (
    <IconButton
      key={name} icon={name} label={words.toolbar[name]} shortcut={keyName(KEYS[name])}
      {...pressed === undefined ? {} : { 'aria-pressed': pressed }} {...stop()}
      // Not `disabled`: focus would be lost when the last undo is done.
      aria-disabled={disabled}
      // A press must not take the selection from the text.
      onMouseDown={(event) => { event.preventDefault() }}
      onClick={() => { if (!disabled) editor.run(command) }}
    />
  )
  const style = blockName(state)
  return (
    <div
      ref={root} class="toolbar" role="toolbar" aria-label={words.toolbar.label} aria-controls="document-text"
      onKeyDown={onKeyDown}
      onFocusIn={(event) => {
        const at = controls().findIndex((control) => control === event.target)
        if (at >= 0) current.current = at
      }}
    >
      <div class="toolbar-group">
        {tool('undo', undoEdit, undefined, !editor.canUndo)}
        {tool('redo', redoEdit, undefined, !editor.canRedo)}
      </div>
      <div class="toolbar-group">
        <select
          class="style-select" aria-label={words.toolbar.style} value={style ?? ''} {...stop()}
          onChange={(event) => { editor.run(block(event.currentTarget.value as BlockName)) }}
        >
          {style === null && <option value="" />}
          {STYLES.map(({ name }) => <option key={name} value={name}>{blockLabel(name)}</option>)}
        </select>
      </div>
      <div class="toolbar-group">
        {(Object.keys(MARKS) as MarkName[]).map((name) => tool(name, name === 'link' ? editLink : toggle(name), markActive(state, name)))}
        {tool('clear', clearMarks)}
      </div>
      <div class="toolbar-group">
        {WRAPS.map(({ name, command }) => tool(name, command, wrapActive(state, name)))}
        {tool('outdent', liftItem)}
        {tool('indent', indent)}
      </div>
      <div class="toolbar-group">
        {tool('codeBlock', block('codeBlock'), style === 'codeBlock')}
        {tool('divider', divider)}
        {tool('table', insertTable(), undefined, inTable(state))}
        {(['image', 'file'] as const).map((name) => (
          <IconButton
            key={name} icon={name} label={words.toolbar[name]} {...stop()}
            onMouseDown={(event) => { event.preventDefault() }}
            onClick={() => { onAsk(name) }}
          />
        ))}
        {tool('blockMenu', openBlockMenu)}
        {inTable(state) && <TableMenu editor={editor} {...stop()} />}
      </div>
    </div>
  )
}
