import type { Alarm, AlarmStateName, OutOfService } from '../contract/state'

/** Where an alarm that is not over is shown: every one in exactly one place, so that raised = shown + shelved + suppressed + out of service. */
export type AlarmPlace = 'shown' | 'shelved' | 'suppressed' | 'outOfService'

export const placeOf = ({ state }: Pick<Alarm, 'state'>): AlarmPlace =>
  state === 'shelved' || state === 'suppressed' || state === 'outOfService' ? state : 'shown'

export const isHeld = (alarm: Pick<Alarm, 'state'>): boolean => placeOf(alarm) !== 'shown'

/** Whether the condition holds, also of an alarm that is put aside. */
export const isStanding = ({ returnedAtMs }: Pick<Alarm, 'returnedAtMs'>): boolean => returnedAtMs === undefined

/** Whether somebody still has to acknowledge it. */
export const isUnanswered = ({ state }: Pick<Alarm, 'state'>): boolean =>
  state === 'unacknowledged' || state === 'returnedUnacknowledged'

/** Since when it asks for an acknowledgement, UTC ms. */
export const toldAtMs = ({ toldAgainAtMs, arrivedAtMs }: Pick<Alarm, 'toldAgainAtMs' | 'arrivedAtMs'>): number =>
  toldAgainAtMs ?? arrivedAtMs

/** The state that the other fields of an alarm say. */
export function stateOf(
  alarm: Pick<Alarm, 'outOfService' | 'suppressed' | 'shelved' | 'returnedAtMs' | 'acknowledged'>,
): AlarmStateName {
  if (alarm.outOfService) return 'outOfService'
  if (alarm.suppressed) return 'suppressed'
  if (alarm.shelved) return 'shelved'
  if (isStanding(alarm)) return alarm.acknowledged ? 'acknowledged' : 'unacknowledged'
  return alarm.acknowledged ? 'returned' : 'returnedUnacknowledged'
}

/** One at a time for a device, and for each alarm of it: so that two seats that say it say the same. */
export const outOfServiceIdOf = (deviceId: string, definitionId?: string): string =>
  definitionId === undefined ? deviceId : `${deviceId}#${definitionId}`

/** What an alarm is out of service by: the whole device before the one alarm. Of life safety nothing that one person alone has said. */
export function outOfServiceOf(
  alarm: Pick<Alarm, 'deviceId' | 'definitionId' | 'isLifeSafety'>,
  find: (id: string) => OutOfService | undefined,
): OutOfService | undefined {
  const { deviceId, definitionId, isLifeSafety } = alarm
  return [outOfServiceIdOf(deviceId), outOfServiceIdOf(deviceId, definitionId)]
    .map(find)
    .find(
      (one) =>
        one?.state === 'holds' &&
        one.deviceId === deviceId &&
        (one.definitionId === undefined || one.definitionId === definitionId) &&
        (!isLifeSafety || one.confirmed !== undefined),
    )
}
