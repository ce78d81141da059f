/** Two people change the same thing while no byte passes between them, with real keys; then they meet. */
import test from 'brittle'
import type { Page } from 'playwright-core'
import { editor, textOf, until, world, type Person } from './people.ts'

type Act = (page: Page) => Promise<void>
interface Story {
  name: string
  markdown: string
  ada: Act
  ben: Act
  /** What both typed must be there afterwards. */
  kept: readonly string[]
  gone?: readonly string[]
}

/** A browser tells of a moved cursor a moment later: faster than any hand. */
const SETTLE = 250

const at = (text: string, key: 'Home' | 'End' = 'End'): Act => async (page) => {
  await editor(page).getByText(text, { exact: true }).last().click()
  await page.waitForTimeout(SETTLE)
  await page.keyboard.press(key)
  await page.waitForTimeout(SETTLE)
}
const type = (text: string): Act => (page) => page.keyboard.type(text)
const press = (...keys: string[]): Act => async (page) => {
  for (const key of keys) {
    await page.keyboard.press(key)
    await page.waitForTimeout(SETTLE)
  }
}
const menu = (name: string): Act => async (page) => {
  await page.getByRole('button', { name: 'Edit table' }).click()
  await page.getByRole('menu', { name: 'Edit table' }).getByText(name, { exact: true }).click()
  await page.waitForTimeout(SETTLE)
}
const all = (...acts: Act[]): Act => async (page) => { for (const act of acts) await act(page) }

const TABLE = '| a1 | b1 |\n|---|---|\n| a2 | b2 |\n| a3 | b3 |'
const LIST = '- first\n- second\n- third'

const STORIES: readonly Story[] = [
  {
    name: 'a paragraph is split by one and typed in by the other',
    markdown: 'alpha\n\nbeta gamma',
    ada: all(at('beta gamma', 'Home'), press('ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter'), type('ADA ')),
    ben: all(at('beta gamma'), type(' BEN')),
    kept: ['alpha', 'beta', 'ADA', 'gamma', 'BEN']
  },
  {
    name: 'a paragraph is made a heading by one and typed in by the other',
    markdown: 'alpha\n\nbeta',
    ada: all(at('beta'), press('Control+Alt+2'), type(' ADA')),
    ben: all(at('alpha'), type(' BEN'), press('Enter'), type('MORE')),
    kept: ['alpha', 'beta', 'ADA', 'BEN', 'MORE']
  },
  {
    name: 'both type in the same word',
    markdown: 'middle',
    ada: all(at('middle', 'Home'), press('ArrowRight', 'ArrowRight', 'ArrowRight'), type('ADA')),
    ben: all(at('middle', 'Home'), press('ArrowRight', 'ArrowRight', 'ArrowRight'), type('BEN')),
    kept: ['mid', 'ADA', 'BEN', 'dle']
  },
  {
    name: 'of two paragraphs one joins them, the other deletes a third',
    markdown: 'one\n\ntwo\n\nthree',
    ada: all(at('two', 'Home'), press('Backspace'), type('+')),
    ben: all(at('three'), press('Shift+Home', 'Backspace', 'Backspace')),
    kept: ['one', 'two'],
    gone: ['three']
  },
  {
    name: 'a list: one deletes an item, the other goes on in the next',
    markdown: LIST,
    ada: all(at('second'), press('Shift+Home', 'Backspace', 'Backspace')),
    ben: all(at('third'), type(' BEN'), press('Enter'), type('fourth')),
    kept: ['first', 'third', 'BEN', 'fourth'],
    gone: ['second']
  },
  {
    name: 'a list: one moves an item in, the other types in the one before',
    markdown: LIST,
    ada: all(at('third'), press('Tab'), type(' ADA')),
    ben: all(at('first'), type(' BEN'), press('Enter'), type('between')),
    kept: ['first', 'BEN', 'between', 'second', 'third', 'ADA']
  },
  {
    name: 'a list: one splits an item, the other leaves the list at its end',
    markdown: LIST,
    ada: all(at('first', 'Home'), press('ArrowRight', 'ArrowRight', 'Enter')),
    ben: all(at('third'), press('Enter', 'Enter'), type('BEN after')),
    kept: ['fi', 'rst', 'second', 'third', 'BEN after']
  },
  {
    name: 'a table: one adds a row, the other types in a cell',
    markdown: TABLE,
    ada: all(at('a2'), menu('Insert row below'), type('ADA')),
    ben: all(at('b3'), type(' BEN')),
    kept: ['a1', 'b1', 'a2', 'b2', 'a3', 'b3', 'ADA', 'BEN']
  },
  {
    name: 'a table: one deletes a row, the other types in another',
    markdown: TABLE,
    ada: all(at('a2'), menu('Delete row')),
    ben: all(at('a3'), type(' BEN')),
    kept: ['a1', 'b1', 'a3', 'BEN', 'b3'],
    gone: ['a2']
  },
  {
    name: 'a table: one merges two cells, the other types in the second of them',
    markdown: TABLE,
    ada: async (page) => {
      await editor(page).locator('td').getByText('a2', { exact: true }).click()
      await page.waitForTimeout(SETTLE)
      await editor(page).locator('td').getByText('b2', { exact: true }).click({ modifiers: ['Shift'] })
      await page.waitForTimeout(SETTLE)
      await menu('Merge cells')(page)
    },
    ben: all(at('b2'), type(' BEN')),
    kept: ['a2', 'b2', 'BEN', 'a3', 'b3']
  },
  {
    name: 'a quote: one leaves it, the other writes on in it',
    markdown: '> one\n>\n> two\n\nafter',
    ada: all(at('two'), press('Enter', 'Enter'), type('ADA out')),
    ben: all(at('one'), type(' BEN')),
    kept: ['one', 'BEN', 'two', 'ADA out', 'after']
  },
  {
    name: 'a callout: one writes in it, the other below it',
    markdown: '> [!NOTE]\n> inside\n\nafter',
    ada: all(at('inside'), type(' ADA'), press('Enter'), type('second line')),
    ben: all(at('after', 'Home'), type('BEN '), press('Enter')),
    kept: ['inside', 'ADA', 'second line', 'BEN', 'after']
  },
  {
    name: 'code: both write lines in one block',
    markdown: '```\none\ntwo\n```\n\nafter',
    ada: async (page) => {
      await editor(page).locator('pre').click({ position: { x: 30, y: 45 } })
      await all(press('Control+Home'), async (one) => { await editor(one).locator('pre code').click() }, press('End'), type('ADA'))(page)
    },
    ben: all(at('after'), type(' BEN')),
    kept: ['one', 'two', 'ADA', 'after', 'BEN']
  },
  {
    name: 'marks: one makes a word bold, the other writes into it',
    markdown: 'some words here',
    ada: all(at('some words here', 'Home'), press('Control+Shift+ArrowRight', 'Control+b')),
    ben: all(at('some words here', 'Home'), press('ArrowRight', 'ArrowRight'), type('BEN')),
    kept: ['so', 'BEN', 'me', 'words here']
  }
]

async function openIn ({ page, host }: Person, id: string, text: string): Promise<void> {
  await page.goto(new URL(`/#/d/${id}`, host.server.url).href)
  await editor(page).waitFor()
  await until(text, async () => (await textOf(page)).includes(text))
}

test('two people change the same thing while they are apart', { timeout: 600_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const ben = await person('Ben')
  for (const { name, markdown, ada: hers, ben: his, kept, gone } of STORIES) {
    const document = await ada.host.engine.create({ title: name, markdown })
    const { code } = await document.createInvite({ role: 'editor' })
    const { id: join } = await ben.host.engine.startJoin(code ?? '')
    await ben.host.engine.joined(join)
    await openIn(ada, document.id, kept[0] ?? '')
    await openIn(ben, document.id, kept[0] ?? '')
    await ben.host.engine.setOnline(false)
    await Promise.all([hers(ada.page), his(ben.page)])
    const apart = [await textOf(ada.page), await textOf(ben.page)]
    await ben.host.engine.setOnline(true)
    await until(`${name}: both see the same (${apart.join(' / ')})`, async () => {
      const [one, other] = [await textOf(ada.page), await textOf(ben.page)]
      return one === other && kept.every((part) => one.includes(part))
    }, 30_000).catch(async (error: unknown) => {
      t.comment(JSON.stringify([await textOf(ada.page), await textOf(ben.page)]))
      t.fail(String(error))
    })
    const text = await textOf(ada.page)
    t.alike(gone?.filter((part) => text.includes(part)) ?? [], [], name)
    const second = await ben.host.engine.open(document.id)
    await until('the engines agree', () => Promise.resolve(
      document.ydoc.getXmlFragment('prosemirror').toString() === second.ydoc.getXmlFragment('prosemirror').toString()))
  }
  t.alike([...ada.faults, ...ben.faults], [])
})
