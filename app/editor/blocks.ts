import type { Command, EditorState } from 'prosemirror-state'
import type { KEYS } from './keymap.ts'
import { block, blockName, callout, contents, divider, list, quote, wrapActive } from './commands.ts'
import { footnote, inNote } from './plugins/footnotes.ts'
import { typeSign } from './plugins/mentions.ts'
import { inLine, section } from './plugins/sections.ts'
import { inTable, insertTable } from './tables/commands.ts'
import { inMath, insertMath } from './plugins/math.ts'
import { safeImage, schema } from '../schema/index.ts'

/** What a block command is called in the words file, in the list of icons and, where it has one, among the keys. */
export type BlockCommandName =
  'paragraph' | 'heading1' | 'heading2' | 'heading3' | 'heading4' | 'heading5' | 'heading6' |
  'bullets' | 'numbers' | 'tasks' | 'quote' | 'callout' | 'section' | 'toc' | 'footnote' | 'divider' | 'codeBlock' | 'mathBlock' | 'mathInline' | 'table' | 'image' | 'file' | 'mention' | 'documentLink' | 'emoji'

export interface BlockCommand {
  name: BlockCommandName
  /** Missing where a question has to be answered first: whoever shows the list asks it. */
  command?: Command
  /** Whether the cursor is in one already. A menu that *inserts* must not take it away again. */
  active?: (state: EditorState) => boolean
  key?: keyof typeof KEYS
  /** One of the styles of the toolbar's select: a kind of text block, of which there is always exactly one. */
  style?: true
  /** What a block of text can be turned into where it stands: `command` changes or wraps what is selected. */
  turns?: true
  /** Too rare for the slash menu. */
  rare?: true
}

const style = (name: Parameters<typeof block>[0]): BlockCommand =>
  ({ name, command: block(name), active: (state) => blockName(state) === name, key: name, style: true, turns: true })

const wrap = (name: 'bullets' | 'numbers' | 'tasks'): BlockCommand =>
  ({ name, command: list(name), active: (state) => wrapActive(state, name), key: name, turns: true })

/** Every kind of block that can be made, once. The slash menu, the style select and the command palette read it. */
export const BLOCKS: readonly BlockCommand[] = [
  style('paragraph'),
  style('heading1'),
  style('heading2'),
  style('heading3'),
  style('heading4'),
  { ...style('heading5'), rare: true },
  { ...style('heading6'), rare: true },
  wrap('bullets'),
  wrap('numbers'),
  wrap('tasks'),
  { name: 'quote', command: quote, active: (state) => wrapActive(state, 'quote'), key: 'quote', turns: true },
  { name: 'callout', command: callout, active: (state) => wrapActive(state, 'callout'), turns: true },
  { name: 'section', command: section, active: (state) => inLine(state), turns: true },
  { name: 'toc', command: contents },
  { name: 'footnote', command: footnote, active: inNote, key: 'footnote' },
  { name: 'divider', command: divider, key: 'divider' },
  style('codeBlock'),
  style('mathBlock'),
  { name: 'mathInline', command: insertMath, active: inMath, key: 'mathInline' },
  { name: 'table', command: insertTable(), active: inTable, key: 'table' },
  { name: 'image' },
  { name: 'file' },
  { name: 'mention', command: typeSign('@') },
  { name: 'documentLink', command: typeSign('[[') },
  { name: 'emoji', command: typeSign(':') }
]

/** An image by its address, with a caption where it has a line to itself; false for an address that Sheaf does not load. */
export function insertImage (address: string, alt: string): Command {
  return (state, dispatch) => {
    const src = safeImage(address.trim())
    if (src === null || !state.selection.$from.parent.inlineContent || state.selection.$from.parent.type.spec.code === true) return false
    const { $from, empty } = state.selection
    const { paragraph, figure } = schema.nodes
    if (empty && $from.parent.type === paragraph && $from.parent.childCount === 0 && $from.node(-1).canReplaceWith($from.index(-1), $from.index(-1), figure)) {
      // Above the empty line, where one goes on writing.
      dispatch?.(state.tr.insert($from.before(), figure.create({ src, alt: alt.trim() })).scrollIntoView())
      return true
    }
    dispatch?.(state.tr.replaceSelectionWith(schema.nodes.image.create({ src, alt: alt.trim() }), false).scrollIntoView())
    return true
  }
}
