import { expect, test } from 'vitest'
import { makeAlarm } from '../../../testing/builders'
import { storyOf } from './storyOf'

const deed = (id: string, atMs: number, name?: string) => ({
  by: { kind: 'account' as const, id, ...(name && { name }) },
  atMs,
})
const told = (lines: ReturnType<typeof storyOf>) => lines.map(({ kind, atMs, by }) => [kind, atMs, by])

test('a new alarm has only begun', () => {
  expect(told(storyOf(makeAlarm({ raisedAtMs: 10 }), []))).toEqual([['raised', 10, undefined]])
})

test('repeats, hands and return are told in order of time, people by name where there is one', () => {
  const alarm = makeAlarm({
    raisedAtMs: 10,
    occurrences: 3,
    lastOccurredAtMs: 40,
    acknowledged: deed('zhou', 20, '周敏'),
    alsoAcknowledged: [deed('li', 30)],
    returnedAtMs: 50,
    state: 'returned',
  })
  expect(told(storyOf(alarm, []))).toEqual([
    ['raised', 10, undefined],
    ['acknowledged', 20, '周敏'],
    ['alsoAcknowledged', 30, 'li'],
    ['reoccurred', 40, undefined],
    ['returned', 50, undefined],
  ])
})

test('earlier alarms of the device stand before, the alarm itself is not told twice', () => {
  const alarm = makeAlarm({ raisedAtMs: 100 })
  expect(told(storyOf(alarm, [makeAlarm({ raisedAtMs: 7 }), alarm]))).toEqual([
    ['earlier', 7, undefined],
    ['raised', 100, undefined],
  ])
})
