// Images and files in the text: how they come in, what is shown of them, and what they can never do.
import type { Page } from 'playwright-core'
import { readFile } from 'node:fs/promises'
import test from 'brittle'
import { serious } from './axe.ts'
import { choose, file, give, png } from './files.ts'
import { editor, joinWith, makeCode, newDocument, toEnd, until, world } from './people.ts'

const figures = (page: Page): ReturnType<Page['locator']> => page.getByTestId('figure')
const shown = (page: Page): Promise<number[]> => page.evaluate(() => [...document.querySelectorAll<HTMLImageElement>('.figure-frame img')].filter((image) => image.complete).map(({ naturalWidth }) => naturalWidth))
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40" onload="window.ran = 1"><script>window.ran = 1; parent.ran = 1</script><rect width="80" height="40" fill="teal"/></svg>'

test('a picture chosen by menu, files by the palette, and what can be done with them', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const { page } = ada
  await newDocument(ada, 'Pictures')
  await editor(page).click()
  await page.keyboard.type('/imag')
  await page.keyboard.press('Enter')
  await choose(page, [file('cat.png', 'image/png', png(320, 160))], () => page.getByRole('button', { name: 'Choose images…' }).click())
  await until('it is shown', async () => (await shown(page)).join() === '320')
  t.is(await figures(page).evaluate((element) => Math.round(element.getBoundingClientRect().width)), 320, 'as large as it is')

  await page.getByRole('toolbar', { name: 'Formatting' }).getByRole('button', { name: 'File' }).focus()
  await choose(page, [file('notes.pdf', 'application/pdf', '%PDF-1.4 x'), file('empty.txt', 'text/plain', ''), file('page.html', 'text/html', '<script>window.ran = 1</script>')], () => page.keyboard.press('Enter'))
  await until('three cards', async () => await page.getByTestId('file').count() === 3)
  t.alike(await page.getByTestId('file').evaluateAll((cards) => cards.map((card) => card.getAttribute('aria-label'))), ['File: notes.pdf', 'File: empty.txt', 'File: page.html'], 'in the order in which they were chosen')
  for (const [name, size] of [['notes.pdf', 10], ['empty.txt', 0], ['page.html', 31]] as const) {
    const saving = page.waitForEvent('download')
    await page.getByRole('button', { name: `Download ${name}` }).click()
    const saved = await saving
    t.is(saved.suggestedFilename(), name)
    const { size: bytes } = await (await import('node:fs/promises')).stat(await saved.path())
    t.is(bytes, size, 'all of its bytes')
  }

  await figures(page).click()
  await page.keyboard.press('Enter')
  t.is(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'S: A quarter of the width', 'Enter leads to what can be done')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await until('half of the column', () => page.evaluate(() => {
    const frame = document.querySelector('.figure-frame')!.getBoundingClientRect().width
    return Math.abs(frame / document.querySelector('.prose')!.getBoundingClientRect().width - 0.5) < 0.02
  }))
  t.pass('made half as wide as the column by keys')
  t.alike(await serious(page), [], 'axe finds nothing serious in the buttons of an image')
  await page.getByRole('button', { name: 'Add description' }).click()
  await page.getByLabel('For people who do not see the image').fill('A cat on a mat')
  await page.keyboard.press('Enter')
  await page.getByRole('img', { name: 'A cat on a mat' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.type('# Caption')
  await page.keyboard.press('Enter')
  await page.keyboard.type('next line')
  t.is(await page.locator('figcaption').innerText(), '# Caption', 'a caption stays one')
  t.is(await figures(page).count(), 1, 'Enter makes no second image')

  // The handle at the edge.
  const box = (await page.locator('.figure-handle').boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x - 60, box.y + box.height / 2, { steps: 3 })
  await page.mouse.up()
  const id = (await ada.host.engine.documents())[0]?.id ?? ''
  const opened = await ada.host.engine.open(id)
  await until('a new width', () => Promise.resolve(/width="(?!50")\d+"/.test(opened.ydoc.getXmlFragment('prosemirror').toString())))
  t.alike(await serious(page), [], 'axe finds nothing serious')
  t.alike(ada.faults, [])
})

test('dropped, pasted and broken ones', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const { page } = ada
  await newDocument(ada, 'Pictures')
  await editor(page).click()
  await page.keyboard.type('first')
  await page.keyboard.press('Enter')
  await page.keyboard.type('second')
  const box = (await editor(page).getByText('second').boundingBox())!
  await give(page, 'drop', [file('drop.png', 'image/png', png(60, 30))], { x: box.x + 2, y: box.y + box.height / 2 })
  await until('it is shown', async () => (await shown(page)).join() === '60')
  t.alike(await editor(page).evaluate((element) => [...element.children].map(({ tagName }) => tagName)), ['P', 'FIGURE', 'P'], 'between the lines where it was dropped')

  await toEnd(page)
  await give(page, 'paste', [file('image.png', 'image/png', png(90, 30))], undefined, '<img src="https://elsewhere.example/x.png">')
  await until('a picture from the clipboard', async () => (await shown(page)).join() === '60,90')
  await toEnd(page)
  await give(page, 'paste', [file('image.png', 'image/png', png(90, 30))], undefined, '<p>words of a letter</p>')
  await editor(page).getByText('words of a letter').waitFor()
  t.is(await figures(page).count(), 2, 'the picture of a text is not taken in place of the text')

  // SVG is shown, and what is in it does not run.
  await give(page, 'paste', [file('drawing.svg', 'image/svg+xml', SVG)])
  await until('the drawing', async () => (await shown(page)).join() === '60,90,80')
  // No picture, whatever it is called.
  await give(page, 'paste', [file('broken.png', 'image/png', png(50, 50).subarray(0, 40)), file('nothing.png', 'image/png', ''), file('text.jpg', 'image/jpeg', 'no picture')])
  await until('three files', async () => await page.getByTestId('file').count() === 3)
  t.is(await page.evaluate(() => (window as { ran?: number }).ran), undefined, 'nothing ran')

  // What others wrote into the document need not be true.
  const id = (await ada.host.engine.documents())[0]?.id ?? ''
  const { ydoc } = await ada.host.engine.open(id)
  const fragment = ydoc.getXmlFragment('prosemirror')
  const broken = await page.evaluate(async (id) => (await (await fetch('/blobs/' + id, { method: 'POST', body: 'no picture' })).json() as { ref: string }).ref, id)
  const { XmlElement } = await import('yjs')
  ydoc.transact(() => {
    for (const attrs of [{ blob: broken, alt: 'false', w: 50, h: 50 }, { blob: 'abc', width: 'wide' }, { blob: '../../../etc', w: -5 }, {}] as Record<string, unknown>[]) {
      const element = new XmlElement('figure')
      for (const [name, value] of Object.entries(attrs)) element.setAttribute(name, value as string)
      fragment.push([element])
    }
  })
  await page.getByText('This image cannot be shown').scrollIntoViewIfNeeded()
  await page.getByText('It belongs to another document').waitFor()
  t.is(await page.getByText('There is nothing in here yet').count(), 2)
  await editor(page).getByText('first').click()
  await page.keyboard.press('End')
  await page.waitForTimeout(250)
  await page.keyboard.type('!')
  await editor(page).getByText('first!').waitFor()
  t.pass('the document can be written on')

  // Deleted and taken back.
  await figures(page).first().click()
  await page.keyboard.press('Delete')
  await until('it is gone', async () => await figures(page).count() === 6)
  await page.keyboard.press('Control+z')
  await until('it is back', async () => (await shown(page)).includes(60))
})

test('two people: the second sees it when it has come', { timeout: 180_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const ben = await person('Ben')
  await newDocument(ada, 'Together')
  await editor(ada.page).click()
  await ada.page.keyboard.type('Look:')
  await joinWith(ben, await makeCode(ada), 'Together')
  await editor(ben.page).getByText('Look:').waitFor()
  await toEnd(ada.page)
  await ada.page.keyboard.press('Enter')
  await give(ada.page, 'paste', [file('shared.png', 'image/png', png(200, 100))])
  await until('Ben sees it', async () => (await shown(ben.page)).join() === '200')

  // Slowly, so that Ben can write and delete around the place meanwhile.
  let go = (): void => {}
  const wait = new Promise<void>((resolve) => { go = resolve })
  await ada.page.route('**/blobs/*', async (route) => {
    if (route.request().method() === 'POST') await wait
    await route.continue()
  })
  await toEnd(ada.page)
  await give(ada.page, 'paste', [file('slow.png', 'image/png', png(44, 44)), file('never.png', 'image/png', png(10, 10))])
  await until('two cards', async () => await ada.page.getByTestId('upload').count() === 2)
  t.is(await ben.page.getByTestId('upload').count(), 0, 'only the one who adds it sees that it is on its way')
  await editor(ben.page).getByText('Look:').click()
  await ben.page.keyboard.press('Home')
  await ben.page.waitForTimeout(250)
  await ben.page.keyboard.type('Hey! ')
  await editor(ada.page).getByText('Hey! Look:').waitFor()
  await ben.page.keyboard.press('Control+a')
  await ben.page.keyboard.type('all new')
  await until('Ada has that', async () => (await editor(ada.page).innerText()).includes('all new'))
  t.is(await ada.page.getByTestId('upload').count(), 2, 'the cards survive what Ben does around them')
  await ada.page.getByRole('button', { name: 'Cancel: never.png' }).click()
  go()
  await until('it came in', async () => (await shown(ada.page)).join() === '44')
  await until('and to Ben', async () => (await shown(ben.page)).join() === '44')
  t.is(await ada.page.getByTestId('upload').count(), 0)
  await ada.page.unroute('**/blobs/*')

  t.alike(ada.faults, [])
})

test('an image whose only holder is away waits, and shows up when they are back', { timeout: 180_000 }, async (t) => {
  const { person, restart } = await world(t)
  const ada = await person('Ada')
  const ben = await person('Ben')
  await newDocument(ada, 'Apart')
  await editor(ada.page).click()
  await ada.page.keyboard.type('Look:')
  await joinWith(ben, await makeCode(ada), 'Apart')
  await editor(ben.page).getByText('Look:').waitFor()
  const address = ben.page.url()
  await ben.page.getByRole('link', { name: 'All documents' }).click()
  await toEnd(ada.page)
  await give(ada.page, 'paste', [file('away.png', 'image/png', png(300, 120)), file('away.txt', 'text/plain', 'text')])
  await until('Ada has both', async () => (await shown(ada.page)).join() === '300' && await ada.page.getByTestId('file').count() === 1)
  const id = (await ben.host.engine.documents())[0]?.id ?? ''
  const { ydoc } = await ben.host.engine.open(id)
  await until('Ben has the words', () => Promise.resolve(/<figure.*<file/.test(ydoc.getXmlFragment('prosemirror').toString())))
  await ada.host.close()

  await ben.page.goto(address)
  await ben.page.getByText('Waiting for a device that has it').first().waitFor({ timeout: 60_000 })
  t.ok(await figures(ben.page).getByText('away.png').isVisible(), 'it says what it will be')
  t.alike(await serious(ben.page), [], 'axe finds nothing serious')
  const place = (await figures(ben.page).boundingBox())!
  t.is(Math.round(place.height), 120, 'its place is kept')
  await restart(ada)
  await until('it has come by itself', async () => (await shown(ben.page)).join() === '300', 60_000)
  t.is(Math.round((await figures(ben.page).boundingBox())!.height), 120, 'nothing jumped')
  await ben.page.getByRole('button', { name: 'Download away.txt' }).waitFor({ timeout: 60_000 })
})

test('an upload that fails says so and can be tried again; leaving asks first', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const { page } = ada
  await newDocument(ada, 'Trouble')
  await editor(page).click()
  await page.keyboard.type('Text')
  let broken = true
  await page.route('**/blobs/*', async (route) => {
    if (route.request().method() === 'POST' && broken) await route.abort()
    else await route.continue()
  })
  await give(page, 'paste', [file('try.png', 'image/png', png(120, 60))])
  await page.getByRole('alert').getByText('It was not added.').waitFor()
  t.alike(await serious(page), [], 'axe finds nothing serious')
  const asked = new Promise<void>((resolve) => {
    page.once('dialog', (dialog) => { void dialog.dismiss().then(resolve) })
  })
  await page.close({ runBeforeUnload: true })
  await asked
  t.pass('leaving asks')
  broken = false
  await page.getByRole('button', { name: 'Try again' }).click()
  await until('it is in', async () => (await shown(page)).join() === '120')
  t.is(await page.getByTestId('upload').count(), 0)
})

test('copied into another document, an image takes its bytes along', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const { page } = ada
  await newDocument(ada, 'From')
  await editor(page).click()
  await give(page, 'paste', [file('moved.png', 'image/png', png(140, 70))])
  await until('it is shown', async () => (await shown(page)).join() === '140')
  await figures(page).click()
  await page.keyboard.press('Control+c')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+v')
  await until('twice in one document', async () => (await shown(page)).join() === '140,140')
  const sources = (): Promise<string[]> => page.evaluate(() => [...document.querySelectorAll<HTMLImageElement>('.figure-frame img')].map(({ src }) => src))
  const [from = '', again = ''] = await sources()
  t.is(again, from, 'the same bytes')
  await page.getByRole('link', { name: 'All documents' }).click()
  await newDocument(ada, 'To')
  await editor(page).click()
  await page.keyboard.press('Control+v')
  await until('in the other one', async () => (await shown(page)).join() === '140')
  const [to = ''] = await sources()
  t.not(to.split('/')[5]?.split('?')[0], from.split('/')[5]?.split('?')[0], 'bytes of its own')
  const other = (await ada.host.engine.documents()).find(({ title }) => title === 'To')?.id ?? ''
  const { ydoc } = await ada.host.engine.open(other)
  t.absent(ydoc.getXmlFragment('prosemirror').toString().includes('document='), 'where it came from is not written down')
})

test('an exported page holds the images that are here', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const { page } = ada
  await newDocument(ada, 'Page')
  await editor(page).click()
  const picture = png(30, 20)
  await give(page, 'paste', [file('in.png', 'image/png', picture), file('a.zip', 'application/zip', 'PK')])
  await until('both are there', async () => (await shown(page)).join() === '30' && await page.getByTestId('file').count() === 1)
  await page.getByRole('button', { name: 'More' }).click()
  const saving = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Export as HTML' }).click()
  const html = await readFile(await (await saving).path(), 'utf8')
  t.ok(html.includes(`src="data:image/png;base64,${picture.toString('base64')}" alt="in.png"`))
  await page.getByText('1 image or file is only named').waitFor()
})

test('a reader sees and saves images, and adds none', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const ben = await person('Ben')
  await newDocument(ada, 'Read only')
  await editor(ada.page).click()
  await give(ada.page, 'paste', [file('seen.png', 'image/png', png(240, 160)), file('a.zip', 'application/zip', 'PK')])
  await until('it is in', async () => (await shown(ada.page)).join() === '240')
  await ada.page.getByRole('button', { name: 'Share' }).click()
  await ada.page.getByLabel('They join as').selectOption('reader')
  await ada.page.getByRole('button', { name: 'Make a code' }).click()
  await joinWith(ben, await ada.page.getByTestId('invite-code').inputValue(), 'Read only')
  await until('Ben sees it', async () => (await shown(ben.page)).join() === '240')
  await figures(ben.page).click()
  const tools = ben.page.getByRole('toolbar', { name: 'Image' })
  await tools.waitFor()
  t.alike(await tools.locator('button, a').allInnerTexts(), ['Open', 'Download'])
  t.absent(await ben.page.locator('.figure-handle').isVisible())
  const { x, y } = (await figures(ben.page).boundingBox())!
  await give(ben.page, 'drop', [file('no.png', 'image/png', png(9, 9))], { x: x + 5, y: y + 5 })
  await give(ben.page, 'paste', [file('no.png', 'image/png', png(9, 9))])
  await ben.page.waitForTimeout(300)
  t.is(await ben.page.getByTestId('upload').count(), 0)
  t.is(await figures(ben.page).count(), 1)
  t.alike(await serious(ben.page), [], 'axe finds nothing serious')
})
