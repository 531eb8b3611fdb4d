import { join } from 'node:path'
import { writeResults } from './results'
import type { Figure } from './results'
import { runBareStack } from './roles/bareStack'
import { runCoreParts } from './roles/coreParts'
import { runFanOut } from './roles/fanOut'
import { runLoad } from './roles/load'
import { runWindows } from './roles/windows'
import { measureConsole } from './scenarios/console'
import { measureFanOut } from './scenarios/fanOut'
import { measureHistory } from './scenarios/history'
import { measureIngest } from './scenarios/ingest'
import { measureJournal } from './scenarios/journal'

const scenarios: Record<string, () => Promise<Figure[]>> = {
  ingest: measureIngest,
  history: measureHistory,
  journal: measureJournal,
  fanOut: measureFanOut,
  console: measureConsole,
}
const roles: Record<string, (options: unknown) => void | Promise<void>> = {
  load: runLoad,
  bareStack: runBareStack,
  coreParts: runCoreParts,
  windows: runWindows,
  fanOut: runFanOut,
}

const line = ({ goal, value, unit, what, subject, target }: Figure): string =>
  `${goal}\t${value.toPrecision(4)} ${unit}\t${what} – ${subject}${target ? ` (${target})` : ''}`

async function runScenarios(names: readonly string[]): Promise<void> {
  const unknown = names.find((name) => !scenarios[name])
  if (unknown !== undefined) throw new Error(`no scenario ${unknown}; there are ${Object.keys(scenarios).join(', ')}`)
  const figures: Figure[] = []
  for (const name of names.length > 0 ? names : Object.keys(scenarios)) {
    try {
      for (const figure of (await scenarios[name]?.()) ?? []) {
        figures.push(figure)
        console.log(line(figure))
      }
    } catch (error) {
      // The other scenarios still have something to say.
      console.error(`${name} did not finish:`, error)
      process.exitCode = 1
    }
  }
  const folder = join(process.cwd(), 'bench/results')
  console.log(await writeResults(folder, names.length > 0 ? names.join('-') : 'all', figures, Date.now()))
}

const [first, second, options] = process.argv.slice(2)
const role = first === '--role' && second !== undefined ? roles[second] : undefined
const work = role ? role(JSON.parse(options ?? '{}')) : runScenarios(process.argv.slice(2))
Promise.resolve(work).catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
