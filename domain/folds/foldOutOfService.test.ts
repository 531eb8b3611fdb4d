import { expect, it } from 'vitest'
import { DeviceId } from '../contract/primitives'
import type { Actor } from '../contract/state'
import { foldSubject } from './fold'
import { entriesOf, li, type Told, wu } from './testEntries'

const asked = (isLifeSafety: boolean, by: Actor = li): Told => [
  'outOfService.asked',
  { deviceId: DeviceId.parse('d1'), isLifeSafety, reason: 'works' },
  { by },
]
const confirmed = (askedAtMs: number, by: Actor = wu): Told => ['outOfService.confirmed', { askedAtMs }, { by }]
const ended = (askedAtMs: number): Told => ['outOfService.ended', { askedAtMs, cause: 'person' }]

const fold = (...told: Told[]) => {
  const { subject, voids } = foldSubject('outOfService', entriesOf('d1', told))
  return {
    state: subject?.state.state,
    ended: subject?.endedAtMs,
    is: subject?.state,
    voids: Object.fromEntries(voids),
  }
}

// Entries of `entriesOf` are at 1 s, 2 s, 3 s …
it.each<[string, Told[], string | undefined, Record<string, string>]>([
  ['holds at once where no life is at stake', [asked(false)], 'holds', {}],
  ['waits for the second person of life safety', [asked(true)], 'asked', {}],
  ['holds when another has confirmed', [asked(true), confirmed(1_000)], 'holds', {}],
  ['is not confirmed by who asked', [asked(true), confirmed(1_000, li)], 'asked', { e1: 'lifeSafety' }],
  [
    'is not confirmed by a rule',
    [asked(true), confirmed(1_000, { kind: 'system', id: 'x' })],
    'asked',
    { e1: 'lifeSafety' },
  ],
  ['is not confirmed by who saw another asking', [asked(true), confirmed(900)], 'asked', { e1: 'isOver' }],
  ['needs no second person twice', [asked(true), confirmed(1_000), confirmed(1_000)], 'holds', { e2: 'alreadySo' }],
  ['asked by two seats is the first asking', [asked(false), asked(false, wu)], 'holds', { e1: 'alreadySo' }],
  ['ends', [asked(false), ended(1_000)], 'ended', {}],
  ['is withdrawn before it is confirmed', [asked(true), ended(1_000), confirmed(1_000)], 'ended', { e2: 'isOver' }],
  ['begins anew after its end', [asked(true), ended(1_000), asked(true), confirmed(3_000)], 'holds', {}],
  [
    'is not ended by the end of the one before',
    [asked(false), ended(1_000), asked(false), ended(1_000)],
    'holds',
    { e3: 'isOver' },
  ],
  ['that nobody asked is none', [confirmed(1_000)], undefined, { e0: 'notCreated' }],
])('out of service %s', (_, told, state, voids) => {
  expect(fold(...told)).toMatchObject({ state, voids })
})

it('is in the memory of the core until it has ended', () => {
  expect(fold(asked(false)).ended).toBeUndefined()
  expect(fold(asked(false), ended(1_000)).ended).toBe(2_000)
})
