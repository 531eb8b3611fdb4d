import { GitMerge } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Conflict } from '../../../domain/contract'
import { useNow } from '../../feed'
import { useFormat } from '../../i18n'
import { SettleForm } from './SettleForm'
import { Go, Sides } from './Sides'
import { graphicTarget, parseSubject, type Target } from './subjectTarget'
import type { ConflictWords } from './useConflictWords'
import styles from './Conflicts.module.css'

/** One conflict that nobody settled: what clashed, what holds meanwhile, what to look after, both sides, and the note that ends it. */
export function ConflictCard({ conflict, words }: { conflict: Conflict; words: ConflictWords }) {
  const { t } = useTranslation('conflicts')
  const format = useFormat()
  const now = useNow()
  const sentence = words.sentence(conflict)
  return (
    <article className={styles.card} aria-label={sentence}>
      <GitMerge size={20} strokeWidth={1.5} className={styles.icon} aria-hidden />
      <div className={styles.body}>
        <header className={styles.head}>
          <h3 className={styles.sentence}>{sentence}</h3>
          <span className={styles.found} title={format.dateTime(conflict.found.atMs)}>
            {t('found', { age: format.age(now - conflict.found.atMs) })}
          </span>
        </header>
        <dl className={styles.advice}>
          <dt>{t('holdsLabel')}</dt>
          <dd>{t(`holds.${conflict.kind}`)}</dd>
          <dt>{t('doLabel')}</dt>
          <dd>
            {t(`do.${conflict.kind}`)}
            <Ways conflict={conflict} />
          </dd>
        </dl>
        <Sides sides={conflict.sides} words={words} />
        <SettleForm conflict={conflict} sentence={sentence} />
      </div>
    </article>
  )
}

/** The person, device, alarm or incident that it is about, each in the pane that shows it. */
function Ways({ conflict: { incidentId, personId, alarmId, deviceId, kind, sides } }: { conflict: Conflict }) {
  const { t } = useTranslation('conflicts')
  const ways: { name: 'incident' | 'person' | 'alarm' | 'device' | 'versions'; target: Target }[] = []
  if (incidentId !== undefined) ways.push({ name: 'incident', target: { selection: { incidentId }, pane: 'dispatch' } })
  if (personId !== undefined) ways.push({ name: 'person', target: { selection: { personId }, pane: 'map' } })
  if (alarmId !== undefined) ways.push({ name: 'alarm', target: { selection: { alarmId }, pane: 'alarms' } })
  if (deviceId !== undefined) ways.push({ name: 'device', target: { selection: { deviceId }, pane: 'device' } })
  const versions = kind === 'graphicTwice' && sides[0] ? graphicTarget(parseSubject(sides[0].subject).id) : undefined
  if (versions) ways.push({ name: 'versions', target: versions })
  return (
    <span className={styles.ways}>
      {ways.map(({ name, target }) => (
        <Go key={name} target={target} title={t('open')}>
          {t(`way.${name}`)}
        </Go>
      ))}
    </span>
  )
}
