import { z } from 'zod'

/** Devices that come in by themselves, by their own secret or certificate; all others speak over the site's connection. */
const OwnDevices = z
  .array(
    z.object({
      deviceId: z.string(),
      typeId: z.string(),
      /** Address of the broker, or of the door that speaks HTTP(S). */
      broker: z.string(),
      secret: z.string().optional(),
      certificate: z.string().optional(),
      key: z.string().optional(),
    }),
  )
  .max(20)
type OwnDevice = z.infer<typeof OwnDevices>[number]

export const readOwnDevices = (text: string): OwnDevice[] => OwnDevices.parse(JSON.parse(text))

/** How a device signs in, and what it listens to. */
export const connectionOf = ({ deviceId, typeId, broker, secret, certificate, key }: OwnDevice) => ({
  broker,
  clientId: deviceId,
  username: `${deviceId}&${typeId}`,
  ...(secret !== undefined && { password: secret }),
  // The demo's authority is made by the console while it starts; a real device is given it (docs/integrators.md).
  ...(certificate !== undefined && key !== undefined && { tls: { cert: certificate, key, rejectUnauthorized: false } }),
  topics: [`/sys/${typeId}/${deviceId}/thing/service/+`, `/sys/${typeId}/${deviceId}/thing/history/get`],
})
