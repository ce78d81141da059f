// Somebody brings along what they wrote elsewhere.
import test from 'brittle'
import { pasteInto, shown } from './clipboard.ts'
import { FIXTURES } from './paste-fixtures.ts'
import { editor, newDocument, until, world } from './people.ts'

test('paste - from each program, as what it was', { timeout: 180_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const { page } = ada
  const asked: string[] = []
  page.on('request', (request) => { if (!request.url().startsWith(new URL(page.url()).origin) && !request.url().startsWith('data:')) asked.push(request.url()) })
  await newDocument(ada, 'Paste')
  await editor(page).click()
  await page.keyboard.type('x')
  await page.keyboard.press('Backspace')
  for (const [name, fixture] of Object.entries(FIXTURES)) {
    await page.waitForTimeout(600)   // a step of undo of its own
    await pasteInto(page, fixture)
    t.is(await shown(page), fixture.doc, name)
    await page.keyboard.press('Control+z')
    await until('the paste is taken back', async () => await shown(page) === 'paragraph', 5000)
  }
  t.absent(await page.evaluate(() => 'ran' in window), 'nothing ran')
  t.alike(asked, [], 'nothing was fetched')
  t.alike(ada.faults, [])
})
