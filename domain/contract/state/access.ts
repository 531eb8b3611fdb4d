import { z } from 'zod'
import { DeviceId, DeviceTypeId, EpochMs } from '../primitives'
import { Deed } from './actor'

/**
 * The secret of one device (一机一密). The secret itself was shown once and is nowhere. `hash` is PBKDF2 over its 256 random bits as Mosquitto writes it (`$7$…`), so that a
 * broker of the site can be told; `signKey` is the key derived from it for signed data, sealed with the installation's secret.
 */
export const SecretVersion = z.object({
  keyId: z.string().min(1).max(64),
  hash: z.string().regex(/^\$7\$\d{1,7}\$[A-Za-z0-9+/=]{1,64}\$[A-Za-z0-9+/=]{1,120}$/),
  signKey: z.string().max(400),
  issued: Deed,
})
export type SecretVersion = z.infer<typeof SecretVersion>

export const DeviceKey = z.object({
  id: DeviceId,
  typeId: DeviceTypeId,
  current: SecretVersion.optional(),
  /** The one before, good until then: a device in the field is given the new one while it still speaks with the old. */
  previous: SecretVersion.extend({ untilMs: EpochMs }).optional(),
  /** Set while no secret of the device is good: taken back by a person. */
  revoked: Deed.extend({ reason: z.string().max(500) }).optional(),
  /** How the current one came: made by a person, or fetched by the device with an activation code. */
  how: z.enum(['issued', 'activated']),
})
export type DeviceKey = z.infer<typeof DeviceKey>

/** What windows are told of a device's secret: nothing that could help to guess it. */
export const DeviceKeyFacts = z.object({
  id: DeviceId,
  typeId: DeviceTypeId,
  keyId: z.string().optional(),
  issued: Deed.optional(),
  how: z.enum(['issued', 'activated']),
  /** The secret before is good until then. */
  previousUntilMs: EpochMs.optional(),
  revoked: Deed.extend({ reason: z.string() }).optional(),
})
export type DeviceKeyFacts = z.infer<typeof DeviceKeyFacts>

/** Whose rule it is: the installation's, one type's or one device's. The nearest to the device holds. */
export const AccessScope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('installation') }),
  z.object({ kind: z.literal('type'), typeId: DeviceTypeId }),
  z.object({ kind: z.literal('device'), deviceId: DeviceId }),
])
export type AccessScope = z.infer<typeof AccessScope>

/** What is asked of devices beyond a name and a secret. */
export const AccessRule = z.object({
  id: z.string().min(1).max(130),
  scope: AccessScope,
  /** The name that the site shares does not speak for it: it comes with its own secret or certificate. */
  mustUseOwnSecret: z.boolean(),
  /** Only signed messages are taken (HMAC over topic, payload, time and sequence). */
  mustSign: z.boolean(),
  /** Only a connection that shows a certificate of the device or its type is taken. */
  mustShowCertificate: z.boolean(),
  set: Deed,
})
export type AccessRule = z.infer<typeof AccessRule>

/** Id of a rule: the same at every seat, so that changes made apart meet. */
export const accessRuleId = (scope: AccessScope): string =>
  scope.kind === 'installation'
    ? 'installation'
    : scope.kind === 'type'
      ? `type/${scope.typeId}`
      : `device/${scope.deviceId}`

/** Leave for one device to fetch its secret once. Of the code only the hash is kept. */
export const ActivationCode = z.object({
  id: z.string().min(1).max(64),
  codeHash: z.string().regex(/^[0-9a-f]{64}$/),
  typeId: DeviceTypeId,
  /** The one device it is good for; any of the type that has no secret yet when absent. */
  deviceId: DeviceId.optional(),
  untilMs: EpochMs,
  made: Deed,
  used: z.object({ deviceId: DeviceId, atMs: EpochMs, address: z.string().max(80) }).optional(),
  withdrawn: Deed.optional(),
})
export type ActivationCode = z.infer<typeof ActivationCode>

/** As windows see it. */
export const ActivationFacts = ActivationCode.omit({ codeHash: true })
export type ActivationFacts = z.infer<typeof ActivationFacts>

/** Whom a certificate speaks for. */
export const CertificateHolder = z.discriminatedUnion('kind', [
  /** Signs others: our own, or one of a maker whose devices we let in. */
  z.object({ kind: z.literal('authority'), typeId: DeviceTypeId.optional() }),
  z.object({ kind: z.literal('device'), deviceId: DeviceId }),
  /** All devices of the type share it; which one speaks is said by user name and secret. */
  z.object({ kind: z.literal('deviceType'), typeId: DeviceTypeId }),
  z.object({ kind: z.literal('server') }),
])
export type CertificateHolder = z.infer<typeof CertificateHolder>

export const revocationReasons = ['unspecified', 'keyCompromise', 'superseded', 'cessationOfOperation'] as const
export const RevocationReason = z.enum(revocationReasons)
export type RevocationReason = z.infer<typeof RevocationReason>

/** A certificate the installation knows; `id` is SHA-256 of its DER, hex. */
export const CertificateFacts = z.object({
  id: z.string().regex(/^[0-9a-f]{64}$/),
  holder: CertificateHolder,
  /** Signed by somebody else and read in. */
  isForeign: z.boolean(),
  subject: z.string().max(400),
  issuer: z.string().max(400),
  /** Hex, as in a revocation list. */
  serial: z.string().max(64),
  notBeforeMs: EpochMs,
  notAfterMs: EpochMs,
  pem: z.string().max(16_384),
  added: Deed,
  revoked: Deed.extend({ reason: RevocationReason, note: z.string().max(500) }).optional(),
  /** The last warning that was given: so many days before its end; 0 when it had ended. */
  warnedDays: z.number().int().min(0).optional(),
})
export type CertificateFacts = z.infer<typeof CertificateFacts>

/** As the journal keeps it: with the private key of our own authority and server, sealed with the installation's secret. */
export const Certificate = CertificateFacts.extend({ sealedKey: z.string().max(16_384).optional() })
export type Certificate = z.infer<typeof Certificate>

/** Why somebody was not let in, or something a connection wanted was not allowed. */
export const intrusionReasons = [
  'unknownDevice',
  'wrongSecret',
  'revokedSecret',
  'noSecret',
  'noCertificate',
  'untrustedCertificate',
  'revokedCertificate',
  'expiredCertificate',
  'wrongHolder',
  'wrongProtocol',
  'foreignTopic',
  'wrongCode',
  'unsigned',
  'badSignature',
  'replayed',
  'tooFast',
  'unknownSystem',
  'wrongKey',
] as const
export const IntrusionReason = z.enum(intrusionReasons)
export type IntrusionReason = z.infer<typeof IntrusionReason>

/** Somebody who wanted in and was not let in, told apart by name and address. All seats' counts together. */
export const Intruder = z.object({
  id: z.string().min(1).max(64),
  linkId: z.string().max(80),
  /** MQTT client id, or the device named in the topic; `*` for many names from one address together. */
  name: z.string().max(130),
  /** Address without port; empty where a foreign broker stands between and does not tell it. */
  address: z.string().max(80),
  count: z.number().int().min(1),
  firstAtMs: EpochMs,
  lastAtMs: EpochMs,
  lastReason: IntrusionReason,
  /** What it sent or named last: user name, topic or the beginning of its message, printable. */
  sample: z.string().max(200),
  /** Not listened to until then. */
  lockedUntilMs: EpochMs.optional(),
  /** How often it was locked out; each time is longer than the one before. */
  lockOuts: z.number().int().min(0),
  unlocked: Deed.extend({ note: z.string().max(500) }).optional(),
  /** Not seen for a long time: told no more. */
  isForgotten: z.boolean(),
})
export type Intruder = z.infer<typeof Intruder>
