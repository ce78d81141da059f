// Words that go with a block which somebody else moves at that moment: whoever typed them is told.
import test from 'brittle'
import { TextSelection } from 'prosemirror-state'
import { schema } from '../../../app/schema/index.ts'
import { LostWords } from '../../../app/editor/lost-words.ts'
import { moveBy, remove } from '../../../app/editor/handle/move.ts'
import { Person, meet, twoPeople } from './table-people.ts'

const paragraph = (text: string): ReturnType<typeof schema.nodes.paragraph.create> => schema.nodes.paragraph.create(null, schema.text(text))

function at (person: Person, word: string): Person {
  let end = 0
  person.state.doc.descendants((node, pos) => { if (node.isText && node.text?.startsWith(word) === true) end = pos + word.length })
  person.dispatch(person.state.tr.setSelection(TextSelection.create(person.state.doc, end)))
  return person
}

function story (): { ada: Person, ben: Person, lost: string[], clock: { now: number } } {
  const [ada, ben] = twoPeople(paragraph('alpha'), paragraph('beta and more'))
  const lost: string[] = []
  const clock = { now: 1_000_000 }
  new LostWords((text) => { lost.push(text) }, () => clock.now).watch(ben.doc)
  return { ada, ben, lost, clock }
}

test('lost words - typed while the block was moved', async function (t) {
  const { ada, ben, lost } = story()
  at(ben, 'al').type('XX')
  at(ben, 'alXXpha').type(' YY')
  at(ada, 'alpha').run(moveBy(1))
  meet(ada, ben)
  t.alike(lost, ['XX YY'])
})

test('lost words - seen by the one who moved it: nothing is lost', async function (t) {
  const { ada, ben, lost } = story()
  at(ben, 'alpha').type(' XX')
  meet(ada, ben)
  at(ada, 'alpha').run(moveBy(1))
  meet(ada, ben)
  t.alike(lost, [])
  t.ok(ben.state.doc.textContent.includes('alpha XX'))
})

test('lost words - in another block, or taken back by oneself: nothing is lost', async function (t) {
  const { ada, ben, lost } = story()
  at(ben, 'beta').type(' XX')
  at(ada, 'alpha').run(moveBy(1))
  meet(ada, ben)
  at(ben, 'beta').run(remove)
  meet(ada, ben)
  t.alike(lost, [])
})

test('lost words - what has stood there for long was seen, unless nobody was heard of since', async function (t) {
  const long = story()
  at(long.ben, 'alpha').type(' XX')
  meet(long.ada, long.ben)
  at(long.ada, 'beta').type('!')
  long.clock.now += 60_000
  meet(long.ada, long.ben)
  long.clock.now += 60_000
  at(long.ada, 'alpha').run(remove)
  meet(long.ada, long.ben)
  t.alike(long.lost, [], 'somebody deletes it on purpose')

  const offline = story()
  offline.clock.now += 60_000
  at(offline.ben, 'alpha').type(' XX')
  at(offline.ada, 'alpha').run(remove)
  offline.clock.now += 3_600_000
  meet(offline.ada, offline.ben)
  t.alike(offline.lost, ['XX'], 'an hour without the others')
})
