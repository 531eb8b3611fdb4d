import type { Client, DeviceType } from '../../domain/contract'
import { withDelta } from '../../domain/registry/withDelta'
import { createRegistry, type Registry, type RegistryParts } from './Registry'

/** An import changes the registry many times a second: it is read anew so often at most, ms. */
const restMs = 1_000

export interface RegistryFollower {
  /** Looks whether the registry that was loaded is behind by now. */
  check(): void
  close(): void
}

/**
 * Keeps a loaded registry level with the core's: what is different in devices and types is asked for, and all of it of a core that was started anew; what stands on screen stays until it is there. A
 * reading that fails is tried again with the next change.
 *
 * @param known the registry as it is shown; `undefined` until it was loaded
 */
export function followRegistry(
  client: Client,
  known: () => Registry | undefined,
  onChanged: (registry: Registry) => void,
): RegistryFollower {
  let told: { run: string; changes: number } | undefined
  let isReading = false
  let isClosed = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const read = async (before: Registry) => {
    isReading = true
    try {
      const next = await readAfter(client, before)
      if (isClosed) return
      const { geometry, people, materials, plans } = before
      onChanged(
        createRegistry({
          geometry,
          people: [...people.values()],
          materials: [...materials.values()],
          plans: [...plans.values()],
          ...next,
        }),
      )
    } catch {
      // The link is down or the core turned it away: what is shown stays, and the next change asks again.
      return
    } finally {
      isReading = false
    }
    timer = setTimeout(() => {
      timer = undefined
      check()
    }, restMs)
  }
  const check = () => {
    const before = known()
    // What was changed by hand is seen at once; of a run of changes the next step waits for its rest.
    if (before && told && isBehind(before, told) && !isReading && timer === undefined) void read(before)
  }
  const stop = client.on('registry.changed', {}, ({ run, changes }) => {
    told = { run, changes }
    check()
  })
  return {
    check,
    close() {
      isClosed = true
      clearTimeout(timer)
      stop()
    },
  }
}

const isBehind = ({ devices }: Registry, { run, changes }: { run: string; changes: number }): boolean =>
  devices.run !== run || changes > devices.changes

async function readAfter(
  client: Client,
  { devices: before, types }: Registry,
): Promise<Pick<RegistryParts, 'devices' | 'deviceTypes'>> {
  const { delta } = await client.call('registry.changes', { run: before.run, since: before.changes })
  if (delta) {
    const changed = delta.deviceTypes.map((type): [string, DeviceType] => [type.id, type])
    return { devices: withDelta(before, delta), deviceTypes: [...new Map([...types, ...changed]).values()] }
  }
  const [{ deviceTypes }, devices] = await Promise.all([
    client.call('registry.deviceTypes', {}),
    client.call('registry.devices', {}),
  ])
  return { devices, deviceTypes }
}
