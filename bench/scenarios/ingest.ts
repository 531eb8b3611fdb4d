import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { startMosquitto } from '../../tests/support/mosquitto'
import type { BenchOptions } from '../options'
import type { Figure } from '../results'
import { startRole, type Subject } from '../Role'
import { hasService, startService } from '../startService'
import { cpuPerMillion, steadyRate, untilStored } from '../steadyRate'

/** Messages that the load may be ahead of what is stored. */
const ahead = 20_000
const warmMs = 1_500
const fullMs = 4_000
const steadyMs = 3_000
const steadyPerS = 20_000

interface Ingest {
  perS: number
  cpuPerMillion: number
  /** Messages sent that were never stored. */
  missing: number
}

type Start = (options: { url: string; folder: string; qos: 0 | 1 }) => Promise<Subject>

/** Goals 1 and 2: messages a second that are stored, and CPU for a million samples, of ours beside the bare stack. */
export async function measureIngest({ profile }: BenchOptions): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const qos of [0, 1] as const) {
    const bare = await ingestInto((options) => startRole('bareStack', options), qos)
    figures.push(...rows(qos === 0 ? 'bare stack' : 'bare stack, acknowledged before stored', qos, bare))
    const ours: [string, Start][] = [['connector + live + history', (options) => startRole('coreParts', options)]]
    if (hasService())
      ours.push([
        'service, everything on',
        (options) => startService({ ...options, ...(profile !== undefined && { profile }) }),
      ])
    for (const [subject, start] of ours) {
      const measured = await ingestInto(start, qos)
      const versus = `${subject} : bare stack`
      figures.push(
        ...rows(`${subject}, 4 windows at 5 Hz`, qos, measured),
        {
          goal: 1,
          what: `ratio of rates, QoS ${qos}`,
          subject: versus,
          value: measured.perS / bare.perS,
          unit: '×',
          target: '≥ 0.6',
        },
        {
          goal: 2,
          what: `ratio of CPU, QoS ${qos}`,
          subject: versus,
          value: measured.cpuPerMillion / bare.cpuPerMillion,
          unit: '×',
          target: '≤ 1.5',
        },
      )
    }
  }
  return figures
}

const rows = (subject: string, qos: 0 | 1, { perS, cpuPerMillion, missing }: Ingest): Figure[] => [
  {
    goal: 1,
    what: `stored, QoS ${qos}`,
    subject,
    value: perS,
    unit: 'msg/s',
    target: qos === 0 ? '≥ 60,000' : '≥ 35,000',
  },
  {
    goal: 2,
    what: `CPU at 20,000 msg/s, QoS ${qos}`,
    subject,
    value: cpuPerMillion,
    unit: 's / 1 M samples',
    target: '≤ 3.0',
  },
  { goal: 1, what: `sent and not stored, QoS ${qos}`, subject, value: missing, unit: 'msg', target: '0' },
]

async function ingestInto(startSubject: Start, qos: 0 | 1): Promise<Ingest> {
  const folder = await mkdtemp(join(tmpdir(), 'chengtai-bench-'))
  const broker = await startMosquitto()
  const started: Subject[] = []
  const noted = async <S extends Subject>(starting: Promise<S>): Promise<S> => {
    const one = await starting
    started.push(one)
    return one
  }
  try {
    const subject = await noted(startSubject({ url: broker.url, folder, qos }))
    if (subject.windowsUrl) await noted(startRole('windows', { url: subject.windowsUrl, count: 4, rateHz: 5 }))
    const load = await noted(startRole('load', { port: broker.port, qos, seed: 1 }))
    let allowed = 0
    const allow = (messages: number): void => load.send({ allow: (allowed = Math.max(allowed, messages)) })
    let isFull = true
    const feed = (): void => {
      if (isFull) allow(subject.stored + ahead)
    }
    subject.onReport(feed)
    feed()
    await wait(warmMs)
    const perS = await measureRate(subject, fullMs)
    isFull = false
    // A steady rate after the backlog: what is on its way when the time is over costs CPU too.
    await untilStored(subject, allowed)
    const steady = await steadyRate({ subject, load, allowed }, steadyPerS, steadyMs)
    return { perS, cpuPerMillion: cpuPerMillion(steady), missing: steady.missing }
  } finally {
    for (const one of started.reverse()) await one.stop()
    await broker.stop()
    await rm(folder, { recursive: true })
  }
}

async function measureRate(subject: Subject, ms: number): Promise<number> {
  const before = { stored: subject.stored, atMs: performance.now() }
  await wait(ms)
  return (subject.stored - before.stored) / ((performance.now() - before.atMs) / 1000)
}
