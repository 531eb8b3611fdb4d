import type { DeviceHttp } from './CoreOptions'
import { isLoopback } from './demoSecret'

type Address = Pick<DeviceHttp, 'host' | 'port'>

/**
 * The door that the two options of a command line ask for.
 *
 * @param https of `--device-https`
 * @param http of `--device-http`
 * @returns `undefined` for none; a sentence for the person who started the program where they cannot be followed
 */
export function chooseDeviceDoor(
  https: Address | undefined,
  http: Address | undefined,
): DeviceHttp | { fault: string } | undefined {
  if (https && http) return { fault: '--device-https and --device-http are one door: give one of them' }
  if (https) return { ...https, isTls: true }
  if (!http) return undefined
  if (isLoopback(http.host)) return { ...http, isTls: false }
  return {
    fault: `--device-http is for loopback: at "${http.host}" secrets of devices would cross the network in clear`,
  }
}
