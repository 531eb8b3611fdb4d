import { afterEach, expect, test } from 'vitest'
import { onSeatMessage, tellSeat } from './seatChannel'
import { currentSelection, select, startSelection } from './selection'

let stop = () => {}
afterEach(() => stop())

test('what another window selects is selected here', () => {
  stop = startSelection()
  tellSeat({ type: 'selected', selection: { alarmId: 'a1', deviceId: 'd1' }, locate: false })
  expect(currentSelection()).toEqual({ alarmId: 'a1', deviceId: 'd1' })
})

test('choosing replaces all that was chosen before', () => {
  stop = startSelection()
  select({ alarmId: 'a1', deviceId: 'd1' })
  select({ buildingId: 'b1' })
  expect(currentSelection()).toEqual({ buildingId: 'b1' })
})

test('a window that joins is told the selection of the others', () => {
  stop = startSelection()
  select({ incidentId: 'i1' })
  const told: unknown[] = []
  const stopListening = onSeatMessage((message) => told.push(message))
  tellSeat({ type: 'joined' })
  stopListening()
  expect(told).toContainEqual({ type: 'selected', selection: { incidentId: 'i1' }, locate: false })
})
