import { type CheckedParams, type HistorySeries, Refused, type SeatId } from '../../domain/contract'
import { localMs } from '../../domain/command/dueTimes'
import type { History } from '../history/History'
import type { Registry } from '../iot/Registry'
import type { Asks } from '../sync/createAsks'

/** Reads what points told in the past. */
export interface HistoryReader {
  /** As this seat recorded it. @throws Refused `notFound` */
  local(query: CheckedParams<'history.read'>): Promise<HistorySeries>
  /** As the installation knows it: a follower keeps a day of its scope, and asks whoever drives for the rest. */
  read(query: CheckedParams<'history.read'>): Promise<HistorySeries>
}

export function createHistoryReader(parts: {
  registry: Registry
  history: History
  asks: Pick<Asks, 'readHistory'>
  /** Who is asked for what this seat did not record; `undefined` when this seat drives, or nobody does. */
  driverId: () => SeatId | undefined
  /** Whether this seat has recorded the point since then. */
  isRecorded: (point: number, fromMs: number) => boolean
}): HistoryReader {
  const { registry, history, asks } = parts
  const slotOf = ({ deviceId, property }: CheckedParams<'history.read'>) => {
    const slot = registry.findDevice(deviceId)?.properties.get(property)
    if (!slot) throw new Refused('notFound', `${deviceId} has no property ${property}`)
    return slot
  }
  const local: HistoryReader['local'] = async ({ deviceId, property, ...range }) => {
    const slot = slotOf({ deviceId, property, ...range })
    const aheadMs = localMs(range.toMs, registry.timeZone) - range.toMs
    return history.read({ ...range, aheadMs, point: slot.point, reportPeriodMs: slot.property.reportPeriodMs })
  }

  return {
    local,
    async read(query) {
      const driverId = parts.driverId()
      if (driverId === undefined || parts.isRecorded(slotOf(query).point, query.fromMs)) return local(query)
      try {
        return await asks.readHistory(driverId, query)
      } catch (error) {
        if (error instanceof Refused && ['serviceUnreachable', 'timedOut'].includes(error.code)) return local(query)
        throw error
      }
    },
  }
}
