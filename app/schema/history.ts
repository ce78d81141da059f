import type { Fragment, Mark, Node, Schema } from 'prosemirror-model'

/**
 * Which node and mark types came with which version of the schema, from version 1 on. Names are added behind the last
 * version that was released, never moved or removed: an older app decides by it whether it understands a document.
 */
export const HISTORY: readonly (readonly string[])[] = [
  [
    'doc', 'text', 'paragraph', 'heading', 'bullet_list', 'ordered_list', 'task_list', 'list_item', 'task_item', 'blockquote', 'code_block',
    'horizontal_rule', 'table', 'table_row', 'table_cell', 'table_header', 'image', 'hard_break', 'unknown_block', 'unknown_inline',
    'strong', 'em', 'underline', 'strike', 'code', 'link', 'unknown_mark'
  ],
  [
    'highlight', 'sub', 'sup', 'mention', 'date', 'document_link',
    'callout', 'details', 'details_summary', 'toc', 'footnote_ref', 'footnote_def',
    'math_inline', 'math_block', 'figure', 'file'
  ]
]

const VERSIONS = new Map(HISTORY.flatMap((names, n) => names.map((name): [string, number] => [name, n + 1])))

/** The version of the schema that understands all of it, leaving out what this app does not know itself. */
export function schemaOf (content: Node | Fragment | readonly Mark[]): number {
  if (isMarks(content)) return Math.max(1, ...content.map((mark) => VERSIONS.get(mark.type.name) ?? 1))
  let version = 'type' in content ? ofNode(content) : 1
  content.descendants((node) => { version = Math.max(version, ofNode(node)) })
  return version
}

/** What the list and the schema disagree about, for a test. */
export function unlisted (schema: Schema): string[] {
  return [...Object.keys(schema.nodes), ...Object.keys(schema.marks)].filter((name) => !VERSIONS.has(name))
}

function ofNode (node: Node): number {
  return Math.max(VERSIONS.get(node.type.name) ?? 1, node.marks.length > 0 ? schemaOf(node.marks) : 1)
}

function isMarks (content: Node | Fragment | readonly Mark[]): content is readonly Mark[] {
  return Array.isArray(content)
}
