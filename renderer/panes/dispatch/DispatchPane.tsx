import { useItem, useSelection } from '../../feed'
import { AlarmView } from './AlarmView'
import { IncidentList } from './IncidentList'
import { IncidentView } from './IncidentView'

/**
 * Where help is sent from and followed: the selected incident, or what one click would do for the selected alarm, or else the incidents that run.
 */
export function DispatchPane() {
  const selection = useSelection()
  const alarm = useItem('alarm.changed', selection.alarmId)
  const incident = useItem('incident.changed', selection.incidentId ?? alarm?.incidentId)
  if (incident && incident.state !== 'withdrawn') return <IncidentView key={incident.id} incident={incident} />
  if (alarm) return <AlarmView key={alarm.id} alarm={alarm} />
  return <IncidentList />
}
