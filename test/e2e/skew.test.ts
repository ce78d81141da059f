/** Stories of people who have not updated Sheaf yet, with real keys. */
import test from 'brittle'
import { editor, joinWith, makeCode, newDocument, textOf, toEnd, until, world } from './people.ts'

test('what a newer app can do is shown in an older one, which then only reads', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const ben = await person('Ben', undefined, { schema: 1 })
  await newDocument(ada, 'Skew')
  await editor(ada.page).click()
  await ada.page.keyboard.type('plain words ')
  await joinWith(ben, await makeCode(ada), 'Skew')
  await until('ben has it', async () => (await textOf(ben.page)).includes('plain words'))
  await toEnd(ben.page)
  await ben.page.keyboard.type('and mine ')
  await until('ada has that', async () => (await textOf(ada.page)).includes('and mine'))
  t.is(await ben.page.getByText('update Sheaf').count(), 0, 'what both know stops nobody')

  await toEnd(ada.page)
  await ada.page.keyboard.type('==bright== ')
  await editor(ada.page).locator('mark').waitFor()
  await ben.page.getByText('update Sheaf').waitFor()
  await until('and has the text', async () => (await textOf(ben.page)).includes('bright'))
  t.is(await editor(ben.page).getAttribute('aria-readonly'), 'true')
  await toEnd(ben.page)
  await ben.page.keyboard.type('lost?')
  t.absent((await textOf(ben.page)).includes('lost?'), 'nothing is typed that would be refused')
  await toEnd(ada.page)
  await ada.page.keyboard.type('and on')
  await until('ben follows', async () => (await textOf(ben.page)).includes('and on'))
  t.alike([...ada.faults, ...ben.faults], [])
})
