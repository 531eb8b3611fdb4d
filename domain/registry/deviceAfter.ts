import type { Device, DeviceChange, DevicePatch } from '../contract'

const clearable = [
  'parentId',
  'activatedAtMs',
  'firmware',
  'serialNumber',
  'network',
  'organisationId',
  'groupIds',
  'tags',
  'attributes',
] as const satisfies readonly (keyof DevicePatch & keyof Device)[]

/** The device with a patch laid over it. Lists that are empty are as good as none. */
export function patched(device: Device, patch: DevicePatch): Device {
  const next: Device = {
    ...device,
    ...(patch.name && { name: patch.name }),
    ...(patch.place && { place: patch.place }),
  }
  for (const field of clearable) take(next, patch, field)
  return next
}

function take<F extends (typeof clearable)[number]>(next: Device, patch: DevicePatch, field: F): void {
  const value: DevicePatch[F] = patch[field]
  if (value === undefined) return
  if (value === null || (Array.isArray(value) && value.length === 0)) delete next[field]
  else Object.assign(next, { [field]: value })
}

/**
 * A device as it is after all that was changed of it.
 *
 * @param base as the district brought it; `undefined` when it did not
 * @returns `undefined` while all that is known of it are changes: what they change has not come yet
 */
export function deviceAfter(base: Device | undefined, change: DeviceChange | undefined): Device | undefined {
  const device = base ?? change?.added
  return device && change ? patched(device, change.patch) : device
}

/** Fields of a patch that would change something. @returns `undefined` when all is so already */
export function effectivePatch(device: Device, patch: DevicePatch): DevicePatch | undefined {
  const next = patched(device, patch)
  const changed = Object.entries(patch).filter(
    ([field, value]) => value !== undefined && !isSame(fieldOf(device, field), fieldOf(next, field)),
  )
  return changed.length === 0 ? undefined : Object.fromEntries(changed)
}

const fieldOf = (device: Device, field: string): unknown => Object.entries(device).find(([name]) => name === field)?.[1]

/** The same JSON, whatever the order of the members. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [one, other] = [a, b].map(
    (value) => new Map(Object.entries(value).filter(([, member]) => member !== undefined)),
  )
  if (!one || !other || one.size !== other.size) return false
  return [...one].every(([key, value]) => other.has(key) && isSame(value, other.get(key)))
}
