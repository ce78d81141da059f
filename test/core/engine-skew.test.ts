/** Stories of people whose Sheaf is older or newer than that of the others. */
import test from 'brittle'
import * as Y from 'yjs'
import { ROOT_FRAGMENT, SCHEMA_VERSION } from '../../core/format/version.ts'
import type { Document } from '../../core/index.ts'
import { codeOf, same, settle, textOf, until, world, write } from '../sim/world.ts'

const NEWER = SCHEMA_VERSION + 1

/** An edit that brings in a block of tomorrow, as a window of a newer app pushes it. */
async function pushFuture (document: Document, text: string): Promise<void> {
  const ydoc = new Y.Doc()
  ydoc.clientID = await document.newClient()
  Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(document.ydoc))
  const updates: Uint8Array[] = []
  ydoc.on('update', (update: Uint8Array) => { updates.push(update) })
  const block = new Y.XmlElement('hologram')
  block.insert(0, [new Y.XmlText(text)])
  ydoc.getXmlFragment(ROOT_FRAGMENT).insert(0, [block])
  for (const update of updates) await document.push(update, {}, NEWER)
}

test('skew - an owner with a newer app: older apps keep and show the text, and do not write', async (t) => {
  const sim = await world(t)
  await sim.start('ada', { schema: NEWER })
  await sim.start('ben')
  const [ada, ben] = await sim.share('ada', ['ben']) as [Document, Document]
  write(ben, 'from ben')
  await ben.saved()
  await settle(ada, ben)
  t.ok(ben.status().writable)
  await pushFuture(ada, 'from tomorrow')
  await ada.saved()
  await until('ben is told', () => ben.status().readOnlyReason === 'too-new')
  await settle(ada, ben)
  t.ok(textOf(ben).includes('from tomorrow'), 'and has it all the same')
  t.ok(ada.status().writable)
  const update = Y.encodeStateAsUpdate(new Y.Doc())
  t.is(await codeOf(ben.push(update, {})), 'TOO_NEW')

  await sim.restart('ben')
  const again = await sim.engine('ben').open(ben.id)
  t.is(again.status().readOnlyReason, 'too-new', 'also after a restart')
  t.ok(textOf(again).includes('from tomorrow'))
  await sim.stop('ben')
  await sim.start('ben', { schema: NEWER })
  const updated = await sim.engine('ben').open(ben.id)
  t.ok(updated.status().writable, 'after an update of the app it can be written in again')
  write(updated, 'ben is back')
  await updated.saved()
  await settle(ada, updated)
  t.ok(same(ada, updated))
})

test('skew - an editor with a newer app stops nobody', async (t) => {
  const sim = await world(t)
  await sim.start('ada')
  await sim.start('ben', { schema: NEWER })
  const [ada, ben] = await sim.share('ada', ['ben']) as [Document, Document]
  await pushFuture(ben, 'from tomorrow')
  await ben.saved()
  await settle(ada, ben)
  t.ok(ada.status().writable)
  write(ada, 'and ada goes on')
  await ada.saved()
  await settle(ada, ben)
  t.ok(textOf(ben).includes('from tomorrow') && textOf(ben).includes('and ada goes on'))
  t.ok(same(ada, ben))
})

test('skew - nobody declares a schema that their own app does not know', async (t) => {
  const sim = await world(t)
  await sim.startAll('ada')
  const [ada] = await sim.share('ada', []) as [Document]
  ada.raise(NEWER)
  write(ada, 'on we go')
  await ada.saved()
  t.ok(ada.status().writable)
})
