import test from 'brittle'
import type { EditorState, Transaction } from 'prosemirror-state'
import type { FindOptions } from '../../../app/editor/plugins/find.ts'
import { setSearchState } from 'prosemirror-search'
import { find, findCount, findFrom, findProblem, queryOf, replaceEach, replaceSelected } from '../../../app/editor/plugins/find.ts'
import { isShortcut } from '../../../app/editor/rules.ts'
import { after, markdownOf, stateAt } from './states.ts'

const options = (part: Partial<FindOptions>): FindOptions => ({ text: '', replace: '', caseSensitive: false, wholeWord: false, regexp: false, ...part })

function finding (markdown: string, part: Partial<FindOptions>): EditorState {
  const state = stateAt(markdown, [find()])
  return state.apply(setSearchState(state.tr, queryOf(options(part))))
}

const COUNTS: [story: string, markdown: string, part: Partial<FindOptions>, count: number][] = [
  ['letters of either case', 'One one\n\nONE', { text: 'one' }, 3],
  ['the same case', 'One one\n\nONE', { text: 'one', caseSensitive: true }, 1],
  ['whole words', 'one someone', { text: 'one', wholeWord: true }, 1],
  ['a pattern', 'a1 b22', { text: '\\d+', regexp: true }, 2],
  ['signs of a pattern as themselves', 'a.b axb a\\n', { text: 'a.b' }, 1],
  ['a backslash as itself', 'a\\nb', { text: '\\n' }, 1],
  ['across marks', 'o**n**e', { text: 'one' }, 1],
  ['in lists, quotes and code', '- one\n\n> one\n\n```\none\n```', { text: 'one' }, 3],
  ['a pattern that fits nothing at all', 'abc', { text: 'x*', regexp: true }, 0],
  ['half a pattern', 'abc', { text: '(a', regexp: true }, 0],
  ['nothing', 'abc', { text: '' }, 0]
]
for (const [story, markdown, part, count] of COUNTS) {
  test(`find - ${story}`, async function (t) {
    t.is(findCount(finding(markdown, part)).count, count)
  })
}

test('find - which of them is selected', async function (t) {
  const state = finding('one two one', { text: 'one' })
  t.alike(findCount(state), { count: 2, current: 0 })
  t.is(findCount(after(state, findFrom(2))).current, 2, 'the first from there on')
  t.is(findCount(after(state, findFrom(12))).current, 1, 'or the first of all')
})

const REPLACED: [story: string, markdown: string, part: Partial<FindOptions>, after: string][] = [
  ['all of them, marks kept', 'one **one** ones', { text: 'one', replace: 'two' }, 'two **two** twos'],
  ['by nothing', 'a-b-c', { text: '-' }, 'abc'],
  ['a price is no group', 'the price', { text: 'price', replace: '$50 or $$5' }, 'the $50 or \\$\\$5'],
  ['groups', 'Ada Byron', { text: '(\\w+) (\\w+)', replace: '$2, $1 $$1', regexp: true }, 'Byron, Ada $1'],
  ['groups with their marks', 'Ada *Byron*', { text: '(\\w+) (\\w+)', replace: '$2 $1', regexp: true }, '*Byron* Ada'],
  ['the whole match', 'ab', { text: '\\w', replace: '<$&>', regexp: true }, '\\<a>\\<b>'],
  ['a word by one that has it', 'a a', { text: 'a', replace: 'aa' }, 'aa aa']
]
for (const [story, markdown, part, result] of REPLACED) {
  test(`replace - ${story}`, async function (t) {
    const transactions: Transaction[] = []
    const state = finding(markdown, part)
    t.ok(replaceEach(state, (transaction) => { transactions.push(transaction) }))
    t.is(transactions.length, 1, 'in one step')
    t.ok(isShortcut(transactions[0]!), 'of its own for undo')
    t.is(markdownOf(state.apply(transactions[0]!).doc), result)
  })
}

test('replace - only the selected one, and nothing while none is', async function (t) {
  const state = finding('one one', { text: 'one', replace: 'two' })
  t.absent(replaceSelected(state))
  t.is(markdownOf(after(state, findFrom(3), replaceSelected).doc), 'one two')
})

test('find - what is wrong with a pattern is said', async function (t) {
  t.is(findProblem(options({ text: '(a' })), null, 'text is no pattern')
  t.is(findProblem(options({ text: 'a+', regexp: true })), null)
  t.ok((findProblem(options({ text: '(a', regexp: true })) ?? '').length > 5)
})
