import { DataType, DataValue, StatusCodes, Variant } from 'node-opcua-client'
import { beforeEach, describe, expect, it } from 'vitest'
import { qualityCodes } from '../../domain/contract'
import { createRecordingSink, pumpSlot, type RecordingSink } from '../../tests/support/pumpSite'
import type { ConditionNews } from './conditionEvents'
import type { MappedCondition, MappedNode } from './SiteMap'
import { StandingConditions } from './StandingConditions'
import { StandingValues } from './StandingValues'

const slot = pumpSlot.properties.get('pressure')!
const pump = { productKey: 'PUMP', deviceName: 'PUMP-1' }
const node: MappedNode = { mapping: { nodeId: 'ns=1;s=P', ...pump, property: 'pressure' }, device: pumpSlot, slot }
let sink: RecordingSink
beforeEach(() => {
  sink = createRecordingSink()
})

describe('values that stand', () => {
  let monotonicMs: number
  let values: StandingValues
  const told = () => sink.samples.map(({ value, atMs, quality }) => [value, atMs, quality])
  const tell = (value: number, atMs: number, statusCode = StatusCodes.Good) =>
    values.take(
      node,
      new DataValue({
        value: new Variant({ dataType: DataType.Double, value }),
        sourceTimestamp: new Date(atMs),
        statusCode,
      }),
    )
  const pass = (ms: number) => {
    monotonicMs += ms
    values.heard()
    values.confirm()
  }
  beforeEach(() => {
    monotonicMs = 0
    const clocks = { now: () => 9_000_000, monotonicMs: () => monotonicMs }
    values = new StandingValues({ linkId: 'l', sink, publishingMs: 100, ...clocks })
    values.heard(1_000_000)
  })

  it('are told again once a report period by the clock of the server, however long they do not change', () => {
    tell(4, 999_900)
    pass(500)
    expect(told()).toEqual([[4, 999_900, qualityCodes.good]])
    pass(600)
    pass(1_000)
    expect(told().slice(1)).toEqual([
      [4, 1_000_900, qualityCodes.good],
      [4, 1_001_900, qualityCodes.good],
    ])
  })

  it('are told again at once when they are old already', () => {
    tell(4, 500_000)
    pass(100)
    expect(told().at(-1)).toEqual([4, 999_900, qualityCodes.good])
  })

  it('say nothing while the server is not heard', () => {
    tell(4, 999_900)
    monotonicMs += 5_000
    values.confirm()
    expect(sink.samples).toHaveLength(1)
  })

  it('give way to news of a source whose clock is slow', () => {
    tell(4, 999_900)
    pass(1_100)
    tell(5, 600_000)
    expect(told().at(-1)).toEqual([5, 1_000_901, qualityCodes.good])
  })

  it('become uncertain with the link, not later than what comes after it', () => {
    tell(4, 999_900)
    values.lose()
    expect(told().at(-1)).toEqual([4, 999_901, qualityCodes.uncertain])
    pass(5_000)
    expect(sink.samples).toHaveLength(2)
  })

  it.each([
    ['of 1601, as servers have it of what never changed', Date.UTC(1601, 0, 1)],
    ['of a year that is far ahead', Date.UTC(2099, 0, 1)],
  ])('bear no time %s: it would hide them from all that looks at them', (_name, atMs) => {
    tell(4, atMs)
    expect(told()).toEqual([[4, 999_800, qualityCodes.good]])
  })

  it('are true or false where the property is, whatever number the server has for it: 255 is an alarm too', () => {
    const isOn: MappedNode = { ...node, slot: { ...slot, property: { ...slot.property, type: 'bool' } } }
    values.take(
      isOn,
      new DataValue({ value: new Variant({ dataType: DataType.Double, value: 255 }), statusCode: StatusCodes.Good }),
    )
    expect(sink.samples).toMatchObject([{ value: 1, quality: qualityCodes.good }])
  })

  it('are bad from the moment at which the value is no number, and are not told again as good', () => {
    tell(4, 999_900)
    tell(Number.NaN, 999_950)
    expect(told().at(-1)).toEqual([4, 999_950, qualityCodes.bad])
    expect(sink.refusals).toHaveLength(1)
    pass(2_000)
    expect(told().at(-1)?.[2]).toBe(qualityCodes.bad)
    tell(5, 1_900_000)
    expect(told().at(-1)).toEqual([5, 1_900_000, qualityCodes.good])
  })

  it('count as no sign of life while they are bad', () => {
    tell(4, 999_900)
    const heard = sink.heardCount
    tell(4, 999_950, StatusCodes.BadSensorFailure)
    pass(2_000)
    expect(sink.heardCount).toBe(heard)
    expect(sink.samples.at(-1)?.quality).toBe(qualityCodes.bad)
  })
})

describe('conditions that stand', () => {
  let conditions: StandingConditions
  const source = 'ns=1;s=Pump'
  const mapped: MappedCondition = {
    mapping: { sourceNodeId: source, ...pump, event: 'smoke', clearEvent: 'smokeGone' },
    device: pumpSlot,
  }
  const news = (isActive: boolean, atMs: number, more: Partial<ConditionNews> = {}): ConditionNews => ({
    kind: 'condition',
    source,
    name: 'Smoke',
    isActive,
    sinceMs: undefined,
    atMs,
    messageId: `${atMs}`,
    output: {},
    ...more,
  })
  const refresh = (atMs: number, standing: readonly ConditionNews[]) => {
    conditions.take({ kind: 'refreshStart', atMs })
    for (const one of standing) conditions.take(one)
    conditions.take({ kind: 'refreshEnd', atMs: atMs + 1 })
  }
  const told = () => sink.events.map(({ event, sourceAtMs }) => [event, sourceAtMs])
  beforeEach(() => {
    conditions = new StandingConditions(new Map([[source, [mapped]]]), { sink, now: () => 1 })
  })

  it('are told once, whatever the server has to say about them', () => {
    refresh(1, [])
    conditions.take(news(true, 10))
    conditions.take(news(true, 20))
    conditions.take(news(true, 30, { sinceMs: 10 }))
    refresh(40, [news(true, 10)])
    conditions.take(news(false, 50))
    conditions.take(news(false, 60))
    expect(told()).toEqual([
      ['smokeGone', 1],
      ['smoke', 10],
      ['smokeGone', 50],
    ])
  })

  it('bear a time of the day on which they are told where the server has none that is one', () => {
    conditions.take(news(true, Date.UTC(1601, 0, 1), { sinceMs: Date.UTC(1601, 0, 1) }))
    conditions.take(news(false, 50, { sinceMs: Date.UTC(1601, 0, 1) }))
    expect(told()).toEqual([
      ['smoke', 1],
      ['smokeGone', 50],
    ])
  })

  it('are told anew when they went and came while nobody listened', () => {
    conditions.take(news(true, 10, { sinceMs: 9 }))
    conditions.lose()
    refresh(40, [news(true, 35, { sinceMs: 34 })])
    expect(told()).toEqual([
      ['smoke', 9],
      ['smoke', 34],
    ])
  })

  it('are gone when the server, asked for all, does not tell them: also those of an earlier run', () => {
    refresh(40, [])
    conditions.take(news(true, 50))
    refresh(60, [])
    expect(told()).toEqual([
      ['smokeGone', 40],
      ['smoke', 50],
      ['smokeGone', 60],
    ])
  })

  it('stay as they were when the connection ends before all were told', () => {
    conditions.take(news(true, 10))
    conditions.take({ kind: 'refreshStart', atMs: 20 })
    conditions.lose()
    conditions.take({ kind: 'refreshEnd', atMs: 21 })
    expect(told()).toEqual([['smoke', 10]])
  })

  it('of one source go when the last of them went', () => {
    conditions.take(news(true, 10, { name: 'High' }))
    conditions.take(news(true, 20, { name: 'Fault' }))
    conditions.take(news(false, 30, { name: 'High' }))
    expect(told().map(([event]) => event)).toEqual(['smoke', 'smoke'])
    conditions.take(news(false, 40, { name: 'Fault' }))
    expect(told().at(-1)).toEqual(['smokeGone', 40])
  })
})
