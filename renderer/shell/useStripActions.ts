import { useMemo } from 'react'
import type { Alarm } from '../../domain/contract'
import type { PaneId } from '../../layouts'
import { acknowledgeAlarms } from '../alarms/acknowledge'
import { doToAlarms } from '../alarms/deeds'
import { ownerOf } from '../alarms/owner'
import { isUnacknowledged, mostImportant } from '../alarms/rank'
import {
  askSeat,
  currentSelection,
  locate,
  newKey,
  reveal,
  seatNow,
  select,
  tellSeat,
  useClient,
  useHub,
  useSession,
} from '../feed'
import { focusPaneOf } from '../keys/focusPane'
import { stepAlarm } from './stepAlarm'

/** What the buttons of the strip and the keys of the seat do. Reads the state at the moment of the press, so that nobody acts on an older one. */
export function useStripActions() {
  const client = useClient()
  const hub = useHub()
  const session = useSession()
  const mayAcknowledge = session?.rights.includes('alarm.acknowledge') ?? false
  const me = session?.account?.id
  return useMemo(() => {
    const alarms = () => hub.collection('alarm.changed').getState()
    const inStrip = () => mostImportant(alarms().items.values())
    const choose = (alarm: Alarm | undefined, isLocated: boolean) => {
      if (!alarm) return
      const incident = alarm.incidentId === undefined ? {} : { incidentId: alarm.incidentId }
      select({ alarmId: alarm.id, deviceId: alarm.deviceId, ...incident }, { locate: isLocated })
    }
    /** The chosen one, else the one in the strip. */
    const atHand = () => alarms().items.get(currentSelection().alarmId ?? '') ?? inStrip()
    const bring = (pane: PaneId) => {
      reveal(pane)
      focusPaneOf(pane)
    }
    const silence = () => tellSeat({ type: 'silence', atMs: seatNow() })
    return {
      alarms: () => bring('alarms'),
      incidents: () => bring('dispatch'),
      silence,
      silenceMachine: silence,
      locate,
      fullScreen: () => window.chengtai?.toggleFullScreen(),
      acknowledge() {
        const { items, position } = alarms()
        const selected = items.get(currentSelection().alarmId ?? '')
        const alarm = selected && isUnacknowledged(selected) ? selected : inStrip()
        if (alarm && isUnacknowledged(alarm) && mayAcknowledge) void acknowledgeAlarms(client, [alarm.id], position)
        else reveal('alarms')
      },
      take() {
        const alarm = atHand()
        if (!alarm || !mayAcknowledge) return
        const owner = ownerOf(alarm, seatNow())
        const isOthers = owner !== undefined && owner.accountId !== me
        // From another only by two presses: the first brings the card, which says from whom.
        const isSeen = currentSelection().alarmId === alarm.id
        choose(alarm, false)
        if (isOthers && !isSeen) return reveal('alarms')
        void doToAlarms('alarm.take', [alarm.id], (ids) =>
          client.call('alarm.take', { key: newKey(), ids, ...(isOthers && { fromOwner: owner.accountId }) }),
        )
      },
      /** Why and until when is asked on the alarm's card: that is brought. */
      shelve() {
        choose(atHand(), false)
        reveal('alarms')
      },
      nextAlarm: () => choose(stepAlarm(alarms().items.values(), currentSelection().alarmId, 1), false),
      previousAlarm: () => choose(stepAlarm(alarms().items.values(), currentSelection().alarmId, -1), false),
      /** Somebody called from another program: here is what matters most. */
      bringForward() {
        choose(inStrip(), true)
        reveal('alarms')
      },
      dispatch() {
        const { alarmId, incidentId } = currentSelection()
        const alarm = alarmId === undefined && incidentId === undefined ? inStrip() : undefined
        if (alarm) select({ alarmId: alarm.id, deviceId: alarm.deviceId }, { locate: true })
        bring('dispatch')
        askSeat('dispatch')
      },
    }
  }, [client, hub, mayAcknowledge, me])
}
