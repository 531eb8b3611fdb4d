import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HistoryRequest, LinkReport, SiteConnector } from '../../connectors/site'
import { createRecordingSink, type RecordingSink } from '../../connectors/mqtt/testing'
import { type Gap, Refused } from '../../domain/contract'
import { testDistrict } from '../../domain/district/testDistrict'
import { createGapKeeper, type GapKeeper } from './createGapKeeper'
import { Registry } from './Registry'
import { createTestClock, type TestClock } from './testClock'
import { createMemoryJournal, type MemoryJournal } from './testMemoryJournal'

const registry = new Registry(testDistrict(), 1)
const thermometer = registry.findDevice('TH-1')!
const point = registry.pointOf('TH-1', 'temperature')!
const minute = 60_000

/** A link whose devices answer as the test says. */
function createTestLink() {
  let listener: ((report: LinkReport) => void) | undefined
  let report: LinkReport = { state: 'connecting' }
  const asked: HistoryRequest[] = []
  const link = {
    asked,
    answer: (request: HistoryRequest): Promise<{ messages: number; cursor?: string }> =>
      Promise.reject(new Refused('notFound', `${request.device.id} has none`)),
    tell(next: LinkReport) {
      report = next
      listener?.(next)
    },
  }
  const connector: SiteConnector = {
    id: 'site',
    start() {},
    stop: async () => {},
    sendCommand: async () => {},
    sendToHandset: async () => {},
    requestHistory(request) {
      asked.push(request)
      return link.answer(request)
    },
    onLink(next) {
      listener = next
      next(report)
      return () => (listener = undefined)
    },
  }
  return { ...link, link, connector }
}

let clock: TestClock
let journal: MemoryJournal
let sink: RecordingSink
let keeper: GapKeeper
let site: ReturnType<typeof createTestLink>
let lastHeardMs: number | undefined

function start(heardUpToMs?: number) {
  site = createTestLink()
  sink = createRecordingSink()
  keeper = createGapKeeper({
    registry,
    journal,
    connectors: [site.connector],
    sinkFor: () => ({ ...sink, numbered: (device, seq, atMs) => keeper.numbered('site', device, seq, atMs) }),
    isDriven: () => true,
    linkIdOf: () => 'site',
    lastHeardMs: () => lastHeardMs,
    heardUpToMs,
    now: clock.now,
    schedule: clock.schedule,
    onError(error) {
      throw error
    },
  })
}
beforeEach(() => {
  clock = createTestClock(10_000_000)
  journal = createMemoryJournal(clock.now)
  lastHeardMs = undefined
  start()
})
afterEach(() => keeper.stop())

const gaps = (): Gap[] => [...journal.view.list('gap')]
const kinds = () => journal.entries.map(({ kind }) => kind)
/** Lets time pass in small steps, so that what was promised comes in between. */
async function pass(ms: number) {
  for (let passed = 0; passed < ms; passed += 250) {
    clock.advance(250)
    for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate)
  }
}
const hear = (seq: number, atMs = clock.nowMs) => keeper.numbered('site', thermometer.index, seq, atMs)
/** A device that has messages of one minute, numbered from 1, every second. */
function remember(fromMs: number, count: number, pageSize = 20) {
  site.link.answer = async ({ device, fromMs: from, toMs: to, cursor, sink: into }) => {
    if (device !== thermometer) throw new Refused('notFound', 'none')
    const all = Array.from({ length: count }, (_, at) => ({ seq: at + 1, atMs: fromMs + at * 1_000 }))
    const found = all.filter(({ seq, atMs }) => atMs >= from && atMs <= to && seq > Number(cursor ?? 0))
    const page = found.slice(0, pageSize)
    for (const { seq, atMs } of page) {
      into.heard(device.index, atMs)
      into.numbered(device.index, seq, atMs)
      into.sample(point, seq, atMs, 0)
    }
    return { messages: page.length, ...(found.length > page.length && { cursor: String(page.at(-1)?.seq) }) }
  }
}

describe('an outage of a link', () => {
  it('is one gap, from what was heard last until it is back; filled when the broker kept all', async () => {
    site.tell({ state: 'up', isResumed: false })
    await pass(5_000)
    lastHeardMs = clock.nowMs - 1_000
    site.tell({ state: 'down' })
    await pass(250)
    expect(gaps()).toMatchObject([{ linkId: 'site', cause: 'link', fromMs: lastHeardMs, state: 'open' }])
    await pass(minute)
    site.tell({ state: 'up', isResumed: true })
    const backMs = clock.nowMs
    await pass(5_000)
    expect(gaps()).toMatchObject([{ state: 'filled', toMs: backMs }])
    expect(kinds()).toEqual(['gap.found', 'gap.closed', 'gap.fillStarted', 'gap.filled'])
  })

  it('ends as unfillable, with the reason, when the broker forgot us and no device has a history', async () => {
    site.tell({ state: 'up', isResumed: true })
    site.tell({ state: 'down' })
    await pass(minute)
    site.tell({ state: 'up', isResumed: false })
    await pass(5_000)
    const [gap] = gaps()
    expect(gap).toMatchObject({ state: 'unfillable', filled: 0 })
    expect(gap?.reason).toBe(`historyMissing ${registry.deviceCount}/${registry.deviceCount}`)
  })

  it('stays one gap while the link flaps', async () => {
    site.tell({ state: 'up', isResumed: true })
    await pass(5_000)
    for (let flap = 0; flap < 20; flap += 1) {
      site.tell({ state: 'down' })
      await pass(1_000)
      site.tell({ state: 'up', isResumed: true })
      await pass(4_000)
    }
    await pass(minute)
    expect(gaps().length).toBeLessThanOrEqual(2)
    expect(gaps().every(({ state }) => state === 'filled')).toBe(true)
  })

  it('is filled by asking for just its time, page by page, and only with what was not heard', async () => {
    const fromMs = clock.nowMs
    remember(fromMs, 120)
    site.tell({ state: 'up', isResumed: true })
    for (let seq = 1; seq <= 30; seq += 1) hear(seq, fromMs + (seq - 1) * 1_000)
    await pass(30_000)
    lastHeardMs = clock.nowMs
    site.tell({ state: 'down' })
    await pass(minute)
    site.tell({ state: 'up', isResumed: false })
    // 91 to 95 came first from the queue.
    for (let seq = 91; seq <= 95; seq += 1) hear(seq, fromMs + (seq - 1) * 1_000)
    await pass(10_000)
    const values = sink.samples.map(({ value }) => value)
    expect(values.filter((value) => value <= 90)).toEqual(Array.from({ length: 60 }, (_, at) => at + 31))
    expect(values.some((value) => value > 90 && value <= 95)).toBe(false)
    expect(site.asked.filter(({ device }) => device === thermometer)[0]).toMatchObject({ fromMs: lastHeardMs - 5_000 })
    expect(sink.heardOf).toEqual([])
  })

  it('goes on where it was when the link is lost while it is filled', async () => {
    const fromMs = clock.nowMs
    site.tell({ state: 'up', isResumed: true })
    lastHeardMs = clock.nowMs
    site.tell({ state: 'down' })
    await pass(minute)
    remember(fromMs, 60, 10)
    const whole = site.link.answer
    let pages = 0
    site.link.answer = (request) => {
      if (request.device === thermometer && ++pages === 4) {
        site.tell({ state: 'down' })
        return Promise.reject(new Refused('linkDown', 'gone'))
      }
      return whole(request)
    }
    site.tell({ state: 'up', isResumed: false })
    await pass(10_000)
    expect(sink.samples).toHaveLength(30)
    site.tell({ state: 'up', isResumed: false })
    await pass(minute)
    expect(sink.samples.map(({ value }) => value).slice(0, 60)).toEqual(Array.from({ length: 60 }, (_, at) => at + 1))
  })
})

describe('numbers that are jumped over', () => {
  beforeEach(async () => {
    site.tell({ state: 'up', isResumed: true })
    await pass(5_000)
  })

  it('are no gap when the missing one was only overtaken', async () => {
    hear(1)
    hear(3)
    hear(2)
    await pass(minute)
    expect(gaps()).toEqual([])
  })

  // req: R-4.2.12.2-04 R-4.2.3.5-38
  it('are a gap of the device, which says how many, and is filled by asking it alone', async () => {
    const fromMs = clock.nowMs
    remember(fromMs, 40)
    hear(1)
    await pass(9_000)
    hear(10)
    await pass(2_500)
    expect(gaps()).toMatchObject([{ deviceId: 'TH-1', cause: 'sequence', missing: 8, state: 'open' }])
    await pass(10_000)
    expect(gaps()).toMatchObject([{ state: 'filled', missing: 8 }])
    expect(new Set(site.asked.map(({ device }) => device.id))).toEqual(new Set(['TH-1']))
    expect(sink.samples.map(({ value }) => value).slice(0, 8)).toEqual([2, 3, 4, 5, 6, 7, 8, 9])
  })

  it('stay in the list as unfillable when the device has no history', async () => {
    hear(1)
    hear(10)
    await pass(10_000)
    expect(gaps()).toMatchObject([{ state: 'unfillable', missing: 8, reason: 'messagesMissing 8/1' }])
  })

  it('make one gap a minute at most, however often the device loses', async () => {
    let seq = 0
    for (let second = 0; second < 180; second += 1) {
      hear((seq += 2))
      await pass(1_000)
    }
    expect(gaps().length).toBeLessThanOrEqual(3)
  })

  it('of many devices at once are one gap of the link', async () => {
    const many = Array.from({ length: registry.deviceCount }, (_, index) => index)
    for (const index of many) keeper.numbered('site', index, 1, clock.nowMs)
    for (const index of many) keeper.numbered('site', index, 4, clock.nowMs)
    await pass(2_500)
    const isMany = registry.deviceCount > 20
    expect(gaps()).toHaveLength(isMany ? 1 : registry.deviceCount)
  })
})

describe('a start after a time of absence', () => {
  it('is a gap from what was stored last', async () => {
    await keeper.stop()
    start(clock.nowMs - minute)
    site.tell({ state: 'up', isResumed: true })
    await pass(5_000)
    expect(gaps()).toMatchObject([{ cause: 'restart', fromMs: 10_000_000 - minute, state: 'filled' }])
  })

  it('says so when the broker had forgotten this seat', async () => {
    await keeper.stop()
    start(clock.nowMs - minute)
    site.tell({ state: 'up', isResumed: false })
    await pass(250)
    expect(gaps()).toMatchObject([{ cause: 'session' }])
  })

  it('takes up what the run before had not filled', async () => {
    site.tell({ state: 'up', isResumed: true })
    site.tell({ state: 'down' })
    await pass(1_000)
    await keeper.stop()
    start(clock.nowMs)
    await pass(minute)
    site.tell({ state: 'up', isResumed: true })
    await pass(5_000)
    expect(gaps()).toMatchObject([{ cause: 'link', state: 'unfillable' }])
    expect(gaps()[0]?.toMs).toBeGreaterThan(minute)
  })

  it('is no outage when the seat stops its links itself', async () => {
    site.tell({ state: 'up', isResumed: true })
    await pass(5_000)
    site.tell({ state: 'down', reason: 'stopped', isStopped: true })
    await pass(5_000)
    expect(gaps()).toEqual([])
  })
})

it('notes what nobody kept between two drivers', async () => {
  site.tell({ state: 'up', isResumed: true })
  keeper.noteTakeover('site', 5, 50)
  await pass(250)
  expect(gaps()).toMatchObject([{ cause: 'takeover', fromMs: 5, toMs: 50 }])
})
