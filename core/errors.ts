/** Every error that Sheaf raises on purpose: a stable `code` for programs, one sentence for people. */

export const ERROR_CODES = [
  'INVITE_WRONG', 'INVITE_EXPIRED', 'INVITE_USED', 'INVITE_REVOKED', 'INVITE_REJECTED', 'INVITE_OWN',
  'JOIN_CANCELLED', 'NOT_ALLOWED', 'NOT_FOUND', 'LOCKED_BY_OTHER_PROCESS', 'DISK_FULL', 'READ_ONLY_DISK', 'DAMAGED',
  'TOO_NEW', 'TOO_LARGE', 'BAD_INPUT', 'BAD_UPDATE', 'CLOSED', 'DISCONNECTED', 'OFFLINE', 'UNSUPPORTED', 'INTERNAL',
  'NOBODY_HERE', 'BAD_BLOB'
] as const

export type ErrorCode = typeof ERROR_CODES[number]

export class SheafError extends Error {
  readonly code: ErrorCode

  constructor (code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'SheafError'
    this.code = code
  }
}

/** Bytes of a frame or a file name no code; anything unknown becomes INTERNAL. */
export function errorCode (value: unknown): ErrorCode {
  return ERROR_CODES.find((code) => code === value) ?? 'INTERNAL'
}

/** What storage and the stack say, in a person's words. Autobase says "closing" for whatever closed it. */
export function storageError (error: unknown): SheafError {
  if (error instanceof SheafError) return error
  const text = told(error)
  if (/no space|ENOSPC/i.test(text)) return new SheafError('DISK_FULL', 'The disk is full: free some space, then open the document again. Nothing that was saved is lost.', { cause: error })
  if (/read-?only|EROFS|EACCES|EPERM|permission denied/i.test(text)) return new SheafError('READ_ONLY_DISK', 'Sheaf may not write to its data folder: check the folder\'s permissions.', { cause: error })
  if (/\block(ed)?\b/i.test(text)) return new SheafError('LOCKED_BY_OTHER_PROCESS', 'Another Sheaf uses this data folder already: use that one, or close it first.', { cause: error })
  if (/ENOTDIR|EEXIST/.test(text)) return new SheafError('BAD_INPUT', 'Sheaf keeps its data in a folder, and there is a file in its place: choose another folder.', { cause: error })
  if (/corrupt|checksum|VersionEdit|\bCURRENT\b|\bMANIFEST\b|\.sst\b/i.test(text)) return new SheafError('DAMAGED', 'Files in the data folder are damaged. Sheaf leaves it as it is: start with another folder, and let another device invite this one again.', { cause: error })
  if (/clos/i.test(text)) return new SheafError('CLOSED', 'The document was closed before this could be done.', { cause: error })
  return new SheafError('INTERNAL', 'Sheaf could not use its data folder: ' + (error instanceof Error ? error.message : String(error)), { cause: error })
}

/** What an error and those that caused it say. */
function told (error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { message, code = '', cause } = error as Error & { code?: string }
  return message + ' ' + code + (cause === undefined ? '' : ' ' + told(cause))
}
