import type { BlockCommandName } from '../../editor/blocks.ts'
import type { MarkName } from '../../editor/commands.ts'
import type { Editor } from '../../editor/editor.ts'
import type { PaletteCommand } from '../panels/palette.tsx'
import { BLOCKS } from '../../editor/blocks.ts'
import { MARKS, clearMarks, indent, liftItem, paint, redoEdit, toggle, toggleTask, undoEdit } from '../../editor/commands.ts'
import { HIGHLIGHTS } from '../../schema/marks/highlight.ts'
import { KEYS } from '../../editor/keymap.ts'
import { duplicate, moveBy, remove } from '../../editor/handle/move.ts'
import { openBlockMenu } from '../../editor/plugins/block-menu.ts'
import { editLink } from '../../editor/plugins/link.ts'
import { blockIcon, blockLabel } from '../block-items.ts'
import { words } from '../words.ts'

/** What can be done with the text, for the palette. Nothing where nothing may be changed. */
export function textCommands (editor: Editor, ask: (name: BlockCommandName) => void): PaletteCommand[] {
  if (!editor.editable) return []
  const marks = (Object.keys(MARKS) as MarkName[]).map((name): PaletteCommand => ({
    id: name, icon: name, label: words.toolbar[name], key: KEYS[name],
    run: () => { editor.run(name === 'link' ? editLink : toggle(name)) }
  }))
  const blocks = BLOCKS.map(({ name, command, key }): PaletteCommand => ({
    id: name, icon: blockIcon(name), label: blockLabel(name), keywords: words.blockKeywords[name],
    ...key === undefined ? {} : { key: KEYS[key] },
    run: () => {
      if (command === undefined) ask(name)
      else editor.run(command)
    }
  }))
  const { toolbar, keys } = words
  return [
    ...blocks,
    ...marks,
    ...HIGHLIGHTS.map((color): PaletteCommand => ({
      id: `highlight-${color}`, icon: 'highlight', label: `${toolbar.highlight}: ${words.bubble.color[color]}`, run: () => { editor.run(paint(color)) }
    })),
    { id: 'clear', icon: 'clear', label: toolbar.clear, key: KEYS.clear, run: () => { editor.run(clearMarks) } },
    { id: 'toggleTask', icon: 'check', label: keys.toggleTask, key: KEYS.toggleTask, run: () => { editor.run(toggleTask) } },
    { id: 'indent', icon: 'indent', label: keys.indent, key: KEYS.indent, run: () => { editor.run(indent) } },
    { id: 'outdent', icon: 'outdent', label: keys.outdent, key: KEYS.outdent, run: () => { editor.run(liftItem) } },
    { id: 'blockMenu', icon: 'blockMenu', label: keys.blockMenu, key: KEYS.blockMenu, run: () => { editor.run(openBlockMenu) } },
    { id: 'moveUp', icon: 'up', label: keys.moveUp, key: KEYS.moveUp, run: () => { editor.run(moveBy(-1)) } },
    { id: 'moveDown', icon: 'down', label: keys.moveDown, key: KEYS.moveDown, run: () => { editor.run(moveBy(1)) } },
    { id: 'duplicate', icon: 'copy', label: keys.duplicate, key: KEYS.duplicate, run: () => { editor.run(duplicate) } },
    { id: 'deleteBlock', icon: 'trash', label: words.blockMenu.delete, run: () => { editor.run(remove) } },
    { id: 'undo', icon: 'undo', label: toolbar.undo, key: KEYS.undo, run: () => { editor.run(undoEdit) } },
    { id: 'redo', icon: 'redo', label: toolbar.redo, key: KEYS.redo, run: () => { editor.run(redoEdit) } }
  ]
}

/** A choice of the slash menu inserts; unlike the toolbar's button it does not take back what is there. */
export function insertBlock (editor: Editor, name: BlockCommandName, ask: (name: BlockCommandName) => void): void {
  const block = BLOCKS.find((one) => one.name === name)
  if (block?.command === undefined) ask(name)
  else if (block.active?.(editor.view.state) !== true) editor.run(block.command)
}
