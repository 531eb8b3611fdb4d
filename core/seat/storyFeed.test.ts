import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FeedEvent, IncidentId, SeatId } from '../../domain/contract'
import type { StoredEntry } from '../../domain/journal/entry'
import type { Committed, Draft, Journal } from '../journal/Journal'
import { createChain } from '../journal/testChain'
import { draft, openTestJournal, startMs, type TestJournal } from '../journal/testJournal'
import { journalFeed, storyFeed } from './storyFeed'
import { createTestSink } from './testSink'

let t: TestJournal
const stops: (() => void)[] = []

beforeEach(async () => {
  t = await openTestJournal()
})
afterEach(async () => {
  for (const stop of stops.splice(0)) stop()
  await t.dispose()
})

const write = (...drafts: Draft[]) => t.journal.write(() => drafts)
/** Waits until what was asked of the disk has come, and what that asked for in turn. */
const settle = async () => {
  for (let round = 0; round < 3; round++) {
    await Promise.all([t.journal.readStory('i1'), t.journal.read({ afterPosition: 0, limit: 500 })])
    await new Promise((resolve) => setImmediate(resolve))
  }
}
/**
 * The journal with its two ways of telling held by the test: what was read lands when the test says so, and a commit that lies on disk is told when the
 * test says so. On the machine both may take any time.
 */
const holdJournal = () => {
  const reads: (() => void)[] = []
  const commits: Committed[] = []
  let told = t.journal.view.position
  let listener: ((commit: Committed) => void) | undefined
  stops.push(t.journal.onCommitted((commit) => commits.push(commit)))
  let pending = 0
  const held = async <T>(reading: Promise<T>): Promise<T> => {
    pending += 1
    const result = await reading
    await new Promise<void>((resolve) => reads.push(resolve))
    pending -= 1
    return result
  }
  const journal: Journal = {
    view: {
      get position() {
        return told
      },
      seatId: t.journal.view.seatId,
      get: (kind, id) => t.journal.view.get(kind, id),
      list: (kind) => t.journal.view.list(kind),
    },
    write: (decide) => t.journal.write(decide),
    onCommitted(given) {
      listener = given
      return () => (listener = undefined)
    },
    read: (query) => held(t.journal.read(query)),
    readStory: (incidentId) => held(t.journal.readStory(incidentId)),
    load: (kind, id) => t.journal.load(kind, id),
  }
  const breathe = () => new Promise((resolve) => setImmediate(resolve))
  const control = {
    journal,
    /** The oldest read that is under way lands; without one nothing happens. */
    async land() {
      if (pending === 0) return
      while (reads.length === 0) await breathe()
      reads.shift()?.()
      await breathe()
    },
    async tell() {
      const commit = commits.shift()
      if (!commit) return
      told = commit.position
      listener?.(commit)
      await breathe()
    },
    /** Lets everything come that is on its way. */
    async end() {
      while (commits.length > 0 || pending > 0) {
        await control.tell()
        await control.land()
      }
    },
  }
  return control
}
/** What happens beside a feed, in any order. */
const happenings = (facts: fc.Arbitrary<Draft[]>) =>
  fc.array(fc.oneof(facts, fc.constant('tell' as const), fc.constant('land' as const)), { maxLength: 14 })
const play = async (control: ReturnType<typeof holdJournal>, happening: Draft[] | 'tell' | 'land') => {
  if (happening === 'tell') await control.tell()
  else if (happening !== 'land') await write(...happening)
  else await control.land()
}

/** What a page makes of the feed. */
const followStory = async (incidentId = 'i1', journal: Journal = t.journal) => {
  const sink = createTestSink<FeedEvent<'story.appended'>>()
  const stop = storyFeed(journal, incidentId, sink)
  stops.push(stop)
  const shown = () =>
    sink.events.reduce<StoredEntry[]>(
      (former, { isSnapshot, entries }) => (isSnapshot ? entries : [...former, ...entries]),
      [],
    )
  return { sink, stop, kinds: () => shown().map((entry) => `${entry.subject.id} ${entry.kind}`), shown }
}

describe('the feed of a story', () => {
  it('tells all entries so far, then each as it is saved, and nothing of other stories', async () => {
    await write(draft.raised('a1'), draft.raised('a2'))
    await write(draft.opened('i1', 'a1'), draft.linked('a1', 'i1'))
    const story = await followStory()
    await settle()
    await write(draft.noted('i1', '到场'), draft.acknowledged('a2'), draft.opened('i2', 'a2'))
    await write(draft.returned('a1'))
    await settle()
    expect(story.sink.events.map(({ isSnapshot, entries }) => [isSnapshot, entries.length])).toEqual([
      [true, 3],
      [false, 1],
      [false, 1],
    ])
    expect(story.kinds()).toEqual([
      'a1 alarm.raised',
      'i1 incident.opened',
      'a1 alarm.linked',
      'i1 incident.noted',
      'a1 alarm.returned',
    ])
  })

  it('tells the past of an alarm that comes to the incident while the story is open', async () => {
    await write(draft.raised('a1'), draft.opened('i1', 'a1'), draft.linked('a1', 'i1'), draft.raised('a2'))
    await write(draft.acknowledged('a2'))
    const story = await followStory()
    await settle()
    await write(draft.linked('a2', 'i1'))
    await write(draft.noted('i1', '并案'))
    await settle()
    expect(story.shown()).toEqual(await t.journal.readStory('i1'))
    expect(story.kinds()).toContain('a2 alarm.acknowledged')
    expect(story.kinds().at(-1)).toBe('i1 incident.noted')
  })

  it('goes on without an alarm that was taken out, and keeps what it did before', async () => {
    await write(draft.raised('a1'), draft.opened('i1', 'a1'), draft.linked('a1', 'i1'))
    const story = await followStory()
    await settle()
    await write(draft.acknowledged('a1'), draft.unlinked('a1', 'i1'))
    await write(draft.returned('a1'))
    await settle()
    expect(story.shown()).toEqual(await t.journal.readStory('i1'))
    expect(story.kinds()).toContain('a1 alarm.acknowledged')
    expect(story.kinds()).not.toContain('a1 alarm.returned')
  })

  it('tells a story from its first word when it was opened before there was one', async () => {
    await write(draft.raised('a1'))
    const story = await followStory()
    await settle()
    expect(story.sink.events).toEqual([{ isSnapshot: true, entries: [] }])
    await write(draft.opened('i1', 'a1'), draft.linked('a1', 'i1'))
    await settle()
    expect(story.kinds()).toEqual(['a1 alarm.raised', 'i1 incident.opened', 'a1 alarm.linked'])
  })

  it('is told anew when an entry of another seat makes one of its own void', async () => {
    const other = createChain(SeatId.parse('seat-b'))
    await write(draft.raised('a1'), draft.opened('i1', 'a1'))
    const story = await followStory()
    await settle()
    t.clock.nowMs += 10_000
    await write(draft.closed('i1'))
    await settle()
    // Closed there before it was closed here.
    await t.journal.absorb([other.next(draft.closed('i1'), startMs + 5_000)])
    await settle()
    expect(story.shown().map(({ kind, origin, voidReason }) => [kind, origin, voidReason])).toEqual([
      ['alarm.raised', 'seat-a', undefined],
      ['incident.opened', 'seat-a', undefined],
      ['incident.closed', 'seat-b', undefined],
      ['incident.closed', 'seat-a', 'isOver'],
    ])
    expect(story.sink.events.at(-1)?.isSnapshot).toBe(true)
  })

  it('of an incident and of the one it was merged into are one, from both, while it is open and afterwards', async () => {
    const merged = (id: string, into: string): Draft => ({
      kind: 'incident.merged',
      subjectId: id,
      actor: { kind: 'system', id: 'merge' },
      payload: { intoIncidentId: IncidentId.parse(into) },
    })
    await write(draft.raised('a1'), draft.opened('i1', 'a1'), draft.linked('a1', 'i1'))
    await write(draft.raised('a2'), draft.opened('i2', 'a2'), draft.linked('a2', 'i2'), draft.noted('i2', '乙席'))
    const [first, second] = [await followStory('i1'), await followStory('i2')]
    await settle()
    await write(merged('i2', 'i1'), draft.noted('i1', '甲席'), draft.acknowledged('a2'))
    await settle()
    const whole = (await t.journal.readStory('i1')).map(({ position }) => position)
    expect(whole).toHaveLength(10)
    expect((await t.journal.readStory('i2')).map(({ position }) => position)).toEqual(whole)
    for (const { shown } of [first, second]) expect(shown().map(({ position }) => position)).toEqual(whole)
    await write(draft.returned('a1'), draft.noted('i2', '还有'))
    await settle()
    for (const { kinds } of [first, second])
      expect(kinds().slice(-2)).toEqual(['a1 alarm.returned', 'i2 incident.noted'])
  })

  it('has no gap and no doubles, in whatever order reads end and commits are told', async () => {
    const fact = fc.constantFrom(
      draft.noted('i1', 'x'),
      draft.noted('i2', 'x'),
      ...['a1', 'a2'].flatMap((id) => [
        draft.acknowledged(id),
        draft.returned(id),
        draft.linked(id, 'i1'),
        draft.unlinked(id, 'i1'),
      ]),
    )
    await write(draft.raised('a1'), draft.raised('a2'), draft.opened('i1', 'a1'), draft.opened('i2', 'a2'))
    await fc.assert(
      fc.asyncProperty(
        happenings(fc.array(fact, { minLength: 1, maxLength: 3 })),
        fc.nat({ max: 3 }),
        async (all, openAt) => {
          const control = holdJournal()
          for (const happening of all.slice(0, openAt)) await play(control, happening)
          const { shown, stop } = await followStory('i1', control.journal)
          for (const happening of all.slice(openAt)) await play(control, happening)
          await control.end()
          stop()
          expect(shown().map((entry) => entry.position)).toEqual(
            (await t.journal.readStory('i1')).map((entry) => entry.position),
          )
        },
      ),
      { numRuns: 40, seed: 7 },
    )
  })

  it('ends with a word when the story cannot be read', async () => {
    const broken: Journal = Object.assign(Object.create(t.journal), {
      readStory: () => Promise.reject(new Error('disk')),
    })
    const { sink } = await followStory('i1', broken)
    await settle()
    expect(sink.ended).toEqual(['internal'])
  })

  it('is silent after its end', async () => {
    await write(draft.raised('a1'), draft.opened('i1', 'a1'))
    const story = await followStory()
    story.stop()
    await write(draft.noted('i1', 'x'), draft.linked('a1', 'i1'))
    await settle()
    expect(story.sink.events).toEqual([])
  })
})

describe('the feed of the journal', () => {
  const follow = (afterPosition: number, journal: Journal = t.journal) => {
    const sink = createTestSink<FeedEvent<'journal.appended'>>()
    const stop = journalFeed(journal, afterPosition, sink)
    stops.push(stop)
    return { sink, stop, positions: () => sink.events.flatMap(({ entries }) => entries.map((entry) => entry.position)) }
  }
  const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, at) => first + at)

  it('begins after the position it is given, and goes on with what is saved', async () => {
    await write(draft.raised('a1'), draft.raised('a2'), draft.raised('a3'))
    const { positions } = follow(1)
    await settle()
    await write(draft.acknowledged('a1'), draft.acknowledged('a2'))
    await settle()
    expect(positions()).toEqual([2, 3, 4, 5])
  })

  it('reads a long journal in pages', async () => {
    await write(...from(1, 1_200).map((n) => draft.raised(`a${n}`)))
    const { sink, positions } = follow(0)
    await settle()
    await settle()
    expect(positions()).toEqual(from(1, 1_200))
    expect(Math.max(...sink.events.map(({ entries }) => entries.length))).toBeLessThanOrEqual(500)
  })

  it('has no gap and no doubles, in whatever order reads end and commits are told', async () => {
    const facts = fc.array(fc.constant(draft.noted('i1', 'x')), { minLength: 1, maxLength: 3 })
    await write(draft.raised('a1'), draft.opened('i1', 'a1'))
    await fc.assert(
      fc.asyncProperty(happenings(facts), fc.nat({ max: 3 }), async (all, openAt) => {
        const control = holdJournal()
        for (const happening of all.slice(0, openAt)) await play(control, happening)
        const after = Math.max(0, control.journal.view.position - 2)
        const { positions, stop } = follow(after, control.journal)
        for (const happening of all.slice(openAt)) await play(control, happening)
        await control.end()
        stop()
        expect(positions()).toEqual(from(after + 1, t.journal.view.position))
      }),
      { numRuns: 40, seed: 7 },
    )
  })

  it('ends with a word when the journal cannot be read', async () => {
    const broken: Journal = Object.assign(Object.create(t.journal), { read: () => Promise.reject(new Error('disk')) })
    const { sink } = follow(0, broken)
    await settle()
    expect(sink.ended).toEqual(['internal'])
  })
})
