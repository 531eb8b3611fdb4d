import { join } from 'node:path'
import { type BenchOptions, readOptions, usage } from './options'
import { asTable, writeResults } from './results'
import type { Figure } from './results'
import { runBareStack } from './roles/bareStack'
import { runCoreParts } from './roles/coreParts'
import { runFanOut } from './roles/fanOut'
import { runLoad } from './roles/load'
import { runWindows } from './roles/windows'
import { measureAlarms } from './scenarios/alarms'
import { measureCapacity } from './scenarios/capacity'
import { measureConsole } from './scenarios/console'
import { measureFanOut } from './scenarios/fanOut'
import { measureHistory, measureLargeHistory } from './scenarios/history'
import { measureIngest } from './scenarios/ingest'
import { measureJournal } from './scenarios/journal'
import { measureLongList } from './scenarios/longList'
import { measureRegistry } from './scenarios/registry'
import { measureRules } from './scenarios/rules'
import { measureSoak } from './scenarios/soak'
import { measureSurface } from './scenarios/surface'

const scenarios: Record<string, (options: BenchOptions) => Promise<Figure[]>> = {
  ingest: measureIngest,
  history: measureHistory,
  historyLarge: measureLargeHistory,
  journal: measureJournal,
  fanOut: measureFanOut,
  rules: measureRules,
  registry: measureRegistry,
  alarms: measureAlarms,
  capacity: measureCapacity,
  console: measureConsole,
  surface: measureSurface,
  longList: measureLongList,
  soak: measureSoak,
}
/** Take minutes: run when they are named. */
const isLong = (name: string): boolean =>
  ['historyLarge', 'registry', 'alarms', 'capacity', 'surface', 'longList', 'soak'].includes(name)
const roles: Record<string, (options: unknown) => void | Promise<void>> = {
  load: runLoad,
  bareStack: runBareStack,
  coreParts: runCoreParts,
  windows: runWindows,
  fanOut: runFanOut,
}

async function runScenarios(args: readonly string[]): Promise<void> {
  const { names, options } = readOptions(args)
  const unknown = names.find((name) => !scenarios[name])
  if (unknown !== undefined)
    throw new Error(`no scenario ${unknown}; there are ${Object.keys(scenarios).join(', ')}: ${usage}`)
  const chosen = names.length > 0 ? names : Object.keys(scenarios).filter((name) => !isLong(name))
  const figures: Figure[] = []
  for (const name of chosen) {
    try {
      for (const figure of (await scenarios[name]?.(options)) ?? []) {
        figures.push(figure)
        console.log(JSON.stringify(figure))
      }
    } catch (error) {
      // The other scenarios still have something to say.
      console.error(`${name} did not finish:`, error)
      process.exitCode = 1
    }
  }
  console.log(asTable(figures))
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
