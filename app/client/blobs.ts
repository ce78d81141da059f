/**
 * Files and images of documents, as a window puts them in and gets them: the window's end of app/shells/browser/blobs.ts.
 * The `ref` is what a node keeps as its attribute `blob`; a window makes nothing of what is in it.
 */
import { SheafError, errorCode } from '../../core/errors.ts'
import { MAX_BLOB_BYTES, type BlobState } from '../../core/rpc/api.ts'

/** How long between two looks (ms): while bytes come, and, more and more seldom, while nobody is there. */
const COMING = 400
const MISSING = 1000
const SELDOM = 5000

/** Where the bytes are, for `src` and `href`. `type` counts only if it is on the server's short list. */
export function blobUrl (documentId: string, ref: string, { name = '', type = '' }: { name?: string, type?: string } = {}): string {
  const query = new URLSearchParams({ ...(name !== '' && { name }), ...(type !== '' && { type }) }).toString()
  return path(documentId, ref) + (query === '' ? '' : '?' + query)
}

export interface UploadOptions {
  /** Bytes that have left the window, of all. */
  onprogress?: (sent: number, total: number) => void
  signal?: AbortSignal
}

/** Resolves once the bytes are on disk. Rejects with NOT_ALLOWED, TOO_LARGE, DISK_FULL, DISCONNECTED, or with the signal's reason. */
export async function uploadBlob (documentId: string, data: Blob, { onprogress, signal }: UploadOptions = {}): Promise<{ ref: string, size: number }> {
  signal?.throwIfAborted()
  if (data.size > MAX_BLOB_BYTES) throw new SheafError('TOO_LARGE', 'This file is larger than 2 GB, which is more than a document takes in.')
  const request = new XMLHttpRequest() // fetch tells nothing of how far it has got
  const abort = (): void => { request.abort() }
  signal?.addEventListener('abort', abort)
  try {
    await new Promise<void>((resolve, reject) => {
      request.open('POST', path(documentId))
      request.upload.addEventListener('progress', ({ loaded }) => { onprogress?.(loaded, data.size) })
      request.addEventListener('load', () => { resolve() })
      request.addEventListener('error', () => { reject(away()) })
      request.addEventListener('abort', () => { reject(signal?.reason instanceof Error ? signal.reason : away()) })
      request.send(data)
    })
  } finally {
    signal?.removeEventListener('abort', abort)
  }
  return answerOf(request.status, request.responseText) as { ref: string, size: number }
}

/** Answers at once. With `fetch`, what is missing is fetched from then on. Rejects with NOT_FOUND, DISCONNECTED. */
export async function blobState (documentId: string, ref: string, { fetch: begin = false, signal }: { fetch?: boolean, signal?: AbortSignal } = {}): Promise<BlobState> {
  const response = await fetch(path(documentId, ref) + '/state' + (begin ? '?fetch=1' : ''), { cache: 'no-store', ...(signal !== undefined && { signal }) }).catch((error: unknown) => {
    signal?.throwIfAborted()
    throw new SheafError('DISCONNECTED', AWAY, { cause: error })
  })
  return answerOf(response.status, await response.text()) as BlobState
}

/**
 * Has the bytes fetched and resolves when they can be shown, or never can ('here', 'wrong'). Waits for as long as it
 * takes, also while the engine is away; ends with the signal's reason, or NOT_FOUND.
 */
export async function waitForBlob (documentId: string, ref: string, { onstate, signal }: { onstate?: (state: BlobState) => void, signal?: AbortSignal } = {}): Promise<BlobState> {
  let pause = MISSING
  for (;;) {
    signal?.throwIfAborted()
    try {
      const state = await blobState(documentId, ref, { fetch: true, ...(signal !== undefined && { signal }) })
      onstate?.(state)
      if (state.state === 'here' || state.state === 'wrong') return state
      pause = state.state === 'coming' ? COMING : Math.min(SELDOM, Math.max(MISSING, pause * 1.5))
    } catch (error) {
      if (!(error instanceof SheafError) || (error.code !== 'DISCONNECTED' && error.code !== 'CLOSED')) throw error
      pause = SELDOM
    }
    await sleep(pause, signal)
  }
}

const AWAY = 'Sheaf does not answer just now. Try again in a moment.'
function away (): SheafError { return new SheafError('DISCONNECTED', AWAY) }

function path (documentId: string, ref?: string): string {
  return '/blobs/' + encodeURIComponent(documentId) + (ref === undefined ? '' : '/' + encodeURIComponent(ref))
}

function answerOf (status: number, text: string): unknown {
  let value: unknown = null
  try {
    value = JSON.parse(text)
  } catch { /* a page of the server, which has no JSON */ }
  if (status >= 200 && status < 300) return value
  const { code, message } = (value ?? {}) as { code?: unknown, message?: unknown }
  throw new SheafError(errorCode(code), typeof message === 'string' ? message : AWAY)
}

function sleep (ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    function done (): void {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    signal?.addEventListener('abort', done)
  })
}
