import type { Command } from 'prosemirror-state'
import { Plugin } from 'prosemirror-state'
import { baseKeymap, chainCommands, exitCode } from 'prosemirror-commands'
import { undoInputRule } from 'prosemirror-inputrules'
import { keymap } from 'prosemirror-keymap'
import { MARK_FILES, NODE_FILES, schema } from '../schema/index.ts'
import { code } from '../schema/marks/code.ts'
import { em } from '../schema/marks/em.ts'
import { highlight } from '../schema/marks/highlight.ts'
import { strike } from '../schema/marks/strike.ts'
import { strong } from '../schema/marks/strong.ts'
import { sub } from '../schema/marks/sub.ts'
import { sup } from '../schema/marks/sup.ts'
import { underline } from '../schema/marks/underline.ts'
import {
  block, clearMarks, divider, hardBreak, inList, indent, liftItem, list, quote, redoEdit, toggle, toggleTask, undoEdit, plainAtStart
} from './commands.ts'
import { duplicate, moveBy } from './handle/move.ts'
import { openBlockMenu } from './plugins/block-menu.ts'
import { footnote } from './plugins/footnotes.ts'
import { editLink } from './plugins/link.ts'
import { chooseLanguage, indentCode, newLineOfCode } from './plugins/code.ts'
import { insertMath } from './plugins/math.ts'
import { fence } from './rules.ts'
import { insertTable, nextCell } from './tables/commands.ts'

/** What is bound to a key and also shown in the toolbar and the key sheet. `Mod` is Ctrl, on a Mac Cmd. */
export const KEYS = {
  bold: strong.key,
  italic: em.key,
  underline: underline.key,
  strike: strike.key,
  code: code.key,
  highlight: highlight.key,
  sub: sub.key,
  sup: sup.key,
  link: 'Mod-k',
  clear: 'Mod-\\',
  paragraph: 'Mod-Alt-0',
  heading1: 'Mod-Alt-1',
  heading2: 'Mod-Alt-2',
  heading3: 'Mod-Alt-3',
  heading4: 'Mod-Alt-4',
  heading5: 'Mod-Alt-5',
  heading6: 'Mod-Alt-6',
  codeBlock: 'Mod-Alt-c',
  codeLanguage: 'Mod-Alt-l',
  mathBlock: 'Mod-Alt-e',
  mathInline: 'Mod-Shift-e',
  numbers: 'Mod-Shift-7',
  bullets: 'Mod-Shift-8',
  tasks: 'Mod-Shift-9',
  quote: 'Mod-Shift-b',
  divider: 'Mod-Alt--',
  footnote: 'Mod-Alt-f',
  table: 'Mod-Alt-g',
  undo: 'Mod-z',
  redo: 'Mod-Shift-z',
  hardBreak: 'Shift-Enter',
  indent: 'Tab',
  outdent: 'Shift-Tab',
  toggleTask: 'Mod-Enter',
  blockMenu: 'Alt-Enter',
  moveUp: 'Alt-Shift-ArrowUp',
  moveDown: 'Alt-Shift-ArrowDown',
  duplicate: 'Mod-d'
} as const

const BOUND: Record<keyof typeof KEYS, Command> = {
  bold: toggle('bold'),
  italic: toggle('italic'),
  underline: toggle('underline'),
  strike: toggle('strike'),
  code: toggle('code'),
  highlight: toggle('highlight'),
  sub: toggle('sub'),
  sup: toggle('sup'),
  link: editLink,
  clear: clearMarks,
  paragraph: block('paragraph'),
  heading1: block('heading1'),
  heading2: block('heading2'),
  heading3: block('heading3'),
  heading4: block('heading4'),
  heading5: block('heading5'),
  heading6: block('heading6'),
  codeBlock: block('codeBlock'),
  codeLanguage: chooseLanguage,
  mathBlock: block('mathBlock'),
  mathInline: insertMath,
  numbers: list('numbers'),
  bullets: list('bullets'),
  tasks: list('tasks'),
  quote,
  divider,
  footnote,
  table: insertTable(),
  undo: undoEdit,
  redo: redoEdit,
  hardBreak,
  indent: (state, dispatch, view) => indentCode(1)(state, dispatch, view) || nextCell(1)(state, dispatch, view) || indent(state, dispatch, view) || inList(state),
  outdent: (state, dispatch, view) => indentCode(-1)(state, dispatch, view) || nextCell(-1)(state, dispatch, view) || liftItem(state, dispatch, view) || inList(state),
  toggleTask: chainCommands(toggleTask, exitCode, hardBreak),
  blockMenu: openBlockMenu,
  // At the end of the document they do nothing, rather than select text.
  moveUp: chainCommands(moveBy(-1), inText),
  moveDown: chainCommands(moveBy(1), inText),
  // The browser would make a bookmark.
  duplicate: chainCommands(duplicate, inText)
}

function inText (): boolean {
  return true
}

/** Before those of any node. */
const FIRST: Record<string, Command> = { Enter: chainCommands(fence, newLineOfCode), Backspace: undoInputRule }

const OTHERS: Record<string, Command> = {
  'Mod-y': redoEdit,
  Backspace: plainAtStart,
  ...Object.fromEntries(strike.otherKeys.map((key) => [key, toggle('strike')]))
}

export function keymaps (): Plugin[] {
  const bound = Object.fromEntries(Object.entries(KEYS).map(([name, key]) => [key, BOUND[name as keyof typeof KEYS]]))
  const own = [...NODE_FILES, ...MARK_FILES].flatMap(({ keys }) => keys === undefined ? [] : [keymap(keys(schema))])
  return [leaveByTab(), keymap(FIRST), ...own, keymap({ ...bound, ...OTHERS }), keymap(baseKeymap)]
}

/** After Escape, Tab and Shift-Tab leave the text, also from within a list: nobody may be caught by the keyboard. */
function leaveByTab (): Plugin {
  let leaving = false
  return new Plugin({
    props: {
      handleDOMEvents: {
        keydown: (_view, event) => {
          const leave = leaving && event.key === 'Tab'
          if (event.key !== 'Shift') leaving = event.key === 'Escape'
          // Handled, yet not prevented: the browser moves the focus.
          return leave
        }
      }
    }
  })
}
