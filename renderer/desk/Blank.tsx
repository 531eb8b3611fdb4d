import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isUnacknowledged } from '../alarms/rank'
import { useCollection, useNow } from '../feed'
import { useFormat } from '../i18n'
import { useOwnDisplay } from './useDesk'
import styles from './Desk.module.css'

/**
 * A display that somebody darkened: black with a small clock, until it is clicked. While an urgent alarm is not acknowledged, the alarm strip breaks through.
 *
 * @param strip the alarm strip
 */
export function Blank({ strip }: { strip: ReactNode }) {
  return useOwnDisplay()?.isBlank ? <Cover strip={strip} /> : undefined
}

function Cover({ strip }: { strip: ReactNode }) {
  const { t } = useTranslation('desk')
  const format = useFormat()
  const now = useNow()
  const number = useOwnDisplay()?.number
  const { items } = useCollection('alarm.changed')
  const isUrgent = [...items.values()].some((alarm) => alarm.priority === 'urgent' && isUnacknowledged(alarm))
  return (
    <div className={styles.blank}>
      {isUrgent && strip}
      <button
        type="button"
        className={styles.dark}
        aria-label={t('blankLabel')}
        onClick={() => number !== undefined && window.chengtai?.desk.blank(number, false)}
      >
        <time className={styles.clock}>{format.clock(now)}</time>
      </button>
    </div>
  )
}
