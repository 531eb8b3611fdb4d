import { expect, test } from 'vitest'
import { readStartOptions } from './startOptions.mjs'

test('without arguments the demo starts with its simulator on the displays that are there', () => {
  expect(readStartOptions([])).toEqual({
    checkOnly: false,
    withSimulator: true,
    service: undefined,
    displays: undefined,
    passed: [],
  })
})

test('values may stand behind a space or an equals sign', () => {
  expect(readStartOptions(['--service', 'wss://a/b=c', '--displays=6'])).toMatchObject({
    service: 'wss://a/b=c',
    displays: 6,
  })
  expect(readStartOptions(['--service=wss://a/b=c', '--displays', '2'])).toMatchObject({
    service: 'wss://a/b=c',
    displays: 2,
  })
})

test('what start does not know goes to the console as it is', () => {
  expect(readStartOptions(['--user-data', '/tmp/a', '--no-simulator']).passed).toEqual(['--user-data', '/tmp/a'])
})

test.each(['0', '17', '2.5', 'many'])('%s displays are refused', (count) => {
  expect(() => readStartOptions(['--displays', count])).toThrow(RangeError)
})
