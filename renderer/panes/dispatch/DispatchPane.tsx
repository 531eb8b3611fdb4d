import { useCollection, useItem, useSelection } from '../../feed'
import { Proposals } from '../../proposals/Proposals'
import { rootOf } from './aliases'
import { AlarmView } from './AlarmView'
import { IncidentList } from './IncidentList'
import { IncidentView } from './IncidentView'
import styles from './DispatchPane.module.css'

/**
 * Where help is sent from and followed: what rules propose on top, the selected incident, or what one click would do for the selected alarm, or else the incidents that run.
 */
export function DispatchPane() {
  const selection = useSelection()
  const alarm = useItem('alarm.changed', selection.alarmId)
  const { items } = useCollection('incident.changed')
  const chosen = items.get(selection.incidentId ?? '')
  const ofAlarm = items.get(alarm?.incidentId ?? '')
  // An alarm leads to the incident that holds; a merged one is shown only to those who chose it.
  const incident = chosen ?? (ofAlarm && rootOf(ofAlarm, items))
  return (
    <div className={styles.pane}>
      <Proposals focus={selection} />
      <div className={styles.view}>
        {incident && incident.state !== 'withdrawn' ? (
          <IncidentView key={incident.id} incident={incident} />
        ) : alarm ? (
          <AlarmView key={alarm.id} alarm={alarm} />
        ) : (
          <IncidentList />
        )}
      </div>
    </div>
  )
}
