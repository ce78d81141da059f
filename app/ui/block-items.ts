import type { BlockCommand, BlockCommandName } from '../editor/blocks.ts'
import type { SlashItem } from '../editor/plugins/slash.ts'
import type { IconName } from './icons.tsx'
import { BLOCKS } from '../editor/blocks.ts'
import { words } from './words.ts'

/** The blocks of the registry as the page shows them. */
export function blockLabel (name: BlockCommandName): string {
  const level = levelOf(name)
  return level === null ? words.toolbar[name as Exclude<BlockCommandName, `heading${1 | 2 | 3 | 4 | 5 | 6}`>] : words.toolbar.heading(level)
}

export function blockIcon (name: BlockCommandName): IconName {
  return levelOf(name) === null ? name as Exclude<BlockCommandName, `heading${1 | 2 | 3 | 4 | 5 | 6}`> : 'heading'
}

export function blockOf (name: BlockCommandName): BlockCommand | null {
  return BLOCKS.find((block) => block.name === name) ?? null
}

export const SLASH_ITEMS: readonly SlashItem[] = BLOCKS
  .filter(({ rare }) => rare !== true)
  .map(({ name }) => ({ name, label: blockLabel(name), keywords: words.blockKeywords[name] }))

function levelOf (name: BlockCommandName): number | null {
  return name.startsWith('heading') ? Number(name.slice('heading'.length)) : null
}
