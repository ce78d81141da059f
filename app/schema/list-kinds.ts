/** Which lists there are, and what stands in them. */
import type { Node, NodeType, Schema } from 'prosemirror-model'
import { isPlaceholder } from './placeholder.ts'

const ITEM_OF: Record<string, string> = { bullet_list: 'list_item', ordered_list: 'list_item', task_list: 'task_item' }
const ITEMS = new Set(Object.values(ITEM_OF))

export const isList = (node: Node): boolean => node.type.name in ITEM_OF && !isPlaceholder(node)
export const isItem = (node: Node): boolean => ITEMS.has(node.type.name) && !isPlaceholder(node)

/** The types of items, for commands that ask for them. */
export const itemTypes = ({ nodes }: Schema): NodeType[] => [...ITEMS].map((name) => nodes[name]!)

export function itemTypeOf (list: Node): NodeType {
  return list.type.schema.nodes[ITEM_OF[list.type.name] ?? 'list_item']!
}

/** The item as one of another list. A task that was done stays so among tasks. */
export function itemFor (list: Node, item: Node): Node {
  const type = itemTypeOf(list)
  return item.type === type ? item : type.create(null, item.content)
}
