/**
 * Between a Y.XmlFragment and ProseMirror, without ever writing when only looking.
 *
 * Note for whoever binds an editor: with this schema y-prosemirror neither deletes nor rewrites anything by showing
 * it, except for what `inspectFragment` calls strays. On those it throws while rendering (a Y.Map, an array, bare
 * text at the root, a nested fragment, a hook) or would rewrite them at the next edit beside them (a plain Y.Text).
 * So ask `inspectFragment(fragment)` before binding and after each remote transaction; while it reports strays, keep
 * the sync plugin away from the document and show `readFragment(fragment).doc`, which cannot be edited.
 */
import { Fragment } from 'prosemirror-model'
import type { Mark, Node } from 'prosemirror-model'
import * as Y from 'yjs'
import { schema } from './index.ts'

/** `path`: the child index on each level, from the root. */
export interface Stray { path: number[], kind: string }

/** y-prosemirror's ending for marks of which several may cover the same text. */
const HASH = /--[a-zA-Z0-9+/=]{8}$/
/** More would only be noise, and a hostile document can hold millions. */
const MAX_STRAYS = 100
/** Deeper than any person nests, and shallow enough for every recursion on the way to the screen. */
export const MAX_DEPTH = 400

/** What y-prosemirror cannot show. Reads only; stops at the first hundred. */
export function inspectFragment (fragment: Y.XmlFragment): { strays: Stray[] } {
  const strays: Stray[] = []
  const visit = (parent: Y.XmlFragment, path: number[]): void => {
    const children: unknown[] = parent.toArray()
    for (let i = 0; i < children.length && strays.length < MAX_STRAYS; i++) {
      const child = children[i]
      const at = [...path, i]
      if (child instanceof Y.XmlElement) {
        if (at.length > MAX_DEPTH) strays.push({ path: at, kind: 'too deep' })
        else visit(child, at)
      } else if (!(child instanceof Y.XmlText) || path.length === 0) {
        strays.push({ path: at, kind: kindOf(child) })
      }
    }
  }
  visit(fragment, [])
  return { strays }
}

function kindOf (value: unknown): string {
  if (value instanceof Y.XmlText) return 'text outside of any block'
  if (value instanceof Y.AbstractType) return value.constructor.name.replace(/^_?Y/, '')
  return typeof value
}

/**
 * The document as it stands, for export and for a locked screen. Never throws and never writes; strays are left
 * out and reported, text at the root is shown as a paragraph.
 */
export function readFragment (fragment: Y.XmlFragment): { doc: Node, strays: Stray[] } {
  const strays: Stray[] = []
  const children = readChildren(fragment, [], strays)
  return { doc: schema.topNodeType.create(null, Fragment.fromArray(children)), strays }
}

function readChildren (parent: Y.XmlFragment, path: number[], strays: Stray[]): Node[] {
  const nodes: Node[] = []
  const children: unknown[] = parent.toArray()
  children.forEach((child, i) => {
    const at = [...path, i]
    if (child instanceof Y.XmlElement && at.length <= MAX_DEPTH) {
      nodes.push(schema.node(child.nodeName, child.getAttributes(), readChildren(child, at, strays)))
    } else if (child instanceof Y.XmlText) {
      const text = readText(child)
      if (path.length > 0) nodes.push(...text)
      else nodes.push(schema.node('paragraph', null, text))
    } else if (strays.length < MAX_STRAYS) {
      strays.push({ path: at, kind: child instanceof Y.XmlElement ? 'too deep' : kindOf(child) })
    }
  })
  return nodes
}

function readText (text: Y.XmlText): Node[] {
  const delta = text.toDelta() as { insert: string, attributes?: Record<string, object> }[]
  return delta.map(({ insert, attributes = {} }) =>
    schema.text(insert, Object.entries(attributes).map(([name, attrs]) => schema.mark(name.replace(HASH, ''), attrs))))
}

/**
 * Writes a document into an empty fragment, inside the caller's transaction, as y-prosemirror would. It is not used
 * here because it brings the editor's view along, which the engine's process has no use for.
 */
export function writeFragment (fragment: Y.XmlFragment, doc: Node): void {
  fragment.insert(0, typesOf(doc))
}

function typesOf (parent: Node): (Y.XmlElement | Y.XmlText)[] {
  const types: (Y.XmlElement | Y.XmlText)[] = []
  let run: Node[] = []
  const flush = (): void => {
    if (run.length === 0) return
    const text = new Y.XmlText()
    text.applyDelta(run.map((node) => ({ insert: node.text, attributes: attributesOf(node.marks) })))
    types.push(text)
    run = []
  }
  parent.forEach((node) => {
    if (node.isText) {
      run.push(node)
      return
    }
    flush()
    const element = new Y.XmlElement(node.type.name)
    for (const [name, value] of Object.entries<unknown>(node.attrs)) {
      if (value !== null && value !== undefined) element.setAttribute(name, value as string)   // any JSON value, whatever the type says
    }
    element.insert(0, typesOf(node))
    types.push(element)
  })
  flush()
  return types
}

function attributesOf (marks: readonly Mark[]): Record<string, unknown> {
  return Object.fromEntries(marks.map((mark) => [mark.type.name, mark.attrs]))
}
