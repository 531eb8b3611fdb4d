import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openHistory } from '../../core/history/History'
import { historyMigrations } from '../../core/history/HistoryStore'
import { dayMs, hourMs } from '../../core/history/levels'
import { openDatabase } from '../../core/store/openDatabase'
import { DeviceId, qualityCodes } from '../../domain/contract'
import type { Figure } from '../results'
import { loadProperties } from '../roles/reports'

const startMs = Date.UTC(2026, 5, 1)
const reads = 20
const maintainEveryMs = 60_000

interface Site {
  name: string
  devices: number
  periodMs: number
  spanMs: number
}

/** Goals 4 and 5: bytes of a sample on disk, and how long a chart waits for its line. */
export async function measureHistory(): Promise<Figure[]> {
  const fast = { name: '12 devices, 1 s, 24 h', devices: 12, periodMs: 1_000, spanMs: dayMs }
  const slow = { name: '5,000 devices, 60 s, 2 h', devices: 5_000, periodMs: 60_000, spanMs: 2 * hourMs }
  return [...(await measureSite(fast)), ...(await measureSite(slow))]
}

/** The same over a hundred million samples: whether a chart waits longer the more lies beside it. */
export const measureLargeHistory = (): Promise<Figure[]> =>
  measureSite({ name: '193 devices, 1 s, 24 h (100 M samples)', devices: 193, periodMs: 1_000, spanMs: dayMs })

async function measureSite(site: Site): Promise<Figure[]> {
  const { devices, periodMs, spanMs, name: subject } = site
  const folder = await mkdtemp(join(tmpdir(), 'chengtai-bench-'))
  const clock = { nowMs: startMs }
  const store = await openDatabase({
    file: join(folder, 'history.db'),
    migrations: historyMigrations,
    now: () => clock.nowMs,
    isCheckedAtOpen: false,
  })
  const fail = (error: unknown) => console.error(error)
  const history = await openHistory(store, () => clock.nowMs, fail, { maintainEveryMs: 0 })
  const ids = Array.from({ length: devices }, (_, device) => DeviceId.parse(`d${device}`))
  await history.bindPoints(ids.flatMap((deviceId) => loadProperties.map((property) => ({ deviceId, property }))))

  // The table of points is there once, however long the history.
  const emptyBytes = await bytesInUse(store)
  const withRawLog: number[] = []

  const next = createReadings(devices)
  const cpuBefore = process.cpuUsage()
  let samples = 0
  let maintainedAtMs = startMs
  for (let atMs = startMs; atMs < startMs + spanMs; atMs += periodMs) {
    for (let device = 0; device < devices; device++) {
      const timeMs = atMs + next.jitterMs(device)
      loadProperties.forEach((_, i) =>
        history.append(device * loadProperties.length + i, next.value(device, i), timeMs, qualityCodes.good),
      )
      samples += loadProperties.length
    }
    clock.nowMs = atMs + periodMs
    if (samples % 30_000 < devices * loadProperties.length) await history.flush()
    if (clock.nowMs - maintainedAtMs < maintainEveryMs) continue
    if (atMs > startMs + spanMs / 2) withRawLog.push(((await bytesInUse(store)) - emptyBytes) / samples)
    maintainedAtMs = clock.nowMs
    await history.maintain()
  }
  await history.flush()
  await history.seal()
  clock.nowMs = startMs + spanMs + hourMs
  await history.maintain()
  const cpu = process.cpuUsage(cpuBefore)
  const sealed = ((await bytesInUse(store)) - emptyBytes) / samples
  const levelBytes: { level: number; bytes: number }[] = await store.knex.raw(
    'SELECT level, sum(length(series)) AS bytes FROM history_block GROUP BY level',
  )
  const figures: Figure[] = [
    {
      goal: 4,
      what: 'on disk while it comes in, raw log included, mean',
      subject,
      value: withRawLog.reduce((sum, bytes) => sum + bytes, 0) / withRawLog.length,
      unit: 'B / sample',
      target: '≤ 1.5',
    },
    { goal: 4, what: 'on disk sealed, roll-ups included', subject, value: sealed, unit: 'B / sample', target: '≤ 1.0' },
    ...levelBytes.map(({ level, bytes }) => ({
      goal: 4,
      what: `of that ${['samples', 'minutes', 'hours', 'days', 'samples that are their minutes'][level] ?? level}`,
      subject,
      value: bytes / samples,
      unit: 'B / sample',
    })),
    {
      goal: 2,
      what: 'history alone, from append to settled',
      subject,
      value: (cpu.user + cpu.system) / samples,
      unit: 's / 1 M samples',
    },
  ]
  const read = async (what: string, maxPoints: number, target?: string): Promise<void> => {
    const times: number[] = []
    for (let i = 0; i < reads; i++) {
      const startedAtMs = performance.now()
      await history.read({
        point: (i * 7) % (devices * loadProperties.length),
        fromMs: startMs,
        toMs: startMs + spanMs,
        maxPoints,
        reportPeriodMs: periodMs,
      })
      times.push(performance.now() - startedAtMs)
    }
    const median = times.toSorted((a, b) => a - b)[reads >> 1] ?? Number.NaN
    figures.push({ goal: 5, what, subject, value: median, unit: 'ms, median', ...(target && { target }) })
  }
  await read('one point, whole span, chart of 1,000 points', 1_000, '≤ 20')
  await read('one point, whole span, every sample', 100_000, '≤ 20')
  await history.close()
  await store.close()
  await rm(folder, { recursive: true })
  return figures
}

/** Pages that hold something; free ones are filled again before the file grows. */
async function bytesInUse(store: { knex: { raw: (sql: string) => PromiseLike<unknown> } }): Promise<number> {
  const number = async (pragma: string) =>
    Number(Object.values(Object(Object(await store.knex.raw(`PRAGMA ${pragma}`))[0]))[0])
  return ((await number('page_count')) - (await number('freelist_count'))) * (await number('page_size'))
}

/** Readings as devices have them: walks in steps of their last digit, a counter, a state that seldom changes; seeded. */
function createReadings(devices: number) {
  let random = 7
  const draw = (below: number): number => {
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0
    return (random >>> 8) % below
  }
  const walks = Int32Array.from({ length: devices * loadProperties.length }, () => 200 + draw(100))
  const step = (at: number, by: number): number => (walks[at] = (walks[at] ?? 0) + by)
  return {
    jitterMs: (device: number) => (device * 37 + draw(20)) % 900,
    value(device: number, property: number): number {
      const at = device * loadProperties.length + property
      switch (loadProperties[property]) {
        case 'temperature':
        case 'humidity':
          return step(at, draw(3) - 1) / 10
        case 'co2':
          return step(at, draw(11) - 5)
        case 'power':
          return step(at, draw(21) - 10) / 100
        case 'level':
          return step(at, draw(4) === 0 ? 1 : 0)
        default:
          return step(at, draw(500) === 0 ? 1 : 0) % 2
      }
    },
  }
}
