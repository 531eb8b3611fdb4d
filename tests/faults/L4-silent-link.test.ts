import { afterEach, expect, it } from 'vitest'
import { isStale } from '../../domain/live/staleness'
import { hydrantRegistry } from '../support/hydrantRegistry'
import { hasMosquitto, startMosquitto } from '../support/mosquitto'
import { createProxy, type LinkCondition } from './kit/createProxy'
import { createHydrants } from './links/createHydrants'
import { createListener } from './links/createListener'
import { until } from './links/until'
import { report, skipIf } from './report'

const registry = hydrantRegistry(4)
const pointOf = (device: number) => registry.pointOf(registry.slotAt(device)?.id ?? '', 'pressure') ?? -1
const periodMs = 1_000
const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})
const seconds = (ms: number) => Math.round(ms / 100) / 10

it('L4 silent-link: whatever way a link dies, that is told, its values are stale, and it is whole after it heals', async (context) => {
  skipIf(context, 'L4 silent-link', hasMosquitto ? undefined : 'no Mosquitto on this machine')
  const broker = await startMosquitto()
  cleanups.push(() => broker.stop())
  const hydrants = createHydrants(registry, broker.url)
  cleanups.push(() => hydrants.stop())
  const said: { key: string; atMs: number }[] = []
  const speak = () => {
    for (let device = 0; device < registry.deviceCount; device += 1) {
      const atMs = Date.now()
      hydrants.say(device, 1, atMs)
      said.push({ key: `${pointOf(device)} ${atMs}`, atMs })
    }
  }

  /** A seat behind a link of its own that suffers, from the fault until it is whole. */
  async function suffer(kind: 'refuse' | 'blackhole' | 'freeze') {
    const proxy = await createProxy({ port: broker.port })
    cleanups.push(() => proxy.close())
    const seat = createListener({ registry, url: `mqtt://127.0.0.1:${proxy.port}`, clientId: `l4-${kind}` })
    cleanups.push(() => seat.stop())
    await until('the link is up', () => seat.reports.at(-1)?.state === 'up')
    const firstMs = Date.now()
    await until('values come', () => seat.stored.size >= 2 * registry.deviceCount)

    const condition: LinkCondition = { kind }
    proxy.set(condition)
    const faultMs = Date.now()
    await until('it is told', () => seat.reports.at(-1)?.state === 'down', 60_000)
    const toldS = seconds(Date.now() - faultMs)
    await until('values are stale', () => isStale(seat.lastSourceMs(pointOf(0)), periodMs, Date.now()))
    const staleS = seconds(Date.now() - faultMs)
    await until('the gap is shown', () => seat.gaps().length === 1)
    // Attempts to come back fall into the fault too.
    await new Promise((resolve) => setTimeout(resolve, 7_000))

    proxy.set({ kind: 'open' })
    const healedMs = Date.now()
    await until('it is up again', () => seat.reports.at(-1)?.state === 'up', 60_000)
    await until('values are fresh', () => !isStale(seat.lastSourceMs(pointOf(0)), periodMs, Date.now()))
    const freshS = seconds(Date.now() - healedMs)
    const missing = () =>
      said.filter(({ key, atMs }) => atMs > firstMs && atMs < healedMs && !seat.stored.has(key)).length
    await until('nothing is missing', () => missing() === 0, 60_000).catch(() => undefined)
    const wholeS = seconds(Date.now() - healedMs)
    await until('the gap has ended', () => seat.gaps()[0]?.endedAtMs !== undefined, 60_000)
    return { kind, toldS, staleS, freshS, wholeS, lost: missing(), state: seat.gaps()[0]?.state }
  }

  await until('the hydrants are there', () => hydrants.isUp)
  const timer = setInterval(speak, periodMs)
  const results = await Promise.all([suffer('refuse'), suffer('blackhole'), suffer('freeze')]).finally(() =>
    clearInterval(timer),
  )
  const isInTime = results.every(({ toldS, freshS, wholeS }) => toldS <= 15 && freshS <= 5 && wholeS <= 30)
  const isWhole = results.every(({ lost, state }) => lost === 0 && state === 'filled')
  const figures = results.flatMap(({ kind, toldS, staleS, freshS, wholeS, lost }) =>
    Object.entries({ toldS, staleS, freshS, wholeS, lost }).map(([name, value]) => [`${kind}.${name}`, value]),
  )
  report({
    name: 'L4 silent-link',
    figures: Object.fromEntries(figures),
    bar: 'told ≤ 15 s, values stale, fresh ≤ 5 s after it heals, backlog ≤ 30 s, 0 lost',
    pass: isWhole && isInTime,
  })
  expect(results.map(({ kind, lost, state }) => ({ kind, lost, state }))).toEqual(
    ['refuse', 'blackhole', 'freeze'].map((kind) => ({ kind, lost: 0, state: 'filled' })),
  )
})
