import { flaws } from './flaws'
import { simulate } from './simulate'
import type { Found, Tried } from './trySeeds'

// A program: simulates the seeds from one number up to another and tells, a line each, of breaches and of what it did. It ends at the first breach.

const [from = 1, to = 1, steps = 400] = process.argv.slice(2, 5).map(Number)
const flaw = flaws.find((name) => name === process.argv[5])
const tell = (line: Found | Tried): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

async function main(): Promise<void> {
  const tried: Tried = { seeds: 0, entries: 0, conflicts: 0, commands: 0, crashes: 0, takeovers: 0 }
  for (let seed = from; seed <= to; seed++) {
    const { breach, ...figures } = await simulate(seed, steps, flaw)
    tried.seeds += 1
    for (const key of ['entries', 'conflicts', 'commands', 'crashes', 'takeovers'] as const) tried[key] += figures[key]
    if (!breach) continue
    tell({ seed, ...breach })
    break
  }
  tell(tried)
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`)
  process.exitCode = 1
})
