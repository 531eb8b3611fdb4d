import { type Actor, CommandId, type CommandBatch } from '../../domain/contract'
import { batchCommandId, isAbandoned, nextStep, paceOf, standingOf } from '../../domain/command/planBatch'
import type { Draft, Journal, StateView } from '../journal/Journal'
import type { Schedule } from './Schedule'

/** A batch that has issued all it will is looked at so often, ms. */
const lookEveryMs = 100
/** After a failed write, ms. */
const retryMs = 1_000
const batchesActor: Actor = { kind: 'system', id: 'commands' }

/** Runs batches while this seat drives: one command after the other, in the order of the list, as fast as was asked. */
export interface BatchRunner {
  stop(): void
}

export interface BatchRunnerParts {
  journal: Journal
  /** Lease under which this seat drives; absent where it drives without one. */
  fence?: number
  /** UTC ms. */
  now: () => number
  schedule: Schedule
  onError: (error: unknown) => void
}

/**
 * What a batch has done is read from its commands, whose ids follow from the batch: a seat that takes over, or starts anew, goes on where the journal stands, and no device is asked twice.
 * Where nobody drove for too long the rest is not sent: it was meant for then.
 */
export function createBatchRunner(parts: BatchRunnerParts): BatchRunner {
  const { journal, fence, now, schedule, onError } = parts
  /** Batches that are looked at again, with what calls that off. */
  const timers = new Map<string, () => void>()
  /** Being written right now. */
  const busy = new Set<string>()
  let isStopped = false

  const lookAgain = (id: string, delayMs: number): void => {
    timers.get(id)?.()
    timers.set(
      id,
      schedule(delayMs, () => {
        timers.delete(id)
        look(id)
      }),
    )
  }

  const look = (id: string): void => {
    const batch = journal.view.get('commandBatch', id)
    if (isStopped || busy.has(id) || !batch || batch.state === 'ended') return
    if (batch.state === 'awaiting') {
      const restMs = (batch.confirmByMs ?? 0) - now()
      if (restMs > 0) return lookAgain(id, restMs)
    }
    busy.add(id)
    journal
      .write((view) => draftsOf(view, id))
      .then(
        () => (batch.state === 'running' ? paceOf(batch.perSecond).everyMs : lookEveryMs),
        (error: unknown) => {
          onError(error)
          return retryMs
        },
      )
      .then((delayMs) => {
        busy.delete(id)
        if (!isStopped) lookAgain(id, delayMs)
      })
      .catch(onError)
  }

  const draftsOf = (view: StateView, id: string): readonly Draft[] => {
    const batch = view.get('commandBatch', id)
    if (isStopped || !batch || batch.state === 'ended') return []
    const about = batch.incidentId === undefined ? {} : { incidentId: batch.incidentId }
    const tell = { subjectId: id, actor: batchesActor }
    if (batch.state === 'awaiting') {
      if (now() <= (batch.confirmByMs ?? 0)) return []
      return [{ ...tell, kind: 'commandBatch.stopped', payload: { ...about, end: 'unconfirmed' } }]
    }
    const commandOf = (n: number) => view.get('command', batchCommandId(id, n))
    const standing = standingOf(batch, commandOf)
    if (isAbandoned(batch, standing, commandOf, now()))
      return [{ ...tell, kind: 'commandBatch.stopped', payload: { ...about, end: 'interrupted' } }]
    const step = nextStep(batch, standing, paceOf(batch.perSecond).room)
    if (step.do === 'issue') return step.devices.flatMap((n) => issueDraft(batch, n, fence) ?? [])
    if (step.do === 'stop')
      return [{ ...tell, kind: 'commandBatch.stopped', payload: { ...about, end: 'tooManyFailures' } }]
    if (step.do === 'end') return [{ ...tell, kind: 'commandBatch.ended', payload: { ...about, counts: step.counts } }]
    if (batch.state !== 'ending') return []
    // What was called off and has not left stays here.
    return batch.devices.flatMap((_device, n): Draft[] => {
      const command = commandOf(n)
      if (command?.state !== 'issued') return []
      return [{ ...tell, kind: 'command.withdrawn', subjectId: command.id, payload: { ...about, reason: 'batch' } }]
    })
  }

  const stopListening = journal.onCommitted(({ touched }) => {
    for (const { kind, id } of touched) if (kind === 'commandBatch') look(id)
  })
  for (const { id } of journal.view.list('commandBatch')) look(id)

  return {
    stop() {
      isStopped = true
      stopListening()
      for (const cancel of timers.values()) cancel()
      timers.clear()
    },
  }
}

/** The command for one device of a batch: whoever started the batch answers for it. */
function issueDraft(batch: CommandBatch, n: number, fence: number | undefined): Draft | undefined {
  const device = batch.devices[n]
  if (!device) return undefined
  const commandId = CommandId.parse(batchCommandId(batch.id, n))
  const { service, input, commandClass, reason, incidentId, breakGlass } = batch
  return {
    kind: 'command.issued',
    subjectId: commandId,
    id: `${commandId}-issued`,
    actor: batch.started.by,
    payload: {
      deviceId: device.id,
      service,
      input,
      commandClass,
      isHeld: false,
      batchId: batch.id,
      ...(reason !== undefined && { reason }),
      ...(incidentId !== undefined && { incidentId }),
      ...(breakGlass !== undefined && { breakGlass }),
      ...(device.seen && { seen: device.seen }),
      ...(fence !== undefined && { fence }),
    },
  }
}
