import type { Client } from '../../domain/contract'
import { createRegistry, type Registry } from './Registry'

/** An import changes the registry many times a second: it is read anew so often at most, ms. */
const restMs = 1_000

export interface RegistryFollower {
  /** Looks whether the registry that was loaded is behind by now. */
  check(): void
  close(): void
}

/**
 * Keeps a loaded registry level with the core's: when that has another revision, devices and types are read anew; what stands on screen stays until they are there. A reading that fails is tried again with
 * the next change.
 *
 * @param known the registry as it is shown; `undefined` until it was loaded
 */
export function followRegistry(
  client: Client,
  known: () => Registry | undefined,
  onChanged: (registry: Registry) => void,
): RegistryFollower {
  let wanted = 0
  let isReading = false
  let isClosed = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const read = async (before: Registry) => {
    isReading = true
    try {
      const [{ deviceTypes }, devices] = await Promise.all([
        client.call('registry.deviceTypes', {}),
        client.call('registry.devices', {}),
      ])
      if (isClosed) return
      const { geometry, people, materials, plans } = before
      onChanged(
        createRegistry({
          geometry,
          people: [...people.values()],
          materials: [...materials.values()],
          plans: [...plans.values()],
          deviceTypes,
          devices,
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
    if (before && wanted > before.devices.revision && !isReading && timer === undefined) void read(before)
  }
  const stop = client.on('registry.changed', {}, ({ revision }) => {
    wanted = Math.max(wanted, revision)
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
