import type { RawData, WebSocket } from 'ws'
import type { Channel, ChannelHandlers } from '../../../core/rpc/host.ts'

/** A WebSocket as the RPC wants it. Text frames are nothing of ours and end it. */
export class SocketChannel implements Channel {
  readonly #socket: WebSocket

  constructor (socket: WebSocket) {
    this.#socket = socket
    socket.binaryType = 'nodebuffer'
    // An oversize or broken frame; ws closes the socket itself, and 'close' does the rest.
    socket.on('error', () => {})
  }

  get bufferedAmount (): number {
    return this.#socket.bufferedAmount
  }

  listen ({ message, closed }: ChannelHandlers): void {
    this.#socket.on('message', (data: RawData, binary: boolean) => {
      if (binary && Buffer.isBuffer(data)) message(data)
      else this.#socket.close(1003)
    })
    this.#socket.on('close', closed)
  }

  send (bytes: Uint8Array): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(bytes)
  }

  close (): void {
    this.#socket.close(1001)
  }
}
