import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../../../domain/contract'
import { useAlarmWords } from '../../../alarms/useAlarmWords'
import { useItem, useRegistry } from '../../../feed'
import { formatNumber, unknown, useFormat } from '../../../i18n'
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
      <Fact label={t('fact.rule')}>{alarm.definitionId}</Fact>
      <Fact label={t('fact.value')}>{words.value(alarm) || unknown}</Fact>
      <Fact label={t('fact.occurrences')}>{t('times', { count: alarm.occurrences })}</Fact>
      {incident && <Fact label={t('fact.incident')}>{`${incident.number} ${format.text(incident.title)}`}</Fact>}
    </dl>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  )
}
