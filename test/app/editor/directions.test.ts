import test from 'brittle'
import { EditorState } from 'prosemirror-state'
import type { Node } from 'prosemirror-model'
import type { DecorationSet } from 'prosemirror-view'
import { directionOf } from '../../../app/editor/direction.ts'
import { directions } from '../../../app/editor/plugins/directions.ts'
import { schema } from '../../../app/schema/index.ts'
import { random } from '../../helpers/random.ts'

const { nodes } = schema
const p = (text: string): Node => nodes.paragraph.create(null, text === '' ? [] : schema.text(text))
const item = (...content: Node[]): Node => nodes.list_item.create(null, content)
const list = (...content: Node[]): Node => nodes.bullet_list.create(null, content)
const quote = (...content: Node[]): Node => nodes.blockquote.create(null, content)
const doc = (...content: Node[]): Node => nodes.doc.create(null, content)
const shown = (state: EditorState): string[] => {
  const set = state.plugins[0]?.getState(state) as DecorationSet
  const all = set.find().toSorted((a, b) => a.from - b.from || b.to - a.to)
  return all.map((one) => `${state.doc.nodeAt(one.from)?.type.name} ${one.from}-${one.to} ${Object.values((one as unknown as { type: { attrs: Record<string, string> } }).type.attrs).join()}`)
}
const open = (content: Node, page: 'ltr' | 'rtl' = 'ltr'): EditorState => EditorState.create({ doc: content, plugins: [directions(page)] })

test('directions - the first letter tells', (t) => {
  t.is(directionOf('12 – שלום hello'), 'rtl')
  t.is(directionOf('"hello" שלום'), 'ltr')
  t.is(directionOf('مرحبا'), 'rtl')
  t.is(directionOf('漢字'), 'ltr')
  t.is(directionOf('1, 2, 3!'), null)
})

test('directions - only what runs another way than what is around it is turned', (t) => {
  t.alike(shown(open(doc(p('שלום'), list(item(p('hello')))))), [])
  t.alike(shown(open(doc(list(item(p('פריט')), item(p('item')))))), ['bullet_list 0-18 rtl', 'list_item 9-17 ltr'])
  t.alike(shown(open(doc(quote(p('ציטוט')), quote(p('quote'))), 'rtl')), ['blockquote 9-18 ltr'])
  t.alike(shown(open(doc(quote(nodes.code_block.create(null, schema.text('let x')), p('ציטוט'))))), ['blockquote 0-16 rtl'], 'code says nothing')
})

test('directions - what has no letter yet begins where the page does', (t) => {
  t.alike(shown(open(doc(p(''), p('/'), p('א')), 'rtl')), ['paragraph 0-2 no-letters', 'paragraph 2-5 no-letters'])
  t.alike(shown(open(doc(p(''), p('/')))), [])
})

test('directions - after any edit they are what they would be from the beginning', (t) => {
  const { seed, int, pick } = random()
  t.comment(`seed ${seed}`)
  const any = (): Node => pick([p('a'), p('ב'), p(''), list(item(p('c')), item(p('ד'))), list(item(p('ה'))), quote(p('ו')), quote(list(item(p('g')), item(p('1'))))])
  const page = pick(['ltr', 'rtl'] as const)
  let state = open(doc(any(), any(), any()), page)
  for (let n = 0; n < 300; n++) {
    const { tr } = state
    const at = (): number => int(state.doc.content.size + 1)
    const [from, to] = [at(), at()].toSorted((a, b) => a - b) as [number, number]
    const choice = int(10)
    try {
      if (choice < 4) tr.insertText(pick(['x', 'ש', '3']), from, Math.min(to, from + 2))
      else if (choice < 7) tr.delete(from, Math.min(to, from + 6))
      else tr.insert(from, any())
    } catch {
      continue
    }
    state = state.apply(tr)
    const fresh = shown(open(state.doc, page))
    if (JSON.stringify(shown(state)) !== JSON.stringify(fresh)) return t.alike(shown(state), fresh, `edit ${n}`)
  }
  t.pass('300 edits')
})
