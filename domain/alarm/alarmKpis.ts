import type { Alarm, AlarmKpis, FloodLaw, OutOfService } from '../contract/state'
import type { AlarmPriority } from '../contract/thingModel'
import { isHeld, isStanding } from './holds'
import type { AlarmTale } from './tellAlarm'

const slotMs = 600_000
const dayMs = 86_400_000
/** Annunciations an operator and slot: a flood begins above the first and ends below the second. */
const floodBegins = 10
const floodEnds = 5
/** ISA-18.2: as often as this within a minute an alarm chatters. */
const chatterTimes = 3
const chatterMs = 60_000
const topOf = 10
const staleShown = 100

type Source = AlarmKpis['mostFrequent'][number]

/** Adds up what alarms told in a time, one alarm after the other. Asked for once, at the end. */
export interface KpiTally {
  add(tale: AlarmTale): void
  /** @param law where the alarms are that are not over */
  result(
    open: Iterable<Alarm>,
    outOfService: Iterable<Pick<OutOfService, 'asked' | 'confirmed' | 'state'>>,
    law: FloodLaw,
  ): AlarmKpis
}

/** @param toMs not ahead of now; later than `fromMs` */
export function createKpiTally({ fromMs, toMs }: { fromMs: number; toMs: number }): KpiTally {
  const isIn = (atMs: number) => atMs >= fromMs && atMs < toMs
  const per10Min = Array.from({ length: Math.ceil((toMs - fromMs) / slotMs) }, () => 0)
  const byPriority = forEachPriority(() => 0)
  const waits = forEachPriority((): number[] => [])
  const open = forEachPriority(() => 0)
  const occurrences = new Map<string, Source>()
  const chattering = new Map<string, Source>()
  const operators = new Set<string>()
  const judged = { real: 0, false: 0, test: 0, nuisance: 0 }
  let shelved = 0
  let suppressed = 0
  let escalated = 0
  let annunciations = 0

  return {
    add(tale) {
      for (const { atMs, answeredAtMs } of tale.annunciations) {
        if (!isIn(atMs)) continue
        annunciations += 1
        byPriority[tale.priority] += 1
        const slot = Math.floor((atMs - fromMs) / slotMs)
        per10Min[slot] = (per10Min[slot] ?? 0) + 1
        if (answeredAtMs !== undefined && answeredAtMs < toMs) waits[tale.priority].push(answeredAtMs - atMs)
        // What returned by itself and was told again since waits no longer for this.
        else if (tale.annunciations.at(-1)?.atMs === atMs) open[tale.priority] += 1
      }
      const came = tale.occurrences.filter(({ atMs }) => isIn(atMs))
      count(occurrences, tale, sum(came))
      if (hasChattered(came)) count(chattering, tale, sum(came))
      shelved += tale.shelvedAtMs.filter(isIn).length
      suppressed += tale.suppressedAtMs.filter(isIn).length
      escalated += tale.escalatedAtMs.filter(isIn).length
      for (const { id, atMs } of tale.deeds) if (isIn(atMs)) operators.add(id)
      if (tale.judged && tale.occurrences.some(({ atMs }) => isIn(atMs))) judged[tale.judged] += 1
    },
    result(standing, outOfService, law) {
      const people = Math.max(1, operators.size)
      const peak = per10Min.reduce((best, each, slot) => (each > (per10Min[best] ?? 0) ? slot : best), 0)
      const stale = [...standing]
        .filter((alarm) => isStanding(alarm) && !isHeld(alarm) && alarm.raisedAtMs < toMs - dayMs)
        .sort((a, b) => a.raisedAtMs - b.raisedAtMs)
      const mostFrequent = top(occurrences)
      const all = sum([...occurrences.values()])
      const judgedAll = judged.real + judged.false + judged.test + judged.nuisance
      const began = [...outOfService].map(({ asked, confirmed, state }) =>
        state === 'asked' ? undefined : (confirmed ?? asked).atMs,
      )
      return {
        fromMs,
        toMs,
        annunciations,
        operators: people,
        per10MinPerOperator: per10Min.length === 0 ? 0 : annunciations / ((toMs - fromMs) / slotMs) / people,
        ...(annunciations > 0 && { peak10Min: { count: per10Min[peak] ?? 0, fromMs: fromMs + peak * slotMs } }),
        per10Min,
        ...(per10Min.length > 0 && { floodShare: floodSlots(per10Min, people) / per10Min.length }),
        byPriority,
        timeToAcknowledge: forEachPriority((priority) => ({
          acknowledged: waits[priority].length,
          open: open[priority],
          ...quantiles(waits[priority]),
        })),
        stale: stale.slice(0, staleShown).map(({ id: alarmId, deviceId, definitionId, raisedAtMs }) => ({
          alarmId,
          deviceId,
          definitionId,
          raisedAtMs,
        })),
        staleCount: stale.length,
        chattering: top(chattering),
        mostFrequent,
        ...(all > 0 && { mostFrequentShare: sum(mostFrequent) / all }),
        shelved,
        outOfService: began.filter((atMs) => atMs !== undefined && isIn(atMs)).length,
        suppressed,
        escalated,
        law,
        judged,
        ...(judgedAll > 0 && { falseShare: (judgedAll - judged.real) / judgedAll }),
      }
    },
  }
}

function forEachPriority<T>(make: (priority: AlarmPriority) => T): Record<AlarmPriority, T> {
  return {
    urgent: make('urgent'),
    important: make('important'),
    minor: make('minor'),
    notice: make('notice'),
    commloss: make('commloss'),
  }
}

function count(sources: Map<string, Source>, { deviceId, definitionId }: AlarmTale, times: number): void {
  if (times === 0) return
  const key = `${deviceId}\n${definitionId}`
  const known = sources.get(key)
  if (known) known.count += times
  else sources.set(key, { deviceId, definitionId, count: times })
}

const sum = (counts: readonly { count: number }[]): number => counts.reduce((total, { count: one }) => total + one, 0)

const top = (sources: ReadonlyMap<string, Source>): Source[] =>
  [...sources.values()].sort((a, b) => b.count - a.count || a.deviceId.localeCompare(b.deviceId, 'en')).slice(0, topOf)

/** Occurrences that one entry counts came within its chatter window, which is shorter than a minute. */
function hasChattered(occurrences: AlarmTale['occurrences']): boolean {
  let first = 0
  let within = 0
  for (const { atMs, count: times } of occurrences) {
    within += times
    for (let oldest = occurrences[first]; oldest && atMs - oldest.atMs > chatterMs; oldest = occurrences[++first])
      within -= oldest.count
    if (within >= chatterTimes) return true
  }
  return false
}

function floodSlots(per10Min: readonly number[], operators: number): number {
  let isFlood = false
  let slots = 0
  for (const each of per10Min) {
    isFlood = isFlood ? each / operators >= floodEnds : each / operators > floodBegins
    if (isFlood) slots += 1
  }
  return slots
}

/** Nearest rank: a time that somebody has really waited. */
function quantiles(waits: readonly number[]): { p50Ms?: number; p90Ms?: number } {
  const sorted = waits.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  const [p50Ms, p90Ms] = [at(0.5), at(0.9)]
  return p50Ms === undefined || p90Ms === undefined ? {} : { p50Ms, p90Ms }
}
