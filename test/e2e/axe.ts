/** Looks at a page as axe does. */
import type { Page } from 'playwright-core'
import { readFile } from 'node:fs/promises'

const AXE = new URL('../../node_modules/axe-core/axe.min.js', import.meta.url).pathname
interface Axe { run (): Promise<{ violations: { id: string, impact: string, nodes: { html: string }[] }[] }> }

/** What a person with a disability would stumble over here. Empty is good. */
export async function serious (page: Page): Promise<string[]> {
  await page.waitForTimeout(300) // a page that fades in has no contrast yet
  const has = await page.evaluate(() => 'axe' in window)
  if (!has) await page.evaluate(await readFile(AXE, 'utf8'))
  const { violations } = await page.evaluate(() => (window as unknown as { axe: Axe }).axe.run())
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => id + ': ' + (nodes[0]?.html ?? ''))
}
