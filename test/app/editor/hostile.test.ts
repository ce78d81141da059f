// Somebody's program, or somebody's malice, put things into the document that no Sheaf would write.
import test from 'brittle'
import * as Y from 'yjs'
import { bind, bindingOf, isEdit, isMendable, mend } from '../../../app/editor/binding.ts'
import { FRAGMENT } from '../../../app/schema/index.ts'
import { inspectFragment, readFragment } from '../../../app/schema/fragment.ts'
import { writeHtml } from '../../../app/export/html.ts'
import { writeMarkdown } from '../../../app/export/markdown-write.ts'
import { el, FakeView, text } from '../schema/fake-view.ts'

type Child = Y.XmlElement | Y.XmlText
const as = (value: unknown): Child => value as Child
const p = (words: string): Y.XmlElement => el('paragraph', {}, words)

function made (write: (fragment: Y.XmlFragment, doc: Y.Doc) => void): Y.Doc {
  const far = new Y.Doc()
  far.transact(() => { write(far.getXmlFragment(FRAGMENT), far) })
  const doc = new Y.Doc()
  doc.getXmlFragment(FRAGMENT)
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(far))
  return doc
}

function nested (depth: number, name = 'blockquote'): Y.XmlElement {
  let inner = p('deep words')
  for (let i = 0; i < depth; i++) inner = name === 'list' ? el('bullet_list', {}, el('list_item', {}, inner)) : el(name, {}, inner)
  return inner
}

test('hostile - types of all kinds under other names at the root change nothing here', (t) => {
  const doc = made((fragment, far) => {
    fragment.insert(0, [p('one')])
    far.getMap('settings').set('a', new Y.Map())
    far.getArray('list').insert(0, [1, { a: 2 }])
    far.getText('text').insert(0, 'words')
    far.getXmlFragment('other').insert(0, [p('elsewhere')])
  })
  const { state, locked } = bind(doc, [], () => {})
  t.absent(locked)
  t.is(state.doc.toString(), 'doc(paragraph("one"))')
  const view = new FakeView(doc, true)
  view.dispatch(view.state.tr.insertText('more than ', 1))
  t.is(doc.getXmlFragment(FRAGMENT).toString(), '<paragraph>more than one</paragraph>')
  t.is(doc.getText('text').toJSON(), 'words', 'and what was there stays')
})

test('hostile - our root used as a map as well changes nothing here', (t) => {
  const far = new Y.Doc()
  far.getMap(FRAGMENT).set('title', 'x')
  const doc = made((fragment) => { fragment.insert(0, [p('one')]) })
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(far))
  const { state, locked } = bind(doc, [], () => {})
  t.absent(locked)
  t.is(state.doc.textContent, 'one')
})

const STRAYS: Record<string, { write: (fragment: Y.XmlFragment, doc: Y.Doc) => void, after: string }> = {
  'a map': { write: (fragment) => { fragment.insert(1, [as(new Y.Map([['a', 1]]))]) }, after: 'paragraph("one"), paragraph("{\\"a\\":1}"), paragraph("two")' },
  'an array and a text': {
    write: (fragment) => { fragment.insert(1, [as(Y.Array.from(['x', 2])), as(new Y.Text('loose words'))]) },
    after: 'paragraph("one"), paragraph("[\\"x\\",2]"), paragraph("loose words"), paragraph("two")'
  },
  'text at the root': { write: (fragment) => { fragment.insert(1, [text(['bare', { strong: {} }])]) }, after: 'paragraph("one"), paragraph("bare"), paragraph("two")' },
  'letters at the root': { write: (_fragment, doc) => { doc.getText(FRAGMENT + '!').insert(0, 'x') }, after: 'paragraph("one"), paragraph("two")' },
  'a map in a list': {
    write: (fragment) => { fragment.insert(1, [el('bullet_list', {}, el('list_item', {}, p('item')))]); (fragment.get(1) as Y.XmlElement).insert(0, [as(new Y.Map())]) },
    after: 'paragraph("one"), bullet_list(paragraph("{}"), list_item(paragraph("item"))), paragraph("two")'
  },
  'a map among words': {
    write: (fragment) => { (fragment.get(0) as Y.XmlElement).insert(1, [as(new Y.Map([['k', 'v']]))]) },
    after: 'paragraph("one{\\"k\\":\\"v\\"}"), paragraph("two")'
  },
  'a fragment and a hook': {
    write: (fragment) => { fragment.insert(1, [as(new Y.XmlFragment()), as(new Y.XmlHook('x'))]) },
    after: 'paragraph("one"), paragraph("{}"), paragraph("two")'
  }
}

test('hostile - what no Sheaf can show locks the document, and a person turns it into text', (t) => {
  for (const [name, { write, after }] of Object.entries(STRAYS)) {
    const doc = made((fragment, far) => {
      fragment.insert(0, [p('one'), p('two')])
      write(fragment, far)
    })
    const before = JSON.stringify([...Y.encodeStateAsUpdate(doc)])
    const bad = inspectFragment(doc.getXmlFragment(FRAGMENT)).strays.length > 0
    const { locked, release } = bind(doc, [], () => {})
    t.is(locked, bad, `${name}: locked`)
    t.is(isMendable(doc), bad)
    t.is(JSON.stringify([...Y.encodeStateAsUpdate(doc)]), before, `${name}: looking writes nothing`)
    release()
    let edits = 0
    doc.on('afterTransaction', (transaction: Y.Transaction) => { if (transaction.changed.size > 0 && isEdit(transaction)) edits++ })
    mend(doc)
    t.is(edits, bad ? 1 : 0, `${name}: one edit, which travels`)
    const again = bind(doc, [], () => {})
    t.absent(again.locked, `${name}: and it can be written in`)
    t.is(again.state.doc.toString(), `doc(${after})`, name)
    again.state.doc.check()
  }
})

test('hostile - strings as children of the root become one paragraph', (t) => {
  const far = new Y.Doc()
  far.getText(FRAGMENT).insert(0, 'smuggled words')
  const doc = made((fragment) => { fragment.insert(0, [p('one')]) })
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(far))
  t.ok(bind(doc, [], () => {}).locked)
  mend(doc)
  const { state, locked } = bind(doc, [], () => {})
  t.absent(locked)
  t.ok(state.doc.toString().includes('paragraph("smuggled words")'))
  t.ok(state.doc.toString().includes('paragraph("one")'))
})

test('hostile - nesting: deep is shown, too deep is locked and kept, and neither breaks anything', (t) => {
  for (const [depth, name] of [[300, 'blockquote'], [190, 'list'], [300, 'from_the_future'], [390, 'blockquote']] as const) {
    const doc = made((fragment) => { fragment.insert(0, [nested(depth, name), p('after')]) })
    const { state, locked } = bind(doc, [], () => {})
    t.absent(locked, `${depth} of ${name}`)
    state.doc.check()
    t.ok(state.doc.textContent.includes('deep words'))
    t.ok(writeMarkdown(state.doc).text.includes('deep words'))
    t.ok(writeHtml(state.doc, '').text.includes('deep words'))
    const view = new FakeView(doc, true)
    view.dispatch(view.state.tr.insertText('!', view.state.doc.content.size - 1))
    t.is(view.state.doc.lastChild!.textContent, 'after!', 'and written beside')
  }
  for (const depth of [1000, 2900, 10_000]) {
    const doc = made((fragment) => {
      fragment.insert(0, [el('blockquote'), p('after')])
      // Level by level: Yjs runs out of stack on a tree that is put in as a whole.
      let inner = fragment.get(0) as Y.XmlElement
      for (let i = 0; i < depth; i++) {
        inner.insert(0, [el('blockquote')])
        inner = inner.get(0) as Y.XmlElement
      }
      inner.insert(0, [p('deep words')])
    })
    const { state, locked, release } = bind(doc, [], () => {})
    t.ok(locked, `${depth} levels`)
    t.ok(state.doc.textContent.endsWith('after'), 'the rest can be read')
    release()
    t.is(isMendable(doc), depth < 3000)
    mend(doc)
    const again = bind(doc, [], () => {})
    t.is(again.locked, depth > 3000)
    if (again.locked) continue
    t.is(again.state.doc.textContent, 'deep wordsafter', 'no word is lost')
    t.is(inspectFragment(doc.getXmlFragment(FRAGMENT)).strays.length, 0)
  }
})

test('hostile - a stray that comes while somebody writes is noticed, and after it is mended writing goes on', (t) => {
  const doc = made((fragment) => { fragment.insert(0, [p('one')]) })
  let broken = 0
  const { state } = bind(doc, [], () => { broken++ })
  const binding = bindingOf(state)!
  binding.type.observeDeep(binding['_observeFunction'])
  const far = new Y.Doc()
  Y.applyUpdate(far, Y.encodeStateAsUpdate(doc))
  far.getXmlFragment(FRAGMENT).insert(0, [nested(1000)])
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(far))
  t.is(broken, 1)
  mend(doc)
  t.absent(bind(doc, [], () => {}).locked)
})

test('hostile - signs that are none: halves of characters, NUL, turned text, a line of 100,000 letters', (t) => {
  const words = ['a\u0000b', 'x\u202Etxt.exe\u202C', '\u2066iso', '\uFEFFmark', '\uFFFE\uFFFF', 'é'.repeat(100_000), '\u200B\u200D\u2028\u2029']
  const doc = made((fragment) => { fragment.insert(0, words.map(p)) })
  const { state, locked } = bind(doc, [], () => {})
  t.absent(locked)
  state.doc.check()
  t.alike(state.doc.content.content.map(({ textContent }) => textContent), words)
  t.is(writeMarkdown(state.doc).text.includes('\u0000'), false, 'a file with NUL could not be read again')
  const far = new Y.Doc()
  const view = new FakeView(doc, true)
  // Between the halves of a character: what travels must be what is here.
  view.dispatch(view.state.tr.insertText('😀', 1))
  view.dispatch(view.state.tr.insertText('😁', 1, 3))
  view.dispatch(view.state.tr.insertText('👩‍👩‍👧', 3))
  view.dispatch(view.state.tr.insertText('👩‍👩‍👦', 3, 3 + '👩‍👩‍👧'.length))
  Y.applyUpdate(far, Y.encodeStateAsUpdate(doc))
  t.is(readFragment(far.getXmlFragment(FRAGMENT)).doc.firstChild!.textContent, view.state.doc.firstChild!.textContent)
  t.ok(view.state.doc.firstChild!.textContent.startsWith('😁👩‍👩‍👦a'))
})
