import { useState } from 'react'
import { GitMerge } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IncidentGrade, type Incident } from '../../../domain/contract'
import { isOpenTask } from '../../../domain/dispatch/isOpenTask'
import { select, useClient, useCollection, useNow, useRegistry } from '../../feed'
import { useFormat } from '../../i18n'
import { useAttempt } from '../../session/useAttempt'
import { GradeBadge, GradeTag, TimeLeft } from '../../widgets'
import { aliasesOf, rootOf } from './aliases'
import { Refusal } from '../../session/Refusal'
import type { IncidentParts } from './useIncidentParts'
import styles from './IncidentHeader.module.css'

const MINUTE_MS = 60_000

/** What runs, how grave, since when, and the deadlines that are near: at most four clocks. */
export function IncidentHeader({ incident, parts }: { incident: Incident; parts: IncidentParts }) {
  const { t } = useTranslation(['dispatch', 'common'])
  const format = useFormat()
  const now = useNow()
  return (
    <header className={`${styles.header} ${styles[incident.grade]}`}>
      <GradeBadge grade={incident.grade} size={44} />
      <div className={styles.words}>
        <div className={styles.titleRow}>
          <h2 className={styles.title}>{format.text(incident.title)}</h2>
          <GradeTag grade={incident.grade} />
          <span className={styles.type}>{t(`common:incidentType.${incident.type}`)}</span>
          {incident.state === 'merged' ? (
            <Into incident={incident} />
          ) : (
            incident.state !== 'open' && <span className={styles.type}>{t(`incident.${incident.state}`)}</span>
          )}
        </div>
        <div className={styles.meta}>
          <span>{incident.number}</span>
          <Aliases incident={incident} />
          <span>
            {t('incident.opened', {
              time: format.moment(incident.opened.atMs, now),
              by: incident.opened.by.name ?? '',
            })}
          </span>
          <span>
            {t('incident.graded', {
              time: format.moment(incident.graded.atMs, now),
              by: incident.graded.by.name ?? '',
            })}
          </span>
          <span>{t('incident.alarms', { count: incident.alarmIds.length })}</span>
          {incident.state === 'open' && <Regrade incident={incident} />}
        </div>
      </div>
      <Clocks incident={incident} parts={parts} now={now} />
    </header>
  )
}

/** Leads from an incident that was merged to the one that holds. */
function Into({ incident }: { incident: Incident }) {
  const { t } = useTranslation('dispatch')
  const root = rootOf(incident, useCollection('incident.changed').items)
  return (
    <button
      type="button"
      className={styles.into}
      disabled={root.id === incident.id}
      onClick={() => select({ incidentId: root.id }, { locate: true })}
    >
      <GitMerge size={14} aria-hidden />
      {root.id === incident.id ? t('incident.merged') : t('incident.into', { number: root.number })}
    </button>
  )
}

/** Numbers of the incidents that were merged into it: people may still say them. */
function Aliases({ incident }: { incident: Incident }) {
  const { t } = useTranslation('dispatch')
  const aliases = aliasesOf(incident, useCollection('incident.changed').items)
  if (aliases.length === 0) return undefined
  const numbers = aliases.map(({ number }) => number).join(t('listSeparator'))
  return <span>{t('incident.aliases', { numbers })}</span>
}

function Regrade({ incident }: { incident: Incident }) {
  const { t } = useTranslation(['dispatch', 'common'])
  const client = useClient()
  const { position } = useCollection('incident.changed')
  const attempt = useAttempt()
  const [isOpen, setOpen] = useState(false)
  if (!isOpen)
    return (
      <>
        <button type="button" className={styles.link} onClick={() => setOpen(true)}>
          {t('incident.regrade')}
        </button>
        <Refusal attempt={attempt} />
      </>
    )
  return (
    <select
      className={styles.select}
      value={incident.grade}
      aria-label={t('incident.regrade')}
      onBlur={() => setOpen(false)}
      onChange={(event) => {
        const grade = IncidentGrade.parse(event.target.value)
        setOpen(false)
        void attempt.run(async () => {
          await client.call('incident.grade', { incidentId: incident.id, grade, basis: position })
        })
      }}
    >
      {IncidentGrade.options.map((grade) => (
        <option key={grade} value={grade}>
          {t(`common:grade.${grade}`)}
        </option>
      ))}
    </select>
  )
}

function Clocks({ incident, parts, now }: { incident: Incident; parts: IncidentParts; now: number }) {
  const { t } = useTranslation('dispatch')
  const format = useFormat()
  const registry = useRegistry()
  const endMs = incident.closed?.atMs ?? now
  const nameOf = (id: string) => {
    const person = registry.people.get(id)
    return person ? format.text(person.name) : id
  }
  const clocks = [
    <TimeLeft
      key="lasting"
      label={t('countdown.lasting')}
      shown={format.duration(endMs - incident.opened.atMs)}
      hint={t('countdown.from', { time: format.clock(incident.opened.atMs) })}
      used={undefined}
    />,
  ]
  if (incident.reported) {
    clocks.push(
      <TimeLeft
        key="report"
        label={t('countdown.reported')}
        shown={format.duration(incident.reported.atMs - incident.opened.atMs)}
        hint={incident.reported.by.name ?? ''}
        used={undefined}
      />,
    )
  } else if (incident.reportDueAtMs !== undefined && incident.state === 'open') {
    const wholeMs = incident.reportDueAtMs - incident.graded.atMs
    clocks.push(
      <TimeLeft
        key="report"
        label={t('countdown.report')}
        shown={shownLeft(incident.reportDueAtMs - now)}
        hint={t('countdown.reportHint')}
        used={1 - (incident.reportDueAtMs - now) / wholeMs}
      />,
    )
  }
  const arrived = parts.tasks
    .filter((task) => task.arrivedAtMs !== undefined)
    .sort((a, b) => (a.arrivedAtMs ?? 0) - (b.arrivedAtMs ?? 0))[0]
  const first = parts.tasks.filter(isOpenTask).sort((a, b) => (a.walkS ?? Infinity) - (b.walkS ?? Infinity))[0]
  if (arrived?.arrivedAtMs !== undefined) {
    clocks.push(
      <TimeLeft
        key="first"
        label={t('countdown.arrived')}
        shown={format.duration(arrived.arrivedAtMs - incident.opened.atMs)}
        hint={t('countdown.arrivedBy', { person: nameOf(arrived.personId), time: format.clock(arrived.arrivedAtMs) })}
        used={undefined}
      />,
    )
  } else if (first?.walkS !== undefined && incident.state === 'open') {
    const dueAtMs = (first.sentAtMs ?? first.assigned.atMs) + first.walkS * 1000
    clocks.push(
      <TimeLeft
        key="first"
        label={t('countdown.firstArrival')}
        shown={shownLeft(dueAtMs - now)}
        hint={t('countdown.firstArrivalHint', {
          person: nameOf(first.personId),
          minutes: Math.max(1, Math.round(first.walkS / 60)),
        })}
        used={1 - (dueAtMs - now) / (first.walkS * 1000)}
      />,
    )
  }
  const urgentStep = parts.run?.steps
    .filter((s) => s.state === 'running' && s.dueAtMs !== undefined)
    .sort((a, b) => (a.dueAtMs ?? 0) - (b.dueAtMs ?? 0))[0]
  const step = urgentStep && parts.plan?.steps.find((s) => s.id === urgentStep.stepId)
  if (urgentStep?.dueAtMs !== undefined && step?.limitMs !== undefined && incident.state === 'open') {
    clocks.push(
      <TimeLeft
        key="step"
        label={format.text(step.name)}
        shown={shownLeft(urgentStep.dueAtMs - now)}
        hint={t('countdown.stepHint', { minutes: Math.round(step.limitMs / MINUTE_MS) })}
        used={1 - (urgentStep.dueAtMs - now) / step.limitMs}
      />,
    )
  }
  return <>{clocks}</>

  function shownLeft(leftMs: number): string {
    return leftMs >= 0 ? format.duration(leftMs) : t('countdown.over', { time: format.duration(-leftMs) })
  }
}
