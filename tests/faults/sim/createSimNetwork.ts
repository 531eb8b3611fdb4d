import type { SyncFrame } from '../../../domain/contract/sync'
import type { SeatId } from '../../../domain/contract'
import type { AttachedLink } from '../../../core/sync/LinkFeature'
import type { Randoms } from '../kit/randoms'
import type { Timeline } from './createTimeline'

/** A seat, as the network holds it. */
export interface SimHost {
  readonly seatId: SeatId
  readonly isUp: boolean
  /** A link to another seat stands. */
  link(peer: SeatId, send: (frame: SyncFrame) => void, refuse: (code: string) => void): AttachedLink
}

/** What is between two seats. */
export type LineState = 'good' | 'cut' | 'silent'

export interface SimNetwork {
  /** Changes the lines between a seat and others. `silent`: nothing arrives, and nobody is told. */
  set(a: SeatId, b: SeatId, state: LineState): void
  /** A seat came up or went down: its links end, or are made anew. */
  hostChanged(seatId: SeatId): void
  /** Whether something of `b` may have reached `a` at this time. */
  isHeard(a: SeatId, b: SeatId): boolean
  readonly frames: number
}

/** A link that carries nothing is given up after this long, ms. */
const silenceMs = 6_000
const reconnectMs = 400
const longestDelayMs = 60

interface Line {
  readonly hosts: readonly [SimHost, SimHost]
  state: LineState
  /** Grows whenever the link ends: frames of an ended link arrive nowhere. */
  epoch: number
  ends: [AttachedLink, AttachedLink] | undefined
  /** When the last frame of each direction arrives: they keep their order. */
  busyUntilMs: [number, number]
}

/** Links as WebSockets make them: frames keep their order, and are lost only with their link. */
export function createSimNetwork(parts: {
  hosts: readonly SimHost[]
  timeline: Timeline
  randoms: Randoms
  onRefused: (by: SeatId, code: string) => void
}): SimNetwork {
  const { hosts, timeline, randoms } = parts
  const lines: Line[] = hosts.flatMap((a, i) =>
    hosts.slice(i + 1).map((b): Line => ({
      hosts: [a, b],
      state: 'good',
      epoch: 0,
      ends: undefined,
      busyUntilMs: [0, 0],
    })),
  )
  let frames = 0

  const lineOf = (a: SeatId, b: SeatId): Line | undefined =>
    lines.find(({ hosts: [one, other] }) =>
      one.seatId === a ? other.seatId === b : one.seatId === b && other.seatId === a,
    )

  const end = (line: Line): void => {
    line.epoch += 1
    const { ends } = line
    line.ends = undefined
    for (const [i, attached] of (ends ?? []).entries()) if (line.hosts[i]?.isUp) attached.detach()
    if (ends) connectSoon(line)
  }

  const connectSoon = (line: Line): void => {
    const { epoch } = line
    timeline.schedule(reconnectMs + randoms.below(reconnectMs), () => {
      if (line.epoch === epoch) connect(line)
    })
  }

  const connect = (line: Line): void => {
    const [a, b] = line.hosts
    if (line.ends || line.state !== 'good' || !a.isUp || !b.isUp) return
    const { epoch } = line
    const sendTo = (to: 0 | 1) => (frame: SyncFrame) => {
      frames += 1
      const atMs = Math.max(line.busyUntilMs[to], timeline.nowMs + 1 + randoms.below(longestDelayMs))
      line.busyUntilMs[to] = atMs
      timeline.schedule(atMs - timeline.nowMs, () => {
        if (line.epoch !== epoch || line.state !== 'good') return
        line.ends?.[to].receive(frame)
      })
    }
    const refuse = (by: SeatId) => (code: string) => {
      parts.onRefused(by, code)
      timeline.schedule(0, () => line.epoch === epoch && end(line))
    }
    line.ends = [a.link(b.seatId, sendTo(1), refuse(a.seatId)), b.link(a.seatId, sendTo(0), refuse(b.seatId))]
  }

  const begin = (line: Line): void => {
    line.epoch += 1
    connectSoon(line)
  }
  for (const line of lines) begin(line)

  return {
    set(a, b, state) {
      const line = lineOf(a, b)
      if (!line || line.state === state) return
      line.state = state
      if (state === 'good') return line.ends ? end(line) : begin(line)
      if (state === 'cut') return end(line)
      const { epoch } = line
      timeline.schedule(silenceMs, () => line.epoch === epoch && line.state === 'silent' && end(line))
    },
    hostChanged(seatId) {
      for (const line of lines) {
        if (!line.hosts.some((host) => host.seatId === seatId)) continue
        if (line.ends) end(line)
        else begin(line)
      }
    },
    isHeard: (a, b) => {
      const line = lineOf(a, b)
      return line?.ends !== undefined && line.state === 'good'
    },
    get frames() {
      return frames
    },
  }
}
