/** Verdicts on text: what a device may say about whose clocks, and what waits for what. */
import test, { type Assert } from 'brittle'
import * as Y from 'yjs'
import { MAX_HELD } from '../../../core/doc/policy.ts'
import { CLAIM_WINDOW } from '../../../core/format/client-id.ts'
import type { Op } from '../../../core/format/ops.ts'
import { Group, Pen, update, type Device } from '../../helpers/group.ts'
import { unhex } from '../../helpers/hex.ts'

const ACCEPTED = 'ok accepted'

/** Ada, who owns the document and has written 'honest ', and Eve, an editor with a pen that knows it. */
async function couple (t: Assert): Promise<{ group: Group, ada: Device, eve: Device, ink: Pen, pen: Pen }> {
  const group = new Group(t)
  const ada = await group.create('ada')
  const eve = await group.join(ada, 'eve')
  const ink = new Pen(ada, 0)
  const first = ink.write('honest ')
  await ada.append(ink.op(first))
  await group.settle()
  return { group, ada, eve, ink, pen: new Pen(eve, 0, first) }
}

test('text - two people write; every replica has the same rows and the same text', async (t) => {
  const { group, ada, eve, ink, pen } = await couple(t)
  group.isolate(eve)
  await ada.append(ink.op(ink.write('one ')))
  await eve.append(pen.op(pen.write('two ')))
  group.link(ada, eve)
  await group.agree()
  t.alike(await ada.verdicts(eve.writer), [ACCEPTED])
  t.is(await ada.text(), await eve.text())
  t.is((await ada.text()).length, 'honest one two '.length)
})

test('text - what breaks the format is ignored: wrong client, two clients, garbage, huge lengths', async (t) => {
  const { group, ada, eve, pen } = await couple(t)
  const edit = pen.write('x')
  const other = new Pen(eve, 1, Y.encodeStateAsUpdate(pen.doc))
  const two = Y.mergeUpdates([edit, other.write('y')])
  const far = new Pen(eve, CLAIM_WINDOW)
  const cases: [Op, string][] = [
    [update(999, edit), 'own-client'],
    [update(0, two), 'own-client'],
    [update(CLAIM_WINDOW, far.write('z')), 'client-bound'],
    [update(0, new Uint8Array(0)), 'well-formed'],
    [update(0, unhex('ff')), 'well-formed'],
    [update(0, edit.subarray(0, -1)), 'well-formed'],
    [update(0, unhex('010108000080808080802000')), 'well-formed'],   // GC of 2^40 clocks
    [update(0, unhex('01010800000000')), 'well-formed'],             // GC of none
    [update(0, unhex('0001070100ffffffffffff0f')), 'well-formed']         // deletes all that Ada will ever write
  ]
  for (const [op] of cases) await eve.append(op)
  await eve.append(...cases.map(([op]) => op))
  await group.agree()
  const rules = cases.map(([, rule]) => 'ignored ' + rule)
  t.alike(await ada.verdicts(eve.writer), [...rules, ...rules])
  t.is(await ada.read((view) => view.client(pen.client)), null, 'nothing of it binds a client')
  t.is(await ada.text(), 'honest ')
  await eve.append(pen.op(edit))
  await group.agree()
  t.is(await ada.text(), 'honest x', 'her honest edit counts all the same')
})

test('text - nobody writes under a client ID of another device', async (t) => {
  const { group, ada, eve, ink } = await couple(t)
  const forger = new Pen(ada, 0, Y.encodeStateAsUpdate(ink.doc))
  await eve.append(update(0, forger.write('forged')))
  await ada.append(ink.op(ink.write('text')))
  await group.agree()
  t.alike(await ada.verdicts(eve.writer), ['ignored own-client'])
  t.is(await eve.text(), 'honest text')
})

test('text - a device that claims the ID another is about to use, while apart, gains nothing', async (t) => {
  const { group, ada, eve } = await couple(t)
  const a = new Pen(ada, 50)
  const b = new Pen(ada, 50)
  group.isolate(eve)
  await eve.append(b.op(b.write('of Eve')))
  await ada.append(a.op(a.write('of Ada')))
  group.link(ada, eve)
  await group.agree()
  t.alike([(await ada.verdicts(ada.writer)).at(-1), (await ada.verdicts(eve.writer)).at(-1)], [ACCEPTED, 'ignored own-client'])
  t.ok((await eve.text()).includes('of Ada'))
})

test('text - a clock that repeats is ignored, also with other content', async (t) => {
  const { group, ada, eve, pen } = await couple(t)
  const known = Y.encodeStateAsUpdate(pen.doc)
  const edit = pen.write('first')
  const other = new Pen(eve, 0, known)
  await eve.append(pen.op(edit))
  await eve.append(pen.op(edit))
  await eve.append(other.op(other.write('other')))
  await group.agree()
  t.alike(await ada.verdicts(eve.writer), [ACCEPTED, 'ignored clock-contiguous', 'ignored clock-contiguous'])
  t.is(await ada.text(), 'honest first')
})

test('text - a gap in the clocks is held, and released when the missing part comes', async (t) => {
  const { group, ada, eve, pen } = await couple(t)
  const [one, two, three] = [pen.write('1'), pen.write('2'), pen.write('3')]
  await eve.append(pen.op(three))
  await eve.append(pen.op(two))
  await group.agree()
  t.alike(await ada.verdicts(eve.writer), ['held known-dependencies', 'held known-dependencies'])
  t.is(await ada.text(), 'honest ')
  t.is((await ada.read((view) => view.head(eve.writer))).held, 2)
  await eve.append(pen.op(one))
  await group.agree()
  t.alike(await ada.verdicts(eve.writer), [ACCEPTED, ACCEPTED, ACCEPTED])
  t.alike(await ada.read((view) => view.head(eve.writer)).then(({ held, heldBytes }) => [held, heldBytes]), [0, 0])
  t.is(await eve.text(), 'honest 123')
})

test('text - text that rests on what another device has not logged yet is held until it has', async (t) => {
  const { group, ada, eve, ink, pen } = await couple(t)
  const live = ink.write('seen live ')
  pen.take(live)
  const answer = pen.write('answered ')
  await eve.append(pen.op(answer))
  await group.agree()
  t.alike(await ada.verdicts(eve.writer), ['held known-dependencies'])
  await ada.append(ink.op(live))
  await group.agree()
  t.alike(await ada.verdicts(eve.writer), [ACCEPTED])
  t.is(await ada.text(), 'honest seen live answered ')
})

test('text - a deletion of what is not there yet waits; one that only deletes needs no client of its own', async (t) => {
  const { group, ada, eve, ink, pen } = await couple(t)
  const more = ink.write('mistake')
  pen.take(more)
  const erase = pen.erase(7, 7)
  await eve.append(update(0, erase))
  await group.agree()
  t.alike(await ada.verdicts(eve.writer), ['held known-dependencies'])
  await ada.append(ink.op(more))
  await group.agree()
  t.alike(await ada.verdicts(eve.writer), [ACCEPTED])
  t.is(await ada.text(), 'honest ')
  t.is(await ada.read((view) => view.client(pen.client)), null)
})

test('text - two who wait for one another wait for ever, and hold nobody else up', async (t) => {
  const { group, ada, eve, ink, pen } = await couple(t)
  const bob = await group.join(ada, 'bob')
  group.link(bob, eve)
  const other = new Pen(bob, 0, Y.encodeStateAsUpdate(pen.doc))
  const [first, second] = [pen.write('a'), other.write('b')]
  pen.take(second)
  other.take(first)
  // Each sends only what rests on the other's unsent text.
  await eve.append(pen.op(pen.write('c')))
  await bob.append(other.op(other.write('d')))
  await ada.append(ink.op(ink.write('goes on')))
  await group.agree()
  t.alike([await ada.verdicts(eve.writer), await ada.verdicts(bob.writer)], [['held known-dependencies'], ['held known-dependencies']])
  t.is(await bob.text(), 'honest goes on')
})

test('text - who has too much waiting is cut off; others, and their own later text, go on', async (t) => {
  const { group, ada, eve, ink } = await couple(t)
  const bob = await group.join(ada, 'bob')
  group.link(bob, eve)
  const missing = ink.write('never sent')
  const pens = Array.from({ length: MAX_HELD + 3 }, (_, i) => new Pen(eve, 1000 + i, Y.encodeStateAsUpdate(ink.doc)))
  await eve.append(...pens.map((pen) => pen.op(pen.write('waits'))))
  const own = new Pen(eve, 0)
  await eve.append(own.op(own.write('mine ')))
  const bobs = new Pen(bob, 0)
  await bob.append(bobs.op(bobs.write('bob ')))
  await group.agree()
  const verdicts = await ada.verdicts(eve.writer)
  t.is(verdicts.filter((verdict) => verdict === 'held known-dependencies').length, MAX_HELD)
  t.is(verdicts.filter((verdict) => verdict === 'ignored held-cap').length, 3)
  t.is(verdicts.at(-1), ACCEPTED)
  t.alike(await ada.verdicts(bob.writer), [ACCEPTED])
  await ada.append(ink.op(missing))
  await group.agree()
  t.alike((await ada.read((view) => view.head(eve.writer))).held, 0)
  t.is((await bob.text()).match(/waits/g)?.length, MAX_HELD)
})
