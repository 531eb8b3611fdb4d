import { z } from 'zod'
import { type Actor, DeviceId, DeviceTypeId, Refused } from '../../domain/contract'
import type { Journal } from '../journal/Journal'
import type { Certificates } from './createCertificates'
import type { DeviceKeys } from './createDeviceKeys'

/** Devices of the demo that come in by themselves, as the file of `npm start` says. */
const DemoDevices = z
  .array(
    z.object({
      deviceId: DeviceId,
      typeId: DeviceTypeId,
      secret: z.string().min(32).max(200).optional(),
      certificate: z.string().max(16_384).optional(),
    }),
  )
  .max(20)

const demo: Actor = { kind: 'system', id: 'demo' }

/** Lets the demo's own devices in: what is so already is not written again. @param text of the file */
export async function ensureDemoDevices(
  text: string,
  { keys, certificates, journal }: { keys: DeviceKeys; certificates: Certificates; journal: Pick<Journal, 'write'> },
): Promise<void> {
  for (const { deviceId, typeId, secret, certificate } of DemoDevices.parse(JSON.parse(text))) {
    if (secret !== undefined && typeof keys.check(deviceId, Buffer.from(secret)) !== 'object') {
      const { draft } = keys.draft({ id: deviceId, typeId }, demo, { how: 'issued' }, secret)
      await journal.write(() => [draft])
    }
    if (certificate !== undefined)
      await certificates.import({ pem: certificate, holder: { kind: 'device', deviceId } }, demo).catch((error) => {
        if (!(error instanceof Refused && error.code === 'alreadyExists')) throw error
      })
  }
}
