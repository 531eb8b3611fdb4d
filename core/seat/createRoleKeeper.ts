import type { Actor, EmergencyScope, SeatId, SeatRole } from '../../domain/contract'
import type { SeatPerson, SeatStatus } from '../../domain/contract/sync'
import { commandRefusal } from '../../domain/seat/commandGate'
import { coordinatorOf } from '../../domain/seat/coordinator'
import { mayDrive, nextFence, shallTakeLease, siteLease } from '../../domain/seat/lease'
import { isMinority } from '../../domain/seat/minority'
import { nextRole, type RoleEvent, type RoleLimits, startRole } from '../../domain/seat/seatRole'
import { Refused } from '../../domain/contract'
import type { CommandRules } from '../iot/commandRequest'
import type { Journal } from '../journal/Journal'
import type { Peers, VisibleSeat } from '../sync/createPeers'
import type { Pending, Replicator } from '../sync/createReplicator'
import type { Helm } from './createHelm'
import { createMergeWatch } from './createMergeWatch'
import type { RoleReport } from './createSeatReport'
import type { ScopeFilter } from './ScopeFilter'

/** Values reach a follower several times a second, entries within a second: what the former driver heard this shortly before its end may be known to nobody. */
const overlapMs = 5_000

/** Keeps the role of this seat: who leads, who drives, and what follows from it. */
export interface RoleKeeper {
  readonly rules: CommandRules
  report(): RoleReport
  /** Tells the other seats anew what this one does and who works here. */
  say(): void
  /** Another seat that drives: live values come from there. */
  driverId(): SeatId | undefined
  /** Takes the wheel where it is free. Resolves when that is done, or known to be somebody else's. */
  start(): Promise<void>
  /** Lets go of the wheel, whoever takes it next. */
  stop(): Promise<void>
}

export interface RoleKeeperParts {
  self: { seatId: SeatId; name: string; rank: number }
  /** Address of the service; without one this seat is its own leader. */
  serviceUrl?: string
  /** What is driven while the service is away. */
  scope: EmergencyScope
  scopeFilter: ScopeFilter
  journal: Journal
  peers: Pick<Peers, 'states' | 'visible' | 'setStatus' | 'onChanged' | 'lastHeardMs'>
  replicator: Pick<Replicator, 'difference' | 'pendingFor'>
  helm: Helm
  /** All consoles of the installation that this seat knows of, itself among them. */
  consoles: () => readonly { seatId: SeatId; rank: number }[]
  /** Hash of the registry. */
  districtHash: () => string | undefined
  /** Who works at this seat, for the other seats to know. */
  people: () => SeatPerson[]
  limits: RoleLimits & { lookAroundMs: number }
  /** UTC ms. */
  now: () => number
  /** Only grows. */
  monotonicMs: () => number
  every: (periodMs: number, run: () => void) => () => void
  onError: (error: unknown) => void
}

/**
 * The shell of the role machine: feeds it, writes what it says, and sees to it that the wheel is in one hand. In every step at most one thing is done, each on what the
 * journal and the peers say then; a step that failed is taken again at the next tick.
 */
export function createRoleKeeper(parts: RoleKeeperParts): RoleKeeper {
  const { self, journal, peers, replicator, helm, limits, now, monotonicMs, onError } = parts
  const actor: Actor = { kind: 'system', id: 'seat', name: self.name }
  const startedMs = monotonicMs()
  let state = startRole(parts.serviceUrl !== undefined, startedMs)
  let roleSinceMs = now()
  /** When whoever drove was heard last; UTC ms. */
  let driverHeardAtMs = now()
  let leaderId: SeatId | undefined
  let hasReleased = false
  let running: Promise<void> | undefined
  let isWanted = false
  let isStopped = false
  const merge = createMergeWatch({ journal, now, monotonicMs })

  const lease = () => journal.view.get('lease', siteLease)
  const isApart = (role: SeatRole) => role === 'alone' || role === 'merging'
  const isLeading = ({ kind, isLeader }: VisibleSeat) => kind === 'service' || isLeader
  const leader = () => peers.visible().find(isLeading)
  /** Seats that drive at this moment, as far as they have said. */
  const others = () => peers.visible().filter(({ isDriving }) => isDriving)

  const coordinatorId = (): SeatId | undefined =>
    coordinatorOf([
      { ...self, role: state.role },
      ...peers.visible().map(({ seatId, rank, role }) => ({ seatId, rank, role })),
    ])
  const standing = () => ({ self: self.seatId, role: state.role, coordinatorId: coordinatorId(), lease: lease() })
  const isInMinority = () =>
    isApart(state.role) && isMinority([self.seatId, ...peers.visible().map(({ seatId }) => seatId)], parts.consoles())

  const isLevelWith = (peer: SeatId) => {
    const difference = replicator.difference(peer)
    return difference !== undefined && difference.ahead === 0 && difference.behind === 0
  }

  const say = () => {
    const fence = lease()?.fence
    const hash = parts.districtHash()
    const coordinator = coordinatorId()
    const status: SeatStatus = {
      role: state.role,
      isDriving: helm.isDriving,
      isMerging: state.role === 'merging' && hasReleased,
      ...(fence !== undefined && { fence }),
      ...(coordinator !== undefined && { coordinatorId: coordinator }),
      ...(hash !== undefined && { districtHash: hash }),
      people: parts.people(),
    }
    peers.setStatus(status)
  }

  const apply = (event: Parameters<typeof nextRole>[1]) => {
    const next = nextRole(state, event, limits)
    state = next.state
    if (!next.change) return
    const { from, to, reason } = next.change
    roleSinceMs = now()
    if (to === 'following' && from === 'merging') merge.end()
    const driverId = helm.isDriving ? self.seatId : others()[0]?.seatId
    journal
      .write(() => [
        {
          kind: 'seat.roleChanged',
          subjectId: self.seatId,
          actor,
          payload: { from, to, reason, ...(driverId !== undefined && { driverId }) },
        },
      ])
      .catch(onError)
    say()
    want()
  }
  const tell = (event: EventOf<RoleEvent>) => apply({ ...event, atMs: monotonicMs() })

  /** Whether the lease may be taken now: by a leader only when the seats that drive have let go of what they held, and both have what the other had. */
  const mayTake = (): boolean => {
    if (state.role !== 'leader') return true
    if (isLookingAround()) return false
    return others().every(({ seatId, isMerging }) => isMerging && isLevelWith(seatId))
  }
  /** A leader that comes back does not know yet who took over meanwhile: it waits for all it knows, each of whom says so, or until none can be on the way. */
  const isLookingAround = (): boolean => {
    if (state.role !== 'leader' || monotonicMs() - startedMs >= limits.lookAroundMs) return false
    const seen = new Set([self.seatId, ...peers.visible().map(({ seatId }) => seatId)])
    return parts.consoles().some(({ seatId }) => !seen.has(seatId))
  }

  const takeLease = async () => {
    await journal.write((view) => {
      const held = view.get('lease', siteLease)
      if (!shallTakeLease({ ...standing(), lease: held })) return []
      const scope = state.role === 'leader' ? {} : { scope: parts.scope }
      const payload = { holderId: self.seatId, fence: nextFence(held, self.seatId), ...scope }
      return [{ kind: 'lease.taken', subjectId: siteLease, actor, payload }]
    })
  }

  const begin = () => {
    const held = lease()
    if (!held) return
    const scope = state.role === 'leader' ? {} : { scope: parts.scopeFilter }
    helm.begin({ fence: held.fence, ...scope }, driverHeardAtMs - overlapMs)
    say()
  }
  const end = async () => {
    driverHeardAtMs = now()
    await helm.end()
    hasReleased = false
    say()
  }

  /** @returns whether anything was done */
  const step = async (): Promise<boolean> => {
    const at = standing()
    const isMine = mayDrive(at)
    const isMerging = state.role === 'merging'
    // What was ended for a merge that failed is not taken up again: the bundle begins anew.
    const isSpent = helm.fence !== at.lease?.fence || (hasReleased && !isMerging)
    if (helm.isDriving && (!isMine || isSpent)) {
      await end()
      return true
    }
    if (isMerging && !hasReleased) {
      await helm.release()
      hasReleased = true
      say()
      return true
    }
    if (!helm.isDriving && isMine && !isMerging && others().length === 0 && !isLookingAround()) {
      begin()
      return true
    }
    if (shallTakeLease(at) && mayTake()) {
      await takeLease()
      return true
    }
    if (isMerging && leaderId !== undefined && !helm.isDriving && lease()?.holderId === leaderId) {
      if (!isLevelWith(leaderId)) return false
      tell({ type: 'mergeDone' })
      return true
    }
    return false
  }

  /** One step after the other; what happens meanwhile is looked at after. */
  const want = (): void => {
    isWanted = true
    running ??= run().finally(() => {
      running = undefined
      if (isWanted && !isStopped) want()
    })
  }
  const run = async () => {
    try {
      while (isWanted && !isStopped) {
        isWanted = false
        if (await step()) isWanted = true
      }
    } catch (error) {
      onError(error)
    }
  }

  const heardAtMs = new Map<SeatId, number>()
  /** By whether it changed, not by how long ago: the wall clock may be set. */
  const wasHeard = (seatId: SeatId): boolean => {
    const atMs = peers.lastHeardMs(seatId) ?? 0
    const isNew = heardAtMs.get(seatId) !== atMs
    heardAtMs.set(seatId, atMs)
    return isNew
  }
  let hadLeader = false
  const lookAtPeers = () => {
    const seen = leader()
    leaderId = seen?.seatId ?? leaderId
    for (const { seatId, isDriving } of peers.visible()) {
      if (!wasHeard(seatId)) continue
      if (isDriving) driverHeardAtMs = now()
      if (seatId === seen?.seatId && hadLeader) tell({ type: 'serviceHeard' })
    }
    if (seen && !hadLeader) tell({ type: 'serviceLinkUp' })
    if (!seen && hadLeader) tell({ type: 'serviceLinkDown' })
    hadLeader = seen !== undefined
    if (seen && isApart(state.role)) merge.progress(replicator.difference(seen.seatId))
    else merge.cancel()
    want()
  }
  const stops = [
    peers.onChanged(lookAtPeers),
    journal.onCommitted(({ touched }) => {
      if (touched.some(({ kind }) => kind === 'lease')) say()
      want()
    }),
    parts.every(Math.min(500, limits.suspectAfterMs / 4), () => {
      tell({ type: 'tick' })
      lookAtPeers()
    }),
  ]

  return {
    rules: {
      fence: () => lease()?.fence,
      check({ deviceIndex, commandClass, breakGlass }) {
        const code = commandRefusal({
          role: state.role,
          isMinority: isInMinority(),
          isInScope: parts.scopeFilter.hasDevice(deviceIndex),
          commandClass,
          hasBreakGlass: breakGlass !== undefined,
        })
        if (code) throw new Refused(code)
      },
    },
    say,
    driverId: () => (helm.isDriving ? undefined : others()[0]?.seatId),
    report() {
      const driver = helm.isDriving ? undefined : others()[0]
      const progress = merge.current()
      const last = merge.last()
      const pending: Pending =
        leaderId === undefined || state.role === 'leader'
          ? { entries: 0, subjects: [] }
          : replicator.pendingFor(leaderId)
      return {
        role: state.role,
        roleSinceMs,
        ...(parts.serviceUrl !== undefined && { serviceUrl: parts.serviceUrl }),
        isDriving: helm.isDriving,
        ...(driver && { driverName: driver.name }),
        ...(isApart(state.role) && { scope: parts.scope }),
        isMinority: isInMinority(),
        peers: [...peers.states()],
        pendingEntries: pending.entries,
        pendingSubjects: pending.subjects,
        ...(pending.fromSeq !== undefined && { pendingFromSeq: pending.fromSeq }),
        ...(progress && state.role === 'merging' && { merge: progress }),
        ...(last && { lastMerge: last }),
      }
    },
    async start() {
      say()
      lookAtPeers()
      await running
    },
    async stop() {
      isStopped = true
      for (const stop of stops) stop()
      await running
      await helm.end()
    },
  }
}

/** An event without its time. */
type EventOf<E> = E extends { readonly atMs: number } ? Omit<E, 'atMs'> : never
