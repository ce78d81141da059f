// Somebody brings along what they wrote elsewhere.
import test from 'brittle'
import { pasteInto, shown } from './clipboard.ts'
import { FIXTURES } from './paste-fixtures.ts'
import { editor, newDocument, until, world } from './people.ts'

test('paste - from each program, as what it was', { timeout: 180_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const { page } = ada
  const asked: string[] = []
  page.on('request', (request) => { if (!request.url().startsWith(new URL(page.url()).origin) && !request.url().startsWith('data:')) asked.push(request.url()) })
  await newDocument(ada, 'Paste')
  await editor(page).click()
  await page.keyboard.type('x')
  await page.keyboard.press('Backspace')
  for (const [name, fixture] of Object.entries(FIXTURES)) {
    await page.waitForTimeout(600)   // a step of undo of its own
    await pasteInto(page, fixture)
    t.is(await shown(page), fixture.doc, name)
    if (name.startsWith('Google Docs: boxes')) t.is(await editor(page).locator('td').last().evaluate((cell) => getComputedStyle(cell).textAlign), 'right', 'a cell keeps its side')
    await page.keyboard.press('Control+z')
    await until('the paste is taken back', async () => await shown(page) === 'paragraph', 5000)
  }
  t.absent(await page.evaluate(() => 'ran' in window), 'nothing ran')
  t.alike(asked, [], 'nothing was fetched')
  t.alike(ada.faults, [])
})

test('paste - a picture that stands in the HTML as data becomes an image of the document, and its bytes no part of the text', { timeout: 90_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const { page } = ada
  await newDocument(ada, 'Picture')
  await editor(page).click()
  const picture = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = 90
    const context = canvas.getContext('2d')!
    for (let i = 0; i < 8100; i++) {
      context.fillStyle = `hsl(${(i * 7919) % 360} 80% ${(i * 31) % 100}%)`
      context.fillRect(i % 90, Math.floor(i / 90), 1, 1)
    }
    return canvas.toDataURL()
  })
  t.ok(picture.length > 8000)
  await pasteInto(page, { html: `<p>before</p><p><img src="${picture}" alt="noise"></p><p>after</p>` })
  await editor(page).locator('figure img').first().waitFor()
  const doc = await shown(page)
  t.is(doc, 'paragraph("before"), figure, paragraph("after")')
  const id = (await ada.host.engine.documents())[0]?.id ?? ''
  const { ydoc } = await ada.host.engine.open(id)
  await until('the engine has it', () => Promise.resolve(ydoc.getXmlFragment('prosemirror').toString().includes('figure')))
  t.absent(ydoc.getXmlFragment('prosemirror').toString().includes('base64'))
  t.absent(ydoc.getXmlFragment('prosemirror').toString().includes('pasted:'))
  t.alike(ada.faults, [])
})

test('paste - dropped text and HTML take the same way', { timeout: 90_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const { page } = ada
  await newDocument(ada, 'Drop')
  await editor(page).click()
  await page.keyboard.type('here')
  await editor(page).locator('p').evaluate((element) => {
    const { left, top, height } = element.getBoundingClientRect()
    const dataTransfer = new DataTransfer()
    dataTransfer.setData('text/html', '<h2 style="font-weight:700">Dropped</h2><p><span style="font-weight:700">bold</span><script>window.ran = 1</script></p>')
    for (const type of ['dragover', 'drop']) {
      element.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, clientX: left + 1, clientY: top + height / 2 }))
    }
  })
  await until('it is there', async () => (await shown(page)).includes('Dropped'))
  t.is(await shown(page), 'heading("Dropped"), paragraph(strong("bold"), "here")')
  t.absent(await page.evaluate(() => 'ran' in window))
  t.alike(ada.faults, [])
})

test('paste - through the real clipboard, with Shift as plain text', { timeout: 90_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const { page } = ada
  await newDocument(ada, 'Clipboard')
  await editor(page).click()
  await page.evaluate(() => navigator.clipboard.write([new ClipboardItem({
    'text/plain': new Blob(['## Two\n\n- a\n- b'], { type: 'text/plain' })
  })]))
  await page.keyboard.press('Control+Shift+V')
  await until('it is pasted', async () => await shown(page) === 'paragraph("## Two"), paragraph("- a"), paragraph("- b")', 5000)
  await page.keyboard.press('Control+A')
  await page.keyboard.press('Control+V')
  await until('it is read', async () => await shown(page) === 'heading("Two"), bullet_list(list_item(paragraph("a")), list_item(paragraph("b")))', 5000)
  await page.evaluate(() => navigator.clipboard.write([new ClipboardItem({
    'text/html': new Blob(['<p>x <span style="font-weight:700">bold</span><script>window.ran = 1</script></p>'], { type: 'text/html' }),
    'text/plain': new Blob(['x bold'], { type: 'text/plain' })
  })]))
  ada.faults.length = 0   // the browser complains of the style while it is put there
  await page.keyboard.press('Control+A')
  await page.keyboard.press('Control+V')
  await until('marks come along', async () => (await shown(page)).includes('strong("bold")'), 5000)
  await page.keyboard.press('Control+A')
  await page.keyboard.press('Control+Shift+V')
  await until('and with Shift they do not', async () => { const doc = await shown(page); return doc.includes('x bold') && !doc.includes('strong') }, 5000)
  t.absent(await page.evaluate(() => 'ran' in window))
  t.alike(ada.faults, [])
})
