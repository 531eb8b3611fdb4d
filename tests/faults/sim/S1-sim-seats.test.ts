import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BundledProgram, bundleProgram } from '../kit/startProgram'
import { isNightly, report } from '../report'
import { trySeeds } from './trySeeds'

const seeds = isNightly ? 200_000 : 1_000
const steps = isNightly ? 400 : 120
/** A bound for a test that hangs, far above what a busy machine needs. */
const limitMs = isNightly ? 8 * 3_600_000 : 3_600_000

let program: BundledProgram
beforeAll(async () => {
  program = await bundleProgram(`${import.meta.dirname}/simulateSeeds.ts`)
})
afterAll(() => program.remove())

it(
  'S1 three seats that part, crash and meet again keep every invariant, whatever the seed',
  async () => {
    const startedMs = performance.now()
    const { found, tried } = await trySeeds(program.file, { seeds, steps })
    const tookS = (performance.now() - startedMs) / 1_000
    report({
      name: 'S1 sim-seats',
      ...(found && { seed: found.seed }),
      figures: {
        ...tried,
        seedsPerS: Math.round((tried.seeds / tookS) * 10) / 10,
        stepsPerS: Math.round((tried.seeds * steps) / tookS),
        breach: found ? `${found.invariant} ${found.text}`.slice(0, 300) : 'none',
      },
      bar: `${seeds} seeds of ${steps} steps: I1 to I4, I7 to I9, I11, I12 hold, roles settle`,
      pass: found === undefined,
    })
    expect(found).toBeUndefined()
    expect(tried.seeds).toBe(seeds)
    // A simulation in which nothing happens shows nothing. Clashes need a parting and two people at one thing: one in five short lives has one.
    for (const figure of [tried.takeovers, tried.crashes, tried.conflicts, tried.commands])
      expect(figure).toBeGreaterThan(seeds / 10)
  },
  limitMs,
)
