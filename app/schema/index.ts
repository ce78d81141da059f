/** The document schema: node and mark types, no DOM and no EditorView. The Yjs root is `ydoc.getXmlFragment(FRAGMENT)`. */
import { blockquote } from './nodes/blockquote.ts'
import { codeBlock } from './nodes/code-block.ts'
import { hardBreak } from './nodes/hard-break.ts'
import { heading } from './nodes/heading.ts'
import { horizontalRule } from './nodes/horizontal-rule.ts'
import { image } from './nodes/image.ts'
import { list } from './nodes/list.ts'
import { paragraph } from './nodes/paragraph.ts'
import { tableNodes } from './nodes/table.ts'
import { tableMarkdown } from './nodes/table-markdown.ts'
import { task } from './nodes/task.ts'
import { marks } from './marks.ts'
import type { MarkFile, NodeFile } from './node-file.ts'
import { unknownBlock, unknownInline, unknownMark } from './placeholder.ts'
import { SheafSchema } from './sheaf-schema.ts'

/** The name of the root type in the Y.Doc. */
export const FRAGMENT = 'prosemirror'

const table = { nodes: tableNodes, markdown: tableMarkdown } satisfies NodeFile

export const schema = new SheafSchema({
  nodes: {
    doc: { content: 'block*' },
    ...paragraph.nodes,              // first in its group: what tools make when any block will do
    ...heading.nodes,
    ...list.nodes,
    ...task.nodes,
    ...blockquote.nodes,
    ...codeBlock.nodes,
    ...horizontalRule.nodes,
    ...table.nodes,
    ...image.nodes,
    ...hardBreak.nodes,
    unknown_block: unknownBlock,
    unknown_inline: unknownInline,
    text: { group: 'inline' }
  },
  marks: { ...marks, unknown_mark: unknownMark }
})

/** In the order in which their keys and rules are asked. */
export const NODE_FILES: readonly NodeFile[] = [horizontalRule, paragraph, heading, list, task, blockquote, codeBlock, table, image, hardBreak]
export const MARK_FILES: readonly MarkFile[] = []

export { isPlaceholder, isUnknownMark } from './placeholder.ts'
export { safeImage, safeLink } from './url.ts'
