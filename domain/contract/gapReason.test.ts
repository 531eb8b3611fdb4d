import { expect, test } from 'vitest'
import { readGapReason, writeGapReason, type GapReason } from './gapReason'

test.each<GapReason>([
  { code: 'messagesMissing', count: 8, devices: 1 },
  { code: 'historyMissing', devices: 12, of: 40 },
])('a reason is read as it was written: %o', (reason) => expect(readGapReason(writeGapReason(reason))).toEqual(reason))

test.each(['8 messages are missing', 'somethingNew 1/2', 'messagesMissing 8', ''])(
  'words of another version are no reason: %s',
  (text) => expect(readGapReason(text)).toBeUndefined(),
)
