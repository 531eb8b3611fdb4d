import { expect, test } from 'vitest'
import { refusalOf } from './useReasonWords'

test.each([
  ['refused: wrongSecret: the proof does not hold', 'wrongSecret'],
  ['it refuses this seat: otherDistrict: 1f', 'otherDistrict'],
  ['refused: protocolTooOld: speaks 1', 'protocolTooOld'],
  // Whoever finds us too old is too new for us: it is this seat that must be upgraded.
  ['it refuses this seat: protocolTooOld: speaks 3', 'protocolTooNew'],
  ['connect ECONNREFUSED 10.0.0.9:7444', undefined],
])('%s is told as %s', (reason, code) => expect(refusalOf(reason)).toBe(code))
