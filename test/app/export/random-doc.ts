/** Documents as no person would write them, the same for the same seed. */
import type { Mark, Node } from 'prosemirror-model'
import { CALLOUT_KINDS } from '../../../app/schema/nodes/callout.ts'
import { HIGHLIGHTS } from '../../../app/schema/marks/highlight.ts'
import { footnotesOf } from '../../../app/schema/footnotes.ts'
import { schema } from '../../../app/schema/index.ts'

const { nodes, marks } = schema

export type Random = (below: number) => number

/** mulberry32 */
export function seeded (seed: number): Random {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6D2B79F5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

const PIECES = [
  'word', 'two words', ' ', '  ', 'a', '.', ',', '*', '**', '_', '__', '~~', '~', '`', '``', '[', ']', '(', ')', '![', '](x)', '<', '>', '<b>', '</u>',
  '<br>', '&', '&amp;', '&#32;', '&nbsp;', '==', '=', '^', '#', '# ', '## x', '- ', '+ ', '* ', '1. ', '2) ', '10.', '> ', '---', '===', '***', '```', '~~~', '    ', '\t', '\n', '\\',
  '\\*', '|', '| a |', '[ ] ', '[x]', ':', 'http://x.y/z?a=b&c=d', '<http://x.y>', 'snake_case_word', 'ünï', '日本', '🙂', '\u00A0', '\u2003', '\u3000', '"', '\'', '!', '$', '{', '}',
  '[foo]: /url', '<!-- x -->', '<div>', '%', 'x@y.z', '\u200B', 'I', '0', 'e\u0301'
] as const
const URLS = ['http://x.y', 'https://x.y/a(b)c', 'a b', '', '#frag', '../up', 'javascript:alert(1)', 'x\\y', '<x>', 'a&amp;b', 'tel:1', 'ü', 'a"b', 'x*y*', '`', 'a\nb', ' x ', '[x]'] as const
const LABELS = ['1', '2', 'note', 'ünï', 'a_b-c'] as const
const LANGUAGES = ['', 'js', 'c++', 'a b', '~', 'x`y', 'a\\b', '&amp;'] as const

export function pick<T> (random: Random, from: readonly T[]): T {
  return from[random(from.length)]!
}

export function randomText (random: Random, upTo = 4): string {
  let text = ''
  for (let i = random(upTo) + 1; i > 0; i--) text += pick(random, PIECES)
  return text
}

function randomMarks (random: Random): readonly Mark[] {
  let set: readonly Mark[] = []
  while (random(3) === 0) {
    const type = pick(random, [marks.strong, marks.em, marks.strike, marks.underline, marks.code, marks.link, marks.highlight, marks.sub, marks.sup])
    const attrs = type === marks.link ? { href: pick(random, URLS), title: random(3) === 0 ? randomText(random) : null }
      : type === marks.highlight ? { color: pick(random, [null, null, ...HIGHLIGHTS]) } : null
    set = type.create(attrs).addToSet(set)
  }
  return set
}

const TEX = ['x', 'x^2', '\\frac{a}{b}', ' a', 'a ', 'a$b', '\\$', '`', '``a``', '5', '5 and 6', 'a|b', '\\', 'a\\', '{', '&amp;', '<b>', '%', '*a*', '$', ' ', '\\text{ä b}'] as const

function randomTex (random: Random): string {
  return random(2) === 0 ? pick(random, TEX) : Array.from({ length: random(3) + 1 }, () => pick(random, TEX)).join('')
}

function randomInline (random: Random): Node[] {
  const out: Node[] = []
  for (let i = random(5); i > 0; i--) {
    const kind = random(12)
    if (kind === 0) out.push(nodes.hard_break.create())
    else if (kind === 11) out.push(nodes.footnote_ref.create({ id: pick(random, LABELS) }))
    else if (kind === 8) out.push(nodes.mention.create({ person: pick(random, ['', 'ab12', 'f'.repeat(64)]), name: randomText(random) }))
    else if (kind === 9) out.push(nodes.document_link.create({ document: pick(random, ['', '0123', 'e'.repeat(64)]), title: randomText(random) }))
    else if (kind === 10) out.push(nodes.date.create({ day: pick(random, ['2026-11-30', '0001-01-01', '9999-12-31', '2024-02-29']) }))
    else if (kind === 1) {
      out.push(nodes.image.create({
        src: pick(random, URLS), alt: random(2) === 0 ? '' : randomText(random),
        title: random(3) === 0 ? randomText(random) : null, href: random(3) === 0 ? pick(random, URLS) : null
      }))
    } else if (kind === 2) out.push(nodes.math_inline.create({ tex: randomTex(random) }))
    else out.push(schema.text(randomText(random), randomMarks(random)))
  }
  return out
}

function some (random: Random, depth: number, make: () => Node): Node[] {
  return Array.from({ length: random(depth > 1 ? 3 : 2) + 1 }, make)
}

export function randomBlock (random: Random, depth: number): Node {
  const inner = (): Node[] => some(random, depth - 1, () => randomBlock(random, depth - 1))
  switch (random(depth > 0 ? 18 : 6)) {
    case 3: {
      if (random(2) === 0) return nodes.paragraph.create(null, randomInline(random))
      const tex = random(4) === 0 ? '' : Array.from({ length: random(4) + 1 }, () => random(4) === 0 ? randomText(random) : randomTex(random)).join('\n')
      return nodes.math_block.create(null, tex === '' ? null : schema.text(tex))
    }
    case 0: return nodes.heading.create({ level: random(6) + 1 }, randomInline(random))
    case 1: {
      const code = random(4) === 0 ? '' : Array.from({ length: random(4) + 1 }, () => random(4) === 0 ? '' : randomText(random)).join('\n')
      return nodes.code_block.create({ language: pick(random, LANGUAGES) }, code === '' ? null : schema.text(code))
    }
    case 2: return nodes.horizontal_rule.create()
    case 6: return nodes.blockquote.create(null, inner())
    case 7: case 8: return nodes.bullet_list.create(null, some(random, depth, () => nodes.list_item.create(null, inner())))
    case 9: return nodes.ordered_list.create({ start: pick(random, [0, 1, 1, 2, 99, 999_999_999]) }, some(random, depth, () => nodes.list_item.create(null, inner())))
    case 10: return nodes.task_list.create(null, some(random, depth, () => nodes.task_item.create({ checked: random(2) === 0 }, inner())))
    case 11: return randomTable(random, inner)
    case 12: return nodes.callout.create({ kind: pick(random, CALLOUT_KINDS) }, inner())
    case 13: return randomSection(random, inner)
    case 14: return randomFigure(random)
    case 15: return nodes.file.create({ blob: pick(random, ['', 'a1', 'z'.repeat(120)]), name: pick(random, NAMES), mime: pick(random, ['', 'text/html']), size: random(3) * 1e9 })
    case 16: return nodes.toc.create()
    case 17: return nodes.footnote_def.create({ id: pick(random, LABELS) }, inner())
    default: return nodes.paragraph.create(null, randomInline(random))
  }
}

/** Mostly a line and blocks; also what a merge of two people's edits may leave behind. */
function randomSection (random: Random, inner: () => Node[]): Node {
  const line = (): Node => nodes.details_summary.create(null, randomInline(random))
  switch (random(6)) {
    case 0: return nodes.details.create(null, inner())
    case 1: return nodes.details.create(null, [line(), ...inner(), line()])
    case 2: return nodes.details.create(null, line())
    default: return nodes.details.create(null, [line(), ...inner()])
  }
}

const NAMES = ['', 'cat.png', 'a_b*(c)~!\'.pdf', 'ein Bild – groß.webp', 'x/../y', '#?;=&%41', '[x](y)']

function randomFigure (random: Random): Node {
  const caption = random(2) === 0 ? null : randomInline(random)
  const alt = pick(random, NAMES)
  const width = pick(random, [0, 1, 50, 100])
  if (random(3) === 0) return nodes.figure.create({ src: pick(random, ['https://a.example/x.png', 'https://a.example/a (b)_*.png?q=1&c']), alt, width }, caption)
  const more = random(2) === 0 ? {} : { mime: 'image/png', size: 5_000_000_000, w: 640, h: 480 }
  return nodes.figure.create({ blob: pick(random, ['', 'a1', 'z'.repeat(120)]), alt, width, name: pick(random, NAMES), ...more }, caption)
}

function randomTable (random: Random, inner: () => Node[]): Node {
  const width = random(3) + 1
  const plain = random(3) > 0
  const align = Array.from({ length: width }, () => pick(random, ['left', 'center', 'right', null]))
  const rows = Array.from({ length: random(3) + 1 }, (_, row) => nodes.table_row.create(null, Array.from({ length: width }, (__, col) => {
    const type = (plain ? row === 0 : random(2) === 0) ? nodes.table_header : nodes.table_cell
    return type.create({ align: plain || random(3) > 0 ? align[col] : null }, plain ? nodes.paragraph.create(null, randomInline(random)) : inner())
  })))
  const merged = nodes.table_row.create(null, nodes.table_cell.create({ colspan: width, colwidth: random(2) === 0 ? Array.from({ length: width }, () => random(300)) : null }, inner()))
  return nodes.table.create(null, plain || random(2) === 0 ? rows : [...rows, merged])
}

export function randomDoc (random: Random): Node {
  return withNotes(some(random, 3, () => randomBlock(random, 3)))
}

/** With a note for each sign that has none: without one a sign is text in Markdown. */
export function withNotes (blocks: Node[]): Node {
  const doc = nodes.doc.create(null, blocks)
  const { numbers, defs } = footnotesOf(doc)
  const missing = [...numbers.keys()].filter((id) => !defs.some((def) => def.id === id))
  return nodes.doc.create(null, [...blocks, ...missing.map((id) => nodes.footnote_def.create({ id }, nodes.paragraph.create(null, schema.text(`about ${id}`))))])
}
