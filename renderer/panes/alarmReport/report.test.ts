import { describe, expect, test } from 'vitest'
import { DeviceId, type AlarmKpis } from '../../../domain/contract'
import { chatteringBand, floodSlots, peakBand, rateBand } from './bands'
import { kpiRows, toCsv, type CsvWords } from './kpiCsv'
import { rangeStartMs } from './ranges'
import { makeKpis } from '../../testing/makeKpis'

const hour = 3_600_000

describe('ranges', () => {
  // 2026-11-22 00:00 UTC is 08:00 in the district.
  const morning = Date.UTC(2026, 10, 22)

  test('a shift began at the last 8 in the morning or evening of the district', () => {
    expect(rangeStartMs('shift', morning + 3 * hour, 11 * hour)).toBe(morning)
    expect(rangeStartMs('shift', morning + 13 * hour, 21 * hour)).toBe(morning + 12 * hour)
    expect(rangeStartMs('shift', morning - 5 * hour, 3 * hour)).toBe(morning - 12 * hour)
  })

  test('days end now and begin at full ten minutes', () => {
    const now = morning + 7 * 60_000
    expect(rangeStartMs('day', now, 0)).toBe(morning - 24 * hour)
    expect(rangeStartMs('week', now, 0)).toBe(morning - 7 * 24 * hour)
  })
})

describe('goals (ISA-18.2, EEMUA 191)', () => {
  test('one alarm in ten minutes is well, two can be managed, more is too much', () => {
    expect([0.4, 1, 1.6, 2, 5.2].map(rateBand)).toEqual(['good', 'good', 'watch', 'watch', 'over'])
  })

  test('the fullest ten minutes are shared by those on duty', () => {
    expect([peakBand(14, 1), peakBand(14, 2), peakBand(30, 1)]).toEqual(['watch', 'good', 'over'])
  })

  test('no chattering alarm is the goal', () => {
    expect([0, 1, 5].map(chatteringBand)).toEqual(['good', 'watch', 'over'])
  })

  test('a flood begins above ten for each operator and ends below five', () => {
    expect(floodSlots({ per10Min: [10, 11, 5, 4, 6], operators: 1 })).toEqual([false, true, true, false, false])
    expect(floodSlots({ per10Min: [11, 21, 9], operators: 2 })).toEqual([false, true, false])
  })
})

describe('the file', () => {
  const words: CsvWords = {
    figure: (name) => name,
    priority: (priority) => priority,
    section: (name) => name,
    heading: (name) => name,
    place: (name) => `now ${name}`,
    device: (id) => id,
    alarm: ({ definitionId }) => definitionId,
    time: (atMs) => new Date(atMs).toISOString(),
  }
  const linesOf = (kpis: AlarmKpis) => toCsv(kpiRows(kpis, words)).split('\r\n')

  test('tells every figure of the screen, the rate of every ten minutes and the worst devices', () => {
    const lines = linesOf(makeKpis())
    expect(lines[0]?.charCodeAt(0)).toBe(0xfeff)
    expect(lines).toContain('rate,1.4')
    expect(lines).toContain('urgent,4,1,42,180')
    expect(lines).toContain('smoke-1806,smoke,31')
    expect(lines).toContain('now folded,16')
    expect(lines.filter((line) => /^\d{4}-.*Z,\d+$/.test(line))).toHaveLength(makeKpis().per10Min.length)
  })

  test('a name with commas, quotes or the look of a formula stays one cell of text', () => {
    const named = { ...words, device: () => '=1+1, "x"' }
    const kpis = makeKpis({ mostFrequent: [{ deviceId: DeviceId.parse('d'), definitionId: 'hot', count: 2 }] })
    expect(toCsv(kpiRows(kpis, named))).toContain(`"'=1+1, ""x""",hot,2`)
  })

  test('what cannot be counted is an empty cell, not zero', () => {
    const { falseShare: _, ...rest } = makeKpis()
    expect(linesOf(rest)).toContain('false,')
  })
})
