/**
 * The parts of prosemirror-model that its type declarations leave out and that SheafSchema needs: constructors, the
 * content match of a type, and the hooks that fill in attributes. Checked against prosemirror-model 1.25; the tests
 * in test/app/schema fail if a later version moves them.
 */
import { ContentMatch, Mark, MarkType, NodeType } from 'prosemirror-model'
import type { AttributeSpec, Attrs, Fragment, MarkSpec, Node, NodeSpec, Schema } from 'prosemirror-model'

export interface OpenNodeType {
  contentMatch: ContentMatch
  inlineContent: boolean
  isText: boolean
  isBlock: boolean
  markSet: readonly MarkType[] | null
  attrs: object
  computeAttrs: (attrs: Attrs | null) => Attrs
  allowsMarks: (marks: readonly Mark[]) => boolean
  create: (attrs?: Attrs | null, content?: Fragment | Node | readonly Node[] | null, marks?: readonly Mark[]) => Node
}

export interface OpenMarkType {
  excluded: readonly MarkType[]
  attrs: object
  create: (attrs?: Attrs | null) => Mark
}

export interface OpenMatch {
  next: { type: NodeType, next: ContentMatch }[]
  wrapCache: unknown[]
  validEnd: boolean
  inlineContent: boolean
  matchType: (type: NodeType) => ContentMatch | null
  matchFragment: (fragment: Fragment, start?: number, end?: number) => ContentMatch | null
  fillBefore: (after: Fragment, toEnd?: boolean, startIndex?: number) => Fragment | null
}

export const openNodeType = (type: NodeType): OpenNodeType => type as unknown as OpenNodeType
export const openMarkType = (type: MarkType): OpenMarkType => type as unknown as OpenMarkType
export const openMatch = (match: ContentMatch): OpenMatch => match as unknown as OpenMatch

/** A leaf is recognised by having this very object as its content match. */
export const NO_CONTENT = (ContentMatch as unknown as { empty: ContentMatch }).empty

export function makeNodeType (name: string, schema: Schema, spec: NodeSpec): NodeType {
  return new (NodeType as unknown as new (name: string, schema: Schema, spec: NodeSpec) => NodeType)(name, schema, spec)
}

export function makeMarkType (name: string, rank: number, schema: Schema, spec: MarkSpec): MarkType {
  return new (MarkType as unknown as new (name: string, rank: number, schema: Schema, spec: MarkSpec) => MarkType)(name, rank, schema, spec)
}

export function makeMark (type: MarkType, attrs: Attrs): Mark {
  return new (Mark as unknown as new (type: MarkType, attrs: Attrs) => Mark)(type, attrs)
}

export function makeMatch (validEnd: boolean): OpenMatch {
  return openMatch(new (ContentMatch as unknown as new (validEnd: boolean) => ContentMatch)(validEnd))
}

/** `Node.check` refuses attributes that a type does not declare; here every name counts as declared. */
export function anyAttribute (declared: object): object {
  return new Proxy(declared, { has: () => true })
}

export const declaredAttrs = (spec: NodeSpec | MarkSpec): Record<string, AttributeSpec> => spec.attrs ?? {}
