/** Files for the stories of images and files, made here. */
import type { Page } from 'playwright-core'
import { deflateSync } from 'node:zlib'

export interface TestFile { name: string, mimeType: string, buffer: Buffer }

/** A picture of one colour with a stripe. */
export function png (width: number, height: number, [r, g, b]: [number, number, number] = [15, 95, 76]): Buffer {
  const row = (y: number): Buffer => Buffer.concat([Buffer.from([0]), ...Array.from({ length: width }, (_, x) => Buffer.from((x + y) % 40 < 4 ? [240, 200, 90] : [r, g, b]))])
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const rows = Buffer.concat(Array.from({ length: height }, (_, y) => row(y)))
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

function chunk (type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc(body), body.length + 4)
  return out
}

function crc (bytes: Buffer): number {
  let value = 0xffffffff
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0)
  }
  return (value ^ 0xffffffff) >>> 0
}

export const file = (name: string, mimeType: string, buffer: Buffer | string): TestFile => ({ name, mimeType, buffer: Buffer.from(buffer as string) })

/** Chooses files in the dialog that the act opens. */
export async function choose (page: Page, files: TestFile[], act: () => Promise<void>): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  // The browser is told that the dialog is ours, which takes a moment.
  await page.waitForTimeout(200)
  await act()
  await (await chooser).setFiles(files)
}

/** Drops or pastes files, as the browser would hand them over. */
export async function give (page: Page, kind: 'drop' | 'paste', files: TestFile[], at: { x: number, y: number } = { x: 0, y: 0 }, html = ''): Promise<void> {
  const plain = files.map(({ name, mimeType, buffer }) => ({ name, mimeType, bytes: buffer.toString('base64') }))
  await page.evaluate(({ kind, plain, at, html }) => {
    const data = new DataTransfer()
    for (const { name, mimeType, bytes } of plain) data.items.add(new File([Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0))], name, { type: mimeType }))
    if (html !== '') data.setData('text/html', html)
    const target = kind === 'paste' ? document.querySelector('.ProseMirror')! : document.elementFromPoint(at.x, at.y)!
    const options = { bubbles: true, cancelable: true, clientX: at.x, clientY: at.y }
    if (kind === 'paste') {
      target.dispatchEvent(new ClipboardEvent('paste', { ...options, clipboardData: data }))
      return
    }
    target.dispatchEvent(new DragEvent('dragover', { ...options, dataTransfer: data }))
    target.dispatchEvent(new DragEvent('drop', { ...options, dataTransfer: data }))
  }, { kind, plain, at, html })
}
