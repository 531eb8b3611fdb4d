import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectAsync, type IClientOptions } from 'mqtt'
import { afterEach, describe, expect, it } from 'vitest'
import { hasMosquitto, startMosquitto } from '../../tests/support/mosquitto'
import {
  aclFile,
  brokerConfiguration,
  type BrokerDevice,
  fitsBrokerFiles,
  passwordFile,
} from '../../domain/access/brokerFiles'
import { DeviceKey } from '../../domain/contract'
import { hashSecret } from './deviceSecret'
import { createTestAccess, device, engineer } from './testAccess'

if (!hasMosquitto) console.info('SKIPPED mosquitto is not installed')

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

const hydrant = (id: string, children: BrokerDevice['children'] = []): BrokerDevice => ({
  id,
  typeId: 'hydrant',
  services: ['flush'],
  children,
})
const devices = [hydrant('h0'), hydrant('h1', [hydrant('h2')])]
const core = { userName: 'chengtai', hash: hashSecret('core secret') }
const post = (id: string) => `/sys/hydrant/${id}/thing/event/property/post`

describe.skipIf(!hasMosquitto)('a Mosquitto with our files', () => {
  async function open() {
    const { access, journal } = await createTestAccess()
    const { certificates, keys } = access
    const secrets = new Map<string, string>()
    for (const id of ['h0', 'h1', 'h3'])
      secrets.set(id, (await keys.issue({ deviceId: device(id), overlapMs: 0 }, engineer)).secret)
    await keys.revoke({ deviceId: device('h3'), reason: 'gone' }, engineer)
    await certificates.makeAuthority({ name: '城湖设备 CA', validDays: 3_650 }, engineer)
    const issue = (id: string) =>
      certificates.issue({ holder: { kind: 'device', deviceId: device(id) }, validDays: 30 }, engineer)
    const good = await issue('h0')
    const taken = await issue('h1')
    await certificates.revoke({ id: taken.certificate.id, reason: 'keyCompromise', note: 'x' }, engineer)
    const server = await certificates.serverKeys(['127.0.0.1', 'localhost'])
    const folder = await mkdtemp(join(tmpdir(), 'chengtai-tls-'))
    cleanups.push(() => rm(folder, { recursive: true }))
    const files = {
      passwords: passwordFile([...journal.view.list('deviceKey')], core),
      acl: aclFile(devices, core),
      'authorities.pem': certificates.authorities().join(''),
      'revoked.pem': certificates.revocations().pem,
      'server.pem': server.cert,
      'server.key': server.key,
    }
    // As the tool writes it, but for the listeners.
    const written = brokerConfiguration('{dir}', 8_883, { cert: '{dir}/server.pem', key: '{dir}/server.key' })
    const lines = written.split('\n').filter((line) => !/^(listener|#|$)/.test(line))
    expect(lines).toContain('set_tcp_nodelay true')
    const isOfTls = (line: string) => /^(cafile|certfile|keyfile|crlfile|require_|use_)/.test(line)
    const plain = lines.filter((line) => !isOfTls(line))
    const tls = lines.filter(isOfTls)
    const start = async (lines: string[]) => {
      const mosquitto = await startMosquitto({ lines, files })
      cleanups.push(() => mosquitto.stop())
      return mosquitto
    }
    const dial = async (url: string, options: IClientOptions) => {
      const client = await connectAsync(url, { reconnectPeriod: 0, connectTimeout: 5_000, ...options })
      client.on('error', () => {})
      cleanups.push(() => client.endAsync(true))
      return client
    }
    return { secrets, start, dial, plain, tls, good, taken, authority: files['authorities.pem'] }
  }

  it('lets the same devices in as we do, and each speak and hear what is its own', async () => {
    const { secrets, start, dial, plain } = await open()
    const { url } = await start(plain)
    const join = (id: string, password = secrets.get(id)) =>
      dial(url, { clientId: id, username: `${id}&hydrant`, ...(password !== undefined && { password }) })
    await expect(join('h0', 'wrong')).rejects.toThrow()
    await expect(join('h3')).rejects.toThrow()
    await expect(dial(url, {})).rejects.toThrow()
    const us = await dial(url, { clientId: 'core', username: core.userName, password: 'core secret' })
    const heard: string[] = []
    us.on('message', (topic) => heard.push(topic))
    await us.subscribeAsync('/sys/+/+/thing/event/+/post', { qos: 1 })
    const h0 = await join('h0')
    const told: string[] = []
    h0.on('message', (topic) => told.push(topic))
    // Mosquitto grants any subscription and asks at delivery.
    await h0.subscribeAsync('/sys/hydrant/+/thing/service/flush', { qos: 1 })
    const h1 = await join('h1')
    await h1.publishAsync(post('h2'), '{}', { qos: 1 })
    await h0.publishAsync(post('h0'), '{}', { qos: 1 })
    for (const id of ['h1', 'h0']) await us.publishAsync(`/sys/hydrant/${id}/thing/service/flush`, '{}', { qos: 1 })
    await expect.poll(() => heard.length === 2 && told.length > 0).toBe(true)
    // Who speaks for others is hung up on.
    const gone = [h0, h1].map((client) => new Promise<void>((resolve) => client.once('close', () => resolve())))
    h0.publish(post('h1'), '{}')
    h1.publish(post('h0'), '{}')
    await Promise.all(gone)
    expect(heard.toSorted()).toEqual([post('h0'), post('h2')])
    expect(told).toEqual(['/sys/hydrant/h0/thing/service/flush'])
  })

  it('lets a device in by our certificate, and not by one that was taken back', async () => {
    const { start, dial, plain, tls, good, taken, authority } = await open()
    const { port } = await start([...plain, ...tls])
    const by = ({ certificate, keyPem = '' }: typeof good, clientId: string) =>
      dial(`mqtts://127.0.0.1:${port}`, { clientId, ca: authority, cert: certificate.pem, key: keyPem })
    const client = await by(good, 'h0')
    await client.publishAsync(post('h0'), '{}', { qos: 1 })
    await expect(by(taken, 'h1')).rejects.toThrow()
  })
})

it('a name that would bend the files is left out of them', () => {
  const evil = ['h\nuser core', 'h#', '+', 'a:b', '../x', 'h\u0000']
  for (const id of evil) expect(fitsBrokerFiles({ id, typeId: 'hydrant' })).toBe(false)
  const key = (id: string) =>
    DeviceKey.parse({
      id,
      typeId: 'hydrant',
      how: 'issued',
      current: { keyId: 'k', hash: core.hash, signKey: '', issued: { by: { kind: 'system', id: 'x' }, atMs: 1 } },
    })
  expect(
    passwordFile([...evil, 'h1'].map(key), core)
      .trim()
      .split('\n'),
  ).toHaveLength(2)
  const acl = aclFile([...evil.map((id) => hydrant(id)), hydrant('h1', [hydrant('#')])], core)
  expect(acl.match(/^user /gm)).toHaveLength(2)
  expect(acl).not.toContain('#/')
})
