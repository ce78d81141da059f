/**
 * Writing in a long document in a real browser, beside plain prosemirror-view with the same document and style sheets
 * and no collaboration. Driven by bench.ts, in the same run.
 *
 * The browser draws frames as fast as it can (no waiting for a display's beat), so a figure is the work between a key
 * and its painted frame.
 */
import { createServer } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { build } from 'esbuild'
import { buildScreen, type Assets } from '../../app/shells/browser/build.ts'
import { createEngine } from '../../app/shells/engine.ts'
import { startHost } from '../../app/shells/host.ts'
import { FRAGMENT } from '../../app/schema/index.ts'
import { readFragment } from '../../app/schema/fragment.ts'
import { launch } from '../e2e/browser.ts'
import { longDocument } from './long-document.ts'
import { Job } from './process.ts'
import type { Bootstrap } from './job.ts'

export type ScreenFigures = Record<'first paint' | 'key alone p50' | 'key alone p95' | 'key among ten p50' | 'key among ten p95' | 'scroll p95', number>

const FAST_FRAMES = ['--disable-gpu-vsync', '--disable-frame-rate-limit']

const quantile = (values: readonly number[], at: number): number => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * at))] ?? NaN

/** Figures of Sheaf and of the floor, from one browser, one after the other. */
export async function screenRound (bootstrap: Bootstrap, { keys, words, blocks }: { keys: number, words: number, blocks: number }): Promise<{ sheaf: ScreenFigures, floor: ScreenFigures }> {
  const dir = mkdtempSync(path.join(tmpdir(), 'sheaf-bench-screen-'))
  const assets = await buildScreen()
  const browser = await launch(FAST_FRAMES)
  const host = await startHost({ dir: path.join(dir, 'ada'), createEngine, engine: { name: 'Ada', host: '127.0.0.1', bootstrap }, screen: assets, port: 0 })
  const others = await Job.start()
  try {
    const { markdown } = longDocument(words, blocks)
    const document = await host.engine.create({ title: 'Long', markdown })
    await document.saved()
    const json = JSON.stringify(readFragment(document.ydoc.getXmlFragment(FRAGMENT)).doc.toJSON())
    const page = await browser.newPage({ viewport: { width: 1200, height: 800 } })
    await page.goto(host.server.launchUrl)
    await page.getByText('Long').first().waitFor()
    await page.evaluate(WATCH_PAINT)
    await page.getByText('Long').first().click()
    const painted = await page.evaluate(() => (window as unknown as { painted: Promise<number> }).painted)
    const alone = await type(page, keys)
    const { code } = await document.createInvite({ uses: 0 })
    await others.call({ call: 'open', kind: 'sheaf', dir: path.join(dir, 'ben'), bootstrap, docRef: null, code: code ?? '' })
    await others.call({ call: 'crowd', people: 10, every: 200 })
    await page.waitForTimeout(2000)
    const among = await type(page, keys)
    await others.call({ call: 'quiet' })
    const sheaf = { ...figures(painted, alone, among), 'scroll p95': await scroll(page) }
    await page.close()
    const floor = await plain(browser, assets, json, keys)
    return { sheaf, floor }
  } finally {
    await others.stop()
    await host.close()
    await browser.close()
    rmSync(dir, { recursive: true, force: true })
  }
}

/** The same page with nothing but prosemirror-view. Nobody else writes in it: that is the floor for both. */
async function plain (browser: Browser, assets: Assets, json: string, keys: number): Promise<ScreenFigures> {
  const { outputFiles } = await build({
    entryPoints: [path.join(import.meta.dirname, 'plain-page.ts')], bundle: true, write: false, minify: true, format: 'esm', target: 'es2022', platform: 'browser'
  })
  const script = outputFiles[0]?.contents ?? new Uint8Array(0)
  const html = '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="main.css"><div class="document-page"><main class="document-main"><div class="text-column"><div id="host"></div></div></main></div><script type="module" src="page.js"></script>'
  const server = createServer((request, response) => {
    const name = request.url ?? '/'
    const asset = assets.get(name)
    const [type, body] = name === '/' ? ['text/html', html] : name === '/page.js' ? ['text/javascript', script] : name === '/document.json' ? ['application/json', json] : [asset?.type ?? 'text/plain', asset?.body ?? '']
    response.writeHead(200, { 'content-type': type }).end(body)
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 800 } })
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    await page.waitForFunction(() => performance.getEntriesByName('bench:painted').length > 0)
    const painted = await page.evaluate(() => performance.getEntriesByName('bench:painted')[0]!.startTime - performance.getEntriesByName('bench:start')[0]!.startTime)
    const delays = await type(page, keys)
    return { ...figures(painted, delays, delays), 'scroll p95': await scroll(page) }
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

function figures (painted: number, alone: readonly number[], among: readonly number[]): Omit<ScreenFigures, 'scroll p95'> {
  return {
    'first paint': painted,
    'key alone p50': quantile(alone, 0.5),
    'key alone p95': quantile(alone, 0.95),
    'key among ten p50': quantile(among, 0.5),
    'key among ten p95': quantile(among, 0.95)
  }
}

/** From the click that opens the document to the frame with its text. */
const WATCH_PAINT = `
  window.painted = new Promise((resolve) => {
    let start = 0
    addEventListener('click', () => { start = performance.now() }, { capture: true, once: true })
    new MutationObserver((_changes, observer) => {
      if (document.querySelector('.ProseMirror p') === null) return
      observer.disconnect()
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => { resolve(performance.now() - start) }
        port2.postMessage(null)
      })
    }).observe(document, { childList: true, subtree: true })
  })
  void 0 // or the promise itself would be waited for`

/** From a key's event to the task after the frame that shows it. */
const WATCH_KEYS = `
  window.delays = []
  if (!window.watching) addEventListener('keydown', (event) => {
    const start = event.timeStamp
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => { window.delays.push(performance.now() - start) }
      port2.postMessage(null)
    })
  }, { capture: true })
  window.watching = true`

/** Types in the middle of the document, as fast a person does. */
async function type (page: Page, keys: number): Promise<number[]> {
  const paragraphs = page.locator('.ProseMirror > p')
  const target = paragraphs.nth(Math.floor(await paragraphs.count() / 2))
  await target.scrollIntoViewIfNeeded()
  await target.click()
  await page.waitForTimeout(500)
  await page.evaluate(WATCH_KEYS)
  for (let n = 0; n < keys; n++) {
    await page.keyboard.press('abcdefghij klmno'[n % 16] === ' ' ? 'Space' : 'abcdefghij klmno'[n % 16]!)
    await page.waitForTimeout(60)
  }
  await page.waitForTimeout(300)
  const delays = await page.evaluate(() => (window as unknown as { delays: number[] }).delays)
  if (delays.length < keys) throw new Error(`Only ${delays.length} of ${keys} keys were painted.`)
  return delays.slice(Math.min(20, keys / 5))
}

/** The wheel, turned through the document: how far frames lie apart. */
async function scroll (page: Page): Promise<number> {
  await page.mouse.move(600, 400)
  await page.evaluate(`
    window.frames_ = []
    window.last_ = performance.now()
    const step = (now) => { window.frames_.push(now - window.last_); window.last_ = now; window.raf_ = requestAnimationFrame(step) }
    window.raf_ = requestAnimationFrame(step)`)
  for (let n = 0; n < 60; n++) {
    await page.mouse.wheel(0, 600)
    await page.waitForTimeout(16)
  }
  return quantile(await page.evaluate<number[]>('cancelAnimationFrame(window.raf_), window.frames_'), 0.95)
}
