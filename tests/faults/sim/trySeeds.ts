import { availableParallelism } from 'node:os'
import { z } from 'zod'
import { startProgram } from '../kit/startProgram'
import type { Flaw } from './flaws'

const Found = z.object({ seed: z.number(), invariant: z.string(), text: z.string() })
/** A seed with which something breaks. */
export type Found = z.infer<typeof Found>

const Tried = z.object({
  seeds: z.number(),
  entries: z.number(),
  conflicts: z.number(),
  commands: z.number(),
  crashes: z.number(),
  takeovers: z.number(),
})
/** What was done, summed over seeds. */
export type Tried = z.infer<typeof Tried>

const Line = z.union([Found, Tried])

/** Seeds that one program simulates before the next one starts: many enough that its start does not count. */
const seedsPerRun = 200

/**
 * Simulates seeds from 1 on, in as many programs at a time as there are processors; each simulation is one thread with one seed.
 *
 * @param program `simulateSeeds`, bundled
 * @returns the smallest seed found, where any was; no new runs start after that
 */
export async function trySeeds(
  program: string,
  { seeds, steps, flaw }: { seeds: number; steps: number; flaw?: Flaw },
): Promise<{ found: Found | undefined; tried: Tried }> {
  const tried: Tried = { seeds: 0, entries: 0, conflicts: 0, commands: 0, crashes: 0, takeovers: 0 }
  let found: Found | undefined
  let next = 1

  const take = (line: z.infer<typeof Line>): void => {
    if ('seed' in line) found = found && found.seed < line.seed ? found : line
    else for (const key of Object.keys(Tried.shape).filter(isFigure)) tried[key] += line[key]
  }
  const run = async (from: number): Promise<void> => {
    const to = Math.min(from + seedsPerRun - 1, seeds)
    const args = [from, to, steps, ...(flaw === undefined ? [] : [flaw])].map(String)
    const { lines, ended, ...child } = startProgram(program, { args })
    const { code } = await ended
    if (code !== 0) throw new Error(`seeds ${from} to ${to} ended with ${code}: ${child.complaint}`)
    for (const line of lines) take(Line.parse(JSON.parse(line)))
  }
  const runAll = async (): Promise<void> => {
    while (next <= seeds && !found) {
      const from = next
      next += seedsPerRun
      await run(from)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, runAll))
  return { found, tried }
}

const isFigure = (key: string): key is keyof Tried => Object.hasOwn(Tried.shape, key)
