import type { DistrictId, EpochMs, PeerState, SeatId } from '../../domain/contract'
import type { SeatStatus } from '../../domain/contract/sync'
import type { Schedule } from '../iot/Schedule'
import { dialPeer } from './dialPeer'
import { minSecretBytes, type SelfDescription } from './handshake'
import type { LinkedSeat, LinkFeature } from './LinkFeature'
import { type LinkEnd, PeerLink } from './PeerLink'
import type { PeerTransport } from './webSocketPeer'

/** A seat whose chains contradict this one's is not talked to again for this long; only a person can settle it. */
const forkedPauseMs = 60_000

/** A seat of the configuration. */
export interface PeerTarget {
  /** Address, as people know it; its name until it has said hello. */
  name: string
  kind: 'service' | 'console'
  connect: () => Promise<PeerTransport>
}

export interface PeersOptions {
  self: Pick<SelfDescription, 'seatId' | 'name' | 'kind' | 'rank' | 'release'>
  /** What this seat does when it starts; `setStatus` later. */
  status: SeatStatus
  districtId: () => DistrictId | undefined
  /** The installation's, at least 32 bytes. */
  secret: Uint8Array
  targets: readonly PeerTarget[]
  /** What is done over every link, in the order in which they hear of frames. */
  features: readonly LinkFeature[]
  /** Entries that the seat has and this one does not. */
  behind: (seatId: SeatId) => number
  heartbeat?: { everyMs: number; silentMs: number }
  /** Clock, UTC ms. */
  now: () => number
  schedule: Schedule
  random: () => number
  randomBytes: (length: number) => Uint8Array
  /** Told of links that were refused or lost, for the engineer's log. */
  onEnded: (fields: { peer: string } & LinkEnd) => void
}

/** A seat that is linked now. */
export interface VisibleSeat extends LinkedSeat, SeatStatus {
  isLeader: boolean
}

export interface Peers {
  /** Configured seats and those that came in, as windows show them. */
  states(): PeerState[]
  visible(): VisibleSeat[]
  /** Takes a link that came in at a door. */
  accept(transport: PeerTransport): void
  /** Tells all seats what this one does now. */
  setStatus(status: SeatStatus): void
  /** A seat came, went or does something else. */
  onChanged(listener: () => void): () => void
  /** When the seat was heard of last, UTC ms. */
  lastHeardMs(seatId: SeatId): EpochMs | undefined
  stop(): void
}

/** What is known of a seat that has proved itself once in this run. */
interface Known {
  seat: LinkedSeat
  link: PeerLink | undefined
  end: LinkEnd | undefined
  sinceMs: number
  lastHeardMs: number
}

/** A configured address. */
interface Dialled {
  target: PeerTarget
  dialler?: ReturnType<typeof dialPeer>
  state: 'connecting' | 'down' | 'refused' | 'self'
  sinceMs: number
  reason: string | undefined
  /** Who answered there last. */
  seatId: SeatId | undefined
}

/** Keeps this seat linked to the others: dials those it is configured with, takes those that come in, and has one link to each. */
export function createPeers(options: PeersOptions): Peers {
  const { self, now, schedule } = options
  const { everyMs, silentMs } = options.heartbeat ?? { everyMs: 2_000, silentMs: 6_000 }
  if (options.secret.length < minSecretBytes)
    throw new RangeError(`the installation's secret has ${options.secret.length} bytes, fewer than ${minSecretBytes}`)
  const known = new Map<SeatId, Known>()
  const links = new Set<PeerLink>()
  const forked = new Map<SeatId, { message: string; stopTimer: () => void }>()
  const listeners = new Set<() => void>()
  let { status } = options
  let isStopped = false

  const tell = () => listeners.forEach((listener) => listener())
  const isLinked = (seatId: SeatId | undefined): boolean =>
    seatId !== undefined && known.get(seatId)?.link !== undefined

  function openLink(transport: PeerTransport, dialled?: Dialled) {
    if (isStopped) return transport.close()
    const link = new PeerLink({
      transport,
      isDialler: dialled !== undefined,
      self: () => {
        const districtId = options.districtId()
        return { ...self, status, ...(districtId !== undefined && { districtId }) }
      },
      secret: options.secret,
      features: options.features,
      patienceBeats: Math.max(1, Math.ceil(silentMs / everyMs)),
      now,
      schedule,
      randomBytes: options.randomBytes,
      onAgreed: (agreed) => takeIn(agreed, dialled),
      onChanged: tell,
      onHeard: ({ seat }) => {
        const peer = seat && known.get(seat.seatId)
        if (peer) peer.lastHeardMs = now()
      },
      onEnded: (ended, end) => {
        links.delete(ended)
        letGo(ended, end, dialled)
      },
    })
    links.add(link)
    link.start()
  }

  function takeIn(link: PeerLink, dialled: Dialled | undefined): boolean {
    const { seat } = link
    if (!seat) return false
    const { seatId } = seat
    if (dialled) {
      // Restored from a backup it is another seat, and the one of before will not come back.
      if (dialled.seatId !== undefined && dialled.seatId !== seatId && !isLinked(dialled.seatId))
        known.delete(dialled.seatId)
      Object.assign(dialled, { seatId, state: 'connecting', reason: undefined })
      dialled.dialler?.worked()
    }
    const fork = forked.get(seatId)
    if (fork) {
      link.refuse('forked', fork.message)
      return false
    }
    const before = known.get(seatId)?.link
    if (before && !isBetter(link, before, seatId)) return false
    known.set(seatId, { seat, link, end: undefined, sinceMs: now(), lastHeardMs: now() })
    before?.end({ by: 'loss', message: 'a better link took its place' })
    // Since the hello it may have changed.
    link.send({ t: 'status', status })
    // Listeners hear of it when the features have it.
    void Promise.resolve().then(tell)
    return true
  }

  /** Of two links between the same seats both keep the one that the seat with the smaller id dialled; of two of one side's the newer. */
  function isBetter(link: PeerLink, before: PeerLink, seatId: SeatId): boolean {
    const preferred = seatId < self.seatId ? seatId : self.seatId
    return link.diallerOf(self.seatId) === preferred || before.diallerOf(self.seatId) !== preferred
  }

  function letGo(link: PeerLink, end: LinkEnd, dialled: Dialled | undefined) {
    const seatId = link.seat?.seatId
    const peer = seatId === undefined ? undefined : known.get(seatId)
    const wasInUse = peer?.link === link
    if (peer && wasInUse) Object.assign(peer, { link: undefined, end, sinceMs: now() })
    if (isStopped) return
    if (seatId !== undefined && end.code === 'forked') rest(seatId, end.message)
    if (wasInUse || end.code !== undefined)
      options.onEnded({ peer: link.seat?.name ?? dialled?.target.name ?? 'unknown', ...end })
    // An address of this very seat, as in a list of all consoles that they share, is not dialled again.
    if (dialled)
      setState(dialled, end.code === undefined ? 'down' : end.code === 'sameSeat' ? 'self' : 'refused', describe(end))
    // Nor did anybody dial while this link stood.
    for (const one of dials)
      if (one.state !== 'self' && (one === dialled || (seatId !== undefined && one.seatId === seatId)))
        one.dialler?.again()
    tell()
  }

  function rest(seatId: SeatId, message: string) {
    if (forked.has(seatId)) return
    forked.set(seatId, { message, stopTimer: schedule(forkedPauseMs, () => forked.delete(seatId)) })
  }

  function setState(dialled: Dialled, state: Dialled['state'], reason: string) {
    if (dialled.state !== state) dialled.sinceMs = now()
    dialled.state = state
    dialled.reason = reason
  }

  const dials = options.targets.map((target) => {
    const dialled: Dialled = { target, state: 'connecting', sinceMs: now(), reason: undefined, seatId: undefined }
    dialled.dialler = dialPeer({
      connect: target.connect,
      schedule,
      random: options.random,
      mayDial: () => !isLinked(dialled.seatId),
      onOpened: (transport) => openLink(transport, dialled),
      onFailed(reason) {
        setState(dialled, 'down', reason)
        tell()
      },
    })
    return dialled
  })

  let stopBeat = schedule(everyMs, beat)
  function beat() {
    stopBeat = schedule(everyMs, beat)
    for (const link of links) link.beat()
    for (const feature of options.features) feature.tick?.()
  }

  function stateOf({ seat, link, end, sinceMs }: Known): PeerState {
    const refusal = dials.find((one) => one.seatId === seat.seatId && one.state === 'refused')?.reason
    const reason = refusal ?? (end && describe(end))
    return {
      seatId: seat.seatId,
      name: seat.name,
      kind: seat.kind,
      state: link ? 'up' : refusal !== undefined || end?.code ? 'refused' : 'down',
      sinceMs,
      ...(!link && reason !== undefined && { reason: reason.slice(0, 500) }),
      behind: link ? options.behind(seat.seatId) : 0,
      ...(link?.clockSkewMs !== undefined && { clockSkewMs: link.clockSkewMs }),
    }
  }

  const strangerOf = ({ target, state, seatId, sinceMs, reason }: Dialled): PeerState[] =>
    state === 'self' || (seatId !== undefined && known.has(seatId))
      ? []
      : [
          {
            name: target.name,
            kind: target.kind,
            state,
            sinceMs,
            behind: 0,
            ...(reason !== undefined && { reason: reason.slice(0, 500) }),
          },
        ]

  return {
    states: () => [...[...known.values()].map(stateOf), ...dials.flatMap(strangerOf)],
    visible: () =>
      [...known.values()].flatMap(({ seat, link }) =>
        link?.status ? [{ ...seat, ...link.status, isLeader: link.status.role === 'leader' }] : [],
      ),
    accept: (transport) => openLink(transport),
    setStatus(next) {
      status = next
      for (const link of links) if (link.seat) link.send({ t: 'status', status })
    },
    onChanged(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    lastHeardMs: (seatId) => known.get(seatId)?.lastHeardMs,
    stop() {
      isStopped = true
      stopBeat()
      for (const { stopTimer } of forked.values()) stopTimer()
      for (const { dialler } of dials) dialler?.stop()
      for (const link of links) link.end({ by: 'loss', message: 'this seat stops' })
    },
  }
}

/** For the engineer: who refused whom, and why. */
function describe({ by, code, message }: LinkEnd): string {
  if (code === undefined) return message
  return by === 'them' ? `it refuses this seat: ${code}: ${message}` : `refused: ${code}: ${message}`
}
