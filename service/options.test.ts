import { expect, it } from 'vitest'
import { BadOption, readOptions } from './options'

it('starts with nothing said', () => {
  expect(readOptions([], {})).toStrictEqual({
    host: '127.0.0.1',
    port: 8765,
    dataDir: 'chengtai-data',
    brokerPort: 1883,
    brokerUsername: '',
    brokerPassword: '',
    isDemo: false,
    logLevel: 'info',
  })
})

it('counts the command line before the environment', () => {
  const environment = {
    CHENGTAI_DATA: '/a',
    CHENGTAI_LISTEN: '0.0.0.0:80',
    CHENGTAI_BROKER: 'mqtt://b:1',
    CHENGTAI_BROKER_USER: 'u',
    CHENGTAI_BROKER_PASSWORD: 'p',
    CHENGTAI_TLS_CERT: 'c',
    CHENGTAI_TLS_KEY: 'k',
    CHENGTAI_DEMO: '1',
  }
  expect(readOptions(['--data', '/b', '--listen', '[::1]:443'], environment)).toMatchObject({
    dataDir: '/b',
    host: '::1',
    port: 443,
    brokerUrl: 'mqtt://b:1',
    brokerUsername: 'u',
    brokerPassword: 'p',
    tls: { certFile: 'c', keyFile: 'k' },
    isDemo: true,
  })
})

it('takes the secret of the installation from a file or from the environment', () => {
  expect(readOptions(['--sync-secret', '/etc/secret'], {})).toMatchObject({ syncSecretFile: '/etc/secret' })
  expect(readOptions([], { CHENGTAI_SYNC_SECRET: 's', CHENGTAI_SYNC_SECRET_FILE: '/f' })).toMatchObject({
    syncSecret: 's',
    syncSecretFile: '/f',
  })
})

it.each([
  [['--listen', '8765']],
  [['--listen', 'host:99999']],
  [['--broker', 'http://x']],
  [['--broker-port', 'x']],
  [['--tls-cert', 'c']],
  [['--log-level', 'loud']],
  [['--unknown']],
  [['stray']],
  [['--data']],
])('tells what is wrong with %j', (argv) => {
  expect(() => readOptions(argv, {})).toThrow(BadOption)
})

it('takes the database of the history without its password, which comes by environment alone', () => {
  const url = 'postgres://chengtai@db.site:5432/history'
  expect(readOptions(['--history-database', url], { CHENGTAI_HISTORY_PASSWORD: 'p' })).toMatchObject({
    historyDatabase: { url, password: 'p' },
  })
  for (const wrong of ['postgres://chengtai:secret@db/history', 'mysql://u@h/d', 'postgres://h/d', 'postgres://u@h'])
    expect(() => readOptions(['--history-database', wrong], {})).toThrow(BadOption)
})
