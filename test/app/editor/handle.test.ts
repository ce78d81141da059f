// Blocks taken by their handle: what is one, where it goes, what becomes of it.
import test from 'brittle'
import type { Command } from 'prosemirror-state'
import { NodeSelection, TextSelection } from 'prosemirror-state'
import { BLOCKS } from '../../../app/editor/blocks.ts'
import { duplicate, moveBy, moveTo, remove, selectAround } from '../../../app/editor/handle/move.ts'
import { turnInto } from '../../../app/editor/handle/turn.ts'
import { unitFrom, unitsOf } from '../../../app/editor/handle/units.ts'
import { after, markdownOf, stateAt, typing } from './states.ts'

const up = moveBy(-1)
const down = moveBy(1)
const turn = (name: string): Command => turnInto(BLOCKS.find((block) => block.name === name)!)
/** From the cursor on to the end of the word. */
const selectTo = (word: string): Command => (state, dispatch) => {
  let end = -1
  state.doc.descendants((node, pos) => { if (node.isText && node.text?.includes(word) === true) end = pos + node.text.indexOf(word) + word.length })
  dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, state.selection.anchor, end)))
  return true
}

const STORIES: [story: string, before: string, commands: Command[], after: string][] = [
  ['a block goes up', 'a\n\nb|\n\nc', [up], 'b\n\na\n\nc'],
  ['and down, the cursor with it', 'a\n\nb|\n\nc', [down, typing('!')], 'a\n\nc\n\nb!'],
  ['the lighter one travels, the cursor stays', 'a\n\nbbb|\n\nc', [up, typing('!')], 'bbb!\n\na\n\nc'],
  ['the first one stays', 'a|\n\nb', [up], 'a\n\nb'],
  ['past a list as a whole', '- a\n- b\n\nc|', [up], 'c\n\n- a\n- b'],
  ['an item among its like, with what is under it', '- a\n- b|\n  - c\n- d', [up], '- b\n  - c\n- a\n- d'],
  ['an item under another one leaves it upward', '- a\n  - b|\n  - c', [up], '- b\n- a\n  - c'],
  ['and downward', '- a\n  - b|\n- c', [down], '- a\n- b\n- c'],
  ['the first item leaves the list', 'x\n\n- a|\n- b', [up], '- a\n\nx\n\n- b'],
  ['the last task leaves it downward and is still one', '- [x] a|\n\nx', [down], 'x\n\n- [x] a'],
  ['an item joins the list that it comes to', '- z\n\nx\n\n- a|\n- b', [up], '- z\n- a\n\nx\n\n- b'],
  ['out of a quote', 'x\n\n> a|\n>\n> b', [up], 'x\n\na\n\n> b'],
  ['the last block of a quote takes the quote along', 'x\n\n> a|', [up, up], 'a\n\nx'],
  ['several blocks at once', 'a\n\nb|\n\nc\n\nd', [selectTo('c'), up], 'b\n\nc\n\na\n\nd'],
  ['several items at once', '- a\n- b|\n- c\n- d', [selectTo('c'), down], '- a\n- d\n- b\n- c'],
  ['a table from within a cell', 'x\n\n| a | b |\n| --- | --- |\n| c\\| | d |', [up], '| a | b |\n| --- | --- |\n| c | d |\n\nx'],
  ['a copy', 'a|\n\nb', [duplicate, typing('!')], 'a\n\na!\n\nb'],
  ['a copy of an item', '- [x] a|\n- [ ] b', [duplicate], '- [x] a\n- [x] a\n- [ ] b'],
  ['deleted', 'a\n\nb|\n\nc', [remove, typing('!')], 'a\n\n!c'],
  ['the only one deleted leaves a line', 'a|', [remove, typing('!')], '!'],
  ['the last item takes its list along', 'a\n\n- b|\n\nc', [remove], 'a\n\nc'],
  ['the only item under one', '- a\n  - b|', [remove], '- a'],
  ['text into a heading', '**a**|', [turn('heading2')], '## **a**'],
  ['what it is already', '## a|', [turn('heading2')], '## a'],
  ['heading to text', '## a|', [turn('paragraph')], 'a'],
  ['text into an item', 'a|\n\nb', [turn('bullets')], '- a\n\nb'],
  ['an item into text', '- x\n- a|\n- b', [turn('paragraph'), typing('!')], '- x\n\na!\n\n- b'],
  ['an item with others under it into a heading', '- a|\n  - b', [turn('heading1')], '# a\n\n- b'],
  ['an item deep down into text', '- a\n  - b|', [turn('paragraph')], '- a\n\nb'],
  ['bullets into tasks', '- a|\n- b', [turn('tasks')], '- [ ] a\n- [ ] b'],
  ['an item into a quote', '- a|', [turn('quote')], '> a'],
  ['text into code loses only marks', '**a**|', [turn('codeBlock')], '```\na\n```'],
  ['code into text keeps its lines', '```\na|\nb\n```', [turn('paragraph')], 'a\\\nb'],
  ['a quote as a whole into text', '> a|\n>\n> b', [selectAround, turn('paragraph')], 'a\n\nb'],
  ['a quote as a whole into a list', '> a|\n>\n> b', [selectAround, turn('bullets')], '- a\n- b'],
  ['a quote as a whole goes up', 'x\n\n> a|\n>\n> b', [selectAround, up], '> a\n>\n> b\n\nx'],
  ['a divider is taken by itself', 'a|\n\n---', [(state, dispatch) => {
    dispatch?.(state.tr.setSelection(NodeSelection.create(state.doc, state.doc.content.size - 1)))
    return true
  }, up], '---\n\na']
]

for (const [story, before, commands, expected] of STORIES) {
  test(`block handle - ${story}`, async function (t) {
    const state = after(stateAt(before), ...commands)
    state.doc.check()
    t.is(markdownOf(state.doc).replaceAll(/\s*<!--[\s\S]*?-->\s*/g, '\n\n'), expected)
  })
}

const DROPS: [story: string, before: string, what: string, behind: string, after: string][] = [
  ['a block into a list is an item', 'a\n\n- b\n- c', 'a', 'b', '- b\n- a\n- c'],
  ['an item out of it stays a list', '1. a\n2. b\n\nc', 'a', 'c', '1. b\n\nc\n\n1. a'],
  ['a bullet among tasks is a task', '- a\n\nx\n\n- [x] b', 'a', 'b', 'x\n\n- [x] b\n- [ ] a'],
  ['a task among bullets is a bullet', '- [x] a\n\nx\n\n- b', 'a', 'b', 'x\n\n- b\n- a']
]

for (const [story, before, what, behind, expected] of DROPS) {
  test(`block handle - dropped: ${story}`, async function (t) {
    const state = stateAt(before)
    const unit = (word: string): { from: number, to: number } => {
      let found: { from: number, to: number } | null = null
      state.doc.descendants((node, pos) => {
        if (node.isText && node.text === word) found = unitsOf(TextSelection.create(state.doc, pos))
      })
      return found!
    }
    const transaction = moveTo(state, unit(what), unit(behind).to)
    t.is(markdownOf(transaction!.doc), expected)
    t.is(unitFrom(state.doc, unit(what).from)?.to, unit(what).to)
    t.is(moveTo(state, unit(what), unit(what).to), null, 'where it is already')
  })
}
