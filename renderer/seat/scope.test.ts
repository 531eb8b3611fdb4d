import { expect, test } from 'vitest'
import { EmergencyScope } from '../../domain/contract'
import { makeSeat } from '../testing/builders'
import { coverageOf, limitedScope } from './scope'

const scope = EmergencyScope.parse({ systems: ['fire', 'building_equipment.elevator_monitoring'], plots: ['p1'] })

test('a family is covered whole, in part or not at all', () => {
  expect(['fire', 'building_equipment', 'energy'].map((family) => coverageOf(scope, family))).toEqual([
    'whole',
    'part',
    'none',
  ])
})

test('a scope without systems covers every family', () => {
  expect(coverageOf(EmergencyScope.parse({ systems: [], plots: [] }), 'energy')).toBe('whole')
})

const seatB = { name: 'B', kind: 'console', state: 'up', sinceMs: 0, behind: 0 } as const

test('the scope binds a seat alone, one that merges, and one that follows another console', () => {
  expect(limitedScope(makeSeat({ role: 'alone', scope }))).toEqual(scope)
  expect(limitedScope(makeSeat({ role: 'merging', scope }))).toEqual(scope)
  expect(limitedScope(makeSeat({ role: 'following', scope, driverName: 'B', peers: [seatB] }))).toEqual(scope)
})

test('it does not bind a leader, nor a seat that follows the service and only keeps it ready', () => {
  expect(limitedScope(makeSeat({ role: 'leader', scope }))).toBeUndefined()
  expect(limitedScope(makeSeat({ role: 'following', scope, driverName: 'svc-01', peers: [seatB] }))).toBeUndefined()
  expect(limitedScope(undefined)).toBeUndefined()
})
