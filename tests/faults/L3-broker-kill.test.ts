import { afterEach, expect, it } from 'vitest'
import { hydrantRegistry } from '../support/hydrantRegistry'
import { hasMosquitto, startMosquitto } from '../support/mosquitto'
import { createProxy } from './kit/createProxy'
import { createHydrants } from './links/createHydrants'
import { createListener } from './links/createListener'
import { until } from './links/until'
import { report, skipIf } from './report'

const queued = 500
const devices = 10
const registry = hydrantRegistry(devices)
const pointOf = (device: number) => registry.pointOf(registry.slotAt(device)?.id ?? '', 'pressure') ?? -1
const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

it('L3 broker-kill: a broker that dies with what it held loses nothing, sends nothing twice, and leaves open commands unknown', async (context) => {
  skipIf(context, 'L3 broker-kill', hasMosquitto ? undefined : 'no Mosquitto on this machine')
  const broker = await startMosquitto()
  cleanups.push(() => broker.stop())
  const proxy = await createProxy({ port: broker.port })
  cleanups.push(() => proxy.close())
  const seat = createListener({ registry, url: `mqtt://127.0.0.1:${proxy.port}`, clientId: 'l3-seat' })
  cleanups.push(() => seat.stop())
  const hydrants = createHydrants(registry, broker.url)
  cleanups.push(() => hydrants.stop())
  await until('both are there', () => hydrants.isUp && seat.reports.at(-1)?.state === 'up')
  for (let device = 0; device < devices; device += 1) hydrants.say(device, 1, Date.now())
  await until('the devices were heard', () => seat.stored.size === devices)

  hydrants.isAnswering = false
  const asked = [await seat.flush(0), await seat.flush(1)]
  await until('two commands have arrived', () => hydrants.commands.length === 2)
  // From here the broker holds what it has for the seat, and two commands are on their way to it.
  proxy.set({ kind: 'freeze' })
  asked.push(await seat.flush(2), await seat.flush(3))
  const startMs = Date.now()
  const said: string[] = []
  for (let at = 0; at < queued; at += 1) {
    hydrants.say(at % devices, at, startMs + at)
    said.push(`${pointOf(at % devices)} ${startMs + at}`)
  }
  hydrants.tilt(5, startMs + queued)
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  const heardBefore = said.filter((key) => seat.stored.has(key)).length

  await broker.kill()
  proxy.reset()
  await until('the link is lost', () => seat.reports.at(-1)?.state === 'down')
  proxy.set({ kind: 'open' })
  await broker.start()
  const healedMs = Date.now()
  await until('the link is back', () => seat.reports.at(-1)?.state === 'up')
  const isResumed = seat.reports.at(-1)?.isResumed
  const upMs = Date.now() - healedMs
  const lost = () => said.filter((key) => !seat.stored.has(key)).length
  await until('all is there', () => lost() === 0, 60_000).catch(() => undefined)
  const wholeMs = Date.now() - healedMs
  const stateOf = (id: (typeof asked)[number]) => seat.journal.view.get('command', id)?.state
  await until('the commands have ended', () => asked.every((id) => stateOf(id) !== 'sent'))
  await until('the gap has ended', () => seat.gaps().every(({ endedAtMs }) => endedAtMs !== undefined), 60_000)
  hydrants.say(0, 7, startMs + 60_000)
  await until('it is subscribed again', () => seat.stored.has(`${pointOf(0)} ${startMs + 60_000}`))

  const states = asked.map(stateOf)
  const twice = hydrants.commands.length - new Set(hydrants.commands).size
  const raised = seat.journal.entries.filter(({ kind }) => kind === 'alarm.raised').length
  const isGood = lost() === 0 && twice === 0 && raised === 1 && states.every((state) => state === 'unknown')
  report({
    name: 'L3 broker-kill',
    figures: { queued, heardBefore, lost: lost(), upMs, wholeMs, twice, commands: states.join(), raised },
    bar: 'resubscribed, backfilled, 0 lost, no command twice, in-flight ones unknown',
    pass: isGood,
  })
  expect(isResumed).toBe(false)
  expect(lost()).toBe(0)
  expect(twice).toBe(0)
  expect(states).toEqual(['unknown', 'unknown', 'unknown', 'unknown'])
  expect(raised).toBe(1)
  expect(seat.gaps().map(({ state }) => state)).toEqual(['filled'])
})
