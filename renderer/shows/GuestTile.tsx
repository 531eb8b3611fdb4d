import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { View } from '../../domain/contract'
import { onWall } from '../../domain/shows/showRules'
import { useAlarmWords } from '../alarms/useAlarmWords'
import { useClient, useCollection, useItem, useNow, useRight } from '../feed'
import { useFormat } from '../i18n'
import { Refusal } from '../session/Refusal'
import { useAttempt } from '../session/useAttempt'
import { Button, GradeBadge, Sign } from '../widgets'
import { showPlace } from './shownPlace'
import { useViewWords } from './useViewWords'
import styles from './GuestTile.module.css'

/** What somebody hung on the wall: opened at once, said who did and since when, gone when it is taken off. Nothing while nothing hangs. */
export function GuestTile() {
  const { t } = useTranslation('shows')
  const format = useFormat()
  const client = useClient()
  const mayClear = useRight('incident.dispatch')
  const { items } = useCollection('show.changed')
  const now = useNow()
  const words = useViewWords()
  const attempt = useAttempt()
  const show = onWall(items.values(), now)
  const { id, state } = show ?? {}
  const facts = useFacts(show?.view)
  const rule = useItem('rule.changed', show?.sent.by.kind === 'rule' ? show.sent.by.id : undefined)
  useEffect(() => {
    // Several windows may be walls: the first one says that it hangs.
    if (id !== undefined && state === 'sent')
      client.call('show.answer', { showId: id, answer: 'opened' }).catch(() => {})
  }, [client, id, state])
  useEffect(() => {
    if (show?.view.kind === 'place') showPlace(show.view)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once a show: the map may be moved by hand after
  }, [id])
  if (!show) return undefined
  const { title, detail } = words(show.view)
  const by = show.sent.by.name ?? show.sent.by.id
  return (
    <section className={styles.tile} aria-label={t('guest', { title })}>
      <Mark view={show.view} />
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        <p className={styles.detail}>{[detail, ...facts].filter((fact) => fact !== '').join(' · ')}</p>
      </div>
      {/* A rule has nothing to say but its name, which stands beside. */}
      {show.note !== undefined && show.note !== by && <p className={styles.note}>{t('quoted', { note: show.note })}</p>}
      <div className={styles.from}>
        <span>{t('hungBy', { name: rule ? format.text(rule.name) : by })}</span>
        <time>{format.clock(show.sent.atMs)}</time>
      </div>
      {mayClear && (
        <>
          <Refusal attempt={attempt} />
          <Button
            isPending={attempt.isPending}
            onClick={() =>
              void attempt.run(
                async () => void (await client.call('show.answer', { showId: show.id, answer: 'ended' })),
              )
            }
          >
            {t('takeOff')}
          </Button>
        </>
      )}
    </section>
  )
}

function Mark({ view }: { view: View }) {
  const alarm = useItem('alarm.changed', view.kind === 'alarm' ? view.alarmId : undefined)
  const incident = useItem('incident.changed', view.kind === 'incident' ? view.incidentId : undefined)
  if (alarm) return <Sign priority={alarm.priority} size={48} />
  return incident && <GradeBadge grade={incident.grade} />
}

/** What is known of it now, not of the moment it was sent. */
function useFacts(view: View | undefined): string[] {
  const { t } = useTranslation(['shows', 'common'])
  const format = useFormat()
  const words = useAlarmWords()
  const alarm = useItem('alarm.changed', view?.kind === 'alarm' ? view.alarmId : undefined)
  const incident = useItem('incident.changed', view?.kind === 'incident' ? view.incidentId : undefined)
  const since = (atMs: number) => t('since', { time: format.clock(atMs) })
  if (alarm) return [words.value(alarm), t(`common:alarmState.${alarm.state}`), since(alarm.raisedAtMs)]
  return incident ? [t(`common:grade.${incident.grade}`), since(incident.opened.atMs)] : []
}
