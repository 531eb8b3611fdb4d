import {
  alarmDeeds,
  alarmDueAtMs,
  type DueDeed,
  incidentDeeds,
  incidentDueAtMs,
  outOfServiceDeeds,
  outOfServiceDueAtMs,
} from '../../domain/alarm/dueDeeds'
import type { OutOfService } from '../../domain/contract'
import type { States } from '../../domain/folds/states'
import type { Journal, StateView } from '../journal/Journal'
import type { Schedule } from './Schedule'

/** Looked at in one transaction at most, as the alarms of a flood are. */
const mostPerWrite = 256
/** A wall clock that was set forward is noticed this late at most. */
const lookEveryMs = 10_000
/** After a write that failed it is tried again this much later. */
const retryMs = 1_000

/** Does what time alone does to alarms, and to who handles them, at the seat that drives; every other seat hears of it by the journal. */
export interface AlarmKeeper {
  /** Resolves when the write under way has ended. */
  stop(): Promise<void>
}

export interface AlarmKeeperParts {
  journal: Journal
  /** Clock, UTC ms. */
  now: () => number
  schedule: Schedule
  onError: (error: unknown) => void
}

type Kept = Pick<States, 'alarm' | 'incident' | 'outOfService'>
type FindOutOfService = (id: string) => OutOfService | undefined
interface Keeping<S> {
  /** When something is to be done next, UTC ms; `undefined` when nothing. */
  dueAtMs(state: S, find: FindOutOfService): number | undefined
  deeds(state: S, nowMs: number, find: FindOutOfService): DueDeed[]
}
const keepings: { [K in keyof Kept]: Keeping<Kept[K]> } = {
  alarm: { dueAtMs: alarmDueAtMs, deeds: alarmDeeds },
  incident: { dueAtMs: incidentDueAtMs, deeds: incidentDeeds },
  outOfService: { dueAtMs: outOfServiceDueAtMs, deeds: outOfServiceDeeds },
}
const isKept = (kind: string): kind is keyof Kept => Object.hasOwn(keepings, kind)

const findIn =
  (view: StateView): FindOutOfService =>
  (id) =>
    view.get('outOfService', id)

function dueOf<K extends keyof Kept>(view: StateView, kind: K, id: string): number | undefined {
  const state = view.get(kind, id)
  return state && keepings[kind].dueAtMs(state, findIn(view))
}

function deedsOf<K extends keyof Kept>(view: StateView, kind: K, id: string, nowMs: number): DueDeed[] {
  const state = view.get(kind, id)
  return state ? keepings[kind].deeds(state, nowMs, findIn(view)) : []
}

/**
 * Ends shelves, times out of service and leases, raises what nobody answers by a level, and brings alarms under what their devices are out of service by. Where
 * things stand it reads from the journal: what fell due while the seat was down, or while another drove, is done at once. Ids follow from the facts, so that two
 * seats that both drive for a while write the same.
 */
export function createAlarmKeeper({ journal, now, schedule, onError }: AlarmKeeperParts): AlarmKeeper {
  /** When to look at what next, by `kind id`. */
  const dues = new Map<string, { kind: keyof Kept; id: string; atMs: number }>()
  let timer: { atMs: number; cancel(): void } | undefined
  let writing: Promise<void> | undefined
  let isStopped = false

  const look = (kind: keyof Kept, id: string): void => {
    const atMs = dueOf(journal.view, kind, id)
    if (atMs === undefined) dues.delete(`${kind} ${id}`)
    else {
      dues.set(`${kind} ${id}`, { kind, id, atMs })
      wakeAt(atMs)
    }
  }

  const lookLater = (kind: keyof Kept, id: string): void => {
    const atMs = dueOf(journal.view, kind, id)
    if (atMs !== undefined) dues.set(`${kind} ${id}`, { kind, id, atMs: Math.max(atMs, now() + lookEveryMs) })
  }

  const wakeAt = (atMs: number): void => {
    if (isStopped || writing || (timer && timer.atMs <= atMs)) return
    timer?.cancel()
    const cancel = schedule(Math.min(lookEveryMs, Math.max(0, atMs - now())), () => {
      timer = undefined
      work()
    })
    timer = { atMs, cancel }
  }

  /** Does what is due, and waits for the next. What is looked at is looked at again when the journal says something of it. */
  const work = (): void => {
    const nowMs = now()
    let nextMs = Infinity
    const due: { kind: keyof Kept; id: string; atMs: number }[] = []
    for (const [key, each] of dues) {
      if (each.atMs > nowMs || due.length >= mostPerWrite) nextMs = Math.min(nextMs, each.atMs)
      else {
        due.push(each)
        dues.delete(key)
      }
    }
    if (due.length > 0) writing = write(due)
    else if (nextMs < Infinity) wakeAt(nextMs)
  }

  const write = async (due: readonly { kind: keyof Kept; id: string; atMs: number }[]): Promise<void> => {
    let restMs = 0
    try {
      await journal.write((view) => due.flatMap(({ kind, id }) => deedsOf(view, kind, id, now())))
      // Where the clock was set back meanwhile nothing was done: it is looked at again.
      for (const { kind, id } of due) if (!dues.has(`${kind} ${id}`)) lookLater(kind, id)
    } catch (error) {
      for (const each of due) dues.set(`${each.kind} ${each.id}`, each)
      restMs = retryMs
      onError(error)
    }
    writing = undefined
    let nextMs = Infinity
    for (const { atMs } of dues.values()) nextMs = Math.min(nextMs, atMs)
    if (nextMs < Infinity) wakeAt(Math.max(nextMs, now() + restMs))
  }

  const stopListening = journal.onCommitted(({ touched }) => {
    for (const { kind, id } of touched) {
      if (!isKept(kind)) continue
      look(kind, id)
      if (kind === 'outOfService') lookAtDevice(id)
    }
  })

  const lookAtDevice = (outOfServiceId: string): void => {
    const deviceId = journal.view.get('outOfService', outOfServiceId)?.deviceId
    for (const alarm of journal.view.list('alarm')) if (alarm.deviceId === deviceId) look('alarm', alarm.id)
  }

  for (const { id } of journal.view.list('outOfService')) look('outOfService', id)
  for (const { id } of journal.view.list('incident')) look('incident', id)
  for (const { id } of journal.view.list('alarm')) look('alarm', id)

  return {
    async stop() {
      isStopped = true
      stopListening()
      timer?.cancel()
      await writing
    },
  }
}
