import test from 'brittle'
import * as Y from 'yjs'
import { SheafError } from '../../../core/errors.ts'
import { DocumentSync } from '../../../app/client/sync.ts'
import { MemoryStore } from '../../../app/client/unsaved-store.ts'
import { FakeEngine, ID, settle } from './fake-engine.ts'

const EDITOR = 'editor'

function windowOn (engine: FakeEngine, store = new MemoryStore()): DocumentSync {
  return new DocumentSync(engine, ID, { store, isEdit: (transaction) => transaction.origin === EDITOR })
}

function type (sync: DocumentSync, text: string): void {
  sync.doc.transact(() => { sync.doc.getText('t').insert(sync.doc.getText('t').length, text) }, EDITOR)
}

function shown (sync: DocumentSync): string {
  return sync.doc.getText('t').toJSON()
}

test('sync - what is typed reaches the engine at once and counts as unsaved until it is confirmed', async function (t) {
  const engine = new FakeEngine()
  engine.write('Hello')
  const sync = windowOn(engine)
  await sync.open()
  t.is(shown(sync), 'Hello')

  engine.saves = false
  type(sync, ' world')
  t.is(sync.unsaved, 1)
  await settle()
  t.is(engine.text, 'Hello world')
  t.is(sync.unsaved, 1)
  engine.events.emit('saved', ID, 1)
  t.is(sync.unsaved, 0)
  await sync.destroy()
})

test('sync - changes of others arrive and are not sent back', async function (t) {
  const engine = new FakeEngine()
  const sync = windowOn(engine)
  await sync.open()
  engine.write('from afar')
  t.is(shown(sync), 'from afar')
  await settle()
  t.is(engine.pushes.length, 0)
  await sync.destroy()
})

test('sync - after a reconnect everything unsaved goes again, merged, with new numbers', async function (t) {
  const engine = new FakeEngine()
  const sync = windowOn(engine)
  await sync.open()
  type(sync, 'a')
  await settle()
  engine.cut()
  type(sync, 'b')
  type(sync, 'c')
  engine.write('X')
  t.is(sync.unsaved, 2)
  t.is(engine.pushes.length, 1)

  engine.mend()
  await settle()
  t.is(sync.unsaved, 0)
  t.is(engine.pushes.length, 2, 'one merged push')
  t.ok((engine.pushes[1]?.seq ?? 0) > (engine.pushes[0]?.seq ?? 0), 'the number rises')
  t.is(engine.text, shown(sync))
  t.is(Array.from(engine.text).sort().join(''), 'Xabc')
  await sync.destroy()
})

test('sync - a push waits for the document to be open again on the new connection', async function (t) {
  const engine = new FakeEngine()
  const sync = windowOn(engine)
  await sync.open()
  engine.cut()
  engine.mend()
  type(sync, 'in between')
  await settle()
  t.is(engine.text, 'in between')
  t.is(sync.unsaved, 0)
  await sync.destroy()
})

test('sync - a push that the cut swallowed before the disk had it goes again', async function (t) {
  const engine = new FakeEngine()
  const sync = windowOn(engine)
  await sync.open()
  engine.saves = false
  type(sync, 'a')
  await settle()
  engine.cut()
  engine.doc = new Y.Doc()
  engine.saves = true
  engine.mend()
  await settle()
  t.is(engine.text, 'a')
  t.is(sync.unsaved, 0)
  await sync.destroy()
})

test('sync - reset brings a new Y.Doc and keeps what is unsaved', async function (t) {
  const engine = new FakeEngine()
  engine.write('kept and ')
  const sync = windowOn(engine)
  await sync.open()
  const before = sync.doc
  engine.saves = false
  type(sync, 'mine')
  const docs: Y.Doc[] = []
  sync.events.on('doc', (doc) => { docs.push(doc) })

  const rebuilt = new Y.Doc()
  rebuilt.getText('t').insert(0, 'rebuilt ')
  engine.saves = true
  const state = Y.encodeStateAsUpdate(engine.doc)
  Y.applyUpdate(rebuilt, state)
  engine.doc = rebuilt
  engine.events.emit('reset', ID, 2, Y.encodeStateAsUpdate(rebuilt), 4711)
  t.is(docs.length, 1)
  t.not(sync.doc, before)
  t.is(sync.doc.clientID, 4711, 'under the client ID that the engine gave out')
  t.ok(shown(sync).includes('mine') && shown(sync).includes('rebuilt'))
  await settle()
  t.ok(engine.text.includes('mine'))
  t.is(sync.unsaved, 0)
  await sync.destroy()
})

test('sync - a rebuild while the window was away is noticed by the epoch', async function (t) {
  const engine = new FakeEngine()
  engine.write('old, to be taken back')
  const sync = windowOn(engine)
  await sync.open()
  engine.cut()
  engine.doc = new Y.Doc()
  engine.write('new')
  engine.epoch = 2
  engine.mend()
  await settle(40)
  t.is(shown(sync), 'new')
  await sync.destroy()
})

test('sync - a reader sends nothing, whatever happens to the Y.Doc', async function (t) {
  const engine = new FakeEngine()
  engine.write('read me')
  engine.writable = false
  const sync = windowOn(engine)
  await sync.open()
  type(sync, '!')
  sync.doc.getText('t').delete(0, 2)
  await settle()
  t.is(engine.pushes.length, 0)
  t.is(sync.unsaved, 0)

  engine.writable = true
  engine.events.emit('status', ID, engine.status())
  await settle(40)
  t.is(shown(sync), 'read me', 'on becoming a writer the window starts from a clean copy')
  type(sync, ' now')
  await settle()
  t.is(engine.text, 'read me now')
  await sync.destroy()
})

test('sync - what rendering deletes of others stays in this window', async function (t) {
  const engine = new FakeEngine()
  engine.write('from the future')
  const sync = windowOn(engine)
  await sync.open()
  sync.doc.transact(() => { sync.doc.getText('t').delete(0, 4) }, 'renderer')
  type(sync, '!')
  await settle()
  t.is(engine.text, 'from the future!')
  await sync.destroy()
})

test('sync - content that rendering made up never leaves, and does not block what is typed later', async function (t) {
  const engine = new FakeEngine()
  engine.write('abc')
  const sync = windowOn(engine)
  await sync.open()
  sync.doc.transact(() => {
    sync.doc.getText('t').delete(0, 1)
    sync.doc.getText('t').insert(0, 'Z')
  }, 'renderer')
  await settle(40)
  type(sync, 'd')
  await settle()
  t.is(engine.text, 'abcd')
  t.is(shown(sync), 'abcd')
  await sync.destroy()
})

test('sync - a refused push is dropped with a message, and what was typed on top of it too', async function (t) {
  const engine = new FakeEngine()
  engine.write('ours')
  const sync = windowOn(engine)
  await sync.open()
  const messages: string[] = []
  let lost = ''
  sync.events.on('refused', (err, doc) => {
    messages.push(`${err.code}: ${err.message}`)
    lost = doc.getText('t').toJSON()
  })
  engine.refuse = new SheafError('NOT_ALLOWED', 'You can read this document but not change it.')
  type(sync, ' and mine')
  await settle(40)
  t.alike(messages, ['NOT_ALLOWED: You can read this document but not change it.'])
  t.is(lost, 'ours and mine', 'the text can still be copied')
  t.is(shown(sync), 'ours')
  t.is(sync.unsaved, 0)

  engine.refuse = null
  type(sync, '!')
  await settle()
  t.is(engine.text, 'ours!')
  await sync.destroy()
})

test('sync - a full disk is not a refusal: the edit is kept and goes again', async function (t) {
  const engine = new FakeEngine()
  const sync = windowOn(engine)
  await sync.open()
  const push = engine.api.push
  engine.api.push = async () => { throw new SheafError('DISK_FULL', 'The disk is full.') }
  type(sync, 'a')
  await settle()
  t.is(sync.unsaved, 1)
  engine.api.push = push
  engine.cut()
  engine.mend()
  await settle()
  t.is(engine.text, 'a')
  await sync.destroy()
})

test('sync - unsaved edits survive a reload while the engine is away', async function (t) {
  const engine = new FakeEngine()
  const store = new MemoryStore()
  const first = windowOn(engine, store)
  await first.open()
  type(first, 'before ')
  await settle()
  engine.cut()
  type(first, 'while away')
  t.ok(first.atRisk, 'not stored yet: closing would lose it')
  await first.flush()
  t.absent(first.atRisk)

  const second = windowOn(engine, store)
  await second.open()
  t.is(shown(second), '', 'the engine is still away')
  engine.mend()
  await settle(40)
  t.is(shown(second), 'before while away')
  t.is(engine.text, 'before while away')
  t.is(second.unsaved, 0)
  await settle(300)
  t.alike(await store.load(ID), [], 'nothing is left behind')
  await first.destroy()
  await second.destroy()
})

test('sync - updates of two client IDs are not merged into one', async function (t) {
  const engine = new FakeEngine()
  const store = new MemoryStore()
  const first = windowOn(engine, store)
  await first.open()
  engine.cut()
  type(first, 'one')
  await first.destroy()
  engine.mend()
  engine.saves = false
  const second = windowOn(engine, store)
  await second.open()
  type(second, ' two')
  await settle()
  engine.cut()
  engine.pushes.length = 0
  engine.saves = true
  engine.mend()
  await settle()
  t.is(engine.pushes.length, 2)
  for (const { update } of engine.pushes) t.is(Y.parseUpdateMeta(update).from.size, 1)
  t.is(engine.text, 'one two')
  await second.destroy()
})

test('sync - an hour of typing while the engine is away goes as one push', async function (t) {
  const engine = new FakeEngine()
  const sync = windowOn(engine)
  await sync.open()
  engine.cut()
  for (let i = 0; i < 1000; i++) type(sync, 'x')
  t.is(sync.unsaved, 1000)
  engine.mend()
  for (let n = 0; n < 200 && sync.unsaved > 0; n++) await settle(50)
  t.is(engine.pushes.length, 1)
  t.is(engine.text.length, 1000)
  t.is(sync.unsaved, 0)
  await sync.destroy()
})

test('sync - the cursor is sent again after a reconnect, under the client ID of this window', async function (t) {
  const engine = new FakeEngine()
  const sync = windowOn(engine)
  await sync.open()
  sync.present({ anchor: new Uint8Array([1]), head: new Uint8Array([1]) })
  engine.cut()
  engine.presents.length = 0
  engine.mend()
  await settle()
  t.alike(engine.presents, [{ client: sync.doc.clientID }])
  await sync.destroy()
})

test('sync - what others write moves the places at which this window writes next', async function (t) {
  const engine = new FakeEngine()
  engine.write('the middle')
  const sync = windowOn(engine)
  await sync.open()
  const text = sync.doc.getText('t')
  const edit = (run: () => void): void => { sync.doc.transact(run, EDITOR) }
  // Yjs keeps such places as soon as one edits in the middle.
  edit(() => { text.insert(4, 'very ') })
  edit(() => { text.delete(4, 5) })
  edit(() => { text.insert(7, '-') })
  edit(() => { text.delete(7, 1) })
  await settle()
  engine.write('123456', 0)
  t.is(shown(sync), '123456the middle')
  edit(() => { text.delete(10, 6) })
  t.is(shown(sync), '123456the ')
  await settle()
  t.is(engine.text, '123456the ')
  await sync.destroy()
})
