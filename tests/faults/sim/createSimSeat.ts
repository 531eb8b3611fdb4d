import type { SeatId, SeatState } from '../../../domain/contract'
import type { SeatStatus, SyncFrame } from '../../../domain/contract/sync'
import type { StoredEntry } from '../../../domain/journal/entry'
import { defaultScope } from '../../../domain/seat/scope'
import { createCommands, type Commands } from '../../../core/iot/createCommands'
import type { Registry } from '../../../core/iot/Registry'
import { type ConflictFinder, createConflictFinder } from '../../../core/seat/createConflictFinder'
import { createRoleKeeper, type RoleKeeper } from '../../../core/seat/createRoleKeeper'
import { createReplicator, type Replicator } from '../../../core/sync/createReplicator'
import type { AttachedLink, LinkedSeat } from '../../../core/sync/LinkFeature'
import type { VisibleSeat } from '../../../core/sync/createPeers'
import type { TimedEntry } from '../../invariants/clocks'
import type { Randoms } from '../kit/randoms'
import { createSimDisk, createSimJournal, type SimDisk, type SimJournal } from './createSimJournal'
import { createSimHelm, type SimHelm } from './createSimHelm'
import type { SimHost } from './createSimNetwork'
import type { SimSite } from './createSimSite'
import type { Timeline } from './createTimeline'
import type { Flaw } from './flaws'

const heartbeatMs = 2_000
/** Seats look at the time less often than real ones: most of it nothing happens, and there are many seeds to try. */
const lookEveryMs = 1_500
const longestSyncMs = 30
export const simLimits = { suspectAfterMs: 6_000, aloneAfterMs: 12_000, steadyMs: 3_000, lookAroundMs: 4_000 }

export interface SimSeat extends SimHost {
  readonly who: LinkedSeat
  readonly disk: SimDisk
  /** The parts that run; absent while the seat is down. */
  readonly running: Running | undefined
  /** The seat's wall clock, UTC ms. */
  readonly now: () => number
  /** Entries that this seat was told are saved. */
  readonly saved: readonly StoredEntry[]
  /** Every entry it ever wrote, whether it stayed or not, with its wall clock. */
  readonly written: readonly TimedEntry[]
  /** What its parts complained of. */
  readonly errors: readonly string[]
  start(): void
  /** @param isWritten what was being committed reached the disk */
  crash(isWritten: boolean): void
  /** Somebody sets its clock. */
  turnClock(byMs: number): void
}

export interface Running {
  readonly journal: SimJournal
  readonly replicator: Replicator
  readonly keeper: RoleKeeper
  readonly finder: ConflictFinder
  readonly helm: SimHelm
  readonly commands: Commands
}

interface Peer {
  readonly who: LinkedSeat
  /** What it said of itself last; absent until it has. */
  said: VisibleSeat | undefined
  send: (frame: SyncFrame) => void
}

/** A seat with its real parts: replicator, role keeper, conflict finder, commands. What has a socket, a disk or a timer of its own is the simulation's. */
export function createSimSeat(parts: {
  who: LinkedSeat
  others: readonly LinkedSeat[]
  registry: Registry
  site: SimSite
  timeline: Timeline
  randoms: Randoms
  isHeard: (a: SeatId, b: SeatId) => boolean
  onChanged: (seatId: SeatId) => void
  flaw: Flaw | undefined
}): SimSeat {
  const { who, others, registry, site, timeline, randoms, flaw } = parts
  const { seatId } = who
  const consoles = [who, ...others].filter(({ kind }) => kind === 'console')
  const disk = createSimDisk()
  const saved: StoredEntry[] = []
  const written: TimedEntry[] = []
  const errors: string[] = []
  const onError = (error: unknown) => void errors.push(error instanceof Error ? error.message : 'an unknown error')
  let clockMs = 0
  let latestWallMs = 0
  let runs = 0
  let made = 0
  let running: Running | undefined
  let peers = new Map<SeatId, Peer>()
  let attach: (peer: Peer, refuse: (code: string) => void) => AttachedLink = () => {
    throw new Error(`${seatId} is down`)
  }

  const now = (): number => {
    const wallMs = timeline.nowMs + clockMs
    latestWallMs = Math.max(latestWallMs, wallMs)
    return wallMs
  }

  const start = (): void => {
    const run = ++runs
    const isCurrent = () => runs === run
    const schedule = (delayMs: number, work: () => void) => timeline.schedule(delayMs, () => isCurrent() && work())
    const every = (periodMs: number, work: () => void) => {
      let isStopped = false
      const again = () => {
        if (isStopped) return
        work()
        schedule(periodMs, again)
      }
      schedule(periodMs, again)
      return () => {
        isStopped = true
      }
    }
    const journal = createSimJournal({
      seatId,
      disk,
      now,
      newId: () => `${seatId}.${run}.${++made}`,
      whenSynced: (work) => void schedule(randoms.below(longestSyncMs), work),
      onWritten: (entries) => written.push(...entries.map((entry) => ({ entry, latestWallMs }))),
      flaw,
    })
    const write: SimJournal['write'] = async (decide) => {
      const entries = await journal.write(decide)
      saved.push(...entries)
      return entries
    }
    const noting: SimJournal = { ...journal, view: journal.view, write }
    peers = new Map()
    const listeners = new Set<() => void>()
    const tell = () => listeners.forEach((listener) => listener())
    let status: SeatStatus = {
      role: who.kind === 'service' ? 'leader' : 'suspecting',
      isDriving: false,
      isMerging: false,
    }
    const heardAtMs = new Map<SeatId, number>()
    const visible = (): VisibleSeat[] => {
      const seen: VisibleSeat[] = []
      for (const { said } of peers.values()) if (said) seen.push(said)
      return seen
    }

    const finder = createConflictFinder({ journal: noting, seatId })
    const lookForClashes = () => {
      const isWhole = visible().every((peer) => (replicator.difference(peer.seatId)?.behind ?? 1) === 0)
      if (isWhole && flaw !== 'silentMerge') finder.judge().catch(onError)
    }
    const replicator = createReplicator({
      journal: noting,
      seatId,
      now,
      onProgress() {},
      onAbsorbed: lookForClashes,
      onFault: onError,
    })
    const helm = createSimHelm({ registry, journal: noting, site, now, schedule, flaw, onError })
    const keeper = createRoleKeeper({
      self: { seatId, name: who.name, rank: who.rank },
      ...(who.kind === 'console' && { serviceUrl: 'ws://service' }),
      scope: defaultScope,
      scopeFilter: { hasDevice: () => true, hasPoint: () => true },
      journal: noting,
      peers: {
        states: (): SeatState['peers'] => [],
        visible,
        setStatus(next) {
          status = next
          for (const { send } of peers.values()) send({ t: 'status', status })
        },
        onChanged(listener) {
          listeners.add(listener)
          return () => listeners.delete(listener)
        },
        lastHeardMs: (peer) => heardAtMs.get(peer),
      },
      replicator,
      helm,
      consoles: () => consoles,
      districtHash: () => undefined,
      people: () => [],
      limits: simLimits,
      now,
      monotonicMs: () => timeline.nowMs,
      every: (periodMs, work) => every(Math.max(periodMs, lookEveryMs), work),
      onError,
    })
    const commands = createCommands({ registry, journal: noting, rules: keeper.rules, now })

    attach = (peer, refuse) => {
      peers.set(peer.who.seatId, peer)
      peer.send({ t: 'status', status })
      const replication = replicator.attach({
        seat: peer.who,
        get status() {
          return peer.said ?? status
        },
        send: peer.send,
        refuse: (code) => refuse(code),
      })
      return {
        receive(frame) {
          if (frame.t === 'status') {
            peer.said = { ...peer.who, ...frame.status, isLeader: frame.status.role === 'leader' }
            tell()
          } else replication.receive(frame)
        },
        detach() {
          if (peers.get(peer.who.seatId) === peer) peers.delete(peer.who.seatId)
          replication.detach()
          tell()
        },
      }
    }
    every(heartbeatMs, () => {
      for (const peer of peers.keys()) if (parts.isHeard(seatId, peer)) heardAtMs.set(peer, timeline.nowMs)
      replicator.tick()
    })
    running = { journal: noting, replicator, keeper, finder, helm, commands }
    keeper.start().catch(onError)
    parts.onChanged(seatId)
  }
  site.onFact((fact) => running?.helm.hear(fact))

  return {
    who,
    seatId,
    disk,
    saved,
    written,
    errors,
    now,
    get isUp() {
      return running !== undefined
    },
    get running() {
      return running
    },
    link(peer, send, refuse) {
      const seat = others.find((other) => other.seatId === peer)
      if (!seat) throw new Error(`${peer} is no seat`)
      return attach({ who: seat, said: undefined, send }, refuse)
    },
    start,
    crash(isWritten) {
      if (!running) return
      running.journal.crash(isWritten)
      running = undefined
      runs += 1
      parts.onChanged(seatId)
    },
    turnClock(byMs) {
      clockMs += byMs
    },
  }
}
