import type { EditorState, Plugin } from 'prosemirror-state'
import type { BlockCommandName } from '../blocks.ts'
import type { Findable } from '../filter.ts'
import type { Open } from './suggest.ts'
import { PluginKey } from 'prosemirror-state'
import { filter } from '../filter.ts'
import { Suggest } from './suggest.ts'

export interface SlashItem extends Findable {
  name: BlockCommandName
}

export interface SlashOptions {
  items: readonly SlashItem[]
  /** Called when the `/query` text is gone again. */
  choose: (name: BlockCommandName) => void
}

/** Text that finds nothing for this long is no search. */
const MAX_QUERY = 24
const key = new PluginKey<Open<SlashItem> | null>('slash')

export function slashOf (state: EditorState): Open<SlashItem> | null {
  return key.getState(state) ?? null
}

/** A list of blocks that opens with a slash, at the start of an empty block or behind a space. */
export function slashList ({ items, choose }: SlashOptions): Suggest<SlashItem> {
  return new Suggest({
    name: 'slash',
    sign: '/',
    opens: (before, alone) => before === '' ? alone : /\s$/.test(before),
    find: (query) => filter(items, query),
    // “and/or”, a path, a date.
    ends: (query, found) => (found.length === 0 && (/\s/.test(query) || query.length > MAX_QUERY)) || /^[ /]/.test(query),
    id: ({ name }) => name,
    choose: (view, { name }, { from, query }, close) => {
      view.dispatch(close(view.state.tr.delete(from, from + 1 + query.length)))
      choose(name)
    }
  }, key)
}

export function slash (options: SlashOptions): Plugin {
  return slashList(options).plugin
}
