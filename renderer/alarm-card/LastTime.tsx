import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../domain/contract'
import { reveal, select, useClient, useItem, useNow } from '../feed'
import { useFormat } from '../i18n'
import { Section } from '../widgets'
import styles from './AlarmCard.module.css'

/** So many are looked back on to say how often; more is "at least". */
const lookedBack = 20

/** When this last happened, how it ended, and what people said of it then: the quickest hint at three in the morning. */
export function LastTime({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation(['alarmDeeds', 'common'])
  const client = useClient()
  const format = useFormat()
  const now = useNow()
  const { id, deviceId, definitionId, raisedAtMs } = alarm
  const [read, setRead] = useState<{ id: string; earlier: readonly Alarm[] }>()
  useEffect(() => {
    let isCurrent = true
    client.call('alarm.history', { deviceId, definitionId, beforeMs: raisedAtMs, limit: lookedBack }).then(
      ({ alarms }) => isCurrent && setRead({ id, earlier: alarms.filter((each) => each.id !== id) }),
      () => isCurrent && setRead(undefined),
    )
    return () => {
      isCurrent = false
    }
  }, [client, id, deviceId, definitionId, raisedAtMs])
  const earlier = read?.id === id ? read.earlier : []
  const last = earlier[0]
  return (
    <Section
      title={t('lastTime.title')}
      meta={earlier.length > 1 ? t('lastTime.count', { count: earlier.length }) : undefined}
    >
      {last ? (
        <div className={styles.lastTime}>
          <p>
            {format.moment(last.raisedAtMs, now)}
            {last.returnedAtMs !== undefined && (
              <span className={styles.meta}>
                {t('lastTime.lasted', { duration: format.duration(last.returnedAtMs - last.raisedAtMs) })}
              </span>
            )}
          </p>
          {last.judged && (
            <p>
              <b className={styles.strong}>{t(`common:alarmVerdict.${last.judged.verdict}`)}</b>
              {last.judged.cause !== undefined && ` · ${t(`common:alarmCause.${last.judged.cause}`)}`}
              {last.judged.note !== undefined && ` · ${last.judged.note}`}
              <span className={styles.meta}>{last.judged.by.name ?? last.judged.by.id}</span>
            </p>
          )}
          {last.comments?.map(({ text, by, atMs }) => (
            <p key={atMs}>
              {text}
              <span className={styles.meta}>{by.name ?? by.id}</span>
            </p>
          ))}
          {last.incidentId !== undefined && <FormerIncident id={last.incidentId} />}
          {!last.judged && !last.comments?.length && last.incidentId === undefined && (
            <p className={styles.meta}>
              {last.acknowledged
                ? t('lastTime.onlyAcknowledged', { name: last.acknowledged.by.name ?? last.acknowledged.by.id })
                : t('lastTime.nothingDone')}
            </p>
          )}
        </div>
      ) : (
        <p className={styles.meta}>{t('lastTime.never')}</p>
      )}
    </Section>
  )
}

function FormerIncident({ id }: { id: string }) {
  const { t } = useTranslation(['alarmDeeds', 'common'])
  const format = useFormat()
  const incident = useItem('incident.changed', id)
  if (!incident) return <p className={styles.meta}>{t('lastTime.incident')}</p>
  return (
    <button
      type="button"
      className={styles.link}
      onClick={() => {
        select({ incidentId: incident.id })
        reveal('dispatch')
      }}
    >
      {`${incident.number} ${format.text(incident.title)}`}
      {incident.closed && <span className={styles.meta}>{incident.closed.result}</span>}
    </button>
  )
}
