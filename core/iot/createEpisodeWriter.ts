import {
  type Actor,
  type Alarm,
  type AlarmId,
  type DeviceId,
  type LocalText,
  type OutOfService,
  Refused,
} from '../../domain/contract'
import { takenOutOfService } from '../../domain/alarm/dueDeeds'
import {
  chatterRestMs,
  type Episode,
  type EpisodeEntry,
  type Finding,
  isHolding,
  stepEpisode,
} from '../../domain/alarm/episode'
import { isHeld, outOfServiceOf } from '../../domain/alarm/holds'
import type { Draft, Journal } from '../journal/Journal'
import { alarmIdOf } from './alarmIds'
import type { AlarmRow, AlarmTable } from './AlarmTable'
import { EpisodeStarts } from './EpisodeStarts'
import { createUnsavedAlarms, foldUnsaved, type UnsavedAlarmBoard } from './createUnsavedAlarms'
import type { Schedule } from './Schedule'

/** Findings written in one transaction: enough for a flood, small enough that the first of them is not kept waiting. */
const mostPerWrite = 256
/** After a failed write it is tried again this much later. */
const retryMs = 1_000
/** A write that takes longer holds alarms up: they are shown before it has ended. */
const patienceMs = 1_000

/** Writes what happens to alarms into the journal, in order, each once. */
export interface EpisodeWriter {
  add(row: number, finding: Finding): void
  /** Whether the alarm of a row is suppressed by design has changed. */
  lookAtSuppression(row: number): void
  /** Calls back once everything added before is in the journal, or with the error of a write that failed; what failed is tried again all the same. */
  whenWritten(done: (error?: Error) => void): void
  /** Writes what is held back and waits for the write under way. */
  stop(): Promise<void>
}

export interface EpisodeWriterParts {
  table: AlarmTable
  journal: Journal
  deviceIds: readonly DeviceId[]
  now: () => number
  schedule: Schedule
  /** The finding belonged to an alarm that is over already: the row must not wait for its return. */
  onStale: (row: number) => void
  /** What suppresses the alarm of a row by design now. */
  suppressionOf: (row: number) => Suppressed | undefined
  /** Gets the alarms whose news the journal does not take, for as long as it does not. */
  unsaved?: UnsavedAlarmBoard
  onError: (error: unknown) => void
}

/** Where the episodes of a batch stand after it; `undefined` where none is open. */
type Steps = Map<number, Episode | undefined>
type AlarmOf = (id: string) => Alarm | undefined
type OutOfServiceOf = (id: string) => OutOfService | undefined

/** What says nothing by design, since when (source time, UTC ms), and why. */
export interface Suppressed {
  readonly sinceMs: number
  readonly reason: LocalText
}

interface Found {
  readonly row: number
  readonly finding: Finding | { readonly kind: 'suppressionChanged' }
  readonly arrivedAtMs: number
}

const watchActor: Actor = { kind: 'system', id: 'silenceWatch' }
const designActor: Actor = { kind: 'system', id: 'alarmDesign' }

/** The open episode that the journal knows of; `undefined` when the alarm is over. */
export function episodeOf(alarm: Alarm): Episode | undefined {
  if (alarm.state === 'returned') return undefined
  const goneAtMs = alarm.returnedAtMs ?? alarm.latched?.sinceMs
  return {
    alarmId: alarm.id,
    raisedAtMs: alarm.raisedAtMs,
    lastOccurrence: { atMs: alarm.lastOccurredAtMs, ...(alarm.value !== undefined && { value: alarm.value }) },
    uncounted: 0,
    ...(goneAtMs !== undefined && { returnedAtMs: goneAtMs }),
  }
}

/**
 * Takes findings of the alarm engine to the journal. One write at a time; what comes meanwhile goes together with the next, so that a single alarm is written
 * at once and a flood in large steps. What is decided is decided inside the write, on the journal's state: an acknowledgement that came a moment before counts.
 */
export function createEpisodeWriter(parts: EpisodeWriterParts, open: ReadonlyMap<number, Episode>): EpisodeWriter {
  const { table, journal, now, schedule, unsaved = createUnsavedAlarms() } = parts
  const episodes = new Map(open)
  const rowsByAlarm = new Map([...open].map(([row, episode]) => [episode.alarmId, row]))
  const idOf = (row: number, atMs: number): AlarmId =>
    alarmIdOf(parts.deviceIds[table.row(row).deviceIndex] ?? '', table.row(row).definition.id, Math.trunc(atMs))
  const starts = new EpisodeStarts(idOf)
  const windowTimers = new Map<number, () => void>()
  const waiters: { upTo: number; done: (error?: Error) => void }[] = []
  let queue: Found[] = []
  let added = 0
  let written = 0
  let writing: Promise<void> | undefined
  let cancelRetry: (() => void) | undefined
  let isFlushDue = false
  /** So many findings are written each by itself: among them is one that the journal refuses. */
  let oneByOne = 0
  /** The journal takes nothing at present: alarms are shown as they come. */
  let isHeldUp = false
  /** Findings that alarms shown unsaved tell of already, counted as `added`; where their episodes stand; each one's last finding. */
  let told = 0
  const toldSteps: Steps = new Map()
  const lastTold = new Map<string, number>()

  const add = (row: number, finding: Found['finding']): void => {
    queue.push({ row, finding, arrivedAtMs: now() })
    added += 1
    if (isFlushDue) return
    isFlushDue = true
    queueMicrotask(() => {
      isFlushDue = false
      flush()
    })
  }

  const flush = (): void => {
    if (isHeldUp) tellUnsaved()
    if (writing || cancelRetry || queue.length === 0) return
    const batch = queue.slice(0, oneByOne > 0 ? 1 : mostPerWrite)
    let steps: Steps = new Map()
    const cancelPatience = schedule(patienceMs, tellUnsaved)
    writing = journal
      .write((view) => {
        const alarmOf: AlarmOf = (id) => view.get('alarm', id)
        steps = new Map()
        return batch.flatMap((found) => decide(found, steps, alarmOf, (id) => view.get('outOfService', id)))
      })
      .finally(cancelPatience)
      .then(
        () => {
          take(batch.length)
          settle(steps)
          untellSaved()
          answer((waiter) => waiter.upTo <= written)
        },
        (error: unknown) => {
          const reason = error instanceof Error ? error : new Error(String(error))
          if (error instanceof Refused && error.code === 'badRequest') return passOver(batch.length, reason)
          tellUnsaved()
          cancelRetry = schedule(retryMs, () => {
            cancelRetry = undefined
            flush()
          })
          parts.onError(reason)
          answer(() => true, reason)
        },
      )
      .finally(() => {
        writing = undefined
        flush()
      })
  }

  const take = (count: number): void => {
    queue = queue.slice(count)
    written += count
    oneByOne = Math.max(0, oneByOne - count)
  }

  /** The journal will never take something of the batch: it is looked for one by one, so that it keeps nothing else from being written, and left out. */
  const passOver = (count: number, reason: Error): void => {
    if (count > 1) {
      oneByOne = count
      return
    }
    take(1)
    parts.onError(reason)
    answer((waiter) => waiter.upTo <= written)
  }

  const answer = (isMeant: (waiter: { upTo: number }) => boolean, error?: Error): void => {
    for (const waiter of waiters.splice(0)) {
      if (isMeant(waiter)) waiter.done(error)
      else waiters.push(waiter)
    }
  }

  /** Carries the episode of a finding on. @returns what has to be written of it */
  const decide = (
    { row, finding, arrivedAtMs }: Found,
    steps: Steps,
    alarmOf: AlarmOf,
    outOfService: OutOfServiceOf,
  ): Draft[] => {
    const about = table.row(row)
    const deviceId = parts.deviceIds[about.deviceIndex]
    if (deviceId === undefined) return []
    const newAlarmId = (atMs: number) => idOf(row, atMs)
    const episode = steps.has(row) ? steps.get(row) : openEpisode(alarmOf, episodes.get(row))
    const alarm = episode && alarmOf(episode.alarmId)
    if (finding.kind === 'suppressionChanged') {
      steps.set(row, episode)
      return alarm ? suppressionDrafts(alarm, parts.suppressionOf(row)) : []
    }
    // One that is put aside goes on when its condition comes again: nobody hears of it anew.
    // One that latches is not over before somebody resets it.
    const { isLatching = false } = about.definition
    const isAcknowledged = alarm?.acknowledged !== undefined && !isHeld(alarm) && !isLatching
    const found = episode ? finding : starts.begin(row, finding, alarmOf)
    const step = stepEpisode(episode, found, { isAcknowledged, nowMs: now(), newAlarmId })
    steps.set(row, step.episode)
    const alarmId = episode?.alarmId ?? step.episode?.alarmId
    if (alarmId === undefined) return []
    return step.entries.flatMap((entry): Draft[] => {
      const draft = draftOf(entry, alarmId, about, deviceId, arrivedAtMs)
      if (draft.kind !== 'alarm.raised') return [draft]
      if (isFirstOfGroup(row, draft.payload.sourceAtMs, steps, alarmOf)) draft.payload.isFirstOut = true
      // Raised where nothing is to be raised it is put aside in the same breath, so that it never rings.
      const by = outOfServiceOf(draft.payload, outOfService)
      const suppressed = parts.suppressionOf(row)
      return [
        draft,
        ...(by ? [takenOutOfService(alarmId, by)] : []),
        ...(suppressed ? [suppressedBy(alarmId, suppressed)] : []),
      ]
    })
  }

  /** Whether no other alarm of the row's group is open that came before it. */
  const isFirstOfGroup = (row: number, atMs: number, steps: Steps, alarmOf: AlarmOf): boolean => {
    const group = table.group(row)
    return (
      group.length > 1 &&
      group.every((other) => {
        if (other === row) return true
        const episode = steps.has(other) ? steps.get(other) : openEpisode(alarmOf, episodes.get(other))
        return !episode || episode.raisedAtMs > atMs
      })
    )
  }

  /** Shows what waits, as it will be once it is saved. */
  const tellUnsaved = (): void => {
    isHeldUp = true
    const alarms = new Map<string, Alarm>()
    const alarmOf: AlarmOf = (id) => alarms.get(id) ?? unsaved.get(id) ?? journal.view.get('alarm', id)
    for (told = Math.max(told, written); told < added; told++) {
      try {
        const found = queue[told - written]
        const outOfService: OutOfServiceOf = (id) => journal.view.get('outOfService', id)
        for (const draft of found ? decide(found, toldSteps, alarmOf, outOfService) : []) {
          const alarm = foldUnsaved(alarmOf(draft.subjectId), draft, now())
          if (!alarm) continue
          alarms.set(alarm.id, alarm)
          lastTold.set(alarm.id, told + 1)
        }
      } catch (error) {
        parts.onError(error)
      }
    }
    unsaved.put([...alarms.values()])
  }

  /** What was shown unsaved and is saved: from here on the journal tells of it. */
  const untellSaved = (): void => {
    isHeldUp = false
    if (toldSteps.size === 0) return
    const waiting = new Set(queue.slice(0, Math.max(0, told - written)).map(({ row }) => row))
    for (const row of toldSteps.keys()) if (!waiting.has(row)) toldSteps.delete(row)
    const saved = [...lastTold].flatMap(([id, last]) => (last <= written ? [id] : []))
    for (const id of saved) lastTold.delete(id)
    unsaved.remove(saved)
  }

  /** Takes over what was written, as the journal has it now: somebody may have acknowledged in the same moment. */
  const settle = (steps: Steps): void => {
    for (const [row, step] of steps) {
      const episode = openEpisode((id) => journal.view.get('alarm', id), step)
      forget(row)
      if (episode) {
        episodes.set(row, episode)
        rowsByAlarm.set(episode.alarmId, row)
        watchWindow(row, episode)
        look(row, journal.view.get('alarm', episode.alarmId))
      } else if (step && step.returnedAtMs === undefined && !queue.some((found) => found.row === row)) {
        // The journal says over of what we took for standing: an occurrence of long ago, told again.
        parts.onStale(row)
      }
    }
  }

  const forget = (row: number): void => {
    const episode = episodes.get(row)
    if (!episode) return
    episodes.delete(row)
    rowsByAlarm.delete(episode.alarmId)
  }

  const watchWindow = (row: number, episode: Episode): void => {
    if (!isHolding(episode) || windowTimers.has(row)) return
    windowTimers.set(
      row,
      schedule(chatterRestMs(episode, now()), () => {
        windowTimers.delete(row)
        add(row, { kind: 'windowEnded' })
      }),
    )
  }

  /** Somebody may have done something about an alarm. */
  const look = (row: number, alarm: Alarm | undefined): void => {
    if (alarm?.state === 'returned') starts.end(row, alarm)
    if (!alarm || alarm.state === 'returned') return forget(row)
    const { condition } = table.row(row).definition
    const isEndedByHand = condition.kind === 'event' && condition.clearEvent === undefined
    if (isEndedByHand && alarm.state === 'acknowledged' && !alarm.latched) {
      add(row, { kind: 'ended', moment: { atMs: alarm.acknowledged?.atMs ?? now() } })
    }
  }

  const stopListening = journal.onCommitted(({ touched }) => {
    for (const { kind, id } of touched) {
      const row = kind === 'alarm' ? rowsByAlarm.get(id) : undefined
      if (row !== undefined) look(row, journal.view.get('alarm', id))
    }
  })
  for (const [row, { alarmId }] of open) look(row, journal.view.get('alarm', alarmId))

  return {
    add,
    lookAtSuppression: (row) => add(row, { kind: 'suppressionChanged' }),
    whenWritten(done) {
      if (written === added) done()
      else waiters.push({ upTo: added, done })
    },
    async stop() {
      stopListening()
      for (const cancel of windowTimers.values()) cancel()
      windowTimers.clear()
      for (const [row, { heldReturn }] of episodes) {
        if (heldReturn) add(row, { kind: 'ended', moment: heldReturn })
      }
      while (!cancelRetry && (writing || queue.length > 0)) {
        flush()
        await writing
      }
      cancelRetry?.()
      unsaved.remove([...lastTold.keys()])
    },
  }
}

function openEpisode(alarmOf: AlarmOf, episode: Episode | undefined): Episode | undefined {
  const alarm = episode && alarmOf(episode.alarmId)
  return alarm && alarm.state !== 'returned' ? episode : undefined
}

function suppressionDrafts(alarm: Alarm, by: Suppressed | undefined): Draft[] {
  if (by && !alarm.suppressed) return [suppressedBy(alarm.id, by)]
  if (by || !alarm.suppressed) return []
  const { sinceMs } = alarm.suppressed
  const id = `${alarm.id}-unsuppressed-${sinceMs}`
  return [{ kind: 'alarm.unsuppressed', subjectId: alarm.id, id, actor: designActor, payload: { sinceMs } }]
}

const suppressedBy = (alarmId: string, { sinceMs, reason }: Suppressed): Draft => ({
  kind: 'alarm.suppressed',
  subjectId: alarmId,
  id: `${alarmId}-suppressed-${Math.trunc(sinceMs)}`,
  actor: designActor,
  payload: { sinceMs: Math.trunc(sinceMs), reason },
})

function draftOf(
  { kind, ...entry }: EpisodeEntry,
  alarmId: string,
  { definition, isEnabled }: AlarmRow,
  deviceId: DeviceId,
  arrivedAtMs: number,
): Draft {
  const { condition, priority, isLifeSafety, isLatching, reAlarmMs } = definition
  const { atMs, value } = entry.moment
  const sourceAtMs = Math.trunc(atMs)
  const payload = {
    sourceAtMs,
    ...(value !== undefined && { value }),
    ...('limit' in condition && { limit: condition.limit }),
  }
  // Silence is found by us, all else is told by the device.
  const actor: Actor =
    condition.kind === 'offline' || condition.kind === 'stale' ? watchActor : { kind: 'device', id: deviceId }
  const about = { subjectId: alarmId, actor, id: `${alarmId}-${kind}-${sourceAtMs}` }
  switch (kind) {
    case 'raised':
      return {
        ...about,
        kind: 'alarm.raised',
        payload: {
          ...payload,
          deviceId,
          definitionId: definition.id,
          priority,
          isLifeSafety,
          arrivedAtMs,
          ...('property' in condition && { property: condition.property }),
          ...(reAlarmMs !== undefined && { reAlarmMs }),
        },
      }
    case 'reoccurred':
      return { ...about, kind: 'alarm.reoccurred', payload: { ...payload, count: 'count' in entry ? entry.count : 1 } }
    case 'returned':
      // Switched off it asks for no reset.
      return { ...about, kind: isLatching && isEnabled ? 'alarm.latched' : 'alarm.returned', payload }
  }
}
