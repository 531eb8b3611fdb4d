import { describe, expect, it } from 'vitest'
import type { Alarm } from '../contract'
import { computeIndicator, type IndicatorFacts, type PointFigures, worstAlarm } from './computeIndicator'
import { indicatorDefinitions, monitors } from './definitions'

const points = (over: Partial<PointFigures>): PointFigures => ({
  total: 10,
  good: 10,
  sum: 50,
  minimum: 1,
  maximum: 9,
  newestAtMs: 5_000,
  ...over,
})
const facts = (over: Partial<IndicatorFacts> = {}): IndicatorFacts => ({
  values: () => points({}),
  deviceStates: () => [],
  alarms: [],
  incidents: [],
  tasks: [],
  people: [],
  ...over,
})
const average = { from: 'points', systems: ['x'], property: 'p', take: 'average' } as const
const alarm = (priority: Alarm['priority'], state: Alarm['state'], family = 'fire') => ({
  alarm: { priority, state } as Alarm,
  family,
})

describe('figures of the monitors', () => {
  it('are a main value and eight more for each of the eight monitors, with unique ids', () => {
    for (const monitor of monitors) {
      const own = indicatorDefinitions.filter((d) => d.monitor === monitor)
      expect([monitor, own.filter((d) => d.isMain).length, own.length]).toEqual([monitor, 1, 9])
    }
    expect(new Set(indicatorDefinitions.map((d) => d.id)).size).toBe(indicatorDefinitions.length)
  })

  it('are taken over good values only, and scaled into the shown unit', () => {
    expect(computeIndicator({ ...average, scale: 0.001 }, facts(), 9_000)).toEqual({
      value: 0.005,
      quality: 'good',
      atMs: 5_000,
    })
    expect(computeIndicator({ ...average, take: 'minimum' }, facts(), 9_000).value).toBe(1)
  })

  it('say so when they stand for too little of the district', () => {
    expect(computeIndicator(average, facts({ values: () => points({ good: 8 }) }), 0)).toMatchObject({
      quality: 'uncertain',
      reason: 'someMissing',
    })
  })

  it('have no value rather than zero when nothing fresh came', () => {
    const stale = computeIndicator(average, facts({ values: () => points({ good: 0, sum: 0 }) }), 0)
    expect(stale).toEqual({ quality: 'stale', reason: 'noFreshValue', atMs: 5_000 })
    expect(computeIndicator(average, facts({ values: () => points({ good: 0, newestAtMs: 0 }) }), 0).quality).toBe(
      'bad',
    )
    expect(computeIndicator(average, facts({ values: () => points({ total: 0, good: 0 }) }), 0).reason).toBe(
      'noDevices',
    )
  })

  it('leave devices that never reported out of the share that is online', () => {
    const source = { from: 'devices', states: ['online', 'abnormal'], as: 'share' } as const
    const share = computeIndicator(
      source,
      facts({ deviceStates: () => ['online', 'abnormal', 'offline', 'offline', 'unknown'] }),
      0,
    )
    expect(share.value).toBe(50)
  })

  it('count standing alarms, and unacknowledged ones apart', () => {
    const alarms = [
      alarm('urgent', 'unacknowledged'),
      alarm('minor', 'acknowledged'),
      alarm('minor', 'returnedUnacknowledged'),
      alarm('minor', 'unacknowledged', 'energy'),
    ]
    expect(computeIndicator({ from: 'alarms', families: ['fire'] }, facts({ alarms }), 0).value).toBe(2)
    expect(
      computeIndicator({ from: 'alarms', families: ['fire'], unacknowledgedOnly: true }, facts({ alarms }), 0).value,
    ).toBe(2)
    expect(
      computeIndicator({ from: 'alarms', families: ['fire'], priorities: ['urgent'] }, facts({ alarms }), 0).value,
    ).toBe(1)
  })
})

describe('the state of a monitor', () => {
  it('is its worst standing alarm, and none for what has returned or is a notice', () => {
    expect(worstAlarm([alarm('minor', 'acknowledged'), alarm('important', 'unacknowledged')], ['fire'])).toBe(
      'important',
    )
    expect(worstAlarm([alarm('urgent', 'returned'), alarm('notice', 'unacknowledged')], ['fire'])).toBeUndefined()
    expect(worstAlarm([alarm('urgent', 'unacknowledged')], ['energy'])).toBeUndefined()
  })
})
