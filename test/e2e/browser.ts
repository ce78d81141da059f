/** A real Chromium for the tests: the machine's own, or Debian's, installed on the way. */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import { chromium, type Browser, type BrowserContext } from 'playwright-core'

const PLACES = [process.env['CHROMIUM'] ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium']

function findChromium (): string {
  const found = PLACES.find((place) => place !== '' && fs.existsSync(place))
  if (found !== undefined) return found
  if (process.getuid?.() === 0 && fs.existsSync('/usr/bin/apt-get')) {
    console.log('# No Chromium here: installing Debian\'s.')
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore' })
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
    if (fs.existsSync('/usr/bin/chromium')) return '/usr/bin/chromium'
  }
  throw new Error('The browser tests need Chromium: install it (Debian: apt-get install chromium), or name one in the variable CHROMIUM.')
}

export function launch (more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', ...more]
  })
}

/** A window of a person: own cookies and storage, errors of the page collected. */
export async function openWindow (browser: Browser, url: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<{ context: BrowserContext, page: Awaited<ReturnType<BrowserContext['newPage']>>, faults: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, permissions: ['clipboard-read', 'clipboard-write'], ...options })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => { faults.push(error.message) })
  page.on('console', (message) => { if (message.type() === 'error') faults.push(message.text()) })
  await page.goto(url)
  return { context, page, faults }
}
