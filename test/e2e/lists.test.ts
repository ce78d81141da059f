import test from 'brittle'
import type { Page } from 'playwright-core'
import { editor, joinWith, makeCode, newDocument, press, textOf, until, world } from './people.ts'

/** The lists as they are nested: `u` bullets, `o` numbers, `t` tasks. */
const shape = (page: Page): Promise<string> => editor(page).evaluate((element) => {
  // A method, since the loader of the tests marks named functions with one of its own, which the page lacks.
  const walk = {
    read (node: Element): string {
      return [...node.children].map((child) => {
        if (child.matches('ul, ol')) return `${child.nodeName === 'OL' ? 'o' : child.getAttribute('data-type') === 'task_list' ? 't' : 'u'}(${walk.read(child)})`
        if (child.matches('li')) return `[${walk.read(child)}]`
        if (child instanceof HTMLInputElement) return child.checked ? '✓' : ''
        return child.matches('p, h1, h2') ? (child.textContent ?? '').replaceAll('\u2060', '') : walk.read(child)
      }).join('')
    }
  }
  return walk.read(element)
})

test('lists of all kinds in each other, by keys alone', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const { page } = ada
  await newDocument(ada, 'Lists')
  await editor(page).click()
  await page.keyboard.type('- fruit')
  await press(page, 'Enter', 'Tab')
  t.is(await shape(page), 'u([fruitu([])])')
  await page.keyboard.type('1. apple')
  t.is(await shape(page), 'u([fruito([apple])])', 'a number under a bullet')
  await press(page, 'Enter')
  await page.keyboard.type('pear')
  await press(page, 'Enter', 'Tab')
  await page.keyboard.type('[] green')
  await press(page, 'Enter')
  await page.keyboard.type('yellow')
  t.is(await shape(page), 'u([fruito([apple][peart([green][yellow])])])')
  await press(page, 'Control+Enter')
  t.is(await shape(page), 'u([fruito([apple][peart([green][✓yellow])])])', 'ticked by key')
  await press(page, 'Enter', 'Enter')
  t.is(await shape(page), 'u([fruito([apple][peart([green][✓yellow])][])])', 'Enter in an empty item goes out, as one of the list there')
  await press(page, 'Enter')
  t.is(await shape(page), 'u([fruito([apple][peart([green][✓yellow])])][])')
  await press(page, 'Enter')
  await page.keyboard.type('below')
  t.is(await shape(page), 'u([fruito([apple][peart([green][✓yellow])])])below', 'and at last out of all')
  await press(page, 'Home', 'Backspace')
  await page.waitForTimeout(150)
  t.is(await shape(page), 'u([fruito([apple][peart([green][✓yellowbelow])])])')
  await press(page, 'Alt+Shift+ArrowUp')
  t.is(await shape(page), 'u([fruito([apple][peart([✓yellowbelow][green])])])')
  await press(page, 'Shift+Tab')
  t.is(await shape(page), 'u([fruito([apple][pear][yellowbelowt([green])])])', 'out, of the kind there, with what followed')
  t.alike(ada.faults, [])
})

test('one list, two people: split here, deleted there, indented here, typed into there', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const ben = await person('Ben')
  await newDocument(ada, 'Together')
  await editor(ada.page).click()
  await ada.page.keyboard.type('- one')
  for (const word of ['two', 'three', 'four', 'five']) {
    await ada.page.keyboard.press('Enter')
    await ada.page.keyboard.type(word)
  }
  await joinWith(ben, await makeCode(ada), 'Together')
  await until('Ben has it', async () => (await textOf(ben.page)).includes('five'))
  const into = async (page: Page, word: string): Promise<void> => {
    await editor(page).getByText(word, { exact: true }).click()
    await press(page, 'End')
    await page.waitForTimeout(250)
  }
  await ben.host.engine.setOnline(false)
  await into(ada.page, 'two')
  await press(ada.page, 'Tab')
  await into(ada.page, 'four')
  await press(ada.page, 'ArrowLeft', 'ArrowLeft', 'Enter')
  await into(ben.page, 'three')
  await ben.page.keyboard.type(' and more')
  await into(ben.page, 'five')
  await press(ben.page, 'Alt+Enter', 'ArrowDown', 'Enter')
  t.is(await shape(ben.page), 'u([one][two][three and more][four])')
  await into(ben.page, 'two')
  await ben.page.keyboard.type(' late words')
  await ben.host.engine.setOnline(true)
  await until('both see the same', async () => await shape(ada.page) === await shape(ben.page) && (await textOf(ada.page)).includes('and more'), 40_000)
  t.is(await shape(ada.page), 'u([oneu([two])][three and more][fo][ur])')
  await ben.page.getByText('Someone moved or deleted the block that you were writing in').waitFor()
  t.ok(await ben.page.getByText('late words').count() > 0, 'what went with its old place is shown to the one who typed it')
  await ben.page.getByRole('button', { name: 'Copy what I wrote' }).click()
  t.is(await ben.page.evaluate(() => navigator.clipboard.readText()), 'late words')
  t.alike([...ada.faults, ...ben.faults], [])
})
