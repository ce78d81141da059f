/**
 * What carries frames between a window and its engine. A transport knows nothing of what is in a frame.
 * The WebSocket of the browser shell is one; a pipe to a worker can be another.
 */

export interface TransportHandlers {
  /** The other side can be reached from now on. Called again after each loss. */
  open (): void
  frame (bytes: Uint8Array): void
  /** The other side can not be reached; the transport keeps trying unless it was closed. */
  lost (): void
}

export interface Transport {
  start (handlers: TransportHandlers): void
  /** False when there is no connection: the frame was not taken. */
  send (frame: Uint8Array): boolean
  /** Ends for good. */
  close (): void
  /** Tries at once rather than after the next pause. */
  retry (): void
}
