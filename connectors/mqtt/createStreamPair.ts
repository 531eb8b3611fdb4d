import { Duplex } from 'node:stream'

class PairedEnd extends Duplex {
  #other: PairedEnd | undefined
  #whenRead: (() => void) | undefined

  constructor() {
    super({ allowHalfOpen: false })
  }

  join(other: PairedEnd): void {
    this.#other = other
  }

  override _read(): void {
    const goOn = this.#whenRead
    this.#whenRead = undefined
    goOn?.()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#other?.accept(chunk, done)
  }

  override _writev(chunks: { chunk: Buffer; encoding: BufferEncoding }[], done: () => void): void {
    const parts = chunks.map(({ chunk, encoding }) =>
      typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk,
    )
    this.#other?.accept(Buffer.concat(parts), done)
  }

  override _final(done: () => void): void {
    this.#other?.push(null)
    done()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    // Later: two ends that destroy each other at once would go in a circle.
    setImmediate(() => this.#other?.destroy())
    done(error)
  }

  /** The writer goes on in a later turn, as with a socket, or once this end was read when it is full. */
  accept(bytes: Buffer, done: () => void): void {
    if (this.destroyed || this.push(bytes)) setImmediate(done)
    else this.#whenRead = done
  }
}

/** Two ends of one pipe in memory; each waits for the other's reader. */
export function createStreamPair(): [Duplex, Duplex] {
  const first = new PairedEnd()
  const second = new PairedEnd()
  first.join(second)
  second.join(first)
  return [first, second]
}
