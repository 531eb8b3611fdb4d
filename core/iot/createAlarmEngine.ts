import { qualityCodes, type Alarm } from '../../domain/contract'
import type { SiteEvent } from '../../connectors/site'
import { comparatorHolds } from '../../domain/alarm/comparator'
import { type Phase, phaseAfter, phaseOn, phases } from '../../domain/alarm/delay'
import type { Episode, Moment } from '../../domain/alarm/episode'
import { isOverdue } from '../../domain/alarm/isOverdue'
import type { Journal } from '../journal/Journal'
import { buildAlarmTable } from './alarmTable'
import { createEpisodeWriter, episodeOf } from './createEpisodeWriter'
import type { UnsavedAlarmBoard } from './createUnsavedAlarms'
import type { Registry } from './Registry'
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
  /** Gets the alarms whose news the journal does not take, for as long as it does not. */
  unsaved?: UnsavedAlarmBoard
  onError: (error: unknown) => void
}

/**
 * Keeps a comparator and a delay for every alarm of every device in columns, and picks up where the journal's open alarms stand: nothing is raised twice after a
 * restart, and what returned meanwhile is found at the next sample. Measured: see `core/iot/README.md`.
 */
export function createAlarmEngine(parts: AlarmEngineParts): AlarmEngine {
  const { registry, journal, now, schedule, unsaved, onError } = parts
  const table = buildAlarmTable(registry)
  const { firstRows, codes, limits, releaseLimits } = table
  const rowPhases = new Uint8Array(table.size)
  const sinceMs = new Float64Array(table.size)
  const lastValues = new Float64Array(table.pointRowCount)
  /** Latest source time of each watched point. */
  const lastAtMs = new Float64Array(registry.pointCount)
  const timers = new Map<number, () => void>()
  /** Rows of events: when the event and its clearing last happened at the source. */
  const eventTimes = new Map<number, { occurredAtMs: number; clearedAtMs: number }>()

  const open = new Map<number, Episode>()
  for (const alarm of journal.view.list('alarm')) pickUp(alarm)
  const writer = createEpisodeWriter(
    {
      table,
      journal,
      deviceIds: registry.table.ids,
      now,
      schedule,
      onStale: forgetStanding,
      ...(unsaved && { unsaved }),
      onError,
    },
    open,
  )

  function pickUp(alarm: Alarm): void {
    const index = registry.indexOf(alarm.deviceId)
    const row = index === undefined ? undefined : table.find(index, alarm.definitionId)
    const episode = episodeOf(alarm)
    if (row === undefined || !episode) return
    open.set(row, episode)
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

  function sample(point: number, value: number, sourceAtMs: number, quality: number): void {
    let row = firstRows[point] ?? 0
    const end = firstRows[point + 1] ?? 0
    if (row >= end || quality >= qualityCodes.bad || Number.isNaN(value)) return
    const last = lastAtMs[point] ?? 0
    if (sourceAtMs < last && isOverdue(sourceAtMs, last, now())) return
    lastAtMs[point] = sourceAtMs
    for (; row < end; row++) {
      const phase = rowPhases[row] ?? 0
      const isHeld = phase === phases.rising || phase === phases.standing
      const holds = comparatorHolds(codes[row] ?? 0, value, limits[row] ?? 0, releaseLimits[row] ?? 0, isHeld)
      if (holds ? phase !== phases.standing : phase !== phases.normal) step(row, holds, { atMs: sourceAtMs, value })
      lastValues[row] = value
    }
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
    const value = lastValues[row]
    const moment: Moment = value === undefined ? { atMs } : { atMs, value }
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
      for (const row of table.whenOffline(deviceIndex)) step(row, isOffline, { atMs })
    },
    whenWritten: (done) => writer.whenWritten(done),
    stop() {
      for (const cancel of timers.values()) cancel()
      timers.clear()
      return writer.stop()
    },
  }
}
