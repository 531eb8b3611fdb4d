/** A device as it names itself: the two names of its topics. */
export interface DeviceName {
  readonly productKey: string
  readonly deviceName: string
}

/** MQTT user name of a device, and the common name of its certificates: `{deviceName}&{productKey}`. */
export const deviceUserName = ({ productKey, deviceName }: DeviceName): string => `${deviceName}&${productKey}`

/** @returns `undefined` for a name that is none of a device */
export function parseDeviceUserName(userName: string): DeviceName | undefined {
  const [deviceName, productKey, ...rest] = userName.split('&')
  if (!deviceName || !productKey || rest.length > 0 || deviceName.length > 64 || productKey.length > 64)
    return undefined
  return { productKey, deviceName }
}

/** Signs in to fetch a secret with an activation code; knows nothing else. */
export const newcomerUserName = 'activate'
/** Where it asks, and where it is answered: its own connection alone hears the answer. */
export const activationTopic = '/ext/activate'
export const activationReplyTopic = '/ext/activate_reply'
