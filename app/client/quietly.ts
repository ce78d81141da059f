import * as Y from 'yjs'

/** Where Yjs keeps, for each text, places from which it finds others. */
const PLACES = '_searchMarker'

/**
 * With `local` set, Yjs leaves out the clean-up of formatting that it does after remote changes, which differs with
 * the order of arrival. But it also goes on to trust the places that it remembers, which these changes have moved: the
 * next deletion of our own would hit other letters. So they are forgotten here, as it does after remote changes.
 */
export function applyQuietly (doc: Y.Doc, updates: readonly Uint8Array[], origin: unknown): void {
  doc.transact((transaction) => {
    for (const update of updates) Y.applyUpdate(doc, update, origin)
    transaction.local = true
    for (const type of transaction.changed.keys()) (type as unknown as { [PLACES]: unknown[] | null })[PLACES]?.splice(0)
  }, origin)
}
