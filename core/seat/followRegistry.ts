import { qualityCodes } from '../../domain/contract'
import { eachMove, type Registry, type RegistryChange } from '../iot/Registry'
import type { DeviceStates } from '../live/DeviceStates'
import type { LiveState } from '../live/LiveState'

/**
 * Keeps the columns as long as the registry, and takes the value of a point along to its new number. To be made before anything else that listens to the registry.
 */
export function followRegistry(registry: Registry, live: LiveState, deviceStates: DeviceStates): void {
  registry.onChanged(({ moved }: RegistryChange) => {
    live.grow(registry.pointCount)
    deviceStates.grow(registry.deviceCount)
    eachMove(moved, (from, to) => {
      const quality = live.quality(from)
      if (quality !== qualityCodes.never) live.set(to, live.value(from), live.timeMs(from), quality)
    })
  })
}
