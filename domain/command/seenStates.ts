import type { DeviceType, SeenValues } from '../contract'

/** More states than a person looks at bind nothing. */
const most = 16

/**
 * The states of a device that a command is bound to: what is open, running, in hand mode. Measurements move all the time and bind nothing.
 *
 * @param read the value that is known of a property now; `undefined` when none is
 */
export function seenStates(
  type: Pick<DeviceType, 'properties'>,
  read: (property: string) => number | undefined,
): SeenValues {
  const seen: Record<string, number> = {}
  for (const { id, type: kind } of type.properties) {
    if (kind === 'number') continue
    const value = read(id)
    if (value !== undefined) seen[id] = value
    if (Object.keys(seen).length === most) break
  }
  return seen
}
