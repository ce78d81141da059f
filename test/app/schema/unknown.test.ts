// Somebody's newer Sheaf, another editor, or a vandal wrote something; somebody here only looks, or types next to it.
import test from 'brittle'
import { Selection, TextSelection } from 'prosemirror-state'
import type { Node } from 'prosemirror-model'
import * as Y from 'yjs'
import { inspectFragment, readFragment } from '../../../app/schema/fragment.ts'
import { FRAGMENT, isPlaceholder, schema } from '../../../app/schema/index.ts'
import { el, FakeView, foreign, text } from './fake-view.ts'

const p = (...children: Parameters<typeof el>[2][]): Y.XmlElement => el('paragraph', {}, ...children)

const STORIES: Record<string, () => (Y.XmlElement | Y.XmlText)[]> = {
  'a callout with attributes and children': () => [el('sidebar', { kind: 'warning', icon: { set: 'x', list: [1, 'a'] } }, p('be'), el('sidebar', {}, p('careful')))],
  'an unknown sticker inside a sentence': () => [p('ask ', el('sticker', { id: 7 }), ' about it')],
  'an unknown inline with text of its own': () => [p(el('math', { display: false }, 'a^2'), text(['!']))],
  'an unknown mark': () => [p(text(['plain '], ['marked', { highlight: { color: 'red' } }], [' plain', { strong: {} }]))],
  'two comments over one word': () => [p(text(['word', { 'comment--AAAAAAAA': { id: 1 }, 'comment--BBBBBBBB': { id: 2 } }]))],
  'a mark with a bare value': () => [p(text(['x', { bold: true }], ['y', { color: 'red' }], ['z', { strong: true }]))],
  'a link without an address': () => [p(text(['x', { link: { title: 5 } }]))],
  'a heading of level banana': () => [el('heading', { level: 'banana' }, 'title'), el('heading', { level: 99 }, 't'), el('heading', {}, 't')],
  'attributes of the wrong kinds': () => [el('ordered_list', { start: -4 }, el('list_item', {}, p('x'))), el('code_block', { language: 7 }, 'x'), p(el('image', { src: 1, alt: {} }))],
  'attributes from the future': () => [el('paragraph', { align: 'right', lang: 'he' }, 'x'), el('list_item', { color: 1 })],
  'a list item at the root': () => [el('list_item', {}, p('lost')), p('x')],
  'a task item in a bullet list': () => [el('bullet_list', {}, el('task_item', { checked: 'yes' }, p('x')), el('list_item', {}, p('y')))],
  'a paragraph right inside a list': () => [el('bullet_list', {}, p('x'), el('list_item', {}, p('y')))],
  'a list inside a paragraph': () => [p('x', el('bullet_list', {}, el('list_item', {}, p('y'))), 'z')],
  'text right inside a quote': () => [el('blockquote', {}, 'bare', p('x'))],
  'an image and a break at the root': () => [el('image', { src: 'x.png' }), el('hard_break')],
  'an image in a quote': () => [el('blockquote', {}, el('image', { src: 'x.png' }), p('x'))],
  'a rule with content': () => [el('horizontal_rule', {}, p('x')), p(el('image', {}, 'x'))],
  'bold code': () => [el('code_block', { language: 'js' }, text(['let '], ['x', { strong: {} }]))],
  'an image in a code block': () => [el('code_block', {}, 'x', el('image', { src: 'y' }))],
  'elements named like the machinery': () => [el('doc', {}, p('x')), el('text', {}, 'x'), el('__proto__', { constructor: 1 }), el('unknown_block', { json: 'x' }), el('constructor')],
  'marks named like the machinery': () => [p(text(['x', { constructor: {}, unknown_mark: { json: '{}' }, toString: { a: 1 } }]))],
  'an object inside text': () => [p(text(['before '], [{ image: 'x' }], [' after']))],
  'empty containers': () => [el('blockquote'), el('bullet_list'), el('task_list', {}, el('task_item')), p(), el('')],
  'bytes as an attribute': () => [el('paragraph', { data: new Uint8Array(3) }, 'x')],
  'a table with all kinds of cells': () => [el('table', {}, el('table_row', {}, el('table_header', { colspan: 1, rowspan: 1, header: false }, p('x')), el('table_cell', { colspan: 2, rowspan: 3, colwidth: [10, 20], align: 'right' }, p('y'))), el('table_row', {}, el('table_cell', { colspan: 0 }, p('late')), el('table_cell')), el('table_row'))],
  'spans of the wrong kinds': () => [el('table', {}, el('table_row', {}, el('table_cell', { colspan: 1e9, rowspan: -1, colwidth: 'wide', align: 'top', header: 1 }, p('x')), el('table_cell', { colspan: 'a', rowspan: 1.5, colwidth: [-1, {}] }, p('y'))))],
  'a table with a paragraph for a row, and a row with one for a cell': () => [el('table', {}, p('x'), el('table_row', {}, p('y'), el('table_cell', {}, p('z'))), el('tfoot'))],
  'a row and a cell at the root, and text in a cell': () => [el('table_row', {}, el('table_cell', {}, p('x'))), el('table_cell', {}, 'bare'), el('table')],
  'two texts side by side': () => [p(text(['a']), text(['b']))]
}

const state = (doc: Y.Doc): string => JSON.stringify([...Y.encodeStateAsUpdate(doc)])
const shape = (type: unknown): unknown => type instanceof Y.XmlElement
  ? [type.nodeName, type.getAttributes(), type.toArray().map(shape)]
  : (type as Y.XmlText).toDelta()

function opened (update: Uint8Array, mapped = true): { view: FakeView, doc: Y.Doc } {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  return { doc, view: new FakeView(doc, mapped) }
}

/** Types at the start of a top-level paragraph. */
function typeInto (view: FakeView, node: Node, what: string): void {
  let at = -1
  view.state.doc.forEach((child, offset) => { if (child === node) at = offset + 1 })
  view.dispatch(view.state.tr.insertText(what, at))
}

test('looking - whatever was written, showing it writes nothing', (t) => {
  for (const [name, write] of Object.entries(STORIES)) {
    for (const mapped of [true, false]) {
      const update = foreign((fragment) => fragment.insert(0, [p('first'), ...write(), p('last')]))
      const { doc, view } = opened(update, mapped)
      const before = state(doc)
      view.state.doc.check()
      t.is(view.updates, 0, `${name}: no update`)
      t.is(state(doc), before, `${name}: same state`)
      t.is(view.state.doc.childCount, doc.getXmlFragment(FRAGMENT).length, `${name}: everything has a place`)
      t.ok(readFragment(doc.getXmlFragment(FRAGMENT)).doc.eq(view.state.doc), `${name}: the reader sees the same`)
      t.is(inspectFragment(doc.getXmlFragment(FRAGMENT)).strays.length, 0, `${name}: no strays`)
      view.destroy()
    }
  }
})

test('typing - an edit in the paragraph beside it leaves it alone', (t) => {
  for (const [name, write] of Object.entries(STORIES)) {
    for (const mapped of [true, false]) {
      const update = foreign((fragment) => fragment.insert(0, [p('first'), ...write(), p('last')]))
      const { doc, view } = opened(update, mapped)
      const fragment = doc.getXmlFragment(FRAGMENT)
      const middle = (): unknown[] => fragment.toArray().slice(1, -1)
      const kept = middle()
      const before = JSON.stringify(kept.map(shape))
      typeInto(view, view.state.doc.firstChild!, 'A')
      typeInto(view, view.state.doc.lastChild!, 'Z')
      t.alike([fragment.get(0).toJSON(), fragment.get(fragment.length - 1).toJSON()],
        ['<paragraph>Afirst</paragraph>', '<paragraph>Zlast</paragraph>'], `${name}: what was typed is there`)
      t.ok(middle().every((type, i) => type === kept[i]), `${name}: the same Yjs elements`)
      t.is(JSON.stringify(middle().map(shape)), before, `${name}: with the same content`)
      view.destroy()
    }
  }
})

test('typing - a new paragraph, and one gone, on either side leave it alone', (t) => {
  for (const [name, write] of Object.entries(STORIES)) {
    const update = foreign((fragment) => fragment.insert(0, [p('first'), ...write(), p('last')]))
    const { doc, view } = opened(update)
    const fragment = doc.getXmlFragment(FRAGMENT)
    const kept = fragment.toArray().slice(1, -1)
    const before = JSON.stringify(kept.map(shape))
    view.dispatch(view.state.tr.insert(0, schema.nodes.heading.create({ level: 2 }, schema.text('new'))))
    view.dispatch(view.state.tr.delete(view.state.doc.content.size - view.state.doc.lastChild!.nodeSize, view.state.doc.content.size))
    t.alike(fragment.toArray().slice(2), kept, `${name}: the same Yjs elements`)
    t.is(JSON.stringify(kept.map(shape)), before, `${name}: with the same content`)
    view.destroy()
  }
})

test('merging - a remote edit beside and inside unknown content is shown without writing', (t) => {
  for (const [name, write] of Object.entries(STORIES)) {
    const update = foreign((fragment) => fragment.insert(0, [p('first'), ...write(), p('last')]))
    const { doc, view } = opened(update)
    const remote = new Y.Doc()
    Y.applyUpdate(remote, update)
    const theirs = remote.getXmlFragment(FRAGMENT)
    const element = theirs.get(1) as Y.XmlElement
    element.setAttribute('touched', 'yes')
    if (element.length > 0 && element.get(0) instanceof Y.XmlElement) (element.get(0) as Y.XmlElement).insert(0, [el('later', {}, 'x')])
    theirs.insert(theirs.length, [el('list_item', {}, p('more'))])
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(remote))
    view.state.doc.check()
    t.is(state(doc), state(remote), `${name}: both hold the same`)
    t.ok(readFragment(doc.getXmlFragment(FRAGMENT)).doc.eq(view.state.doc), `${name}: and it is on the screen`)
    view.destroy()
  }
})

test('typing - inside a sentence with a sticker, only the sentence changes', (t) => {
  const { doc, view } = opened(foreign((fragment) => fragment.insert(0, [p('ask ', el('sticker', { id: 7 }, 'Ann'), ' about it')])))
  view.dispatch(view.state.tr.insertText('please ', 1))
  t.is(doc.getXmlFragment(FRAGMENT).toJSON(), '<paragraph>please ask <sticker id="7">Ann</sticker> about it</paragraph>')
})

test('typing - inside marked text keeps the unknown mark and the attributes of the paragraph', (t) => {
  const { doc, view } = opened(foreign((fragment) => fragment.insert(0, [
    el('paragraph', { align: 'right' }, text(['plain '], ['marked', { comment: { id: 1 } }]))
  ])))
  view.dispatch(view.state.tr.insertText('very ', 1))
  const paragraph = doc.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement
  t.is(paragraph.getAttribute('align'), 'right')
  const reader = readFragment(doc.getXmlFragment(FRAGMENT)).doc
  t.is(JSON.stringify(reader.firstChild!.lastChild!.marks), '[{"type":"comment","attrs":{"id":1}}]')
})

test('typing - two comments on one word survive an edit of the word', (t) => {
  const { doc, view } = opened(foreign((fragment) => fragment.insert(0, [
    p(text(['word', { 'comment--AAAAAAAA': { id: 1 }, 'comment--BBBBBBBB': { id: 2 } }]))
  ])))
  view.dispatch(view.state.tr.insertText('s', 5))
  const marks = readFragment(doc.getXmlFragment(FRAGMENT)).doc.firstChild!.firstChild!.marks
  t.alike(marks.map((mark) => Number(mark.attrs['id'])).sort((a, b) => a - b), [1, 2])
})

test('moving - unknown content that is cut, quoted or copied is written back as what it was', (t) => {
  const { doc, view } = opened(foreign((fragment) => fragment.insert(0, [
    el('sidebar', { kind: 'warning' }, p('be ', el('sticker', { id: 7 })), 'bare'), p('last')
  ])))
  const callout = view.state.doc.firstChild!
  t.ok(isPlaceholder(callout))
  const before = JSON.stringify(shape(doc.getXmlFragment(FRAGMENT).get(0)))
  view.dispatch(view.state.tr.insert(view.state.doc.content.size, schema.nodes.blockquote.create(null, callout)))
  const quote = doc.getXmlFragment(FRAGMENT).get(2) as Y.XmlElement
  t.is(JSON.stringify(shape(quote.get(0))), before, 'a copy in a quote')
  const revived = schema.nodes.unknown_block.create({ json: JSON.stringify(callout.toJSON()) })
  t.ok(revived.eq(callout), 'and over the clipboard')
  t.ok(schema.nodeFromJSON(view.state.doc.toJSON()).eq(view.state.doc), 'and through JSON')
})

test('selecting - a placeholder is one unit: the cursor never lands inside', (t) => {
  const { view } = opened(foreign((fragment) => fragment.insert(0, [p('a'), el('sidebar', {}, p('inside')), p('b')])))
  const after = Selection.findFrom(view.state.doc.resolve(3), 1, true)
  t.ok(after instanceof TextSelection && after.$from.parent.textContent === 'b')
})

test('merging - two people empty a list, delete all, or quote and delete: the result is valid', (t) => {
  const base = foreign((fragment) => fragment.insert(0, [
    el('bullet_list', {}, el('list_item', {}, p('one')), el('list_item', {}, p('two'))), p('x')
  ]))
  const a = opened(base)
  const b = opened(base)
  a.view.dispatch(a.view.state.tr.delete(1, 1 + a.view.state.doc.firstChild!.firstChild!.nodeSize))
  b.view.dispatch(b.view.state.tr.delete(1 + b.view.state.doc.firstChild!.firstChild!.nodeSize, b.view.state.doc.firstChild!.nodeSize - 1))
  b.view.dispatch(b.view.state.tr.delete(b.view.state.doc.firstChild!.nodeSize, b.view.state.doc.content.size))
  for (const [from, to] of [[a, b], [b, a]] as const) Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc))
  for (const { view } of [a, b]) view.state.doc.check()
  t.is(state(a.doc), state(b.doc))
  t.is(a.doc.getXmlFragment(FRAGMENT).toJSON(), '<bullet_list></bullet_list>')
})

test('strays - what y-prosemirror cannot show is named, and read all the same', (t) => {
  const doc = new Y.Doc()
  const fragment = doc.getXmlFragment(FRAGMENT)
  const quote = el('blockquote', {}, p('in'))
  fragment.insert(0, [p('x'), new Y.Map() as unknown as Y.XmlElement, text(['bare']), quote])
  quote.insert(0, [new Y.Text('t') as unknown as Y.XmlText, new Y.XmlHook('h') as unknown as Y.XmlElement, new Y.XmlFragment() as unknown as Y.XmlElement])
  const before = state(doc)
  t.alike(inspectFragment(fragment).strays, [
    { path: [1], kind: 'Map' }, { path: [2], kind: 'text outside of any block' },
    { path: [3, 0], kind: 'Text' }, { path: [3, 1], kind: 'XmlHook' }, { path: [3, 2], kind: 'XmlFragment' }
  ])
  const read = readFragment(fragment)
  t.is(read.doc.toString(), 'doc(paragraph("x"), paragraph("bare"), blockquote(paragraph("in")))')
  t.is(read.strays.length, 4)
  t.is(state(doc), before, 'reading wrote nothing')
})

test('strays - a document nested ten thousand deep is named, not crashed on', (t) => {
  const doc = new Y.Doc()
  let parent: Y.XmlFragment = doc.getXmlFragment(FRAGMENT)
  doc.transact(() => {
    for (let i = 0; i < 10_000; i++) {
      const child = new Y.XmlElement('blockquote')
      parent.insert(0, [child])
      parent = child
    }
  })
  t.is(inspectFragment(doc.getXmlFragment(FRAGMENT)).strays[0]?.kind, 'too deep')
  readFragment(doc.getXmlFragment(FRAGMENT)).doc.check()
  t.pass()
})
