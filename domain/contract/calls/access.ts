import { z } from 'zod'
import { call, collection, done, feed, none } from '../call'
import { DeviceId, DeviceTypeId, EpochMs } from '../primitives'
import {
  AccessRule,
  AccessScope,
  ActivationFacts,
  CertificateFacts,
  CertificateHolder,
  DeviceKeyFacts,
  Intruder,
  RevocationReason,
} from '../state/access'

const note = z.string().trim().min(1).max(500)
/** PEM text as people paste it. */
const Pem = z.string().min(1).max(16_384)
const days = z.number().int().min(1).max(7_300)

/** The doors for devices, as this seat keeps them. */
export const AccessState = z.object({
  /** Of the embedded broker; absent where the site has one of its own. */
  broker: z
    .object({
      url: z.string(),
      /** Connections with their certificate; `reason` where the door could not be opened. */
      tls: z.object({ url: z.string().optional(), reason: z.string().optional() }).optional(),
      /** Devices that are connected by their own secret or certificate. */
      devicesConnected: z.number().int().min(0),
      /** Refused since the start of this seat, by reason. */
      refused: z.record(z.string(), z.number().int()),
    })
    .optional(),
  keys: z.object({ devices: z.number().int(), revoked: z.number().int(), overlapping: z.number().int() }),
})
export type AccessState = z.infer<typeof AccessState>

export const accessCalls = {
  'access.read': call('engineering.read', none, AccessState),

  'deviceKey.read': call(
    'engineering.read',
    z.object({ deviceId: DeviceId }),
    z.object({ key: DeviceKeyFacts.optional() }),
  ),
  /**
   * Makes the device's secret anew and shows it: here and never again. The one before stays good for `overlapMs`; 0 ends it at once.
   *
   * @throws Refused `notFound` for an unknown device
   */
  'deviceKey.issue': call(
    'access.manage',
    z.object({
      deviceId: DeviceId,
      overlapMs: z
        .number()
        .int()
        .min(0)
        .max(30 * 86_400_000),
    }),
    z.object({ key: DeviceKeyFacts, userName: z.string(), secret: z.string() }),
  ),
  /** From now on no secret of the device is good, and it is hung up on. @throws Refused `notFound`, `alreadySet` */
  'deviceKey.revoke': call('access.manage', z.object({ deviceId: DeviceId, reason: note }), done),

  'accessRule.changed': feed('engineering.read', 'exact', none, collection(AccessRule)),
  'accessRule.set': call(
    'access.manage',
    z.object({
      scope: AccessScope,
      mustUseOwnSecret: z.boolean(),
      mustSign: z.boolean(),
      mustShowCertificate: z.boolean(),
    }),
    done,
  ),

  'activation.changed': feed('engineering.read', 'exact', none, collection(ActivationFacts)),
  /**
   * Makes codes with which devices fetch their secret, and shows them: here and never again. One for each of `deviceIds`, or `count` for any devices of the type.
   *
   * @throws Refused `notFound` for an unknown type or device
   */
  'activation.make': call(
    'access.manage',
    z.object({
      typeId: DeviceTypeId,
      deviceIds: z.array(DeviceId).max(500).optional(),
      count: z.number().int().min(1).max(500).optional(),
      validMs: z
        .number()
        .int()
        .min(60_000)
        .max(90 * 86_400_000),
    }),
    z.object({
      codes: z.array(z.object({ id: z.string(), code: z.string(), deviceId: DeviceId.optional() })),
      untilMs: EpochMs,
    }),
  ),
  /** @throws Refused `notFound`; `tooLate` when it was used */
  'activation.withdraw': call('access.manage', z.object({ id: z.string().min(1).max(64) }), done),

  'certificate.changed': feed('engineering.read', 'exact', none, collection(CertificateFacts)),
  /** Our own authority. The one before stays trusted until it ends or is revoked. */
  'certificate.makeAuthority': call(
    'certificate.manage',
    z.object({ name: z.string().trim().min(1).max(64), validDays: days }),
    z.object({ certificate: CertificateFacts }),
  ),
  /**
   * Signed by our own authority. With a request (PKCS#10, PEM) its key is signed and stays where it was made; without one a key is made and shown: here and never again.
   *
   * @throws Refused `notFound` for an unknown device or type, `illegalState` without an authority, `badRequest` for a request that is not sound
   */
  'certificate.issue': call(
    'certificate.manage',
    z.object({ holder: CertificateHolder, validDays: days, request: Pem.optional() }),
    z.object({ certificate: CertificateFacts, keyPem: z.string().optional(), authorityPem: z.string() }),
  ),
  /**
   * Reads in a certificate that somebody else signed: of a device, of a type, or of an authority whose devices are let in.
   *
   * @throws Refused `badRequest` when it is not sound, `alreadyExists`
   */
  'certificate.import': call(
    'certificate.manage',
    z.object({ pem: Pem, holder: CertificateHolder }),
    z.object({ certificate: CertificateFacts }),
  ),
  /** For good; who is connected with it is hung up on. @throws Refused `notFound`, `alreadySet` */
  'certificate.revoke': call(
    'certificate.manage',
    z.object({ id: z.string().length(64), reason: RevocationReason, note }),
    done,
  ),
  /** The revocation list of our own authority, PEM, for others who check our certificates. @throws Refused `illegalState` without an authority */
  'certificate.readRevocations': call(
    'engineering.read',
    none,
    z.object({ pem: z.string(), authorityPem: z.string() }),
  ),

  'intruder.changed': feed('engineering.read', 'exact', none, collection(Intruder)),
  /** Listens to them again, and begins to count anew. @throws Refused `notFound`, `alreadySet` when it is not locked out */
  'intruder.unlock': call('access.unlock', z.object({ id: z.string().min(1).max(64), note }), done),
} as const
