import type { BatchCounts, Command, CommandBatch } from '../contract'

/** Commands of a batch that wait or are under way at once, at most: slow devices must not pile up behind a fast batch. */
const mostUnderWay = (perSecond: number): number => Math.max(20, perSecond * 5)

/** Batches issue this often at most, ms. */
const leastSliceMs = 100
/** What stood still for longer, because nobody drove, is not gone on with: who started it looked at the devices as they were then, ms. */
export const goOnWithinMs = 5 * 60_000

/** How many may be issued at once, and after how long the next, ms, so that no second has more than was asked: what starts motors one by one must not start ten. */
export function paceOf(perSecond: number): { room: number; everyMs: number } {
  const room = Math.ceil((perSecond * leastSliceMs) / 1000)
  return { room, everyMs: (room * 1000) / perSecond }
}

/** Id of the command for the batch's n-th device: the same at every seat, so that none is given twice. */
export const batchCommandId = (batchId: string, n: number): string => `C-${batchId}-${n}`

/** Where a batch stands. */
export interface BatchStanding {
  readonly counts: BatchCounts
  readonly underWay: number
  /** Devices, by their place in the list, that nothing was issued for yet. */
  readonly open: readonly number[]
}

/** @param commandOf the command of the n-th device; `undefined` when there is none */
export function standingOf(
  batch: Pick<CommandBatch, 'devices'>,
  commandOf: (n: number) => Pick<Command, 'state'> | undefined,
): BatchStanding {
  const counts = { answered: 0, failed: 0, unknown: 0, unsent: 0 }
  const open: number[] = []
  let underWay = 0
  for (let n = 0; n < batch.devices.length; n++) {
    const state = commandOf(n)?.state
    if (state === undefined) open.push(n)
    else if (state === 'answered' || state === 'failed' || state === 'unknown') counts[state]++
    else if (state === 'expired' || state === 'withdrawn') counts.unsent++
    else underWay++
  }
  return { counts, underWay, open }
}

/** Whether a batch that may run was left for so long that the rest of it must not go any more: nothing of it is under way, and nothing was issued or ended lately. */
export function isAbandoned(
  batch: Pick<CommandBatch, 'state' | 'devices' | 'started' | 'confirmed'>,
  { underWay, open }: BatchStanding,
  commandOf: (n: number) => Pick<Command, 'issued' | 'endedAtMs'> | undefined,
  nowMs: number,
): boolean {
  if (batch.state !== 'running' || underWay > 0 || open.length === 0) return false
  const isLong = (atMs: number): boolean => nowMs - atMs > goOnWithinMs
  return (
    isLong(batch.confirmed?.atMs ?? batch.started.atMs) &&
    batch.devices.every((_device, n) => {
      const command = commandOf(n)
      return !command || isLong(command.endedAtMs ?? command.issued.atMs)
    })
  )
}

export type BatchStep =
  | { readonly do: 'issue'; readonly devices: readonly number[] }
  | { readonly do: 'stop' }
  | { readonly do: 'end'; readonly counts: BatchCounts }
  | { readonly do: 'wait' }

/**
 * What comes next in a batch that may run.
 *
 * @param room how many may be issued now, by its rate
 */
export function nextStep(batch: CommandBatch, standing: BatchStanding, room: number): BatchStep {
  const { counts, underWay, open } = standing
  const isStopping = batch.state === 'ending'
  if (!isStopping && counts.failed + counts.unknown + counts.unsent > batch.stopAfterFailures && open.length > 0)
    return { do: 'stop' }
  if (isStopping || open.length === 0) {
    if (underWay > 0) return { do: 'wait' }
    return { do: 'end', counts: { ...counts, unsent: counts.unsent + open.length } }
  }
  const free = Math.min(room, mostUnderWay(batch.perSecond) - underWay)
  return free > 0 ? { do: 'issue', devices: open.slice(0, free) } : { do: 'wait' }
}
