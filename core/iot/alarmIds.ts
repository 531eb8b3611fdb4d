import { createHash } from 'node:crypto'
import { AlarmId } from '../../domain/contract'

/**
 * Id of the alarm that a condition of a device raised at a source time: two seats that see the same fact make the same alarm, and one that is told
 * again after a restart makes none.
 */
export function alarmIdOf(deviceId: string, definitionId: string, raisedAtMs: number): AlarmId {
  const digest = createHash('sha256').update(`${deviceId}\n${definitionId}\n${raisedAtMs}`).digest('hex')
  return AlarmId.parse(`A-${digest.slice(0, 32)}`)
}
