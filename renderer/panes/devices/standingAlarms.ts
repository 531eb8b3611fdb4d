import type { Alarm, AlarmPriority } from '../../../domain/contract'
import { isSettled, priorityOrder } from '../../alarms/rank'

export interface StandingAlarms {
  count: number
  worst: AlarmPriority
  /** Whether one of them waits to be acknowledged. */
  isWaiting: boolean
}

/** What stands or waits for a hand, by device. */
export function standingAlarms(alarms: Iterable<Alarm>): ReadonlyMap<string, StandingAlarms> {
  const byDevice = new Map<string, StandingAlarms>()
  for (const alarm of alarms) {
    if (isSettled(alarm)) continue
    const known = byDevice.get(alarm.deviceId)
    const isWaiting = alarm.state === 'unacknowledged' || alarm.state === 'returnedUnacknowledged'
    if (!known) byDevice.set(alarm.deviceId, { count: 1, worst: alarm.priority, isWaiting })
    else {
      known.count += 1
      known.isWaiting ||= isWaiting
      if (priorityOrder.indexOf(alarm.priority) < priorityOrder.indexOf(known.worst)) known.worst = alarm.priority
    }
  }
  return byDevice
}
