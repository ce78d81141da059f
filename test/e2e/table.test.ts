import test from 'brittle'
import type { Page } from 'playwright-core'
import { serious } from './axe.ts'
import { editor, joinWith, makeCode, newDocument, until, world } from './people.ts'

/** The words of each cell that can be seen, row by row. */
const cellsOf = (page: Page): Promise<string> => editor(page).evaluate((element) => [...element.querySelectorAll('tr')]
  .map((row) => [...row.children].filter((cell) => !(cell as HTMLElement).hidden).map((cell) => {
    const copy = cell.cloneNode(true) as HTMLElement
    for (const widget of copy.querySelectorAll('.ProseMirror-widget')) widget.remove()
    return copy.textContent ?? ''
  }).join('|')).join('\n'))

async function choose (page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Edit table' }).click()
  await page.getByRole('menu', { name: 'Edit table' }).getByText(name, { exact: true }).click()
  await page.waitForTimeout(100)
}

async function paste (page: Page, type: string, text: string): Promise<void> {
  await page.evaluate(([kind, value]) => {
    const data = new DataTransfer()
    data.setData(kind ?? '', value ?? '')
    document.querySelector('.ProseMirror')?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, [type, text])
}

async function into (page: Page, text: string): Promise<void> {
  await editor(page).locator('td, th').getByText(text, { exact: true }).first().click()
  await page.keyboard.press('End')
  await page.waitForTimeout(250)
}

test('two people work on one table at once', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const ben = await person('Ben')
  await newDocument(ada, 'Budget')
  await editor(ada.page).click()
  await ada.page.keyboard.type('|||')
  await ada.page.keyboard.type('what')
  for (const word of ['plan', 'spent', 'rent', '100', '90', 'tea', '20', '25']) {
    await ada.page.keyboard.press('Tab')
    await ada.page.keyboard.type(word)
  }
  t.is(await cellsOf(ada.page), 'what|plan|spent\nrent|100|90\ntea|20|25')
  t.is(await editor(ada.page).getByRole('columnheader').count(), 3)
  await ada.page.keyboard.press('Tab')
  await ada.page.keyboard.type('books')
  await ada.page.keyboard.press('Shift+Tab')
  t.is(await cellsOf(ada.page), 'what|plan|spent\nrent|100|90\ntea|20|25\nbooks||')

  await joinWith(ben, await makeCode(ada), 'Budget')
  await until('Ben sees the table', async () => await cellsOf(ben.page) === await cellsOf(ada.page))
  await into(ada.page, 'tea')
  await into(ben.page, 'spent')
  await Promise.all([
    choose(ada.page, 'Insert row above'),
    choose(ben.page, 'Insert column after').then(() => ben.page.keyboard.type(' so far'))
  ])
  await into(ada.page, 'books')
  await ada.page.keyboard.type('!')
  await until('both see the same', async () => {
    const seen = await cellsOf(ada.page)
    return seen.includes('spent so far') && seen.includes('books!') && seen === await cellsOf(ben.page)
  })
  t.pass(JSON.stringify(await cellsOf(ada.page)))

  await ada.page.keyboard.press('Control+Alt+g')
  await ada.page.getByRole('menu', { name: 'Edit table' }).waitFor()
  await until('the menu opens by key, on its first item', async () => await ada.page.evaluate(() => document.activeElement?.textContent) === 'Insert row above')
  t.alike(await serious(ada.page), [], 'menu and table')
  await ada.page.keyboard.press('ArrowDown')
  await ada.page.keyboard.press('ArrowDown')
  await ada.page.keyboard.press('Enter')
  await until('the row is gone for both', async () => !(await cellsOf(ben.page)).includes('books'))
  t.is(await cellsOf(ada.page), await cellsOf(ben.page))

  await into(ada.page, 'rent')
  await ada.page.keyboard.press('Shift+ArrowRight')
  t.is(await editor(ada.page).locator('.selectedCell').count(), 2, 'cells are selected by key')
  await into(ben.page, '100')
  await Promise.all([choose(ada.page, 'Merge cells'), ben.page.keyboard.type('QXZ')])
  // The merge may come between two keys: then what follows stands in the cell that was merged away.
  await until('nothing is lost', async () => {
    const texts = [await editor(ada.page).innerText(), await editor(ben.page).innerText()]
    return texts.every((text) => ['rent', '100', 'Q', 'X', 'Z'].every((part) => text.includes(part)))
  })
  await until('both see the same', async () => await cellsOf(ada.page) === await cellsOf(ben.page))
  t.alike([...ada.faults, ...ben.faults], [])
})

test('cells from a spreadsheet, widths by mouse, and a narrow window', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  await newDocument(ada, 'Sheet')
  await editor(ada.page).click()
  await ada.page.keyboard.type('|||')
  await ada.page.keyboard.type('first')
  await paste(ada.page, 'text/plain', 'a\tb\tc\td\n1\t2\t3\t4\n')
  await until('tabs become cells and the table grows', async () => (await cellsOf(ada.page)).startsWith('a|b|c|d\n1|2|3|4'))
  await into(ada.page, '1')
  await paste(ada.page, 'text/html', '<table><tr><td align="right">x</td><td>y</td></tr></table>')
  await until('HTML cells too', async () => (await cellsOf(ada.page)).startsWith('a|b|c|d\nx|y|3|4'))

  t.is(await editor(ada.page).locator('td[align=right]').count(), 1)
  const box = await editor(ada.page).locator('th').first().boundingBox()
  if (box === null) throw new Error('no cell')
  await ada.page.mouse.move(box.x + box.width - 2, box.y + 10)
  await ada.page.mouse.down()
  await ada.page.mouse.move(box.x + box.width + 60, box.y + 10, { steps: 4 })
  await ada.page.mouse.up()
  const wider = await editor(ada.page).locator('th').first().boundingBox()
  t.ok((wider?.width ?? 0) > box.width + 40, `${box.width} → ${wider?.width}`)

  await editor(ada.page).press('Control+End')
  await ada.page.waitForTimeout(100)
  const long = `<table>${Array.from({ length: 10_000 }, (_, i) => `<tr><td>${i}</td><td>b</td><td>c</td><td>d</td><td>e</td></tr>`).join('')}</table>`
  const start = Date.now()
  await paste(ada.page, 'text/html', long)
  await ada.page.getByText('10,000 rows are more than one paste can bring in: the first 500 are here.').waitFor()
  const took = Date.now() - start
  t.ok(took < 8000, `10,000 rows: ${took} ms`)
  t.comment(`10,000 rows pasted in ${took} ms`)
  t.is(await editor(ada.page).locator('tr').count(), 503)
  await until('it is saved', async () => /saved/i.test(await ada.page.getByTestId('sync-state').innerText()))

  await ada.page.setViewportSize({ width: 360, height: 700 })
  t.is(await ada.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, 'the page does not scroll sideways')
  t.ok(await editor(ada.page).locator('.table-box').first().evaluate((dom) => dom.scrollWidth > dom.clientWidth), 'the table does, in its box')
  t.alike(await serious(ada.page), [], 'at 360 pixels')
  t.alike(ada.faults, [])
})
