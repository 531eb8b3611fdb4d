import type { View } from '../../domain/contract'
import { PaneId } from '../../layouts'
import { reveal, select, tellSeat } from '../feed'

/**
 * Opens what was shown, in whichever window of the seat has the pane for it.
 *
 * @param deviceOf device of an alarm, for as long as the alarm is known
 */
export function openView(view: View, deviceOf: (alarmId: string) => string | undefined): void {
  switch (view.kind) {
    case 'alarm': {
      const deviceId = deviceOf(view.alarmId)
      select({ alarmId: view.alarmId, ...(deviceId !== undefined && { deviceId }) }, { locate: true })
      return reveal('alarms')
    }
    case 'incident':
      select({ incidentId: view.incidentId }, { locate: true })
      return reveal('dispatch')
    case 'device':
      select({ deviceId: view.deviceId }, { locate: true })
      return reveal('device')
    case 'place':
      select(view.buildingId === undefined ? {} : { buildingId: view.buildingId })
      tellSeat({ type: 'placed', place: view })
      return reveal('map')
    case 'pane': {
      const pane = PaneId.safeParse(view.pane)
      // A later version may know panes that this one does not.
      if (pane.success) reveal(pane.data)
    }
  }
}
