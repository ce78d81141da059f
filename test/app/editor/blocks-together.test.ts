// Two people in one callout: typed by both, split here, deleted there; and what hostile peers leave behind.
import test from 'brittle'
import type { Node } from 'prosemirror-model'
import { splitBlock } from 'prosemirror-commands'
import { EditorState, TextSelection } from 'prosemirror-state'
import * as Y from 'yjs'
import { block, callout, list, quote } from '../../../app/editor/commands.ts'
import { section as makeSection } from '../../../app/editor/plugins/sections.ts'
import { callout as calloutFile } from '../../../app/schema/nodes/callout.ts'
import { details } from '../../../app/schema/nodes/details.ts'
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

const section = (line: string | null, ...blocks: Node[]): Node =>
  nodes.details.create(null, [...line === null ? [] : [nodes.details_summary.create(null, line === '' ? null : schema.text(line))], ...blocks])
const pressed = (key: 'Backspace' | 'Enter') => details.keys(schema)[key]

test('sections - both write in one, and it is opened for nobody else', (t) => {
  const [ada, ben] = twoPeople(section('Plan', p('first'), p('second')), p('after'))
  behind(ada, 'Plan').type(' A')
  behind(ada, 'first').run(splitBlock)
  behind(ben, 'second').type('!')
  ben.dispatch(ben.state.tr.delete(7, 14))
  t.is(meet(ada, ben), 0)
  t.is(markdownOf(ada.state.doc), markdownOf(ben.state.doc))
  t.ok(markdownOf(ada.state.doc).startsWith('<details>\n<summary>Plan A</summary>\n'))
  t.ok(markdownOf(ada.state.doc).includes('second!'))
})

test('sections - one takes it apart while the other writes below: what was said stays', (t) => {
  const [ada, ben] = twoPeople(section('Plan', p('first')), p('after'))
  ada.dispatch(ada.state.tr.setSelection(TextSelection.create(ada.state.doc, 2)))
  t.ok(ada.run(pressed('Backspace')))
  behind(ben, 'after').type('wards')
  meet(ada, ben)
  t.is(markdownOf(ben.state.doc), 'Plan\n\nfirst\n\nafterwards')
})

test('sections - made of a line, of several blocks, and by typing', (t) => {
  t.is(markdownOf(after(stateAt('Plan|'), makeSection).doc), '<details>\n<summary>Plan</summary>\n\n&nbsp;\n\n</details>')
  t.is(markdownOf(after(stateAt('## **Plan**|'), makeSection).doc), '<details>\n<summary>**Plan**</summary>\n\n&nbsp;\n\n</details>')
  t.is(markdownOf(after(stateAt('a|'), makeSection, makeSection).doc), '<details>\n<summary>a</summary>\n\n&nbsp;\n\n</details>', 'not in its own line')
})

test('sections - the line stays a line', (t) => {
  const state = stateAt('<details>\n<summary>Pl|an</summary>\n\nx\n\n</details>')
  t.is(markdownOf(after(state, block('heading2'), list('bullets'), quote).doc), '<details>\n<summary>Plan</summary>\n\nx\n\n</details>')
})

test('sections - odd ones of peers are shown, written and read again as they are', (t) => {
  const odd = [
    section(null, p('no line')), section(null), section('only a line'), section('', p('x')),
    nodes.details.create(null, [p('before'), nodes.details_summary.create(null, schema.text('late')), p('behind')]),
    nodes.details.create(null, [nodes.details_summary.create(), nodes.details_summary.create(null, schema.text('two')), p()]),
    nodes.callout.create()
  ]
  const [ada, ben] = twoPeople(...odd)
  ada.state.doc.check()
  t.is(meet(ada, ben), 0)
  const again = stateAt(markdownOf(ada.state.doc)).doc
  const cleared = odd.map((node) => node.childCount === 0 ? node.type.create(node.attrs, p()) : node)
  t.ok(again.eq(nodes.doc.create(null, cleared)), markdownOf(ada.state.doc))
  const stray = schema.node('doc', null, [schema.node('details_summary', null, [schema.text('alone')])])
  t.is(stray.firstChild?.type === nodes.details_summary, false, 'outside of any section it is a placeholder')
})

test('sections - HTML of others that looks like it', (t) => {
  const kind = (markdown: string): string => stateAt(markdown).doc.content.content.map(({ type }) => type.name).join()
  t.is(kind('<details open>\n<summary>a</summary>\n\nb\n\n</details>'), 'details')
  t.is(kind('<details><summary>a **b**</summary>\n\nb\n\n</details>\n\nc'), 'details,paragraph')
  t.is(kind('<details>\n<summary>a</summary>\n\nb'), 'code_block,paragraph', 'never closed: kept as it was written')
  t.is(kind('<details>\n\n<table>\n<tr>\n<td>\n\n</details>\n\n</td>\n</tr>\n</table>').includes('details'), false, 'crossed')
  t.is(kind('<summary>a</summary>'), 'code_block')
})
