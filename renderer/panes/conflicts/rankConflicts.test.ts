import { expect, test } from 'vitest'
import { makeConflict } from '../../testing/builders'
import { rankConflicts } from './rankConflicts'

const ids = (conflicts: readonly { id: string }[]) => conflicts.map(({ id }) => id)
const by = { kind: 'system', id: 'merge' } as const

test('what can still do harm stands before what is only to be confirmed, the newest of a kind first', () => {
  const { open } = rankConflicts([
    makeConflict({ id: 'account', kind: 'disabledAccountUsed' }),
    makeConflict({ id: 'older', kind: 'personTwice', found: { by, atMs: 1 } }),
    makeConflict({ id: 'newer', kind: 'personTwice', found: { by, atMs: 2 } }),
    makeConflict({ id: 'command', kind: 'commandTwice' }),
  ])
  expect(ids(open)).toEqual(['newer', 'older', 'command', 'account'])
})

test('settled ones stand apart, the last settled first', () => {
  const { open, settled } = rankConflicts([
    makeConflict({ id: 'a', settled: { by, atMs: 1, note: 'x' } }),
    makeConflict({ id: 'b', settled: { by, atMs: 2, note: 'x' } }),
  ])
  expect(open).toEqual([])
  expect(ids(settled)).toEqual(['b', 'a'])
})
