import test from 'brittle'
import * as Y from 'yjs'
import { SheafError } from '../../../core/errors.ts'
import { RPC_VERSION } from '../../../core/rpc/api.ts'
import { encodeFrame, REPLY } from '../../../core/rpc/frame.ts'
import { Leases } from '../../../core/rpc/lease.ts'
import { FakeEngine } from './double.ts'
import { random } from './random.ts'
import { TestWindow } from './window.ts'

const NOTHING = new Uint8Array(0)

/** What a window does when somebody types. */
function typed (text: string, doc = new Y.Doc()): Uint8Array {
  const before = Y.encodeStateVector(doc)
  doc.getText('t').insert(doc.getText('t').length, text)
  return Y.encodeStateAsUpdate(doc, before)
}

async function code (promise: Promise<unknown>): Promise<string> {
  try {
    await promise
  } catch (error) {
    return error instanceof SheafError ? error.code : String(error)
  }
  return 'accepted'
}

const settle = (ms = 30) => new Promise((resolve) => { setTimeout(resolve, ms) })

test('server - a window says hello and learns the version, the profile and the network switch', async (t) => {
  const window = new TestWindow(new FakeEngine())
  t.alike(await window.call('hello', RPC_VERSION), {
    rpc: RPC_VERSION, version: '0.0.0', profile: { name: 'Ada', color: '#aa0000', label: '' }, online: true
  })
})

test('server - what one window types shows in the other, and not twice in its own', async (t) => {
  const engine = new FakeEngine(['aa'])
  const [ada, ben] = [new TestWindow(engine), new TestWindow(engine)]
  await ada.call('open', 'aa', NOTHING)
  await ben.call('open', 'aa', NOTHING)
  await ada.call('push', 'aa', 1, typed('hello'))
  await ben.until(() => ben.all('update').length === 1)
  const seen = new Y.Doc()
  Y.applyUpdate(seen, ben.all('update')[0]?.[1] as Uint8Array)
  t.is(seen.getText('t').toJSON(), 'hello')
  await settle()
  t.is(ada.all('update').length, 0)
  t.alike(ada.all('saved'), [['aa', 1]])
})

test('server - a window that comes back gets only what it lacks', async (t) => {
  const engine = new FakeEngine(['aa'])
  const { ydoc } = engine.document('aa')
  ydoc.getText('t').insert(0, 'x'.repeat(10_000))
  const window = new TestWindow(engine)
  const first = await window.call('open', 'aa', NOTHING)
  t.ok(first.update.length > 10_000)
  const again = await window.call('open', 'aa', first.stateVector)
  t.ok(again.update.length < 10)
  t.is(await code(window.call('open', 'aa', new Uint8Array([200, 200]))), 'BAD_INPUT')
})

test('server - a state vector cannot be a trap', async (t) => {
  const window = new TestWindow(new FakeEngine(['aa']))
  for (const vector of [[255, 255, 255, 255, 15], [1], [1, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1]]) {
    t.is(await code(window.call('open', 'aa', new Uint8Array(vector))), 'BAD_INPUT')
  }
  t.absent(window.closed)
})

test('server - saved is told once for many pushes, with the newest number', async (t) => {
  const engine = new FakeEngine(['aa'])
  const window = new TestWindow(engine)
  await window.call('open', 'aa', NOTHING)
  const document = engine.document('aa')
  let written = (): void => {}
  document.disk = new Promise((resolve) => { written = resolve })
  const doc = new Y.Doc()
  await Promise.all(Array.from({ length: 50 }, (_, seq) => window.call('push', 'aa', seq, typed('x', doc))))
  t.is(window.all('saved').length, 0, 'nothing is said to be saved before the disk has it')
  written()
  await window.until(() => window.all('saved').length === 2)
  t.alike(window.all('saved').at(-1), ['aa', 49])
  t.ok(document.savedCalls <= 3)
  t.is(document.ydoc.getText('t').length, 50)
})

test('server - saved is tried again after a full disk', async (t) => {
  const engine = new FakeEngine(['aa'])
  const window = new TestWindow(engine)
  await window.call('open', 'aa', NOTHING)
  const document = engine.document('aa')
  document.disk = Promise.reject(new SheafError('DISK_FULL', 'The disk is full.'))
  document.disk.catch(() => {})
  await window.call('push', 'aa', 1, typed('hello'))
  await settle()
  t.is(window.all('saved').length, 0)
  document.disk = Promise.resolve()
  await window.until(() => window.all('saved').length === 1)
  t.alike(window.all('saved'), [['aa', 1]])
})

test('server - a refused push is told, and the next one still counts', async (t) => {
  const engine = new FakeEngine(['aa'])
  const window = new TestWindow(engine)
  await window.call('open', 'aa', NOTHING)
  engine.document('aa').failure = new SheafError('NOT_ALLOWED', 'A reader cannot write.')
  await window.call('push', 'aa', 1, typed('a'))
  t.alike(window.all('refused'), [['aa', 1, 'NOT_ALLOWED', 'A reader cannot write.']])
  engine.document('aa').failure = null
  await window.call('push', 'aa', 2, typed('b'))
  await window.until(() => window.all('saved').length > 0)
  await window.call('push', 'aa', 3, new Uint8Array([255, 255, 255]))
  t.is(window.all('refused')[1]?.[2], 'BAD_UPDATE')
})

test('server - what fails without being refused is never counted as saved', async (t) => {
  const engine = new FakeEngine(['aa'])
  const window = new TestWindow(engine)
  await window.call('open', 'aa', NOTHING)
  engine.document('aa').failure = new SheafError('DISK_FULL', 'The disk is full.')
  t.is(await code(window.call('push', 'aa', 1, typed('a'))), 'DISK_FULL')
  engine.document('aa').failure = null
  t.is(await code(window.call('push', 'aa', 2, typed('b'))), 'DISK_FULL', 'what builds on it waits too')
  await window.until(() => window.closed)
  t.is(window.all('refused').length + window.all('saved').length, 0)
  t.is(window.all('bye').length, 1, 'the window comes back and pushes both again')
})

test('server - a push into a document that is not open is not lost in silence', async (t) => {
  const window = new TestWindow(new FakeEngine(['aa']))
  t.is(await code(window.call('push', 'aa', 1, typed('a'))), 'CLOSED')
})

test('server - cursors go to the others and vanish with the window', async (t) => {
  const engine = new FakeEngine(['aa'])
  const [ada, ben] = [new TestWindow(engine), new TestWindow(engine)]
  await ada.call('open', 'aa', NOTHING)
  await ben.call('open', 'aa', NOTHING)
  const cursor = { anchor: new Uint8Array([1]), head: new Uint8Array([2]) }
  await ada.call('present', 'aa', 11, cursor)
  await ben.until(() => ben.all('presence').at(-1)?.[1].length === 1)
  t.alike(ben.all('presence').at(-1)?.[1][0]?.cursor, cursor)
  await settle(80)
  t.ok(ada.all('presence').every(([, list]) => list.length === 0), 'a window does not see itself')
  ada.channel.close()
  await ben.until(() => ben.all('presence').at(-1)?.[1].length === 0)
  t.pass('gone')
})

test('server - a hundred changes of status are a few messages, and the last one is told', async (t) => {
  const engine = new FakeEngine(['aa'])
  const window = new TestWindow(engine)
  await window.call('open', 'aa', NOTHING)
  for (let i = 0; i < 100; i++) engine.document('aa').emit('status')
  await settle(500)
  t.ok(window.all('status').length >= 2 && window.all('status').length <= 3, `${window.all('status').length} messages`)
})

test('server - a rebuilt document is sent whole, and what follows builds on it', async (t) => {
  const engine = new FakeEngine(['aa'])
  const window = new TestWindow(engine)
  await window.call('open', 'aa', NOTHING)
  engine.document('aa').rebuild((ydoc) => { ydoc.getText('t').insert(0, 'what counts') })
  await window.until(() => window.all('reset').length === 1)
  const [, epoch, update] = window.all('reset')[0] as unknown as [string, number, Uint8Array]
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  t.is(epoch, 1)
  t.is(doc.getText('t').toJSON(), 'what counts')
  engine.document('aa').ydoc.getText('t').insert(0, 'and more, ')
  await window.until(() => window.all('update').length === 1)
  t.pass('updates of the new Y.Doc arrive')
})

test('server - a document stays open as long as one window uses it', async (t) => {
  const engine = new FakeEngine(['aa'])
  const leases = new Leases(engine, 20)
  const [first, second] = [await leases.take('aa'), await leases.take('aa')]
  t.is(engine.opens, 1)
  first.release()
  first.release()
  await settle(60)
  t.is(engine.document('aa').closes, 0)
  second.release()
  const third = await leases.take('aa')
  await settle(60)
  t.is(engine.document('aa').closes, 0, 'taken again in time')
  third.release()
  await settle(60)
  t.is(engine.document('aa').closes, 1)
  ;(await leases.take('aa')).release()
  t.is(engine.opens, 2)
})

test('server - a document that closes underneath sends the windows back', async (t) => {
  const engine = new FakeEngine(['aa'])
  const window = new TestWindow(engine)
  await window.call('open', 'aa', NOTHING)
  await engine.document('aa').close()
  await window.until(() => window.closed)
  t.is(window.all('bye').length, 1)
})

test('server - a closed window listens to nothing any more', async (t) => {
  const engine = new FakeEngine(['aa'])
  const window = new TestWindow(engine)
  await window.call('open', 'aa', NOTHING)
  const waiting = code(window.call('joined', '701'))
  await window.until(() => engine.joins.has('701'))
  window.channel.close()
  await settle()
  t.ok(engine.joins.get('701')?.signal?.aborted, 'the wait for a join ends with its window')
  t.ok(window.connection.closed)
  for (const event of ['update', 'status', 'presence', 'members', 'info', 'reset', 'removed']) {
    t.is(engine.document('aa').listenerCount(event), 0, event)
  }
  t.is(engine.listenerCount('documents'), 0)
  void waiting
})

test('server - closing says goodbye', async (t) => {
  const window = new TestWindow(new FakeEngine())
  window.connection.close()
  await window.until(() => window.closed)
  t.alike(window.all('bye'), [['Sheaf is closing.']])
})

test('server - create, list, invite, export', async (t) => {
  const engine = new FakeEngine()
  const window = new TestWindow(engine)
  const { id, notes } = await window.call('create', { markdown: '# Plan\n<video src=x>' })
  t.alike(notes, ['A video became a link.'])
  await window.until(() => window.all('documents').length > 0)
  t.is((await window.call('documents'))[0]?.title, 'Plan')
  t.is((await window.call('invite', id, { role: 'reader', uses: 2 })).code, `code-${id}`)
  t.is((await window.call('export', id, 'markdown')).filename, 'Plan.md')
  await window.call('sharing', id, true)
  t.ok(engine.document(id).shared)
  t.is(await code(window.call('join', 'nonsense')), 'INVITE_WRONG')
  t.alike(await window.call('join', 'code-1'), { id: '701' })
})

test('server - calls that do not exist or do not fit get a sentence', async (t) => {
  const window = new TestWindow(new FakeEngine(['aa']))
  t.is(await code(window.raw('constructor', [])), 'UNSUPPORTED')
  t.is(await code(window.raw('format', ['c:'])), 'UNSUPPORTED')
  t.is(await code(window.raw('open', [{}, 1])), 'BAD_INPUT')
  t.is(await code(window.call('open', 'bb', NOTHING)), 'NOT_FOUND')
  t.absent(window.closed)
})

test('server - an inner error tells the window nothing about the inside', async (t) => {
  const engine = new FakeEngine()
  engine.documents = () => Promise.reject(new Error('/secret/path is broken'))
  const window = new TestWindow(engine)
  try {
    await window.call('documents')
    t.fail('accepted')
  } catch (error) {
    t.is((error as SheafError).code, 'INTERNAL')
    t.absent((error as SheafError).message.includes('secret'))
  }
})

test('server - a frame that only an engine sends, and a flood, end the connection', async (t) => {
  const window = new TestWindow(new FakeEngine())
  window.channel.send(encodeFrame([REPLY, 1, null]))
  await window.until(() => window.closed)
  const flood = new TestWindow(new FakeEngine(), { callsPerSecond: 100 })
  await Promise.all(Array.from({ length: 300 }, () => flood.call('documents').catch(() => {})))
  t.ok(flood.closed)
})

test('server - a window that takes nothing is let go', async (t) => {
  const engine = new FakeEngine(['aa'])
  const window = new TestWindow(engine)
  await window.call('open', 'aa', NOTHING)
  window.channel.other.bufferedAmount = 1e9
  engine.document('aa').ydoc.getText('t').insert(0, 'x')
  await window.until(() => window.closed)
  t.pass('closed')
})

test('server - garbage never crashes the engine and never reaches a document', async (t) => {
  const { seed, integer, bytes } = random()
  t.comment(`seed ${seed}`)
  const engine = new FakeEngine(['aa'])
  const healthy = new TestWindow(engine)
  await healthy.call('open', 'aa', NOTHING)
  const methods = ['hello', 'open', 'push', 'present', 'invite', 'create', 'export', 'close', 'revoke', 'setProfile']
  const junk = (): unknown => [
    null, integer(1e9), -integer(1e9), 'aa', 'x'.repeat(integer(100)), bytes(integer(50)), [[]], { role: 'owner' }, true
  ][integer(9)]
  let window = new TestWindow(engine)
  for (let i = 0; i < 1000; i++) {
    if (window.closed) window = new TestWindow(engine)
    if (i % 3 === 0) window.channel.send(bytes(integer(100)))
    else {
      const args = Array.from({ length: integer(4) }, junk)
      await window.raw(methods[integer(methods.length)] ?? 'open', args).catch(() => {})
    }
  }
  await healthy.call('push', 'aa', 1, typed('still here'))
  await healthy.until(() => healthy.all('saved').length === 1)
  t.ok(engine.document('aa').ydoc.getText('t').toJSON().includes('still here'))
})
