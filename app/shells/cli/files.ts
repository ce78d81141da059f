/** Markdown files in, exported files out. */
import { open, stat, writeFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { SheafError } from '../../../core/errors.ts'
import { MAX_IMPORT_BYTES } from '../../../core/rpc/api.ts'
import { fsError } from '../fs-error.ts'

/** Throws a sentence for whatever is not a text of a size that can be taken in. '-' is standard input. */
export async function readMarkdown (file: string, stdin: AsyncIterable<Uint8Array>): Promise<string> {
  const name = file === '-' ? 'The input' : file
  const bytes = file === '-' ? await readStream(stdin, name) : await readFileCapped(file)
  if (bytes.length === 0) throw new SheafError('BAD_INPUT', `${name} is empty.`)
  if (bytes.includes(0)) throw new SheafError('BAD_INPUT', `${name} is not a text file.`)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new SheafError('BAD_INPUT', `${name} is not UTF-8 text; save it as UTF-8 and import it again.`, { cause: error })
  }
  if (text.trim() === '') throw new SheafError('BAD_INPUT', `${name} is empty.`)
  return text
}

async function readFileCapped (file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file)
    if (size > MAX_IMPORT_BYTES) throw tooLarge(file)
    const handle = await open(file, 'r')
    try {
      // Of a pipe or a device nobody knows the size before; one byte more than allowed is enough to see it.
      return await readStream(handle.createReadStream({ end: MAX_IMPORT_BYTES, autoClose: false }), file)
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw fsError(error, file)
  }
}

async function readStream (stream: AsyncIterable<Uint8Array>, name: string): Promise<Uint8Array> {
  return await buffer(async function * () {
    let length = 0
    for await (const chunk of stream) {
      length += chunk.length
      if (length > MAX_IMPORT_BYTES) throw tooLarge(name)
      yield chunk
    }
  }())
}

function tooLarge (name: string): SheafError {
  const megabytes = MAX_IMPORT_BYTES / 1024 / 1024
  return new SheafError('TOO_LARGE', `${name} is larger than ${megabytes} MB; split it and import the parts.`)
}

export async function writeExport (file: string, bytes: Uint8Array): Promise<void> {
  await writeFile(file, bytes).catch((error: unknown) => { throw fsError(error, file) })
}
