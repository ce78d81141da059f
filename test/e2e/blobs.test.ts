/** Files as a browser handles them: put in by one person's window, shown in another's, and none of them ever runs. */
import test from 'brittle'
import { build } from 'esbuild'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import type { Page } from 'playwright-core'
import type * as Client from '../../app/client/blobs.ts'
import { joinWith, makeCode, newDocument, until, world } from './people.ts'

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30" onload="document.documentElement.setAttribute('data-ran', '1')">
<style>rect { fill: green }</style><rect width="40" height="30"/><script>fetch('/blobs/steal'); top.ran = true</script></svg>`
const HTML = '<!doctype html><title>Sheaf</title><script>top.ran = true; fetch("/ticket")</script><p>hello'

/** What the editor imports, for a page that shows no button for it. */
async function withClient (page: Page): Promise<void> {
  const { outputFiles: [script] } = await build({ entryPoints: ['app/client/blobs.ts'], bundle: true, write: false, format: 'iife', globalName: 'blobs' })
  await page.evaluate((script?.text ?? '') + ';globalThis.blobs = blobs;globalThis.__name = (fn) => fn') // the loader of the tests asks for the last
}

type Ours = typeof globalThis & { blobs: typeof Client, ran?: boolean, sent: number[] }

async function put (page: Page, id: string, text: string, times = 1): Promise<{ ref: string, size: number }> {
  return page.evaluate(async ([id, text, times]) => {
    const ours = globalThis as Ours
    ours.sent = []
    return ours.blobs.uploadBlob(id, new Blob(Array.from({ length: times }, () => text)), { onprogress: (sent) => { ours.sent.push(sent) } })
  }, [id, text, times] as const)
}

const address = (page: Page, id: string, ref: string, name: string, type: string): Promise<string> =>
  page.evaluate(([id, ref, name, type]) => (globalThis as Ours).blobs.blobUrl(id, ref, { name, type }), [id, ref, name, type] as const)

/** The size of an image that the page shows; 0 when it does not load. */
function widthOf (page: Page, url: string): Promise<number> {
  return page.evaluate((url) => new Promise<number>((resolve) => {
    const image = new Image()
    image.addEventListener('load', () => { resolve(image.naturalWidth) })
    image.addEventListener('error', () => { resolve(0) })
    image.src = url
    document.body.append(image)
  }), url)
}

test('files - from one window into another, also after the first device has gone', async (t) => {
  t.timeout(120_000)
  const w = await world(t)
  const ada = await w.person('Ada')
  await newDocument(ada, 'Pictures')
  const code = await makeCode(ada)
  const ben = await w.person('Ben')
  await joinWith(ben, code, 'Pictures')
  const id = /[0-9a-f]{64}/.exec(ada.page.url())?.[0] ?? ''
  await withClient(ada.page)
  await withClient(ben.page)

  const png = await ada.page.evaluate(async (id) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 200 })
    canvas.getContext('2d')?.fillRect(10, 10, 50, 50)
    const data = await new Promise<Blob | null>((resolve) => { canvas.toBlob(resolve) })
    return (globalThis as Ours).blobs.uploadBlob(id, data ?? new Blob())
  }, id)
  const big = await put(ada.page, id, 'x'.repeat(1_000_000), 12)
  t.is(big.size, 12_000_000)
  t.ok((await ada.page.evaluate(() => (globalThis as Ours).sent)).at(-1) === 12_000_000, 'progress was told')
  await ada.page.getByTestId('title').fill('Two pictures')
  await ada.page.getByTestId('title').press('Enter')
  await until('ben knows of them', async () => await ben.page.getByTestId('title').inputValue() === 'Two pictures')

  const states = await ben.page.evaluate(async ([id, ref]) => {
    const seen: string[] = []
    const last = await (globalThis as Ours).blobs.waitForBlob(id, ref, { onstate: ({ state }) => { seen.push(state) } })
    return { seen, last }
  }, [id, big.ref] as const)
  t.alike([states.last.state, states.last.have], ['here', 12_000_000], states.seen.join(' '))
  t.is(await widthOf(ben.page, await address(ben.page, id, png.ref, 'a.png', 'image/png')), 320, 'an image that was not asked for before')
  await ada.host.close()
  const link = await address(ben.page, id, big.ref, 'many x.txt', 'application/x-unknown')
  const downloading = ben.page.waitForEvent('download')
  await ben.page.evaluate((href) => { Object.assign(document.createElement('a'), { href }).click() }, link)
  const download = await downloading
  t.is(download.suggestedFilename(), 'many x.txt')
  const file = fs.readFileSync(await download.path())
  t.is(createHash('sha256').update(file).digest('hex'), createHash('sha256').update('x'.repeat(12_000_000)).digest('hex'))
  t.alike(ben.faults, [])
})

test('files - SVG and HTML never run a script, in the page or in a tab of their own', async (t) => {
  t.timeout(120_000)
  const w = await world(t)
  const ada = await w.person('Ada')
  const { page, faults, host } = ada
  await newDocument(ada, 'Traps')
  const id = /[0-9a-f]{64}/.exec(page.url())?.[0] ?? ''
  await withClient(page)
  const svg = await put(page, id, SVG)
  const html = await put(page, id, HTML)
  const asked: string[] = []
  page.context().on('request', (request) => { asked.push(new URL(request.url()).pathname) })

  t.is(await widthOf(page, await address(page, id, svg.ref, 'a.svg', 'image/svg+xml')), 40, 'an SVG is shown as an image')
  t.is(await widthOf(page, await address(page, id, html.ref, 'a.png', 'image/png')), 0, 'HTML that calls itself an image is none')
  for (const [ref, type] of [[svg.ref, 'image/svg+xml'], [html.ref, 'text/html'], [html.ref, ''], [svg.ref, 'text/xml']] as const) {
    const tab = await page.context().newPage()
    const saved = tab.waitForEvent('download')
    await tab.goto(host.server.url + await address(page, id, ref, 'trap', type)).catch(() => {}) // a download is no page
    t.ok(await saved, `${type || 'no type'}: saved, not shown`)
    await tab.close()
  }
  const plain = await page.context().newPage()
  await plain.goto(host.server.url + await address(page, id, html.ref, 'trap.txt', 'text/plain'))
  t.ok((await plain.locator('body').innerText()).includes('<script>'), 'text is shown as text')
  const wave = await page.evaluate(async (id) => {
    const data = new DataView(new ArrayBuffer(44 + 16_000)) // a second of silence
    const head: [at: number, text: string][] = [[0, 'RIFF'], [8, 'WAVEfmt '], [36, 'data']]
    for (const [at, text] of head) for (let i = 0; i < text.length; i++) data.setUint8(at + i, text.charCodeAt(i))
    for (const [at, value] of [[4, 36 + 16_000], [16, 16], [24, 8000], [28, 16_000], [40, 16_000]] as const) data.setUint32(at, value, true)
    for (const [at, value] of [[20, 1], [22, 1], [32, 2], [34, 16]] as const) data.setUint16(at, value, true)
    return (globalThis as Ours).blobs.uploadBlob(id, new Blob([data]))
  }, id)
  const sound = await page.context().newPage()
  await sound.goto(host.server.url + await address(page, id, wave.ref, 'a.wav', 'audio/wav'))
  await until('a sound can be played on its own', () => sound.evaluate(() => document.querySelector('video')?.duration === 1))
  const frame = await page.evaluate(async (src) => {
    const frame = Object.assign(document.createElement('iframe'), { src })
    document.body.append(frame)
    await new Promise((resolve) => { setTimeout(resolve, 500) })
    return (globalThis as Ours).ran ?? false
  }, await address(page, id, html.ref, 'trap', 'text/html'))
  t.is(frame, false)
  t.absent(await page.evaluate(() => (globalThis as Ours).ran ?? document.documentElement.hasAttribute('data-ran')))
  t.absent(asked.some((path) => path === '/ticket' || path === '/blobs/steal'), asked.join(' '))
  t.comment(faults.join('\n'))
})
