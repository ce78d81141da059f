import type { BlobState } from '../../../core/rpc/api.ts'
import { blobState, blobUrl, uploadBlob, waitForBlob } from '../../client/blobs.ts'
import { SheafError } from '../../../core/errors.ts'

/** Files of one document, as its nodes name them. */
export class DocumentFiles {
  readonly document: string

  constructor (document: string) {
    this.document = document
  }

  url (ref: string, name: string, type: string): string {
    return blobUrl(this.document, ref, { name, type })
  }

  upload (data: Blob, options: { onprogress?: (sent: number, total: number) => void, signal?: AbortSignal } = {}): Promise<{ ref: string, size: number }> {
    return uploadBlob(this.document, data, options)
  }

  /** What is here, without fetching anything. */
  state (ref: string, signal: AbortSignal): Promise<BlobState> {
    return blobState(this.document, ref, { signal })
  }

  wait (ref: string, onstate: (state: BlobState) => void, signal: AbortSignal): Promise<BlobState> {
    return waitForBlob(this.document, ref, { onstate, signal })
  }

  /** Bytes of another document on this device, put into this one as well. */
  async adopt (document: string, ref: string): Promise<string> {
    const response = await fetch(blobUrl(document, ref))
    if (!response.ok) throw new SheafError('NOT_FOUND', 'The file is not on this device.')
    return (await this.upload(await response.blob())).ref
  }
}
