import { expect, test } from 'vitest'
import { spell } from '../../domain/search/spell'
import { choose, fitOf, noRecent, withRecent, type Choice } from './PaletteChoice'

const choice = (kind: Choice['kind'], id: string, name: string, words: string[] = []): Choice => ({
  kind,
  id,
  name,
  detail: '',
  words,
  go: () => undefined,
})

test('fits by its beginning, then by a part, then by pinyin', () => {
  const map = choice('pane', 'map', '地图', ['map'])
  expect(['地', '图', 'dit', 'dt', 'MAP', 'x'].map((sought) => fitOf(map, sought, spell))).toEqual([3, 2, 1, 1, 3, 0])
  expect(fitOf(map, 'dt', undefined)).toBe(0)
})

test('of what fits as well, what was used lately comes first', () => {
  const panes = [choice('pane', 'a', '告警'), choice('pane', 'b', '告警报表')]
  const recent = withRecent(noRecent, panes[1]!)
  expect(choose(panes, '告', { spelled: spell, recent, most: 9 }).map(({ id }) => id)).toEqual(['b', 'a'])
  expect(choose(panes, '告', { spelled: spell, recent, most: 1 }).map(({ id }) => id)).toEqual(['b'])
})

test('what was chosen goes to the top of the recent ones, once; alarms are not kept', () => {
  const [lift, map] = [choice('device', 'lift', '电梯'), choice('pane', 'map', '地图')]
  const recent = [lift, map, lift].reduce(withRecent, noRecent)
  expect(recent.map(({ id }) => id)).toEqual(['lift', 'map'])
  expect(withRecent(recent, choice('alarm', 'a', '火警'))).toBe(recent)
})
