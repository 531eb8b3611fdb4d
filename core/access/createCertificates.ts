import {
  type Actor,
  type Certificate,
  type CertificateFacts,
  type CertificateHolder,
  type CheckedParams,
  type DeviceTypeId,
  Refused,
} from '../../domain/contract'
import { deviceUserName } from '../../domain/access/deviceUserName'
import { expiryWarning } from '../../domain/access/expiryWarning'
import type { Draft, Journal } from '../journal/Journal'
import type { SealedJson } from '../sync/sealedJson'
import { makeRevocationList } from './revocationList'
import { makeCertificate, type makeRsaKey, readCertificate, readRequest } from './x509'

/** An issued certificate; its key only where it was made here, and only now. */
export interface Issued {
  certificate: CertificateFacts
  keyPem?: string
  authorityPem: string
}

export interface Certificates {
  /** @throws Refused `internal` */
  makeAuthority(what: CheckedParams<'certificate.makeAuthority'>, by: Actor): Promise<CertificateFacts>
  /** @throws Refused `notFound`, `illegalState`, `badRequest` */
  issue(what: CheckedParams<'certificate.issue'>, by: Actor): Promise<Issued>
  /** @throws Refused `badRequest`, `alreadyExists`, `notFound` */
  import(what: CheckedParams<'certificate.import'>, by: Actor): Promise<CertificateFacts>
  /** @throws Refused `notFound`, `alreadySet` */
  revoke(what: CheckedParams<'certificate.revoke'>, by: Actor): Promise<void>
  /** @throws Refused `illegalState` */
  revocations(): { pem: string; authorityPem: string }
  find(id: string): Certificate | undefined
  /** Certificates of all authorities that are trusted now, PEM. */
  authorities(): string[]
  /** Told when another set of authorities is trusted. */
  onAuthoritiesChanged(listener: () => void): () => void
  /** Key and certificate of this seat's own door; made when there are none that last. Of no use to others, so they are made without being asked for. */
  serverKeys(hosts: readonly string[]): Promise<{ key: string; cert: string }>
  /** Tells of those that end soon, once each step. */
  warn(): Promise<void>
}

export interface CertificatesParts {
  journal: Journal
  typeOf: (deviceId: string) => DeviceTypeId | undefined
  hasType: (typeId: string) => boolean
  sealed: SealedJson
  now: () => number
  randomBytes: (length: number) => Uint8Array
  /** Takes up to seconds for an authority. */
  makeKey: typeof makeRsaKey
}

const system: Actor = { kind: 'system', id: 'access' }
const authorityDays = 3_650
const serverDays = 825
/** A door's certificate that ends sooner is made anew, ms. */
const serverRestMs = 30 * 86_400_000

export const certificateFacts = ({ sealedKey: _key, ...facts }: Certificate): CertificateFacts => facts

/** X.509 of the installation: its authority, what it signed, what was read in, and what was taken back. */
export function createCertificates(parts: CertificatesParts): Certificates {
  const { journal, typeOf, hasType, sealed, now, randomBytes, makeKey } = parts

  const all = (): Certificate[] => [...journal.view.list('certificate')]
  const isTrusted = ({ revoked, notAfterMs }: Certificate): boolean => !revoked && notAfterMs > now()

  const keyOf = ({ sealedKey }: Certificate): string | undefined => {
    const text = sealedKey === undefined ? undefined : sealed.open(Buffer.from(sealedKey, 'base64'))
    return typeof text === 'string' ? text : undefined
  }

  /** The newest of ours whose key opens here. */
  function ownAuthority(): { certificate: Certificate; privatePem: string } | undefined {
    const found = all()
      .filter((one) => one.holder.kind === 'authority' && !one.isForeign && isTrusted(one))
      .toSorted((a, b) => b.notAfterMs - a.notAfterMs)
    for (const certificate of found) {
      const privatePem = keyOf(certificate)
      if (privatePem !== undefined) return { certificate, privatePem }
    }
    return undefined
  }

  function draftOf(
    pem: string,
    holder: CertificateHolder,
    isForeign: boolean,
    actor: Actor,
    privatePem?: string,
  ): Draft {
    const { id, isAuthority: _is, ...facts } = readCertificate(pem)
    const sealedKey =
      privatePem === undefined ? {} : { sealedKey: Buffer.from(sealed.seal(privatePem)).toString('base64') }
    return { kind: 'certificate.added', subjectId: id, actor, payload: { ...facts, holder, isForeign, ...sealedKey } }
  }

  async function add(draft: Draft): Promise<CertificateFacts> {
    await journal.write((view) => {
      if (view.get('certificate', draft.subjectId)) throw new Refused('alreadyExists', 'the certificate is known')
      return [draft]
    })
    const added = journal.view.get('certificate', draft.subjectId)
    if (!added) throw new Refused('internal', 'the certificate is not there')
    return certificateFacts(added)
  }

  /** @throws Refused `notFound` for a device or type that is not there */
  function commonNameOf(holder: CertificateHolder): string {
    if (holder.kind === 'device') {
      const productKey = typeOf(holder.deviceId)
      if (productKey === undefined) throw new Refused('notFound', `device ${holder.deviceId}`)
      return deviceUserName({ productKey, deviceName: holder.deviceId })
    }
    const { typeId } = holder.kind === 'server' ? {} : holder
    if (typeId !== undefined && !hasType(typeId)) throw new Refused('notFound', `type ${typeId}`)
    return typeId ?? holder.kind
  }

  /** Nothing outlives its authority: it would be refused from then on, and nobody would see why. */
  const daysUnder = ({ notAfterMs }: Certificate, days: number): number =>
    Math.max(1, Math.min(days, Math.floor((notAfterMs - now()) / 86_400_000)))

  async function makeOwnAuthority(name: string, validDays: number, by: Actor): Promise<CertificateFacts> {
    const pair = await makeKey('authority')
    const pem = makeCertificate({
      publicPem: pair.publicPem,
      ownPrivatePem: pair.privatePem,
      commonName: name,
      use: 'authority',
      nowMs: now(),
      validDays,
      serial: randomBytes(16),
    })
    return add(draftOf(pem, { kind: 'authority' }, false, by, pair.privatePem))
  }

  return {
    makeAuthority: ({ name, validDays }, by) => makeOwnAuthority(name, validDays, by),
    async issue({ holder, validDays, request }, by) {
      if (holder.kind === 'authority' || holder.kind === 'server')
        throw new Refused('badRequest', 'a certificate is issued for a device or a type')
      const commonName = commonNameOf(holder)
      const authority = ownAuthority()
      if (!authority) throw new Refused('illegalState', 'there is no authority of our own whose key opens here')
      const asked = request === undefined ? undefined : readRequest(request)
      const pair = asked ? undefined : await makeKey('holder')
      const publicPem = asked?.publicPem ?? pair?.publicPem
      if (publicPem === undefined) throw new Refused('internal', 'no key to sign')
      const authorityPem = authority.certificate.pem
      const pem = makeCertificate({
        publicPem,
        commonName,
        use: 'client',
        nowMs: now(),
        validDays: daysUnder(authority.certificate, validDays),
        serial: randomBytes(16),
        authority: { certificatePem: authorityPem, privatePem: authority.privatePem },
      })
      const certificate = await add(draftOf(pem, holder, false, by))
      return { certificate, authorityPem, ...(pair && { keyPem: pair.privatePem }) }
    },
    async import({ pem, holder }, by) {
      commonNameOf(holder)
      const read = readCertificate(pem)
      if (holder.kind === 'server') throw new Refused('badRequest', 'a certificate of a server is not read in')
      if (read.isAuthority !== (holder.kind === 'authority'))
        throw new Refused('badRequest', read.isAuthority ? 'it is one of an authority' : 'it is none of an authority')
      if (read.notAfterMs <= now()) throw new Refused('badRequest', 'it has ended')
      return add(draftOf(read.pem, holder, true, by))
    },
    async revoke({ id, reason, note }, actor) {
      await journal.write((view) => {
        const certificate = view.get('certificate', id)
        if (!certificate) throw new Refused('notFound', `certificate ${id}`)
        if (certificate.revoked) throw new Refused('alreadySet', `certificate ${id} is revoked`)
        return [{ kind: 'certificate.revoked', subjectId: id, actor, payload: { reason, note } }]
      })
    },
    revocations() {
      const authority = ownAuthority()
      if (!authority) throw new Refused('illegalState', 'there is no authority of our own whose key opens here')
      const { subject, pem } = authority.certificate
      const revoked = all().flatMap((one) =>
        one.revoked && !one.isForeign && one.issuer === subject && one.id !== authority.certificate.id
          ? [{ serial: one.serial, atMs: one.revoked.atMs, reason: one.revoked.reason }]
          : [],
      )
      // Seconds grow, at every seat: a list made later has the larger number.
      const number = Math.floor(now() / 1_000)
      const list = makeRevocationList({
        authorityPem: pem,
        privatePem: authority.privatePem,
        revoked,
        nowMs: now(),
        number,
      })
      return { pem: list, authorityPem: pem }
    },
    find: (id) => journal.view.get('certificate', id),
    authorities: () => all().flatMap((one) => (one.holder.kind === 'authority' && isTrusted(one) ? [one.pem] : [])),
    onAuthoritiesChanged: (listener) =>
      journal.onCommitted(({ touched, entries }) => {
        const isOne = ({ kind, id }: { kind: string; id: string }) =>
          kind === 'certificate' && journal.view.get('certificate', id)?.holder.kind === 'authority'
        if (entries.some(({ kind }) => kind !== 'certificate.warned') && touched.some(isOne)) listener()
      }),
    async serverKeys(hosts) {
      if (!ownAuthority()) await makeOwnAuthority('Chengtai CA', authorityDays, system)
      const lasting = all().find(
        (one) =>
          one.holder.kind === 'server' &&
          isTrusted(one) &&
          one.notAfterMs - now() > serverRestMs &&
          all().some(
            (signer) => signer.subject === one.issuer && signer.holder.kind === 'authority' && isTrusted(signer),
          ) &&
          one.subject.includes(hosts[0] ?? ''),
      )
      const key = lasting && keyOf(lasting)
      if (lasting && key !== undefined) return { key, cert: lasting.pem }
      const authority = ownAuthority()
      if (!authority) throw new Refused('illegalState', 'there is no authority of our own whose key opens here')
      const pair = await makeKey('holder')
      const cert = makeCertificate({
        publicPem: pair.publicPem,
        commonName: hosts[0] ?? 'localhost',
        use: 'server',
        hosts,
        nowMs: now(),
        validDays: daysUnder(authority.certificate, serverDays),
        serial: randomBytes(16),
        authority: { certificatePem: authority.certificate.pem, privatePem: authority.privatePem },
      })
      await add(draftOf(cert, { kind: 'server' }, false, system, pair.privatePem))
      return { key: pair.privatePem, cert }
    },
    async warn() {
      await journal.write((view) =>
        [...view.list('certificate')].flatMap((certificate) => {
          const daysLeft = expiryWarning(certificate, now())
          if (daysLeft === undefined) return []
          return [{ kind: 'certificate.warned', subjectId: certificate.id, actor: system, payload: { daysLeft } }]
        }),
      )
    },
  }
}
