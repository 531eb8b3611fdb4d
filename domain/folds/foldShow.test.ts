import { expect, it } from 'vitest'
import { AlarmId } from '../contract/primitives'
import { foldSubject } from './fold'
import { entriesOf, type Told } from './testEntries'

const sent: Told = [
  'show.sent',
  { view: { kind: 'alarm', alarmId: AlarmId.parse('a1') }, to: { kind: 'wall' }, untilMs: 9_000 },
]
const answered = (answer: 'opened' | 'declined' | 'ended'): Told => ['show.answered', { answer }]

it.each<[string, Told[], string | undefined, Record<string, string>]>([
  ['waits for its answer', [sent], 'sent', {}],
  ['is opened, and later taken off', [sent, answered('opened'), answered('ended')], 'ended', {}],
  [
    'is opened by several windows of a wall once',
    [sent, answered('opened'), answered('opened')],
    'opened',
    { e2: 'alreadySo' },
  ],
  [
    'can not be declined after it was opened',
    [sent, answered('opened'), answered('declined')],
    'opened',
    { e2: 'isOver' },
  ],
  ['is not opened after it was taken back', [sent, answered('ended'), answered('opened')], 'ended', { e2: 'isOver' }],
  ['that was never sent can not be answered', [answered('opened')], undefined, { e0: 'notCreated' }],
])('a show %s', (_, told, state, voids) => {
  const folded = foldSubject('show', entriesOf('S-1', told))
  expect(folded.subject?.state.state).toBe(state)
  expect(Object.fromEntries(folded.voids)).toEqual(voids)
})
