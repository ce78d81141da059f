// Formulas on their way out and in.
import test from 'brittle'
import type { Node } from 'prosemirror-model'
import { writeHtml } from '../../../app/export/html.ts'
import { parseMarkdown } from '../../../app/export/markdown-read.ts'
import { writeMarkdown } from '../../../app/export/markdown-write.ts'
import { schema } from '../../../app/schema/index.ts'

const { nodes } = schema

const inline = (tex: string): Node => nodes.math_inline.create({ tex })
const block = (tex: string): Node => nodes.math_block.create(null, tex === '' ? null : schema.text(tex))
const p = (...content: (Node | string)[]): Node => nodes.paragraph.create(null, content.map((one) => typeof one === 'string' ? schema.text(one) : one))
const doc = (...blocks: Node[]): Node => nodes.doc.create(null, blocks)

test('math - what Markdown says is read', (t) => {
  for (const [markdown, expected] of [
    ['Let $x^2$ be.', doc(p('Let ', inline('x^2'), ' be.'))],
    ['($a$), $b$.', doc(p('(', inline('a'), '), ', inline('b'), '.'))],
    ['$\\alpha_1 * b_2$ and $c * d$', doc(p(inline('\\alpha_1 * b_2'), ' and ', inline('c * d')))],
    ['cost \\$5 is $5\\$$', doc(p('cost $5 is ', inline('5\\$')))],
    ['a $$x$$ b', doc(p('a ', inline('x'), ' b'))],
    ['x$`a$b`$y', doc(p('x', inline('a$b'), 'y'))],
    ['$$\n\\sum_i\n  i\n$$', doc(block('\\sum_i\n  i'))],
    ['text\n$$x$$\nmore', doc(p('text'), block('x'), p('more'))],
    ['$$ a\nb $$', doc(block('a\nb'))],
    ['```math\n$$\n```', doc(block('$$'))],
    ['- $$\n  x\n  $$', doc(nodes.bullet_list.create(null, nodes.list_item.create(null, block('x'))))],
    ['> $$\n> x\n> $$', doc(nodes.blockquote.create(null, block('x')))]
  ] as const) t.ok(parseMarkdown(markdown).doc.eq(expected), `${JSON.stringify(markdown)} → ${String(parseMarkdown(markdown).doc)}`)
})

test('math - prices and lone dollars stay what they are, out and in', (t) => {
  for (const text of [
    'It was $5 and $10.', '$5-$10', 'from $5 ($6 with tip)', 'US$5 and CA$6', '$5, or 7$ here', '$5 and 10$', 'a $ b $ c', '$HOME and $PATH/x', '$', '$$', 'I paid 5$ and she 6$.', '$1,000 or $2'
  ]) {
    const original = doc(p(text))
    t.ok(parseMarkdown(text).doc.eq(original), `${text} → ${String(parseMarkdown(text).doc)}`)
    t.ok(parseMarkdown(writeMarkdown(original).text).doc.eq(original), writeMarkdown(original).text)
  }
  t.is(writeMarkdown(doc(p('It was $5 and $10.'))).text, 'It was $5 and $10.\n', 'and stay readable')
  t.ok(parseMarkdown('$$\nnever closed').doc.eq(doc(p('$$ never closed'))))
})

test('math - what is written', (t) => {
  for (const [original, markdown] of [
    [doc(p('Let ', inline('x_1 + y_1'), ' be.')), 'Let $x_1 + y_1$ be.\n'],
    [doc(p('US', inline('5'))), 'US$`5`$\n'],
    [doc(p(inline('5 and 6'))), '$`5 and 6`$\n'],
    [doc(p(inline('a$b'))), '$`a$b`$\n'],
    [doc(block('\\frac{a}{b}\n= c')), '$$\n\\frac{a}{b}\n= c\n$$\n'],
    [doc(block('')), '$$\n$$\n'],
    [doc(block('a$$b')), '```math\na$$b\n```\n'],
    [doc(block('  indented')), '```math\n  indented\n```\n']
  ] as const) {
    t.is(writeMarkdown(original).text, markdown)
    t.ok(parseMarkdown(markdown).doc.eq(original), String(parseMarkdown(markdown).doc))
  }
})

test('math - a page of HTML holds MathML, and runs nothing', (t) => {
  const body = (one: Node): string => /<body>\n([^]*)\n<\/body>/.exec(writeHtml(one, 'x').text)![1]!
  const html = body(doc(p('Let ', inline('x^2'), ' be.'), block('\\sum_i i')))
  t.ok(/<p>Let <math [^>]*>.*<msup><mi>x<\/mi><mn>2<\/mn><\/msup>.*<annotation encoding="application\/x-tex">x\^2<\/annotation>.*<\/math> be\.<\/p>/.test(html), html)
  t.ok(/<math [^>]*display="block"/.test(html))
  t.is(body(doc(p(inline('\\frac{a')))).trim(), '<p><code>\\frac{a</code></p>', 'a bad one as its source')
  t.ok(body(doc(block('\\frac{<b>'))).includes('<pre data-type="math_block"><code>\\frac{&lt;b&gt;</code></pre>'))
  for (const tex of ['\\href{javascript:alert(1)}{x}', '\\url{javascript:alert(1)}', '\\includegraphics{http://x.y/z.png}', '\\htmlStyle{color:red}{x}', '\\htmlData{a=b}{x}', '\\text{<script>alert(1)</script>}']) {
    t.absent(/href|<img|<script|style="color:red|data-a/.test(body(doc(p(inline(tex)))).replace(/<annotation.*<\/annotation>/, '').replaceAll('\\href', '')), tex)
  }
})

test('math - a formula made to take long takes no time', (t) => {
  for (const tex of ['x'.repeat(100_000), '{'.repeat(5_000), '\\def\\a{\\a\\a}\\a', `\\def\\a#1{#1#1}${'\\a{'.repeat(12)}${'x'.repeat(500)}${'}'.repeat(12)}`, '\\sqrt{'.repeat(1_000) + '}'.repeat(1_000)]) {
    const before = performance.now()
    writeHtml(doc(p(inline(tex))), '')
    t.ok(performance.now() - before < 1000, `${tex.slice(0, 20)}: ${Math.round(performance.now() - before)} ms`)
  }
})
