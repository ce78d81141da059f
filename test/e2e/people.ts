/** Two people, each with an engine, a local server and a window, on a network of their own. */
import type { Browser, Page } from 'playwright-core'
import type { Assert } from 'brittle'
import createTestnet from 'hyperdht/testnet.js'
import { buildScreen } from '../../app/shells/browser/build.ts'
import type { EngineOptions } from '../../core/index.ts'
import { createEngine } from '../../app/shells/engine.ts'
import { startHost, type Host } from '../../app/shells/host.ts'
import { launch, openWindow } from './browser.ts'

export interface Person { host: Host, page: Page, faults: string[], dir: string, name: string }
export interface World { browser: Browser, person (name: string, options?: Parameters<Browser['newContext']>[0], engine?: EngineOptions): Promise<Person>, restart (person: Person): Promise<void> }

export async function world (t: Assert): Promise<World> {
  const net = await createTestnet(3, { host: '127.0.0.1' })
  const assets = await buildScreen()
  const browser = await launch()
  const people: Person[] = []
  t.teardown(async () => {
    await browser.close()
    await Promise.all(people.map(({ host }) => host.close()))
    await net.destroy()
  })
  const start = (dir: string, name: string, port?: number, more: EngineOptions = {}): Promise<Host> => startHost({
    dir, createEngine: (folder, given) => createEngine(folder, { ...given, ...more }), engine: { name, host: '127.0.0.1', bootstrap: net.bootstrap }, screen: assets, port: port ?? 0
  })
  return {
    browser,
    async person (name, options, engine) {
      const dir = await t.tmp()
      const host = await start(dir, name, undefined, engine)
      const { page, faults } = await openWindow(browser, host.server.launchUrl, options)
      const person = { host, page, faults, dir, name }
      people.push(person)
      return person
    },
    async restart (person) {
      const port = Number(new URL(person.host.server.url).port)
      await person.host.close()
      person.host = await start(person.dir, person.name, port)
    }
  }
}

export const editor = (page: Page): ReturnType<Page['locator']> => page.locator('.ProseMirror')
export const textOf = (page: Page): Promise<string> => editor(page).evaluate((element) => {
  // Others' cursors and the placeholder are shown in the text but are no part of it.
  const copy = element.cloneNode(true) as HTMLElement
  for (const widget of copy.querySelectorAll('.ProseMirror-widget')) widget.remove()
  return [...copy.children].map((block) => block.textContent ?? '').join('\n')
})

/** The cursor at the end of the text. A browser tells of a moved cursor a moment later: faster than any hand. */
export async function toEnd (page: Page): Promise<void> {
  await editor(page).click()
  await page.keyboard.press('Control+End')
  await page.waitForTimeout(250)
}

/** Keys one after the other. A browser tells of a moved cursor a moment later: faster than any hand. */
export async function press (page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key)
    await page.waitForTimeout(120)
  }
}

/** Nothing sticks out of the window at its sides. */
export const fits = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)

/** Waits until a fact holds in both windows; says what was there when it does not. */
export async function until (what: string, fact: () => Promise<boolean>, ms = 20_000): Promise<void> {
  const end = Date.now() + ms
  while (!await fact()) {
    if (Date.now() > end) throw new Error('waited in vain: ' + what)
    await new Promise((resolve) => { setTimeout(resolve, 50) })
  }
}

export async function newDocument ({ page }: Person, title: string): Promise<void> {
  await page.getByRole('button', { name: 'New document' }).first().click()
  await editor(page).waitFor()
  await page.getByTestId('title').fill(title)
  await page.getByTestId('title').press('Enter')
}

/** Makes a code on the share sheet, as a person would. */
export async function makeCode ({ page }: Person): Promise<string> {
  await page.getByRole('button', { name: 'Share' }).click()
  await page.getByRole('button', { name: 'Make a code' }).click()
  const code = await page.getByTestId('invite-code').inputValue()
  await page.keyboard.press('Escape')
  return code
}

/** The link in the list: the note that it has come says the title as well, and leads nowhere by its words. */
export async function joinWith ({ page }: Person, code: string, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Join with a code' }).first().click()
  await page.getByLabel('Code or link').fill(code)
  await page.getByRole('button', { name: 'Join', exact: true }).click()
  await page.getByRole('link', { name: new RegExp(title) }).first().click({ timeout: 30_000 })
  await editor(page).waitFor()
}
