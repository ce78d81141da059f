// People, days, other documents and emoji in the text, as two people write them with real keys.
import test from 'brittle'
import type { Page } from 'playwright-core'
import { serious } from './axe.ts'
import { editor, joinWith, makeCode, newDocument, textOf, until, world } from './people.ts'

async function press (page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
  // A browser tells of a moved cursor a moment later.
  await page.waitForTimeout(250)
}

test('a mention of the other person, under the name of today', { timeout: 150_000 }, async (t) => {
  const { person } = await world(t)
  const [ada, bob] = [await person('Ada'), await person('Bob')]
  await newDocument(ada, 'Plans')
  await editor(ada.page).click()
  await ada.page.keyboard.type('Ask ')
  await joinWith(bob, await makeCode(ada), 'Plans')
  await editor(ada.page).click()
  await press(ada.page, 'Control+End')
  await ada.page.keyboard.type('@')
  const menu = ada.page.getByTestId('mention-menu')
  await until('Bob is in the list', async () => (await menu.getByRole('option').allInnerTexts()).some((text) => text.includes('Bob')))
  t.is(await editor(ada.page).getAttribute('role'), 'combobox')
  await ada.page.keyboard.type('bo')
  t.is(await menu.getByRole('option').count(), 1)
  t.is(await editor(ada.page).getAttribute('aria-activedescendant'), await menu.getByRole('option').getAttribute('id'))
  t.alike(await serious(ada.page), [], 'the list can be used by everyone')
  await press(ada.page, 'Enter')
  await ada.page.keyboard.type('about it')
  await until('it arrives', async () => await textOf(bob.page) === 'Ask @Bob about it')
  t.is(await editor(bob.page).locator('.mention').innerText(), '@Bob')

  await bob.host.engine.setProfile({ name: 'Robert', color: '#2f6fdb', label: '' })
  await until('both see the new name', async () => await textOf(ada.page) === 'Ask @Robert about it' && await textOf(bob.page) === 'Ask @Robert about it')
  t.is((await ada.host.engine.open((await ada.host.engine.documents())[0]!.id)).ydoc.getXmlFragment('prosemirror').toString().includes('name="Bob"'), true, 'what is stored did not change by showing it')

  // Escape leaves what was typed; a composition inside of the open list is only text.
  await press(ada.page, 'End')
  await ada.page.keyboard.type(' @rob')
  await menu.waitFor()
  const session = await ada.page.context().newCDPSession(ada.page)
  await session.send('Input.imeSetComposition', { selectionStart: 2, selectionEnd: 2, text: 'にほ' })
  await editor(bob.page).click()
  await press(bob.page, 'Control+Home')
  await bob.page.keyboard.type('Hi. ')
  await until('words of the other arrive meanwhile', async () => (await textOf(ada.page)).startsWith('Hi. Ask'))
  await session.send('Input.insertText', { text: '日本' })
  await until('the composition stays', async () => (await textOf(ada.page)).endsWith('@rob日本'))
  for (let i = 0; i < 2; i++) await ada.page.keyboard.press('Backspace')
  await until('found again', async () => await menu.getByRole('option').count() === 1)
  await press(ada.page, 'Escape')
  t.is(await menu.count(), 0)
  t.ok((await textOf(bob.page)).includes('Hi. Ask @Robert about it'))
  t.alike([...ada.faults, ...bob.faults], [])
})

test('a day: chosen by its name or number, shown in the language of the reader, changed by the calendar', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada', { locale: 'en-GB' })
  const { page } = ada
  const day = editor(page).locator('time')
  await newDocument(ada, 'Days')
  await editor(page).click()
  await page.keyboard.type('due @2026-11-30')
  await press(page, 'Enter')
  t.is(await day.innerText(), '30 November 2026')
  t.is(await day.getAttribute('datetime'), '2026-11-30')
  await page.keyboard.type('or @tomo')
  await press(page, 'Enter')
  await until('tomorrow', async () => await day.count() === 2)
  await page.keyboard.type('sharp')
  await press(page, 'Backspace', 'Backspace', 'Backspace', 'Backspace', 'Backspace', 'Backspace', 'ArrowLeft')
  await press(page, 'Enter')
  await page.getByTestId('date-panel').waitFor()
  t.alike(await serious(page), [], 'the panel can be used by everyone')
  await page.getByTestId('date-panel').locator('input').fill('2027-01-02')
  await press(page, 'Enter')
  t.is(await page.getByTestId('date-panel').count(), 0)
  t.is(await day.nth(1).innerText(), '2 January 2027')
  await page.keyboard.type('!')
  t.is(await textOf(page), 'due 30 November 2026 or 2 January 2027!', 'and on with the text')
  await day.first().click()
  await page.getByTestId('date-panel').waitFor()
  await page.keyboard.press('Escape')
  t.is(await page.getByTestId('date-panel').count(), 0)
  t.alike(ada.faults, [])
})

test('emoji by name, and not where a colon is a colon', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const { page } = ada
  await newDocument(ada, 'Emoji')
  await editor(page).click()
  await page.keyboard.type('10:30 is: not https://x.y :) ')
  t.is(await page.getByTestId('emoji-menu').count(), 0)
  await page.keyboard.type(':tad')
  await page.getByTestId('emoji-menu').getByRole('option', { name: /tada/ }).waitFor()
  t.alike(await serious(page), [])
  await press(page, 'Enter')
  await page.keyboard.type(' :+1: :nosuchname: ')
  t.is(await textOf(page), '10:30 is: not https://x.y :) 🎉 👍 :nosuchname: ')
  t.alike(ada.faults, [])
})
