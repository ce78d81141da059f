/** Stories of the live text beside the log: nothing that is in the log may be missing from it. */
import test from 'brittle'
import b4a from 'b4a'
import Corestore from 'corestore'
import ProtomuxWakeup from 'protomux-wakeup'
import type { StateCache } from '../../core/doc/cache.ts'
import { Replica } from '../../core/doc/replica.ts'
import { Session } from '../../core/doc/session.ts'
import { Registry } from '../../core/library/registry.ts'
import { textOf, world, write } from '../sim/world.ts'

test('session - blocks that were in the log before are not skipped when one is appended before they were pulled', async (t) => {
  const w = await world(t)
  const document = await (await w.start('ada', { offline: true })).create()
  for (const line of ['one', 'two', 'three']) {
    write(document, line)
    await document.saved()
  }
  const { id } = document
  await w.stop('ada')

  const store = new Corestore(w.folder('ada') + '/store')
  const registry = new Registry(store)
  const record = (await registry.ready(), await registry.get('document', id))
  if (record === null) throw new Error('there is no such record')
  const wakeup = new ProtomuxWakeup()
  const replica = new Replica({ store: store.namespace(b4a.from(record.namespace, 'hex')), key: b4a.from(record.key, 'hex'), encryptionKey: b4a.from(record.encryptionKey, 'hex'), wakeup })
  await replica.ready()
  await replica.catchUp()
  const cache = { read: async () => Promise.resolve(null), write: async () => Promise.resolve() } as unknown as StateCache
  const session = new Session(replica, cache, () => [], async () => Promise.resolve(1))
  const length = await replica.append([{ kind: 'title', body: { title: 'typed before anything was pulled' } }])
  session.appended(replica.writer, length, 1)
  await session.pull()
  t.is(textOf(session), 'one\ntwo\nthree')
  await session.close()
  await replica.close()
  await registry.close()
  wakeup.destroy()
  await store.close()
})
