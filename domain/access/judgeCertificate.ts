import type { Certificate, IntrusionReason } from '../contract/state/access'
import type { DeviceId, DeviceTypeId } from '../contract/primitives'
import { parseDeviceUserName } from './deviceUserName'

/** What a connection showed: its peer holds the private key, that much is proven. */
export interface ShownCertificate {
  /** SHA-256 of its DER, hex. */
  readonly id: string
  readonly commonName: string
  /** Of the certificate that signed it, where the whole chain was found sound; `undefined` where it was not. */
  readonly authorityId: string | undefined
  readonly notBeforeMs: number
  readonly notAfterMs: number
}

/** For one device, or for devices of a type: which one its user name says. */
export type SpeaksFor =
  | { readonly kind: 'device'; readonly deviceId: DeviceId }
  | { readonly kind: 'deviceType'; readonly typeId: DeviceTypeId }
  | { readonly kind: 'foreignDevice'; readonly deviceName: string; readonly typeId: DeviceTypeId }

export type CertificateVerdict = { readonly speaksFor: SpeaksFor } | { readonly refused: IntrusionReason }

/**
 * Whom a certificate speaks for. One that we issued or read in is known by its fingerprint: a signature of ours on a certificate that is not in the list is worth nothing, so that
 * a stolen authority alone lets nobody in. One that a maker's authority signed, which was read in for a type, speaks for the device that it names.
 */
export function judgeCertificate(
  shown: ShownCertificate,
  knownOf: (id: string) => Certificate | undefined,
  nowMs: number,
): CertificateVerdict {
  const known = knownOf(shown.id)
  if (known?.revoked) return { refused: 'revokedCertificate' }
  if (nowMs < shown.notBeforeMs || nowMs > shown.notAfterMs) return { refused: 'expiredCertificate' }
  if (known?.holder.kind === 'device') return { speaksFor: known.holder }
  if (known?.holder.kind === 'deviceType') return { speaksFor: known.holder }
  const authority = shown.authorityId === undefined ? undefined : knownOf(shown.authorityId)
  if (known || !authority?.isForeign || authority.holder.kind !== 'authority')
    return { refused: 'untrustedCertificate' }
  if (authority.revoked) return { refused: 'revokedCertificate' }
  const { typeId } = authority.holder
  if (typeId === undefined) return { refused: 'untrustedCertificate' }
  const named = parseDeviceUserName(shown.commonName)
  if (named && named.productKey !== typeId) return { refused: 'wrongHolder' }
  return { speaksFor: { kind: 'foreignDevice', deviceName: named?.deviceName ?? shown.commonName, typeId } }
}
