import { useTranslation } from 'react-i18next'
import { useInstruction } from '../../dispatching/useInstruction'
import { useNow, useRegistry } from '../../feed'
import { unknown, useFormat } from '../../i18n'
import { PendingOf } from '../../seat/PendingMark'
import type { OrderRow } from './orderRows'
import { useOrderWords } from './useOrderWords'
import styles from './WorkOrders.module.css'

/** One order in the list. */
export function OrderLineOf({ row, name, isChosen }: { row: OrderRow; name: string; isChosen: boolean }) {
  const { t } = useTranslation(['workOrders', 'dispatch'])
  const format = useFormat()
  const now = useNow()
  const words = useOrderWords()
  const person = useRegistry().people.get(row.task.personId)
  const { task, late, phase } = row
  const { urged } = task
  const instruction = useInstruction()(task)
  const title = row.incident ? format.text(row.incident.title) : task.title
  return (
    <div
      className={[styles.row, phase === 'ended' && styles.over, isChosen && styles.chosen].filter(Boolean).join(' ')}
    >
      <span role="gridcell" className={styles.number} title={row.number}>
        {row.number}
        <PendingOf subject={`task ${task.id}`} />
      </span>
      <span role="gridcell" className={phase === 'handling' ? styles.handling : styles.state}>
        {t(`dispatch:taskState.${task.state}`)}
      </span>
      <span role="gridcell" className={styles.handler} title={person && t(`dispatch:post.${person.post}`)}>
        <span className={styles.strong}>{name}</span>
        {person && <span className={styles.muted}>{t(`dispatch:post.${person.post}`)}</span>}
      </span>
      <span role="gridcell" className={styles.what} title={`${instruction} · ${title}`}>
        <span className={styles.strong}>{instruction}</span>
        <span className={styles.muted}>{title}</span>
      </span>
      <span role="gridcell" className={styles.made} title={format.dateTime(task.assigned.atMs)}>
        {format.moment(task.assigned.atMs, now)} {words.by(task.assigned.by)}
      </span>
      <span role="gridcell" className={late ? styles.late : styles.due} title={words.limits(task)}>
        {words.due(row, now)}
      </span>
      <span role="gridcell" className={styles.urged} title={urged && words.lastUrged(urged, now)}>
        {urged ? `${t('times', { count: urged.count })} ${format.clock(urged.last.atMs, { seconds: false })}` : unknown}
      </span>
    </div>
  )
}

/** Above the orders of one person: what waits for him. */
export function PersonLine({ name, open, late }: { name: string; open: number; late: number }) {
  const { t } = useTranslation('workOrders')
  return (
    <div role="gridcell" className={styles.person}>
      <span className={styles.strong}>{name}</span>
      <span className={styles.muted}>{t('todo', { count: open })}</span>
      {late > 0 && <span className={styles.late}>{t('lateCount', { count: late })}</span>}
    </div>
  )
}
