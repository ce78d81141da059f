/** The document schema: node and mark types, no DOM and no EditorView. The Yjs root is `ydoc.getXmlFragment(FRAGMENT)`. */
import { blockquote } from './nodes/blockquote.ts'
import { callout } from './nodes/callout.ts'
import { codeBlock } from './nodes/code-block.ts'
import { date } from './nodes/date.ts'
import { documentLink } from './nodes/document-link.ts'
import { details } from './nodes/details.ts'
import { figure } from './nodes/figure.ts'
import { file } from './nodes/file.ts'
import { footnote } from './nodes/footnote.ts'
import { hardBreak } from './nodes/hard-break.ts'
import { heading } from './nodes/heading.ts'
import { horizontalRule } from './nodes/horizontal-rule.ts'
import { image } from './nodes/image.ts'
import { list } from './nodes/list.ts'
import { math } from './nodes/math.ts'
import { mention } from './nodes/mention.ts'
import { paragraph } from './nodes/paragraph.ts'
import { tableNodes } from './nodes/table.ts'
import { tableMarkdown } from './nodes/table-markdown.ts'
import { task } from './nodes/task.ts'
import { toc } from './nodes/toc.ts'
import { code } from './marks/code.ts'
import { em } from './marks/em.ts'
import { highlight } from './marks/highlight.ts'
import { link } from './marks/link.ts'
import { strike } from './marks/strike.ts'
import { strong } from './marks/strong.ts'
import { sub } from './marks/sub.ts'
import { sup } from './marks/sup.ts'
import { underline } from './marks/underline.ts'
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
    ...callout.nodes,
    ...details.nodes,
    ...toc.nodes,
    ...footnote.nodes,
    ...codeBlock.nodes,
    ...horizontalRule.nodes,
    ...math.nodes,
    ...table.nodes,
    ...image.nodes,
    ...figure.nodes,
    ...file.nodes,
    ...hardBreak.nodes,
    ...mention.nodes,
    ...date.nodes,
    ...documentLink.nodes,
    unknown_block: unknownBlock,
    unknown_inline: unknownInline,
    text: { group: 'inline' }
  },
  // Outermost first. `code` is innermost: Markdown can mark code, but not a part of it. None excludes another, so that
  // marks set at the same time by two people all stay.
  marks: {
    ...link.marks,
    ...highlight.marks,
    ...strong.marks,
    ...em.marks,
    ...underline.marks,
    ...strike.marks,
    ...sub.marks,
    ...sup.marks,
    ...code.marks,
    unknown_mark: unknownMark
  }
})

/** In the order in which their keys and rules are asked. */
export const NODE_FILES: readonly NodeFile[] = [
  callout, details, toc, footnote, figure, file,
  math, horizontalRule, paragraph, heading, list, task, blockquote, codeBlock, table, image, hardBreak, mention, date, documentLink
]
export const MARK_FILES: readonly MarkFile[] = [link, strong, em, underline, strike, code, highlight, sub, sup]

export { isPlaceholder, isUnknownMark } from './placeholder.ts'
export { blobRef } from './blob-address.ts'
export { completeLink, safeImage, safeLink } from './url.ts'
