import { expect, test } from 'vitest'
import { makeAlarm, makeRegistry } from '../../../testing/builders'
import { alarmLayer, deviceLayerGroups, firstChoice, LayerChoice, mayBeHidden } from './mapLayers'

test('an alarm that nobody has taken, or that a life hangs on, is never put out of sight', () => {
  expect(mayBeHidden(makeAlarm({ state: 'unacknowledged' }))).toBe(false)
  expect(mayBeHidden(makeAlarm({ state: 'returnedUnacknowledged' }))).toBe(false)
  expect(mayBeHidden(makeAlarm({ state: 'acknowledged', isLifeSafety: true }))).toBe(false)
  expect(mayBeHidden(makeAlarm({ state: 'acknowledged' }))).toBe(true)
})

test('alarms fall into fire, security and equipment; an unknown definition is equipment', () => {
  expect(alarmLayer({ incidentType: 'fire' })).toBe('fire')
  expect(alarmLayer({ incidentType: 'crowd' })).toBe('security')
  expect(alarmLayer({ incidentType: 'liftEntrapment' })).toBe('equipment')
  expect(alarmLayer(undefined)).toBe('equipment')
})

test('every device counts in exactly one layer, fire first', () => {
  const registry = makeRegistry()
  const groups = deviceLayerGroups(registry)
  expect(groups.map(({ system }) => system)).toEqual(['fire', 'building_equipment'])
  expect(groups.flatMap(({ layers }) => layers).reduce((sum, { count }) => sum + count, 0)).toBe(
    registry.devices.ids.length,
  )
})

test('what was saved is read back, and what is not a choice is refused', () => {
  const choice = firstChoice(makeRegistry())
  expect(LayerChoice.parse(JSON.parse(JSON.stringify(choice)))).toEqual(choice)
  expect(LayerChoice.safeParse({ shownTypes: 'all' }).success).toBe(false)
})
