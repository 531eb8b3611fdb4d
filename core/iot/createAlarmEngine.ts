import { type Alarm, type AlarmId, qualityCodes } from '../../domain/contract'
import type { SiteEvent } from '../../connectors/site'
import { comparatorCodes, comparatorHolds, measureCodes } from '../../domain/alarm/comparator'
import { type Phase, phaseAfter, phaseOn, phases } from '../../domain/alarm/delay'
import type { Episode, Moment } from '../../domain/alarm/episode'
import { outOfServiceIdOf } from '../../domain/alarm/holds'
import { isOverdue } from '../../domain/alarm/isOverdue'
import type { Journal } from '../journal/Journal'
import { createAlarmConditions } from './alarmExpressions'
import { AlarmMeasures } from './AlarmMeasures'
import { AlarmTable } from './AlarmTable'
import { createEpisodeWriter, episodeOf } from './createEpisodeWriter'
import { orphanDrafts } from './orphanDrafts'
import { isLink, roomFor } from './PointLinks'
import { createSilenceSweep } from './createSilenceSweep'
import { createSuppressions } from './createSuppressions'
import type { UnsavedAlarmBoard } from './createUnsavedAlarms'
import { eachMove, type Registry, type RegistryChange } from './Registry'
import type { Schedule } from './Schedule'

/** Judges everything that is heard, and writes what becomes of it into the journal. The only writer of alarms that come and go. */
export interface AlarmEngine {
  /**
   * A sample, as `SiteSink.sample`. Costs nothing for points without alarms, and allocates nothing while nothing changes.
   * A bad or late value changes nothing: an alarm is judged by the last good one.
   */
  sample(point: number, value: number, sourceAtMs: number, quality: number): void
  event(event: SiteEvent): void
  /** The device was found offline, or is back. @param atMs our clock */
  setOffline(deviceIndex: number, isOffline: boolean, atMs: number): void
  /** Calls back once all entries caused by what was told before are on disk, or with the error of a write that failed (it is tried again by itself). */
  whenWritten(done: (error?: Error) => void): void
  stop(): Promise<void>
}

export interface AlarmEngineParts {
  registry: Registry
  journal: Journal
  /** Clock, UTC ms. */
  now: () => number
  schedule: Schedule
  /** Whether a device is heard at all; while it is not, its single points are not called silent. Absent: all are. */
  isReached?: (deviceIndex: number) => boolean
  /** Gets the alarms whose news the journal does not take, for as long as it does not. */
  unsaved?: UnsavedAlarmBoard
  onError: (error: unknown) => void
}

/** After a failed write alarms that nothing can end are ended this much later. */
const retryMs = 1_000

/**
 * Keeps a comparator and a delay for every alarm of every device in columns, and picks up where the journal's open alarms stand: nothing is raised twice after a
 * restart, and what returned meanwhile is found at the next sample. Measured: see `core/iot/README.md`.
 */
export function createAlarmEngine(parts: AlarmEngineParts): AlarmEngine {
  const { registry, journal, now, schedule, unsaved, onError } = parts
  const conditionOf = createAlarmConditions()
  /** Devices that have, or had, something of their own: few of many. */
  const ownSettings = new Set([...journal.view.list('alarmSetting')].map(({ deviceId }) => String(deviceId)))
  const table = new AlarmTable(registry, namesIn, (index, definitionId) => {
    const deviceId = registry.table.ids[index] ?? ''
    if (!ownSettings.has(deviceId)) return undefined
    return journal.view.get('alarmSetting', outOfServiceIdOf(deviceId, definitionId))?.values
  })
  const measures = new AlarmMeasures(table, registry, conditionOf)
  let rowPhases = new Uint8Array(table.size)
  let sinceMs = new Float64Array(table.size)
  /** What each row compared last: what an alarm is raised with when its delay has passed. */
  let lastMeasures = new Float64Array(table.size)
  /** Latest source time of each point that rows look at. */
  let lastAtMs = new Float64Array(registry.pointCount)
  const suppressions = createSuppressions(table, registry, (point) => measures.values[point])
  const silenceRows = {
    isNormal: (row: number) => rowPhases[row] === phases.normal,
    fall: (row: number, atMs: number) => step(row, true, { atMs }),
  }
  const silence = createSilenceSweep(table, now, schedule, silenceRows, parts.isReached)
  const timers = new Map<number, () => void>()
  /** Rows of events: when the event and its clearing last happened at the source. */
  const eventTimes = new Map<number, { occurredAtMs: number; clearedAtMs: number }>()

  const open = new Map<number, Episode>()
  /** Alarms of devices that are known, which these cannot raise any more. */
  const orphans: AlarmId[] = []
  for (const alarm of journal.view.list('alarm')) pickUp(alarm)
  const writer = createEpisodeWriter(
    {
      table,
      journal,
      deviceIds: registry.table.ids,
      now,
      schedule,
      onStale: forgetStanding,
      suppressionOf: (row) => suppressions.of(row),
      ...(unsaved && { unsaved }),
      onError,
    },
    open,
  )

  // Switched off, or gone from its type, while nobody drove.
  for (const row of open.keys()) if (!table.row(row).isEnabled) switchOff(row)
  let isStopped = false
  let cancelOrphans: (() => void) | undefined
  if (orphans.length > 0) endOrphans()

  function endOrphans(): void {
    journal
      .write((view) => orphans.flatMap((id) => orphanDrafts(view.get('alarm', id), now())))
      .catch((error: unknown) => {
        onError(error)
        if (!isStopped) cancelOrphans = schedule(retryMs, endOrphans)
      })
  }

  function pickUp(alarm: Alarm): void {
    const index = registry.indexOf(alarm.deviceId)
    const row = index === undefined ? undefined : table.find(index, alarm.definitionId)
    const episode = episodeOf(alarm)
    // One of a device that is not known at all may have come from another seat before the device.
    if (index !== undefined && row === undefined && episode) orphans.push(alarm.id)
    if (row === undefined || !episode) return
    open.set(row, episode)
    if (alarm.suppressed) suppressions.resume(row, alarm.suppressed)
    if (episode.returnedAtMs === undefined) rowPhases[row] = phases.standing
    const clearedAtMs = episode.returnedAtMs ?? 0
    if (table.row(row).definition.condition.kind === 'event') {
      eventTimes.set(row, { occurredAtMs: alarm.lastOccurredAtMs, clearedAtMs })
    }
    const point = alarm.property === undefined ? undefined : registry.pointOf(alarm.deviceId, alarm.property)
    if (point !== undefined) {
      lastAtMs[point] = Math.max(lastAtMs[point] ?? 0, alarm.lastOccurredAtMs, clearedAtMs)
    }
  }

  /** What stands is judged by the new limits at once, by the last that was heard. */
  const stopListening = journal.onCommitted(({ touched }) => {
    for (const { kind, id } of touched) {
      const setting = kind === 'alarmSetting' ? journal.view.get('alarmSetting', id) : undefined
      if (setting) ownSettings.add(setting.deviceId)
      const index = setting && registry.indexOf(setting.deviceId)
      const row = index === undefined || !setting ? undefined : table.find(index, setting.definitionId)
      if (row === undefined) continue
      table.adopt(row)
      settle(row)
    }
  })

  /** Devices came, went, or have another version of their type. */
  const stopRegistry = registry.onChanged(({ slots, moved }: RegistryChange) => {
    if (slots.length === 0) return
    const rows = table.update(slots)
    rowPhases = roomFor(rowPhases, table.size, (size) => new Uint8Array(size))
    sinceMs = roomFor(sinceMs, table.size, (size) => new Float64Array(size))
    lastMeasures = roomFor(lastMeasures, table.size, (size) => new Float64Array(size))
    lastAtMs = roomFor(lastAtMs, registry.pointCount, (size) => new Float64Array(size))
    eachMove(moved, (from, to) => (lastAtMs[to] = lastAtMs[from] ?? 0))
    measures.update(moved)
    for (const slot of slots) if (registry.isRetired(slot)) forgetHeard(slot)
    for (const row of rows) settle(row)
  })

  /** Whatever stands there under this name next has said nothing yet. */
  function forgetHeard(deviceIndex: number): void {
    for (const { point } of registry.slotAt(deviceIndex)?.properties.values() ?? []) {
      measures.values[point] = NaN
      lastAtMs[point] = 0
      suppressions.trust(point, true)
    }
  }

  /** A row has another definition. */
  function settle(row: number): void {
    const phase = phaseOf(row)
    if (!table.row(row).isEnabled) switchOff(row)
    if (suppressions.look(row, now())) writer.lookAtSuppression(row)
    if (!table.row(row).isEnabled) return
    if (phase === phases.rising || phase === phases.falling) restartDelay(row, phase)
    if (table.codes[row] !== comparatorCodes.never && table.measures[row] !== measureCodes.silence)
      judge(row, measures.ofState(row), now())
  }

  function switchOff(row: number): void {
    const phase = phaseOf(row)
    timers.get(row)?.()
    timers.delete(row)
    rowPhases[row] = phases.normal
    if (phase !== phases.normal && phase !== phases.rising) writer.add(row, { kind: 'ended', moment: { atMs: now() } })
  }

  function restartDelay(row: number, phase: Phase): void {
    const { onDelayMs, offDelayMs } = table.row(row).definition
    timers.get(row)?.()
    startDelay(row, phase === phases.rising ? onDelayMs : offDelayMs)
  }

  function sample(point: number, value: number, sourceAtMs: number, quality: number): void {
    const { direct, others } = table
    const firstDirect = direct.starts[point] ?? 0
    const firstOther = others.starts[point] ?? 0
    const isWatched = firstDirect !== 0 || firstOther !== 0
    if (!isWatched) return
    if (quality >= qualityCodes.bad || Number.isNaN(value)) return doubt(point, firstOther, sourceAtMs)
    const last = lastAtMs[point] ?? 0
    if (sourceAtMs < last && isOverdue(sourceAtMs, last, now())) return
    lastAtMs[point] = sourceAtMs
    const { values } = measures
    const before = values[point]
    values[point] = value
    const isOther = suppressions.trust(point, true) || before !== value
    for (let at = firstOther, entry = others.entries[at]; isLink(entry); entry = others.entries[++at])
      if (entry < 0 && isOther && suppressions.look(~entry, sourceAtMs)) writer.lookAtSuppression(~entry)
    for (let at = firstDirect, row = direct.entries[at]; isLink(row); row = direct.entries[++at]) {
      if (table.measures[row] === measureCodes.silence) silence.heard(row)
      judge(row, measures.ofSample(row, value, sourceAtMs), sourceAtMs)
    }
    for (let at = firstOther, entry = others.entries[at]; isLink(entry); entry = others.entries[++at])
      if (entry >= 0) judge(entry, measures.ofState(entry), sourceAtMs)
  }

  /** What suppresses by the point is not known any more. Alarms go on standing by what was known last. */
  function doubt(point: number, firstOther: number, sourceAtMs: number): void {
    if (firstOther === 0 || sourceAtMs < (lastAtMs[point] ?? 0) || !suppressions.trust(point, false)) return
    const { entries } = table.others
    for (let at = firstOther, entry = entries[at]; isLink(entry); entry = entries[++at])
      if (entry < 0 && suppressions.look(~entry, sourceAtMs)) writer.lookAtSuppression(~entry)
  }

  /** Decides on a row by what it compares; `NaN` decides nothing. */
  function judge(row: number, measure: number, atMs: number): void {
    if (Number.isNaN(measure)) return
    const phase = rowPhases[row] ?? 0
    const isHeld = phase === phases.rising || phase === phases.standing
    const { codes, limits, releaseLimits, sets } = table
    const limit = limits[row] ?? 0
    const holds = comparatorHolds(codes[row] ?? 0, measure, limit, releaseLimits[row] ?? 0, isHeld, sets[row])
    if (holds ? phase !== phases.standing : phase !== phases.normal) step(row, holds, momentOf(row, measure, atMs))
    lastMeasures[row] = measure
  }

  const momentOf = (row: number, measure: number, atMs: number): Moment =>
    // A distance or a speed of two numbers may be beyond all numbers: the journal could not take it.
    isTold(row) && Number.isFinite(measure) ? { atMs, value: measure } : { atMs }

  /** Whether what a row compares says something to people: not so of silence and of expressions. */
  function isTold(row: number): boolean {
    return (table.points[row] ?? -1) >= 0 && table.measures[row] !== measureCodes.silence
  }

  /** Brings a row to a moment at which its condition holds or not. */
  function step(row: number, holds: boolean, moment: Moment): void {
    const { onDelayMs, offDelayMs } = table.row(row).definition
    const before = phaseOf(row)
    const due = phaseAfter(before, sinceMs[row] ?? 0, moment.atMs, onDelayMs, offDelayMs)
    if (due !== before) passDelay(row)
    const next = phaseOn(due, holds, onDelayMs, offDelayMs)
    if (next === due) return
    timers.get(row)?.()
    timers.delete(row)
    rowPhases[row] = next
    sinceMs[row] = moment.atMs
    if (next === phases.rising) startDelay(row, onDelayMs)
    else if (next === phases.falling) startDelay(row, offDelayMs)
    else if (next === phases.standing && due === phases.normal) writer.add(row, { kind: 'occurred', moment })
    else if (next === phases.normal && due === phases.standing) writer.add(row, { kind: 'gone', moment })
  }

  /** When no more is heard, our clock ends the delay. */
  function startDelay(row: number, delayMs: number): void {
    const cancel = schedule(delayMs, () => passDelay(row))
    timers.set(row, cancel)
  }

  /** The condition has held, or has been gone, for as long as the definition asks. */
  function passDelay(row: number): void {
    timers.get(row)?.()
    timers.delete(row)
    const { onDelayMs, offDelayMs } = table.row(row).definition
    const isRising = phaseOf(row) === phases.rising
    const atMs = (sinceMs[row] ?? 0) + (isRising ? onDelayMs : offDelayMs)
    const moment = momentOf(row, lastMeasures[row] ?? 0, atMs)
    rowPhases[row] = isRising ? phases.standing : phases.normal
    writer.add(row, { kind: isRising ? 'occurred' : 'gone', moment })
  }

  function phaseOf(row: number): Phase {
    const phase = rowPhases[row]
    return phase === 1 || phase === 2 || phase === 3 ? phase : 0
  }

  function forgetStanding(row: number): void {
    if (rowPhases[row] === phases.standing) rowPhases[row] = phases.normal
  }

  function namesIn(index: number, expression: string): readonly string[] {
    const type = registry.slotAt(index)?.type
    return (type && conditionOf(type, expression)?.variables) ?? []
  }

  function timesOf(row: number): { occurredAtMs: number; clearedAtMs: number } {
    const known = eventTimes.get(row)
    if (known) return known
    const times = { occurredAtMs: 0, clearedAtMs: 0 }
    eventTimes.set(row, times)
    return times
  }

  function raiseBy(row: number, moment: Moment): void {
    const times = timesOf(row)
    const { condition, onDelayMs } = table.row(row).definition
    if (isOverdue(moment.atMs, times.clearedAtMs, now())) {
      const goneAtMs = times.clearedAtMs
      if (goneAtMs - moment.atMs >= onDelayMs) writer.add(row, { kind: 'passed', moment, goneAtMs })
      return
    }
    if (!isOverdue(moment.atMs, times.occurredAtMs, now())) times.occurredAtMs = moment.atMs
    const hasClear = condition.kind === 'event' && condition.clearEvent !== undefined
    // Without an event that clears it there is nothing to wait for; and each event is an occurrence, also while the alarm stands.
    const stands = rowPhases[row] === phases.standing || rowPhases[row] === phases.falling
    if (hasClear) step(row, true, moment)
    if (!hasClear || stands) writer.add(row, { kind: 'occurred', moment })
  }

  function clearBy(row: number, moment: Moment): void {
    const times = timesOf(row)
    if (!isOverdue(moment.atMs, times.clearedAtMs, now())) times.clearedAtMs = moment.atMs
    // A clearing from before the last occurrence belongs to the episode before.
    if (!isOverdue(moment.atMs, times.occurredAtMs, now())) step(row, false, moment)
  }

  return {
    sample,
    event({ device, event, sourceAtMs }) {
      const moment = { atMs: sourceAtMs }
      for (const row of table.raisedBy(device.index, event)) raiseBy(row, moment)
      for (const row of table.clearedBy(device.index, event)) clearBy(row, moment)
    },
    setOffline(deviceIndex, isOffline, atMs) {
      silence.setOffline(deviceIndex, isOffline)
      for (const row of table.whenOffline(deviceIndex)) step(row, isOffline, { atMs })
    },
    whenWritten: (done) => writer.whenWritten(done),
    stop() {
      isStopped = true
      stopListening()
      stopRegistry()
      silence.stop()
      cancelOrphans?.()
      for (const cancel of timers.values()) cancel()
      timers.clear()
      return writer.stop()
    },
  }
}
