import { expect, test } from 'vitest'
import { bulkChange, emptyBulk } from './bulkChange'

test('an empty form asks for nothing', () => {
  expect(bulkChange(emptyBulk)).toBeUndefined()
  expect(bulkChange({ ...emptyBulk, addTags: ' ， ', firmware: '  ' })).toBeUndefined()
})

test('only what was filled in is asked for', () => {
  expect(bulkChange({ ...emptyBulk, addTags: '一期，备用', network: 'lora' })).toEqual({
    patch: { network: 'lora' },
    addTags: ['一期', '备用'],
  })
  expect(bulkChange({ ...emptyBulk, removeGroupId: 'g1' })).toEqual({ patch: {}, removeGroupIds: ['g1'] })
})
