import { expect, test } from 'vitest'
import type { AlarmDefinition } from '../../../domain/contract'
import { draftOf, isSame, readDraft } from './settingDraft'

const hot: AlarmDefinition = {
  id: 'hot',
  name: { zh: '高温', en: 'Hot' },
  priority: 'important',
  isLifeSafety: false,
  condition: { kind: 'above', property: 'temperature', limit: 60, deadband: 5 },
  onDelayMs: 2_000,
  offDelayMs: 0,
  incidentType: 'equipment',
  response: [],
}
const draft = draftOf(hot, true)

test('what is as the type has it is no value of the device', () => {
  expect(readDraft(draft, hot, undefined)).toEqual({ values: {}, bad: new Set(), fault: undefined })
})

test('only what differs is asked for, delays in milliseconds', () => {
  const { values } = readDraft({ ...draft, limit: '65', onDelayS: '0.5', priority: 'minor' }, hot, undefined)
  expect(values).toEqual({ limit: 65, onDelayMs: 500, priority: 'minor' })
  expect(isSame(values, { limit: 65, onDelayMs: 500, priority: 'minor' })).toBe(true)
  expect(isSame(values, { limit: 65 })).toBe(false)
})

test.each([
  ['limit', 'warm'],
  ['limit', ''],
  ['deadband', '-1'],
  ['onDelayS', '3601'],
  ['offDelayS', '1e999'],
] as const)('%s %j is marked', (field, text) => {
  expect([...readDraft({ ...draft, [field]: text }, hot, undefined).bad]).toEqual([field])
})

test('what would weaken life safety is told before it is asked for', () => {
  const { fault } = readDraft({ ...draft, isEnabled: false }, { ...hot, isLifeSafety: true }, undefined)
  expect(fault).toBe('weakensLifeSafety')
})
