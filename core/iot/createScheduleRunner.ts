import type { Actor, CommandSchedule } from '../../domain/contract'
import { dueDeed } from '../../domain/command/dueSchedule'
import { type Calendar, nextDueMs } from '../../domain/command/dueTimes'
import { isWorkday } from '../../domain/command/isWorkday'
import type { Draft, Journal } from '../journal/Journal'
import { checkInput } from './commandRequest'
import type { Registry } from './Registry'
import type { Schedule } from './Schedule'
import { targetDevices } from './targetDevices'

/** The clock is looked at again at the latest after this: it may be set. */
const longestSleepMs = 60_000
const scheduleActor = ({ id, name }: CommandSchedule): Actor => ({ kind: 'rule', id: id.slice(0, 80), name })

/** Starts the batches of schedules at their times, while this seat drives. */
export interface ScheduleRunner {
  stop(): void
}

export interface ScheduleRunnerParts {
  registry: Registry
  journal: Journal
  /** Whether the seat drives the device. */
  isDriven: (deviceIndex: number) => boolean
  /** Whether the device is the person's to command who saved the schedule; absent where all are everybody's. */
  mayCommand?: (actor: Actor, deviceIndex: number) => boolean
  /** UTC ms. */
  now: () => number
  schedule: Schedule
  onError: (error: unknown) => void
}

/**
 * Each time is done once, whatever seat drives then: ids of batch and entry follow from schedule and time, and what was done stands in the journal. A time at which nobody drove
 * is told as missed; it is done later only as far as the schedule says.
 */
export function createScheduleRunner(parts: ScheduleRunnerParts): ScheduleRunner {
  const { registry, journal, now, schedule, onError } = parts
  const calendar: Calendar = { timeZone: registry.timeZone, isWorkday }
  let cancel: (() => void) | undefined
  let isRunning = false
  let isStopped = false

  const look = (): void => {
    cancel?.()
    if (isStopped || isRunning) return
    isRunning = true
    journal
      .write((view) => [...view.list('commandSchedule')].flatMap((each) => draftsOf(each)))
      .catch(onError)
      .finally(() => {
        isRunning = false
        if (!isStopped) sleep()
      })
  }

  const sleep = (): void => {
    const nowMs = now()
    let nextMs = nowMs + longestSleepMs
    for (const each of journal.view.list('commandSchedule')) {
      if (each.state !== 'active') continue
      nextMs = Math.min(nextMs, nextDueMs(each.when, calendar, nowMs) ?? nextMs)
    }
    cancel = schedule(nextMs - nowMs, look)
  }

  const draftsOf = (each: CommandSchedule): Draft[] => {
    const deed = dueDeed(each, calendar, now())
    if (!deed) return []
    const { dueAtMs, alsoMissed } = deed
    const tell = { subjectId: each.id, actor: scheduleActor(each) }
    const id = `${each.id}-${dueAtMs}`
    const missed = (cause: 'missed' | 'noDevice', also: number): Draft => ({
      ...tell,
      kind: 'commandSchedule.missed',
      id: `${id}-${cause}`,
      payload: { dueAtMs, cause, ...(also > 0 && { alsoMissed: also }) },
    })
    if (deed.do === 'miss') return [missed('missed', alsoMissed)]
    const { devices } = targetDevices(registry, each.target, each.service)
    const driven = devices.filter(
      ({ index, services }) =>
        parts.isDriven(index) &&
        parts.mayCommand?.(each.saved.by, index) !== false &&
        isStillSo(services.get(each.service), each),
    )
    if (driven.length === 0) return [missed('noDevice', alsoMissed)]
    const batchId = `S-${id}`
    const { service, input, commandClass, reason, perSecond, stopAfterFailures } = each
    const order = { service, input, commandClass, perSecond, stopAfterFailures, scheduleId: each.id }
    const list = driven.map((device) => ({ id: device.id }))
    return [
      {
        kind: 'commandBatch.started',
        subjectId: batchId,
        id: `${batchId}-started`,
        actor: scheduleActor(each),
        onBehalfOf: each.saved.by,
        payload: { ...order, devices: list, ...(reason !== undefined && { reason }) },
      },
      { ...tell, kind: 'commandSchedule.ran', id: `${id}-ran`, payload: { dueAtMs, batchId } },
    ]
  }

  const stopListening = journal.onCommitted(({ touched }) => {
    if (touched.some(({ kind }) => kind === 'commandSchedule')) look()
  })
  look()

  return {
    stop() {
      isStopped = true
      stopListening()
      cancel?.()
    },
  }
}

/** The type may have changed since it was saved: what became graver, or takes other parameters, is not done unseen. */
function isStillSo(service: Parameters<typeof checkInput>[0] | undefined, each: CommandSchedule): boolean {
  if (!service || service.commandClass > each.commandClass) return false
  try {
    checkInput(service, each.input)
    return true
  } catch {
    return false
  }
}
