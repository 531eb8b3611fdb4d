import { availableParallelism } from 'node:os'
import { z } from 'zod'
import { type Program, startProgram } from '../kit/startProgram'
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
const seedsPerRun = 100

/**
 * Simulates seeds from 1 on, in as many programs at a time as there are processors; each simulation is one thread with one seed.
 *
 * @param program `simulateSeeds`, bundled
 * @returns the smallest seed with which something breaks, where there is one; larger ones are not waited for then
 */
export async function trySeeds(
  program: string,
  { seeds, steps, flaw }: { seeds: number; steps: number; flaw?: Flaw },
): Promise<{ found: Found | undefined; tried: Tried }> {
  const tried: Tried = { seeds: 0, entries: 0, conflicts: 0, commands: 0, crashes: 0, takeovers: 0 }
  const running = new Map<number, Program>()
  let found: Found | undefined
  let next = 1

  const take = (line: z.infer<typeof Line>): void => {
    if (!('seed' in line)) {
      for (const key of Object.keys(Tried.shape).filter(isFigure)) tried[key] += line[key]
      return
    }
    if (found && found.seed < line.seed) return
    found = line
    for (const [from, child] of running) if (from > line.seed) void child.kill()
  }
  const run = async (from: number): Promise<void> => {
    const to = Math.min(from + seedsPerRun - 1, seeds)
    const args = [from, to, steps, ...(flaw === undefined ? [] : [flaw])].map(String)
    const child = startProgram(program, { args, onLine: (line) => take(Line.parse(JSON.parse(line))) })
    running.set(from, child)
    const { code } = await child.ended
    running.delete(from)
    const isMoot = found !== undefined && found.seed < from
    if (code !== 0 && !isMoot) throw new Error(`seeds ${from} to ${to} ended with ${code}: ${child.complaint}`)
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
