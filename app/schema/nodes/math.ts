/**
 * Formulas, in TeX. In a line the TeX is an attribute: one value that the last writer wins. A block holds it as text,
 * so that several people can write in one formula at once.
 */
import type { Node, NodeType } from 'prosemirror-model'
import type { Command } from 'prosemirror-state'
import type { NodeFile } from '../node-file.ts'
import { NodeSelection, TextSelection } from 'prosemirror-state'
import { InputRule, textblockTypeInputRule } from 'prosemirror-inputrules'
import { text } from '../attributes.ts'
import { MAX_LINES, looksLikePrice, mathSpan, mathSyntax } from './math-syntax.ts'

/** The TeX of a formula on a page that KaTeX drew; also MathML of other programs, where it says the TeX. */
function annotated (dom: HTMLElement): string | null {
  return dom.querySelector('annotation[encoding="application/x-tex"]')?.textContent?.trim() ?? null
}

const tex = (dom: HTMLElement): { tex: string } | false => {
  const found = annotated(dom)
  return found === null ? false : { tex: found }
}

export const math = {
  nodes: {
    math_inline: {
      inline: true,
      group: 'inline',
      atom: true,
      attrs: { tex: text() },
      leafText: (node: Node) => `$${String(node.attrs['tex'])}$`,
      parseDOM: [
        { tag: 'span[data-type="math_inline"]', priority: 60, getAttrs: (dom: HTMLElement) => ({ tex: dom.getAttribute('data-tex') ?? dom.textContent }) },
        { tag: 'span.katex', getAttrs: tex },
        { tag: 'math', getAttrs: tex }
      ],
      toDOM: (node: Node) => ['span', { 'data-type': 'math_inline', 'data-tex': String(node.attrs['tex']) }, `$${String(node.attrs['tex'])}$`]
    },
    math_block: {
      content: 'text*',
      group: 'block',
      marks: '',
      code: true,
      defining: true,
      // Backspace behind it selects it, rather than pouring a paragraph into it.
      isolating: true,
      parseDOM: [
        { tag: 'pre[data-type="math_block"]', preserveWhitespace: 'full', priority: 60 },
        {
          tag: 'span.katex-display, math[display="block"]',
          priority: 60,
          getAttrs: (dom: HTMLElement) => annotated(dom) === null ? false : null,
          // In place of what is drawn.
          contentElement: (dom) => {
            const source = dom.ownerDocument.createElement('pre')
            source.textContent = annotated(dom)
            return source
          }
        }
      ],
      toDOM: () => ['pre', { 'data-type': 'math_block' }, ['code', 0]]
    }
  },
  rules: ({ nodes, marks }) => [
    new InputRule(/(?:^|[^\\$\p{L}\p{N}])\$([^$\s](?:[^$]*[^$\s\\])?)\$$/u, (state, match, _start, end) => {
      const [, source = ''] = match
      const from = end - source.length - 1
      const { parent } = state.doc.resolve(from)
      // An image or the like in between: no TeX.
      if (looksLikePrice(source) || source.includes('\uFFFC') || parent.type.spec.code === true) return null
      if (marks['code'] !== undefined && state.doc.rangeHasMark(from, end, marks['code'])) return null
      return state.tr.replaceWith(from, end, nodes['math_inline']!.create({ tex: source }))
    }),
    textblockTypeInputRule(/^\$\$\s$/, nodes['math_block']!)
  ],
  keys: ({ nodes }) => ({
    Enter: (state, dispatch, view) => fence(nodes['paragraph']!, nodes['math_block']!)(state, dispatch, view) || enter(nodes['math_block']!)(state, dispatch, view),
    // Shows the formula and makes it one thing: Backspace deletes it, arrows go on, Enter goes back in.
    Escape: selectWhole(nodes['math_block']!, () => true),
    Backspace: (state, dispatch, view) => unmake(nodes['paragraph']!, nodes['math_block']!)(state, dispatch, view) ||
      selectWhole(nodes['math_block']!, ({ empty, $from }) => empty && $from.parentOffset === 0)(state, dispatch, view)
  }),
  markdown: {
    syntax: mathSyntax,
    read: {
      math_block: ({ content }, into) => {
        into.add(into.schema.nodes['math_block']!.create(null, content === '' ? null : into.schema.text(content)))
      }
    },
    readInline: { math_inline: ({ content }, schema) => schema.nodes['math_inline']!.create({ tex: content }) },
    write: {
      math_block: (node, out) => {
        const source = node.textContent.replaceAll('\0', '\uFFFD')
        const lines = source === '' ? [] : source.split('\n')
        const plain = lines.length <= MAX_LINES && !lines.some((line) => /\$\$|\$$|^\s+|\r/.test(line)) && lines.at(0) !== '' && lines.at(-1) !== ''
        return plain ? ['$$', ...lines, '$$'] : out.code(source, 'math')
      }
    },
    writeInline: {
      math_inline: (node, explicit) => {
        const source = String(node.attrs['tex']).replaceAll('\0', '\uFFFD').replace(/[\r\n]+/g, ' ')
        if (source === '') return ''
        return explicit || source.includes('`') ? mathSpan(source) : `$${source}$`
      }
    }
  }
} satisfies NodeFile

/** Enter behind `$$` on a line of its own. */
function fence (paragraph: NodeType, block: NodeType): Command {
  return (state, dispatch) => {
    const { $cursor } = state.selection as TextSelection
    if ($cursor == null || $cursor.parent.type !== paragraph || $cursor.parent.textContent !== '$$' || $cursor.parentOffset !== 2) return false
    dispatch?.(state.tr.delete($cursor.start(), $cursor.end()).setBlockType($cursor.start(), $cursor.start(), block))
    return true
  }
}

/** Enter on a formula that is selected as a whole. */
function enter (block: NodeType): Command {
  return (state, dispatch) => {
    const { selection } = state
    if (!(selection instanceof NodeSelection) || selection.node.type !== block) return false
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, selection.to - 1)).scrollIntoView())
    return true
  }
}

function selectWhole (block: NodeType, when: (selection: TextSelection) => boolean): Command {
  return (state, dispatch) => {
    const { selection } = state
    if (!(selection instanceof TextSelection) || selection.$from.parent.type !== block || !selection.$from.sameParent(selection.$to) || !when(selection)) return false
    dispatch?.(state.tr.setSelection(NodeSelection.create(state.doc, selection.$from.before())))
    return true
  }
}

/** Backspace in an empty one. */
function unmake (paragraph: NodeType, block: NodeType): Command {
  return (state, dispatch) => {
    const { $cursor } = state.selection as TextSelection
    if ($cursor == null || $cursor.parent.type !== block || $cursor.parent.content.size > 0) return false
    dispatch?.(state.tr.setBlockType($cursor.pos, $cursor.pos, paragraph))
    return true
  }
}
