import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeOf, toldAtMs } from '../alarm/holds'
import { ownerLeaseMs } from '../alarm/ownership'
import { AccountId, DeviceId } from '../contract/primitives'
import type { Actor } from '../contract/state'
import { foldSubject } from './fold'
import { entriesOf, li, type Told, wu } from './testEntries'

const keeper: Actor = { kind: 'system', id: 'alarmKeeper' }
const raised = (sourceAtMs: number, isLifeSafety = false): Told => [
  'alarm.raised',
  {
    deviceId: DeviceId.parse('d1'),
    definitionId: 'smoke',
    priority: 'urgent',
    isLifeSafety,
    sourceAtMs,
    arrivedAtMs: sourceAtMs,
  },
  { atMs: sourceAtMs },
]
const reoccurred = (atMs: number): Told => ['alarm.reoccurred', { sourceAtMs: atMs }, { atMs }]
const returned = (atMs: number): Told => ['alarm.returned', { sourceAtMs: atMs }, { atMs }]
const acknowledged = (atMs: number, by = li): Told => ['alarm.acknowledged', {}, { atMs, by }]
const shelved = (atMs: number, untilMs: number, by = li, seenUntilMs?: number): Told => [
  'alarm.shelved',
  { untilMs, reason: 'works', ...(seenUntilMs !== undefined && { seenUntilMs }) },
  { atMs, by },
]
const shelfEnded = (untilMs: number): Told => [
  'alarm.unshelved',
  { cause: 'time', untilMs },
  { atMs: untilMs, by: keeper },
]
const takenDown = (atMs: number): Told => ['alarm.unshelved', { cause: 'person', untilMs: 0 }, { atMs, by: wu }]
const outOfService = (atMs: number, id = 'd1', second?: Actor): Told => [
  'alarm.takenOutOfService',
  { outOfServiceId: id, by: li, reason: 'maintenance', ...(second && { second }) },
  { atMs, by: keeper },
]
const inService = (atMs: number, id = 'd1'): Told => [
  'alarm.returnedToService',
  { outOfServiceId: id },
  { atMs, by: keeper },
]
const taken = (atMs: number, by = li, fromOwner?: string): Told => [
  'alarm.taken',
  fromOwner === undefined ? {} : { fromOwner: AccountId.parse(fromOwner) },
  { atMs, by },
]

const fold = (...told: Told[]) => {
  const { subject, voids } = foldSubject('alarm', entriesOf('alarm-1', told))
  if (!subject) throw new Error('nobody raised it')
  return { alarm: subject.state, isOver: subject.endedAtMs !== undefined, voids: Object.fromEntries(voids) }
}

describe('a shelf', () => {
  it('brings an alarm that still stands back to be taken anew, and told again, whoever had acknowledged it', () => {
    const { alarm } = fold(raised(1_000), acknowledged(2_000), shelved(3_000, 60_000), shelfEnded(60_000))
    expect(alarm).toMatchObject({ state: 'unacknowledged', toldAgainAtMs: 60_000 })
    expect(alarm).not.toHaveProperty('acknowledged')
    expect(alarm).not.toHaveProperty('shelved')
  })

  it('lets what has returned meanwhile be over, taken by who shelved it', () => {
    const { alarm, isOver } = fold(raised(1_000), shelved(3_000, 60_000), returned(10_000), shelfEnded(60_000))
    expect(alarm).toMatchObject({ state: 'returned', acknowledged: { by: li, atMs: 3_000 } })
    expect(isOver).toBe(true)
  })

  it('keeps an alarm that was acknowledged and returns from being over, so that the next occurrence belongs to it', () => {
    const { alarm, isOver } = fold(
      raised(1_000),
      acknowledged(2_000),
      shelved(3_000, 60_000),
      returned(10_000),
      reoccurred(11_000),
    )
    expect(alarm).toMatchObject({ state: 'shelved', occurrences: 2, lastOccurredAtMs: 11_000 })
    expect(alarm).not.toHaveProperty('returnedAtMs')
    expect(alarm).not.toHaveProperty('toldAgainAtMs')
    expect(isOver).toBe(false)
  })

  it('is refused of life safety', () => {
    const { alarm, voids } = fold(raised(1_000, true), shelved(2_000, 60_000))
    expect(alarm.state).toBe('unacknowledged')
    expect(voids).toEqual({ e1: 'lifeSafety' })
  })

  it('of two seats apart ends at the sooner end, whichever wrote first', () => {
    const sooner = fold(raised(1_000), shelved(2_000, 30_000), shelved(3_000, 60_000, wu))
    expect(sooner).toMatchObject({ alarm: { shelved: { untilMs: 30_000, by: li } }, voids: { e2: 'alreadySo' } })
    const later = fold(raised(1_000), shelved(2_000, 60_000), shelved(3_000, 30_000, wu))
    expect(later).toMatchObject({ alarm: { shelved: { untilMs: 30_000, by: wu } }, voids: {} })
  })

  it('is prolonged by who has seen its end, and the end of before then ends nothing', () => {
    const prolonged = [raised(1_000), shelved(2_000, 30_000), shelved(20_000, 60_000, wu, 30_000)]
    expect(fold(...prolonged, shelfEnded(30_000))).toMatchObject({
      alarm: { state: 'shelved', shelved: { untilMs: 60_000 } },
      voids: { e3: 'alreadySo' },
    })
    expect(fold(...prolonged, shelfEnded(60_000)).alarm.state).toBe('unacknowledged')
  })

  it('that somebody took down at one seat is not prolonged at the other: the alarm is back', () => {
    expect(
      fold(raised(1_000), shelved(2_000, 30_000), takenDown(5_000), shelved(6_000, 60_000, wu, 30_000)),
    ).toMatchObject({ alarm: { state: 'unacknowledged', toldAgainAtMs: 5_000 }, voids: { e3: 'isOver' } })
  })

  it('does not begin on an alarm that is over, nor with an end that is past', () => {
    expect(fold(raised(1_000), acknowledged(2_000), returned(3_000), shelved(4_000, 60_000)).voids).toEqual({
      e3: 'isOver',
    })
    expect(fold(raised(1_000), shelved(60_000, 60_000)).voids).toEqual({ e1: 'isOver' })
  })
})

describe('out of service', () => {
  it('holds life safety only with a second person', () => {
    expect(fold(raised(1_000, true), outOfService(2_000)).voids).toEqual({ e1: 'lifeSafety' })
    expect(fold(raised(1_000, true), outOfService(2_000, 'd1', li)).voids).toEqual({ e1: 'lifeSafety' })
    expect(fold(raised(1_000, true), outOfService(2_000, 'd1', wu)).alarm.state).toBe('outOfService')
  })

  it('comes before the shelf, which is there again when it ends', () => {
    const both = [raised(1_000), shelved(2_000, 60_000), outOfService(3_000)]
    expect(fold(...both).alarm.state).toBe('outOfService')
    expect(fold(...both, inService(4_000)).alarm.state).toBe('shelved')
    expect(fold(...both, shelfEnded(60_000)).alarm.state).toBe('outOfService')
    expect(fold(...both, shelfEnded(60_000), inService(70_000)).alarm).toMatchObject({
      state: 'unacknowledged',
      toldAgainAtMs: 70_000,
    })
  })

  it('is ended only by the end of what it is under', () => {
    const { alarm, voids } = fold(raised(1_000), outOfService(2_000, 'd1'), inService(3_000, 'd1#smoke'))
    expect(alarm.state).toBe('outOfService')
    expect(voids).toEqual({ e2: 'alreadySo' })
  })
})

describe('who handles an alarm', () => {
  it('holds it for a lease, which his own deeds and everybody’s acknowledgement renew', () => {
    const until = (...told: Told[]) => fold(raised(1_000), taken(2_000), ...told).alarm.owner?.untilMs
    expect(until()).toBe(2_000 + ownerLeaseMs)
    expect(until(['alarm.commented', { text: 'on my way' }, { atMs: 5_000, by: li }])).toBe(5_000 + ownerLeaseMs)
    expect(until(['alarm.commented', { text: 'me too' }, { atMs: 5_000, by: wu }])).toBe(2_000 + ownerLeaseMs)
    expect(until(acknowledged(5_000, wu))).toBe(5_000 + ownerLeaseMs)
  })

  it('is taken from another only by naming him; of two seats apart that took it the first holds', () => {
    expect(fold(raised(1_000), taken(2_000), taken(3_000, wu))).toMatchObject({
      alarm: { owner: { accountId: 'li' } },
      voids: { e2: 'ownedByAnother' },
    })
    expect(fold(raised(1_000), taken(2_000), taken(3_000, wu, 'li')).alarm.owner).toMatchObject({ accountId: 'wu' })
  })

  it('is nobody when the lease has run out', () => {
    const late = 2_000 + ownerLeaseMs
    expect(fold(raised(1_000), taken(2_000), taken(late, wu)).alarm.owner).toMatchObject({ accountId: 'wu' })
    const ended: Told = ['alarm.released', { cause: 'time', untilMs: late }, { atMs: late, by: keeper }]
    expect(fold(raised(1_000), taken(2_000), ended).alarm).not.toHaveProperty('owner')
    // Renewed at another seat before that: the time of this lease has not come.
    expect(fold(raised(1_000), taken(2_000), acknowledged(60_000), ended).alarm.owner).toMatchObject({
      accountId: 'li',
    })
  })

  it('lets go himself; nobody does it for him', () => {
    const released = (by: Actor): Told => ['alarm.released', { cause: 'person', untilMs: 0 }, { atMs: 3_000, by }]
    expect(fold(raised(1_000), taken(2_000), released(li)).alarm).not.toHaveProperty('owner')
    expect(fold(raised(1_000), taken(2_000), released(wu)).voids).toEqual({ e2: 'ownedByAnother' })
  })
})

describe('escalation', () => {
  const escalated = (atMs: number, level: number, toldAt: number): Told => [
    'alarm.escalated',
    { level, toldAtMs: toldAt },
    { atMs, by: keeper },
  ]

  it('goes upwards until somebody answers, and begins anew when the alarm is told again', () => {
    const up = [raised(1_000), escalated(61_000, 1, 1_000), escalated(121_000, 2, 1_000)]
    expect(fold(...up).alarm.escalation).toEqual({ level: 2, sinceMs: 121_000 })
    expect(fold(...up, escalated(122_000, 1, 1_000)).voids).toEqual({ e3: 'alreadySo' })
    expect(fold(...up, acknowledged(123_000)).alarm).not.toHaveProperty('escalation')
    const again = [...up, returned(130_000), reoccurred(140_000)]
    expect(fold(...again).alarm).not.toHaveProperty('escalation')
    expect(fold(...again, escalated(150_000, 3, 1_000)).voids).toEqual({ e5: 'alreadySo' })
  })

  it('that comes after the answer of another seat is void', () => {
    expect(fold(raised(1_000), acknowledged(50_000), escalated(61_000, 1, 1_000)).voids).toEqual({ e2: 'alreadySo' })
    expect(fold(raised(1_000), shelved(50_000, 90_000), escalated(61_000, 1, 1_000)).voids).toEqual({ e2: 'alreadySo' })
  })
})

it('can be judged and commented when it is over; the last verdict counts, and the last ten comments are shown', () => {
  const comments = Array.from({ length: 12 }, (_, i): Told => [
    'alarm.commented',
    { text: `${i}` },
    { atMs: 5_000 + i },
  ])
  const { alarm, isOver } = fold(
    raised(1_000),
    acknowledged(2_000),
    returned(3_000),
    ['alarm.judged', { verdict: 'real' }, { atMs: 4_000 }],
    ['alarm.judged', { verdict: 'false', cause: 'steam' }, { atMs: 4_500, by: wu }],
    ...comments,
  )
  expect(isOver).toBe(true)
  expect(alarm.judged).toEqual({ verdict: 'false', cause: 'steam', by: wu, atMs: 4_500 })
  expect(alarm.comments?.map(({ text }) => text)).toEqual(['2', '3', '4', '5', '6', '7', '8', '9', '10', '11'])
})

it('every alarm that is not over stands in exactly one of the three lists, and putting it aside loses nothing of it (5,000 histories)', () => {
  const siteStep = fc.constantFrom('occur', 'return')
  const handStep = fc.constantFrom('acknowledge', 'shelve', 'unshelve', 'takeOut', 'putBack')
  const steps = fc.array(fc.oneof(siteStep, handStep), { maxLength: 16 })
  fc.assert(
    fc.property(steps, (history) => {
      const untilMs = 1_000_000
      const toldOf = (step: string, atMs: number): Told => {
        if (step === 'occur') return reoccurred(atMs)
        if (step === 'return') return returned(atMs)
        if (step === 'acknowledge') return acknowledged(atMs)
        if (step === 'shelve') return shelved(atMs, untilMs)
        if (step === 'unshelve') return takenDown(atMs)
        return step === 'takeOut' ? outOfService(atMs) : inService(atMs)
      }
      const told = history.map((step, i) => ({ step, told: toldOf(step, (i + 2) * 1_000) }))
      const isSite = ({ step }: { step: string }) => step === 'occur' || step === 'return'
      const ends = [shelfEnded(untilMs), inService(untilMs + 1_000)]
      const held = fold(raised(1_000), ...told.map((each) => each.told))
      const plain = fold(raised(1_000), ...told.filter(isSite).map((each) => each.told))
      const { alarm, isOver } = held
      expect(placeOf(alarm)).toBe(alarm.outOfService ? 'outOfService' : alarm.shelved ? 'shelved' : 'shown')
      if (placeOf(alarm) !== 'shown') expect(isOver).toBe(false)
      // What the site said is counted, and whether it stands is known, wherever it was meanwhile.
      expect(alarm.occurrences).toBe(plain.alarm.occurrences)
      expect(alarm.returnedAtMs).toBe(plain.alarm.returnedAtMs)
      const after = fold(raised(1_000), ...told.map((each) => each.told), ...ends)
      expect(placeOf(after.alarm)).toBe('shown')
      if (placeOf(alarm) !== 'shown' && alarm.returnedAtMs === undefined) {
        expect(after.alarm.state).toBe('unacknowledged')
        expect(toldAtMs(after.alarm)).toBeGreaterThanOrEqual(untilMs)
      } else if (placeOf(alarm) !== 'shown') expect(after.isOver).toBe(true)
    }),
    { numRuns: 5_000, seed: 20_261_122 },
  )
})
