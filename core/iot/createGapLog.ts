import type { DeviceSlot } from '../../connectors/site'
import type { Actor, Gap } from '../../domain/contract'
import type { Draft, Journal } from '../journal/Journal'
import type { Schedule } from './Schedule'

/** A gap that is not over. */
export interface OpenGap {
  readonly id: string
  readonly linkId: string
  /** Absent: the whole link. */
  readonly device?: DeviceSlot
  /** Source times, UTC ms. */
  readonly fromMs: number
  /** Absent while it lasts. */
  toMs?: number
  /** Messages missing by number when it was found or closed. */
  missing?: number
  /** Whether the broker kept for us what was said meanwhile. */
  isKept: boolean
}

/** Writes what becomes of gaps, in order; what could not be written is tried again. */
export interface GapLog {
  found(gap: OpenGap, cause: Gap['cause']): void
  closed(gap: OpenGap): void
  fillStarted(gap: OpenGap): void
  filled(gap: OpenGap, filled: number): void
  unfillable(gap: OpenGap, filled: number, reason: string): void
  /** Waits for the write under way. */
  stop(): Promise<void>
}

const retryMs = 1_000
const gapsActor: Actor = { kind: 'system', id: 'gaps' }

export function createGapLog(parts: {
  journal: Journal
  schedule: Schedule
  onError: (error: unknown) => void
}): GapLog {
  let waiting: Draft[] = []
  let writing: Promise<void> | undefined
  let cancelRetry: (() => void) | undefined
  let isStopped = false

  const flush = (): void => {
    if (writing || cancelRetry || waiting.length === 0 || isStopped) return
    const batch = waiting
    writing = parts.journal
      .write(() => batch)
      .then(
        () => void (waiting = waiting.slice(batch.length)),
        (error: unknown) => {
          parts.onError(error)
          cancelRetry = parts.schedule(retryMs, () => {
            cancelRetry = undefined
            flush()
          })
        },
      )
      .finally(() => {
        writing = undefined
        flush()
      })
  }
  const add = (draft: Draft): void => {
    waiting = [...waiting, draft]
    flush()
  }
  const about = (gap: OpenGap) => ({ subjectId: gap.id, actor: gapsActor })
  const missingOf = ({ missing = 0 }: OpenGap) => missing > 0 && { missing }

  return {
    found(gap, cause) {
      const { linkId, device, fromMs, toMs } = gap
      const ends = { ...(device && { deviceId: device.id }), ...(toMs !== undefined && { toMs }) }
      const payload = { linkId, fromMs, cause, ...ends, ...missingOf(gap) }
      add({ ...about(gap), id: `${gap.id}-found`, kind: 'gap.found', payload })
    },
    closed(gap) {
      if (gap.toMs !== undefined)
        add({ ...about(gap), kind: 'gap.closed', payload: { toMs: gap.toMs, ...missingOf(gap) } })
    },
    fillStarted: (gap) => add({ ...about(gap), kind: 'gap.fillStarted', payload: {} }),
    filled: (gap, filled) => add({ ...about(gap), kind: 'gap.filled', payload: { filled } }),
    unfillable: (gap, filled, reason) => add({ ...about(gap), kind: 'gap.unfillable', payload: { filled, reason } }),
    async stop() {
      await writing
      isStopped = true
      cancelRetry?.()
    },
  }
}
