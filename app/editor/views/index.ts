import type { Node } from 'prosemirror-model'
import type { NodeView, NodeViewConstructor } from 'prosemirror-view'
import type { Named } from '../plugins/mentions.ts'
import type { DocumentFiles } from '../files/files.ts'
import type { EditorWords } from '../words.ts'
import { DOMSerializer } from 'prosemirror-model'
import { isPlaceholder } from '../../schema/index.ts'
import { CalloutView } from './callout.ts'
import { CodeBlockView } from './code-block.ts'
import { DateView } from './date.ts'
import { DetailsView, SummaryView } from './details.ts'
import { MathBlockView } from './math-block.ts'
import { MathInlineView } from './math-inline.ts'
import { FigureView } from './figure.ts'
import { FileView } from './file.ts'
import { FootnoteRefView, FootnoteView } from './footnote.ts'
import { ImageView } from './image.ts'
import { DocumentLinkView, MentionView } from './named.ts'
import { CellView, TableView } from './table.ts'
import { TaskItemView } from './task-item.ts'
import { TocView } from './toc.ts'

/** What is more than its `toDOM`. */
export function nodeViews (words: EditorWords, editable: () => boolean, named: Named, files: DocumentFiles): Record<string, NodeViewConstructor> {
  const views: Record<string, NodeViewConstructor> = {
    image: (node) => new ImageView(node, words),
    math_inline: (node, view, getPos) => new MathInlineView(node, view, getPos, words, editable),
    math_block: (node, view, getPos) => new MathBlockView(node, view, getPos, words),
    figure: (node, view, getPos) => new FigureView(node, view, getPos, files, words, editable),
    file: (node) => new FileView(node, files, words.files),
    task_item: (node, view, getPos) => new TaskItemView(node, view, getPos, words, editable),
    toc: (_node, view) => new TocView(view, words),
    footnote_ref: (node, view) => new FootnoteRefView(node, view, words),
    footnote_def: (node, view) => new FootnoteView(node, view, words),
    details: (node, view, getPos) => new DetailsView(node, view, getPos, words),
    details_summary: (node) => new SummaryView(node, words),
    callout: (node, view, getPos) => new CalloutView(node, view, getPos, words, editable),
    table: (node, view, getPos) => new TableView(node, view, getPos, words, editable),
    table_cell: (node) => new CellView(node),
    table_header: (node) => new CellView(node),
    mention: (node) => new MentionView(node, words, named),
    document_link: (node) => new DocumentLinkView(node, words, named),
    date: (node, view, getPos) => new DateView(node, view, getPos, words, () => named.locale(), editable),
    code_block: (node, view, getPos) => new CodeBlockView(node, view, getPos, words, editable)
  }
  return Object.fromEntries(Object.entries(views).map(([name, make]): [string, NodeViewConstructor] => [
    name,
    // A known name in a place where it does not belong comes as a placeholder of that name.
    (node, ...rest) => isPlaceholder(node) ? plain(node) : make(node, ...rest)
  ]))
}

function plain (node: Node): NodeView {
  const dom = document.createElement(node.isInline ? 'span' : 'div')
  dom.append(DOMSerializer.renderSpec(document, node.type.spec.toDOM?.(node) ?? ['span']).dom)
  return { dom }
}
