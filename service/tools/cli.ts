import { version } from '../../package.json'
import { runTool } from './runTool'
import { languageOf } from './words'

// Entry of `chengtai`: the tools of who looks after a seat's data.

const abort = new AbortController()
process.on('SIGINT', () => abort.abort(new Error('cancelled')))
process.on('SIGTERM', () => abort.abort(new Error('cancelled')))

const isTerminal = process.stderr.isTTY
let shown = ''

void runTool(process.argv.slice(2), {
  environment: process.env,
  language: languageOf(process.env),
  version,
  say(line) {
    if (isTerminal && shown !== '') process.stderr.write('\n')
    shown = ''
    process.stdout.write(`${line}\n`)
  },
  show(line) {
    // A log gets no line for every hundredth.
    if (!isTerminal || line === shown) return
    shown = line
    process.stderr.write(`\r${line}\u001b[K`)
  },
  signal: abort.signal,
  now: Date.now,
}).then((status) => {
  process.exitCode = status
})
