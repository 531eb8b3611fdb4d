import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BundledProgram, bundleProgram } from '../kit/startProgram'
import { report } from '../report'
import { flaws } from './flaws'
import { trySeeds } from './trySeeds'

const seeds = 2_000
const steps = 400

let program: BundledProgram
beforeAll(async () => {
  program = await bundleProgram(`${import.meta.dirname}/simulateSeeds.ts`)
})
afterAll(() => program.remove())

it('S2 the simulation finds every planted bug within 2,000 seeds', { timeout: 3_600_000 }, async () => {
  const seedOf: Record<string, number | string> = {}
  for (const flaw of flaws) {
    const { found } = await trySeeds(program.file, { seeds, steps, flaw })
    seedOf[flaw] = found ? found.seed : 'not found'
  }
  const missed = flaws.filter((flaw) => seedOf[flaw] === 'not found')
  report({
    name: 'S2 sim-mutants',
    figures: { ...seedOf, mutants: flaws.length, missed: missed.length },
    bar: `each of ${flaws.length} planted bugs is found within ${seeds} seeds`,
    pass: missed.length === 0,
  })
  expect(missed).toEqual([])
})
