import { useTranslation } from 'react-i18next'
import type { AlarmPriority, AlarmStateName } from '../../domain/contract'
import { Drawing } from './Drawing'
import styles from './Sign.module.css'

export interface SignProps {
  priority: AlarmPriority
  /** Without a state the sign stands for the priority alone: filled and still. */
  state?: AlarmStateName | undefined
  size?: number
  /** As of `Drawing`. */
  at?: { readonly x: number; readonly y: number } | undefined
  /** Outline without a state: for legends. */
  isOutline?: boolean
}

function drawingOf(state: AlarmStateName | undefined): 'active' | 'returned' | 'shelved' | 'suppressed' {
  if (state === 'returned' || state === 'returnedUnacknowledged') return 'returned'
  if (state === 'shelved') return 'shelved'
  return state === 'outOfService' || state === 'suppressed' ? 'suppressed' : 'active'
}

/**
 * The sign of an alarm: shape and number say the priority, filled or outline whether it stands, blinking that nobody has taken it; with a clock it is
 * shelved, dashed it is out of service or suppressed by design.
 */
export function Sign({ priority, state, size = 18, at, isOutline = false }: SignProps) {
  const { t } = useTranslation()
  const drawing = isOutline ? 'returned' : drawingOf(state)
  const isUnacknowledged = state === 'unacknowledged' || state === 'returnedUnacknowledged'
  const label = state ? `${t(`priority.${priority}`)} ${t(`alarmState.${state}`)}` : t(`priority.${priority}`)
  return (
    <Drawing
      kind="alarm"
      name={`${priority}-${drawing}`}
      size={size}
      at={at}
      label={label}
      className={[
        styles.sign,
        styles[priority],
        isUnacknowledged && (drawing === 'returned' ? styles.blinkingOutline : styles.blinking),
      ]
        .filter(Boolean)
        .join(' ')}
    />
  )
}
