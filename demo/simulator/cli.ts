import { readOptions } from './options'
import { startSimulator } from './startSimulator'

/** Entry: the demo district's site as a process of its own. It ends with SIGTERM or SIGINT. */
const log = (line: string) => process.stdout.write(`simulator: ${line}\n`)

async function run(): Promise<void> {
  const simulator = await startSimulator(readOptions(process.argv.slice(2)), process.env, log)
  if (simulator.controlPort !== undefined) log(`control: POST http://127.0.0.1:${simulator.controlPort}/play/NAME`)
  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    void simulator.stop().then(() => process.exit(0))
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

run().catch((error: unknown) => {
  process.stderr.write(`simulator: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
