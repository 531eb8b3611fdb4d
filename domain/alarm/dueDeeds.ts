import type { Actor, Alarm, Incident, OutOfService } from '../contract/state'
import type { EntryKind, EntryPayload } from '../journal/entryKinds'
import { escalationLevel, nextLevelAfterMs } from './escalation'
import { outOfServiceOf, stateOf, toldAtMs } from './holds'

/** Time to answer for the second person: then it has to be asked anew, ms. Chosen: who asked still stands at the device. */
export const confirmWithinMs = 30 * 60_000

/** A fact that time alone brings about, under an id that follows from it: told by two seats it is one. */
export type DueDeed = {
  [K in EntryKind]: {
    kind: K
    id: string
    subjectId: string
    actor: Actor
    payload: EntryPayload<K>
    onBehalfOf?: Actor
  }
}[EntryKind]

const actor: Actor = { kind: 'system', id: 'alarmKeeper' }

/** An `OutOfService` by its id. */
export type FindOutOfService = (id: string) => OutOfService | undefined

/** When something is to be done to an alarm next, UTC ms; `undefined` when nothing. */
export function alarmDueAtMs(alarm: Alarm, find: FindOutOfService): number | undefined {
  if (alarm.state === 'returned') return undefined
  if (serviceDeed(alarm, find)) return 0
  const times = [alarm.shelved?.untilMs, alarm.owner?.untilMs]
  if (isUnanswered(alarm)) {
    const afterMs = nextLevelAfterMs(alarm.priority, alarm.escalation?.level ?? 0)
    if (afterMs !== undefined) times.push(toldAtMs(alarm) + afterMs)
  }
  times.push(toldAgainDueAtMs(alarm))
  return soonest(times)
}

/** What time, and what its device is out of service by, have done to an alarm by now. */
export function alarmDeeds(alarm: Alarm, nowMs: number, find: FindOutOfService): DueDeed[] {
  const { id, shelved, owner } = alarm
  if (alarm.state === 'returned') return []
  const service = serviceDeed(alarm, find)
  const deeds: DueDeed[] = service ? [service] : []
  if (shelved && nowMs >= shelved.untilMs)
    deeds.push({
      kind: 'alarm.unshelved',
      id: `${id}-unshelved-${shelved.untilMs}`,
      subjectId: id,
      actor,
      payload: { cause: 'time', untilMs: shelved.untilMs },
    })
  if (owner && nowMs >= owner.untilMs)
    deeds.push({
      kind: 'alarm.released',
      id: `${id}-released-${owner.untilMs}`,
      subjectId: id,
      actor,
      payload: { cause: 'time', untilMs: owner.untilMs },
    })
  if (isUnanswered(alarm)) {
    const level = escalationLevel(alarm.priority, nowMs - toldAtMs(alarm))
    if (level > (alarm.escalation?.level ?? 0))
      deeds.push({
        kind: 'alarm.escalated',
        id: `${id}-escalated-${level}-${toldAtMs(alarm)}`,
        subjectId: id,
        actor,
        payload: { level, toldAtMs: toldAtMs(alarm) },
      })
  }
  const againAtMs = toldAgainDueAtMs(alarm)
  if (alarm.acknowledged && againAtMs !== undefined && nowMs >= againAtMs)
    deeds.push({
      kind: 'alarm.toldAgain',
      id: `${id}-toldAgain-${alarm.acknowledged.atMs}`,
      subjectId: id,
      actor,
      payload: { acknowledgedAtMs: alarm.acknowledged.atMs },
    })
  return deeds
}

/** When one that stands on although somebody has acknowledged it is told as new, UTC ms. */
const toldAgainDueAtMs = ({ state, acknowledged, reAlarmMs }: Alarm): number | undefined =>
  state === 'acknowledged' && acknowledged && reAlarmMs !== undefined ? acknowledged.atMs + reAlarmMs : undefined

/** Brings an alarm that is not over under what its device is out of service by, or back from it. */
function serviceDeed(alarm: Alarm, find: FindOutOfService): DueDeed | undefined {
  const { id, outOfService: now } = alarm
  if (alarm.state === 'returned') return undefined
  const by = outOfServiceOf(alarm, find)
  if (by?.id === now?.id) return undefined
  if (by) return takenOutOfService(id, by, now?.atMs)
  if (!now) return undefined
  const payload = { outOfServiceId: now.id }
  return { kind: 'alarm.returnedToService', id: `${id}-inService-${now.atMs}`, subjectId: id, actor, payload }
}

/** @param fromAtMs since when it was under another one */
export function takenOutOfService(
  alarmId: string,
  { id, asked, confirmed, reason, untilMs }: OutOfService,
  fromAtMs = 0,
): DueDeed & { kind: 'alarm.takenOutOfService' } {
  return {
    kind: 'alarm.takenOutOfService',
    id: `${alarmId}-outOfService-${asked.atMs}-${fromAtMs}`,
    subjectId: alarmId,
    actor,
    onBehalfOf: asked.by,
    payload: {
      outOfServiceId: id,
      by: asked.by,
      ...(confirmed && { second: confirmed.by }),
      reason,
      ...(untilMs !== undefined && { untilMs }),
    },
  }
}

export function outOfServiceDueAtMs({ state, asked, untilMs }: OutOfService): number | undefined {
  if (state === 'ended') return undefined
  return soonest([untilMs, state === 'asked' ? asked.atMs + confirmWithinMs : undefined])
}

export function outOfServiceDeeds(one: OutOfService, nowMs: number): DueDeed[] {
  const dueAtMs = outOfServiceDueAtMs(one)
  if (dueAtMs === undefined || nowMs < dueAtMs) return []
  const payload = { askedAtMs: one.asked.atMs, cause: 'time' as const }
  return [{ kind: 'outOfService.ended', id: `${one.id}-ended-${one.asked.atMs}`, subjectId: one.id, actor, payload }]
}

export const incidentDueAtMs = ({ state, owner }: Incident): number | undefined =>
  state === 'open' ? owner?.untilMs : undefined

export function incidentDeeds(incident: Incident, nowMs: number): DueDeed[] {
  const { id, owner } = incident
  if (incident.state !== 'open' || !owner || nowMs < owner.untilMs) return []
  const payload = { cause: 'time' as const, untilMs: owner.untilMs }
  return [{ kind: 'incident.released', id: `${id}-released-${owner.untilMs}`, subjectId: id, actor, payload }]
}

const isUnanswered = (alarm: Alarm): boolean => {
  const state = stateOf(alarm)
  return state === 'unacknowledged' || state === 'returnedUnacknowledged'
}

const soonest = (times: readonly (number | undefined)[]): number | undefined => {
  const set = times.filter((time) => time !== undefined)
  return set.length > 0 ? Math.min(...set) : undefined
}
