import { expect, test } from 'vitest'
import { makeAlarm } from '../testing/builders'
import { stepAlarm } from './stepAlarm'

const fire = makeAlarm({ id: 'fire', isLifeSafety: true })
const hot = makeAlarm({ id: 'hot', priority: 'important' })
const wet = makeAlarm({ id: 'wet', priority: 'minor' })
const over = makeAlarm({ id: 'over', state: 'returned' })
const all = [wet, over, fire, hot]

test('goes through what needs a hand, what matters most first', () => {
  expect(stepAlarm(all, undefined, 1)?.id).toBe('fire')
  expect(stepAlarm(all, 'fire', 1)?.id).toBe('hot')
  expect(stepAlarm(all, 'hot', -1)?.id).toBe('fire')
  expect(stepAlarm(all, undefined, -1)?.id).toBe('wet')
})

test('stays at the ends, and begins anew from one that is over', () => {
  expect(stepAlarm(all, 'wet', 1)?.id).toBe('wet')
  expect(stepAlarm(all, 'fire', -1)?.id).toBe('fire')
  expect(stepAlarm(all, 'over', 1)?.id).toBe('fire')
  expect(stepAlarm([over], 'over', 1)).toBeUndefined()
})
