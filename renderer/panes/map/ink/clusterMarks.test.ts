import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clusterMarks } from './clusterMarks'

test('signs on one spot are one cluster with the highest on top, at its own place', () => {
  const marks = [
    { id: 'urgent', at: { x: 100, y: 100 } },
    { id: 'minor', at: { x: 110, y: 104 } },
    { id: 'far', at: { x: 300, y: 100 } },
  ]
  const clusters = clusterMarks(marks, 26)
  expect(clusters.map(({ top, members, at }) => [top.id, members.length, at.x])).toEqual([
    ['urgent', 2, 100],
    ['far', 1, 300],
  ])
})

test('every sign is in exactly one cluster, and no two clusters cover each other', () => {
  const at = fc.record({ x: fc.integer({ min: 0, max: 400 }), y: fc.integer({ min: 0, max: 400 }) })
  fc.assert(
    fc.property(fc.array(fc.record({ at }), { maxLength: 120 }), (marks) => {
      const clusters = clusterMarks(marks, 26)
      expect(clusters.flatMap(({ members }) => members)).toHaveLength(marks.length)
      for (const a of clusters) {
        for (const b of clusters) {
          if (a !== b) expect(Math.hypot(a.at.x - b.at.x, a.at.y - b.at.y)).toBeGreaterThanOrEqual(26)
        }
      }
    }),
    { seed: 20_261_123 },
  )
})
