import type { SeatId } from '../../domain/contract'
import { createCorrections } from '../history/createCorrections'
import type { History } from '../history/History'
import type { Registry } from '../iot/Registry'
import type { Journal } from '../journal/Journal'
import type { Ticker } from '../live/Ticker'
import type { Asks } from '../sync/createAsks'
import { createHistoryReader, type HistoryReader } from './createHistoryReader'
import { historyHandlers } from './historyHandlers'

/** What was recorded, as people read, correct and take it with them. */
export interface Records {
  readonly reader: HistoryReader
  readonly handlers: ReturnType<typeof historyHandlers>
  stop(): void
}

export function createRecords(parts: {
  registry: Registry
  journal: Journal
  history: History
  asks: Asks
  driverId: () => SeatId | undefined
  /** Whether this seat has the samples of a point from then on. */
  isRecorded: (point: number, fromMs: number) => boolean
  ticker: Ticker
  newId: () => string
  onError: (error: unknown) => void
}): Records {
  const { registry, journal, history, ticker, newId, onError } = parts
  const reader = createHistoryReader(parts)
  const corrections = createCorrections({
    journal,
    history,
    pointOf: (deviceId, property) => registry.findDevice(deviceId)?.properties.get(property)?.point,
    newId,
    onError,
  })
  return {
    reader,
    handlers: historyHandlers({ registry, reader, corrections, journal, ticker, onError }),
    stop: () => corrections.stop(),
  }
}
