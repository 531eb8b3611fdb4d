import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommandSchedule } from '../../../domain/contract'
import { endedCodeOf, newKey, useClient, useCollection, useNow, useRegistry, useSession } from '../../feed'
import { useFormat } from '../../i18n'
import { Button, Empty, Failed, Loading } from '../../widgets'
import { ScheduleForm } from './ScheduleForm'
import { weekdayKey } from './scheduleDraft'
import { useAsk } from './useAsk'
import styles from './CommandCentre.module.css'

/** Commands for later: what is done when, what was done and what was missed. */
export function Schedules() {
  const { t } = useTranslation('commands')
  const feed = useCollection('commandSchedule.changed')
  const { items, status } = feed
  const mayCommand = useSession()?.rights.includes('command.issue') ?? false
  const [edited, setEdited] = useState<CommandSchedule | 'new'>()
  if (status === 'loading') return <Loading />
  if (status === 'ended') return <Failed code={endedCodeOf(feed)} />
  const list = [...items.values()].sort((a, b) => a.name.localeCompare(b.name))
  return (
    <div className={styles.columns}>
      <div className={styles.main}>
        {mayCommand && (
          <div className={styles.tools}>
            <Button look="primary" size="small" onClick={() => setEdited('new')}>
              {t('schedule.new')}
            </Button>
          </div>
        )}
        {list.length === 0 && <Empty>{t('empty.schedules')}</Empty>}
        <ul className={styles.cards}>
          {list.map((each) => (
            <ScheduleCard key={each.id} schedule={each} mayChange={mayCommand} onEdit={() => setEdited(each)} />
          ))}
        </ul>
      </div>
      {edited && (
        <aside className={styles.side}>
          <ScheduleForm
            key={edited === 'new' ? 'new' : edited.id}
            schedule={edited === 'new' ? undefined : edited}
            onClose={() => setEdited(undefined)}
          />
        </aside>
      )}
    </div>
  )
}

const twoDigits = (n: number): string => String(n).padStart(2, '0')
const clockOf = (minute: number): string => `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`

function ScheduleCard({
  schedule,
  mayChange,
  onEdit,
}: {
  schedule: CommandSchedule
  mayChange: boolean
  onEdit(): void
}) {
  const { t } = useTranslation(['commands', 'error'])
  const client = useClient()
  const registry = useRegistry()
  const format = useFormat()
  const nowMs = useNow()
  const { ask, isPending, code } = useAsk()
  const { when, target, state } = schedule
  const type = registry.types.get(target.typeId ?? '')
  const service = type?.services.find(({ id }) => id === schedule.service)
  const [last] = schedule.times
  const day =
    when.kind === 'once'
      ? format.moment(when.atMs, nowMs)
      : [
          when.holidays === 'ignore'
            ? when.weekdays
                .toSorted((a, b) => a - b)
                .map((each) => t(`weekday.${weekdayKey(each)}`))
                .join(' ')
            : t(`holidays.${when.holidays}`),
          when.minutes.map(clockOf).join(' '),
        ].join(' · ')
  return (
    <li className={styles.card}>
      <div className={styles.cardHead}>
        <b className={styles.batchTitle}>{schedule.name}</b>
        <span>{day}</span>
        <span className={styles.muted}>
          {[type && format.text(type.name), service ? format.text(service.name) : schedule.service]
            .filter(Boolean)
            .join(' · ')}
          {target.deviceIds && ` · ${t('devices', { count: target.deviceIds.length })}`}
        </span>
        <span className={styles.spring} />
        <span className={state === 'active' ? styles.good : styles.muted}>{t(`schedule.state.${state}`)}</span>
        {mayChange && (
          <>
            <Button size="small" onClick={onEdit}>
              {t('schedule.edit')}
            </Button>
            <Button
              size="small"
              look="plain"
              isPending={isPending}
              onClick={() => void ask(() => client.call('commandSchedule.remove', { key: newKey(), id: schedule.id }))}
            >
              {t('schedule.remove')}
            </Button>
          </>
        )}
      </div>
      <p className={last && last.outcome !== 'ran' ? styles.bad : styles.muted}>
        {last
          ? t(`schedule.outcome.${last.outcome}`, { time: format.moment(last.dueAtMs, nowMs) })
          : t('schedule.never')}
        {last?.alsoMissed !== undefined && ` ${t('schedule.alsoMissed', { count: last.alsoMissed })}`}
        {code !== undefined && ` ${t(`error:${code}`)}`}
      </p>
    </li>
  )
}
