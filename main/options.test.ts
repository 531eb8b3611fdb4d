import { describe, expect, it } from 'vitest'
import { BadOption, readOptions } from './options'

describe('command line of the console', () => {
  it('runs its own core on a port of the system when nothing is asked', () => {
    expect(readOptions([])).toEqual({
      isDemo: false,
      brokerPort: 0,
      isWindowed: false,
      isPlainMap: false,
      isKiosk: false,
      isSupervisor: false,
      peerUrls: [],
      rank: 100,
      backupEveryMinutes: 60,
    })
  })
  it('reads what is asked and lets the switches of Chromium pass', () => {
    expect(
      readOptions([
        '--no-sandbox',
        '--demo',
        '--district',
        'd.json',
        '--broker-port=1883',
        '--service',
        'wss://centre:8765',
        '--ignore-gpu-blocklist',
      ]),
    ).toEqual({
      isDemo: true,
      brokerPort: 1883,
      isWindowed: false,
      isPlainMap: false,
      isKiosk: false,
      isSupervisor: false,
      peerUrls: [],
      rank: 100,
      backupEveryMinutes: 60,
      districtFile: 'd.json',
      serviceUrl: 'wss://centre:8765',
    })
  })
  it('reads who else is there, and what is driven when the service is away', () => {
    expect(
      readOptions([
        '--service=wss://centre:8765',
        '--service-ca=ca.pem',
        '--peer=wss://desk-2:8766',
        '--peer=wss://desk-3:8766',
        '--listen=[::]:8766',
        '--rank=1',
        '--scope=fire,security,plot:YG',
        '--sync-secret=/etc/chengtai/secret',
      ]),
    ).toMatchObject({
      serviceCaFile: 'ca.pem',
      peerUrls: ['wss://desk-2:8766', 'wss://desk-3:8766'],
      listen: { host: '::', port: 8766 },
      rank: 1,
      scope: { systems: ['fire', 'security'], plots: ['YG'] },
      syncSecretFile: '/etc/chengtai/secret',
    })
    expect(readOptions(['--scope=all']).scope).toEqual({ systems: [], plots: [] })
  })
  it.each([
    ['--broker-port', 'high'],
    ['--broker-port', '70000'],
    ['--service', 'centre'],
    ['--service', 'file:///etc/passwd'],
    ['--broker', 'http://x'],
    ['--district', ''],
    ['--peer', 'desk-2'],
    ['--listen', '8766'],
    ['--rank', 'first'],
    ['--scope', 'fire,,security'],
  ])('refuses %s %s with a sentence', (option, value) =>
    expect(() => readOptions([`${option}=${value}`])).toThrow(BadOption),
  )
  it('takes the closed mode, which has no plain windows, and the post of a wall', () => {
    expect(readOptions(['--kiosk', '--post', 'wall'])).toMatchObject({ isKiosk: true, post: 'wall' })
    expect(() => readOptions(['--kiosk', '--windowed'])).toThrow(BadOption)
    expect(() => readOptions(['--post', 'cook'])).toThrow(BadOption)
  })
})
