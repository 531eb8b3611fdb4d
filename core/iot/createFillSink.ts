import type { SiteEvent, SiteSink } from '../../connectors/site'
import type { Alarm } from '../../domain/contract'
import type { Journal } from '../journal/Journal'
import type { SequenceLedger } from './SequenceLedger'

/** The way of late messages into the ordinary intake. */
export interface FillSink {
  readonly sink: SiteSink
  /** An answer that comes after this changes nothing any more. */
  close(): void
  /** Samples and events that were handed on. */
  readonly filled: number
}

/**
 * Hands on what is missing and nothing else. A message whose number was heard is passed over; of devices that do not count, history folds samples by point and time,
 * and the alarm engine an occurrence by its source time. It signals no life: what is told again was said before.
 */
export function createFillSink(real: SiteSink, ledger: SequenceLedger, journal: Journal): FillSink {
  let isWanted = true
  let isClosed = false
  let filled = 0
  const take = (hand: () => void): void => {
    if (!isWanted || isClosed) return
    filled += 1
    hand()
  }
  const sink: SiteSink = {
    heard: () => void (isWanted = true),
    lost: () => {},
    numbered(deviceIndex, seq, sourceAtMs) {
      isWanted = ledger.isUnheard(deviceIndex, seq)
      if (isWanted && !isClosed) real.numbered(deviceIndex, seq, sourceAtMs)
    },
    sample: (point, value, sourceAtMs, quality) => take(() => real.sample(point, value, sourceAtMs, quality)),
    event(event) {
      // An alarm that is over had this in it; the engine, which knows only open ones, would raise it anew.
      if (!isCovered(journal, event)) take(() => real.event(event))
    },
    receipt: (receipt) => take(() => real.receipt(receipt)),
    answer: () => {},
    refused: (refusal) => real.refused(refusal),
    whenStored: (done) => (isClosed ? done(new Error('nobody takes it any more')) : real.whenStored(done)),
  }
  return {
    sink,
    close: () => void (isClosed = true),
    get filled() {
      return filled
    },
  }
}

/** Whether an alarm by this event that is over stood at that time. */
function isCovered(journal: Journal, { device, event, sourceAtMs }: SiteEvent): boolean {
  const definitions = device.type.alarms.filter(
    ({ condition }) => condition.kind === 'event' && (condition.event === event || condition.clearEvent === event),
  )
  for (const alarm of journal.view.list('alarm')) {
    if (
      alarm.deviceId === device.id &&
      definitions.some(({ id }) => id === alarm.definitionId) &&
      isOverAround(alarm, sourceAtMs)
    )
      return true
  }
  return false
}

const isOverAround = ({ state, raisedAtMs, lastOccurredAtMs, returnedAtMs }: Alarm, atMs: number): boolean =>
  state === 'returned' && raisedAtMs <= atMs && atMs <= Math.max(lastOccurredAtMs, returnedAtMs ?? 0)
