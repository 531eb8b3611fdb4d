import { expect, test } from 'vitest'
import { makeGeometry } from '../../testing/builders'
import { mapLabels } from './mapLabels'

const labels = mapLabels(makeGeometry(), ({ zh }) => zh)

test('from afar only the plots carry their names', () => {
  expect(labels.filter(({ minZoom }) => minZoom <= 14).map(({ text }) => text)).toEqual([
    '澄湖中心',
    '中轴天街',
    '望湖里',
  ])
})

test('a larger house is named before a smaller one, and at its roof', () => {
  const [tower, mall] = ['t2', 'mall'].map((id) => labels.find((label) => label.id === id))
  expect(mall?.priority).toBeGreaterThan(tower?.priority ?? 0)
  expect(tower?.heightM).toBe(96)
})
