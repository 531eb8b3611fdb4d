import { z } from 'zod'

const topicFilter = z
  .string()
  .min(1)
  .max(256)
  .refine(
    (filter) =>
      filter
        .split('/')
        .every((level, at, all) => level === '+' || (level === '#' ? at === all.length - 1 : !/[+#]/.test(level))),
    'no topic filter',
  )
/** `a.b.0.c`: names of fields and places in arrays, from the message's root. */
const path = z.string().regex(/^[^.]{1,64}(\.[^.]{1,64}){0,15}$/)

/** How plain JSON of some topics becomes properties of a device. */
export const PlainMapping = z.object({
  topicFilter,
  productKey: z.string().min(1).max(64),
  /** Device name; `{n}` stands for the topic's n-th level, counted from 1: `meter-{2}-{4}`. */
  deviceName: z.string().min(1).max(128),
  properties: z.record(
    z.string().min(1).max(64),
    z.object({
      path,
      /** The property is `scale × value + offset`. */
      scale: z.number().optional(),
      offset: z.number().optional(),
      /** Unit after scaling; where given it must be the property's, or the value is refused. */
      unit: z.string().max(16).optional(),
    }),
  ),
  /** Where the message says when it was measured; arrival time counts otherwise. */
  time: z.object({ path, unit: z.enum(['ms', 's', 'iso']) }).optional(),
})
export type PlainMapping = z.infer<typeof PlainMapping>

/** One link to a broker. */
export const MqttOptions = z.object({
  id: z.string().min(1).max(64),
  url: z.string().regex(/^mqtts?:\/\/[^/?#]+\/?$/, 'mqtt://host:port or mqtts://host:port'),
  username: z.string().max(256).optional(),
  password: z.string().max(256).optional(),
  /** PEM texts. */
  tls: z
    .object({
      ca: z.string().optional(),
      cert: z.string().optional(),
      key: z.string().optional(),
      rejectUnauthorized: z.boolean().optional(),
    })
    .optional(),
  /** Stable and one a seat: the broker keeps what arrives while we are away under this name. */
  clientId: z.string().min(1).max(128),
  cleanSession: z.boolean().default(false),
  /** How long the broker keeps our session while we are away, s (MQTT 5). */
  sessionExpiryS: z.number().int().min(0).max(604_800).default(86_400),
  /** A silent loss is found after one and a half times this: 8 s keep the 15 s of P5 with room. */
  keepaliveS: z.number().int().min(1).max(3_600).default(8),
  /** Workers of one group share the messages (`$share`, MQTT 5). */
  sharedGroup: z
    .string()
    .regex(/^[^/+#]{1,64}$/)
    .optional(),
  maxPacketBytes: z.number().int().min(1_024).max(16_777_216).default(262_144),
  mappings: z.array(PlainMapping).max(256).default([]),
})
export type MqttOptions = z.infer<typeof MqttOptions>
