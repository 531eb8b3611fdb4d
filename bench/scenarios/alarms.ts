import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import mqtt, { type MqttClient } from 'mqtt'
import { startMosquitto } from '../../tests/support/mosquitto'
import { probeId, probeType } from '../benchDistrict'
import { figure } from '../figure'
import { openAsEngineer } from '../openClient'
import type { BenchOptions } from '../options'
import { type Role, startRole } from '../Role'
import type { Figure } from '../results'
import { startService } from '../startService'
import { percentile } from '../statistics'

const windows = 4
const loads = [0, 1_000, 5_000, 10_000]
/** Alarms one by one under each load, and the time from one to the next. */
const probed = 200
const gapMs = 20
const settleMs = 2_000
const flood = 10_000
const floodMs = 10_000
const floodTickMs = 20
/** Under the flood. */
const floodLoadPerS = 10_000
const patienceMs = 120_000

/** When a probe was published, came back from the broker to a bare subscriber, and was told to each window; ms of one clock. */
interface Seen {
  sentMs: number
  brokerMs?: number
  toldMs: number[]
}

/**
 * Goals 3 and 12: from an alarm published until it is decided, written to the journal and told to four windows, with everything on and the load beside; and a flood of 10,000. The limit beside it is the
 * same message on its way through the broker to a bare subscriber, in the same run. Drawing is not in it: `surface` has that.
 */
export async function measureAlarms({ profile }: BenchOptions): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'chengtai-bench-alarms-'))
  // As `broker-files` writes it: otherwise an alarm waits for TCP's delayed acknowledgement, 20 ms at the median.
  const broker = await startMosquitto({ lines: ['set_tcp_nodelay true'] })
  const stops: (() => Promise<unknown> | void)[] = [() => rm(folder, { recursive: true }), () => broker.stop()]
  try {
    const service = await startService({
      url: broker.url,
      folder,
      probes: loads.length * probed + flood,
      ...(profile !== undefined && { profile }),
    })
    stops.push(() => service.stop())
    const seen = new Map<string, Seen>()
    for (let nth = 0; nth < windows; nth++) {
      const window = await openAsEngineer(service.windowsUrl)
      stops.push(() => window.close())
      window.on('samples.changed', { rateHz: 5 }, () => undefined)
      window.on('alarm.changed', {}, ({ upserts }) => {
        const nowMs = performance.now()
        for (const { deviceId } of upserts) {
          const one = seen.get(deviceId)
          if (one && one.toldMs[nth] === undefined) one.toldMs[nth] = nowMs
        }
      })
    }
    const site = await connect(broker.url, stops)
    const subscriber = await connect(broker.url, stops)
    await subscriber.subscribeAsync(`/sys/${probeType.id}/+/thing/event/property/post`)
    subscriber.on('message', (topic) => {
      const one = seen.get(topic.split('/')[3] ?? '')
      if (one) one.brokerMs ??= performance.now()
    })
    const load = await startRole('load', { port: broker.port, qos: 0, seed: 1 })
    stops.push(() => load.stop())

    const figures: Figure[] = []
    const press = (id: string): void => {
      seen.set(id, { sentMs: performance.now(), toldMs: [] })
      const topic = `/sys/${probeType.id}/${id}/thing/event/property/post`
      site.publish(topic, JSON.stringify({ id: '1', params: { isOpen: 1 } }), { qos: 1 })
    }
    let allowed = 0
    for (const [nth, perS] of loads.entries()) {
      const pace = startPace(load, perS, allowed)
      const storedBefore = service.stored
      const fromMs = performance.now()
      await wait(settleMs)
      const ids = Array.from({ length: probed }, (_, at) => probeId(nth * probed + at))
      for (const id of ids) {
        press(id)
        await wait(gapMs)
      }
      const took = performance.now() - fromMs
      allowed = pace.stop()
      const reached = ((service.stored - storedBefore) / took) * 1_000
      await untilTold(seen, ids)
      const subject = `${perS.toLocaleString('en')} msg/s beside, ${Math.round(reached).toLocaleString('en')} stored`
      figures.push(...figuresOf(seen, ids, subject, 3, nth === 0 ? '≤ 30' : undefined))
    }
    const pace = startPace(load, floodLoadPerS, allowed)
    await wait(settleMs)
    const ids = Array.from({ length: flood }, (_, at) => probeId(loads.length * probed + at))
    const cpuS = service.cpuS()
    const fromMs = performance.now()
    for (let at = 0; at < flood;) {
      const due = Math.min(flood, Math.ceil(((performance.now() - fromMs) / floodMs) * flood))
      for (; at < due; at++) press(ids[at] ?? '')
      await wait(floodTickMs)
    }
    pace.stop()
    await untilTold(seen, ids)
    const subject = `${flood.toLocaleString('en')} alarms in ${floodMs / 1_000} s on top of ${floodLoadPerS.toLocaleString('en')} msg/s`
    const lost = ids.filter((id) => !isTold(seen.get(id))).length
    figures.push(
      ...figuresOf(seen, ids.slice(0, 1), `${subject}, the first`, 12, '≤ 250'),
      ...figuresOf(seen, ids, `${subject}, all`, 12),
      figure('alarms that were never told', subject, lost, 'alarms', { goal: 12, target: '0' }),
      figure('CPU of the service until all were told', subject, service.cpuS() - cpuS, 's', { goal: 12 }),
    )
    return figures
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}

async function connect(url: string, stops: (() => Promise<unknown> | void)[]): Promise<MqttClient> {
  const client = await mqtt.connectAsync(url)
  stops.push(() => client.endAsync(true))
  return client
}

/** Lets the load send at a rate. @returns ends that, and says how many it was allowed in all */
function startPace(load: Role, perS: number, already: number): { stop(): number } {
  const fromMs = performance.now()
  let allowed = already
  const timer = setInterval(() => {
    allowed = already + Math.floor(((performance.now() - fromMs) / 1_000) * perS)
    load.send({ allow: allowed })
  }, 10)
  return {
    stop() {
      clearInterval(timer)
      return allowed
    },
  }
}

const isTold = (one: Seen | undefined): boolean => one?.toldMs.filter((ms) => ms !== undefined).length === windows

async function untilTold(seen: ReadonlyMap<string, Seen>, ids: readonly string[]): Promise<void> {
  const endMs = performance.now() + patienceMs
  while (performance.now() < endMs && !ids.every((id) => isTold(seen.get(id)))) await wait(50)
}

function figuresOf(
  seen: ReadonlyMap<string, Seen>,
  ids: readonly string[],
  subject: string,
  goal: number,
  target?: string,
): Figure[] {
  const told: number[] = []
  const through: number[] = []
  for (const id of ids) {
    const one = seen.get(id)
    if (one && isTold(one)) told.push(Math.max(...one.toldMs) - one.sentMs)
    if (one?.brokerMs !== undefined) through.push(one.brokerMs - one.sentMs)
  }
  return [0.5, 0.99].flatMap((share) => {
    const [ours, limit] = [percentile(told, share), percentile(through, share)]
    const what = `alarm published until told to all ${windows} windows, p${share * 100}`
    return [
      figure(what, subject, ours, 'ms', { goal, ...(share === 0.99 && target !== undefined && { target }) }),
      figure(`the same message through the broker alone, p${share * 100}`, subject, limit, 'ms', { goal }),
    ]
  })
}
