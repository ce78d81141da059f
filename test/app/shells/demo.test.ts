import test from 'brittle'
import { access } from 'node:fs/promises'
import { startDemo } from '../../../app/shells/browser/demo.ts'

test('demo - Ada and Ben share one document, and nothing is left at the end', { timeout: 60_000 }, async (t) => {
  const { ada, ben, dir, close } = await startDemo({ assets: new Map() })
  t.teardown(close)
  t.alike([ada.engine.profile.name, ben.engine.profile.name], ['Ada', 'Ben'])
  t.not(ada.server.url, ben.server.url)
  const [hers] = await ada.engine.documents()
  const [his] = await ben.engine.documents()
  t.is(hers?.title, 'Welcome to Sheaf')
  t.is(his?.id, hers?.id)
  const theirs = await ben.engine.open(his?.id ?? '')
  await theirs.synced()
  t.ok(theirs.ydoc.store.clients.size > 0)
  const { bytes } = await theirs.exportNotes('markdown')
  t.ok(new TextDecoder().decode(bytes).includes('No server is between them'))
  await close()
  await t.exception(access(dir))
})
