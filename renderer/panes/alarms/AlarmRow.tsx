import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alarm, AlarmId } from '../../../domain/contract'
import { OwnerChip } from '../../alarms/OwnerChip'
import { isStanding } from '../../alarms/rank'
import type { useAlarmWords } from '../../alarms/useAlarmWords'
import { useNow } from '../../feed'
import { unknown, useFormat } from '../../i18n'
import { PendingOf } from '../../seat/PendingMark'
import { Checkbox, Sign } from '../../widgets'
import type { ColumnId } from './columns'
import styles from './AlarmRow.module.css'

export interface AlarmRowProps {
  alarm: Alarm
  words: ReturnType<typeof useAlarmWords>
  columns: readonly ColumnId[]
  isSelected: boolean
  isTicked: boolean
  /** A deed of this seat on it is on its way. */
  pending?: 'acknowledging' | 'working' | undefined
  /** Over, or put aside, while the list is held: it keeps its place until the hand leaves. */
  isGone?: boolean
  mayTick: boolean
  onTick(id: AlarmId): void
}

/** One alarm in a line: sign, priority, when, how long, where, what, value against limit, how often, state, who handles it, who took it. */
export const AlarmRow = memo(function AlarmRow(props: AlarmRowProps) {
  const { alarm, columns, isSelected, isTicked, isGone = false, mayTick, onTick } = props
  const { t } = useTranslation('alarms')
  const cells = useCells(props)
  const classes = [styles.row, styles[alarm.priority], styles[alarm.state], isGone && styles.gone]
  return (
    <div
      id={`alarm-${alarm.id}`}
      className={[...classes, isTicked && styles.ticked, isSelected && styles.selected].filter(Boolean).join(' ')}
    >
      <span className={styles.tick} role="gridcell">
        {mayTick && !alarm.isUnsaved && !isGone && (
          <Checkbox isChecked={isTicked} label={t('tick')} onChange={() => onTick(alarm.id)} />
        )}
      </span>
      <span className={styles.sign} role="gridcell">
        <Sign priority={alarm.priority} state={isGone ? 'returned' : alarm.state} size={18} />
      </span>
      {columns.map((id) => (
        <span key={id} className={styles[id]} role="gridcell">
          {cells[id]()}
        </span>
      ))}
    </div>
  )
})

function useCells({ alarm, words, pending, isGone = false }: AlarmRowProps): Record<ColumnId, () => ReactNode> {
  const { t } = useTranslation(['common', 'alarms'])
  const format = useFormat()
  const now = useNow()
  return {
    priority: () => t(`priority.${alarm.priority}`),
    raised: () => format.moment(alarm.raisedAtMs, now),
    duration: () => format.duration((alarm.returnedAtMs ?? now) - alarm.raisedAtMs),
    place: () => words.place(alarm.deviceId),
    what: () => (
      <>
        {`${words.device(alarm.deviceId)} ${words.alarm(alarm)}`}
        {alarm.isFirstOut && (
          <b className={styles.mark} title={t('alarms:firstOutTip')}>
            {t('alarms:firstOut')}
          </b>
        )}
      </>
    ),
    value: () => <span className={isStanding(alarm) ? styles.standing : undefined}>{words.value(alarm)}</span>,
    count: () => (alarm.occurrences > 1 ? `× ${alarm.occurrences}` : ''),
    state: () => (
      <span title={alarm.isUnsaved && t('unsavedTip')}>
        {isGone
          ? t('alarms:gone')
          : alarm.isUnsaved
            ? t('unsaved')
            : pending
              ? t(`alarms:${pending}`)
              : t(`alarmState.${alarm.state}`)}
        {alarm.escalation && alarm.state === 'unacknowledged' && (
          <b className={styles.escalated} title={t('alarms:escalatedTip', { level: alarm.escalation.level })}>
            {t('alarms:escalated', { level: alarm.escalation.level })}
          </b>
        )}
        {alarm.latched && (
          <b className={styles.mark} title={t('alarms:latchedTip')}>
            {t('alarms:latched')}
          </b>
        )}
        <PendingOf subject={`alarm ${alarm.id}`} />
      </span>
    ),
    owner: () => <OwnerChip alarm={alarm} />,
    person: () => (alarm.acknowledged ? (alarm.acknowledged.by.name ?? alarm.acknowledged.by.id) : unknown),
  }
}
