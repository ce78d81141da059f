import test from 'brittle'
import type { Locator, Page } from 'playwright-core'
import { serious } from './axe.ts'
import { editor, joinWith, makeCode, newDocument, until, world } from './people.ts'

const SHOTS = process.env['SHOTS']
const shot = async (page: Page, name: string): Promise<void> => {
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png` })
}

const code = (page: Page): Promise<string> => page.locator('.code-block code').first().evaluate((dom) => {
  const copy = dom.cloneNode(true) as HTMLElement
  for (const widget of copy.querySelectorAll('.ProseMirror-widget')) widget.remove()
  return copy.textContent ?? ''
})

/** The coloured stretches of one kind, as the browser paints them. */
const coloured = (page: Page, kind: string): Promise<string[]> => page.evaluate((name) => [...CSS.highlights.get(`code-${name}`) ?? []]
  .map((range) => (range.startContainer.textContent ?? '').slice(range.startOffset, range.endOffset)), kind)

test('code: a language by ```js, colours, another language from the list, copy, indentation and the way out', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const { page } = ada
  const asked: string[] = []
  page.on('request', (request) => { asked.push(new URL(request.url()).pathname) })
  await newDocument(ada, 'Code')
  await editor(page).click()
  t.absent(asked.some((path) => path.includes('worker')), 'nothing about code has been asked for yet')
  await page.keyboard.type('```js')
  await page.keyboard.press('Enter')
  await page.keyboard.type('if (a) {')
  await page.keyboard.press('Enter')
  await page.keyboard.type('return "yes" // no')
  t.is(await code(page), 'if (a) {\n  return "yes" // no', 'Enter indents')
  await until('it is coloured', async () => (await coloured(page, 'keyword')).join() === 'if,return')
  t.alike([await coloured(page, 'string'), await coloured(page, 'comment')], [['"yes"'], ['// no']])
  t.ok(asked.some((path) => path.includes('highlight.worker')), 'by a worker')

  const field = page.getByRole('combobox', { name: 'Language of the code' })
  t.is(await field.inputValue(), 'JavaScript')
  await page.keyboard.press('Control+Alt+l')
  t.ok(await field.evaluate((dom) => dom === document.activeElement), 'a key leads to the language')
  await page.keyboard.type('pyt')
  t.is(await page.locator('.code-languages [aria-selected="true"]').innerText(), 'Python')
  await shot(page, 'code-languages')
  await page.keyboard.press('Enter')
  t.is(await field.inputValue(), 'Python')
  await until('the colours follow', async () => (await coloured(page, 'comment')).length === 0 && (await coloured(page, 'keyword')).join() === 'if,return')
  await page.keyboard.press('Control+Alt+l')
  await page.keyboard.type('brainfuck')
  await page.keyboard.press('Enter')
  t.is(await field.inputValue(), 'brainfuck', 'one that nobody knows is kept')
  await until('and plain', async () => (await coloured(page, 'keyword')).length === 0)
  await page.keyboard.press('Control+Alt+l')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.type('types')
  await page.keyboard.press('Enter')

  await page.keyboard.press('Control+a')
  await page.keyboard.press('Tab')
  await page.waitForTimeout(250)
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  await page.getByText('Copied').first().waitFor()
  t.is(await page.evaluate(() => navigator.clipboard.readText()), await code(page), 'the button copies what is there')
  t.alike(await serious(page), [])

  await page.locator('.code-block code').click()
  await page.keyboard.press('Control+End')
  await page.waitForTimeout(250)
  await page.keyboard.press('ArrowDown')
  await page.waitForTimeout(250)
  await page.keyboard.type('After')
  t.absent((await code(page)).includes('After'), 'down and out, where there was nothing before')
  await page.locator('.code-block code').click()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  t.absent(await page.evaluate(() => document.activeElement?.classList.contains('ProseMirror') === true), 'Escape and Tab leave the text')
  t.alike(ada.faults, [])
})

test('code: two people in one block, one indents the lines in which the other types', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const ben = await person('Ben')
  await newDocument(ada, 'Both')
  const { page } = ada
  await editor(page).click()
  await page.keyboard.type('```')
  await page.keyboard.press('Enter')
  await page.keyboard.type('one')
  await page.keyboard.press('Enter')
  await page.keyboard.type('two')
  await page.keyboard.press('Enter')
  await page.keyboard.type('three')
  await joinWith(ben, await makeCode(ada), 'Both')
  await until('Ben has it', async () => await code(ben.page) === 'one\ntwo\nthree')
  await ben.page.locator('.code-block code').click()
  await ben.page.waitForTimeout(250)
  await ben.page.keyboard.press('Control+Home')
  await ben.page.keyboard.press('ArrowDown')
  await ben.page.keyboard.press('End')
  await ben.page.waitForTimeout(250)
  await ben.host.engine.setOnline(false)
  await editor(page).focus()
  await page.keyboard.press('Control+End')
  await page.waitForTimeout(250)
  await page.keyboard.press('Shift+ArrowUp')
  await page.keyboard.press('Shift+ArrowUp')
  await page.waitForTimeout(250)
  await page.keyboard.press('Tab')
  await ben.page.keyboard.type('!!')
  t.is(await code(ben.page), 'one\ntwo!!\nthree')
  await ben.host.engine.setOnline(true)
  await until('both changes stay', async () => await code(page) === '  one\n  two!!\n  three' && await code(ben.page) === await code(page), 40_000)

  const [field, bens] = [page, ben.page].map((one) => one.getByRole('combobox', { name: 'Language of the code' })) as [Locator, Locator]
  await bens.focus()
  await field.focus()
  await page.keyboard.type('pyt')
  await page.keyboard.press('Enter')
  await until('Ben hears of the language while he stands in the field', async () => await bens.getAttribute('title') === 'Python')
  await ben.page.keyboard.press('Shift+Tab')
  await until('he sees it', async () => await bens.inputValue() === 'Python')
  await page.waitForTimeout(500)
  t.is(await field.inputValue(), 'Python', 'leaving the field untouched changes nothing')
  t.alike([...ada.faults, ...ben.faults], [])
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`code looks as it should to axe, ${colorScheme}, on a phone`, { timeout: 90_000 }, async (t) => {
    const { person } = await world(t)
    const ada = await person('Ada', { colorScheme, viewport: { width: 390, height: 780 } })
    const { page } = ada
    await newDocument(ada, 'Looks')
    await editor(page).click()
    await page.keyboard.type('```ts')
    await page.keyboard.press('Enter')
    await page.keyboard.insertText("import { readFile } from 'node:fs/promises'\n\n/** Says what is in a file. */\nexport async function show (path: string): Promise<void> {\n  const text = await readFile(path, 'utf8')   // in full\n  if (text.length > 1_000) console.log(`${text.length} letters`)\n  return null\n}\n")
    await until('it is coloured', async () => (await coloured(page, 'keyword')).length > 5)
    await page.keyboard.press('ArrowDown')
    await page.waitForTimeout(300)
    await page.keyboard.type('```html')
    await page.keyboard.press('Enter')
    await page.keyboard.insertText('<p class="x">Hello &amp; bye</p>\n<!-- note -->')
    await until('the other too', async () => (await coloured(page, 'tag')).length > 1)
    await shot(page, `code-${colorScheme}`)
    t.alike(await serious(page), [])
    t.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out')
    t.alike(ada.faults, [])
  })
}
