import type { DeviceId } from '../../../domain/contract'
import { useRegistry } from '../../feed'
import { useFormat } from '../../i18n'

/** The name of a service by the type of a device; its id where the registry does not know it any more. */
export function useServiceName(): (deviceId: DeviceId | undefined, service: string) => string {
  const registry = useRegistry()
  const format = useFormat()
  return (deviceId, service) => {
    const index = deviceId === undefined ? undefined : registry.deviceIndex(deviceId)
    const type = index === undefined ? undefined : registry.deviceType(index)
    const name = type?.services.find(({ id }) => id === service)?.name
    return name ? format.text(name) : service
  }
}
