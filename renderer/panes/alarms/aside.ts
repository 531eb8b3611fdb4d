import type { Alarm, DeviceId, LocalText, OutOfService } from '../../../domain/contract'
import { isAside } from '../../alarms/rank'

/** A line of the list of what is put aside. */
export interface AsideLine {
  key: string
  kind: 'shelved' | 'suppressed' | 'outOfService' | 'asked'
  deviceId: DeviceId
  /** The alarm that is held; absent where a device is out of service and none of its alarms stands. */
  alarm: Alarm | undefined
  definitionId: string | undefined
  isLifeSafety: boolean
  /** Of a person; what is suppressed by design has the reason of its definition. */
  reason: OutOfService['reason'] | LocalText
  comment: string | undefined
  /** `undefined` of what is suppressed by design. */
  by: { id: string; name: string } | undefined
  sinceMs: number
  /** When it comes back by itself; absent: when somebody brings it back. */
  untilMs: number | undefined
  /** What the way back is asked for: the alarm, or what is out of service. */
  outOfServiceId: string | undefined
}

/**
 * What is shelved, suppressed by design or out of service, the one that waits for its second person first, then by the end, those without an end last. An alarm held
 * in several ways stands once, by the one that would keep it aside when the others end.
 */
export function asideLines(alarms: Iterable<Alarm>, outOfService: Iterable<OutOfService>): AsideLine[] {
  const lines: AsideLine[] = []
  const withAlarm = new Set<string>()
  for (const alarm of alarms) {
    if (!isAside(alarm)) continue
    const hold = alarm.outOfService ?? (alarm.suppressed ? undefined : alarm.shelved)
    if (!hold) {
      if (alarm.suppressed) lines.push(suppressedLine(alarm, alarm.suppressed))
      continue
    }
    if (alarm.outOfService) withAlarm.add(alarm.outOfService.id)
    lines.push({
      key: alarm.id,
      kind: alarm.outOfService ? 'outOfService' : 'shelved',
      deviceId: alarm.deviceId,
      alarm,
      definitionId: alarm.definitionId,
      isLifeSafety: alarm.isLifeSafety,
      reason: hold.reason,
      comment: alarm.outOfService ? undefined : alarm.shelved?.comment,
      by: { id: hold.by.id, name: hold.by.name ?? hold.by.id },
      sinceMs: hold.atMs,
      untilMs: hold.untilMs,
      outOfServiceId: alarm.outOfService?.id,
    })
  }
  for (const { id, state, deviceId, definitionId, isLifeSafety, reason, comment, asked, untilMs } of outOfService) {
    if (state === 'ended' || withAlarm.has(id)) continue
    lines.push({
      key: id,
      kind: state === 'asked' ? 'asked' : 'outOfService',
      deviceId,
      alarm: undefined,
      definitionId,
      isLifeSafety,
      reason,
      comment,
      by: { id: asked.by.id, name: asked.by.name ?? asked.by.id },
      sinceMs: asked.atMs,
      untilMs,
      outOfServiceId: id,
    })
  }
  const order = ({ kind, untilMs }: AsideLine) => (kind === 'asked' ? -1 : (untilMs ?? Infinity))
  return lines.sort((a, b) => order(a) - order(b) || a.sinceMs - b.sinceMs || (a.key < b.key ? -1 : 1))
}

const suppressedLine = (alarm: Alarm, { sinceMs, reason }: NonNullable<Alarm['suppressed']>): AsideLine => ({
  key: alarm.id,
  kind: 'suppressed',
  deviceId: alarm.deviceId,
  alarm,
  definitionId: alarm.definitionId,
  isLifeSafety: alarm.isLifeSafety,
  reason,
  comment: undefined,
  by: undefined,
  sinceMs,
  untilMs: undefined,
  outOfServiceId: undefined,
})
