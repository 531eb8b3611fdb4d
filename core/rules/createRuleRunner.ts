import {
  type Actor,
  DeviceId,
  type DeviceStateName,
  type PersonState,
  qualityCodes,
  type Rule,
  type RuleDecision,
  type RuleDeed,
  type RuleDevices,
  type RuleEnd,
  type RuleFiring,
} from '../../domain/contract'
import { isHeld, isStanding, toldAtMs } from '../../domain/alarm/holds'
import type { SiteEvent } from '../../connectors/site'
import type { RuleCounts } from '../../domain/rules/RuleCounts'
import { RuleMachine } from '../../domain/rules/RuleMachine'
import type { RuleMoment } from '../../domain/rules/RuleMoment'
import type { LostFiring, RuleOutput } from '../../domain/rules/RuleOutput'
import { devicesOf, pointOf } from '../../domain/rules/ruleDevices'
import type { RuleWorld } from '../../domain/rules/RuleWorld'
import type { StoredEntry } from '../../domain/journal/entry'
import type { People } from '../business/createPeople'
import type { LiveFacts } from '../business/ports'
import type { Registry } from '../iot/Registry'
import type { Schedule } from '../iot/Schedule'
import type { Draft, Journal } from '../journal/Journal'
import type { RuleBook } from './createRuleBook'
import { firingDrafts, type Firing } from './firingDrafts'
import { stimulusOf } from './journalStimuli'
import { RuleChains } from './RuleChains'
import { ruleDeedId } from './ruleDeedId'
import type { RuleLog } from './RuleLog'

/** What happened so long before this seat began to drive, and nobody acted on, is acted on now; older news is not. */
const catchUpMs = 10 * 60_000
/** How long a proposal waits for its answer. */
export const proposalMs = 10 * 60_000
const retryMs = 1_000
const lookEveryMs = 10_000
const positionsEveryMs = 1_000

/** Judges what happens by the rules and does what they say. Exists while this seat drives: of several seats one acts. */
export interface RuleRunner {
  /** A sample that is the latest of its point. Costs one look into a table where no rule looks at the point. */
  sample(point: number, value: number, sourceAtMs: number, quality: number): void
  event(event: SiteEvent): void
  reach(deviceIndex: number, state: DeviceStateName, atMs: number): void
  counts(): ReadonlyMap<string, Readonly<RuleCounts>>
  /** Resolves when what was decided is written. */
  stop(): Promise<void>
}

export interface RuleRunnerParts {
  registry: Registry
  journal: Journal
  book: RuleBook
  /** The world with the calendar of the book as it is then. */
  world: () => RuleWorld
  people: People
  live: Pick<LiveFacts, 'value'>
  log: RuleLog
  /** Lease under which this seat drives; absent where no other seat could. */
  fence?: number
  /** Raises an alarm that an event raises, as if the device had told it. */
  raiseAlarm: (deviceId: DeviceId, definitionId: string, atMs: number) => void
  /** Hands a firing to a forwarding target. */
  forward?: (targetId: string, firing: Firing) => void
  /** Clock, UTC ms. */
  now: () => number
  schedule: Schedule
  onError: (error: unknown) => void
}

/**
 * A firing and everything it does is one write; what could not be written is tried again. Ids follow from rule and cause, so that a seat that takes over, or one that drove at the same time,
 * does nothing twice; and from the journal it knows what stands and what was answered.
 */
export function createRuleRunner(parts: RuleRunnerParts): RuleRunner {
  const { registry, journal, book, people, fence, now, schedule, onError } = parts
  const chains = new RuleChains()
  const timers = new Set<() => void>()
  const writes = new Set<Promise<void>>()
  let isStopped = false
  let wake: { atMs: number; cancel(): void } | undefined
  const machine = new RuleMachine({
    rules: book.active(),
    catalogue: book.catalogue,
    world: parts.world(),
    nameOf: (cause) => ruleDeedId('F', cause),
    isFired: (id) => journal.view.get('ruleFiring', id) !== undefined,
    fromMs: now() - catchUpMs,
  })
  machine.restore(journal.view.list('ruleFiring'))

  const later = (delayMs: number, run: () => void): void => {
    if (isStopped) return
    const cancel = schedule(delayMs, () => {
      timers.delete(cancel)
      run()
    })
    timers.add(cancel)
  }

  /** Carries out what the machine has decided, and sets the clock for what is due next. */
  const follow = (): void => {
    if (machine.hasOutput) act(machine.drain())
    const dueMs = machine.nextDueMs()
    if (dueMs === undefined || isStopped || (wake && wake.atMs <= dueMs)) return
    wake?.cancel()
    const cancel = schedule(Math.min(lookEveryMs, Math.max(0, dueMs - now())), () => {
      wake = undefined
      machine.advance(now())
      follow()
    })
    wake = { atMs: dueMs, cancel }
  }

  const act = ({ decisions, moments, released, lost }: RuleOutput): void => {
    for (const decision of decisions) {
      parts.log.add(decision)
      const moment = moments.get(decision.id)
      const rule = book.rules.get(decision.ruleId)
      if (decision.outcome !== 'fires' || !moment || !rule) continue
      const acted = decision.deeds.filter(({ how }) => how === 'act')
      for (const { kind, to } of acted) if (kind === 'command' && to) chains.askedDevice(to, moment.chain, now())
      insist(() => write({ decision, rule, place: moment.place, incidentId: moment.incidentId }, acted, moment))
    }
    for (const id of released) insist(() => release(id))
    for (const each of lost) {
      const end = endOf(each, book.rules.get(each.ruleId))
      insist(() => release(each.id, end))
    }
  }

  const release = async (id: string, end?: RuleEnd): Promise<void> => {
    let ended: RuleFiring | undefined
    await journal.write((view) => {
      const firing = view.get('ruleFiring', id)
      ended = firing?.isStanding ? firing : undefined
      return ended ? [releaseOf(id, end)] : []
    })
    if (ended && end !== undefined) parts.log.add(endDecision(ended, end, now()))
  }

  /** Until it is written: what a rule decided must not get lost because the disk was full for a moment. */
  const insist = (work: () => Promise<void>): void => {
    const done = work().catch((error: unknown) => {
      onError(error)
      later(retryMs, () => insist(work))
    })
    writes.add(done)
    void done.finally(() => writes.delete(done))
  }

  const writeOnce = async (decide: Parameters<Journal['write']>[0]): Promise<void> => {
    await journal.write(decide)
  }

  const write = async (
    firing: Firing,
    acted: readonly RuleDeed[],
    moment: RuleMoment & { chain: readonly string[] },
  ): Promise<void> => {
    const { decision, rule, place } = firing
    const actor = ruleActor(rule)
    let isNew = false
    await journal.write((view) => {
      isNew = view.get('ruleFiring', decision.id) === undefined
      if (!isNew) return []
      const drafts = firingDrafts(firing, acted, { registry, view, actor, fence, nowMs: now() })
      for (const { subjectId } of drafts) chains.madeSubject(subjectId, moment.chain)
      const { id, outcome: _, parts: why, ...what } = decision
      const isProposed = decision.deeds.some(({ how }) => how === 'propose')
      const fired: Draft = {
        kind: 'ruleFiring.fired',
        subjectId: id,
        actor,
        payload: {
          ...what,
          parts: why.slice(0, 64),
          name: rule.name,
          isStanding: isLasting(moment),
          ...(place && { place: placeOf(place) }),
          ...(isProposed && { proposedUntilMs: now() + proposalMs }),
        },
      }
      return [fired, ...drafts]
    })
    if (!isNew) return
    for (const { kind, to, action } of acted) {
      const asked = rule.actions[action]
      if (kind === 'alarm' && to !== undefined && asked?.kind === 'alarm') {
        chains.askedDevice(to, moment.chain, now())
        parts.raiseAlarm(DeviceId.parse(to), asked.definition, moment.atMs)
      } else if (kind === 'forward' && to !== undefined) parts.forward?.(to, firing)
    }
  }

  const hear = (entry: StoredEntry): void => {
    if (entry.kind === 'ruleFiring.fired') watchProposal(entry.subject.id)
    // What seats that were apart tell each other afterwards is no news.
    if (entry.hlc.ms < now() - catchUpMs) return
    const { id } = entry.subject
    const alarm = entry.subject.kind === 'alarm' ? journal.view.get('alarm', id) : undefined
    const chain = alarm ? chains.ofDevice(alarm.deviceId, now()) : chains.ofSubject(id, entry.actor)
    const stimulus = stimulusOf(entry, journal.view, chain)
    if (stimulus) machine.tell(stimulus)
  }

  /** A proposal that nobody answers ends. */
  const watchProposal = (id: string): void => {
    const proposal = journal.view.get('ruleFiring', id)?.proposal
    if (proposal?.state !== 'waiting') return
    later(Math.min(proposalMs, Math.max(0, proposal.untilMs - now())), () =>
      insist(() =>
        writeOnce((view) => (view.get('ruleFiring', id)?.proposal?.state === 'waiting' ? [expiryOf(id)] : [])),
      ),
    )
  }

  const tellPositions = (changed: readonly PersonState[]): void => {
    for (const { id, lngLat, positionAtMs = now(), buildingId, floor } of changed) {
      const post = registry.person(id)?.post
      if (!lngLat || post === undefined) continue
      const building = registry.geometry.buildings.find((each) => each.id === buildingId)
      const place = {
        lngLat,
        ...(building && { buildingId: building.id }),
        ...(floor !== undefined && floor !== 0 && { floor }),
      }
      machine.tell({ kind: 'position', atMs: positionAtMs, who: { kind: 'person', id, post }, place })
    }
    follow()
  }

  /** What rules look at positions of devices. */
  let moving: RuleDevices[] = []
  const findMoving = (): void => {
    moving = book
      .active()
      .flatMap(({ compiled }) =>
        compiled.draft.triggers.flatMap((trigger) =>
          trigger.kind === 'geofence' && trigger.who.kind === 'devices' ? [trigger.who.devices] : [],
        ),
      )
  }
  /** Devices whose position rules look at: looked at once a second, where there are any. */
  let movers: { id: DeviceId; lng: number; lat: number; atMs: number }[] = []
  const findMovers = (): void => {
    movers = moving.flatMap((devices) =>
      [...devicesOf(devices, book.catalogue)].flatMap((device) => {
        const lng = pointOf(device, 'lng')
        const lat = pointOf(device, 'lat')
        return lng === undefined || lat === undefined ? [] : [{ id: device.id, lng, lat, atMs: 0 }]
      }),
    )
  }
  const lookAtMovers = (): void => {
    for (const mover of movers) {
      const lng = parts.live.value(mover.lng)
      const lat = parts.live.value(mover.lat)
      if (!lng || !lat || lat.atMs === mover.atMs) continue
      mover.atMs = lat.atMs
      const place = { lngLat: [lng.value, lat.value] satisfies [number, number] }
      machine.tell({ kind: 'position', atMs: lat.atMs, who: { kind: 'device', id: mover.id }, place })
    }
    follow()
    later(positionsEveryMs, lookAtMovers)
  }

  const stops = [
    journal.onCommitted(({ entries }) => {
      for (const entry of entries) hear(entry)
      follow()
    }),
    book.onChanged(({ rules, devices }) => {
      const nowMs = now()
      // What is due by now is judged as it stood; everything that did not change goes on.
      machine.advance(nowMs)
      follow()
      machine.setWorld(parts.world(), nowMs)
      // Devices come in many steps; who looks at them stays the same rules.
      const anew = new Set(rules.length > 0 ? machine.setRules(book.active(), nowMs) : [])
      if (anew.size > 0) machine.restore([...journal.view.list('ruleFiring')].filter(({ ruleId }) => anew.has(ruleId)))
      machine.followDevices(devices)
      if (rules.length > 0) findMoving()
      findMovers()
      follow()
    }),
    people.onChanged(tellPositions),
  ]
  findMoving()
  findMovers()
  lookAtMovers()
  tellPositions([...people.states.values()])
  for (const { id } of journal.view.list('ruleFiring')) watchProposal(id)
  // Raised, or shown again, shortly before whoever drove then went away.
  for (const alarm of journal.view.list('alarm'))
    if (isStanding(alarm) && !isHeld(alarm) && toldAtMs(alarm) >= now() - catchUpMs)
      machine.tell({ kind: 'alarm', atMs: alarm.raisedAtMs, phase: 'raised', alarm })
  machine.advance(now())
  follow()

  return {
    sample(point, value, sourceAtMs, quality) {
      if (!machine.watchesPoint(point) || quality >= qualityCodes.bad || Number.isNaN(value)) return
      const deviceId = registry.pointAt(point)?.device.id
      machine.sample(point, value, sourceAtMs, deviceId === undefined ? [] : chains.ofDevice(deviceId, now()))
      if (machine.hasOutput || machine.nextDueMs() !== wake?.atMs) follow()
    },
    event({ device, event, sourceAtMs, output }) {
      const chain = chains.ofDevice(device.id, now())
      machine.tell({ kind: 'event', atMs: sourceAtMs, deviceId: device.id, event, output, chain })
      follow()
    },
    reach(deviceIndex, state, atMs) {
      const deviceId = registry.deviceAt(deviceIndex)?.id
      if (deviceId === undefined || (state !== 'online' && state !== 'abnormal' && state !== 'offline')) return
      machine.tell({ kind: 'reach', atMs, deviceId, state })
      follow()
    },
    counts: () => machine.counts(),
    async stop() {
      isStopped = true
      for (const stop of stops) stop()
      for (const cancel of timers) cancel()
      timers.clear()
      wake?.cancel()
      await Promise.allSettled(writes)
    },
  }
}

/** Why a firing ends of which nobody looks any more whether its trigger holds. */
function endOf({ why }: LostFiring, rule: Rule | undefined): RuleEnd {
  if (why === 'device') return 'deviceGone'
  if (why === 'notMeant') return 'notMeant'
  return !rule || rule.isRemoved ? 'ruleRemoved' : rule.isEnabled ? 'ruleUnfit' : 'ruleOff'
}

/** The end of a firing, told beside what the rule decides. */
const endDecision = ({ ruleId, version, id, cause }: RuleFiring, end: RuleEnd, atMs: number): RuleDecision => ({
  ruleId,
  version,
  id: `${id} ended`.slice(0, 80),
  cause: { ...cause, atMs },
  outcome: 'ended',
  end,
  parts: [],
  deeds: [],
})

const ruleActor = ({ id, name }: Pick<Rule, 'id' | 'name'>): Actor => ({
  kind: 'rule',
  id,
  name: name.zh.slice(0, 120),
})
const rulesActor: Actor = { kind: 'system', id: 'rules' }

const releaseOf = (subjectId: string, end: RuleEnd | undefined): Draft => ({
  kind: 'ruleFiring.released',
  subjectId,
  actor: rulesActor,
  payload: end === undefined ? {} : { end },
})

const expiryOf = (subjectId: string): Draft => ({
  kind: 'ruleFiring.expired',
  subjectId,
  actor: rulesActor,
  payload: {},
})

/** Whether the truth of its trigger lasts until it is taken back. */
const isLasting = ({ cause }: RuleMoment): boolean =>
  cause.kind === 'sample' || cause.kind === 'state' || cause.kind === 'reach' || cause.kind === 'geofence'

const placeOf = ({ lngLat, buildingId, floor }: NonNullable<RuleMoment['place']>) => ({
  lngLat,
  ...(buildingId !== undefined && { buildingId }),
  ...(floor !== undefined && { floor }),
})
