import { useTranslation } from 'react-i18next'
import { monitors } from '../../domain/indicators/definitions'
import { useMonitors } from '../alarms/useMonitors'
import { reveal } from '../feed'
import { Sign, StateMark } from '../widgets'
import styles from './Monitors.module.css'

/** The eight monitors with their worst state; a grey dot where nothing needs anybody. */
export function Monitors() {
  const { t } = useTranslation(['shell', 'common'])
  const states = useMonitors()
  return (
    <nav className={styles.monitors} aria-label={t('monitors')}>
      {monitors.map((monitor) => {
        const worst = states.get(monitor)?.worst
        return (
          <button
            key={monitor}
            type="button"
            className={styles.monitor}
            title={t(`common:monitor.${monitor}`)}
            onClick={() => reveal('wall')}
          >
            {worst ? <Sign priority={worst} size={14} /> : <StateMark state="online" size={14} />}
            <span className={styles.label}>{t(`common:monitor.${monitor}`)}</span>
          </button>
        )
      })}
    </nav>
  )
}
