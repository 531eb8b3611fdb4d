import { deviceStateCodes, type DeviceStateName } from '../../../domain/contract'

const names = new Map<number, DeviceStateName>([
  [deviceStateCodes.unknown, 'unknown'],
  [deviceStateCodes.online, 'online'],
  [deviceStateCodes.abnormal, 'abnormal'],
  [deviceStateCodes.offline, 'offline'],
  [deviceStateCodes.outOfService, 'outOfService'],
])

/** Name of a state byte of the feed; a byte from a newer core reads as unknown. */
export const deviceStateName = (code: number | undefined): DeviceStateName =>
  names.get(code ?? deviceStateCodes.unknown) ?? 'unknown'
