/** Every error that Sheaf raises on purpose: a stable `code` for programs, one sentence for people. */

export const ERROR_CODES = [
  'INVITE_WRONG', 'INVITE_EXPIRED', 'INVITE_USED', 'INVITE_REVOKED', 'INVITE_REJECTED', 'INVITE_OWN',
  'JOIN_CANCELLED', 'NOT_ALLOWED', 'NOT_FOUND', 'LOCKED_BY_OTHER_PROCESS', 'DISK_FULL', 'READ_ONLY_DISK', 'DAMAGED',
  'TOO_NEW', 'TOO_LARGE', 'BAD_INPUT', 'BAD_UPDATE', 'CLOSED', 'DISCONNECTED', 'OFFLINE', 'UNSUPPORTED', 'INTERNAL'
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
