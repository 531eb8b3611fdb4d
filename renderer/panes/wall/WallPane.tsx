import { monitors } from '../../../domain/indicators/definitions'
import { useMonitors } from '../../alarms/useMonitors'
import { useIndicators } from '../../feed'
import { GuestTile } from '../../shows/GuestTile'
import { MonitorTile } from './MonitorTile'
import styles from './WallPane.module.css'

/** The eight monitors at a glance. Tiles never move; those with trouble are raised. */
export function WallPane() {
  const states = useMonitors()
  const values = useIndicators()
  return (
    <div className={styles.wall}>
      <GuestTile />
      <div className={styles.room}>
        <div className={styles.tiles}>
          {monitors.map((monitor) => (
            <MonitorTile key={monitor} monitor={monitor} alarms={states.get(monitor)} values={values} />
          ))}
        </div>
      </div>
    </div>
  )
}
