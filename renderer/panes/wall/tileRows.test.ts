import { expect, test } from 'vitest'
import type { IndicatorValue } from '../../../domain/contract'
import { indicatorDefinitions, monitors } from '../../../domain/indicators/definitions'
import type { Scope } from '../../seat/useScope'
import { tileOf } from './tileRows'

const everything: Scope = {
  isLimited: false,
  hasDevice: () => true,
  coverageOf: () => 'whole',
  hasAnyOf: () => true,
}
const fireOnly: Scope = {
  isLimited: true,
  hasDevice: () => false,
  coverageOf: (family) => (family === 'fire' ? 'whole' : 'none'),
  hasAnyOf: (systems) => systems.some((system) => system.startsWith('fire.')),
}
const known = (id: string, partial: Partial<IndicatorValue> = {}): [string, IndicatorValue] => [
  id,
  { id, value: 1, atMs: 0, quality: 'good', trend: [], ...partial },
]
const idsOf = (values: ReadonlyMap<string, IndicatorValue>) =>
  tileOf('safety', values, everything).rows.map(({ definition }) => definition.id)

test.each(monitors)('the tile of %s has one main figure and every other one below it', (monitor) => {
  const { main, rows } = tileOf(monitor, new Map(), everything)
  expect(main?.definition.isMain).toBe(true)
  expect(rows.length + 1).toBe(indicatorDefinitions.filter((each) => each.monitor === monitor).length)
})

test('figures with alarms stand first, the highest first, and the rest keep their places', () => {
  const plain = idsOf(new Map())
  const [third, last] = [plain[2]!, plain.at(-1)!]
  const rows = idsOf(new Map([known(third, { alarm: 'minor' }), known(last, { alarm: 'urgent' })]))
  expect(rows).toEqual([last, third, ...plain.filter((id) => id !== third && id !== last)])
})

test('what is abnormal, stale and bad is counted, the main figure too', () => {
  const [first, second, third] = indicatorDefinitions.filter(({ monitor }) => monitor === 'safety')
  const tile = tileOf(
    'safety',
    new Map([
      known(first!.id, { alarm: 'urgent' }),
      known(second!.id, { quality: 'stale' }),
      known(third!.id, { quality: 'bad' }),
    ]),
    everything,
  )
  expect([tile.abnormal, tile.stale, tile.bad]).toEqual([1, 1, 1])
})

test('a figure of systems that are not driven is told apart from one that is only old', () => {
  const outside = (monitor: 'energy' | 'safety') => {
    const { main, rows } = tileOf(monitor, new Map(), fireOnly)
    return [...(main ? [main] : []), ...rows].filter(({ isOutOfScope }) => isOutOfScope)
  }
  expect(outside('energy').map(({ definition }) => definition.id)).toContain('energy.power')
  expect(outside('safety').every(({ definition: { source } }) => source.from !== 'alarms')).toBe(true)
  expect(tileOf('energy', new Map(), everything).outside).toBe(0)
})
