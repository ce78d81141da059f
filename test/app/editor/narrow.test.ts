import test from 'brittle'
import type { Node } from 'prosemirror-model'
import type { EditorState, Transaction } from 'prosemirror-state'
import { TextSelection } from 'prosemirror-state'
import { Fragment, Slice } from 'prosemirror-model'
import { narrow } from '../../../app/editor/narrow.ts'
import { ySyncPluginKey } from '../../../app/editor/y-prosemirror.js'
import { schema } from '../../../app/schema/index.ts'
import { random } from '../../helpers/random.ts'
import { stateAt } from './states.ts'

const paragraph = (text: string): Node => schema.nodes.paragraph.create(null, schema.text(text))

/** As y-prosemirror does it: the whole document in one step, blocks that stayed being the same objects. */
function rendered (state: EditorState, blocks: readonly Node[]): Transaction {
  return state.tr.setMeta('addToHistory', false).setMeta(ySyncPluginKey, { isChangeOrigin: true })
    .replace(0, state.doc.content.size, new Slice(Fragment.from(blocks), 0, 0))
}
const blocksOf = (state: EditorState): Node[] => [...state.doc.content.content]

test('narrow - only the blocks that changed are replaced, and the cursor stays', async (t) => {
  const state = stateAt('one\n\ntwo\n\nthree\n\nfour|')
  const blocks = blocksOf(state)
  blocks.splice(1, 1, paragraph('two and more'))
  const wide = rendered(state, blocks)
  wide.setSelection(TextSelection.create(wide.doc, wide.doc.content.size - 1))
  const slim = narrow(wide.scrollIntoView(), state)
  t.ok(slim.doc.eq(wide.doc))
  t.is(slim.selection.head, wide.selection.head)
  t.ok(slim.scrolledIntoView)
  t.is(slim.mapping.map(2), 2, 'places before it stay')
  t.is(slim.mapping.map(state.doc.content.size - 2), slim.doc.content.size - 2, 'and those behind it move along')
  t.alike(slim.getMeta(ySyncPluginKey), { isChangeOrigin: true })
})

test('narrow - blocks that come, go and move, at random', async (t) => {
  const { seed, int: below } = random()
  t.comment('seed ' + seed)
  let differs = -1
  for (let round = 0; round < 300 && differs < 0; round++) {
    const state = stateAt(Array.from({ length: below(6) }, (_, n) => 'same '.repeat(n % 2) + 'text').join('\n\n'))
    const blocks = blocksOf(state)
    for (let n = below(4); n > 0; n--) {
      const place = below(blocks.length + 1)
      if (below(2) === 0) blocks.splice(place, 1)
      else blocks.splice(place, 0, below(3) === 0 ? blocks[0] ?? paragraph('x') : paragraph('new'))
    }
    const wide = rendered(state, blocks)
    const slim = narrow(wide, state)
    if (!slim.doc.eq(wide.doc) || !slim.selection.eq(wide.selection)) differs = round
  }
  t.is(differs, -1, 'no round differs')
})

test('narrow - what a person does is left alone', async (t) => {
  const state = stateAt('one|')
  const typed = state.tr.insertText('!')
  t.is(narrow(typed, state), typed)
})
