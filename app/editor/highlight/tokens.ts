/** Code to coloured stretches. Runs in a worker, so that no key waits for it. */
import { createLowlight } from 'lowlight'
import { GRAMMARS, NEEDS } from './grammars.ts'
import { KINDS } from './kinds.ts'

const OF: Record<string, (typeof KINDS)[number]> = {
  keyword: 'keyword', operator: 'keyword', 'selector-pseudo': 'keyword',
  string: 'string', regexp: 'string', char: 'string', link: 'string', code: 'string', formula: 'string',
  number: 'number', literal: 'number', symbol: 'number', bullet: 'number',
  comment: 'comment', quote: 'comment',
  title: 'name', section: 'name', 'selector-id': 'name',
  type: 'type', built_in: 'type', class: 'type', 'selector-class': 'type',
  attr: 'attribute', attribute: 'attribute', variable: 'attribute', 'template-variable': 'attribute', property: 'attribute', 'selector-attr': 'attribute',
  meta: 'meta', doctag: 'meta',
  tag: 'tag', name: 'tag', 'selector-tag': 'tag', 'template-tag': 'tag',
  addition: 'added', deletion: 'removed'
}

interface Hast { type: string, value?: string, properties?: { className?: string[] }, children?: Hast[] }

const engine = createLowlight()
const registered = new Map<string, Promise<void>>()

/** Three numbers for each stretch: from, to, which of `KINDS`. Empty for a language that is not known. */
export async function tokensOf (language: string, text: string): Promise<Uint32Array> {
  if (GRAMMARS[language] === undefined) return new Uint32Array(0)
  await register(language)
  return flatten(engine.highlight(language, text, { prefix: '' }) as Hast)
}

function register (language: string): Promise<void> {
  const known = registered.get(language)
  if (known !== undefined) return known
  const done = (async () => {
    const grammar = await GRAMMARS[language]!()
    engine.register(language, grammar.default)
    await Promise.all((NEEDS[language] ?? []).map((other) => register(other)))
  })()
  registered.set(language, done)
  return done
}

function flatten (root: Hast): Uint32Array {
  const out: number[] = []
  let at = 0
  const visit = ({ value, properties, children }: Hast, kind: number): void => {
    if (value !== undefined) {
      if (kind >= 0 && value.trim() !== '') out.push(at, at + value.length, kind)
      at += value.length
    }
    const name = properties?.className?.[0]
    const own = name === undefined ? undefined : OF[name]
    // What is put into a string is code again.
    const inner = name === 'subst' ? -1 : own === undefined ? kind : KINDS.indexOf(own)
    for (const child of children ?? []) visit(child, inner)
  }
  visit(root, -1)
  return Uint32Array.from(out)
}
