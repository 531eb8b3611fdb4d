import type { DeviceKey } from '../contract/state/access'
import { deviceUserName } from './deviceUserName'

/** What a broker of the site must know of one device. */
export interface BrokerDevice {
  readonly id: string
  readonly typeId: string
  /** Services that it answers. */
  readonly services: readonly string[]
  /** Devices behind it, by their type, with the services they answer. */
  readonly children: readonly { readonly id: string; readonly typeId: string; readonly services: readonly string[] }[]
}

/** Name that Chengtai itself signs in with. */
export interface BrokerCore {
  readonly userName: string
  /** As `mosquitto_passwd` writes it; absent where its line is kept elsewhere. */
  readonly hash?: string
}

const unsafe = /[\p{Cc}+#:]/u

/** A name that would bend the lines of the files, or open a topic to others, is left out. */
export const fitsBrokerFiles = ({ id, typeId }: { id: string; typeId: string }): boolean =>
  !unsafe.test(id) && !unsafe.test(typeId) && !id.includes('/') && !typeId.includes('/')

/** Mosquitto's `password_file`: the secrets that are good now. It knows one secret a device: of an overlap the new one. */
export function passwordFile(keys: readonly DeviceKey[], core: BrokerCore): string {
  const lines = keys
    .filter((key) => key.current && !key.revoked && fitsBrokerFiles(key))
    .map(
      ({ id, typeId, current }) => `${deviceUserName({ deviceName: id, productKey: typeId })}:${current?.hash ?? ''}`,
    )
  return text([...(core.hash === undefined ? [] : [`${core.userName}:${core.hash}`]), ...lines])
}

/** Mosquitto's `acl_file`: Chengtai hears and says everything of devices; a device what is its own, to the very topic. */
export function aclFile(devices: readonly BrokerDevice[], core: BrokerCore): string {
  const own = ({ id, typeId, services }: Omit<BrokerDevice, 'children'>): string[] => {
    const root = `/sys/${typeId}/${id}/thing`
    return [
      `topic write ${root}/event/+/post`,
      `topic write ${root}/lifecycle`,
      `topic write ${root}/model/up_raw`,
      `topic write ${root}/history/get_reply`,
      ...services.map((service) => `topic write ${root}/service/${service}_reply`),
      ...services.map((service) => `topic read ${root}/service/${service}`),
      `topic read ${root}/history/get`,
      `topic read ${root}/event/+/post_reply`,
    ]
  }
  const blocks = devices
    .filter(fitsBrokerFiles)
    .map((device) =>
      [
        `user ${deviceUserName({ deviceName: device.id, productKey: device.typeId })}`,
        ...own(device),
        ...device.children.filter(fitsBrokerFiles).flatMap(own),
      ].join('\n'),
    )
  return text([`user ${core.userName}\ntopic readwrite /sys/#`, ...blocks].map((block) => `${block}\n`))
}

/** What stands in `mosquitto.conf`. @param folder where the files lie */
export function brokerConfiguration(
  folder: string,
  tlsPort: number,
  serverFiles: { cert: string; key: string },
): string {
  return text([
    'per_listener_settings false',
    '# Otherwise a message waits in the socket until TCP acknowledges the one before: up to 40 ms of an alarm.',
    'set_tcp_nodelay true',
    'allow_anonymous false',
    `password_file ${folder}/passwords`,
    `acl_file ${folder}/acl`,
    'listener 1883 127.0.0.1',
    `listener ${tlsPort}`,
    `cafile ${folder}/authorities.pem`,
    `certfile ${serverFiles.cert}`,
    `keyfile ${serverFiles.key}`,
    'require_certificate true',
    '# The common name of a certificate is the user name of its device.',
    'use_identity_as_username true',
    `crlfile ${folder}/revoked.pem`,
  ])
}

const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`
