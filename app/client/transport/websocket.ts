import type { Transport, TransportHandlers } from './transport.ts'

const FIRST_PAUSE = 250
const LONGEST_PAUSE = 5000

/** A WebSocket to the engine on this computer. Comes back by itself, a little later each time. */
export class WebSocketTransport implements Transport {
  readonly #url: string
  #handlers: TransportHandlers | null = null
  #socket: WebSocket | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #failures = 0
  #closed = false
  readonly #onWake = (): void => { this.retry() }

  constructor (url: string) {
    this.#url = url
  }

  start (handlers: TransportHandlers): void {
    this.#handlers = handlers
    // A laptop that wakes has timers that are late by hours: the page becoming visible is the better sign.
    globalThis.addEventListener('online', this.#onWake)
    globalThis.document?.addEventListener('visibilitychange', this.#onWake)
    this.#connect()
  }

  send (frame: Uint8Array): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false
    this.#socket.send(frame as Uint8Array<ArrayBuffer>)
    return true
  }

  close (): void {
    this.#closed = true
    clearTimeout(this.#timer)
    globalThis.removeEventListener('online', this.#onWake)
    globalThis.document?.removeEventListener('visibilitychange', this.#onWake)
    this.#socket?.close()
  }

  retry (): void {
    if (this.#closed || this.#socket !== null) return
    clearTimeout(this.#timer)
    this.#failures = 0
    this.#connect()
  }

  #connect (): void {
    const socket = new WebSocket(this.#url)
    let opened = false
    socket.binaryType = 'arraybuffer'
    this.#socket = socket
    socket.addEventListener('open', () => {
      opened = true
      this.#failures = 0
      this.#handlers?.open()
    })
    socket.addEventListener('message', (event: MessageEvent) => {
      // A text frame is nothing that our engine sends.
      if (event.data instanceof ArrayBuffer) this.#handlers?.frame(new Uint8Array(event.data))
    })
    // 'error' is always followed by 'close', which does the work.
    socket.addEventListener('close', () => {
      if (this.#socket === socket) this.#socket = null
      if (opened) this.#handlers?.lost()
      if (!this.#closed) this.#retryLater()
    })
  }

  #retryLater (): void {
    // Half of the pause is random, so that many windows do not all knock at the same moment.
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#failures)
    this.#failures++
    this.#timer = setTimeout(() => { this.#connect() }, pause / 2 + Math.random() * pause / 2)
  }
}
