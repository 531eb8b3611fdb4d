import { useTranslation } from 'react-i18next'
import type { AlarmPriority, AlarmStateName } from '../../domain/contract'
import { Drawing } from './Drawing'
import styles from './Sign.module.css'

export interface SignProps {
  priority: AlarmPriority
  /** Without a state the sign stands for the priority alone: filled and still. */
  state?: AlarmStateName | undefined
  size?: number
  /** Outline without a state: for legends. */
  isOutline?: boolean
}

/** The sign of an alarm: shape and number say the priority, filled or outline whether it stands, blinking that nobody has taken it. */
export function Sign({ priority, state, size = 18, isOutline = false }: SignProps) {
  const { t } = useTranslation()
  const hasReturned = isOutline || state === 'returned' || state === 'returnedUnacknowledged'
  const isUnacknowledged = state === 'unacknowledged' || state === 'returnedUnacknowledged'
  const label = state ? `${t(`priority.${priority}`)} ${t(`alarmState.${state}`)}` : t(`priority.${priority}`)
  return (
    <Drawing
      kind="alarm"
      name={`${priority}-${hasReturned ? 'returned' : 'active'}`}
      size={size}
      label={label}
      className={[
        styles.sign,
        styles[priority],
        isUnacknowledged && (hasReturned ? styles.blinkingOutline : styles.blinking),
      ]
        .filter(Boolean)
        .join(' ')}
    />
  )
}
