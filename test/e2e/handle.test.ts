import test from 'brittle'
import type { Page } from 'playwright-core'
import { serious } from './axe.ts'
import { editor, joinWith, makeCode, newDocument, textOf, toEnd, until, world } from './people.ts'

/** A browser tells of a moved cursor a moment later: faster than any hand. */
const press = async (page: Page, ...keys: string[]): Promise<void> => {
  for (const key of keys) {
    await page.keyboard.press(key)
    await page.waitForTimeout(120)
  }
}
const blocks = (page: Page): Promise<string[]> => editor(page).evaluate((element) => [...element.children].map((child) => (child as HTMLElement).innerText.trim().replaceAll(/\n+/g, '/')))
const block = (page: Page, text: string): ReturnType<Page['locator']> => editor(page).getByText(text, { exact: true })
const handle = (page: Page): ReturnType<Page['locator']> => page.getByTestId('block-handle').getByRole('button')
const menu = (page: Page): ReturnType<Page['locator']> => page.getByTestId('block-menu')
const fits = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)

const write = async (page: Page, ...lines: string[]): Promise<void> => {
  await editor(page).click()
  for (const [index, line] of lines.entries()) {
    if (index > 0) await page.keyboard.press('Enter')
    await page.keyboard.type(line)
  }
  await page.waitForTimeout(250)
}

/** From the handle of one block to a place relative to another. */
async function dragTo (page: Page, from: string, to: string, where: 'above' | 'below', across = 0): Promise<void> {
  await block(page, from).hover()
  await handle(page).waitFor()
  const start = (await handle(page).boundingBox())!
  await page.mouse.move(start.x + 8, start.y + 12)
  await page.mouse.down()
  const target = (await block(page, to).boundingBox())!
  await page.mouse.move(start.x + 8, start.y + 30, { steps: 2 })
  await page.mouse.move(target.x + across, where === 'above' ? target.y + 3 : target.y + target.height - 3, { steps: 4 })
  await page.getByTestId('drop-line').waitFor()
  await page.mouse.up()
  await page.waitForTimeout(100)
}

test('blocks are dragged by their handle, into lists and out of them, and one undo takes it back', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const { page } = ada
  await newDocument(ada, 'Handles')
  await write(page, 'one', 'two', 'three', '- red', 'green')
  t.alike(await blocks(page), ['one', 'two', 'three', 'red/green'])
  await dragTo(page, 'one', 'three', 'below')
  t.alike(await blocks(page), ['two', 'three', 'one', 'red/green'])
  await page.keyboard.press('Control+z')
  t.alike(await blocks(page), ['one', 'two', 'three', 'red/green'], 'one undo')
  await page.keyboard.press('Control+Shift+z')
  t.alike(await blocks(page), ['two', 'three', 'one', 'red/green'])

  await dragTo(page, 'two', 'red', 'below')
  t.alike(await blocks(page), ['three', 'one', 'red/two/green'], 'into the list')
  t.is(await editor(page).locator('li').count(), 3)
  await dragTo(page, 'green', 'three', 'above')
  t.alike(await blocks(page), ['green', 'three', 'one', 'red/two'], 'and out of it')
  await dragTo(page, 'two', 'red', 'below', 80)
  t.is(await editor(page).locator('li li').count(), 1, 'far to the right it goes under the item')
  await page.keyboard.press('Escape')

  await block(page, 'three').hover()
  const start = (await handle(page).boundingBox())!
  await page.mouse.move(start.x + 8, start.y + 12)
  await page.mouse.down()
  await page.mouse.move(start.x + 8, start.y + 90, { steps: 4 })
  await page.getByTestId('drop-line').waitFor()
  await page.keyboard.press('Escape')
  t.is(await page.getByTestId('drop-line').count(), 0, 'Escape puts it back')
  await page.mouse.up()
  t.alike((await blocks(page)).slice(0, 3), ['green', 'three', 'one'])
  t.alike(ada.faults, [])
})

test('several blocks at once; and a block that is being dragged is still itself when somebody writes above it', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const { page } = ada
  await newDocument(ada, 'During a drag')
  await write(page, 'one', 'two', 'three', 'four')
  await block(page, 'one').click()
  await press(page, 'Home', 'Shift+ArrowDown', 'Shift+End')
  await page.waitForTimeout(250)
  await dragTo(page, 'one', 'three', 'below')
  t.alike(await blocks(page), ['three', 'one', 'two', 'four'], 'what is selected goes together')
  await press(page, 'Control+z')
  t.alike(await blocks(page), ['one', 'two', 'three', 'four'])
  await page.keyboard.press('ArrowDown')

  const second = await page.context().newPage()
  await second.goto(page.url())
  await editor(second).waitFor()
  await until('the second window has it', async () => (await blocks(second)).length === 4)
  await page.bringToFront()
  await block(page, 'three').hover()
  await handle(page).waitFor()
  const start = (await handle(page).boundingBox())!
  await page.mouse.move(start.x + 8, start.y + 12)
  await page.mouse.down()
  await page.mouse.move(start.x + 8, start.y + 20, { steps: 3 })
  await block(second, 'one').click()
  await second.waitForTimeout(250)
  await press(second, 'Home')
  await second.waitForTimeout(250)
  await second.keyboard.type('zero')
  await press(second, 'Enter')
  await until('it is here', async () => (await blocks(page)).length === 5)
  await page.bringToFront()
  const target = (await block(page, 'one').boundingBox())!
  await page.mouse.move(start.x + 8, target.y + 3, { steps: 4 })
  await page.getByTestId('drop-line').waitFor()
  await page.mouse.up()
  await page.waitForTimeout(150)
  t.alike(await blocks(page), ['zero', 'three', 'one', 'two', 'four'])
  await until('there too', async () => (await blocks(second)).join() === 'zero,three,one,two,four')
  await page.keyboard.press('Control+z')
  await until('and back', async () => (await blocks(second)).join() === 'zero,one,two,three,four')
  t.alike(ada.faults, [])
})

test('the handle stands at the start of each line of text, and beside a callout rather than on its sign', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const { page } = ada
  await newDocument(ada, 'Places')
  await write(page, 'one', 'שלום לכולם', '!!! careful', 'second')
  const places = async (text: string): Promise<{ handle: number, start: number, end: number }> => {
    await block(page, text).hover()
    await page.waitForTimeout(150)
    const box = (await handle(page).boundingBox())!
    const { x, width } = (await block(page, text).locator('xpath=ancestor-or-self::*[parent::*[contains(@class, "ProseMirror")]]').boundingBox())!
    return { handle: box.x + box.width / 2, start: x, end: x + width }
  }
  const one = await places('one')
  t.ok(one.handle < one.start && one.handle > one.start - 30, 'left of what is read from left to right')
  const hebrew = await places('שלום לכולם')
  t.ok(hebrew.handle > hebrew.end && hebrew.handle < hebrew.end + 30, 'right of what is read from right to left')
  const callout = await places('careful')
  t.ok(callout.handle < callout.start, 'beside the callout')
  await handle(page).click()
  await menu(page).getByRole('menuitem', { name: 'Move up' }).click()
  t.alike(await blocks(page), ['one', 'careful/second', 'שלום לכולם'], 'which goes as a whole')
  const second = await places('second')
  t.ok(second.handle > second.start, 'its other blocks have theirs in it')
  await handle(page).click()
  await menu(page).getByRole('menuitem', { name: 'Delete' }).click()
  t.alike(await blocks(page), ['one', 'careful', 'שלום לכולם'])
  t.alike(ada.faults, [])
})

test('the menu of a block, by mouse and by keys alone', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const { page } = ada
  await newDocument(ada, 'Menus')
  await write(page, 'one', 'two', 'three')
  await block(page, 'one').hover()
  await handle(page).click()
  await menu(page).waitFor()
  t.alike(await serious(page), [], 'axe finds nothing serious in the menu')
  await menu(page).getByRole('menuitem', { name: 'Heading 2' }).click()
  t.is(await editor(page).locator('h2').innerText(), 'one')
  await block(page, 'three').hover()
  await handle(page).click()
  await menu(page).getByRole('menuitem', { name: 'Delete' }).click()
  t.alike(await blocks(page), ['one', 'two'])

  await block(page, 'two').click()
  await page.waitForTimeout(250)
  await press(page, 'Alt+Shift+ArrowUp')
  t.alike(await blocks(page), ['two', 'one'])
  await press(page, 'Control+d')
  await page.keyboard.type('!')
  t.is((await blocks(page))[1]?.replace('!', ''), 'two', 'a copy with the cursor in it')
  await press(page, 'Alt+Enter')
  await menu(page).waitFor()
  t.is(await page.evaluate(() => document.activeElement?.textContent?.startsWith('Duplicate')), true, 'the focus is in the menu')
  await press(page, 'b')
  t.is(await page.evaluate(() => document.activeElement?.textContent), 'Bulleted list')
  await press(page, 'Enter')
  t.is(await editor(page).locator('li').count(), 1)
  await page.keyboard.type('?')
  t.ok((await blocks(page))[1]?.includes('?'), 'and is back in the text')
  await press(page, 'Alt+Enter', 'Escape')
  t.is(await menu(page).count(), 0)
  await page.keyboard.type('#')
  t.ok((await blocks(page))[1]?.includes('#'), 'Escape gives the cursor back')
  t.alike(ada.faults, [])
})

test('a link to a block leads to it after others wrote, and says when it is gone', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const ben = await person('Ben')
  const { page } = ada
  await newDocument(ada, 'Links')
  await write(page, 'first', ...Array.from({ length: 30 }, (_, i) => `line ${i}`), '# My plan', 'the wanted one', '# Other')
  await joinWith(ben, await makeCode(ada), 'Links')
  await block(page, 'the wanted one').click()
  await page.waitForTimeout(250)
  await press(page, 'Alt+Enter', 'c')
  await press(page, 'Enter')
  const link = await page.evaluate(() => navigator.clipboard.readText())
  t.ok(/#\/d\/[0-9a-f]+\/b\/\d+\.\d+\/the-wanted-one$/.test(link), link)
  await editor(ben.page).getByText('the wanted one').click()
  await ben.page.keyboard.press('Home')
  await ben.page.waitForTimeout(250)
  await ben.page.keyboard.type('still ')
  await until('Ada has it', async () => (await textOf(page)).includes('still the wanted one'))
  const second = await page.context().newPage()
  await second.goto(link)
  await editor(second).waitFor()
  await second.locator('.block-found').waitFor()
  // Without the caret of the other person, which is drawn in the text.
  t.is((await second.locator('.block-found').innerText()).replace(/[\s\u2060]+/g, ' ').trim(), 'still the wanted one', 'the block is marked, whatever its words are by now')
  t.ok(await second.locator('.block-found').evaluate((element) => element.getBoundingClientRect().top < window.innerHeight), 'and in sight')
  await second.close()

  const here = new URL(link).hash
  await ben.page.evaluate((hash) => { location.hash = hash }, here)
  await ben.page.locator('.block-found').waitFor()
  t.pass('the same link leads there for Ben')

  await block(page, 'first').click()
  await press(page, 'Home')
  await page.waitForTimeout(250)
  await page.keyboard.type('[plan](#my-plan) ')
  await page.waitForTimeout(200)
  await editor(page).locator('a[href="#my-plan"]').click()
  await page.locator('h1.block-found').waitFor()
  t.is(await page.locator('.block-found').innerText(), 'My plan', 'a link within the document jumps')

  await editor(page).getByText('still the wanted one').click()
  await page.waitForTimeout(250)
  await press(page, 'Alt+Enter', 'd')
  await press(page, 'Enter')
  await page.evaluate(() => { location.hash = '' })
  await page.evaluate((hash) => { location.hash = hash }, here)
  await page.getByText('The block that this link leads to is gone').waitFor()
  t.pass('and says when it is gone')
  t.alike([...ada.faults, ...ben.faults], [])
})

test('a link into a section that is folded opens it; the section is moved as a whole', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const { page } = ada
  await newDocument(ada, 'Sections')
  await write(page, 'one', '+++ More', 'hidden words')
  await page.keyboard.press('Alt+Enter')
  await menu(page).getByRole('menuitem', { name: 'Copy link' }).click()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  t.ok(link.endsWith('/hidden-words'), link)
  const second = await page.context().newPage()
  await second.goto(link)
  await second.locator('.block-found').waitFor()
  t.ok(await editor(second).getByText('hidden words').isVisible(), 'opened')
  await second.close()

  await block(page, 'one').click()
  await page.waitForTimeout(250)
  await editor(page).locator('.details-toggle').click()
  t.absent(await editor(page).getByText('hidden words').isVisible())
  await block(page, 'More').hover()
  await handle(page).click()
  t.is(await menu(page).getByRole('menuitem', { name: 'Heading 1' }).count(), 0, 'a section is no text')
  await menu(page).getByRole('menuitem', { name: 'Move up' }).click()
  t.is(await editor(page).locator('> *').first().getAttribute('class'), 'details')
  t.ok((await textOf(page)).includes('hidden words'))
  t.alike(ada.faults, [])
})

test('with a finger and in a narrow window: the handle stands at the block of the cursor', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada', { viewport: { width: 360, height: 700 }, hasTouch: true, isMobile: true })
  const { page } = ada
  await newDocument(ada, 'Touch')
  await write(page, 'one', 'two', '- red', 'green')
  await block(page, 'one').tap()
  await page.waitForTimeout(250)
  await handle(page).waitFor()
  t.ok(await fits(page))
  const start = (await handle(page).boundingBox())!
  t.ok(start.x >= 0 && start.width >= 20 && start.height >= 24, 'large enough for a finger, and on the screen')
  const target = (await block(page, 'two').boundingBox())!
  const cdp = await page.context().newCDPSession(page)
  const touch = (type: string, x: number, y: number): Promise<unknown> => cdp.send('Input.dispatchTouchEvent', { type: type as 'touchStart', touchPoints: type === 'touchEnd' ? [] : [{ x, y }] })
  await touch('touchStart', start.x + 8, start.y + 12)
  for (const y of [30, 60, 90]) await touch('touchMove', start.x + 8, start.y + 12 + (target.y + target.height - 3 - start.y - 12) * y / 90)
  await page.getByTestId('drop-line').waitFor()
  await touch('touchEnd', 0, 0)
  await until('dropped', async () => (await blocks(page))[0] === 'two')
  t.alike((await blocks(page)).slice(0, 2), ['two', 'one'], 'a finger drags it')
  await handle(page).tap()
  await menu(page).waitFor()
  t.ok(await fits(page))
  await menu(page).getByRole('menuitem', { name: 'Move up' }).tap()
  t.alike((await blocks(page)).slice(0, 2), ['one', 'two'])
  await toEnd(page)
  await page.getByRole('button', { name: 'Block menu', exact: true }).tap()
  await menu(page).waitFor()
  t.pass('the toolbar has it too')
  t.alike(ada.faults, [])
})
