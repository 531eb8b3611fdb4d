import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { AlarmId, type AlarmKpis, type DeviceId } from '../../../domain/contract'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { reveal, select, useNow, useRegistry } from '../../feed'
import { useFormat } from '../../i18n'
import { Section, Sign } from '../../widgets'
import styles from './AlarmReportPane.module.css'

interface SourceRow {
  deviceId: DeviceId
  definitionId: string
}

/** Which devices make it hard: those that came most often, those that chatter, those that stand for days. A click opens the device. */
export function Sources({ kpis }: { kpis: AlarmKpis }) {
  const { t } = useTranslation('alarmReport')
  const format = useFormat()
  const now = useNow()
  const most = kpis.mostFrequent[0]?.count ?? 1
  return (
    <>
      <Section title={t('section.mostFrequent')} meta={t('sourcesMeta')}>
        {kpis.mostFrequent.length === 0 && <p className={styles.none}>{t('none')}</p>}
        <ol>
          {kpis.mostFrequent.map((source) => (
            <li key={`${source.deviceId} ${source.definitionId}`}>
              <Source source={source}>
                <span className={styles.bar} aria-hidden>
                  <i style={{ width: `${(source.count / most) * 100}%` }} />
                </span>
                <b className={styles.times}>{format.number(source.count)}</b>
              </Source>
            </li>
          ))}
        </ol>
      </Section>
      <Section title={t('section.chattering')} meta={t('chatteringMeta')}>
        {kpis.chattering.length === 0 && <p className={styles.none}>{t('none')}</p>}
        <ul>
          {kpis.chattering.map((source) => (
            <li key={`${source.deviceId} ${source.definitionId}`}>
              <Source source={source}>
                <b className={styles.times}>{format.number(source.count)}</b>
              </Source>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('section.stale')} meta={t('staleMeta', { count: kpis.staleCount })}>
        {kpis.stale.length === 0 && <p className={styles.none}>{t('none')}</p>}
        <ul>
          {kpis.stale.map((source) => (
            <li key={source.alarmId}>
              <Source source={source} alarmId={source.alarmId}>
                <b className={styles.times}>{format.duration(now - source.raisedAtMs)}</b>
              </Source>
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}

function Source({ source, alarmId, children }: { source: SourceRow; alarmId?: string; children: ReactNode }) {
  const words = useAlarmWords()
  const registry = useRegistry()
  const format = useFormat()
  const { deviceId, definitionId } = source
  const definition = registry.alarmDefinition(source)
  return (
    <button
      type="button"
      className={styles.source}
      onClick={() => {
        select({ deviceId, ...(alarmId !== undefined && { alarmId: AlarmId.parse(alarmId) }) })
        reveal('device')
      }}
    >
      {definition && <Sign priority={definition.priority} size={16} />}
      <span className={styles.sourceName}>
        {words.device(deviceId)} {definition ? format.text(definition.name) : definitionId}
      </span>
      <span className={styles.place}>{words.place(deviceId)}</span>
      {children}
    </button>
  )
}
