import test from 'brittle'
import * as Y from 'yjs'
import { EditorState } from 'prosemirror-state'
import { bind, bindingOf, isEdit } from '../../../app/editor/binding.ts'
import { ySyncPluginKey } from '../../../app/editor/y-prosemirror.js'
import { FRAGMENT } from '../../../app/schema/index.ts'

function docWith (...texts: string[]): Y.Doc {
  const doc = new Y.Doc()
  doc.getXmlFragment(FRAGMENT).insert(0, texts.map((text) => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(text)])
    return paragraph
  }))
  return doc
}

const OBSERVER = '_observeFunction'

/** What y-prosemirror does when the view is made: from then on the observer runs. */
function observe (state: EditorState): void {
  const binding = bindingOf(state)
  if (binding !== null) binding.type.observeDeep(binding[OBSERVER])
}

test('binding - showing a document changes nothing in it', async function (t) {
  const doc = docWith('one', 'two')
  doc.getXmlFragment(FRAGMENT).insert(1, [new Y.XmlElement('from-the-future')])
  let updates = 0
  doc.on('update', () => { updates++ })
  const { state, locked } = bind(doc, [], () => {})
  t.absent(locked)
  t.is(state.doc.childCount, 3)
  t.is(updates, 0)
})

test('binding - a Y.Map among the blocks locks the document, and nothing is lost', async function (t) {
  const doc = docWith('one')
  doc.getXmlFragment(FRAGMENT).insert(1, [new Y.Map() as unknown as Y.XmlElement])
  const { state, locked, undo } = bind(doc, [], () => {})
  t.ok(locked)
  t.is(undo, null)
  t.is(bindingOf(state), null, 'no line to Yjs')
  t.is(state.doc.textContent, 'one', 'what can be read is shown')
  t.is(doc.getXmlFragment(FRAGMENT).length, 2)
})

test('binding - a stray that arrives later is noticed before it is rendered, once', async function (t) {
  const doc = docWith('one')
  let broken = 0
  const { state } = bind(doc, [], () => { broken++ })
  observe(state)
  doc.transact(() => { doc.getXmlFragment(FRAGMENT).insert(0, [new Y.Map() as unknown as Y.XmlElement]) }, 'engine')
  doc.transact(() => { doc.getXmlFragment(FRAGMENT).insert(0, [new Y.Map() as unknown as Y.XmlElement]) }, 'engine')
  t.is(broken, 1)
})

test('binding - a locked document comes back when the stray is gone', async function (t) {
  const doc = docWith('one')
  const fragment = doc.getXmlFragment(FRAGMENT)
  fragment.insert(1, [new Y.Map() as unknown as Y.XmlElement])
  let again = 0
  const first = bind(doc, [], () => { again++ })
  fragment.delete(1, 1)
  t.is(again, 1)
  first.release()
  t.absent(bind(doc, [], () => {}).locked)
})

test('binding - another kind of root under our name locks, and does not throw', async function (t) {
  const doc = new Y.Doc()
  doc.getMap(FRAGMENT).set('a', 1)
  t.ok(bind(doc, [], () => {}).locked)
})

test('binding - what people do is told from what rendering does', async function (t) {
  const doc = docWith('one')
  const seen: boolean[] = []
  doc.on('afterTransaction', (transaction: Y.Transaction) => { if (transaction.changed.size > 0) seen.push(isEdit(transaction)) })
  const text = (doc.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement).get(0) as Y.XmlText
  const undo = new Y.UndoManager(doc.getXmlFragment(FRAGMENT), { trackedOrigins: new Set(['me']) })
  doc.transact((transaction) => {
    transaction.meta.set('addToHistory', true)
    text.insert(0, 'typed ')
  }, ySyncPluginKey)
  doc.transact(() => { text.delete(0, 1) }, ySyncPluginKey)
  doc.transact(() => { text.insert(0, 'x') }, 'me')
  undo.undo()
  t.alike(seen, [true, false, false, true])
})
