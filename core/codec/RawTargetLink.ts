import { createSocket, type Socket as Datagrams } from 'node:dgram'
import { connect, type Socket } from 'node:net'
import type { RawTarget } from '../../domain/contract'

/** A target that takes less than it is sent loses what comes after this many bytes, not the site. */
const mostWaitingBytes = 1024 * 1024
const firstPauseMs = 500
const longestPauseMs = 30_000

/** A way to one target, which comes back by itself. What it does not take at once is dropped and counted: raw bytes are not stored. */
export class RawTargetLink {
  forwarded = 0
  dropped = 0
  private socket: Socket | undefined
  private datagrams: Datagrams | undefined
  private timer: NodeJS.Timeout | undefined
  private failures = 0
  private isClosed = false

  constructor(private readonly target: RawTarget) {
    if (target.kind === 'udp') {
      this.datagrams = createSocket(target.host.includes(':') ? 'udp6' : 'udp4')
      this.datagrams.on('error', () => undefined)
      this.datagrams.unref()
    } else this.open()
  }

  send(bytes: Uint8Array): void {
    const { target } = this
    if (target.kind === 'udp') {
      this.forwarded += 1
      this.datagrams?.send(bytes, target.port, target.host, (error) => {
        if (!error) return
        this.forwarded -= 1
        this.dropped += 1
      })
      return
    }
    const { socket } = this
    if (!socket || socket.connecting || !socket.writable || socket.writableLength > mostWaitingBytes) {
      this.dropped += 1
      return
    }
    socket.write(bytes)
    this.forwarded += 1
  }

  close(): void {
    this.isClosed = true
    clearTimeout(this.timer)
    this.socket?.destroy()
    this.datagrams?.close()
    this.datagrams = undefined
  }

  private open(): void {
    if (this.isClosed) return
    const { host, port } = this.target
    const socket = connect({ host, port })
    this.socket = socket
    socket.on('connect', () => (this.failures = 0))
    // Nothing is expected back; what comes must not fill the memory.
    socket.on('data', () => undefined)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      if (this.isClosed) return
      this.timer = setTimeout(
        () => this.open(),
        Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(this.failures++, 6)),
      )
      this.timer.unref()
    })
  }
}
