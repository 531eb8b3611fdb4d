import type { Command, CommandBatch, DeviceId } from '../../../domain/contract'

/** How far a batch is, by the commands that carry its id. */
export interface BatchFigures {
  readonly total: number
  readonly answered: number
  readonly failed: number
  readonly unknown: number
  readonly unsent: number
  readonly underWay: number
  /** Failed, without an answer or never sent: those that one would ask again. */
  readonly toRetry: readonly DeviceId[]
}

export function batchFigures(
  batch: Pick<CommandBatch, 'devices' | 'state'>,
  commandOf: (deviceId: DeviceId) => Pick<Command, 'state'> | undefined,
): BatchFigures {
  const figures = { answered: 0, failed: 0, unknown: 0, unsent: 0, underWay: 0 }
  const toRetry: DeviceId[] = []
  for (const { id } of batch.devices) {
    const state = commandOf(id)?.state
    if (state === 'answered') figures.answered++
    else if (state === 'issued' || state === 'sent' || state === 'held' || state === 'awaiting') figures.underWay++
    else if (state === undefined && batch.state !== 'ended') continue
    else {
      if (state === 'failed') figures.failed++
      else if (state === 'unknown') figures.unknown++
      else figures.unsent++
      toRetry.push(id)
    }
  }
  return { total: batch.devices.length, ...figures, toRetry }
}
