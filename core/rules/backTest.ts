import { isStanding } from '../../domain/alarm/holds'
import { type Alarm, type FeedEvent, qualityCodes, type Rule, type RuleDecision } from '../../domain/contract'
import { longestBackTestMs, mostBackTestDecisions, Refused } from '../../domain/contract'
import { foldAlarm } from '../../domain/folds/foldAlarm'
import type { StoredEntry } from '../../domain/journal/entry'
import { compareEntries } from '../../domain/journal/compareEntries'
import { isKnownEntry, type KnownEntry } from '../../domain/journal/parseEntry'
import { isStale } from '../../domain/live/staleness'
import type { CompiledRule } from '../../domain/rules/compileRule'
import { RuleMachine } from '../../domain/rules/RuleMachine'
import { targetsAt } from '../../domain/rules/RuleMoment'
import type { RuleStimulus } from '../../domain/rules/RuleStimulus'
import { devicesOf, pointOf } from '../../domain/rules/ruleDevices'
import type { RuleCatalogue, RuleDevice, RuleWorld } from '../../domain/rules/RuleWorld'
import { trialRule } from '../../domain/rules/trialRule'
import type { SeatJournal } from '../journal/createJournal'
import type { HistoryReader } from '../seat/createHistoryReader'
import { alarmStimulus } from './journalStimuli'

/** Gone over in pieces of this length. */
const pieceMs = 3_600_000
/** Values of before the range, for what does not change often, ms. */
const beforeMs = 2 * pieceMs
const mostPoints = 2_000
const pageSize = 5_000

type Told = FeedEvent<'rule.backTest'>
interface Timed {
  readonly atMs: number
  /** Order of what happened in the same millisecond: alarms first, then points by number. */
  readonly rank: number
}
type Sample = Timed & { readonly point: number; readonly value: number; readonly isGood: boolean }
type AlarmChange = Timed & { readonly alarm: Alarm; readonly stimulus: RuleStimulus | undefined }

/**
 * Goes over what was recorded as if it happened now: samples of the rule's points, alarms, and its schedule, each at the time of its source. The same machine decides as when it happens, nothing is
 * done, and the same range gives the same answer.
 *
 * @param tell hears of the progress after each piece
 * @param isCancelled asked before each piece
 * @throws Refused `badRequest` a range that ends before it begins; `tooLarge` more than 31 days or 2,000 points
 */
export async function backTest(parts: {
  compiled: CompiledRule
  known: Rule | undefined
  range: { fromMs: number; toMs: number }
  catalogue: RuleCatalogue
  world: RuleWorld
  history: Pick<HistoryReader, 'read'>
  journal: Pick<SeatJournal, 'readAlarmIds' | 'readAlarmEntries'>
  nameOf: (cause: string) => string
  tell: (event: Told) => void
  isCancelled: () => boolean
}): Promise<void> {
  const { compiled, catalogue, journal, history, range } = parts
  const { fromMs, toMs } = range
  if (toMs <= fromMs) throw new Refused('badRequest', 'the range ends before it begins')
  if (toMs - fromMs > longestBackTestMs) throw new Refused('tooLarge', 'more than 31 days')
  const points = pointsOf(compiled, catalogue, parts.world)
  if (points.size > mostPoints) throw new Refused('tooLarge', `${points.size} points; at most ${mostPoints}`)

  const latest = new Map<number, { value: number; atMs: number; periodMs: number }>()
  const standing = new Map<string, string>()
  const fired = new Set<string>()
  let nowMs = fromMs
  const world: RuleWorld = {
    ...parts.world,
    value(point) {
      const known = latest.get(point)
      return known && !isStale(known.atMs, known.periodMs, nowMs) ? known.value : undefined
    },
    isStanding: (deviceId, ids) => [...standing.values()].some((key) => ids.some((id) => key === `${deviceId}\n${id}`)),
  }
  const machine = new RuleMachine({
    rules: [trialRule(compiled, parts.known, catalogue)],
    catalogue,
    world,
    nameOf: parts.nameOf,
    isFired: (id) => fired.has(id),
    fromMs,
  })
  const readsAlarms =
    compiled.draft.triggers.some(({ kind }) => kind === 'alarm') ||
    compiled.draft.conditions.some((condition) => condition.kind === 'around' && condition.alarms)
  const alarms = readsAlarms ? await readAlarms(journal, fromMs, toMs) : []
  const told: Told['outcomes'] = { fires: 0, waits: 0, no: 0, unknown: 0, limited: 0, loop: 0, elsewhere: 0 }
  let nextAlarm = 0
  let shown = 0
  let causes = 0
  let gaps = 0

  const samplesOf = async (from: number, to: number): Promise<Sample[]> => {
    const samples: Sample[] = []
    for (const [point, { device, property }] of points) {
      const found = await readPoint(history, { deviceId: device.id, property }, point, from, to)
      if (found.length === 0 && from >= fromMs) gaps += 1
      for (const sample of found) samples.push(sample)
    }
    return samples.sort(inOrder)
  }
  const take = ({ point, value, atMs, isGood }: Sample): void => {
    const periodMs = points.get(point)?.periodMs ?? 0
    if (isGood) latest.set(point, { value, atMs, periodMs })
    else latest.delete(point)
  }

  for (const sample of await samplesOf(fromMs - beforeMs, fromMs - 1)) take(sample)
  for (let from = fromMs; from < toMs && !parts.isCancelled(); from += pieceMs) {
    const to = Math.min(from + pieceMs, toMs)
    const happened: (Sample | AlarmChange)[] = await samplesOf(from, to - 1)
    for (let alarm = alarms[nextAlarm]; alarm && alarm.atMs < to; alarm = alarms[++nextAlarm]) happened.push(alarm)
    for (const each of happened.sort(inOrder)) {
      machine.advance(each.atMs)
      nowMs = each.atMs
      causes += 1
      if ('alarm' in each) {
        const { alarm, stimulus } = each
        if (isStanding(alarm)) standing.set(alarm.id, `${alarm.deviceId}\n${alarm.definitionId}`)
        else standing.delete(alarm.id)
        if (stimulus) machine.tell(stimulus)
      } else {
        take(each)
        if (each.isGood) machine.sample(each.point, each.value, each.atMs)
      }
    }
    nowMs = to
    machine.advance(to - 1)
    const decisions: RuleDecision[] = []
    for (const decision of machine.drain().decisions) {
      if (decision.outcome === 'fires') fired.add(decision.id)
      if (decision.outcome !== 'ended') told[decision.outcome] += 1
      if (shown++ < mostBackTestDecisions) decisions.push(decision)
    }
    parts.tell({
      progress: (to - fromMs) / (toMs - fromMs),
      isDone: to === toMs,
      causes,
      outcomes: { ...told },
      decisions,
      gaps,
    })
    await new Promise((resolve) => setImmediate(resolve))
  }
}

const inOrder = (a: Timed, b: Timed): number => a.atMs - b.atMs || a.rank - b.rank

interface Wanted {
  device: RuleDevice
  property: string
  periodMs: number
}

/** Every point that the rule may look at, from wherever it may be set off. */
function pointsOf(
  { draft, conditions, inputs }: CompiledRule,
  catalogue: RuleCatalogue,
  world: RuleWorld,
): Map<number, Wanted> {
  const points = new Map<number, Wanted>()
  const add = (device: RuleDevice, property: string) => {
    const point = pointOf(device, property)
    const periodMs = device.type.properties.find(({ id }) => id === property)?.reportPeriodMs ?? 0
    if (point !== undefined && points.size <= mostPoints) points.set(point, { device, property, periodMs })
  }
  const names = new Set(conditions.flatMap((each) => (each.kind === 'expression' ? each.expression.variables : [])))
  for (const [at, trigger] of draft.triggers.entries()) {
    if (!('devices' in trigger)) continue
    for (const device of devicesOf(trigger.devices, catalogue)) {
      if (trigger.kind === 'sample' || trigger.kind === 'state') add(device, trigger.property)
      for (const name of names) if (!inputs.has(name)) add(device, name)
      const moment = { atMs: 0, cause: { trigger: at, kind: trigger.kind, atMs: 0 }, device, place: device.place }
      for (const input of inputs.values())
        for (const target of targetsAt(input.from, moment, world)) add(target, input.property)
      for (const condition of conditions)
        if (condition.kind === 'around' && condition.expression)
          for (const target of targetsAt(condition.of.devices, moment, world))
            for (const name of condition.expression.variables) add(target, name)
    }
  }
  return points
}

async function readPoint(
  history: Pick<HistoryReader, 'read'>,
  name: { deviceId: RuleDevice['id']; property: string },
  point: number,
  fromMs: number,
  toMs: number,
): Promise<Sample[]> {
  const samples: Sample[] = []
  for (let from = fromMs; from <= toMs;) {
    const series = await history.read({ ...name, fromMs: from, toMs, maxPoints: pageSize, step: 'raw' })
    series.timesMs.forEach((atMs, at) => {
      if (atMs < from || atMs > toMs) return
      const isGood = (series.qualities[at] ?? qualityCodes.never) < qualityCodes.bad
      samples.push({ atMs, rank: point + 1, point, value: series.average[at] ?? Number.NaN, isGood })
    })
    if (series.toMs <= from || series.toMs >= toMs) break
    from = series.toMs + 1
  }
  return samples
}

/** What became of alarms in the range, each folded from its first entry on: as the list showed them then. */
async function readAlarms(
  journal: Pick<SeatJournal, 'readAlarmIds' | 'readAlarmEntries'>,
  fromMs: number,
  toMs: number,
): Promise<AlarmChange[]> {
  const ids = await journal.readAlarmIds({ fromMs, toMs })
  const entries = await journal.readAlarmEntries(ids)
  const known = new Map<string, Alarm>()
  const changes: AlarmChange[] = []
  const ordered = entries.filter(({ voidReason }) => voidReason === undefined).sort(compareEntries)
  for (const written of together(ordered)) {
    let alarm: Alarm | undefined
    for (const entry of written) {
      if (!isKnownEntry(entry)) continue
      alarm = foldAlarm(known.get(entry.subject.id), entry).state
      if (alarm) known.set(alarm.id, alarm)
    }
    if (!alarm) continue
    for (const entry of written) {
      if (!isKnownEntry(entry)) continue
      const stimulus = alarmStimulus(entry, alarm)
      const atMs = stimulus?.atMs ?? sourceAtMsOf(entry)
      if (atMs >= fromMs && atMs < toMs) changes.push({ atMs, rank: 0, alarm, stimulus })
    }
  }
  // Of the same moment and alarm in the order in which they were written.
  return changes.sort((a, b) => a.atMs - b.atMs || (a.alarm.id === b.alarm.id ? 0 : a.alarm.id < b.alarm.id ? -1 : 1))
}

/** Entries of one alarm in one write: rules hear of them when all are written. Those of the same millisecond count as such. */
function together(ordered: readonly StoredEntry[]): Iterable<readonly StoredEntry[]> {
  const writes = new Map<string, StoredEntry[]>()
  for (const entry of ordered) {
    const key = `${entry.hlc.ms} ${entry.subject.id}`
    const write = writes.get(key)
    if (write) write.push(entry)
    else writes.set(key, [entry])
  }
  return writes.values()
}

const sourceAtMsOf = ({ payload, hlc }: KnownEntry): number => ('sourceAtMs' in payload ? payload.sourceAtMs : hlc.ms)
