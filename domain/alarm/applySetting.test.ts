import { describe, expect, it } from 'vitest'
import type { AlarmDefinition, Property } from '../contract'
import { applySetting, findSettingFault, isSwitchedOff } from './applySetting'

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
const temperature: Property = {
  id: 'temperature',
  name: { zh: '温度', en: 'Temperature' },
  type: 'number',
  unit: '℃',
  min: -20,
  max: 120,
  access: 'read',
  reportPeriodMs: 10_000,
}
const safety: AlarmDefinition = { ...hot, isLifeSafety: true }

describe('what a device has of its own', () => {
  it('stands in place of what its type says, and all else stays', () => {
    expect(applySetting(hot, { limit: 70, priority: 'minor', onDelayMs: 0 })).toEqual({
      ...hot,
      priority: 'minor',
      onDelayMs: 0,
      condition: { ...hot.condition, limit: 70 },
    })
    expect(applySetting(hot, {})).toEqual(hot)
  })

  it.each([
    ['a limit in the range', hot, { limit: 100, deadband: 2 }, undefined],
    ['a limit that the property never comes to', hot, { limit: 121 }, 'outOfRange'],
    ['a limit below the range', hot, { limit: -21 }, 'outOfRange'],
    [
      'a limit of a state',
      { ...hot, condition: { kind: 'equals', property: 'mode', value: 1 } },
      { limit: 1 },
      'notLimited',
    ],
    ['the priority of communication loss', hot, { priority: 'commloss' }, 'communicationLoss'],
    [
      'a speed of nothing',
      {
        ...hot,
        condition: {
          kind: 'rate',
          property: 'temperature',
          direction: 'rise',
          limit: 8,
          deadband: 1,
          windowMs: 60_000,
        },
      },
      { limit: 0 },
      'outOfRange',
    ],
    ['switching off what is no life safety', hot, { isEnabled: false }, undefined],
  ] as const)('%s', (_, definition, values, fault) => {
    expect(findSettingFault(definition, values, temperature)).toBe(fault)
  })

  // I5
  it.each([
    ['switched off', { isEnabled: false }],
    ['of lower priority', { priority: 'minor' }],
    ['later', { onDelayMs: 3_000 }],
    ['at a higher limit', { limit: 61 }],
  ] as const)('of life safety none makes the alarm weaker: %s', (_, values) => {
    expect(findSettingFault(safety, values, temperature)).toBe('weakensLifeSafety')
  })

  // I5
  it('of life safety nothing that weakens it holds, also where it was set before the type called it so, or drew its limit tighter', () => {
    const before = {
      isEnabled: false,
      limit: 70,
      deadband: 2,
      priority: 'minor',
      onDelayMs: 60_000,
      offDelayMs: 9,
    } as const
    expect(applySetting(safety, before)).toEqual({
      ...safety,
      offDelayMs: 9,
      condition: { ...hot.condition, deadband: 2 },
    })
    expect(isSwitchedOff(safety, before)).toBe(false)
    expect(isSwitchedOff(hot, before)).toBe(true)
    expect(applySetting(safety, { ...before, limit: 55, priority: 'urgent', onDelayMs: 0 })).toMatchObject({
      priority: 'urgent',
      onDelayMs: 0,
      condition: { limit: 55 },
    })
  })

  it('of life safety it may make the alarm sharper', () => {
    expect(
      findSettingFault(safety, { limit: 55, onDelayMs: 0, priority: 'urgent', offDelayMs: 60_000 }, temperature),
    ).toBe(undefined)
    const low: AlarmDefinition = {
      ...safety,
      condition: { ...hot.condition, kind: 'below' } as AlarmDefinition['condition'],
    }
    expect(findSettingFault(low, { limit: 55 }, temperature)).toBe('weakensLifeSafety')
    expect(findSettingFault(low, { limit: 65 }, temperature)).toBe(undefined)
  })
})
