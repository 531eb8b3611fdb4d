import type { Schedule } from '../iot/Schedule'
import type { PeerTransport } from './webSocketPeer'

const firstPauseMs = 500
const longestPauseMs = 5_000

export interface DialOptions {
  connect: () => Promise<PeerTransport>
  schedule: Schedule
  /** 0 ≤ n < 1, so that many consoles do not come back at the same moment. */
  random: () => number
  /** False while the seat behind the address is linked otherwise: nothing is dialled until `again`. */
  mayDial: () => boolean
  onOpened: (transport: PeerTransport) => void
  onFailed: (reason: string) => void
}

/** Dials one address again and again, with growing pauses. `ended` and `again` dial after a pause; `worked` makes the pauses short again. */
export function dialPeer(options: DialOptions): { again(): void; worked(): void; stop(): void } {
  let failures = 0
  let isStopped = false
  let isDialling = false
  let stopTimer: (() => void) | undefined

  function dial() {
    stopTimer = undefined
    if (isStopped || isDialling || !options.mayDial()) return
    isDialling = true
    options.connect().then(
      (transport) => {
        isDialling = false
        if (isStopped) transport.close()
        else options.onOpened(transport)
      },
      (error: unknown) => {
        isDialling = false
        if (isStopped) return
        options.onFailed(error instanceof Error ? error.message : String(error))
        again()
      },
    )
  }

  function again() {
    if (isStopped || stopTimer) return
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** failures++)
    stopTimer = options.schedule(pauseMs * (0.5 + options.random() / 2), dial)
  }

  dial()
  return {
    again,
    worked: () => void (failures = 0),
    stop() {
      isStopped = true
      stopTimer?.()
    },
  }
}
