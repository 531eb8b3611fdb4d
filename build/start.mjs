/**
 * `npm start`: prepares the machine as far as needed, builds what is out of date, makes the demo district, and starts the console
 * together with the site simulator, which publishes to the console's own broker. Either end of the console ends both.
 *
 * Options: `--check-only` looks and changes nothing; `--service URL` follows a service instead of showing the demo;
 * `--no-simulator`; `--displays N` screens in memory; all else goes to the console as it is (`--user-data DIR` …).
 */
import { randomBytes } from 'node:crypto'
import { buildOutputs, staleOutputs } from './bundle/buildOutputs.mjs'
import { say } from './messages.mjs'
import { startConsole } from './run/console.mjs'
import { writeDemoDevices } from './run/demoDevices.mjs'
import { ensureDistrict } from './run/district.mjs'
import { writeFrames } from './run/frames.mjs'
import { freePort } from './run/freePort.mjs'
import { writePlant } from './run/plant.mjs'
import { startSimulator } from './run/simulator.mjs'
import { readStartOptions } from './run/startOptions.mjs'
import { hasDisplay, startDisplaysInMemory } from './setup/display.mjs'
import { prepare, reportState } from './setup/prepare.mjs'
import { tellSetupErrors } from './setup/tellSetupErrors.mjs'

const DEFAULT_SCREENS_IN_MEMORY = 4

/** @param {import('./run/startOptions.mjs').StartOptions} options */
async function start(options) {
  const electron = await prepare()
  await buildOutputs({ onlyStale: true })
  const displays =
    options.displays !== undefined || !hasDisplay()
      ? await startDisplaysInMemory(options.displays ?? DEFAULT_SCREENS_IN_MEMORY)
      : undefined
  const demo = options.service === undefined ? await prepareDemo() : undefined
  const console = startConsole({
    electron,
    display: displays?.display,
    demo,
    service: options.service,
    passed: options.passed,
  })
  const simulator = demo && options.withSimulator ? startSimulator(demo) : undefined
  const code = await console
  simulator?.stop()
  displays?.stop()
  return code
}

/**
 * Port and credentials are new at each start: only the console and the simulator of this start know them. Whoever wants to publish
 * beside the simulator names them in the environment.
 */
async function prepareDemo() {
  const { CHENGTAI_BROKER_USER, CHENGTAI_BROKER_PASSWORD, CHENGTAI_BROKER_PORT } = process.env
  const credentials = {
    user: CHENGTAI_BROKER_USER || 'demo-site',
    password: CHENGTAI_BROKER_PASSWORD || randomBytes(24).toString('base64url'),
  }
  const district = await ensureDistrict()
  const doors = {
    brokerPort: Number(CHENGTAI_BROKER_PORT) || (await freePort()),
    tlsPort: await freePort(),
    httpsPort: await freePort(),
  }
  return {
    district,
    frames: await writeFrames(district),
    plant: await writePlant(district),
    devices: writeDemoDevices(district, doors),
    ...doors,
    credentials,
  }
}

function checkOnly() {
  const isPrepared = reportState()
  const stale = staleOutputs()
  if (stale.length > 0) say('stateOutputsStale', { names: stale.join(', ') })
  if (!hasDisplay()) say('stateDisplayMissing')
  const isReady = isPrepared && stale.length === 0
  if (isReady) say('stateReady')
  return isReady ? 0 : 1
}

const options = readStartOptions(process.argv.slice(2))
await tellSetupErrors(async () => (options.checkOnly ? checkOnly() : start(options)))
