/**
 * A schema that never says no to what comes from Yjs.
 *
 * y-prosemirror turns each Y.XmlElement into `schema.node(name, attrs, children)` and each run of text into
 * `schema.text(text, marks)`; when one of them throws it *deletes* the Yjs content, just by showing it. Here they
 * never throw:
 *
 * - an unknown element becomes a placeholder of its own name, block or inline as its parent needs it;
 * - a known element in a place that its parent's content expression does not allow becomes a placeholder too;
 * - a container that holds bare text, or text that holds embedded objects, becomes a placeholder as a whole;
 * - attributes fall back one by one, unknown ones are carried along;
 * - an unknown mark becomes a mark of its own name.
 *
 * Content expressions are all of the form `x*`, hence closed under any merge of valid edits; they guide commands
 * and paste. Placeholders fit everywhere. So `doc.check()` holds whatever arrives.
 *
 * Editor code makes nodes with `schema.nodes.x.create(...)`. `schema.node('x', ...)` with a *name* is Yjs's door:
 * it takes its children over and may turn them into placeholders.
 */
import { DOMSerializer, Fragment, Schema } from 'prosemirror-model'
import type { Attrs, ContentMatch, DOMOutputSpec, Mark, MarkSpec, MarkType, Node, NodeSpec, NodeType } from 'prosemirror-model'
import { tolerantAttrs } from './attributes.ts'
import {
  anyAttribute, declaredAttrs, makeMark, makeMarkType, makeMatch, makeNodeType, NO_CONTENT, openMarkType, openMatch, openNodeType
} from './internals.ts'
import { isPlaceholderType, placeholderMarkSpec, placeholderNodeSpec } from './placeholder.ts'
import { isPlain, plainAttrs } from './plain.ts'

type Content = Fragment | Node | readonly Node[] | null

/** The name under which an object embedded in text is shown. */
export const EMBED = 'embed'
const CLIPBOARD_BLOCK = 'unknown_block'
const CLIPBOARD_INLINE = 'unknown_inline'
const CLIPBOARD_MARK = 'unknown_mark'

export class SheafSchema<N extends string, M extends string> extends Schema<N, M> {
  #placeholders = new Map<string, NodeType>()
  #unknownMarks = new Map<string, MarkType>()
  /** Nodes made from a name that stand at the root wrongly unless a parent takes them in. */
  #unplaced = new WeakSet<Node>()
  #anything: ContentMatch

  constructor (spec: { nodes: Record<N, NodeSpec>, marks: Record<M, MarkSpec> }) {
    super(spec)
    this.#anything = anythingMatch()
    for (const type of Object.values<NodeType>(this.nodes)) this.#soften(type)
    for (const type of Object.values<MarkType>(this.marks)) softenMark(type)
    this.#openRoot()
    this.#openClipboard()
    this.nodeFromJSON = (json) => this.#fromJSON(json)
    this.markFromJSON = (json) => this.mark(String(json?.type), json?.attrs)
  }

  override node (type: string | NodeType, attrs?: Attrs | null, content?: Content, marks?: readonly Mark[]): Node {
    if (typeof type !== 'string') return super.node(type, attrs, content ?? Fragment.empty, marks)
    const children = listOf(content)
    const known = this.#known(type)
    if (known === null || !isPlain(attrs) || !this.#takeIn(known, children)) {
      return this.#placeholder(type, false, false).create(plainAttrs(attrs), Fragment.fromArray(children), marks ?? [])
    }
    const node = known.create(attrs ?? null, Fragment.fromArray(children), marks ?? [])
    if (this.topNodeType.contentMatch.matchType(known) === null) this.#unplaced.add(node)
    return node
  }

  override text (text: string, marks?: readonly Mark[] | null): Node {
    if (typeof text === 'string') return super.text(text, marks)
    // An object inside text. Its value is not carried: it may be a Yjs type, and its parent is never written.
    return this.#placeholder(EMBED, true, true).create({}, null, marks ?? [])
  }

  override mark (type: string | MarkType, attrs?: Attrs | null): Mark {
    if (typeof type !== 'string') return type.create(attrs)
    const known = type === CLIPBOARD_MARK ? undefined : (this.marks as Record<string, MarkType>)[type]
    return (known ?? this.#unknownMark(type)).create(plainAttrs(attrs))
  }

  /** Also asked by `Node.fromJSON`. */
  nodeType (name: string): NodeType {
    return this.#known(name) ?? this.#placeholder(name, false, false)
  }

  #known (name: string): NodeType | null {
    if (name === 'text' || name === CLIPBOARD_BLOCK || name === CLIPBOARD_INLINE) return null
    return (this.nodes as Record<string, NodeType>)[name] ?? null
  }

  /** Makes the children fit, by turning misfits into placeholders. False when the parent cannot have them at all. */
  #takeIn (parent: NodeType, children: readonly Node[]): boolean {
    if (children.length === 0) return true
    if (parent.isLeaf) return false
    if (children.some((child) => child.isText ? !parent.inlineContent : child.type.name === EMBED && child.isLeaf)) return false
    for (const child of children) {
      if (parent.contentMatch.matchType(child.type) === null) this.#displace(child, parent.inlineContent)
      this.#unplaced.delete(child)
    }
    return true
  }

  /**
   * Changes the type of a node in place. A copy would be wrong: y-prosemirror has the node in its mapping already,
   * and would take the copy for an edit. Only nodes fresh from `node(name)` come here.
   */
  #displace (child: Node, inline: boolean): void {
    (child as { type: NodeType }).type = this.#placeholder(child.type.name, inline, child.isLeaf)
  }

  #placeholder (name: string, inline: boolean, leaf: boolean): NodeType {
    const key = `${inline ? 'i' : 'b'}${leaf ? 'l' : 'c'}${name}`
    let type = this.#placeholders.get(key)
    if (type === undefined) {
      type = makeNodeType(name, this, placeholderNodeSpec(inline))
      const open = openNodeType(type)
      open.isText = false             // an element may be called "text"
      open.isBlock = !inline
      open.contentMatch = leaf ? NO_CONTENT : this.#anything
      open.inlineContent = false
      this.#soften(type)
      this.#placeholders.set(key, type)
    }
    return type
  }

  /**
   * Excludes nothing, not even itself: y-prosemirror then stores several of one name side by side (`name--hash`),
   * so that two comments on one word, say, both survive an edit of that word by someone who knows no comments.
   */
  #unknownMark (name: string): MarkType {
    let type = this.#unknownMarks.get(name)
    if (type === undefined) {
      type = makeMarkType(name, Object.keys(this.marks).length + this.#unknownMarks.size, this, placeholderMarkSpec)
      openMarkType(type).excluded = []
      softenMark(type)
      this.#unknownMarks.set(name, type)
    }
    return type
  }

  /** Lets a type take any attributes and marks, and lets placeholders into its content. */
  #soften (type: NodeType): void {
    const open = openNodeType(type)
    const declared = declaredAttrs(type.spec)
    open.computeAttrs = (attrs) => tolerantAttrs(declared, attrs)
    open.attrs = anyAttribute(open.attrs)
    open.allowsMarks = () => true   // `allowsMarkType`, which commands ask, still says what the spec says
    for (const match of statesOf(type.contentMatch)) admitPlaceholders(match)
  }

  /** y-prosemirror hands the root's children over as a fragment, so what stands there wrongly is found only here. */
  #openRoot (): void {
    const top = openNodeType(this.topNodeType)
    const inner = top.contentMatch
    const settle = (fragment: Fragment, start = 0, end = fragment.childCount): void => {
      for (let i = start; i < end; i++) {
        const child = fragment.child(i)
        if (this.#unplaced.delete(child)) this.#displace(child, false)
      }
    }
    const root = openMatch(Object.create(inner) as ContentMatch)
    root.matchFragment = (fragment, start, end) => {
      settle(fragment, start, end)
      return inner.matchFragment(fragment, start, end) === null ? null : root as unknown as ContentMatch
    }
    top.contentMatch = root as unknown as ContentMatch
    const create = this.topNodeType.create.bind(this.topNodeType)
    top.create = (attrs, content, marks) => {
      const fragment = Fragment.from(content ?? null)
      settle(fragment)
      return create(attrs, fragment, marks)
    }
  }

  /** Placeholders travel over the clipboard as JSON in one attribute; the listed types only read it back. */
  #openClipboard (): void {
    const nodes = this.nodes as Record<string, NodeType>
    const revive = (name: string, inline: boolean): void => {
      const type = nodes[name]
      if (type === undefined) return
      openNodeType(type).create = (attrs) => {
        const node = this.#fromJSON(parse(attrs?.['json']) ?? { type: name })
        if (!isPlaceholderType(node.type) || node.isInline !== inline) this.#displace(node, inline)
        return node
      }
    }
    revive(CLIPBOARD_BLOCK, false)
    revive(CLIPBOARD_INLINE, true)
    const mark = (this.marks as Record<string, MarkType>)[CLIPBOARD_MARK]
    if (mark !== undefined) openMarkType(mark).create = (attrs) => this.markFromJSON(parse(attrs?.['json']) ?? { type: CLIPBOARD_MARK })

    // By type, not by name: the placeholder of a misplaced paragraph is called paragraph as well.
    this.cached['domSerializer'] = new DOMSerializer(
      new Proxy({}, { get: (_, name) => name === 'text' ? (node: Node) => node.text : nodeToDOM }),
      new Proxy({}, { get: () => markToDOM })
    )
  }

  #fromJSON (json: { type?: unknown, text?: unknown, attrs?: Attrs, content?: unknown, marks?: unknown } | null): Node {
    const marks = Array.isArray(json?.marks) ? json.marks.map(this.markFromJSON) : []
    if (json?.type === 'text' && typeof json.text === 'string' && json.text !== '') return this.text(json.text, marks)
    const content = Array.isArray(json?.content) ? json.content.map((child) => this.#fromJSON(child)) : []
    return this.node(String(json?.type), json?.attrs, content, marks)
  }
}

function listOf (content: Content | undefined): readonly Node[] {
  if (content === null || content === undefined) return []
  if (content instanceof Fragment) return content.content
  if (Array.isArray(content)) return content as readonly Node[]
  return [content as Node]
}

function parse (json: unknown): { type?: unknown } | null {
  try {
    const value: unknown = typeof json === 'string' ? JSON.parse(json) : null
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}

function softenMark (type: MarkType): void {
  const declared = declaredAttrs(type.spec)
  const open = openMarkType(type)
  open.attrs = anyAttribute(open.attrs)
  open.create = (attrs) => makeMark(type, tolerantAttrs(declared, attrs))
}

function statesOf (start: ContentMatch): Set<ContentMatch> {
  const seen = new Set([start])
  for (const match of seen) for (const edge of openMatch(match).next) seen.add(edge.next)
  return seen
}

const nodeToDOM = (node: Node): DOMOutputSpec => node.type.spec.toDOM?.(node) ?? ['span']
const markToDOM = (mark: Mark, inline: boolean): DOMOutputSpec => mark.type.spec.toDOM?.(mark, inline) ?? ['span', 0]

const admitting = new WeakSet<ContentMatch>()

function admitPlaceholders (match: ContentMatch): void {
  // Types with the same expression share their states, and all leaves of every schema share one: never touch that.
  if (match === NO_CONTENT || openMatch(match).next.length === 0 || admitting.has(match)) return
  admitting.add(match)
  const inline = openMatch(match).inlineContent
  const strict = match.matchType.bind(match)
  openMatch(match).matchType = (type) => strict(type) ?? (isPlaceholderType(type) && type.isInline === inline ? match : null)
}

/** The content of a placeholder: whatever it holds is right, and nothing can be put into it. */
function anythingMatch (): ContentMatch {
  const match = makeMatch(true)
  match.matchFragment = () => match as unknown as ContentMatch
  match.fillBefore = () => Fragment.empty
  return match as unknown as ContentMatch
}
