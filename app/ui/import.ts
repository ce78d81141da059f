import type { Store } from './store.ts'
import { MAX_IMPORT_BYTES } from '../../core/rpc/api.ts'
import { words } from './words.ts'

const TEXT_NAME = /\.(md|markdown|mdown|mkd|txt|text)$/i

/** Makes a document of each file. One bad file does not keep the others out. Returns the ids of the new ones. */
export async function importFiles (store: Store, files: readonly File[]): Promise<string[]> {
  const ids: string[] = []
  for (const file of files) {
    const title = file.name.replace(TEXT_NAME, '')
    if (!TEXT_NAME.test(file.name) && !file.type.startsWith('text/')) {
      store.toast(words.library.notMarkdown(file.name), { kind: 'error' })
      continue
    }
    if (file.size > MAX_IMPORT_BYTES) {
      store.toast(words.library.tooLarge(file.name), { kind: 'error' })
      continue
    }
    try {
      // Fatal: a binary file with a text name is refused rather than taken in as rubbish.
      const markdown = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
      const { id, notes } = await store.api.create({ markdown })
      ids.push(id)
      store.toast(notes.length === 0 ? words.library.imported(title) : words.library.importNotes(title, notes))
    } catch (err) {
      if (err instanceof TypeError) store.toast(words.library.notMarkdown(file.name), { kind: 'error' })
      else store.fail(err)
    }
  }
  return ids
}
