import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alarm, AlarmId } from '../../../domain/contract'
import { isStanding, isUnacknowledged } from '../../alarms/rank'
import type { useAlarmWords } from '../../alarms/useAlarmWords'
import { useNow } from '../../feed'
import { unknown, useFormat } from '../../i18n'
import { PendingOf } from '../../seat/PendingMark'
import { Checkbox, Sign } from '../../widgets'
import styles from './AlarmRow.module.css'

export interface AlarmRowProps {
  alarm: Alarm
  words: ReturnType<typeof useAlarmWords>
  isSelected: boolean
  isTicked: boolean
  isPending: boolean
  mayAcknowledge: boolean
  onTick(id: AlarmId): void
}

/** One alarm in a line: sign, when, how long, where, what, value against limit, state, who. */
export const AlarmRow = memo(function AlarmRow({
  alarm,
  words,
  isSelected,
  isTicked,
  isPending,
  mayAcknowledge,
  onTick,
}: AlarmRowProps) {
  const { t } = useTranslation(['common', 'alarms'])
  const format = useFormat()
  const now = useNow()
  const hasReturned = !isStanding(alarm)
  const classes = [styles.row, styles[alarm.priority], styles[alarm.state], isSelected && styles.selected]
  return (
    <div
      id={`alarm-${alarm.id}`}
      className={classes.filter(Boolean).join(' ')}
      role="option"
      aria-selected={isSelected}
      tabIndex={-1}
    >
      <span className={styles.tick}>
        {mayAcknowledge && isUnacknowledged(alarm) && !alarm.isUnsaved && (
          <Checkbox isChecked={isTicked} label={t('alarms:tick')} onChange={() => onTick(alarm.id)} />
        )}
      </span>
      <Sign priority={alarm.priority} state={alarm.state} size={18} />
      <span className={styles.time}>{format.moment(alarm.raisedAtMs, now)}</span>
      <span className={styles.duration}>{format.duration((alarm.returnedAtMs ?? now) - alarm.raisedAtMs)}</span>
      <span className={styles.place}>{words.place(alarm.deviceId)}</span>
      <span className={styles.what}>
        {words.device(alarm.deviceId)} {words.alarm(alarm)}
      </span>
      <span className={hasReturned ? styles.valueReturned : styles.value}>{words.value(alarm)}</span>
      <span className={styles.state} title={alarm.isUnsaved && t('unsavedTip')}>
        {alarm.isUnsaved ? t('unsaved') : isPending ? t('alarms:acknowledging') : t(`alarmState.${alarm.state}`)}
        <PendingOf subject={`alarm ${alarm.id}`} />
      </span>
      <span className={styles.person}>
        {alarm.acknowledged ? (alarm.acknowledged.by.name ?? alarm.acknowledged.by.id) : unknown}
      </span>
    </div>
  )
})

/** Headings of the columns; time and priority can be sorted by. */
export function AlarmColumns({
  sorting,
  onSort,
}: {
  sorting: 'importance' | 'newest'
  onSort(sorting: 'importance' | 'newest'): void
}) {
  const { t } = useTranslation('alarms')
  const sorted = (by: 'importance' | 'newest') => (sorting === by ? ' ↓' : '')
  return (
    <div className={`${styles.row} ${styles.columns}`}>
      <span />
      <button type="button" onClick={() => onSort('importance')} aria-pressed={sorting === 'importance'}>
        {t('column.sign')}
        {sorted('importance')}
      </button>
      <button type="button" onClick={() => onSort('newest')} aria-pressed={sorting === 'newest'}>
        {t('column.raised')}
        {sorted('newest')}
      </button>
      <span>{t('column.duration')}</span>
      <span className={styles.place}>{t('column.place')}</span>
      <span className={styles.what}>{t('column.what')}</span>
      <span className={styles.valueReturned}>{t('column.value')}</span>
      <span className={styles.state}>{t('column.state')}</span>
      <span className={styles.person}>{t('column.person')}</span>
    </div>
  )
}
