import { expect, test } from 'vitest'
import { dayMs, defaultRetention } from './levels'
import { readRetention } from './readRetention'

test('what is not said stays as it is by itself', () => {
  expect(readRetention('{}')).toEqual(defaultRetention)
  const plan = readRetention('{"standard":{"samplesDays":30}}')
  expect(plan.standard).toEqual({ ...defaultRetention.standard, samplesMs: 30 * dayMs })
  expect(plan.safety).toEqual(defaultRetention.safety)
})

test('wider figures stay at least as long as finer ones', () => {
  expect(readRetention('{"safety":{"samplesDays":5000}}').safety).toEqual({
    samplesMs: 5_000 * dayMs,
    minuteMs: 5_000 * dayMs,
    hourMs: 5_000 * dayMs,
    dayMs: 5_000 * dayMs,
  })
})

test.each([
  ['{"standard":{"samplesDays":90,"minuteDays":30}}', 'standard: minute must not be kept shorter than samples'],
  ['{"meter":{"hourDays":30}}', 'meter: hour must not be kept shorter than minute'],
  ['{"standard":{"samplesDays":5000}}', 'safety must not be kept shorter'],
  ['{"safety":{"samplesDays":1}}', 'safety must not be kept shorter'],
  ['{"standard":{"samplesDays":0}}', 'samplesDays'],
  ['{"weather":{"samplesDays":9}}', 'weather'],
  ['[', 'JSON'],
])('%s is refused', (text, why) => {
  expect(() => readRetention(text)).toThrow(why)
})
