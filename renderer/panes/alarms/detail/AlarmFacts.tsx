import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alarm, AlarmCondition, DeviceType } from '../../../../domain/contract'
import { useAlarmWords } from '../../../alarms/useAlarmWords'
import { useItem, useRegistry } from '../../../feed'
import { formatNumber, unknown, useFormat } from '../../../i18n'
import { useConditionWords } from '../../deviceTypes/useConditionWords'
import styles from './AlarmFacts.module.css'

/** Where, what, when: in pairs of a label and its fact. */
export function AlarmFacts({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation('alarms')
  const registry = useRegistry()
  const words = useAlarmWords()
  const format = useFormat()
  const incident = useItem('incident.changed', alarm.incidentId)
  const index = registry.deviceIndex(alarm.deviceId)
  const type = index === undefined ? undefined : registry.deviceType(index)
  const condition = registry.alarmDefinition(alarm)?.condition
  const delayS = (alarm.arrivedAtMs - alarm.raisedAtMs) / 1000
  return (
    <dl className={styles.facts}>
      <Fact label={t('fact.place')}>{words.place(alarm.deviceId)}</Fact>
      <Fact label={t('fact.sourceTime')}>{format.clockMs(alarm.raisedAtMs)}</Fact>
      <Fact label={t('fact.device')}>{alarm.deviceId}</Fact>
      <Fact label={t('fact.arrival')}>
        {delayS < 0 ? '−' : '+'}
        {formatNumber(Math.abs(delayS), 1)} s
      </Fact>
      <Fact label={t('fact.type')}>{type ? format.text(type.name) : unknown}</Fact>
      <Fact label={t('fact.value')}>{words.value(alarm) || unknown}</Fact>
      <Fact label={t('fact.occurrences')}>{t('times', { count: alarm.occurrences })}</Fact>
      {type && condition && (
        <Fact label={t('fact.rule')} isWide>
          <Condition type={type} condition={condition} />
        </Fact>
      )}
      {incident && <Fact label={t('fact.incident')}>{`${incident.number} ${format.text(incident.title)}`}</Fact>}
    </dl>
  )
}

/** When it stands, in words; what a device has of its own shows in its value and limit. */
function Condition({ type, condition }: { type: DeviceType; condition: AlarmCondition }) {
  return useConditionWords(type)(condition)
}

function Fact({ label, isWide = false, children }: { label: string; isWide?: boolean; children: ReactNode }) {
  return (
    <div className={isWide ? styles.wide : styles.fact}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  )
}
