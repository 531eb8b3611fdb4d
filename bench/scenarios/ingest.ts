import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { startMosquitto } from '../../tests/support/mosquitto'
import type { Figure } from '../results'
import { type Role, startRole } from '../Role'
import { samplesPerMessage } from '../roles/reports'

/** Messages that the load may be ahead of what is stored. */
const ahead = 16_000
const warmMs = 1_500
const fullMs = 4_000
const steadyMs = 3_000
const steadyPerS = 20_000

interface Ingest {
  perS: number
  cpuPerMillion: number
}

/** Goals 1 and 2: messages a second that are stored, and CPU for a million samples, of the bare stack and of ours. */
export async function measureIngest(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const qos of [0, 1] as const) {
    const bare = await ingestInto('bareStack', qos)
    const ours = await ingestInto('coreParts', qos)
    const rows = [
      { subject: qos === 0 ? 'bare stack' : 'bare stack, acknowledged before stored', ...bare },
      { subject: 'connector + live + history, 4 windows at 5 Hz', ...ours },
    ]
    for (const { subject, perS, cpuPerMillion } of rows) {
      figures.push({
        goal: 1,
        what: `stored, QoS ${qos}`,
        subject,
        value: perS,
        unit: 'msg/s',
        target: qos === 0 ? '≥ 60,000' : '≥ 35,000',
      })
      figures.push({
        goal: 2,
        what: `CPU at 20,000 msg/s, QoS ${qos}`,
        subject,
        value: cpuPerMillion,
        unit: 's / 1 M samples',
        target: '≤ 3.0',
      })
    }
    figures.push({
      goal: 1,
      what: `ratio of rates, QoS ${qos}`,
      subject: 'ours : bare stack',
      value: ours.perS / bare.perS,
      unit: '×',
      target: '≥ 0.6',
    })
    figures.push({
      goal: 2,
      what: `ratio of CPU, QoS ${qos}`,
      subject: 'ours : bare stack',
      value: ours.cpuPerMillion / bare.cpuPerMillion,
      unit: '×',
      target: '≤ 1.5',
    })
  }
  return figures
}

async function ingestInto(role: string, qos: 0 | 1): Promise<Ingest> {
  const folder = await mkdtemp(join(tmpdir(), 'chengtai-bench-'))
  const broker = await startMosquitto()
  const started: Role[] = []
  const start = async (name: string, options: object): Promise<Role> => {
    const one = await startRole(name, options)
    started.push(one)
    return one
  }
  try {
    const subject = await start(role, { url: broker.url, folder, qos })
    if (subject.windowsUrl) await start('windows', { url: subject.windowsUrl, count: 4, rateHz: 5 })
    const load = await start('load', { port: broker.port, qos, seed: 1 })
    let isFull = true
    const feed = (): void => {
      if (isFull) load.send({ allow: subject.stored + ahead })
    }
    subject.onReport(feed)
    feed()
    await wait(warmMs)
    const full = await measure(subject, fullMs)
    isFull = false
    // What was allowed comes in first; then a steady rate.
    await wait(1_000)
    const base = subject.stored
    const startedAtMs = performance.now()
    const timer = setInterval(
      () => load.send({ allow: base + Math.floor(((performance.now() - startedAtMs) / 1000) * steadyPerS) }),
      10,
    )
    await wait(500)
    const steady = await measure(subject, steadyMs)
    clearInterval(timer)
    return { perS: full.perS, cpuPerMillion: steady.cpuS / ((steady.messages * samplesPerMessage) / 1e6) }
  } finally {
    for (const one of started.reverse()) await one.stop()
    await broker.stop()
    await rm(folder, { recursive: true })
  }
}

async function measure(subject: Role, ms: number): Promise<{ messages: number; perS: number; cpuS: number }> {
  const before = { stored: subject.stored, cpuS: subject.cpuS(), atMs: performance.now() }
  await wait(ms)
  const messages = subject.stored - before.stored
  return { messages, perS: messages / ((performance.now() - before.atMs) / 1000), cpuS: subject.cpuS() - before.cpuS }
}
