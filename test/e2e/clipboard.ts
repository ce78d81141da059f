/** A paste as the browser tells of it, and the document as the editor holds it. */
import type { Page } from 'playwright-core'
import { editor } from './people.ts'

export async function pasteInto (page: Page, { html, text, types = {} }: { html?: string, text?: string, types?: Record<string, string> }): Promise<void> {
  await editor(page).evaluate((element, data) => {
    const transfer = new DataTransfer()
    for (const [type, value] of Object.entries(data)) transfer.setData(type, value)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }))
  }, { ...html === undefined ? {} : { 'text/html': html }, ...text === undefined ? {} : { 'text/plain': text }, ...types })
}

export const shown = (page: Page): Promise<string> => editor(page).evaluate((element) =>
  (element as unknown as { pmViewDesc: { node: object } }).pmViewDesc.node.toString().slice('doc('.length, -1))
