import { useTranslation } from 'react-i18next'
import { useDesk, useOwnDisplay } from './useDesk'
import styles from './Desk.module.css'

/** For the three seconds after somebody asked which display is which: its number and name, readable across the room. */
export function Identify() {
  const { t } = useTranslation('shell')
  const desk = useDesk()
  const display = useOwnDisplay()
  if (!display || desk?.identifyUntilMs === undefined) return undefined
  const { number, role, label, bounds, scaleFactor } = display
  const size = `${Math.round(bounds.width * scaleFactor)} × ${Math.round(bounds.height * scaleFactor)}`
  return (
    <div className={styles.identify} role="status">
      <b className={styles.number}>{number}</b>
      <p className={styles.role}>{t(`displayRole.${role}`)}</p>
      <p className={styles.panel}>{[label, size].filter(Boolean).join(' · ')}</p>
    </div>
  )
}
