import { expect, it } from 'vitest'
import { AccountId, AlarmId, SeatId } from '../contract/primitives'
import { foldSubject } from './fold'
import { entriesOf, type Told } from './testEntries'

const asked = (isByRule = false): Told => [
  'look.asked',
  {
    seatId: SeatId.parse('desk-2'),
    accountId: AccountId.parse('li'),
    name: '李伟',
    reason: '带教',
    isByRule,
    untilMs: 9_000,
  },
]
const answered = (isAgreed: boolean): Told => ['look.answered', { isAgreed }]
const screens = { displays: [{ number: 1, role: 'map', panes: ['map'] }], selection: {} }
const told: Told = ['look.told', { screens }]
const tookOver: Told = ['look.tookOver', { alarmIds: [AlarmId.parse('a1')], incidentIds: [], reason: '她去了现场' }]
const ended: Told = ['look.ended', {}]

it.each<[string, Told[], object, Record<string, string>]>([
  ['shows nothing before it is agreed to', [asked(), told], { state: 'asked' }, { e1: 'isOver' }],
  ['shows what is told once it is live', [asked(), answered(true), told], { state: 'live', screens }, {}],
  ['is live at once where notice is enough', [asked(true), told], { state: 'live', isByRule: true, screens }, {}],
  ['that was declined shows nothing', [asked(), answered(false), told], { state: 'declined' }, { e2: 'isOver' }],
  ['that was ended shows nothing more', [asked(true), ended, told], { state: 'ended' }, { e2: 'isOver' }],
  ['can not be agreed to after it was ended', [asked(), ended, answered(true)], { state: 'ended' }, { e2: 'isOver' }],
  [
    'takes work over once, also from somebody who does not answer',
    [asked(), tookOver, tookOver],
    { state: 'asked', taken: { alarmIds: ['a1'], reason: '她去了现场' } },
    { e2: 'alreadySo' },
  ],
])('a look %s', (_, entries, look, voids) => {
  const folded = foldSubject('look', entriesOf('L-1', entries))
  expect(folded.subject?.state).toMatchObject(look)
  expect(Object.fromEntries(folded.voids)).toEqual(voids)
})
