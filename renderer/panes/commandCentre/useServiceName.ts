import type { CommandInput, DeviceId } from '../../../domain/contract'
import { useRegistry } from '../../feed'
import { useFormat } from '../../i18n'
import { inputWords } from './inputWords'

/** The name of a service by the type of a device, with what it is asked with; its id where the registry does not know it any more. */
export function useServiceName(): (deviceId: DeviceId | undefined, service: string, input?: CommandInput) => string {
  const registry = useRegistry()
  const format = useFormat()
  return (deviceId, service, input = {}) => {
    const index = deviceId === undefined ? undefined : registry.deviceIndex(deviceId)
    const type = index === undefined ? undefined : registry.deviceType(index)
    const known = type?.services.find(({ id }) => id === service)
    const words = inputWords(known, input, format)
    return [known ? format.text(known.name) : service, ...words].join(' · ')
  }
}
