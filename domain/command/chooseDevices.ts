import type { CommandTarget } from '../contract'

/** A device as a target looks at it. */
export interface TargetDevice {
  readonly id: string
  readonly typeId: string
  readonly systemKey: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly buildingId?: string | undefined
  readonly floor?: number | undefined
}

/**
 * Whether a device belongs to a target: named in it, or fitting every part that is given. A target that names nothing has no devices: "all" is never meant by leaving something out.
 */
export function isInTarget(target: CommandTarget, device: TargetDevice): boolean {
  const { deviceIds, typeId, systemKey, buildingId, floor, text } = target
  if (deviceIds && !deviceIds.some((id) => id === device.id)) return false
  if (typeId !== undefined && device.typeId !== typeId) return false
  if (systemKey !== undefined && device.systemKey !== systemKey && !device.systemKey.startsWith(`${systemKey}.`))
    return false
  if (buildingId !== undefined && device.buildingId !== buildingId) return false
  if (floor !== undefined && device.floor !== floor) return false
  const word = text?.trim().toLowerCase() ?? ''
  if (word !== '' && ![device.id, device.name.zh, device.name.en].some((name) => name.toLowerCase().includes(word)))
    return false
  return deviceIds !== undefined || typeId !== undefined || systemKey !== undefined || word !== ''
}
