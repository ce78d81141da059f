// Two people in one callout: typed by both, split here, deleted there; and what hostile peers leave behind.
import test from 'brittle'
import type { Node } from 'prosemirror-model'
import { splitBlock } from 'prosemirror-commands'
import { EditorState, TextSelection } from 'prosemirror-state'
import * as Y from 'yjs'
import { callout } from '../../../app/editor/commands.ts'
import { callout as calloutFile } from '../../../app/schema/nodes/callout.ts'
import { readFragment } from '../../../app/schema/fragment.ts'
import { FRAGMENT, schema } from '../../../app/schema/index.ts'
import { after, markdownOf, stateAt } from './states.ts'
import { meet, twoPeople } from './table-people.ts'
import type { Person } from './table-people.ts'

const { nodes } = schema
const p = (text = ''): Node => nodes.paragraph.create(null, text === '' ? null : schema.text(text))

/** The cursor behind these words. */
function behind (person: Person, words: string): Person {
  let at = -1
  person.state.doc.descendants((node, pos) => {
    const found = node.isText ? node.text!.indexOf(words) : -1
    if (at < 0 && found >= 0) at = pos + found + words.length
  })
  person.dispatch(person.state.tr.setSelection(TextSelection.create(person.state.doc, at)))
  return person
}

test('callouts - one types, one splits, one changes the kind: all of it stays', (t) => {
  const [ada, ben] = twoPeople(nodes.callout.create({ kind: 'note' }, [p('mind the gap'), p('and the door')]))
  behind(ada, 'mind the').run(splitBlock)
  ada.dispatch(ada.state.tr.setNodeAttribute(0, 'kind', 'warning'))
  behind(ben, 'door').type(' too')
  t.is(meet(ada, ben), 0, 'hearing of it writes nothing')
  t.is(markdownOf(ada.state.doc), '> [!WARNING]\n> mind the\n>\n> &#32;gap\n>\n> and the door too')
  t.is(markdownOf(ben.state.doc), markdownOf(ada.state.doc))
})

test('callouts - typing stays in the callout that another changes, and goes with one that is deleted', (t) => {
  const [ada, ben] = twoPeople(p('above'), nodes.callout.create({ kind: 'tip' }, p('a tip')))
  ada.dispatch(ada.state.tr.delete(7, ada.state.doc.content.size))
  behind(ben, 'a tip').type('!')
  t.is(meet(ada, ben), 0)
  t.is(markdownOf(ben.state.doc), 'above')
  const [eve, dan] = twoPeople(nodes.callout.create({ kind: 'tip' }, [p('one'), p('two')]))
  behind(eve, 'one').run((state, dispatch) => { dispatch?.(state.tr.delete(1, 6)); return true })
  behind(dan, 'two').type('!')
  meet(eve, dan)
  t.is(markdownOf(dan.state.doc), '> [!TIP]\n> two!')
})

test('callouts - in and out by command and key', (t) => {
  t.is(markdownOf(after(stateAt('a|'), callout).doc), '> [!NOTE]\n> a')
  t.is(markdownOf(after(stateAt('a|'), callout, callout).doc), 'a')
  t.is(markdownOf(after(stateAt('> [!TIP]\n> |a\n>\n> b'), calloutFile.keys(schema).Backspace).doc), 'a\n\n> [!TIP]\n> b')
})

test('callouts - an alert with a title keeps it as text; other kinds stay quotes', (t) => {
  t.is(markdownOf(stateAt('> [!warning] Hot\n> do not touch').doc), '> [!WARNING]\n> Hot\n>\n> do not touch')
  t.is(markdownOf(stateAt('> [!TIP]-\n> folded').doc), '> [!TIP]\n> folded')
  t.is(stateAt('> [!bug]\n> x').doc.firstChild?.type.name, 'blockquote')
  t.is(stateAt('> \\[!TIP\\]\n> x').doc.firstChild?.type.name, 'blockquote')
  t.is(stateAt('> [!TIP]').doc.firstChild?.type.name, 'callout')
})

test('callouts - whatever a peer puts there is shown and left alone', (t) => {
  const doc = new Y.Doc()
  const fragment = doc.getXmlFragment(FRAGMENT)
  const empty = new Y.XmlElement('callout')
  const odd = new Y.XmlElement('callout')
  fragment.insert(0, [empty, odd])
  odd.setAttribute('kind', 'nuclear')
  odd.insert(0, [new Y.XmlElement('list_item'), new Y.XmlElement('paragraph')])
  const before = Y.encodeStateVector(doc)
  const shown = readFragment(fragment).doc
  shown.check()
  t.is(shown.childCount, 2)
  t.is(shown.child(1).attrs['kind'], 'nuclear', 'a kind of a newer Sheaf is kept')
  t.alike(Y.encodeStateVector(doc), before)
  t.ok(EditorState.create({ doc: shown }).doc.eq(shown))
})
