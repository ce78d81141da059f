import test from 'brittle'
import type { Page } from 'playwright-core'
import { de } from '../../app/ui/words/de.ts'
import { en } from '../../app/ui/words/en.ts'
import { he } from '../../app/ui/words/he.ts'
import { serious } from './axe.ts'
import { editor, fits, joinWith, makeCode, newDocument, textOf, toEnd, until, world } from './people.ts'

const PAGES = [
  { locale: 'de-DE', words: de, colorScheme: 'light' },
  { locale: 'he-IL', words: he, colorScheme: 'dark' },
  { locale: 'he-IL', words: he, colorScheme: 'light' }
] as const

/** Words of the page that stand there in English although the language has others for them. */
const english = (page: Page, words: typeof en): Promise<string[]> => {
  const foreign = [en.document.share, en.library.create, en.library.heading, en.settings.heading, en.sync.saved, en.toolbar.bullets]
    .filter((text) => !JSON.stringify(words).includes(`"${text}"`))
  return page.evaluate((all) => all.filter((text) => document.body.innerText.includes(text) || document.querySelector(`[aria-label="${text}"]`) !== null), foreign)
}

for (const { locale, words, colorScheme } of PAGES) {
  test(`every page in ${locale}, ${colorScheme}`, { timeout: 120_000 }, async (t) => {
    const { person } = await world(t)
    const ada = await person('Ada', { locale, colorScheme })
    const { page } = ada
    await page.getByRole('button', { name: words.library.create }).first().waitFor()
    t.alike(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), locale === 'de-DE' ? ['de', 'ltr'] : ['he', 'rtl'])
    t.alike(await serious(page), [], 'empty list')
    await page.getByRole('button', { name: words.library.create }).first().click()
    await editor(page).waitFor()
    await page.getByTestId('title').fill('שלום, Sheaf')
    await page.keyboard.press('Enter')
    await page.keyboard.type('# כותרת')
    await page.keyboard.press('Enter')
    await page.keyboard.type('- פריט')
    await page.keyboard.press('Enter')
    await page.keyboard.type('item')
    t.is(await editor(page).locator('li').first().evaluate((item) => getComputedStyle(item).direction), 'rtl', 'a Hebrew item')
    t.is(await editor(page).locator('li').last().evaluate((item) => getComputedStyle(item).direction), 'ltr', 'an English item in the same list')
    t.alike(await serious(page), [], 'document')
    t.alike(await english(page, words), [], 'nothing in English')
    await page.getByRole('button', { name: words.document.share, exact: true }).click()
    await page.getByRole('button', { name: words.share.make }).click()
    await page.getByTestId('invite-code').waitFor()
    t.alike(await serious(page), [], 'share sheet')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+Shift+P')
    await page.getByTestId('palette').waitFor()
    t.alike(await serious(page), [], 'palette')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: words.document.more, exact: true }).click()
    await page.getByRole('menuitem', { name: words.document.keys }).click()
    t.alike(await serious(page), [], 'keys')
    t.alike(await english(page, words), [], 'nothing in English')
    for (const width of [360, 1200]) {
      await page.setViewportSize({ width, height: 700 })
      t.ok(await fits(page), `nothing sticks out at ${width} pixels`)
    }
    await page.keyboard.press('Escape')
    await page.setViewportSize({ width: 360, height: 700 })
    t.ok(await fits(page), 'nor without the sheet')
    t.alike(ada.faults, [])
  })
}

test('a language is chosen in the settings, and what was typed is there in the next one', { timeout: 90_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada', { locale: 'fr-FR' })
  await newDocument(ada, 'Langues')
  t.is(await ada.page.evaluate(() => document.documentElement.lang), 'en', 'no French yet')
  await ada.page.keyboard.type('typed before')
  const choose = async (more: string, settings: string, save: string, value: string): Promise<void> => {
    await ada.page.getByRole('button', { name: more, exact: true }).click()
    await ada.page.getByRole('menuitem', { name: settings }).click()
    await ada.page.getByTestId('language').selectOption(value)
    await ada.page.getByRole('button', { name: save, exact: true }).click()
  }
  await choose(en.document.more, en.document.settings, en.save, 'he')
  await ada.page.getByRole('button', { name: he.document.share, exact: true }).waitFor()
  t.is(await ada.page.evaluate(() => document.documentElement.dir), 'rtl')
  await until('the text is there', async () => (await textOf(ada.page)).includes('typed before'))
  await choose(he.document.more, he.document.settings, he.save, 'de')
  await ada.page.getByRole('button', { name: de.document.share, exact: true }).waitFor()
  await ada.page.reload()
  await ada.page.getByRole('button', { name: de.document.share, exact: true }).waitFor()
  t.pass('kept')
  t.alike(ada.faults, [])
})

test('screen readers are told what others do, now and then, until it is switched off', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const ben = await person('Ben')
  await newDocument(ada, 'Aloud')
  await editor(ada.page).click()
  await ada.page.keyboard.type('Plan for the summer')
  const live = ada.page.getByTestId('announcements')
  const said: string[] = []
  await ada.page.exposeFunction('heard', (text: string) => { if (text !== '') said.push(text) })
  await live.evaluate((region) => {
    new MutationObserver(() => { void (window as unknown as { heard (text: string): Promise<void> }).heard(region.textContent ?? '') }).observe(region, { childList: true, characterData: true, subtree: true })
  })
  await joinWith(ben, await makeCode(ada), 'Aloud')
  await editor(ben.page).getByText('Plan for').click()
  await ben.page.keyboard.press('End')
  await ben.page.waitForTimeout(250)
  await ben.page.keyboard.type(' and the winter, in great detail', { delay: 60 })
  await until('who came, and what changed', () => Promise.resolve(said.join(' ').includes('Ben came in.') && said.join(' ').includes('Ben changed the paragraph “Plan for the summer')))
  await toEnd(ada.page)
  const before = said.length
  await ada.page.keyboard.type(' Her own words.')
  await ben.page.waitForTimeout(6000)
  t.is(said.length, before, 'one hears nothing of one’s own words: ' + JSON.stringify(said))
  t.is(said.join(' ').split('Ben changed').length, 2, 'one sentence for many keys')

  await ada.page.getByRole('button', { name: 'More' }).click()
  await ada.page.getByRole('menuitem', { name: 'Settings' }).click()
  await ada.page.getByTestId('announce').uncheck()
  await ada.page.keyboard.press('Escape')
  t.is(await live.count(), 0, 'switched off')
  await ada.page.reload()
  await editor(ada.page).waitFor()
  t.is(await live.count(), 0, 'and it stays off')
  t.alike([...ada.faults, ...ben.faults], [])
})

test('on paper there is the document and nothing else', { timeout: 90_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada', { colorScheme: 'dark' })
  const { page } = ada
  const table = '| a | b |\n|---|---|\n' + '| 1 | 2 |\n'.repeat(80)
  await page.getByTestId('import-input').setInputFiles({ name: 'paper.md', mimeType: 'text/markdown', buffer: Buffer.from(`text with [words](https://example.org/there) and <https://example.org/plain>\n\n${table}`) })
  await editor(page).waitFor()
  await page.getByTestId('title').fill('The title')
  await page.getByTestId('title').press('Enter')
  await until('the title is saved', async () => await page.locator('.print-title').count() === 1)
  await page.emulateMedia({ media: 'print' })
  await page.evaluate(() => { window.dispatchEvent(new Event('beforeprint')) })
  const seen = await page.evaluate(() => {
    const [words, plain] = [...document.querySelectorAll('.prose a')].map((link) => getComputedStyle(link, '::after').content)
    const around = ['.document-bars', '.document-foot', '.outline-rail', '.toasts', '.block-handle-root']
    return {
      around: around.filter((selector) => [...document.querySelectorAll(selector)].some((one) => one.checkVisibility())),
      title: document.querySelector('.print-title')?.checkVisibility(),
      paper: getComputedStyle(document.querySelector('.document-page')!).backgroundColor,
      ink: getComputedStyle(document.querySelector('.prose p')!).color,
      code: getComputedStyle(document.documentElement).getPropertyValue('--code-keyword'),
      words: words?.includes('https://example.org/there'),
      plain,
      head: getComputedStyle(document.querySelector('.prose tr')!).display
    }
  })
  t.alike(seen, { around: [], title: true, paper: 'rgb(255, 255, 255)', ink: 'rgb(28, 35, 33)', code: '#7a2a8c', words: true, plain: 'none', head: 'table-header-group' })
  const pdf = (await page.pdf({ format: 'A5' })).toString('latin1')
  t.ok((pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0) >= 3, 'a long table goes on over pages')
  t.alike(ada.faults, [])
})

test('the whole page is reached by keyboard alone, and nothing keeps one there', { timeout: 90_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const { page } = ada
  await newDocument(ada, 'Keys only')
  await page.keyboard.type('# Heading')
  const at = (): Promise<string> => page.evaluate(() => {
    const { activeElement: one } = document
    if (one === null || one === document.body) return 'body'
    const ring = getComputedStyle(one)
    return `${one.getAttribute('aria-label') ?? one.textContent?.trim().slice(0, 30)}${ring.outlineStyle === 'none' && ring.boxShadow === 'none' && !one.matches('.ProseMirror, input') ? ' WITHOUT RING' : ''}`
  })
  await until('it is saved', async () => /saved/i.test(await page.getByTestId('sync-state').innerText()))
  await page.reload()
  await editor(page).getByText('Heading').waitFor()
  await page.keyboard.press('Tab')
  t.is(await at(), en.skip, 'first of all past everything')
  await page.keyboard.press('Enter')
  await until('in the text', async () => await page.evaluate(() => document.activeElement?.closest('#document-text') !== null))
  await page.reload()
  await editor(page).getByText('Heading').waitFor()
  const seen: string[] = []
  for (let n = 0; n < 20; n++) {
    await page.keyboard.press('Tab')
    seen.push(await at())
    if (seen.at(-1) === en.document.text) break
  }
  t.comment(seen.join(' → '))
  t.ok([en.document.back, en.document.title, en.document.share, en.document.more].every((name) => seen.some((one) => one.startsWith(name))))
  t.is(seen.at(-1), en.document.text, 'the text comes last')
  t.alike(seen.filter((one) => one.endsWith('WITHOUT RING')), [])
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  t.not(await at(), en.document.text, 'Escape and Tab lead out of it')
  t.alike(ada.faults, [])
})
