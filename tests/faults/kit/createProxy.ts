import { once } from 'node:events'
import { createServer, connect, type Socket } from 'node:net'

/**
 * What a link suffers. It holds for every connection, both ways, from the moment it is set.
 *
 * - `open` bytes pass at once
 * - `delay` each byte arrives that many ms later, in order
 * - `drip` so many bytes a second, each way and each connection
 * - `freeze` nothing passes, nothing is lost: as when the other process is stopped; what was kept goes on afterwards
 * - `blackhole` nothing passes and nobody is told: a connection that lived in such a time stays dead for ever, as when a router forgot it
 * - `refuse` connections are reset, new ones too
 */
export type LinkCondition =
  | { kind: 'open' }
  | { kind: 'delay'; ms: number }
  | { kind: 'drip'; bytesPerS: number }
  | { kind: 'freeze' }
  | { kind: 'blackhole' }
  | { kind: 'refuse' }

/** A loopback TCP proxy that harms the link it stands in. */
export interface Proxy {
  /** On 127.0.0.1. */
  readonly port: number
  /** Connections made through it so far. */
  readonly connections: number
  /** Bytes that passed, both ways. */
  readonly bytesPassed: number
  set(condition: LinkCondition): void
  /** Resets every connection that is there now; new ones are taken. */
  reset(): void
  close(): Promise<void>
}

/** A reader is held back while so much waits for it: what a socket and a switch would hold, bytes. */
const heldBytes = 256 * 1024

/** Starts a proxy on a port of its own before `target`. */
export async function createProxy(target: { host?: string; port: number }): Promise<Proxy> {
  const links = new Set<Link>()
  let condition: LinkCondition = { kind: 'open' }
  let connections = 0
  let bytesPassed = 0

  // Half open: one side may have said all and still listen.
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    connections++
    if (condition.kind === 'refuse') return void near.resetAndDestroy()
    const far = connect({ host: target.host ?? '127.0.0.1', port: target.port, allowHalfOpen: true, noDelay: true })
    const link = new Link(near, far, (bytes) => (bytesPassed += bytes))
    links.add(link)
    link.set(condition)
    link.onEnd(() => links.delete(link))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')

  return {
    port: address.port,
    get connections() {
      return connections
    },
    get bytesPassed() {
      return bytesPassed
    },
    set(next) {
      condition = next
      for (const link of links) link.set(next)
    },
    reset() {
      for (const link of links) link.reset()
    },
    async close() {
      const closed = once(server, 'close')
      server.close()
      for (const link of links) link.reset()
      await closed
    },
  }
}

/** One connection through the proxy. */
class Link {
  readonly #near: Socket
  readonly #far: Socket
  readonly #ways: readonly Way[]

  constructor(near: Socket, far: Socket, onPassed: (bytes: number) => void) {
    this.#near = near
    this.#far = far
    this.#ways = [new Way(near, far, onPassed), new Way(far, near, onPassed)]
    for (const socket of [near, far]) socket.on('error', () => this.#broken())
    this.onEnd(() => this.#ways.forEach((way) => way.stop()))
  }

  set(condition: LinkCondition): void {
    if (condition.kind === 'refuse') this.reset()
    else for (const way of this.#ways) way.set(condition)
  }

  reset(): void {
    for (const way of this.#ways) way.stop()
    for (const socket of [this.#near, this.#far]) if (!socket.destroyed) socket.resetAndDestroy()
  }

  onEnd(listener: () => void): void {
    let open = 2
    const count = () => {
      if (--open === 0) listener()
    }
    for (const socket of [this.#near, this.#far]) socket.once('close', count)
  }

  /** One side went away with an error: the other hears of it, unless the link lets nothing through. */
  #broken(): void {
    if (this.#ways.every((way) => way.isOpen)) this.reset()
  }
}

/** One direction of a connection. */
class Way {
  readonly #from: Socket
  readonly #to: Socket
  readonly #onPassed: (bytes: number) => void
  /** What came and has not passed; `undefined` is the end of the stream. */
  #held: { bytes: Buffer | undefined; atMs: number }[] = []
  #heldBytes = 0
  #condition: LinkCondition = { kind: 'open' }
  #isDead = false
  #timer: NodeJS.Timeout | undefined

  constructor(from: Socket, to: Socket, onPassed: (bytes: number) => void) {
    this.#from = from
    this.#to = to
    this.#onPassed = onPassed
    from.on('data', (bytes: Buffer) => this.#take(bytes))
    from.on('end', () => this.#take(undefined))
  }

  /** Whether anything passes at present. */
  get isOpen(): boolean {
    return !this.#isDead && this.#condition.kind !== 'freeze'
  }

  set(condition: LinkCondition): void {
    this.#condition = condition
    if (condition.kind === 'blackhole') {
      this.#isDead = true
      this.#held = []
      this.#heldBytes = 0
      this.#from.resume()
    }
    this.#pass()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#isDead = true
    this.#held = []
  }

  #take(bytes: Buffer | undefined): void {
    if (this.#isDead) return
    this.#held.push({ bytes, atMs: performance.now() })
    this.#heldBytes += bytes?.length ?? 0
    if (this.#heldBytes >= heldBytes) this.#from.pause()
    this.#pass()
  }

  /** Hands on what may pass now, and comes back when more may. */
  #pass(): void {
    clearTimeout(this.#timer)
    for (let first = this.#held[0]; first && this.isOpen; first = this.#held[0]) {
      if (this.#condition.kind === 'drip') return this.#drip(this.#condition.bytesPerS)
      const waitMs = this.#condition.kind === 'delay' ? first.atMs + this.#condition.ms - performance.now() : 0
      if (waitMs > 0) return void (this.#timer = setTimeout(() => this.#pass(), waitMs))
      this.#held.shift()
      this.#send(first.bytes)
    }
  }

  /** Bytes of a tenth of a second at a time, or one at a time when the drip is slower than that. */
  #drip(bytesPerS: number): void {
    const size = Math.max(1, Math.floor(bytesPerS / 10))
    this.#timer = setTimeout(
      () => {
        const [first] = this.#held
        if (!first || !this.isOpen) return
        if (first.bytes && first.bytes.length > size) {
          this.#send(first.bytes.subarray(0, size))
          first.bytes = first.bytes.subarray(size)
        } else {
          this.#held.shift()
          this.#send(first.bytes)
        }
        this.#pass()
      },
      (size * 1_000) / bytesPerS,
    )
  }

  #send(bytes: Buffer | undefined): void {
    if (this.#to.destroyed) return
    if (!bytes) return void this.#to.end()
    this.#heldBytes -= bytes.length
    this.#onPassed(bytes.length)
    this.#to.write(bytes)
    if (this.#heldBytes < heldBytes && this.#from.isPaused()) this.#from.resume()
  }
}
