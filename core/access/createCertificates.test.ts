import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectAsync, type IClientOptions } from 'mqtt'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createEmbeddedBroker } from '../../connectors/mqtt/createEmbeddedBroker'
import { makeRsaKey, readCertificate } from './x509'
import { createTestAccess, device, engineer, hydrant } from './testAccess'

let folder: string
const cleanups: (() => unknown)[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chengtai-x509-'))
  await put('foreign.key', (await foreignKey).privatePem)
})
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
  await rm(folder, { recursive: true })
})

/** Of makers and strangers: made once, since making one takes long. */
const foreignKey = makeRsaKey('holder')
const selfSigned = (name: string) =>
  openssl('req', '-x509', '-new', '-key', 'foreign.key', '-days', '90', '-subj', `/CN=${name}`)
const requestOf = (name: string) => {
  openssl('req', '-new', '-key', 'foreign.key', '-out', 'r.pem', '-subj', `/CN=${name}`)
  return openssl('req', '-in', 'r.pem')
}

/** @throws when openssl finds fault */
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
const put = (name: string, text: string) => writeFile(join(folder, name), text)

async function withAuthority() {
  const kit = await createTestAccess()
  const { certificates } = kit.access
  const authority = await certificates.makeAuthority({ name: '城湖设备 CA', validDays: 3_650 }, engineer)
  await put('ca.pem', authority.pem)
  const issue = async (deviceId: string, validDays = 365) => {
    const issued = await certificates.issue(
      { holder: { kind: 'device', deviceId: device(deviceId) }, validDays },
      engineer,
    )
    await put(`${deviceId}.pem`, issued.certificate.pem)
    return issued
  }
  return { ...kit, certificates, authority, issue }
}

describe('the installation’s own authority', () => {
  // req: R-4.1.1.4-02
  it('issues certificates that openssl finds sound, for a client and its device by name', async () => {
    const { issue, authority, journal } = await withAuthority()
    expect(authority).toMatchObject({
      holder: { kind: 'authority' },
      isForeign: false,
      subject: 'CN=城湖设备 CA, O=Chengtai',
    })
    const { certificate, keyPem } = await issue('h1')
    expect(openssl('verify', '-x509_strict', '-purpose', 'sslclient', '-CAfile', 'ca.pem', 'h1.pem')).toContain('OK')
    expect(openssl('x509', '-in', 'h1.pem', '-noout', '-subject')).toContain('h1&hydrant')
    expect(() => openssl('verify', '-purpose', 'sslserver', '-CAfile', 'ca.pem', 'h1.pem')).toThrow()
    expect(
      openssl('x509', '-in', 'h1.pem', '-noout', '-fingerprint', '-sha256').replaceAll(':', '').toLowerCase(),
    ).toContain(certificate.id)
    const kept = JSON.stringify(journal.entries)
    expect(keyPem).toContain('PRIVATE KEY')
    for (const line of (keyPem ?? '').split('\n').slice(1, 4)) expect(kept).not.toContain(line)
    expect(kept).not.toContain('PRIVATE KEY')
  })

  it('signs a request and never sees its key', async () => {
    const { certificates } = await withAuthority()
    const request = requestOf('anything')
    const order = { holder: { kind: 'deviceType', typeId: hydrant }, validDays: 30, request } as const
    const { certificate, keyPem } = await certificates.issue(order, engineer)
    expect(keyPem).toBeUndefined()
    await put('t.pem', certificate.pem)
    expect(openssl('verify', '-CAfile', 'ca.pem', 't.pem')).toContain('OK')
    expect(openssl('x509', '-in', 't.pem', '-noout', '-pubkey')).toBe(openssl('pkey', '-in', 'foreign.key', '-pubout'))
    // The last whole line is of the signature.
    const bent = request.replace(/[^\n](?=[^\n]{63}\n[^\n]*\n-----END)/, (letter) => (letter === 'A' ? 'B' : 'A'))
    expect(bent).not.toBe(request)
    await expect(certificates.issue({ ...order, request: bent }, engineer)).rejects.toMatchObject({
      code: 'badRequest',
    })
    openssl('req', '-new', '-newkey', 'rsa:1024', '-nodes', '-keyout', 'w.pem', '-out', 'rw.pem', '-subj', '/CN=weak')
    const weak = openssl('req', '-in', 'rw.pem')
    await expect(certificates.issue({ ...order, request: weak }, engineer)).rejects.toThrow('1024 bits')
  })

  it('takes a certificate back: openssl refuses it by our list, and others stay good', async () => {
    const { issue, certificates } = await withAuthority()
    const { certificate } = await issue('h1')
    await issue('h2')
    await put('none.pem', certificates.revocations().pem)
    expect(openssl('verify', '-crl_check', '-CAfile', 'ca.pem', '-CRLfile', 'none.pem', 'h1.pem')).toContain('OK')
    await certificates.revoke({ id: certificate.id, reason: 'keyCompromise', note: '设备被盗' }, engineer)
    await put('crl.pem', certificates.revocations().pem)
    expect(openssl('crl', '-in', 'crl.pem', '-CAfile', 'ca.pem', '-noout', '-text')).toContain('Key Compromise')
    expect(() => openssl('verify', '-crl_check', '-CAfile', 'ca.pem', '-CRLfile', 'crl.pem', 'h1.pem')).toThrow(
      'certificate revoked',
    )
    expect(openssl('verify', '-crl_check', '-CAfile', 'ca.pem', '-CRLfile', 'crl.pem', 'h2.pem')).toContain('OK')
    await expect(
      certificates.revoke({ id: certificate.id, reason: 'unspecified', note: 'x' }, engineer),
    ).rejects.toMatchObject({ code: 'alreadySet' })
  })

  it('reads in what others signed, refuses what is no certificate, and knows each once', async () => {
    const { certificates } = await withAuthority()
    const pem = selfSigned('Maker CA')
    const holder = { kind: 'authority', typeId: hydrant } as const
    expect(await certificates.import({ pem, holder }, engineer)).toMatchObject({
      isForeign: true,
      subject: 'CN=Maker CA',
    })
    await expect(certificates.import({ pem, holder }, engineer)).rejects.toMatchObject({ code: 'alreadyExists' })
    expect(certificates.authorities()).toHaveLength(2)
    const wrong = { kind: 'device', deviceId: device('h1') } as const
    await expect(certificates.import({ pem, holder: wrong }, engineer)).rejects.toMatchObject({ code: 'badRequest' })
    for (const text of ['', 'x', pem + pem, pem.replace('MII', 'MIJ'), openssl('pkey', '-in', 'foreign.key')])
      await expect(certificates.import({ pem: text, holder }, engineer)).rejects.toMatchObject({ code: 'badRequest' })
  })

  it('keeps what its own door shows, and makes it anew under another authority once the one that signed it is taken back', async () => {
    const { certificates, authority } = await withAuthority()
    const shown = async () => readCertificate((await certificates.serverKeys(['localhost'])).cert)
    const before = await shown()
    expect((await shown()).id).toBe(before.id)
    await certificates.revoke({ id: authority.id, reason: 'keyCompromise', note: 'x' }, engineer)
    const next = await certificates.makeAuthority({ name: 'Next CA', validDays: 60 }, engineer)
    const after = await shown()
    expect(after.issuer).toBe(next.subject)
    expect(after.notAfterMs).toBeLessThanOrEqual(next.notAfterMs)
  })

  it('warns 30, 7 and 1 days before an end and at it, once each', async () => {
    const { issue, journal, clock } = await withAuthority()
    const { certificate } = await issue('h1', 35)
    for (let hour = 0; hour < 24 * 37; hour += 1) {
      clock.advance(3_600_000)
      await new Promise(setImmediate)
    }
    await vi.waitUntil(() => journal.view.get('certificate', certificate.id)?.warnedDays === 0)
    const given = journal.entries.filter(
      ({ kind, subject }) => kind === 'certificate.warned' && subject.id === certificate.id,
    )
    expect(given.map(({ payload }) => payload['daysLeft'])).toEqual([30, 7, 1, 0])
  })
})

describe('the door with certificates', () => {
  async function openDoor() {
    const kit = await withAuthority()
    const { access, certificates } = kit
    // Certificates of others are made by the machine's clock, some moments after the test's clock was set.
    kit.clock.jump(60_000)
    const broker = await createEmbeddedBroker({ port: 0, credentials: [], gate: access.gate('site') })
    cleanups.push(() => broker.stop())
    const keys = async () => ({
      ...(await certificates.serverKeys(['localhost', '127.0.0.1'])),
      authorities: certificates.authorities(),
    })
    const door = await broker.openTls({ host: '127.0.0.1', port: 0, keys: await keys() })
    const dial = async (options: IClientOptions) => {
      const client = await connectAsync(`mqtts://127.0.0.1:${door.port}`, {
        protocolVersion: 4,
        reconnectPeriod: 0,
        connectTimeout: 5_000,
        ca: kit.authority.pem,
        ...options,
      })
      client.on('error', () => {})
      cleanups.push(() => client.endAsync(true))
      return client
    }
    const intruders = async () => {
      await access.intruders.flush()
      return [...kit.journal.view.list('intruder')].map(({ name, lastReason }) => `${name} ${lastReason}`)
    }
    return { ...kit, broker, door, dial, keys, intruders }
  }

  it('lets a device in by its certificate alone, and hangs up on it the moment the certificate is taken back', async () => {
    const { issue, dial, certificates, broker, intruders } = await openDoor()
    const { certificate, keyPem = '' } = await issue('h1')
    const shown = { cert: certificate.pem, key: keyPem }
    const client = await dial({ clientId: 'h1', ...shown })
    expect(broker.devicesConnected()).toBe(1)
    await expect(dial({ clientId: 'h2', username: 'h2&hydrant', ...shown })).rejects.toThrow()
    const gone = new Promise<void>((resolve) => client.once('close', () => resolve()))
    await certificates.revoke({ id: certificate.id, reason: 'keyCompromise', note: 'x' }, engineer)
    await gone
    await expect(dial({ clientId: 'h1', ...shown })).rejects.toThrow()
    expect(await intruders()).toEqual(['h2 wrongHolder', 'h1 revokedCertificate'])
  })

  it('lets nobody in by a certificate that was signed elsewhere or is not in the list, nor by none', async () => {
    const { dial, intruders, access } = await openDoor()
    const stranger = { cert: selfSigned('h1&hydrant'), key: openssl('pkey', '-in', 'foreign.key') }
    await expect(dial({ clientId: 'h1', ...stranger })).rejects.toThrow()
    await access.setRule(
      { scope: { kind: 'type', typeId: hydrant }, mustUseOwnSecret: false, mustSign: false, mustShowCertificate: true },
      engineer,
    )
    const { secret } = await access.keys.issue({ deviceId: device('h2'), overlapMs: 0 }, engineer)
    await expect(dial({ clientId: 'h2', username: 'h2&hydrant', password: secret })).rejects.toThrow()
    expect(await intruders()).toEqual(['h1 untrustedCertificate', 'h2 noCertificate'])
  })

  it('lets devices of a maker in once its authority is read in, without a new start, and of that type only', async () => {
    const { dial, certificates, door, keys } = await openDoor()
    const maker = selfSigned('Maker CA')
    await put('m.pem', maker)
    const sign = (name: string) => {
      requestOf(name)
      const signer = ['-CA', 'm.pem', '-CAkey', 'foreign.key', '-CAcreateserial', '-days', '30']
      return { cert: openssl('x509', '-req', '-in', 'r.pem', ...signer), key: openssl('pkey', '-in', 'foreign.key') }
    }
    const h0 = sign('h0')
    await expect(dial({ clientId: 'h0', ...h0 })).rejects.toThrow()
    await certificates.import({ pem: maker, holder: { kind: 'authority', typeId: hydrant } }, engineer)
    door.changeKeys(await keys())
    expect((await dial({ clientId: 'h0', ...h0 })).connected).toBe(true)
    await expect(dial({ clientId: 'p0', ...sign('p0') })).rejects.toThrow()
  })

  it('of a type leaves it to the secret to say which device it is', async () => {
    const { dial, certificates, access } = await openDoor()
    const { certificate, keyPem = '' } = await certificates.issue(
      { holder: { kind: 'deviceType', typeId: hydrant }, validDays: 30 },
      engineer,
    )
    const shown = { cert: certificate.pem, key: keyPem }
    const { secret } = await access.keys.issue({ deviceId: device('h1'), overlapMs: 0 }, engineer)
    const as = (id: string, more: IClientOptions = {}) =>
      dial({ clientId: id, username: `${id}&hydrant`, ...shown, ...more })
    expect((await as('h1', { password: secret })).connected).toBe(true)
    await expect(as('h1', { password: 'wrong' })).rejects.toThrow()
    expect((await as('h2')).connected).toBe(true)
  })

  it('counts who does not speak TLS, and goes on', async () => {
    const { door, issue, dial, intruders } = await openDoor()
    const socket = connect(door.port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\n\r\n'))
    socket.on('error', () => {})
    await new Promise((resolve) => socket.once('close', resolve))
    const { certificate, keyPem = '' } = await issue('h1')
    expect((await dial({ clientId: 'h1', cert: certificate.pem, key: keyPem })).connected).toBe(true)
    expect(await intruders()).toEqual(['* wrongProtocol'])
  })
})
