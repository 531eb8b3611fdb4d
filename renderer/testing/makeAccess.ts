import { CertificateFacts, Intruder } from '../../domain/contract'

/** Builders of what the panes of access show. */

const deed = { by: { kind: 'account', id: 'anquan', name: '安全管理员' }, atMs: 1_790_000_000_000 } as const

export const makeIntruder = (more: Partial<Intruder> = {}): Intruder =>
  Intruder.parse({
    id: 'i1',
    linkId: 'site',
    name: 'cam-77',
    address: '10.8.3.40',
    count: 214,
    firstAtMs: 1_790_000_000_000,
    lastAtMs: 1_790_000_600_000,
    lastReason: 'wrongSecret',
    sample: 'cam-77&camera',
    lockOuts: 2,
    isForgotten: false,
    ...more,
  })

export const makeCertificate = (more: Partial<CertificateFacts> = {}): CertificateFacts =>
  CertificateFacts.parse({
    id: 'ab'.repeat(32),
    holder: { kind: 'authority' },
    isForeign: false,
    subject: 'CN=城湖设备 CA, O=Chengtai',
    issuer: 'CN=城湖设备 CA, O=Chengtai',
    serial: '4a11',
    notBeforeMs: 1_780_000_000_000,
    notAfterMs: 2_100_000_000_000,
    pem: '-----BEGIN CERTIFICATE-----',
    added: deed,
    ...more,
  })
