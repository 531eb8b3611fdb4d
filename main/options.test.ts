import { describe, expect, it } from 'vitest'
import { BadOption, readOptions } from './options'

describe('command line of the console', () => {
  it('runs its own core on a port of the system when nothing is asked', () => {
    expect(readOptions([])).toEqual({ isDemo: false, brokerPort: 0, isWindowed: false })
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
      districtFile: 'd.json',
      serviceUrl: 'wss://centre:8765',
    })
  })
  it.each([
    ['--broker-port', 'high'],
    ['--broker-port', '70000'],
    ['--service', 'centre'],
    ['--service', 'file:///etc/passwd'],
    ['--broker', 'http://x'],
    ['--district', ''],
  ])('refuses %s %s with a sentence', (option, value) =>
    expect(() => readOptions([`${option}=${value}`])).toThrow(BadOption),
  )
})
