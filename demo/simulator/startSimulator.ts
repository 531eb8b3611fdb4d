import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DistrictDocument } from '../../domain/contract'
import { createStranger } from './createStranger'
import { createControlDoor } from './createControlDoor'
import { createHttpLink } from './createHttpLink'
import { createSiteLink, type SiteLink } from './createSiteLink'
import { connectionOf, readOwnDevices } from './ownDevices'
import type { SimulatorOptions } from './options'
import { startBuses } from './buses/startBuses'
import { startPlantServer } from './plant/startPlantServer'
import { Site } from './Site'
import type { SiteEars } from './siteWords'

export interface Simulator {
  readonly controlPort: number | undefined
  stop(): Promise<void>
}

/** How often the site is moved on, ms of wall time. */
const TICK_MS = 50

/**
 * Wires the site to the clock and the broker. Nothing happens before the broker is there: the story's seconds count from then.
 *
 * @param environment where the broker's user and password stand
 * @throws when the district cannot be read or is none
 */
export async function startSimulator(
  options: SimulatorOptions,
  environment: Readonly<Record<string, string | undefined>>,
  log: (line: string) => void,
): Promise<Simulator> {
  const district = DistrictDocument.parse(JSON.parse(readFileSync(options.districtFile, 'utf8')))
  const startMs = Date.now()
  const [username, password] = [environment['CHENGTAI_BROKER_USER'], environment['CHENGTAI_BROKER_PASSWORD']]
  let clock: { epochMs: number; steadyMs: number } | undefined
  const tellBroker = createStateLog(log, `broker ${options.broker}`)

  /** Simulated time now; it runs `speed` times as fast as the steady clock and stands until the broker was there once. */
  const nowMs = (): number => (clock ? clock.epochMs + (performance.now() - clock.steadyMs) * options.speed : startMs)

  /** Lines of their own: who speaks there says nothing to the broker. */
  const lines: { has(deviceId: string): boolean; stop(): Promise<void> }[] = []
  const site = new Site({
    district,
    seed: options.seed,
    startMs,
    speed: options.speed,
    ...(options.ratePerS === undefined ? {} : { ratePerS: options.ratePerS }),
    cues: options.cues,
    emit: (message) => {
      if ('device' in message && lines.some((line) => line.has(message.device.id))) return
      const way = ('device' in message && own.get(message.device.id)) || link
      way.send(message, Date.now())
    },
  })
  // Commands that come over lines of their own have no ids there; the play does each id once.
  let ordered = 0
  const play = {
    measure: (deviceId: string) => site.measure(deviceId, nowMs()),
    command: (productKey: string, deviceId: string, service: string, input: Record<string, number> = {}) =>
      site.receive(productKey, deviceId, service, `order-${(ordered += 1)}`, input, nowMs()),
  }
  const { framesFile, plantFile } = options
  if (framesFile !== undefined) lines.push(await startBuses(readFileSync(framesFile, 'utf8'), play))
  if (plantFile !== undefined) {
    const pkiFolder = join(dirname(plantFile), 'plant-pki')
    lines.push(await startPlantServer(readFileSync(plantFile, 'utf8'), pkiFolder, play))
  }
  const playStory = (name: string): boolean => {
    const hasBegun = site.play(name, nowMs())
    log(hasBegun ? `plays ${name}` : `cannot play ${name}: unknown or running`)
    return hasBegun
  }
  const devicesFile = environment['CHENGTAI_DEMO_DEVICES']
  const ownDevices = devicesFile ? readOwnDevices(readFileSync(devicesFile, 'utf8')) : []
  const asked = {
    qos: options.qos,
    run: startMs.toString(36),
    canAnswer: (productKey: string, deviceName: string) => site.isReachable(productKey, deviceName),
  }
  const own = new Map(
    ownDevices.map((device): [string, SiteLink] => {
      const way = {
        ...asked,
        ...connectionOf(device),
        onService: (...[productKey, deviceName, service, id, params]: Parameters<SiteEars['onService']>) =>
          site.receive(productKey, deviceName, service, id, params, nowMs()),
        onState: createStateLog(log, `${device.deviceId} at ${device.broker}`),
      }
      const { typeId: productKey, deviceId: deviceName } = device
      const isHttp = /^https?:/.test(device.broker)
      return [deviceName, isHttp ? createHttpLink({ ...way, productKey, deviceName }) : createSiteLink(way)]
    }),
  )
  const link = createSiteLink({
    ...asked,
    broker: options.broker,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    onService: (productKey, deviceName, service, id, params) => {
      // Who comes in by itself hears it there.
      if (!own.has(deviceName)) site.receive(productKey, deviceName, service, id, params, nowMs())
    },
    onState: (state, reason) => {
      if (state === 'up') clock ??= { epochMs: startMs, steadyMs: performance.now() }
      tellBroker(state, reason)
    },
  })
  const stopStranger = options.hasStranger ? createStranger(options.broker) : undefined
  const timer = setInterval(() => {
    if (clock) site.advance(nowMs())
  }, TICK_MS)
  const door = options.controlPort === undefined ? undefined : await createControlDoor(options.controlPort, playStory)
  log(`${district.devices.length} devices, ${Math.round(site.ratePerS)} messages/s`)
  return {
    controlPort: door?.port,
    async stop() {
      clearInterval(timer)
      stopStranger?.()
      await door?.stop()
      await Promise.all([...lines, link, ...own.values()].map((way) => way.stop()))
    },
  }
}

/** Says a state when it is another one than before. */
function createStateLog(log: (line: string) => void, who: string): (state: 'up' | 'down', reason?: string) => void {
  let before = 'down'
  return (state, reason) => {
    if (state !== before) log(`${who} is ${state}${reason === undefined ? '' : `: ${reason}`}`)
    before = state
  }
}
