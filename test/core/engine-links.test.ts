// Which document links to which, without opening any to look.
import test from 'brittle'
import * as Y from 'yjs'
import { linksIn } from '../../core/doc/links.ts'
import { LINK_ATTRIBUTE, LINK_ELEMENT, ROOT_FRAGMENT } from '../../core/format/version.ts'
import { until, world } from '../sim/world.ts'

function link (fragment: Y.XmlFragment, target: string): void {
  const paragraph = new Y.XmlElement('paragraph')
  fragment.insert(fragment.length, [paragraph])
  const element = new Y.XmlElement(LINK_ELEMENT)
  element.setAttribute(LINK_ATTRIBUTE, target)
  paragraph.insert(0, [new Y.XmlText('see '), element])
}

test('links - backlinks follow the text, titles follow the document, and both outlast a restart', async (t) => {
  const w = await world(t)
  const engine = await w.start('ada')
  const [target, source, other] = [await engine.create({ title: 'Target' }), await engine.create({ title: 'Source' }), await engine.create({ title: 'Other' })]
  const from = async (): Promise<string[]> => (await engine.linkedFrom(target.id)).map(({ title }) => title).toSorted()
  t.alike(await from(), [])
  link(source.fragment, target.id)
  link(source.fragment, target.id)
  link(target.fragment, target.id)
  await until('the link is known', async () => (await from()).length > 0)
  t.alike(await from(), ['Source'], 'once, however often, and not from itself')
  await source.setTitle('Renamed')
  await until('the title follows', async () => (await from())[0] === 'Renamed')
  await Promise.all([source.saved(), target.saved()])
  link(other.fragment, target.id)
  await other.saved()
  await w.stop('ada')
  const again = await w.start('ada')
  t.alike((await again.linkedFrom(target.id)).map(({ title }) => title).toSorted(), ['Other', 'Renamed'], 'also what was written right before; and nothing had to be opened')
  const reopened = await again.open(source.id)
  reopened.fragment.delete(0, 2)
  await until('a link that is gone', async () => (await again.linkedFrom(target.id)).length === 1)
})

test('links - what peers put into a text makes no list of its own', async (t) => {
  const fragment = new Y.Doc().getXmlFragment(ROOT_FRAGMENT)
  for (const target of ['../../etc', 'javascript:x', '', 'AB', 'f'.repeat(129), '0f']) link(fragment, target)
  const odd = new Y.XmlElement(LINK_ELEMENT)
  odd.setAttribute(LINK_ATTRIBUTE, { toString: 'x' } as unknown as string)
  fragment.insert(0, [odd, new Y.Map() as unknown as Y.XmlElement, new Y.XmlText('text')])
  t.alike(linksIn(fragment), ['0f'])
  for (let i = 0; i < 1500; i++) link(fragment, i.toString(16).padStart(8, '0'))
  t.is(linksIn(fragment).length, 1000)
})
