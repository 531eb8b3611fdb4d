import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../domain/contract'
import { formatUntil } from '../alarms/formatUntil'
import { OwnerChip } from '../alarms/OwnerChip'
import { ownerOf } from '../alarms/owner'
import { isAside } from '../alarms/rank'
import { useAlarmWords } from '../alarms/useAlarmWords'
import { reveal, select, useNow, useRegistry } from '../feed'
import { useFormat } from '../i18n'
import { DeviceName, PlaceName } from '../widgets'
import styles from './AlarmCard.module.css'

/** Place, device, times, value against its limit, who handles it, and how it is put aside. */
export function AlarmFacts({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation('map')
  const words = useAlarmWords()
  const format = useFormat()
  const registry = useRegistry()
  const owner = ownerOf(alarm, useNow())
  const index = registry.deviceIndex(alarm.deviceId)
  const type = index === undefined ? undefined : registry.deviceType(index)
  const value = words.value(alarm)
  const lateS = Math.max(0, alarm.arrivedAtMs - alarm.raisedAtMs) / 1000
  return (
    <dl className={styles.facts}>
      <dt>{t('card.place')}</dt>
      <dd className={styles.strong}>
        <PlaceName place={words.place(alarm.deviceId)} />
        <button
          type="button"
          className={styles.inline}
          onClick={() => {
            select({ alarmId: alarm.id, deviceId: alarm.deviceId }, { locate: true })
            reveal('map')
          }}
        >
          {t('card.onMap')}
        </button>
      </dd>
      <dt>{t('card.device')}</dt>
      <dd>
        <DeviceName
          name={words.device(alarm.deviceId)}
          detail={[type && format.text(type.name), alarm.deviceId].filter(Boolean).join(' · ')}
        />
        <button
          type="button"
          className={styles.inline}
          onClick={() => {
            select({ alarmId: alarm.id, deviceId: alarm.deviceId })
            reveal('device')
          }}
        >
          {t('card.showDevice')}
        </button>
      </dd>
      <dt>{t('card.time')}</dt>
      <dd>
        {format.clock(alarm.raisedAtMs)}
        <span className={styles.meta}>{t('card.arrived', { seconds: format.number(lateS, 1) })}</span>
      </dd>
      {value !== '' && (
        <>
          <dt>{t('card.value')}</dt>
          <dd className={styles.strong}>{value}</dd>
        </>
      )}
      {owner && (
        <>
          <dt>{t('card.owner')}</dt>
          <dd>
            <OwnerChip alarm={alarm} />
            <span className={styles.meta}>
              {t('card.ownerUntil', { time: format.clock(owner.untilMs, { seconds: false }) })}
            </span>
          </dd>
        </>
      )}
      {alarm.acknowledged && (
        <>
          <dt>{t('card.taken')}</dt>
          <dd>
            {alarm.acknowledged.by.name ?? alarm.acknowledged.by.id}
            <span className={styles.meta}>{format.clock(alarm.acknowledged.atMs)}</span>
          </dd>
        </>
      )}
      <Held alarm={alarm} />
    </dl>
  )
}

/** Why, by whom and until when it is put aside. */
function Held({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation(['alarmDeeds', 'common'])
  const format = useFormat()
  const now = useNow()
  if (alarm.suppressed && !alarm.outOfService)
    return (
      <>
        <dt>{t('common:alarmState.suppressed')}</dt>
        <dd>
          {format.text(alarm.suppressed.reason)}
          <span className={styles.meta}>{format.moment(alarm.suppressed.sinceMs, now)}</span>
        </dd>
      </>
    )
  const hold = alarm.outOfService ?? alarm.shelved
  if (!hold || !isAside(alarm)) return undefined
  return (
    <>
      <dt>{t(`common:alarmState.${alarm.outOfService ? 'outOfService' : 'shelved'}`)}</dt>
      <dd>
        {hold.untilMs === undefined
          ? t('aside.noEnd')
          : t('aside.until', { time: formatUntil(format, hold.untilMs, now) })}
        <span className={styles.meta}>
          {t(`common:holdReason.${hold.reason}`)} · {hold.by.name ?? hold.by.id}
        </span>
      </dd>
    </>
  )
}
