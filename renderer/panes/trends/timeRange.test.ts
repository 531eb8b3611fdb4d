import { expect, test } from 'vitest'
import { atNow, lastSpan, panned, spanOf, zoomed } from './timeRange'

const nowMs = 1_000_000_000
const past = { fromMs: 100_000_000, toMs: 200_000_000, isLive: false }

test('a range that is moved to the present goes on with it, and leaves it when it is moved back', () => {
  const back = panned(lastSpan(3_600_000, nowMs), -1_800_000, nowMs)
  expect(back).toEqual({ fromMs: nowMs - 5_400_000, toMs: nowMs - 1_800_000, isLive: false })
  const forth = panned(back, 9e9, nowMs)
  expect(forth).toEqual({ fromMs: nowMs - 3_600_000, toMs: nowMs, isLive: true })
  expect(atNow(forth, nowMs + 5)).toEqual({ fromMs: nowMs + 5 - 3_600_000, toMs: nowMs + 5, isLive: true })
  expect(atNow(past, nowMs)).toBe(past)
})

test('the moment under the pointer stays where it is when the range gets narrower', () => {
  const narrow = zoomed(past, 0.5, 125_000_000, nowMs)
  expect(spanOf(narrow)).toBe(50_000_000)
  expect((125_000_000 - narrow.fromMs) / spanOf(narrow)).toBe(0.25)
})

test('no range is shorter than ten seconds', () => {
  expect(spanOf(zoomed(past, 1e-9, 150_000_000, nowMs))).toBe(10_000)
})
