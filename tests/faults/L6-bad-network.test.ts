import { connectAsync, type MqttClient } from 'mqtt'
import { afterEach, expect, it } from 'vitest'
import { createMqttConnector } from '../../connectors/mqtt/createMqttConnector'
import { createRecordingSink, createTestDirectory } from '../../connectors/mqtt/testing'
import { hasMosquitto, startMosquitto } from '../support/mosquitto'
import { createProxy } from './kit/createProxy'
import { until } from './links/until'
import { isNightly, report, skipIf } from './report'

const directory = createTestDirectory()
const messagesPerS = 100
/** Good and bad times take turns, so that what else the machine does falls on both alike. */
const turns = isNightly ? 20 : 2
const turnMs = 1_500
/** What a change stirs up, the backlog of the bad link above all, counts for neither. */
const settleMs = 400
const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})
/** Fractions of a millisecond, and no jumps. */
const steadyMs = () => performance.timeOrigin + performance.now()
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** One link of the process: a broker of its own, a device, and how long each of its messages took. */
async function makeLink(id: string) {
  const broker = await startMosquitto()
  cleanups.push(() => broker.stop())
  const proxy = await createProxy({ port: broker.port })
  cleanups.push(() => proxy.close())
  const recording = createRecordingSink()
  const latenciesMs: number[] = []
  const connector = createMqttConnector(
    { id, url: `mqtt://127.0.0.1:${proxy.port}`, clientId: `l6-${id}` },
    {
      directory,
      sink: { ...recording, sample: (_point, _value, saidMs) => void latenciesMs.push(steadyMs() - saidMs) },
      now: Date.now,
      random: Math.random,
    },
  )
  let state = ''
  connector.onLink((next) => (state = next.state))
  connector.start()
  cleanups.push(() => connector.stop())
  const device: MqttClient = await connectAsync(broker.url, { protocolVersion: 4 })
  cleanups.push(() => device.endAsync(true))
  await until(`${id} is up`, () => state === 'up')
  const link = {
    proxy,
    latenciesMs,
    isUp: () => state === 'up',
    said: 0,
    say() {
      link.said += 1
      const body = JSON.stringify({ id: `${id}-${link.said}`, params: { pressure: 1 }, time: steadyMs() })
      device.publish(`/sys/hydrant/h${link.said % 4}/thing/event/property/post`, body, { qos: 1 })
    },
  }
  return link
}

/** 99 of 100 are quicker, ms. */
function p99(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return Math.round((sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN) * 10) / 10
}

it('L6 bad-network: a link that suffers takes nothing from the others', async (context) => {
  skipIf(context, 'L6 bad-network', hasMosquitto ? undefined : 'no Mosquitto on this machine')
  const good = await makeLink('good')
  const bad = await makeLink('bad')
  const timer = setInterval(() => {
    good.say()
    bad.say()
  }, 1_000 / messagesPerS)
  cleanups.push(() => clearInterval(timer))
  const times = { good: [] as number[], delayed: [] as number[], dripped: [] as number[], reset: [] as number[] }
  const listen = async (into: number[]) => {
    await wait(settleMs)
    const from = good.latenciesMs.length
    await wait(turnMs)
    into.push(...good.latenciesMs.slice(from))
  }
  const heal = async () => {
    bad.proxy.set({ kind: 'open' })
    bad.proxy.reset()
    await until('the bad link is back', () => bad.isUp())
    await listen(times.good)
  }

  await wait(500)
  for (let turn = 0; turn < turns; turn += 1) {
    await heal()
    bad.proxy.set({ kind: 'delay', ms: 2_000 })
    await listen(times.delayed)
    await heal()
    bad.proxy.set({ kind: 'drip', bytesPerS: 1 })
    await listen(times.dripped)
    await heal()
    bad.proxy.set({ kind: 'refuse' })
    await listen(times.reset)
  }
  clearInterval(timer)
  await until('the good link has told all', () => good.latenciesMs.length >= good.said).catch(() => undefined)

  const bads = [times.delayed, times.dripped, times.reset]
  const [goodMs, badMs] = [p99(times.good), p99(bads.flat())]
  const ratio = Math.round((badMs / goodMs) * 100) / 100
  const lost = good.said - good.latenciesMs.length
  report({
    name: 'L6 bad-network',
    figures: {
      p99GoodMs: goodMs,
      p99BadMs: badMs,
      ratio,
      delayMs: p99(times.delayed),
      dripMs: p99(times.dripped),
      resetMs: p99(times.reset),
      said: good.said,
      lost,
    },
    bar: 'p99 of the other link ≤ +10 %, 0 lost',
    pass: lost === 0 && ratio <= 1.1,
  })
  expect(lost).toBe(0)
  for (const taken of bads) expect(taken.length).toBeGreaterThan(0)
})
