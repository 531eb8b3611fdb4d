import { describe, expect, it } from 'vitest'
import { IncidentId, MessageId, PersonId } from '../contract/primitives'
import { foldSubject } from './fold'
import { entriesOf, type Told } from './testEntries'

const assigned = (isHeld = false): Told => [
  'task.assigned',
  {
    incidentId: IncidentId.parse('i1'),
    personId: PersonId.parse('p1'),
    title: 't',
    instruction: 'i',
    place: { lngLat: [1, 2] },
    isHeld,
    distanceM: 80,
  },
]
const sent: Told = ['task.sent', {}]
const delivered: Told = ['task.delivered', { sourceAtMs: 11 }]
const accepted: Told = ['task.accepted', { sourceAtMs: 12 }]
const arrived: Told = ['task.arrived', { sourceAtMs: 13 }]
const done: Told = ['task.done', { sourceAtMs: 14, note: 'dry' }]
const declined: Told = ['task.declined', { sourceAtMs: 15, note: 'busy' }]
const recalled: Told = ['task.recalled', { reason: 'no need' }]
const withdrawn: Told = ['task.withdrawn', { reason: 'undone' }]

const urged = (text?: string): Told => ['task.urged', { text, messageId: MessageId.parse('m1') }]
const reminded = (limit: 'accept' | 'done', nth: number): Told => [
  'task.reminded',
  { limit, nth, dueAtMs: 9, messageId: MessageId.parse('m2') },
]

const fold = (...told: Told[]) => {
  const { subject, voids } = foldSubject('task', entriesOf('task-1', told))
  return { task: subject?.state, voids: Object.fromEntries(voids) }
}

describe('a task', () => {
  it('is held until it is sent, and goes its way with the times of the handset', () => {
    expect(fold(assigned(true)).task).toMatchObject({ state: 'held', distanceM: 80 })
    expect(fold(assigned(true), sent).task).toMatchObject({ state: 'sent', sentAtMs: 2_000 })
    expect(fold(assigned(), sent, delivered, accepted, arrived, done)).toMatchObject({
      task: { state: 'done', deliveredAtMs: 11, acceptedAtMs: 12, arrivedAtMs: 13, doneAtMs: 14, endedNote: 'dry' },
      voids: {},
    })
  })

  it.each<[string, Told[], string, Record<string, string>]>([
    [
      'fills in a receipt that comes late and moves nothing back',
      [assigned(), sent, accepted, delivered],
      'accepted',
      {},
    ],
    ['takes one receipt of a kind', [assigned(), sent, delivered, delivered], 'delivered', { e3: 'alreadySo' }],
    ['gets no receipt while it is held', [assigned(true), delivered], 'held', { e1: 'isHeld' }],
    ['can be undone while it is held', [assigned(true), withdrawn], 'withdrawn', {}],
    ['can not be undone once it was sent', [assigned(true), sent, withdrawn], 'sent', { e2: 'tooLate' }],
    ['is called back when it left though it had been undone', [assigned(true), withdrawn, sent], 'recalled', {}],
    ['is done though another seat had undone it', [assigned(true), withdrawn, sent, done], 'done', {}],
    ['is not undone again once it left', [assigned(true), withdrawn, sent, withdrawn], 'recalled', { e3: 'isOver' }],
    ['is not done after it was undone', [assigned(true), withdrawn, done], 'withdrawn', { e2: 'isOver' }],
    ['can be recalled on the way', [assigned(), sent, accepted, recalled], 'recalled', {}],
    ['can be declined after it was accepted', [assigned(), sent, accepted, declined], 'declined', {}],
    [
      'is done though another seat recalled it later: work is a fact',
      [assigned(), sent, done, recalled],
      'done',
      { e3: 'isOver' },
    ],
    ['is done though another seat recalled it earlier: work is a fact', [assigned(), sent, recalled, done], 'done', {}],
    ['is done though it was declined before', [assigned(), sent, declined, done], 'done', {}],
    ['is done once', [assigned(), sent, done, done], 'done', { e3: 'alreadySo' }],
    ['takes no receipt after a recall', [assigned(), sent, recalled, accepted], 'recalled', { e3: 'isOver' }],
    ['is assigned once', [assigned(), assigned()], 'assigned', { e1: 'alreadyCreated' }],
  ])('%s', (_, told, state, voids) => {
    expect(fold(...told)).toMatchObject({ task: { state }, voids })
    expect(Object.keys(fold(...told).voids)).toEqual(Object.keys(voids))
  })

  it('counts how often its handler was urged, and keeps who did it last and what he said', () => {
    const { task } = fold(assigned(), sent, urged('please'), urged())
    expect(task?.urged).toMatchObject({ count: 2, last: { atMs: 4_000 }, messageId: 'm1' })
    expect(task?.urged).not.toHaveProperty('text')
  })

  it('keeps the last reminder; one that came before it, or the same from another seat, counts for nothing', () => {
    const { task, voids } = fold(
      assigned(),
      sent,
      reminded('accept', 0),
      reminded('accept', 0),
      reminded('done', 1),
      reminded('accept', 3),
    )
    expect(task?.reminded).toMatchObject({ count: 2, limit: 'done', nth: 1 })
    expect(voids).toEqual({ e3: 'alreadySo', e5: 'alreadySo' })
  })

  it('is not urged or reminded of once it is over', () => {
    const { task, voids } = fold(assigned(), sent, done, urged(), reminded('done', 0))
    expect(task).toMatchObject({ state: 'done' })
    expect(voids).toEqual({ e3: 'isOver', e4: 'isOver' })
  })

  it('shows the note of its work, not the reason of a recall that came to nothing', () => {
    expect(fold(assigned(), sent, recalled, ['task.done', { sourceAtMs: 14 }]).task).not.toHaveProperty('endedNote')
  })
})
