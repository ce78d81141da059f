/** Why this device may not write in a document now, in a person's words. */
import { SheafError } from '../errors.ts'
import type { DocumentStatus } from '../rpc/api.ts'

export type ReadOnlyReason = NonNullable<DocumentStatus['readOnlyReason']>

const READ_ONLY: Record<ReadOnlyReason, string> = {
  role: 'Your role in this document does not allow you to change it.',
  waiting: 'This device may write here as soon as somebody who is in the document has been online.',
  'too-new': 'This document needs a newer Sheaf: update this app, then go on writing.',
  removed: 'You were removed from this document: what is here stays readable.',
  'disk-full': 'The disk is full: free some space, then go on.'
}

export function readOnlyError (reason: ReadOnlyReason): SheafError {
  return new SheafError(reason === 'too-new' ? 'TOO_NEW' : 'NOT_ALLOWED', READ_ONLY[reason])
}
