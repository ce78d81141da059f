/**
 * What Sheaf shows in place of what it does not know.
 *
 * A placeholder is a node (or mark) whose type carries the *original* name and whose attributes and children are
 * the original ones, but which is displayed as one unit that cannot be edited. Since name, attributes and children
 * are those of the Yjs element, writing it back gives the same element again, also after it was moved or copied.
 * The types are made when a name is first met; they are not listed in `schema.nodes`.
 */
import type { DOMOutputSpec, Mark, MarkSpec, MarkType, Node, NodeSpec, NodeType } from 'prosemirror-model'

/** Set in the `spec` of every placeholder type. */
const PLACEHOLDER = 'sheafPlaceholder'
const TEXT_SHOWN = 400

export const isPlaceholderType = (type: NodeType | MarkType): boolean => type.spec[PLACEHOLDER] === true

/** True for a node that stands for unknown or misplaced content: show it, never edit inside it, let it be deleted. */
export const isPlaceholder = (node: Node): boolean => isPlaceholderType(node.type)

export const isUnknownMark = (mark: Mark): boolean => isPlaceholderType(mark.type)

function json (value: Node | Mark): string | null {
  try {
    return JSON.stringify(value.toJSON())
  } catch {
    return null   // values that JSON cannot hold: shown all the same, but not copied
  }
}

function shownText (node: Node): string {
  const text = node.textBetween(0, node.content.size, ' ', ' ').trim()
  return text.length > TEXT_SHOWN ? `${text.slice(0, TEXT_SHOWN)}…` : text
}

function nodeDOM (node: Node): DOMOutputSpec {
  return [node.isInline ? 'span' : 'div', {
    class: 'sheaf-unknown',
    'data-sheaf-unknown': json(node),
    contenteditable: 'false',
    title: 'This part was made by another version of Sheaf. It is kept as it is.'
  },
  ['span', { class: 'sheaf-unknown-name' }, `[${node.type.name}]`],
  ['span', { class: 'sheaf-unknown-text' }, shownText(node)]]
}

export const placeholderNodeSpec = (inline: boolean): NodeSpec => ({
  [PLACEHOLDER]: true,
  inline,
  atom: true,
  draggable: true,
  isolating: true,
  toDOM: nodeDOM
})

export const placeholderMarkSpec: MarkSpec = {
  [PLACEHOLDER]: true,
  inclusive: false,
  toDOM: (mark) => ['span', { class: 'sheaf-unknown-mark', 'data-sheaf-mark': json(mark) }, 0]
}

/** Listed in the schema only so that a placeholder survives copy and paste; see SheafSchema. */
export const unknownBlock: NodeSpec = {
  ...placeholderNodeSpec(false),
  attrs: { json: { default: '' } },
  parseDOM: [{ tag: 'div[data-sheaf-unknown]', priority: 90, getAttrs: (dom) => ({ json: dom.getAttribute('data-sheaf-unknown') }) }]
}

export const unknownInline: NodeSpec = {
  ...placeholderNodeSpec(true),
  attrs: { json: { default: '' } },
  parseDOM: [{ tag: 'span[data-sheaf-unknown]', priority: 90, getAttrs: (dom) => ({ json: dom.getAttribute('data-sheaf-unknown') }) }]
}

export const unknownMark: MarkSpec = {
  ...placeholderMarkSpec,
  attrs: { json: { default: '' } },
  parseDOM: [{ tag: 'span[data-sheaf-mark]', priority: 90, getAttrs: (dom) => ({ json: dom.getAttribute('data-sheaf-mark') }) }]
}
