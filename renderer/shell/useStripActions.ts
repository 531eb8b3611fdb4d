import { useMemo } from 'react'
import { acknowledgeAlarms } from '../alarms/acknowledge'
import { isUnacknowledged, mostImportant } from '../alarms/rank'
import {
  askSeat,
  currentSelection,
  locate,
  reveal,
  seatNow,
  select,
  tellSeat,
  useClient,
  useHub,
  useSession,
} from '../feed'
import type { KeyAction } from './keys'

/** What the buttons of the strip and the keys of the seat do. Reads the state at the moment of the press, so that nobody acts on an older one. */
export function useStripActions(): Record<Exclude<KeyAction, 'search' | 'nextPane'>, () => void> {
  const client = useClient()
  const hub = useHub()
  const mayAcknowledge = useSession()?.rights.includes('alarm.acknowledge') ?? false
  return useMemo(() => {
    const alarms = () => hub.collection('alarm.changed').getState()
    const inStrip = () => mostImportant(alarms().items.values())
    return {
      alarms: () => reveal('alarms'),
      incidents: () => reveal('dispatch'),
      silence: () => tellSeat({ type: 'silence', atMs: seatNow() }),
      locate,
      fullScreen: () => window.chengtai?.toggleFullScreen(),
      acknowledge() {
        const { items, position } = alarms()
        const selected = items.get(currentSelection().alarmId ?? '')
        const alarm = selected && isUnacknowledged(selected) ? selected : inStrip()
        if (alarm && isUnacknowledged(alarm) && mayAcknowledge) void acknowledgeAlarms(client, [alarm.id], position)
        else reveal('alarms')
      },
      dispatch() {
        const { alarmId, incidentId } = currentSelection()
        const alarm = alarmId === undefined && incidentId === undefined ? inStrip() : undefined
        if (alarm) select({ alarmId: alarm.id, deviceId: alarm.deviceId }, { locate: true })
        reveal('dispatch')
        askSeat('dispatch')
      },
    }
  }, [client, hub, mayAcknowledge])
}
