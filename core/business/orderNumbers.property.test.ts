import fc from 'fast-check'
import { expect, it } from 'vitest'
import { AlarmId, IncidentId, PersonId, SeatId } from '../../domain/contract'
import { orderNumber } from '../../domain/dispatch/orderNumber'
import { seatMark } from '../../domain/dispatch/seatMark'
import { createMemoryJournal, type MemoryJournal } from '../iot/testMemoryJournal'
import { createOrderCounter } from './createOrderCounter'

const actor = { kind: 'account', id: 'zhou' } as const
const incidentId = IncidentId.parse('I-1')
const place = { lngLat: [113.9, 22.5] as [number, number] }

const open = (journal: MemoryJournal) =>
  journal.write((view) => [
    {
      kind: 'incident.opened',
      subjectId: incidentId,
      actor,
      payload: {
        number: 'SJ-20261123-0300',
        type: 'fire',
        grade: 'general',
        title: { zh: '火警', en: 'Fire' },
        place,
        alarmIds: [AlarmId.parse(`A-${view.seatId}`)],
        seatMark: seatMark(view.seatId),
      },
    },
  ])
let made = 0
const order = (journal: MemoryJournal) =>
  journal.write((view) => [
    {
      kind: 'task.assigned',
      subjectId: `T-${view.seatId}-${made++}`,
      actor,
      payload: {
        incidentId,
        personId: PersonId.parse('P1'),
        title: '火警',
        instruction: '到场',
        place,
        isHeld: false,
        ...createOrderCounter(view).next(incidentId),
      },
    },
  ])
const take = async (to: MemoryJournal, from: MemoryJournal) => {
  for (const { origin } of from.heads()) {
    const afterSeq = to.heads().find((head) => head.origin === origin)?.seq ?? 0
    await to.absorb(await from.readRange({ origin, afterSeq, limit: 1_000 }))
  }
}
const numbers = ({ view }: MemoryJournal): Record<string, string> =>
  Object.fromEntries(
    [...view.list('task')].map((task) => [task.id, orderNumber(view.get('incident', incidentId), task)]),
  )

it('gives no two orders of an incident one number, whatever seats heard of each other, and all seats say the same in the end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('a', 'b', 'a hears b', 'b hears a'), { minLength: 2, maxLength: 24 }),
      fc.boolean(),
      async (steps, isOpenedTwice) => {
        let clock = 1_000
        const now = () => (clock += 7)
        const [a, b, c, d] = ['seat-a', 'seat-b', 'seat-c', 'seat-d'].map((id) =>
          createMemoryJournal(now, SeatId.parse(id)),
        ) as [MemoryJournal, MemoryJournal, MemoryJournal, MemoryJournal]
        await open(a)
        // A rule opens the same incident at both seats while they are apart.
        await (isOpenedTwice ? open(b) : take(b, a))
        for (const step of steps) {
          if (step === 'a') await order(a)
          else if (step === 'b') await order(b)
          else await (step === 'a hears b' ? take(a, b) : take(b, a))
        }
        await take(c, a)
        await take(c, b)
        await take(d, b)
        await take(d, a)
        await take(a, b)
        await take(b, a)
        const all = numbers(a)
        expect(new Set(Object.values(all)).size).toBe(Object.keys(all).length)
        for (const journal of [b, c, d]) expect(numbers(journal)).toEqual(all)
      },
    ),
    { numRuns: 60, seed: 20_261_123 },
  )
})

it('says figures alone where the seat that opened the incident gave the order, and its mark where another did', () => {
  const incident = { number: 'SJ-1', seatMark: 'ABC' }
  expect(orderNumber(incident, { ordinal: 2, seatMark: 'ABC' })).toBe('SJ-1-2')
  expect(orderNumber(incident, { ordinal: 2, seatMark: 'KHT' })).toBe('SJ-1-2KHT')
  expect(orderNumber({ number: 'SJ-1' }, { ordinal: 2 })).toBe('SJ-1-2')
})

it('marks seats with letters that are told apart by ear, different ones but once in ten thousand', () => {
  const marks = Array.from({ length: 150 }, (_, at) => seatMark(`S-01JD${at}`))
  for (const mark of marks) expect(mark).toMatch(/^[A-HJ-NP-Z]{3}$/)
  expect(new Set(marks).size).toBeGreaterThanOrEqual(148)
})
