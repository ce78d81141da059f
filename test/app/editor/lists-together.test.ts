// Two people change one list, or the blocks of one document, without sight of each other.
import test from 'brittle'
import type { Node } from 'prosemirror-model'
import type { Command } from 'prosemirror-state'
import { TextSelection } from 'prosemirror-state'
import { list, toggleTask } from '../../../app/editor/commands.ts'
import { duplicate, moveBy, moveTo, remove } from '../../../app/editor/handle/move.ts'
import { turnInto, TURNS } from '../../../app/editor/handle/turn.ts'
import { unitAt, unitsOf } from '../../../app/editor/handle/units.ts'
import { parseMarkdown } from '../../../app/export/markdown-read.ts'
import { readFragment } from '../../../app/schema/fragment.ts'
import { FRAGMENT, schema } from '../../../app/schema/index.ts'
import { backspace, deleteForward, enter, indent, outdent } from '../../../app/schema/lists.ts'
import { seeded } from '../export/random-doc.ts'
import { markdownOf } from './states.ts'
import { Person, meet, twoPeople } from './table-people.ts'

/** Seeds that once failed. */
const PINNED: number[] = []

const { nodes } = schema
const SECTION = nodes.details.create(null, [
  nodes.details_summary.create(null, schema.text('o0')), nodes.paragraph.create(null, schema.text('p0')), nodes.task_list.create(null, nodes.task_item.create(null, nodes.paragraph.create()))
])

const blocksOf = (markdown: string): readonly Node[] => parseMarkdown(markdown).doc.content.content

/** The cursor to the end of a word. */
function at (person: Person, word: string): Person {
  let end = -1
  person.state.doc.descendants((node, pos) => { if (node.isText && node.text?.includes(word) === true) end = pos + node.text.indexOf(word) + word.length })
  if (end < 0) throw new Error(`no ${word}`)
  person.dispatch(person.state.tr.setSelection(TextSelection.create(person.state.doc, end)))
  return person
}

type Act = (person: Person) => unknown
const LIST = '- alpha\n- beta\n- gamma\n- delta'
const STORIES: [story: string, before: string, ada: Act, ben: Act, after: string][] = [
  ['an item is split here, words are typed there', LIST, (p) => at(p, 'be').run(enter), (p) => at(p, 'beta').type('!'), '- alpha\n- be!\n- ta\n- gamma\n- delta'],
  ['an item is indented here, another typed into', LIST, (p) => at(p, 'beta').run(indent), (p) => at(p, 'alpha').type('!'), '- alpha!\n  - beta\n- gamma\n- delta'],
  ['an item is deleted here, the next one indented', LIST, (p) => at(p, 'beta').run(remove), (p) => at(p, 'delta').run(indent), '- alpha\n- gamma\n  - delta'],
  ['an item goes up here, another goes down there', LIST, (p) => at(p, 'beta').run(moveBy(-1)), (p) => at(p, 'delta').type('!'), '- beta\n- alpha\n- gamma\n- delta!'],
  ['a task is ticked here, typed into there', '- [ ] alpha\n- [ ] beta', (p) => at(p, 'alpha').run(toggleTask), (p) => at(p, 'alpha').type('!'), '- [x] alpha!\n- [ ] beta'],
  ['Enter above what is under an item, words in that', '- alpha\n  - beta', (p) => at(p, 'alpha').run(enter), (p) => at(p, 'beta').type('!'), '- alpha\n\n  -\n  - beta!'],
  ['a block goes far here, those on the way are typed into', 'alpha\n\nbeta\n\ngamma\n\ndelta', (p) => {
    const { doc } = p.state
    p.dispatch(moveTo(p.state, unitAt(doc.resolve(1))!, doc.content.size)!)
  }, (p) => { at(p, 'beta').type('!'); at(p, 'gamma').type('?') }, 'beta!\n\ngamma?\n\ndelta\n\nalpha'],
  ['two move different blocks', 'alpha\n\nbeta\n\ngamma\n\ndelta', (p) => at(p, 'alpha').run(moveBy(1)), (p) => at(p, 'delta').run(moveBy(-1)), 'beta\n\nalpha\n\ndelta\n\ngamma'],
  // The limit: the one that is moved is written anew, and what is typed into its old place goes with that.
  ['words typed into a block that is moved at that moment are lost', 'alpha\n\nbeta and more\n\ngamma', (p) => at(p, 'alpha').run(moveBy(1)), (p) => at(p, 'alpha').type('!'), 'beta and more\n\nalpha\n\ngamma'],
  // And two who move the same one each write it anew.
  ['one block moved by both is there twice', 'alpha\n\nbeta and more\n\ngamma and more', (p) => at(p, 'alpha').run(moveBy(1)), (p) => at(p, 'alpha').run(moveBy(1), moveBy(1)), 'beta and more\n\nalpha\n\ngamma and more\n\nalpha']
]

for (const [story, before, ada, ben, expected] of STORIES) {
  test(`two people - ${story}`, async function (t) {
    const [a, b] = twoPeople(...blocksOf(before))
    ada(a)
    ben(b)
    t.is(meet(a, b), 0, 'hearing of it writes nothing')
    t.ok(a.state.doc.eq(b.state.doc), 'both see the same')
    t.is(markdownOf(a.state.doc).replaceAll(/\s*<!--[\s\S]*?-->\s*/g, '\n\n').replaceAll(/[^\S\n]+$/gm, ''), expected)
  })
}

test('one person - a move is one change for the others, and writes anew only what moves', async function (t) {
  const [a] = twoPeople(...blocksOf('alpha\n\nbeta\n\ngamma\n\ndelta\n\nepsilon'))
  let updates = 0
  a.doc.on('update', () => { updates++ })
  const before = a.doc.getXmlFragment(FRAGMENT).toArray()
  at(a, 'alpha')
  a.dispatch(moveTo(a.state, unitsOf(a.state.selection)!, a.state.doc.content.size)!)
  t.is(updates, 1)
  t.alike(a.doc.getXmlFragment(FRAGMENT).toArray().slice(0, 4).map((type) => before.indexOf(type)), [1, 2, 3, 4], 'the others are the same elements')
})

test('two people - whatever they do to a list, both see the same, and what is typed where nobody moves stays', async function (t) {
  const base = Math.floor(Math.random() * 1e9)
  t.comment(`seed ${base}`)
  for (const seed of [...PINNED, ...Array.from({ length: 150 }, (_, i) => base + i)]) {
    const random = seeded(seed)
    const [a, b] = twoPeople(...blocksOf('- a0\n- b0\n  1. c0\n  2. d0\n- e0\n\n> f0\n>\n> - [ ] g0\n> - [x] h0\n\ni0\n\n## j0\n\n1. k0\n2. l0\n\n> [!TIP]\n> m0\n>\n> - n0'), SECTION)
    for (let round = 0; round < 5; round++) {
      for (const person of [a, b]) for (let i = random(3) + 1; i > 0; i--) act(person, random, `${seed}.${round}`)
      if (meet(a, b) !== 0) t.fail(`seed ${seed}: hearing wrote something`)
      if (!a.state.doc.eq(b.state.doc)) t.fail(`seed ${seed}: they see different things`)
      for (const { doc, state } of [a, b]) {
        state.doc.check()
        if (!readFragment(doc.getXmlFragment(FRAGMENT)).doc.eq(state.doc)) t.fail(`seed ${seed}: the screen shows something else`)
      }
    }
    // One of them only types, at the top level, while the other works in the list.
    const [c, d] = twoPeople(...blocksOf('- a0\n- b0\n  1. c0\n- e0\n\nquiet'))
    at(d, 'quiet').type(' words')
    for (let i = 0; i < 4; i++) {
      const spot = spots(c).filter((pos) => c.state.doc.resolve(pos).depth > 1)
      if (spot.length === 0) break
      c.dispatch(c.state.tr.setSelection(TextSelection.create(c.state.doc, spot[random(spot.length)]!)))
      c.run([indent, outdent, enter, moveBy(1), moveBy(-1)][random(5)]!)
    }
    meet(c, d)
    if (!c.state.doc.textContent.includes('words') && !c.state.doc.textContent.includes('quiet')) t.fail(`seed ${seed}: typed words are gone`)
  }
  t.pass()
})

const COMMANDS: Command[] = [
  indent, indent, outdent, outdent, enter, enter, backspace, deleteForward, toggleTask, moveBy(1), moveBy(-1), moveBy(1), moveBy(-1), duplicate, remove,
  list('bullets'), list('numbers'), list('tasks'), ...TURNS.map(turnInto)
]

function spots ({ state }: Person): number[] {
  const found: number[] = []
  state.doc.descendants((node, pos) => { if (node.isTextblock) found.push(pos + 1, pos + 1 + node.content.size) })
  return found
}

function act (person: Person, random: (below: number) => number, word: string): void {
  const all = spots(person)
  if (all.length === 0) return
  const anchor = all[random(all.length)]!
  const head = random(4) === 0 ? all[random(all.length)]! : anchor
  const { doc } = person.state
  person.dispatch(person.state.tr.setSelection(TextSelection.create(doc, anchor, head)))
  const kind = random(COMMANDS.length + 10)
  if (kind < COMMANDS.length) person.run(COMMANDS[kind]!)
  else if (kind < COMMANDS.length + 5) person.type(word)
  else {
    const units = unitsOf(person.state.selection)
    const other = unitAt(doc.resolve(all[random(all.length)]!))
    const transaction = units === null || other === null ? null : moveTo(person.state, units, random(2) === 0 ? other.from : other.to)
    if (transaction !== null) person.dispatch(transaction)
  }
}
