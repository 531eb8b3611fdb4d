import { describe, expect, it } from 'vitest'
import { DeviceId } from '../contract'
import { foldSubject } from './fold'
import { entriesOf } from './testEntries'

const text = {
  deviceId: DeviceId.parse('meter-1'),
  property: 'energy',
  fromMs: 1_000,
  toMs: 2_000,
  change: { kind: 'set', value: 5 },
  reason: 'read by hand',
} as const

describe('a correction', () => {
  it('holds from its making to its withdrawal', () => {
    const [made, withdrawn, again] = entriesOf('c-1', [
      ['correction.made', text],
      ['correction.withdrawn', {}],
      ['correction.withdrawn', {}],
    ])
    if (!made || !withdrawn || !again) throw new Error('no entries')
    expect(foldSubject('correction', [made]).subject?.state).toMatchObject({ id: 'c-1', ...text })
    const both = foldSubject('correction', [withdrawn, made, again])
    expect(both.subject?.state.withdrawn?.atMs).toBe(withdrawn.hlc.ms)
    expect([...both.voids]).toEqual([[again.id, 'alreadySo']])
  })
})
