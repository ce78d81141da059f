import test from 'brittle'
import type { Page } from 'playwright-core'
import { serious } from './axe.ts'
import { editor, joinWith, makeCode, newDocument, until, world } from './people.ts'

const SHOTS = process.env['SHOTS']
const shot = async (page: Page, name: string): Promise<void> => {
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png` })
}

const field = (page: Page): ReturnType<Page['locator']> => page.getByLabel('Formula in TeX')
const drawn = (page: Page): ReturnType<Page['locator']> => page.locator('.math-inline .katex')
const tex = (page: Page): Promise<string[]> => page.locator('.ProseMirror annotation').allTextContents()
const source = (page: Page): ReturnType<Page['locator']> => page.locator('.math-source')
const written = async (page: Page): Promise<string> => await source(page).textContent() ?? ''

async function moved (page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key)
    // A browser tells of a moved cursor a moment later: faster than any hand.
    await page.waitForTimeout(250)
  }
}

test('formulas in a line: typed, walked through, edited, mended and deleted by keyboard', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const { page } = ada
  const asked: string[] = []
  page.on('request', (request) => { asked.push(request.url()) })
  await newDocument(ada, 'Formulas')
  await editor(page).click()
  await page.keyboard.type('It was $5 and $10, or 7$. ')
  t.is(await page.locator('.math-inline').count(), 0, 'prices are no formulas')
  t.absent(asked.some((url) => url.includes('katex')), 'KaTeX has not been asked for yet')
  await page.keyboard.type('Let $x^2$ be')
  await drawn(page).first().waitFor()
  t.alike(await tex(page), ['x^2'])
  t.ok(asked.some((url) => url.endsWith('/katex.css')), 'it came with the first formula')

  await moved(page, 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft')
  t.ok(await field(page).isVisible(), 'an arrow opens the field')
  await page.keyboard.type('+1')
  await until('what is drawn follows', async () => (await tex(page))[0] === 'x^2+1')
  await moved(page, 'ArrowRight')
  t.absent(await field(page).isVisible(), 'the next arrow leaves it')
  await page.keyboard.type('!')
  t.ok((await editor(page).innerText()).includes('! be'), 'and writing goes on behind it')
  await moved(page, 'ArrowLeft', 'ArrowLeft')
  await page.keyboard.press('Home')
  await page.keyboard.type('\\frac{a')
  await page.locator('.math-field .problem', { hasText: 'Something that was opened is not closed' }).waitFor()
  t.is(await field(page).getAttribute('aria-invalid'), 'true')
  await shot(page, 'inline-bad')
  await page.keyboard.press('Escape')
  t.ok(await page.locator('.math-inline.wrong code').innerText() === '\\frac{ax^2+1', 'the TeX stays in sight')
  t.ok((await page.locator('.math-inline').getAttribute('title'))?.includes('not closed') === true)
  await page.locator('.math-inline.wrong').click()
  await field(page).fill('\\frac{a}{b}')
  await page.keyboard.press('Enter')
  await until('it is mended', async () => (await tex(page))[0] === '\\frac{a}{b}')
  await shot(page, 'inline')

  await page.locator('.math-inline').click()
  await field(page).fill('')
  await page.keyboard.press('Backspace')
  t.is(await page.locator('.math-inline').count(), 0, 'an empty one goes')
  await page.keyboard.press('Control+Shift+e')
  await field(page).waitFor()
  await page.keyboard.type('e^{i\\pi}')
  await page.keyboard.press('Enter')
  await page.keyboard.type(' done')
  await until('a key makes one', async () => (await tex(page))[0] === 'e^{i\\pi}')
  for (const bad of ['\\href{javascript:alert(1)}{x}', '\\includegraphics{https://example.org/x.png}', '\\htmlStyle{color:red}{x}', '\\pmb{x}', '\\fcolorbox{red}{aqua}{y}', 'x'.repeat(20_000)]) {
    await page.locator('.math-inline').click()
    await field(page).fill(bad)
    await page.keyboard.press('Enter')
    await page.waitForTimeout(150)
  }
  t.is(await page.locator('.math-inline a, .math-inline img').count(), 0, 'formulas lead nowhere')
  t.ok((await page.locator('.math-inline').getAttribute('title'))?.includes('20,000') === true, 'a very long one says so')
  t.alike(ada.faults, [], 'no error, and nothing that the page’s policy refused')
})

test('a block of math: two people in one formula, input methods, a bad one, and walking in and out', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const ben = await person('Ben')
  await newDocument(ada, 'Block')
  const { page } = ada
  await editor(page).click()
  await page.keyboard.type('Before')
  await page.keyboard.press('Enter')
  await page.keyboard.type('$$')
  await page.keyboard.press('Enter')
  await page.keyboard.type('a = b')
  await page.locator('.math-block .katex').waitFor()
  t.ok(await source(page).isVisible(), 'the TeX is in sight while one is in it')
  await joinWith(ben, await makeCode(ada), 'Block')
  await ben.page.locator('.math-block .katex').waitFor()
  t.absent(await ben.page.locator('.math-block.editing').isVisible(), 'who is not in it sees the formula')
  await editor(page).focus()
  await ben.page.locator('.ProseMirror > p').first().click()
  await moved(ben.page, 'End')
  await page.waitForTimeout(500)
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 })
  await ben.page.keyboard.type(' all', { delay: 20 })
  await page.waitForTimeout(800)
  await cdp.send('Input.imeSetComposition', { text: 'nih', selectionStart: 3, selectionEnd: 3 })
  await cdp.send('Input.insertText', { text: '你' })
  await until('what was composed is there once', async () => await written(page) === 'a = b你' && await written(ben.page) === 'a = b你')
  await until('and what Ben wrote meanwhile', async () => (await editor(page).innerText()).includes('Before all'))
  await page.keyboard.press('Backspace')

  await ben.page.locator('.math-shown').click()
  await moved(ben.page, 'Home')
  await moved(page, 'Control+End')
  await Promise.all([page.keyboard.type(' + c + d', { delay: 25 }), ben.page.keyboard.type('x = y = ', { delay: 25 })])
  const all = 'x = y = a = b + c + d'
  await until('both wrote in one formula', async () => await written(page) === all && await written(ben.page) === all)
  await until('and both see it', async () => (await tex(page))[0] === all && (await tex(ben.page))[0] === all)

  await page.keyboard.type('\\foo')
  await page.locator('.math-problem', { hasText: 'There is no command \\foo.' }).waitFor()
  await shot(page, 'block-bad')
  await page.keyboard.press('Escape')
  t.ok(await source(page).isVisible(), 'a bad one shows its TeX')
  await page.keyboard.press('Enter')
  for (let i = 0; i < 4; i++) await page.keyboard.press('Backspace')
  await until('it is mended', async () => await page.locator('.math-problem').textContent() === '')
  await ben.page.locator('.ProseMirror > p').first().click()
  await moved(page, 'Home', 'ArrowUp')
  await page.keyboard.type('!')
  t.ok((await editor(page).innerText()).includes('!'), 'up and out')
  t.absent(await source(page).isVisible(), 'the TeX is gone')
  await shot(page, 'block')
  await moved(page, 'End', 'ArrowDown')
  t.ok(await source(page).isVisible(), 'down and in')
  await moved(page, 'End', 'ArrowDown')
  await page.keyboard.type('After')
  t.ok((await editor(page).innerText()).trim().endsWith('After'), 'down and out, where there was nothing before')
  await moved(page, 'Home')
  await page.keyboard.press('Backspace')
  t.is(await page.locator('.math-block.ProseMirror-selectednode').count(), 1, 'Backspace behind it selects it')
  t.alike([...ada.faults, ...ben.faults], [])
})

test('a formula in the line that two people edit, split and delete under each other', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const ben = await person('Ben')
  await newDocument(ada, 'Both')
  const { page } = ada
  await editor(page).click()
  await page.keyboard.type('one $a+b$ two')
  await joinWith(ben, await makeCode(ada), 'Both')
  await drawn(ben.page).waitFor()
  await page.locator('.math-inline').click()
  await field(page).press('End')
  await ben.page.locator('.math-inline').click()
  await field(ben.page).press('Home')
  await ben.page.keyboard.type('z+')
  await page.keyboard.type('+c')
  await ben.page.keyboard.press('Enter')
  await until('what Ben wrote is in Ada’s field, beside hers', async () => await field(page).inputValue() === 'z+a+b+c')
  await page.keyboard.type('+d')
  t.is(await field(page).inputValue(), 'z+a+b+c+d', 'her cursor stayed where it was')

  // Ben splits the line before the formula: for Yjs that is another formula.
  await moved(ben.page, 'Home', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight')
  await ben.page.keyboard.press('Enter')
  await until('Ada sees two lines', async () => await page.locator('.ProseMirror > p').count() === 2)
  await until('and what she typed is in there', async () => (await tex(ben.page))[0] === 'z+a+b+c+d')

  await page.locator('.math-inline').click()
  await field(page).press('End')
  await page.keyboard.type('+e')
  await ben.page.keyboard.press('Control+a')
  await ben.page.keyboard.press('Backspace')
  await until('deleted under her, what she typed is not lost', async () => (await tex(ben.page))[0] === 'z+a+b+c+d+e')
  t.alike([...ada.faults, ...ben.faults], [])
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`formulas look as they should to axe, ${colorScheme}, also on a phone`, { timeout: 90_000 }, async (t) => {
    const { person } = await world(t)
    const ada = await person('Ada', { colorScheme, viewport: { width: 390, height: 780 } })
    const { page } = ada
    await newDocument(ada, 'Looks')
    await editor(page).click()
    await page.keyboard.type('The roots of $ax^2 + bx + c = 0$ are what everyone learns, and $\\fracc$ is wrong.')
    await page.keyboard.press('Enter')
    await page.keyboard.type('$$ x_{1,2} = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a} = \\int_0^1 f(x)\\,dx + \\sum_{n=1}^\\infty \\frac{1}{n^2} + \\prod_{k=1}^{m} (1 + k)')
    await page.locator('.math-block .katex').waitFor()
    await shot(page, `phone-editing-${colorScheme}`)
    t.alike(await serious(page), [], 'while editing')
    await page.keyboard.press('Control+Home')
    await page.waitForTimeout(250)
    t.alike(await serious(page), [], 'while reading')
    await page.locator('.math-inline').first().click()
    t.alike(await serious(page), [], 'with its field')
    await shot(page, `phone-${colorScheme}`)
    t.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out')
    t.alike(ada.faults, [])
  })
}
