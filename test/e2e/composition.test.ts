import test from 'brittle'
import type { CDPSession, Page } from 'playwright-core'
import type { Person } from './people.ts'
import { editor, joinWith, makeCode, newDocument, textOf, until, world } from './people.ts'

/** Types as an input method does: what is being composed is replaced until it is committed. */
async function composer ({ page }: Person): Promise<{ compose (text: string): Promise<void>, commit (text: string): Promise<void>, ends (): Promise<number> }> {
  const session: CDPSession = await page.context().newCDPSession(page)
  await page.evaluate(() => {
    const counts = window as unknown as { ends: number }
    counts.ends = 0
    document.addEventListener('compositionend', () => { counts.ends++ }, true)
  })
  return {
    compose: async (text) => { await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length }) },
    commit: async (text) => { await session.send('Input.insertText', { text }) },
    ends: () => page.evaluate(() => (window as unknown as { ends: number }).ends)
  }
}

async function clickAt (page: Page, text: string, key: 'Home' | 'End'): Promise<void> {
  await editor(page).getByText(text).first().click()
  await page.keyboard.press(key)
  await page.waitForTimeout(250)
}

test('what others do never breaks a composition', { timeout: 180_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const ben = await person('Ben')
  await newDocument(ada, 'Kana')
  await editor(ada.page).click()
  await ada.page.keyboard.type('middle')
  await ada.page.keyboard.press('Enter')
  await ada.page.keyboard.type('last line')
  await joinWith(ben, await makeCode(ada), 'Kana')
  await until('Ben sees it', async () => (await textOf(ben.page)).includes('last line'))
  const ime = await composer(ada)

  const story = async (name: string, others: () => Promise<void>, ...expected: string[]): Promise<void> => {
    const before = await ime.ends()
    await ime.compose('ni')
    await ime.compose('に')
    await others()
    await ada.page.waitForTimeout(700)
    t.absent(/ni|に/.test((await textOf(ben.page)).replace('line', '')), `${name}: nobody sees half a word`)
    t.is(await ime.ends(), before, `${name}: it goes on`)
    await ime.compose('にほ')
    await ime.compose('にほん')
    await ime.commit('日本')
    await until(name, async () => {
      const seen = await textOf(ada.page)
      return expected.includes(seen) && seen === await textOf(ben.page)
    }, 8000).catch(async (err: unknown) => {
      t.comment(JSON.stringify([await textOf(ada.page), await textOf(ben.page), ...expected]))
      throw err
    })
    t.pass(`${name}: both see the same, once`)
  }

  await clickAt(ada.page, 'middle', 'End')
  await clickAt(ben.page, 'middle', 'Home')
  await story('a letter before it', () => ben.page.keyboard.type('the '), 'the middle日本\nlast line')

  await clickAt(ada.page, 'the middle', 'Home')
  await clickAt(ben.page, 'the middle', 'End')
  await story('letters after it', () => ben.page.keyboard.type('!?'), '日本the middle日本!?\nlast line')

  await clickAt(ada.page, 'last line', 'Home')
  await clickAt(ben.page, 'last line', 'Home')
  await story('letters at the same place', () => ben.page.keyboard.type('X'),
    // Who comes first is decided by chance, but by the same chance for both.
    '日本the middle日本!?\nX日本last line', '日本the middle日本!?\n日本Xlast line')

  // What she composes stays in the paragraph in which it was begun.
  await clickAt(ada.page, 'the middle', 'End')
  await editor(ben.page).getByText('the middle').click()
  await ben.page.keyboard.press('Home')
  for (let n = 0; n < 6; n++) await ben.page.keyboard.press('ArrowRight')
  await ben.page.waitForTimeout(250)
  await story('the paragraph is split', () => ben.page.keyboard.press('Enter'), `日本the 日本\nmiddle日本!?\n${(await textOf(ada.page)).split('\n')[1]}`)

  // Yet it does not wait for ever.
  await ime.compose('mo')
  await until('half a word that stays half', async () => (await textOf(ben.page)).includes('mo'))
  await ime.commit('も')
  await until('and then whole', async () => (await textOf(ben.page)).includes('も'))
  t.alike([...ada.faults, ...ben.faults], [])
})

test('a composition in a paragraph that somebody deletes is told', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const ben = await person('Ben')
  await newDocument(ada, 'Gone')
  await editor(ada.page).click()
  await ada.page.keyboard.type('stays')
  await ada.page.keyboard.press('Enter')
  await ada.page.keyboard.type('goes')
  await joinWith(ben, await makeCode(ada), 'Gone')
  await until('Ben sees it', async () => (await textOf(ben.page)).includes('goes'))
  const ime = await composer(ada)
  await clickAt(ada.page, 'goes', 'End')
  await ime.compose('か')
  await clickAt(ben.page, 'goes', 'End')
  await ben.page.keyboard.press('Shift+Home')
  await until('Ben has it selected', () => ben.page.evaluate(() => getSelection()?.toString() === 'goes'))
  await ben.page.waitForTimeout(250)
  await ben.page.keyboard.press('Backspace')
  await ben.page.waitForTimeout(250)
  await ben.page.keyboard.press('Backspace')
  await until('Ben has one line', async () => await textOf(ben.page) === 'stays')
  await ada.page.waitForTimeout(700)
  await ime.compose('かな')
  await ime.commit('仮名')
  await until('both see the same', async () => await textOf(ada.page) === await textOf(ben.page))
  t.is(await textOf(ada.page), 'stays')
  await ada.page.locator('.toast', { hasText: '仮名' }).waitFor()
  await ada.page.keyboard.type('after')
  await until('she writes on', async () => (await textOf(ben.page)).includes('after'))
  t.alike([...ada.faults, ...ben.faults], [])
})
