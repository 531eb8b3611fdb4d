import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Alarm } from '../../domain/contract'
import { draft, openTestJournal, startMs, type TestJournal } from '../journal/testJournal'
import { createTicker } from '../live/Ticker'
import { collectionFeed, type CollectionEvent } from './collectionFeed'
import { createTestSink, type TestSink } from './testSink'

const SHOWN_MS = 30_000

let t: TestJournal
let sink: TestSink<CollectionEvent<Alarm>>
let stop: (() => void) | undefined
let tick: () => void

beforeEach(async () => {
  t = await openTestJournal()
  sink = createTestSink()
  tick = () => undefined
})
afterEach(async () => {
  stop?.()
  stop = undefined
  await t.dispose()
})

/** Alarms as the desk follows them: those that returned stay for half a minute. */
const follow = () => {
  const ticker = createTicker((run) => {
    // Thirty beats of the ticker are the second after which the feed looks.
    tick = () => {
      for (let beat = 0; beat < 30; beat++) run()
    }
    return () => (tick = () => undefined)
  })
  stop = collectionFeed(
    t.journal,
    'alarm',
    sink,
    ticker,
    (alarm) => alarm.state !== 'returned' || (alarm.returnedAtMs ?? 0) > t.clock.nowMs - SHOWN_MS,
  )
}
const told = () =>
  sink.events.map(({ isSnapshot, upserts, removes }) => ({
    isSnapshot,
    upserts: upserts.map((alarm) => `${alarm.id} ${alarm.state}`),
    removes,
  }))
const change = (upserts: string[], removes: string[] = []) => ({ isSnapshot: false, upserts, removes })

describe('a feed of a set', () => {
  it('tells what there is first, then what changed with each commit, and the position at which it was true', async () => {
    await t.journal.write(() => [draft.raised('a1')])
    follow()
    await t.journal.write(() => [draft.raised('a2'), draft.acknowledged('a1')])
    await t.journal.write(() => [draft.opened('i1', 'a1')])
    await t.journal.write(() => [draft.linked('a1', 'i1')])
    expect(told()).toEqual([
      { isSnapshot: true, upserts: ['a1 unacknowledged'], removes: [] },
      change(['a2 unacknowledged', 'a1 acknowledged']),
      change(['a1 acknowledged']),
    ])
    expect(sink.events.map((event) => event.position)).toEqual([1, 3, 5])
  })

  it('tells an empty set too', () => {
    follow()
    expect(told()).toEqual([{ isSnapshot: true, upserts: [], removes: [] }])
  })

  it('misses nothing that is written while it starts', async () => {
    const writing = ['a1', 'a2', 'a3'].map((id) => t.journal.write(() => [draft.raised(id)]))
    await writing[0]
    follow()
    await Promise.all(writing)
    expect(
      told()
        .flatMap((event) => event.upserts)
        .sort(),
    ).toEqual(['a1 unacknowledged', 'a2 unacknowledged', 'a3 unacknowledged'])
  })

  it('keeps what returned for its time, then takes it out by the clock alone', async () => {
    await t.journal.write(() => [draft.raised('a1'), draft.acknowledged('a1'), draft.raised('a2')])
    follow()
    await t.journal.write(() => [draft.returned('a1', startMs)])
    t.clock.nowMs = startMs + SHOWN_MS - 1
    tick()
    expect(told().at(-1)).toEqual(change(['a1 returned']))
    t.clock.nowMs = startMs + SHOWN_MS
    tick()
    tick()
    expect(told().slice(2)).toEqual([change([], ['a1'])])
  })

  it('takes out what a commit puts outside the set, once', async () => {
    await t.journal.write(() => [draft.raised('a1'), draft.acknowledged('a1')])
    follow()
    t.clock.nowMs = startMs + 2 * SHOWN_MS
    await t.journal.write(() => [draft.returned('a1', startMs + 1)])
    await t.journal.write(() => [draft.linked('a1', 'i1')])
    tick()
    expect(told().slice(1)).toEqual([change([], ['a1'])])
  })

  it('shows again what comes back', async () => {
    await t.journal.write(() => [draft.raised('a1'), draft.acknowledged('a1'), draft.returned('a1', startMs + 1)])
    t.clock.nowMs = startMs + 2 * SHOWN_MS
    follow()
    const again = { kind: 'alarm.reoccurred', subjectId: 'a1', actor: { kind: 'device', id: 'd' } } as const
    await t.journal.write(() => [{ ...again, payload: { sourceAtMs: t.clock.nowMs } }])
    expect(told()).toEqual([{ isSnapshot: true, upserts: [], removes: [] }, change(['a1 unacknowledged'])])
  })

  it('takes out what the journal lets go of after half a day', async () => {
    await t.journal.write(() => [draft.raised('a1'), draft.opened('i1', 'a1')])
    const incidents = createTestSink<CollectionEvent<{ id: string }>>()
    stop = collectionFeed(
      t.journal,
      'incident',
      incidents,
      createTicker((run) => {
        tick = run
        return () => undefined
      }),
    )
    await t.journal.write(() => [draft.closed('i1')])
    t.clock.nowMs += 13 * 3_600_000
    await t.journal.write(() => [draft.raised('a2')])
    for (let beat = 0; beat < 60; beat++) tick()
    expect(incidents.events.at(-1)).toMatchObject({ upserts: [], removes: ['i1'] })
  })

  it('is silent after its end', async () => {
    await t.journal.write(() => [draft.raised('a1')])
    follow()
    stop?.()
    await t.journal.write(() => [draft.acknowledged('a1')])
    tick()
    expect(sink.events).toHaveLength(1)
  })
})
