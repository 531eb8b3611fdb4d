/** Messages that overtake each other on their way are taken, this many numbers back. */
const width = 64
/** A clock that is wrong by more is wrong, ms. */
const furthestMs = 5 * 60_000
/** A message signed longer ago is taken only in its turn: it waited with a broker, nobody held it back. */
const freshMs = 5 * 60_000

/** What has been heard of a device's numbers, to be kept over a restart. */
export interface HeardNumbers {
  readonly highest: number
  /** Bit n: `highest - n` was heard, as 64 bits in hex. */
  readonly heard: string
}

/**
 * Takes each number of one device once (as RFC 6479 does for packets). What is older than the window, or was heard, is a replay; what was signed more than five minutes ago is
 * taken only when nothing later was heard, so that what waited in a queue comes in and a recording does not.
 */
export class ReplayWindow {
  private highest: number
  private heard: bigint

  constructor(before: HeardNumbers = { highest: -1, heard: '0' }) {
    this.highest = before.highest
    this.heard = BigInt(`0x${before.heard}`)
  }

  /** @returns why it is not taken; `undefined` when it is, and then it is not taken again */
  take({ seq, time }: { seq: number; time: number }, nowMs: number): 'replayed' | 'timeInFuture' | undefined {
    if (time > nowMs + furthestMs) return 'timeInFuture'
    if (seq > this.highest) {
      const ahead = seq - this.highest
      this.heard = ahead >= width ? 1n : BigInt.asUintN(width, (this.heard << BigInt(ahead)) | 1n)
      this.highest = seq
      return undefined
    }
    const back = this.highest - seq
    if (back >= width || time < nowMs - freshMs) return 'replayed'
    const bit = 1n << BigInt(back)
    if ((this.heard & bit) !== 0n) return 'replayed'
    this.heard |= bit
    return undefined
  }

  get numbers(): HeardNumbers {
    return { highest: this.highest, heard: this.heard.toString(16) }
  }
}
