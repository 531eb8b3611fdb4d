import { expect, test } from 'vitest'
import { qualityCodes } from '../../domain/contract'
import { readQuality } from './readQuality'

const { good, uncertain, bad, never } = qualityCodes

test.each([
  ['a fresh good value is good', good, 0, 10_000, 'good'],
  ['up to twice its period a value is fresh', good, 20_000, 10_000, 'good'],
  ['after twice its period it is stale', good, 20_001, 10_000, 'stale'],
  ['a fast point gets five seconds', good, 5_000, 100, 'good'],
  ['and is stale after them', good, 5_001, 100, 'stale'],
  ['uncertain is told while fresh', uncertain, 0, 10_000, 'uncertain'],
  ['stale weighs more than uncertain', uncertain, 20_001, 10_000, 'stale'],
  ['bad weighs more than stale', bad, 20_001, 10_000, 'bad'],
  ['what was never heard is neither', never, 0, 10_000, 'never'],
] as const)('%s', (_, quality, ageMs, periodMs, shown) => {
  expect(readQuality(quality, 1_000_000, periodMs, 1_000_000 + ageMs)).toBe(shown)
})
