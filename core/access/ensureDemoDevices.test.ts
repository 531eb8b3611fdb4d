import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { ensureDemoDevices } from './ensureDemoDevices'
import { createTestAccess, makeTestKey } from './testAccess'
import { makeCertificate } from './x509'

it('lets the demo’s own devices in by their secret and certificate, and writes nothing of it again', async () => {
  const { access, journal, clock } = await createTestAccess()
  const { publicPem, privatePem } = await makeTestKey('holder')
  const certificate = makeCertificate({
    publicPem,
    ownPrivatePem: privatePem,
    commonName: 'p0&handset',
    use: 'client',
    nowMs: clock.nowMs,
    validDays: 300,
    serial: randomBytes(16),
  })
  const secret = randomBytes(32).toString('base64url')
  const file = JSON.stringify([
    { deviceId: 'h1', typeId: 'hydrant', broker: 'mqtt://127.0.0.1:1', secret },
    { deviceId: 'p0', typeId: 'handset', broker: 'mqtts://127.0.0.1:2', certificate, key: 'the simulator’s' },
  ])
  await ensureDemoDevices(file, { ...access, journal })
  expect(access.keys.check('h1', Buffer.from(secret))).toMatchObject({ keyId: expect.any(String) })
  expect([...journal.view.list('certificate')]).toMatchObject([{ holder: { kind: 'device', deviceId: 'p0' } }])
  const { length } = journal.entries
  await ensureDemoDevices(file, { ...access, journal })
  expect(journal.entries).toHaveLength(length)
  expect(JSON.stringify(journal.entries)).not.toContain(secret)
})
