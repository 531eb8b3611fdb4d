import type { Actor, Alarm, DeviceId } from '../../domain/contract'
import {
  chatterRestMs,
  type Episode,
  type EpisodeEntry,
  type Finding,
  isHolding,
  stepEpisode,
} from '../../domain/alarm/episode'
import type { Draft, Journal, StateView } from '../journal/Journal'
import { alarmIdOf } from './alarmIds'
import type { AlarmRow, AlarmTable } from './alarmTable'
import type { Schedule } from './Schedule'

/** Findings written in one transaction: enough for a flood, small enough that the first of them is not kept waiting. */
const mostPerWrite = 256
/** After a failed write it is tried again this much later. */
const retryMs = 1_000

/** Writes what happens to alarms into the journal, in order, each once. */
export interface EpisodeWriter {
  add(row: number, finding: Finding): void
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
  onError: (error: unknown) => void
}

/** Where the episodes of a batch stand after it; `undefined` where none is open. */
type Steps = Map<number, Episode | undefined>

interface Found {
  readonly row: number
  readonly finding: Finding
  readonly arrivedAtMs: number
}

const watchActor: Actor = { kind: 'system', id: 'silenceWatch' }

/** The open episode that the journal knows of; `undefined` when the alarm is over. */
export function episodeOf(alarm: Alarm): Episode | undefined {
  if (alarm.state === 'returned') return undefined
  return {
    alarmId: alarm.id,
    raisedAtMs: alarm.raisedAtMs,
    lastOccurrence: { atMs: alarm.lastOccurredAtMs, ...(alarm.value !== undefined && { value: alarm.value }) },
    uncounted: 0,
    ...(alarm.state === 'returnedUnacknowledged' && { returnedAtMs: alarm.returnedAtMs ?? alarm.lastOccurredAtMs }),
  }
}

/**
 * Takes findings of the alarm engine to the journal. One write at a time; what comes meanwhile goes together with the next, so that a single alarm is written
 * at once and a flood in large steps. What is decided is decided inside the write, on the journal's state: an acknowledgement that came a moment before counts.
 */
export function createEpisodeWriter(parts: EpisodeWriterParts, open: ReadonlyMap<number, Episode>): EpisodeWriter {
  const { table, journal, now, schedule } = parts
  const episodes = new Map(open)
  const rowsByAlarm = new Map([...open].map(([row, episode]) => [episode.alarmId, row]))
  const windowTimers = new Map<number, () => void>()
  const waiters: { upTo: number; done: (error?: Error) => void }[] = []
  let queue: Found[] = []
  let added = 0
  let written = 0
  let writing: Promise<void> | undefined
  let cancelRetry: (() => void) | undefined
  let isFlushDue = false

  const add = (row: number, finding: Finding): void => {
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
    if (writing || cancelRetry || queue.length === 0) return
    const batch = queue.slice(0, mostPerWrite)
    let steps: Steps = new Map()
    writing = journal
      .write((view) => {
        const decided = decide(view, batch)
        steps = decided.steps
        return decided.drafts
      })
      .then(
        () => {
          queue = queue.slice(batch.length)
          written += batch.length
          settle(steps)
          answer((waiter) => waiter.upTo <= written)
        },
        (error: unknown) => {
          const reason = error instanceof Error ? error : new Error(String(error))
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

  const answer = (isMeant: (waiter: { upTo: number }) => boolean, error?: Error): void => {
    for (const waiter of waiters.splice(0)) {
      if (isMeant(waiter)) waiter.done(error)
      else waiters.push(waiter)
    }
  }

  const decide = (view: StateView, batch: readonly Found[]): { steps: Steps; drafts: Draft[] } => {
    const steps: Steps = new Map()
    const drafts: Draft[] = []
    for (const { row, finding, arrivedAtMs } of batch) {
      const about = table.row(row)
      const deviceId = parts.deviceIds[about.deviceIndex]
      if (deviceId === undefined) continue
      const newAlarmId = (atMs: number) => alarmIdOf(deviceId, about.definition.id, Math.trunc(atMs))
      const episode = steps.has(row) ? steps.get(row) : openEpisode(view, episodes.get(row))
      const isAcknowledged = episode !== undefined && view.get('alarm', episode.alarmId)?.acknowledged !== undefined
      const step = stepEpisode(episode, finding, { isAcknowledged, nowMs: now(), newAlarmId })
      steps.set(row, step.episode)
      const alarmId = episode?.alarmId ?? step.episode?.alarmId
      if (alarmId === undefined) continue
      for (const entry of step.entries) drafts.push(draftOf(entry, alarmId, about, deviceId, arrivedAtMs))
    }
    return { steps, drafts }
  }

  /** Takes over what was written, as the journal has it now: somebody may have acknowledged in the same moment. */
  const settle = (steps: Steps): void => {
    for (const [row, step] of steps) {
      const episode = openEpisode(journal.view, step)
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
    if (!alarm || alarm.state === 'returned') return forget(row)
    const { condition } = table.row(row).definition
    const isEndedByHand = condition.kind === 'event' && condition.clearEvent === undefined
    if (isEndedByHand && alarm.state === 'acknowledged') {
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
    },
  }
}

function openEpisode(view: StateView, episode: Episode | undefined): Episode | undefined {
  const alarm = episode && view.get('alarm', episode.alarmId)
  return alarm && alarm.state !== 'returned' ? episode : undefined
}

function draftOf(
  { kind, ...entry }: EpisodeEntry,
  alarmId: string,
  { definition }: AlarmRow,
  deviceId: DeviceId,
  arrivedAtMs: number,
): Draft {
  const { condition, priority, isLifeSafety } = definition
  const { atMs, value } = entry.moment
  const sourceAtMs = Math.trunc(atMs)
  const payload = {
    sourceAtMs,
    ...(value !== undefined && { value }),
    ...('limit' in condition && { limit: condition.limit }),
  }
  // Silence is found by us, all else is told by the device.
  const actor: Actor = condition.kind === 'offline' ? watchActor : { kind: 'device', id: deviceId }
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
        },
      }
    case 'reoccurred':
      return { ...about, kind: 'alarm.reoccurred', payload: { ...payload, count: 'count' in entry ? entry.count : 1 } }
    case 'returned':
      return { ...about, kind: 'alarm.returned', payload }
  }
}
