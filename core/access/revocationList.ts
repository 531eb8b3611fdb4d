import forge from 'node-forge'
import type { RevocationReason } from '../../domain/contract'
import { nameOf, rsaKeyOf } from './x509'

const { asn1, pki, md } = forge
const { Class, Type } = asn1

/** One that is taken back. */
export interface Revoked {
  /** Hex. */
  readonly serial: string
  readonly atMs: number
  readonly reason: RevocationReason
}

/** RFC 5280, 5.3.1. */
const reasonCodes: Record<RevocationReason, number> = {
  unspecified: 0,
  keyCompromise: 1,
  superseded: 4,
  cessationOfOperation: 5,
}
/** A list is made anew long before; who does not get it refuses everybody, so it is not too short, ms. */
const goodForMs = 30 * 86_400_000

const whole = (constructed: boolean, type: forge.asn1.Type, value: string | forge.asn1.Asn1[]) =>
  asn1.create(Class.UNIVERSAL, type, constructed, value)
/** A place with a number of its own instead of a type. */
const tagged = (number: number, isConstructed: boolean, value: string | forge.asn1.Asn1[]) =>
  // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- the types of forge know the numbers of universal types only; its code writes any
  asn1.create(Class.CONTEXT_SPECIFIC, number, isConstructed, value)
const sequence = (...parts: forge.asn1.Asn1[]) => whole(true, Type.SEQUENCE, parts)
const oid = (name: string) => whole(false, Type.OID, asn1.oidToDer(name).getBytes())
const bytes = (hex: string) => forge.util.hexToBytes(hex.length % 2 === 0 ? hex : `0${hex}`)
/** Until 2049 in the short form, after that in the long one (RFC 5280, 5.1.2.4). */
const time = (ms: number) => {
  const date = new Date(ms)
  return date.getUTCFullYear() < 2050
    ? whole(false, Type.UTCTIME, asn1.dateToUtcTime(date))
    : whole(false, Type.GENERALIZEDTIME, asn1.dateToGeneralizedTime(date))
}

const sha256WithRsa = '1.2.840.113549.1.1.11'
const reasonExtension = '2.5.29.21'
const numberExtension = '2.5.29.20'
const authorityKeyExtension = '2.5.29.35'

/**
 * Revocation list (RFC 5280, version 2) of an authority, for brokers and others who check its certificates. node-forge knows certificates, not lists: this one is put together by hand.
 *
 * @param number grows with every list
 * @returns PEM
 */
export function makeRevocationList(order: {
  authorityPem: string
  privatePem: string
  revoked: readonly Revoked[]
  nowMs: number
  number: number
}): string {
  const authority = pki.certificateFromPem(order.authorityPem)
  const algorithm = () => sequence(oid(sha256WithRsa), whole(false, Type.NULL, ''))
  const entries = order.revoked.map(({ serial, atMs, reason }) =>
    sequence(
      whole(false, Type.INTEGER, bytes(serial)),
      time(atMs),
      // No reason is said by saying none.
      ...(reason === 'unspecified'
        ? []
        : [
            sequence(
              extension(reasonExtension, whole(false, Type.ENUMERATED, String.fromCodePoint(reasonCodes[reason]))),
            ),
          ]),
    ),
  )
  const keyId = authority.generateSubjectKeyIdentifier().getBytes()
  const extensions = sequence(
    extension(authorityKeyExtension, sequence(tagged(0, false, keyId))),
    extension(numberExtension, whole(false, Type.INTEGER, asn1.integerToDer(order.number).getBytes())),
  )
  const list = sequence(
    whole(false, Type.INTEGER, asn1.integerToDer(1).getBytes()),
    algorithm(),
    pki.distinguishedNameToAsn1({ attributes: nameOf(authority) }),
    time(order.nowMs),
    time(order.nowMs + goodForMs),
    // An empty list of entries must be left out.
    ...(entries.length > 0 ? [sequence(...entries)] : []),
    tagged(0, true, [extensions]),
  )
  const digest = md.sha256.create().update(asn1.toDer(list).getBytes())
  const signature = rsaKeyOf(order.privatePem).sign(digest)
  const signed = sequence(list, algorithm(), whole(false, Type.BITSTRING, `\u0000${signature}`))
  return forge.pem.encode({ type: 'X509 CRL', body: asn1.toDer(signed).getBytes() })
}

const extension = (id: string, value: forge.asn1.Asn1) =>
  sequence(oid(id), whole(false, Type.OCTETSTRING, asn1.toDer(value).getBytes()))
