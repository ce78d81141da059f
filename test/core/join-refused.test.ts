/** Stories of codes that do not open: each failure has a code and a sentence of its own. */
import test from 'brittle'
import { codeOf, settle, sleep, textOf, until, world, write } from '../sim/world.ts'

test('join refused - a code that is mistyped, cut short or no code at all', async (t) => {
  const w = await world(t)
  await w.startAll('ada', 'ben')
  const code = await (await w.engine('ada').create()).invite()
  const other = code[20] === 'y' ? 'b' : 'y'
  const wrong: [string, string][] = [
    ['mistyped', code.slice(0, 20) + other + code.slice(21)],
    ['without its end', code.slice(0, -2)], // the last letter may carry nothing but padding
    ['without its beginning', code.slice(1)],
    ['half of it', code.slice(0, code.length / 2)],
    ['twice', code + code],
    ['two letters swapped', code.slice(0, 30) + (code[31] ?? '') + (code[30] ?? '') + code.slice(32)],
    ['nothing', ''],
    ['a space', ' '],
    ['a word', 'hello'],
    ['an address', 'https://example.org/'],
    ['letters that no code has', code.slice(0, 10) + '0l2v' + code.slice(14)],
    ['something else that is long', 'y'.repeat(124)],
    ['very long', 'ybndrfg8'.repeat(100_000)],
    ['another alphabet', 'Ω≈ç√∫˜µ≤≥÷'],
    ['control characters', '\u0000\u0001\u0002']
  ]
  for (const [what, text] of wrong) {
    if (text !== code) t.is(await codeOf(w.engine('ben').join(text)), 'INVITE_WRONG', what)
  }
  t.alike(await w.engine('ben').documents(), [], 'nothing is left in the list')
  t.is(await codeOf(w.engine('ben').joined('00'.repeat(32))), 'NOT_FOUND')
})

test('join refused - expired: at once when the code says so itself', async (t) => {
  const w = await world(t)
  await w.startAll('ada', 'ben')
  const ada = await w.engine('ada').create()
  t.is(await codeOf(ada.invite({ expires: Date.now() - 1000 })), 'BAD_INPUT')
  t.is(await codeOf(ada.invite({ expires: 1.5 })), 'BAD_INPUT')
  t.is(await codeOf(ada.invite({ uses: -1 })), 'BAD_INPUT')
  const code = await ada.invite({ expires: Math.ceil(Date.now() / 1000) * 1000 + 1000 })
  await until('it has expired', async () => (await ada.invites())[0]?.state === 'expired')
  t.is(await codeOf(w.engine('ben').join(code)), 'INVITE_EXPIRED')
  t.alike(await w.engine('ben').documents(), [])
})

test('join refused - expired while it waited: the join fails with the reason', async (t) => {
  const w = await world(t)
  const ada = await (await w.start('ada')).create()
  const code = await ada.invite({ expires: Math.ceil(Date.now() / 1000) * 1000 + 2000 })
  await w.stop('ada')
  const ben = await w.start('ben')
  const waiting = codeOf(ben.join(code))
  await until('it waits', async () => (await ben.documents())[0]?.state === 'joining')
  await sleep(3000)
  const again = await (await w.start('ada')).open(ada.id)
  t.is((await again.invites())[0]?.state, 'expired')
  t.is(await waiting, 'INVITE_EXPIRED')
  const [failed] = await ben.documents()
  t.alike([failed?.state, failed?.error?.code], ['failed', 'INVITE_EXPIRED'])
  t.is(await codeOf(ben.joined(ada.id)), 'INVITE_EXPIRED', 'asked again, it says so again')
  await w.restart('ben')
  t.is((await w.engine('ben').documents())[0]?.state, 'failed', 'also after a restart')
  const fresh = await w.engine('ben').join(await again.invite())
  t.is(fresh.id, ada.id, 'a new code for the same document works')
  t.alike((await w.engine('ben').documents()).map(({ state }) => state), ['ready'])
})

test('join refused - used: the second person is told so', async (t) => {
  const w = await world(t)
  await w.startAll('ada', 'ben', 'cleo')
  const ada = await w.engine('ada').create()
  const code = await ada.invite()
  await w.engine('ben').join(code)
  t.is(await codeOf(w.engine('cleo').join(code)), 'INVITE_USED')
  t.alike((await w.engine('cleo').documents()).map(({ state, error }) => [state, error?.code]), [['failed', 'INVITE_USED']])
  await w.engine('cleo').cancelJoin(ada.id)
  t.alike(await w.engine('cleo').documents(), [], 'and can be taken off the list')
})

test('join refused - two come at once with a code for one: one gets in', async (t) => {
  const w = await world(t)
  await w.startAll('ada', 'ben', 'cleo')
  const ada = await w.engine('ada').create()
  const code = await ada.invite()
  const codes = await Promise.all([codeOf(w.engine('ben').join(code)), codeOf(w.engine('cleo').join(code))])
  t.alike(codes.sort(), ['', 'INVITE_USED'])
  t.is((await ada.members()).length, 2)
})

test('join refused - two are let in at once by two who do not see each other: only one stays', async (t) => {
  const w = await world(t)
  await w.startAll('ada', 'ben', 'cleo', 'dan')
  const [ada, ben] = await w.share('ada', ['ben'])
  const code = await ada!.invite()
  await until('ben knows of it', async () => (await ben!.invites()).some(({ state }) => state === 'open'))
  for (const [a, b] of [['ada', 'ben'], ['ada', 'dan'], ['ben', 'cleo'], ['cleo', 'dan']] as const) await w.cut(a, b)
  await until('they are apart', () => ada!.status().connected === 0 && ben!.status().connected === 0)
  const newcomers = await Promise.all(['cleo', 'dan'].map((name) => w.engine(name).join(code)))
  t.pass('apart, each was let in by the one that it saw')
  await w.healAll()
  await settle(ada!, ben!)
  await until('both agree', async () => (await ada!.members()).length === (await ben!.members()).length)
  t.is((await ada!.members()).length, 3, 'the code was for one')
  await until('the other one learns of it', () => newcomers.filter((document) => document.status().writable).length === 1)
  write(ada!, 'still fine')
  await settle(ada!, ben!)
  t.ok(textOf(ben!).includes('still fine'))
})

test('join refused - three uses let three in and no fourth', async (t) => {
  const w = await world(t)
  await w.startAll('ada', 'ben', 'cleo', 'dan', 'eve')
  const ada = await w.engine('ada').create()
  const code = await ada.invite({ uses: 3 })
  const codes = await Promise.all(['ben', 'cleo', 'dan', 'eve'].map((name) => codeOf(w.engine(name).join(code))))
  t.alike(codes.sort(), ['', '', '', 'INVITE_USED'])
  t.is((await ada.members()).length, 4)
})

test('join refused - withdrawn', async (t) => {
  const w = await world(t)
  await w.startAll('ada', 'ben', 'cleo')
  const [ada, ben] = await w.share('ada', ['ben'])
  const invite = await ada!.createInvite({})
  await until('ben knows of it', async () => (await ben!.invites()).some(({ id }) => id === invite.id))
  t.is(await codeOf(ben!.revoke(invite.id)), 'NOT_ALLOWED', 'an editor does not withdraw an owner\'s')
  t.is(await codeOf(ada!.revoke('00'.repeat(32))), 'NOT_FOUND')
  t.is(await codeOf(ada!.revoke('no key')), 'NOT_FOUND')
  await ada!.revoke(invite.id)
  t.is((await ada!.invites()).find(({ id }) => id === invite.id)?.state, 'revoked')
  t.is(await codeOf(w.engine('cleo').join(invite.code ?? '')), 'INVITE_REVOKED')
})

test('join refused - withdrawn while the newcomer waits, and while the one who answers has not heard of it', async (t) => {
  const w = await world(t)
  await w.startAll('ada', 'ben')
  const [ada] = await w.share('ada', ['ben'])
  const invite = await ada!.createInvite({})
  const { id } = ada!
  await w.stop('ben')
  await ada!.revoke(invite.id)
  await w.stop('ada')
  await w.start('cleo')
  const waiting = codeOf(w.engine('cleo').join(invite.code ?? ''))
  await until('it waits', async () => (await w.engine('cleo').documents())[0]?.state === 'joining')
  await w.start('ada')
  t.is(await waiting, 'INVITE_REVOKED')
  const ben = await (await w.start('ben')).open(id)
  await until('ben agrees', async () => (await ben.invites()).find(({ id: key }) => key === invite.id)?.state === 'revoked')
})
