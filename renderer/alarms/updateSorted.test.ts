import { expect, test } from 'vitest'
import { updateSorted } from './updateSorted'

const ascending = (a: { n: number }, b: { n: number }) => a.n - b.n
const list = (...numbers: number[]) => numbers.map((n) => ({ n }))

test('what left is gone, what came stands in order, the old list is untouched', () => {
  const old = list(1, 3, 5, 7)
  const next = updateSorted(old, [old[1]!, old[3]!], list(8, 0, 4), ascending)
  expect(next.map(({ n }) => n)).toEqual([0, 1, 4, 5, 8])
  expect(old).toHaveLength(4)
})

test('one that moves leaves its old place', () => {
  const old = list(1, 2, 3)
  expect(updateSorted(old, [old[0]!], list(9), ascending).map(({ n }) => n)).toEqual([2, 3, 9])
})

test('any run of changes ends in the order of a full sort', () => {
  let seed = 7
  const random = () => (seed = (seed * 16_807) % 2_147_483_647)
  let sorted: { n: number }[] = []
  for (let round = 0; round < 200; round++) {
    const gone = sorted.filter(() => random() % 4 === 0)
    const known = new Set(sorted.map(({ n }) => n))
    const come = list(...new Set(Array.from({ length: random() % 6 }, () => random() % 10_000))).filter(
      ({ n }) => !known.has(n),
    )
    const expected = [...sorted.filter((item) => !gone.includes(item)), ...come].sort(ascending)
    sorted = updateSorted(sorted, gone, come, ascending)
    expect(sorted).toEqual(expected)
  }
})

test('an element that stands elsewhere than its order says is not silently kept', () => {
  expect(() => updateSorted(list(1, 2), list(2), [], ascending)).toThrow('lost its order')
})

test('many changes at once end in the order of a full sort, as few do', () => {
  const old = list(...Array.from({ length: 300 }, (_, n) => n * 2))
  const gone = old.filter((_, at) => at % 3 === 0)
  const come = list(...Array.from({ length: 90 }, (_, n) => n * 6 + 1).toReversed())
  const expected = [...old.filter((item) => !gone.includes(item)), ...come].sort(ascending)
  expect(updateSorted(old, gone, come, ascending)).toEqual(expected)
})
