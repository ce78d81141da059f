// Every example of the CommonMark specification goes in, out and in again. What is not held is in the README, by number.
import test from 'brittle'
import MarkdownIt from 'markdown-it'
import { readFileSync } from 'node:fs'
import spec from 'commonmark-spec'
import { parseMarkdown } from '../../../app/export/markdown-read.ts'
import { writeMarkdown } from '../../../app/export/markdown-write.ts'

interface Example { number: number, section: string, markdown: string, html: string }

const examples: Example[] = spec.tests.map((example) => ({
  ...example, markdown: example.markdown.replaceAll('→', '\t'), html: example.html.replaceAll('→', '\t')
}))

/** A reader of its own, to ask what the Markdown that was written says to others. */
const reader = new MarkdownIt('commonmark', { html: true }).enable('strikethrough')

/** As the eye sees it: line ends and indentation between tags are nothing, but in code. */
function seen (html: string): string {
  return html.split(/(<pre[\s\S]*?<\/pre>)/).map((part, i) => i % 2 === 1 ? part : part.replace(/\s*\n\s*/g, ' ').replace(/ +(?=<)|(?<=>) +/g, '')).join('').replaceAll('<del>', '<s>').replaceAll('</del>', '</s>')
}

const withoutParagraphs = (html: string): string => html.replace(/<\/?p>/g, '')
const withoutEmphasis = (html: string): string => html.replace(/<\/?(?:em|strong)>/g, '')
const withoutLinks = (html: string): string => html.replace(/<\/?a\b[^>]*>/g, '')

/** Why the document holds less than the page that the specification shows; null when it holds all. */
function notHeld ({ markdown, html }: Example): string | null {
  const { doc, notes } = parseMarkdown(markdown)
  if (notes.length > 0) return 'HTML'
  const written = reader.render(writeMarkdown(doc).text)
  const [got, wanted] = [seen(written), seen(html)]
  if (got === wanted) return null
  if (withoutParagraphs(got) === withoutParagraphs(wanted)) return 'loose'
  if (seen(withoutEmphasis(written)) === seen(withoutEmphasis(html))) return 'twice'
  if (wanted.includes('"></a>')) return 'empty link'
  if (seen(withoutLinks(written)) === seen(withoutLinks(html))) return 'address'
  return 'other'
}

/** What the README says of each group. */
const REASONS: Record<string, string> = {
  'HTML': 'What HTML means: it is kept letter by letter, a block as a code block, a tag in a line as text',
  'loose': 'Whether the items of a list stand apart: Sheaf sets all lists alike',
  'twice': 'How emphasis nests: a word is bold or not, never twice, and a line break is neither',
  'address': 'That an address is only text: as on GitHub, it becomes a link',
  'empty link': 'A link around nothing: the address becomes its text'
}

function ranges (numbers: readonly number[]): string {
  const parts: string[] = []
  for (let i = 0; i < numbers.length; i++) {
    const from = numbers[i]!
    while (numbers[i + 1] === numbers[i]! + 1) i++
    parts.push(from === numbers[i] ? String(from) : `${from}–${numbers[i]}`)
  }
  return parts.join(' ')
}

function table (groups: Map<string, Example[]>): string {
  return ['| what | examples |', '| --- | --- |', ...[...groups].map(([kind, list]) => {
    const sections = new Map<string, Example[]>()
    for (const example of list) sections.set(example.section, [...sections.get(example.section) ?? [], example])
    const numbers = [...sections].map(([section, of]) => `${section}: ${ranges(of.map(({ number }) => number))}`).join('; ')
    return `| ${REASONS[kind] ?? kind} (${list.length}) | ${numbers} |`
  })].join('\n')
}

test('CommonMark - all 652 examples in, out and in again are the same document', (t) => {
  t.is(examples.length, 652)
  for (const { markdown, number, section } of examples) {
    const { doc } = parseMarkdown(markdown)
    doc.check()
    const { text } = writeMarkdown(doc)
    const again = parseMarkdown(text).doc
    if (!again.eq(doc)) t.fail(`${number} (${section})\n${markdown}\n${doc.toString()}\n${text}\n${again.toString()}`)
    if (writeMarkdown(again).text !== text) t.fail(`${number} (${section}) is written differently the second time`)
  }
})

test('CommonMark - the reader that judges agrees with the specification', (t) => {
  for (const { markdown, html, number } of examples) if (seen(reader.render(markdown)) !== seen(html)) t.fail(String(number))
})

test('CommonMark - HTML is kept to the letter', (t) => {
  for (const { markdown, number } of examples) {
    const { doc, notes } = parseMarkdown(markdown)
    if (notes.length === 0) continue
    const text = doc.textBetween(0, doc.content.size, '\n', '\n').replace(/\s+/g, ' ')
    const pieces = reader.parse(markdown, {}).flatMap((token) => token.type === 'html_block' ? [token.content]
      : (token.children ?? []).filter(({ type, content }) => type === 'html_inline' && !/^<\/?(?:b|i|u|s|del|em|strong|code|br) ?\/?>$/.test(content)).map(({ content }) => content))
    for (const piece of pieces) if (!text.includes(piece.trim().replace(/\s+/g, ' '))) t.fail(`${number}: ${piece}`)
  }
})

test('CommonMark - what is not held is what the README says, and nothing else', (t) => {
  const groups = new Map<string, Example[]>()
  for (const example of examples) {
    const why = notHeld(example)
    if (why !== null) groups.set(why, [...groups.get(why) ?? [], example])
  }
  t.absent(groups.has('other'), JSON.stringify(groups.get('other')))
  const wanted = table(groups)
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')
  t.ok(readme.includes(wanted), `the README must hold\n${wanted}`)
})
