// Callouts, sections that fold, the table of contents and footnotes, with real keys and in two windows.
import test from 'brittle'
import * as Y from 'yjs'
import type { Page } from 'playwright-core'
import { serious } from './axe.ts'
import { editor, joinWith, makeCode, newDocument, press, textOf, until, world } from './people.ts'

async function behind (page: Page, text: string): Promise<void> {
  await editor(page).getByText(text, { exact: true }).first().click()
  await page.keyboard.press('End')
  await page.waitForTimeout(250)
}

test('a callout by keys alone, and two people in it at once', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const ben = await person('Ben')
  const { page } = ada
  await newDocument(ada, 'Callouts')
  await editor(page).click()
  await page.keyboard.type('!!! mind the gap')
  await press(page, 'Enter')
  await page.keyboard.type('and the door')
  await press(page, 'Enter', 'Enter')
  await page.keyboard.type('outside')
  t.is(await editor(page).locator('.callout p').count(), 2, 'Enter in an empty last line leaves')
  t.is(await editor(page).locator('> p').innerText(), 'outside')

  const note = page.getByRole('button', { name: 'Note: change the kind' })
  await note.focus()
  await press(page, 'Enter')
  await page.getByRole('menu', { name: 'Kind of callout' }).waitFor()
  t.alike(await serious(page), [])
  await press(page, 'Escape')
  t.ok(await note.evaluate((button) => button === document.activeElement), 'Escape goes back to the button')
  await press(page, 'Enter', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter')
  t.is(await editor(page).locator('.callout').getAttribute('data-callout'), 'warning')
  t.is(await page.getByRole('menu').count(), 0)

  await joinWith(ben, await makeCode(ada), 'Callouts')
  await until('Ben sees it', async () => (await textOf(ben.page)).includes('and the door'))
  await behind(page, 'mind the gap')
  await behind(ben.page, 'and the door')
  await Promise.all([
    press(page, 'Enter').then(() => page.keyboard.type('and the step')),
    ben.page.keyboard.type(' that sticks')
  ])
  await ben.page.getByRole('button', { name: 'Warning: change the kind' }).click()
  await ben.page.getByRole('menuitemradio', { name: 'Tip' }).click()
  const lines = (who: Page): Promise<string> => editor(who).locator('.callout p').evaluateAll((all) => all.map((one) => {
    const copy = one.cloneNode(true) as HTMLElement
    for (const widget of copy.querySelectorAll('.ProseMirror-widget')) widget.remove()
    return copy.textContent
  }).join('|'))
  for (const who of [page, ben.page]) {
    await until('both have all of it', async () => await lines(who) === 'mind the gap|and the step|and the door that sticks')
    await until('and the kind', async () => await editor(who).locator('.callout').getAttribute('data-callout') === 'tip')
  }
  await behind(page, 'mind the gap')
  await press(page, 'Home', 'Home')
  await page.waitForTimeout(200)
  await press(page, 'Backspace')
  t.is(await editor(page).locator('> p').first().innerText(), 'mind the gap', 'Backspace at its start takes out')
  t.alike([...ada.faults, ...ben.faults], [])
})

test('a section folds for each window alone, and opens for what leads inside', { timeout: 150_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const ben = await person('Ben')
  const { page } = ada
  const isOpen = (who: Page): Promise<string | null> => editor(who).locator('.details').first().getAttribute('data-open')
  await newDocument(ada, 'Sections')
  await editor(page).click()
  await page.keyboard.type('above')
  await press(page, 'Enter')
  await page.keyboard.type('+++ Details')
  await press(page, 'Enter')
  await page.keyboard.type('hidden words')
  await press(page, 'Enter')
  await page.keyboard.type('## Deep')
  await press(page, 'Enter')
  await page.keyboard.type('last')
  await press(page, 'Enter', 'Enter')
  await page.keyboard.type('below')
  t.is(await editor(page).locator('.details h2').innerText(), 'Deep')
  t.is(await editor(page).locator('> p').last().innerText(), 'below', 'Enter in an empty last line leaves')
  t.is(await isOpen(page), 'true', 'whoever makes it has it open')
  t.alike(await serious(page), [])

  await joinWith(ben, await makeCode(ada), 'Sections')
  await until('Ben sees it', async () => (await textOf(ben.page)).includes('below'))
  t.is(await isOpen(ben.page), 'false', 'for Ben it is closed')
  t.absent(await editor(ben.page).getByText('hidden words').isVisible())

  await behind(page, 'last')
  await ben.page.locator('.details-toggle').focus()
  t.is(await ben.page.locator('.details-toggle').getAttribute('aria-expanded'), 'false')
  await press(ben.page, 'Enter')
  t.is(await isOpen(ben.page), 'true')
  await behind(ben.page, 'hidden words')
  await Promise.all([page.keyboard.type(' one'), ben.page.keyboard.type(' too')])
  for (const who of [page, ben.page]) await until('both are here', async () => (await textOf(who)).includes('hidden words too') && (await textOf(who)).includes('last one'))

  await ben.page.locator('.details-toggle').click()
  t.is(await isOpen(ben.page), 'false')
  await ben.page.keyboard.type('!')
  await until('the cursor stands in the line', async () => await editor(ben.page).locator('.details-summary').innerText() === 'Details!')
  await press(page, 'Enter')
  await page.keyboard.type('more')
  await until('it is there', async () => (await textOf(ben.page)).includes('more'))
  t.is(await isOpen(ben.page), 'false', 'what others write in it opens nothing')
  t.is(await isOpen(page), 'true')

  await press(ben.page, 'Control+f')
  await ben.page.keyboard.type('hidden')
  await until('the search opens it', async () => await isOpen(ben.page) === 'true')
  await press(ben.page, 'Escape', 'ArrowRight')
  await ben.page.locator('.details-toggle').click()
  await ben.page.getByTestId('outline').getByRole('button', { name: 'Deep' }).click()
  await until('so does the outline', async () => await isOpen(ben.page) === 'true')

  await behind(page, 'Details!')
  await press(page, 'Control+Enter')
  t.is(await isOpen(page), 'false', 'Ctrl+Enter in the line folds')
  await press(page, 'Enter')
  await page.keyboard.type('between')
  t.is(await editor(page).locator('> p').nth(1).innerText(), 'between', 'Enter in a closed one goes on below it')
  await page.emulateMedia({ media: 'print' })
  t.ok(await editor(page).getByText('hidden words').isVisible(), 'on paper all are open')
  await page.emulateMedia({ media: 'screen' })
  await behind(page, 'Details!')
  await press(page, 'Home', 'Backspace')
  await until('Backspace at its start takes it apart', async () => await editor(page).locator('.details').count() === 0)
  t.ok((await textOf(page)).startsWith('above\nDetails!\nhidden words too'))
  await press(page, 'Control+z')
  await until('and undo puts it together', async () => await editor(page).locator('.details').count() === 1)
  t.alike([...ada.faults, ...ben.faults], [])
})

test('a table of contents follows the headings, and its links lead there', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const { page } = ada
  await newDocument(ada, 'Contents')
  await editor(page).click()
  await page.keyboard.type('/contents')
  await page.getByTestId('slash-menu').getByRole('option', { name: 'Table of contents' }).waitFor()
  await press(page, 'Enter')
  const toc = editor(page).getByRole('navigation', { name: 'Table of contents' })
  t.is(await toc.innerText(), 'Headings will appear here.')
  await page.keyboard.type('# Plan')
  await press(page, 'Enter')
  await page.keyboard.type('text')
  await press(page, 'Enter')
  await page.keyboard.type('+++ More')
  await press(page, 'Enter')
  await page.keyboard.type('## Hidden')
  await page.waitForTimeout(200)
  t.alike(await toc.getByRole('link').allInnerTexts(), ['Plan', 'Hidden'])
  const [first, second] = await toc.getByRole('link').evaluateAll((all) => all.map((link) => link.getBoundingClientRect().x))
  t.ok((second ?? 0) > (first ?? 0), 'a lower heading stands further in')
  t.alike(await serious(page), [])
  await page.locator('.details-toggle').click()
  await toc.getByRole('link', { name: 'Plan' }).focus()
  await press(page, 'Tab', 'Enter')
  await page.waitForTimeout(250)
  t.is(await editor(page).locator('.details').getAttribute('data-open'), 'true', 'a section on the way opens')
  await press(page, 'End')
  await page.waitForTimeout(250)
  await page.keyboard.type(' no more')
  await until('the link follows', async () => (await toc.getByRole('link').allInnerTexts()).join() === 'Plan,Hidden no more')
  t.ok(/#\/d\/[0-9a-f]+\/h\/plan$/.test(await toc.getByRole('link', { name: 'Plan' }).getAttribute('href') ?? ''))
  t.alike(ada.faults, [])
})

test('footnotes by two people, there and back by keys, copied and taken away', { timeout: 150_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const ben = await person('Ben')
  const { page } = ada
  const notes = (who: Page): Promise<string> => editor(who).locator('.footnote').evaluateAll((all) => all.map((one) => {
    const copy = one.cloneNode(true) as HTMLElement
    for (const widget of copy.querySelectorAll('.ProseMirror-widget')) widget.remove()
    return copy.textContent
  }).join('|'))
  const signs = (who: Page): Promise<string> => editor(who).locator('.footnote-ref').allInnerTexts().then((all) => all.join())
  await newDocument(ada, 'Notes')
  await editor(page).click()
  await page.keyboard.type('first')
  await press(page, 'Enter')
  await page.keyboard.type('second')
  await joinWith(ben, await makeCode(ada), 'Notes')
  await until('Ben has it', async () => (await textOf(ben.page)).includes('second'))
  await behind(page, 'second')
  await behind(ben.page, 'first')
  await Promise.all([
    press(page, 'Control+Alt+f').then(() => page.keyboard.type('of Ada')),
    press(ben.page, 'Control+Alt+f').then(() => ben.page.keyboard.type('of Ben'))
  ])
  for (const who of [page, ben.page]) {
    await until('two signs', async () => await signs(who) === '1,2')
    await until('and two notes', async () => ['1.of Ben|2.of Ada', '2.of Ada|1.of Ben'].includes(await notes(who)))
  }
  t.alike(await serious(page), [])
  await press(page, 'Control+Alt+f')
  await page.waitForTimeout(250)
  await page.keyboard.type('!')
  await until('back behind the sign', async () => (await textOf(page)).includes('second2!'))
  await press(page, 'ArrowLeft', 'ArrowLeft', 'Enter')
  await page.waitForTimeout(300)
  await page.keyboard.type('by ')
  await until('Enter on the sign leads to its note', async () => (await notes(page)).includes('by of Ada'))
  await editor(page).getByRole('button', { name: 'Footnote 2: back to the text' }).click()
  t.is(await editor(page).getByRole('button', { name: /^Footnote 2: by of Ada/ }).count(), 1, 'the sign says what it leads to')

  await editor(page).locator('> p').first().click()
  await press(page, 'Control+a', 'Control+c')
  await editor(page).locator('> p').first().click()
  await press(page, 'Home')
  await page.waitForTimeout(250)
  await press(page, 'Control+v')
  await until('what is copied has notes of its own', async () => await signs(page) === '1,2,3,4')
  t.is(await editor(page).locator('.footnote').count(), 4)
  await press(page, 'Control+z')
  await until('undone', async () => await signs(page) === '1,2')

  await editor(page).getByRole('button', { name: /^Footnote 1: of Ben/ }).click()
  await page.waitForTimeout(250)
  await press(page, 'Home', 'Backspace')
  t.ok((await notes(page)).includes('of Ben'), 'a note with words is not joined to what stands before')
  await press(page, 'Shift+End', 'Delete', 'Backspace')
  await until('an empty one goes with its sign', async () => await signs(page) === '1' && await notes(page) === '1.by of Ada')
  t.ok((await textOf(page)).startsWith('first\nsecond'))
  t.alike([...ada.faults, ...ben.faults], [])
})

test('whatever peers leave behind is shown, and looking at it writes nothing', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const { page } = ada
  await newDocument(ada, 'Odd')
  await editor(page).click()
  await page.keyboard.type('mine')
  const id = (await ada.host.engine.documents())[0]?.id ?? ''
  const { ydoc } = await ada.host.engine.open(id)
  const fragment = ydoc.getXmlFragment('prosemirror')
  await until('the engine has it', () => Promise.resolve(fragment.toString().includes('mine')))
  const made = (name: string, attrs: Record<string, string> = {}, ...children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement => {
    const element = new Y.XmlElement(name)
    for (const [key, value] of Object.entries(attrs)) element.setAttribute(key, value)
    element.insert(0, children)
    return element
  }
  const text = (words: string): Y.XmlText => new Y.XmlText(words)
  ydoc.transact(() => {
    fragment.insert(1, [
      made('callout', { kind: 'nuclear' }),
      made('details'),
      made('details', {}, made('paragraph', {}, text('no line'))),
      made('details', {}, made('paragraph', {}, text('before')), made('details_summary', {}, text('late')), made('paragraph', {}, text('behind'))),
      made('details', {}, made('details_summary', {}, text('one')), made('details_summary', {}, text('two'))),
      made('details_summary', {}, text('alone')),
      made('paragraph', {}, text('lost'), made('footnote_ref', { id: 'lost' })),
      made('footnote_def', { id: 'same' }, made('paragraph', {}, text('first'))),
      made('footnote_def', { id: 'same' }),
      made('toc', {}, made('paragraph', {}, text('in contents')))
    ])
  })
  const before = fragment.toString()
  await until('it is here', async () => (await textOf(page)).includes('lost'))
  t.is(await editor(page).locator('.callout').getAttribute('data-callout'), 'note', 'an unknown kind looks like a note')
  t.is(await editor(page).locator('.details').count(), 4)
  t.is(await editor(page).locator('.details[data-none="true"]').count(), 2)
  for (const toggle of await page.locator('.details-toggle').all()) {
    await toggle.click()
    await toggle.click()
    await toggle.click()
  }
  t.ok(await editor(page).getByText('no line').isVisible() && await editor(page).getByText('behind').isVisible() && await editor(page).getByText('two').isVisible())
  t.is(await editor(page).getByRole('button', { name: 'Footnote 1: The text of this footnote is missing.' }).count(), 1)
  t.is(await editor(page).getByRole('button', { name: 'Footnote that nothing in the text leads to' }).count(), 2)
  t.alike(await serious(page), [])
  await page.waitForTimeout(500)
  t.is(fragment.toString(), before, 'nothing was written')
  await editor(page).getByRole('button', { name: /^Footnote 1/ }).click()
  await page.keyboard.type('found again')
  await until('who may write gives it one', () => Promise.resolve(/<footnote_def id="lost"><paragraph>found again/.test(fragment.toString())))
  await page.reload()
  await editor(page).waitFor()
  await until('and so it is after opening anew', async () => (await textOf(page)).includes('found again'))
  t.alike(ada.faults, [])
})
