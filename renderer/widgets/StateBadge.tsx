import { useTranslation } from 'react-i18next'
import type { DeviceStateName } from '../../domain/contract'
import { StateMark } from './StateMark'
import styles from './StateBadge.module.css'

/** State of a device in a word beside its mark; only what needs somebody has a colour. */
export function StateBadge({ state }: { state: DeviceStateName }) {
  const { t } = useTranslation()
  return (
    <span className={[styles.badge, styles[state]].filter(Boolean).join(' ')}>
      <StateMark state={state} size={14} isDecoration />
      {t(`deviceState.${state}`)}
    </span>
  )
}
