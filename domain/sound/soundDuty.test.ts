import { expect, test } from 'vitest'
import { SoundTest } from '../contract/state'
import { soundDuty, soundTestHoldsMs } from './soundDuty'

const madeAtMs = 1_000_000
const soundTest = (unheard: SoundTest['unheard'] = []) =>
  SoundTest.parse({
    id: 'seat-1',
    heard: ['urgent'],
    unheard,
    made: { by: { kind: 'account', id: 'zhou' }, atMs: madeAtMs },
  })

test('a seat that nobody has listened to owes a test', () => {
  expect(soundDuty({ nowMs: madeAtMs }, 'zhou')).toBe('due')
})

test('a test holds for the person who made it, for one shift', () => {
  expect(soundDuty({ soundTest: soundTest(), nowMs: madeAtMs + soundTestHoldsMs - 1 }, 'zhou')).toBe('done')
  expect(soundDuty({ soundTest: soundTest(), nowMs: madeAtMs + soundTestHoldsMs }, 'zhou')).toBe('due')
  expect(soundDuty({ soundTest: soundTest(), nowMs: madeAtMs + 1 }, 'li')).toBe('due')
})

test('a pattern that was not heard fails the test until the next one', () => {
  expect(soundDuty({ soundTest: soundTest(['minor']), nowMs: madeAtMs + 1 }, 'zhou')).toBe('failed')
})
