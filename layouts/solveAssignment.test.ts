import fc from 'fast-check'
import { expect, test } from 'vitest'
import { solveAssignment } from './solveAssignment'

/** By trying all. */
function leastSum(costs: readonly (readonly number[])[], taken: readonly number[] = []): number {
  const [first, ...rest] = costs
  if (!first) return 0
  return Math.min(...first.map((cost, at) => (taken.includes(at) ? Infinity : cost + leastSum(rest, [...taken, at]))))
}

const matrices = fc
  .record({ rows: fc.integer({ min: 1, max: 6 }), spare: fc.integer({ min: 0, max: 2 }) })
  .chain(({ rows, spare }) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: rows + spare, maxLength: rows + spare }), {
      minLength: rows,
      maxLength: rows,
    }),
  )

test('finds a sum as small as trying all ways does, each column taken at most once', () => {
  fc.assert(
    fc.property(matrices, (costs) => {
      const columns = solveAssignment(costs)
      expect(new Set(columns).size).toBe(costs.length)
      const sum = costs.reduce((total, row, at) => total + (row[columns[at] ?? -1] ?? Infinity), 0)
      expect(sum).toBe(leastSum(costs))
    }),
    { seed: 20_261_123 },
  )
})

test('takes a worse column for one row when that helps another more', () => {
  expect(
    solveAssignment([
      [1, 2],
      [1, 9],
    ]),
  ).toEqual([1, 0])
})

test('refuses more rows than columns', () => expect(() => solveAssignment([[1], [2]])).toThrow(RangeError))
test('has nothing to give to no rows', () => expect(solveAssignment([])).toEqual([]))
