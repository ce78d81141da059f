/** The commands about documents: new, list, invite, join, export, import. */
import { basename, extname } from 'node:path'
import { SheafError } from '../../../core/errors.ts'
import type { ExportFormat, InviteOptions } from '../../../core/rpc/api.ts'
import { asSheafError } from '../../../core/rpc/subscription.ts'
import type { Backend } from './backend.ts'
import { readMarkdown, writeExport } from './files.ts'
import { findDocument, shortId } from './find.ts'
import { printable, table } from './output.ts'
import type { Io, Output } from './output.ts'

export interface Context {
  backend: Backend
  output: Output
  io: Io
  /** Ctrl-C, or the system asks to end. */
  signal: AbortSignal
}

interface Created { id: string, title: string, notes: string[] }

const UNTITLED = 'Untitled'

export async function newDocument (context: Context, file: string | undefined, title: string | undefined): Promise<void> {
  const { output } = context
  const created = await create(context, file, title)
  for (const note of created.notes) output.note(note)
  output.result(created, [created.id])
}

async function create ({ backend: { client }, io }: Context, file?: string, title?: string): Promise<Created> {
  const markdown = file === undefined ? undefined : await readMarkdown(file, io.stdin)
  const { id, notes } = await client.call('create', {
    ...(title !== undefined && { title }),
    ...(markdown !== undefined && { markdown })
  })
  let info = (await client.call('documents')).find((document) => document.id === id)
  // A file without a heading is known by its name.
  if (info?.title === '' && file !== undefined && file !== '-') {
    await client.call('setTitle', id, printable(basename(file, extname(file))).slice(0, 200))
    info = (await client.call('documents')).find((document) => document.id === id)
  }
  return { id, title: info?.title ?? title ?? '', notes }
}

/** The others are imported even if one cannot be; the exit code tells. */
export async function importFiles (context: Context, files: string[]): Promise<number> {
  const { output, signal } = context
  const results: ({ file: string } & (Created | { error: { code: string, message: string } }))[] = []
  for (const file of files) {
    if (signal.aborted) break
    try {
      const created = await create(context, file)
      for (const note of created.notes) output.note(`${file}: ${note}`)
      results.push({ file, ...created })
    } catch (error) {
      const { code, message } = asSheafError(error)
      output.error(message)
      results.push({ file, error: { code, message } })
      // Without an engine or a disk the others cannot fare better.
      if (code === 'DISCONNECTED' || code === 'DISK_FULL') break
    }
  }
  output.result(results, results.flatMap((result) => 'id' in result ? [`${result.id}  ${printable(result.title)}`] : []))
  return results.length === files.length && results.every((result) => 'id' in result) ? 0 : 1
}

export async function listDocuments ({ backend: { client }, output }: Context): Promise<void> {
  const documents = await client.call('documents')
  if (documents.length === 0) output.note('There are no documents yet; "sheaf new" makes one.')
  output.result(documents, table(documents.map((document) => [
    shortId(document.id, documents),
    document.state === 'ready' ? document.role ?? '' : document.state,
    new Date(document.updatedAt).toISOString().slice(0, 16).replace('T', ' '),
    printable(document.title) || UNTITLED
  ])))
}

export async function invite (context: Context, given: string, options: InviteOptions): Promise<void> {
  const { backend, output } = context
  const { id } = findDocument(await backend.client.call('documents'), given)
  const { code, role, expires, uses } = await backend.client.call('invite', id, options)
  if (code === null) throw new SheafError('INTERNAL', 'The invite was made, but its code cannot be shown here.')
  output.result({ code, document: id, role, expires, uses }, [code])
  // Someone who can let newcomers in has to be there when they come.
  if (!backend.running) {
    output.note('Keep Sheaf running (sheaf start or sheaf serve) so that someone can join.')
  }
}

export async function join (context: Context, code: string, timeout: number | undefined): Promise<void> {
  const { backend: { client }, output, signal } = context
  const started = await client.call('join', code)
  output.note('Waiting for someone who can let this device in …')
  const { id } = await unlessInterrupted(client.call('joined', started.id), signal, timeout)
  const info = (await client.call('documents')).find((document) => document.id === id)
  const title = info?.title ?? ''
  output.result({ id, title, role: info?.role ?? null }, [`${id}  ${printable(title) || UNTITLED}`])
}

/** A join that is not waited for any longer is not given up. */
async function unlessInterrupted<T> (waiting: Promise<T>, signal: AbortSignal, timeout: number | undefined): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  let stop = (): void => {}
  const interrupted = new Promise<never>((_resolve, reject) => {
    const give = (why: string): void => {
      reject(new SheafError('JOIN_CANCELLED', `${why}; the join goes on whenever Sheaf runs on this device.`))
    }
    stop = () => { give('No longer waiting') }
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop)
    if (timeout !== undefined) timer = setTimeout(() => { give('Nobody has answered yet') }, timeout)
  })
  try {
    return await Promise.race([waiting, interrupted])
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}

export async function exportDocument (
  context: Context, given: string, { format, file }: { format: ExportFormat, file: string | undefined }
): Promise<void> {
  const { backend: { client }, output } = context
  const { id } = findDocument(await client.call('documents'), given)
  const { bytes, filename, notes } = await client.call('export', id, format)
  for (const note of notes) output.note(note)
  if (file !== undefined) {
    await writeExport(file, bytes)
    output.result({ document: id, file, bytes: bytes.length, notes }, [])
  } else if (output.json) {
    output.result({ document: id, filename, text: new TextDecoder().decode(bytes), notes }, [])
  } else {
    output.bytes(bytes)
  }
}
