import { GitMerge } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Incident } from '../../../domain/contract'
import { endedCodeOf, select, useCollection, useNow } from '../../feed'
import { useFormat } from '../../i18n'
import { Empty, Failed, GradeBadge, GradeTag, Loading, Pane, PaneTitle, Section } from '../../widgets'
import { PendingOf } from '../../seat/PendingMark'
import { aliasesOf, rootOf } from './aliases'
import styles from './IncidentList.module.css'

function Row({ incident }: { incident: Incident }) {
  const { t } = useTranslation('dispatch')
  const format = useFormat()
  const now = useNow()
  const endMs = incident.closed?.atMs ?? now
  const { items } = useCollection('incident.changed')
  const root = rootOf(incident, items)
  const numbers = aliasesOf(incident, items).map(({ number }) => number)
  const aliases = numbers.length === 0 ? '' : t('incident.aliases', { numbers: numbers.join(t('listSeparator')) })
  return (
    <button type="button" className={styles.row} onClick={() => select({ incidentId: incident.id }, { locate: true })}>
      <GradeBadge grade={incident.grade} size={24} />
      <span className={styles.title}>{format.text(incident.title)}</span>
      <GradeTag grade={incident.grade} />
      <span className={styles.number} title={aliases}>
        {incident.number}
        <PendingOf subject={`incident ${incident.id}`} />
        {aliases !== '' && <GitMerge size={12} className={styles.merge} aria-label={aliases} />}
      </span>
      <span className={styles.meta}>
        {t('incident.opened', {
          time: format.moment(incident.opened.atMs, now),
          by: incident.opened.by.name ?? incident.opened.by.id,
        })}
      </span>
      <span className={styles.lasting}>{format.duration(endMs - incident.opened.atMs)}</span>
      <span
        className={styles.state}
        title={root === incident ? undefined : t('incident.into', { number: root.number })}
      >
        {t(`incident.${incident.state}`)}
      </span>
    </button>
  )
}

/** Incidents under way first, newest on top, then what was closed lately. */
export function IncidentList() {
  const { t } = useTranslation('dispatch')
  const feed = useCollection('incident.changed')
  const { items, status } = feed
  if (status === 'loading') return <Loading />
  if (status === 'ended') return <Failed code={endedCodeOf(feed)} />
  const newest = [...items.values()].sort((a, b) => b.opened.atMs - a.opened.atMs)
  const open = newest.filter((i) => i.state === 'open')
  const closed = newest.filter((i) => i.state === 'closed' || i.state === 'merged')
  return (
    <Pane header={<PaneTitle title={t('openIncidents')} meta={open.length} />}>
      <div className={styles.list}>
        {open.length === 0 ? (
          <Empty>{t('none')}</Empty>
        ) : (
          open.map((incident) => <Row key={incident.id} incident={incident} />)
        )}
        <Section title={t('recentIncidents')} meta={closed.length}>
          {closed.length === 0 ? (
            <p className={styles.meta}>{t('noneRecent')}</p>
          ) : (
            closed.map((incident) => <Row key={incident.id} incident={incident} />)
          )}
        </Section>
      </div>
    </Pane>
  )
}
