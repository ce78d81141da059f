import test from 'brittle'
import { schema } from '../../../app/schema/index.ts'
import { depthsOf, headingsOf } from '../../../app/editor/outline.ts'
import { countBetween, countText } from '../../../app/editor/text-count.ts'
import { stateAt } from './states.ts'

test('outline - headings with words, also inside of others, in order', async function (t) {
  const { doc } = stateAt('# One\n\ntext\n\n## **Two** `x`\n\n> ### Three\n\n#\n\n- # In a list')
  t.alike(headingsOf(doc).map(({ level, text }) => [level, text]), [[1, 'One'], [2, 'Two x'], [3, 'Three'], [1, 'In a list']])
  for (const { pos, text } of headingsOf(doc)) t.is(doc.nodeAt(pos)?.textContent, text)
  t.is(headingsOf(doc), headingsOf(doc), 'read once')
})

test('outline - how far in, whatever the levels', async function (t) {
  const depths = (...levels: number[]): number[] => depthsOf(levels.map((level) => ({ level, text: 'a', pos: 0 })))
  t.alike(depths(1, 2, 3, 2, 1), [0, 1, 2, 1, 0])
  t.alike(depths(3, 4, 1, 4), [0, 1, 0, 1], 'no empty steps')
  t.alike(depths(2, 1, 2), [0, 0, 1])
})

const TEXTS: [text: string, words: number, characters: number][] = [
  ['', 0, 0], ['one', 1, 3], ["don't stop", 2, 10], ['well-known 3.14', 2, 15], [' — … ! ', 0, 7],
  ['naïve café', 2, 10], ['日本語', 3, 3], ['日本 text', 3, 7], ['👍🏽 ok', 1, 5], ['a\nb', 2, 2], ['Привет мир', 2, 10]
]
for (const [text, words, characters] of TEXTS) {
  test(`count - ${JSON.stringify(text)}`, async function (t) {
    t.alike(countText(text), { words, characters })
  })
}

test('count - blocks, line breaks and selections', async function (t) {
  const { doc } = stateAt('# One two\n\nthree\\\nfour\n\n- five')
  t.alike(countBetween(doc), { words: 5, characters: 7 + 9 + 4 })
  t.alike(countBetween(doc, 1, 4), { words: 1, characters: 3 })
  t.alike(countBetween(doc, 5, 15), { words: 2, characters: 3 + 5 }, 'parts of two blocks')
})

test('count - a long document is read once', async function (t) {
  const paragraph = (n: number) => schema.nodes.paragraph.create(null, schema.text(`word${n} `.repeat(50).trim()))
  const doc = schema.nodes.doc.create(null, Array.from({ length: 1000 }, (_, n) => paragraph(n)))
  t.is(countBetween(doc).words, 50_000)
  const start = performance.now()
  t.is(countBetween(doc.replace(0, doc.firstChild!.nodeSize, doc.slice(0, 0))).words, 49_950)
  t.ok(performance.now() - start < 2000, `${Math.round(performance.now() - start)} ms after a change`)
})
