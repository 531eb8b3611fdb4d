import { expect, it } from 'vitest'
import { PersonId } from '../contract/primitives'
import { foldSubject } from './fold'
import { entriesOf, type Told } from './testEntries'

const queued = (isHeld = false): Told => ['message.queued', { personId: PersonId.parse('p1'), text: 'come', isHeld }]
const sent: Told = ['message.sent', {}]
const delivered: Told = ['message.delivered', { sourceAtMs: 11 }]
const read: Told = ['message.read', { sourceAtMs: 12 }]
const withdrawn: Told = ['message.withdrawn', { reason: 'undone' }]

it.each<[string, Told[], object, Record<string, string>]>([
  ['is held until it is sent', [queued(true)], { state: 'held' }, {}],
  [
    'goes its way',
    [queued(true), sent, delivered, read],
    { state: 'read', sentAtMs: 2_000, deliveredAtMs: 11, readAtMs: 12 },
    {},
  ],
  ['fills in a receipt that comes late', [queued(), sent, read, delivered], { state: 'read', deliveredAtMs: 11 }, {}],
  ['can be undone before it is sent', [queued(), withdrawn], { state: 'withdrawn' }, {}],
  ['can not be undone after', [queued(), sent, withdrawn], { state: 'sent' }, { e2: 'tooLate' }],
  ['is not sent after it was undone', [queued(true), withdrawn, sent], { state: 'withdrawn' }, { e2: 'isOver' }],
  ['gets no receipt while it is held', [queued(true), read], { state: 'held' }, { e1: 'isHeld' }],
  ['is queued once', [queued(), queued()], { state: 'queued' }, { e1: 'alreadyCreated' }],
])('a message %s', (_, told, message, voids) => {
  const folded = foldSubject('message', entriesOf('m1', told))
  expect(folded.subject?.state).toMatchObject(message)
  expect(Object.fromEntries(folded.voids)).toEqual(voids)
})
