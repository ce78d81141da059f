import test from 'brittle'
import { editor, joinWith, makeCode, newDocument, textOf, toEnd, until, world } from './people.ts'

test('two people join by code, type at once, lose the network, write on, and meet again', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const ben = await person('Ben')
  await newDocument(ada, 'Minutes')
  await editor(ada.page).click()
  await ada.page.keyboard.type('Agenda for Monday')
  await joinWith(ben, await makeCode(ada), 'Minutes')
  await until('Ben reads Ada', async () => (await textOf(ben.page)).includes('Agenda for Monday'))
  t.pass('Ben joined with the code and reads what was there')

  for (const { page } of [ada, ben]) await toEnd(page)
  await ben.page.keyboard.press('Enter')
  await Promise.all([
    ada.page.keyboard.type(' and Tuesday', { delay: 20 }),
    ben.page.keyboard.type('Ben takes notes', { delay: 20 })
  ])
  const same = async (): Promise<boolean> => await textOf(ada.page) === await textOf(ben.page)
  await until('both saw both', async () => await same() && (await textOf(ada.page)).includes('Ben takes notes'))
  t.is(await textOf(ada.page), 'Agenda for Monday and Tuesday\nBen takes notes')

  await until('Ada sees that Ben is here', async () => (await ada.page.getByTestId('here').getAttribute('aria-label'))?.includes('Ben') === true)
  await until('and where', async () => await ada.page.getByTestId('peer-cursor').locator('[data-name="Ben"]').count() === 1)
  t.pass('each sees the other\'s name and cursor')

  await ben.host.engine.setOnline(false)
  await until('Ben is told', async () => /offline/i.test(await ben.page.getByTestId('sync-state').innerText()))
  await ada.page.keyboard.type('!')
  await ben.page.keyboard.type(', offline')
  await ben.page.waitForTimeout(300)
  t.absent((await textOf(ben.page)).includes('Tuesday!'), 'nothing crosses while Ben is offline')
  await ben.host.engine.setOnline(true)
  await until('both meet again', async () => await same() && (await textOf(ada.page)).includes('offline') && (await textOf(ada.page)).includes('Tuesday!'), 40_000)
  t.is(await textOf(ada.page), 'Agenda for Monday and Tuesday!\nBen takes notes, offline')

  await ben.page.keyboard.press('Control+z')
  await until('undo is Ben\'s own', async () => await same() && !(await textOf(ada.page)).includes('offline'))
  t.ok((await textOf(ada.page)).includes('Tuesday!'), 'Ben\'s undo leaves Ada\'s words')
  t.alike([...ada.faults, ...ben.faults], [], 'no error in either window')
})

test('a reload in the middle of typing, and an engine that goes and comes back, lose nothing', { timeout: 120_000 }, async (t) => {
  const sheaf = await world(t)
  const ada = await sheaf.person('Ada')
  await newDocument(ada, 'Draft')
  await editor(ada.page).click()
  await ada.page.keyboard.type('typed before the reload')
  await ada.page.reload()
  await editor(ada.page).waitFor()
  await until('all is there', async () => await textOf(ada.page) === 'typed before the reload')
  t.pass('a reload right after the last key keeps it')

  await toEnd(ada.page)
  await ada.host.close()
  await ada.page.getByTestId('connection-banner').waitFor()
  await ada.page.keyboard.type(' and while Sheaf was away')
  t.ok((await ada.page.getByTestId('connection-banner').innerText()).includes('kept in this window'), 'the window says where the words are')
  await sheaf.restart(ada)
  await ada.page.getByTestId('connection-banner').waitFor({ state: 'detached', timeout: 30_000 })
  await until('saved again', async () => /saved/i.test(await ada.page.getByTestId('sync-state').innerText()))
  const id = (await ada.host.engine.documents())[0]?.id ?? ''
  const document = await ada.host.engine.open(id)
  await until('the engine has it', async () => document.ydoc.getXmlFragment('prosemirror').toString().includes('while Sheaf was away'))
  t.is(await textOf(ada.page), 'typed before the reload and while Sheaf was away')
})

test('two windows of one person on one engine show the same', { timeout: 90_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  await newDocument(ada, 'Two windows')
  await editor(ada.page).click()
  await ada.page.keyboard.type('one ')
  const second = await ada.page.context().newPage()
  await second.goto(ada.page.url())
  await editor(second).waitFor()
  await until('the second window has it', async () => (await textOf(second)).startsWith('one'))
  await toEnd(second)
  await second.keyboard.type('two')
  await until('the first window has it', async () => await textOf(ada.page) === 'one two')
  t.is(await textOf(second), 'one two')
})
