import test from 'brittle'
import type { Page } from 'playwright-core'
import * as Y from 'yjs'
import { editor, joinWith, makeCode, newDocument, textOf, toEnd, until, world } from './people.ts'

test('a wrong, a revoked and a used code are told apart, in words', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const ben = await person('Ben')
  await newDocument(ada, 'Private')
  const join = async (code: string): Promise<void> => {
    await ben.page.getByRole('button', { name: 'Join with a code' }).first().click()
    await ben.page.getByLabel('Code or link').fill(code)
    await ben.page.getByRole('button', { name: 'Join', exact: true }).click()
  }
  await join('hello')
  await ben.page.getByText('not a complete invite code').waitFor()
  t.pass('a mistyped code is refused at once')
  await ben.page.keyboard.press('Escape')

  const code = await makeCode(ada)
  await ada.page.getByRole('button', { name: 'Share' }).click()
  await ada.page.getByRole('button', { name: /^Revoke/ }).click()
  await ada.page.getByTestId('invite-row').getByText('Revoked').waitFor()
  await ada.page.keyboard.press('Escape')
  await join(code)
  await ben.page.getByText('This code was withdrawn').waitFor({ timeout: 30_000 })
  t.pass('a revoked one says so')
  await ben.page.getByRole('button', { name: 'Take off the list' }).click()
  await until('the list is empty', async () => await ben.page.getByTestId('document-row').count() === 0)

  await joinWith(ben, await makeCode(ada), 'Private')
  t.pass('a fresh one lets in')
})

test('what others wrote with a newer app, or to do harm, is kept and does no harm', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  await newDocument(ada, 'Strange')
  await editor(ada.page).click()
  await ada.page.keyboard.type('honest')
  const id = (await ada.host.engine.documents())[0]?.id ?? ''
  const { ydoc } = await ada.host.engine.open(id)
  const fragment = ydoc.getXmlFragment('prosemirror')
  await until('the engine has it', () => Promise.resolve(fragment.toString().includes('honest')))
  ydoc.transact(() => {
    const unknown = new Y.XmlElement('hologram')
    unknown.setAttribute('depth', '3')
    unknown.insert(0, [new Y.XmlText('from the future')])
    const marked = new Y.XmlElement('paragraph')
    const text = new Y.XmlText()
    text.insert(0, 'glowing', { glow: { strength: 2 } })
    text.insert(7, ' evil', { link: { href: 'javascript:alert(1)' } })
    marked.insert(0, [text])
    const image = new Y.XmlElement('paragraph')
    const picture = new Y.XmlElement('image')
    picture.setAttribute('src', 'http://127.0.0.1:9/tracker.png')
    image.insert(0, [picture])
    fragment.push([unknown, marked, image])
  })
  const before = fragment.toString()
  const asked: string[] = []
  ada.page.on('request', (request) => { asked.push(request.url()) })
  await until('it is shown', async () => (await textOf(ada.page)).includes('glowing'))
  await ada.page.waitForTimeout(500)
  t.is(fragment.toString(), before, 'showing it changed nothing')
  t.is(await editor(ada.page).locator('a[href^="javascript"]').count(), 0, 'no link that runs')
  t.absent(asked.some((url) => url.includes('tracker')), 'no image was fetched')
  await editor(ada.page).getByText('honest').click()
  await ada.page.keyboard.press('End')
  await ada.page.waitForTimeout(100)
  await ada.page.keyboard.type(' work')
  await until('the edit arrived', () => Promise.resolve(fragment.toString().includes('honest work')))
  t.is(fragment.toString(), before.replace('honest', 'honest work'), 'an edit beside it left it as it was')

  ydoc.transact(() => { fragment.push([new Y.Map() as unknown as Y.XmlText]) })
  await ada.page.getByText('It is locked so that nothing gets lost').waitFor()
  t.ok(fragment.toString().includes('honest work'), 'a stray type locks the editor rather than losing the text')
})

test('Markdown comes in by file and by paste, and goes out again', { timeout: 90_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  await ada.page.getByTestId('import-input').setInputFiles({ name: 'plan.md', mimeType: 'text/markdown', buffer: Buffer.from('# Plan\n\n- [x] think\n- [ ] write\n\n> quoted\n') })
  await ada.page.getByText('Plan').first().click()
  await editor(ada.page).waitFor()
  await until('it is shown', async () => (await textOf(ada.page)).includes('quoted'))
  t.is(await editor(ada.page).getByRole('checkbox').count(), 2)
  await toEnd(ada.page)
  await ada.page.keyboard.press('Enter')
  await ada.page.keyboard.press('Enter')
  await ada.page.evaluate(() => {
    const data = new DataTransfer()
    data.setData('text/plain', '## Pasted\n\n1. one\n2. **two**\n')
    document.querySelector('.ProseMirror')?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  })
  await until('pasted Markdown became blocks', async () => await editor(ada.page).getByRole('heading', { name: 'Pasted' }).count() === 1)
  t.is(await editor(ada.page).locator('ol li').count(), 2)
  const download = ada.page.waitForEvent('download')
  await ada.page.getByRole('button', { name: 'More' }).click()
  await ada.page.getByRole('menuitem', { name: 'Export as Markdown' }).click()
  const stream = await (await download).createReadStream()
  let markdown = ''
  for await (const chunk of stream) markdown += String(chunk)
  t.ok(markdown.startsWith('# Plan\n\n- [x] think'), 'the file begins as it came in')
  t.ok(markdown.includes('2. **two**'))
})

const AXE = new URL('../../node_modules/axe-core/axe.min.js', import.meta.url).pathname
interface Axe { run (): Promise<{ violations: { id: string, impact: string, nodes: { html: string }[] }[] }> }

async function serious (page: Page): Promise<string[]> {
  await page.waitForTimeout(300) // a page that fades in has no contrast yet
  const has = await page.evaluate(() => 'axe' in window)
  if (!has) await page.evaluate(await (await import('node:fs/promises')).readFile(AXE, 'utf8'))
  const { violations } = await page.evaluate(() => (window as unknown as { axe: Axe }).axe.run())
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => id + ': ' + (nodes[0]?.html ?? ''))
}

for (const colorScheme of ['light', 'dark'] as const) {
  test('every page can be used by everyone - ' + colorScheme, { timeout: 90_000 }, async (t) => {
    const { person } = await world(t)
    const ada = await person('Ada', { colorScheme })
    await ada.page.getByRole('button', { name: 'New document' }).first().waitFor()
    t.alike(await serious(ada.page), [], 'empty list')
    await newDocument(ada, 'For everyone')
    await editor(ada.page).click()
    await ada.page.keyboard.type('# Heading')
    await ada.page.keyboard.press('Enter')
    await ada.page.keyboard.type('text with `code`, a task:')
    await ada.page.keyboard.press('Enter')
    await ada.page.keyboard.type('[ ] task')
    t.alike(await serious(ada.page), [], 'document')
    await ada.page.getByRole('button', { name: 'Share' }).click()
    await ada.page.getByRole('button', { name: 'Make a code' }).click()
    await ada.page.getByTestId('invite-code').waitFor()
    t.alike(await serious(ada.page), [], 'share sheet')
    await ada.page.keyboard.press('Escape')
    await ada.page.getByRole('button', { name: 'More' }).click()
    await ada.page.getByRole('menuitem', { name: 'Settings' }).click()
    t.alike(await serious(ada.page), [], 'settings')
    await ada.page.keyboard.press('Escape')
    await ada.page.setViewportSize({ width: 360, height: 700 })
    t.is(await ada.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, 'nothing sticks out at 360 pixels')
    await ada.page.goBack()
    await ada.page.getByTestId('document-row').waitFor()
    t.alike(await serious(ada.page), [], 'list')
    t.alike(ada.faults, [])
  })
}
