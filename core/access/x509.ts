import { createHash, createPrivateKey, createPublicKey, generateKeyPair, X509Certificate } from 'node:crypto'
import { promisify } from 'node:util'
import forge from 'node-forge'
import { Refused } from '../../domain/contract'

const makeKeyPair = promisify(generateKeyPair)
/** Bits of an authority's key, which is used for many years, and of everybody else's. */
const authorityBits = 3_072
const holderBits = 2_048
/** Clocks of devices are minutes behind: a certificate is good a little before it was made, ms. */
const backdateMs = 3_600_000

/** A key as PEM (PKCS#8), and its public half. */
export interface KeyPair {
  readonly privatePem: string
  readonly publicPem: string
}

/** What is read of a certificate, whoever made it. */
export interface ReadCertificate {
  /** SHA-256 of its DER, hex. */
  readonly id: string
  readonly pem: string
  readonly subject: string
  readonly issuer: string
  readonly serial: string
  readonly notBeforeMs: number
  readonly notAfterMs: number
  readonly isAuthority: boolean
}

/** Made by OpenSSL inside Node: node-forge makes one too, in JavaScript, in seconds. */
export async function makeRsaKey(use: 'authority' | 'holder'): Promise<KeyPair> {
  const { privateKey, publicKey } = await makeKeyPair('rsa', {
    modulusLength: use === 'authority' ? authorityBits : holderBits,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  return { privatePem: privateKey, publicPem: publicKey }
}

export interface CertificateOrder {
  /** Of the holder. */
  readonly publicPem: string
  readonly commonName: string
  readonly use: 'authority' | 'client' | 'server'
  /** Names and addresses of a server. */
  readonly hosts?: readonly string[]
  readonly nowMs: number
  readonly validDays: number
  /** At least 16 random bytes. */
  readonly serial: Uint8Array
  /** Who signs; absent for one that signs itself. */
  readonly authority?: { readonly certificatePem: string; readonly privatePem: string }
  /** Signs itself. */
  readonly ownPrivatePem?: string
}

const organisation = 'Chengtai'
/** Names are Chinese. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the types of forge ask for a class here; its code wants the type of the value
const utf8 = forge.asn1.Type.UTF8 as unknown as forge.asn1.Class

/** Makes a certificate and signs it with SHA-256 and RSA. @returns PEM */
export function makeCertificate(order: CertificateOrder): string {
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forge.pki.publicKeyFromPem(order.publicPem)
  certificate.serialNumber = serialOf(order.serial)
  certificate.validity.notBefore = new Date(order.nowMs - backdateMs)
  certificate.validity.notAfter = new Date(order.nowMs + order.validDays * 86_400_000)
  certificate.setSubject([
    { shortName: 'CN', value: order.commonName, valueTagClass: utf8 },
    { shortName: 'O', value: organisation, valueTagClass: utf8 },
  ])
  const signer = order.authority ? forge.pki.certificateFromPem(order.authority.certificatePem) : certificate
  certificate.setIssuer(order.authority ? nameOf(signer) : signer.subject.attributes)
  certificate.setExtensions([
    {
      name: 'basicConstraints',
      critical: true,
      cA: order.use === 'authority',
      ...(order.use === 'authority' && { pathLenConstraint: 0 }),
    },
    order.use === 'authority'
      ? { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true }
      : { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
    ...(order.use === 'authority'
      ? []
      : [{ name: 'extKeyUsage', [order.use === 'client' ? 'clientAuth' : 'serverAuth']: true }]),
    ...(order.hosts ? [{ name: 'subjectAltName', altNames: order.hosts.map(altName) }] : []),
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: signer.generateSubjectKeyIdentifier().getBytes() },
  ])
  const privatePem = order.authority?.privatePem ?? order.ownPrivatePem
  if (privatePem === undefined) throw new Error('nobody signs the certificate')
  certificate.sign(rsaKeyOf(privatePem), forge.md.sha256.create())
  return forge.pki.certificateToPem(certificate)
}

/** The name of a certificate that was read, so that it can be written again: forge writes text as UTF-8 and reads it as bytes. */
export const nameOf = ({ subject }: forge.pki.Certificate): forge.pki.CertificateField[] =>
  subject.attributes.map((part) =>
    part.valueTagClass === utf8 && typeof part.value === 'string'
      ? { ...part, value: forge.util.decodeUtf8(part.value) }
      : part,
  )

/** forge takes RSA keys of the older form only. */
export const rsaKeyOf = (privatePem: string): forge.pki.rsa.PrivateKey =>
  forge.pki.privateKeyFromPem(createPrivateKey(privatePem).export({ type: 'pkcs1', format: 'pem' }).toString())

/** An address is told as one (7), a name as a name (2). */
const altName = (host: string) => (/^[\d.]+$|:/.test(host) ? { type: 7, ip: host } : { type: 2, value: host })

/** Positive and not zero, as RFC 5280 asks. */
const serialOf = (random: Uint8Array): string => {
  const bytes = Buffer.from(random.subarray(0, 16))
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40
  return bytes.toString('hex')
}

/** @throws Refused `badRequest` for what is no certificate, or holds more than one */
export function readCertificate(pem: string): ReadCertificate {
  if ((pem.match(/-----BEGIN /g) ?? []).length !== 1)
    throw new Refused('badRequest', 'one certificate in PEM is expected')
  try {
    const certificate = new X509Certificate(pem)
    return {
      id: createHash('sha256').update(certificate.raw).digest('hex'),
      pem: certificate.toString(),
      subject: lineOf(certificate.subject),
      issuer: lineOf(certificate.issuer),
      serial: certificate.serialNumber.toLowerCase(),
      notBeforeMs: timeOf(certificate.validFrom),
      notAfterMs: timeOf(certificate.validTo),
      isAuthority: certificate.ca,
    }
  } catch (error) {
    throw new Refused('badRequest', `no certificate: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Years before 1970 and after 9999 are written by nobody honest. */
function timeOf(text: string): number {
  const ms = Date.parse(text)
  if (!Number.isFinite(ms) || ms < 0) throw new Error(`its time ${text} is none`)
  return Math.min(ms, 253_402_300_799_000)
}

/** Node tells one part a line. */
const lineOf = (name: string): string => name.split('\n').join(', ').slice(0, 400)

/** What a request asks to have signed. */
export interface ReadRequest {
  readonly publicPem: string
}

/**
 * Reads a request (PKCS#10) and checks that who made it holds the key.
 *
 * @throws Refused `badRequest`
 */
export function readRequest(pem: string): ReadRequest {
  try {
    const request = forge.pki.certificationRequestFromPem(pem)
    if (!request.publicKey || !request.verify()) throw new Error('its signature is wrong')
    const publicPem = forge.pki.publicKeyToPem(request.publicKey)
    const bits = createPublicKey(publicPem).asymmetricKeyDetails?.modulusLength ?? 0
    if (bits < holderBits) throw new Error(`its key has ${bits} bits; at least ${holderBits} are needed`)
    return { publicPem }
  } catch (error) {
    throw new Refused('badRequest', `no request: ${error instanceof Error ? error.message : String(error)}`)
  }
}
