// Too much, too deep, broken, or from a foreign program: one sentence says so, and people go on writing.
import test from 'brittle'
import type { Page } from 'playwright-core'
import * as Y from 'yjs'
import { pasteInto, shown } from './clipboard.ts'
import { editor, newDocument, textOf, toEnd, until, world } from './people.ts'

const painted = (page: Page): Promise<unknown> => page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => { setTimeout(resolve, 0) }) }))

/** Milliseconds until a key is on the screen, the middle one of several. */
async function typed (page: Page, keys = 9): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < keys; i++) {
    const start = Date.now()
    await page.keyboard.type('y')
    await painted(page)
    times.push(Date.now() - start)
  }
  return times.toSorted((a, b) => a - b)[Math.floor(keys / 2)]!
}

const PASTES: Record<string, { data: () => { html?: string, text?: string }, says: RegExp | null, kept: (doc: string) => boolean }> = {
  '10,000 rows as HTML': {
    data: () => ({ html: `<table>${Array.from({ length: 10_000 }, (_, i) => `<tr style="height:20px"><td style="border:1px">${i}</td><td>b</td><td>c</td><td>d</td></tr>`).join('')}</table>` }),
    says: /10,000 rows are more than one paste can bring in/, kept: (doc) => doc.startsWith('table(') && doc.includes('"499"')
  },
  '10,000 rows as text': { data: () => ({ text: Array.from({ length: 10_000 }, (_, i) => `${i}\tb\tc\td`).join('\n') }), says: /10,000 rows are more than/, kept: (doc) => doc.includes('"499"') },
  'a line of 100,000 letters': { data: () => ({ text: 'lorem ipsum dolor '.repeat(5556).slice(0, 100_000) }), says: null, kept: (doc) => doc.length > 100_000 },
  '100,000 letters without a space': { data: () => ({ text: 'x'.repeat(100_000) }), says: null, kept: (doc) => doc.includes('x'.repeat(100_000)) },
  '5 MB of text': {
    data: () => ({ text: Array.from({ length: 50_000 }, (_, i) => `${'word '.repeat(18)}Line ${i}.`).join('\n') }),
    says: /longer than one paste can bring in.*Line 4999\./, kept: (doc) => doc.includes('Line 4999.') && doc.split('paragraph').length < 5010
  },
  '5 MB of HTML': {
    data: () => ({ html: Array.from({ length: 20_000 }, (_, i) => `<p style="margin:0;font-size:11pt"><span style="font-weight:700">Line ${i}</span> ${'word '.repeat(35)}</p>`).join('') }),
    says: /longer than one paste can bring in/, kept: (doc) => doc.includes('strong("Line 4000")')
  },
  '1,000 quotes in each other': { data: () => ({ html: `${'<blockquote>'.repeat(1000)}deep` }), says: /nested very deeply/, kept: (doc) => doc.includes('"deep"') },
  '1,000 lists in each other': { data: () => ({ html: '<ul><li>a'.repeat(1000) }), says: /nested very deeply/, kept: (doc) => doc.split('"a"').length > 400 },
  '1,000 boxes in each other': { data: () => ({ html: `${'<div>'.repeat(1000)}deep` }), says: null, kept: (doc) => doc === 'paragraph("deep")' },
  'quotes in Markdown': { data: () => ({ text: `**x**\n\n${'>'.repeat(1000)} deep` }), says: /nested very deeply/, kept: (doc) => doc.includes('deep') },
  'what is no character': { data: () => ({ text: 'a\u0000b\uD83Dc\uDE00d \u202Eevil\u202C' }), says: null, kept: (doc) => doc === 'paragraph("ab\uFFFDc\uFFFDd \u202Eevil\u202C")' }
}

test('bad input - too much of it, too deep, and no characters: a sentence, and writing goes on', { timeout: 400_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const { page } = ada
  for (const [name, { data, says, kept }] of Object.entries(PASTES)) {
    await page.goto(new URL('/', page.url()).href)
    await newDocument(ada, name)
    await editor(page).click()
    const start = Date.now()
    await pasteInto(page, data())
    await painted(page)
    const took = Date.now() - start
    if (says !== null) await page.getByText(says).first().waitFor({ timeout: 5000 })
    t.ok(kept(await shown(page)), `${name}: what can be there is there`)
    await toEnd(page)
    const key = await typed(page)
    t.ok((await textOf(page)).endsWith('yyy'), `${name}: typing goes on`)
    await until(`${name} is saved`, async () => /^saved/i.test(await page.getByTestId('sync-state').innerText()), 60_000)
    t.comment(`${name}: on the screen after ${took} ms, a key takes ${key} ms`)
    t.ok(took < 15_000 && key < 1500, `${name}: ${took} ms, ${key} ms`)
  }
  t.alike(ada.faults, [])
})

test('bad input - what a foreign program wrote is turned into text by the person who looks at it', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const { page } = ada
  await newDocument(ada, 'Foreign')
  await editor(page).click()
  await page.keyboard.type('mine')
  const id = (await ada.host.engine.documents())[0]?.id ?? ''
  const { ydoc } = await ada.host.engine.open(id)
  const fragment = ydoc.getXmlFragment('prosemirror')
  await until('the engine has it', () => Promise.resolve(fragment.toString().includes('mine')))
  ydoc.transact(() => { fragment.insert(0, [new Y.Map([['note', 'from elsewhere']]) as unknown as Y.XmlElement]) })
  await page.getByText('Some other program wrote something').waitFor()
  t.is(await editor(page).getAttribute('contenteditable'), 'false', 'locked')
  t.ok((await textOf(page)).includes('mine'), 'what can be read is shown')
  await page.getByRole('button', { name: 'Turn it into text' }).click()
  await until('it is open again', async () => await editor(page).getAttribute('contenteditable') === 'true')
  t.ok((await textOf(page)).includes('from elsewhere'), 'nothing is lost')
  await toEnd(page)
  await page.keyboard.type(' again')
  await until('the engine has what was typed', () => Promise.resolve(fragment.toString().includes('mine again')))
  t.is(await page.getByText('Some other program').count(), 0)
  t.alike(ada.faults, [])
})

test('bad input - 390 quotes in each other from somebody else, a line of 100,000 letters, and a picture that is none', { timeout: 120_000 }, async (t) => {
  const { person } = await world(t)
  const ada = await person('Ada')
  const { page } = ada
  await newDocument(ada, 'Deep')
  await editor(page).click()
  await page.keyboard.type('mine')
  const id = (await ada.host.engine.documents())[0]?.id ?? ''
  const { ydoc } = await ada.host.engine.open(id)
  const fragment = ydoc.getXmlFragment('prosemirror')
  await until('the engine has it', () => Promise.resolve(fragment.toString().includes('mine')))
  ydoc.transact(() => {
    const paragraph = (words: string): Y.XmlElement => {
      const element = new Y.XmlElement('paragraph')
      element.insert(0, [new Y.XmlText(words)])
      return element
    }
    fragment.insert(0, [new Y.XmlElement('blockquote'), paragraph('long '.repeat(20_000))])
    let inner = fragment.get(0) as Y.XmlElement
    for (let i = 0; i < 390; i++) {
      inner.insert(0, [new Y.XmlElement('blockquote')])
      inner = inner.get(0) as Y.XmlElement
    }
    inner.insert(0, [paragraph('deep words')])
  })
  await until('it is on the screen', async () => (await textOf(page)).includes('deep words'))
  await toEnd(page)
  t.comment(`a key beside it takes ${await typed(page)} ms`)
  await until('what is typed arrives', () => Promise.resolve(fragment.toString().includes('mineyyyyyyyyy')))
  await pasteInto(page, { html: '<p>x<img src="data:image/png;base64,AAAA" alt="broken picture">z</p>' })
  await editor(page).getByText('broken picture').or(editor(page).locator('[aria-label*="broken picture"]')).first().waitFor()
  await page.keyboard.type('on')
  t.ok((await shown(page)).endsWith('image, "zon")'), 'writing goes on behind it')
  t.alike(ada.faults.filter((fault) => !fault.includes('ERR_')), [])
})
