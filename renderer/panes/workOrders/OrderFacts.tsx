import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import { useItem, useNow, useRegistry } from '../../feed'
import { unknown, useFormat } from '../../i18n'
import type { OrderRow } from './orderRows'
import { useOrderWords } from './useOrderWords'
import styles from './OrderDetail.module.css'

/** What is known of an order: who has it, who gave it, both limits, urgings and reminders with whether he read them. */
export function OrderFacts({ row }: { row: OrderRow }) {
  const { t } = useTranslation(['workOrders', 'dispatch'])
  const format = useFormat()
  const now = useNow()
  const words = useOrderWords()
  const { task, late } = row
  const person = useRegistry().people.get(task.personId)
  const urgedMessage = useItem('message.changed', task.urged?.messageId)
  const remindedMessage = useItem('message.changed', task.reminded?.messageId)
  const clock = (atMs: number | undefined) => (atMs === undefined ? unknown : format.moment(atMs, now))
  const heard = (message: typeof urgedMessage) => message && t(`messageState.${message.state}`)
  return (
    <dl className={styles.facts}>
      <Fact name={t('column.handler')}>
        {person
          ? [format.text(person.name), t(`dispatch:post.${person.post}`), person.phone].join(' · ')
          : task.personId}
      </Fact>
      <Fact name={t('column.made')}>
        {clock(task.assigned.atMs)} · {words.by(task.assigned.by)}
      </Fact>
      <Fact name={t('column.due')} isLate={late !== undefined}>
        {words.due(row, now)}
        <span className={styles.more}>{words.limits(task)}</span>
      </Fact>
      <Fact name={t('receipts')}>
        {t('receiptTimes', {
          delivered: clock(task.deliveredAtMs),
          accepted: clock(task.acceptedAtMs),
          arrived: clock(task.arrivedAtMs),
          done: clock(task.doneAtMs),
        })}
      </Fact>
      <Fact name={t('column.urged')}>
        {task.urged
          ? [t('times', { count: task.urged.count }), words.lastUrged(task.urged, now), heard(urgedMessage)]
              .filter(Boolean)
              .join(' · ')
          : t('neverUrged')}
      </Fact>
      <Fact name={t('reminders')}>
        {task.reminded
          ? [
              t('times', { count: task.reminded.count }),
              t('lastReminded', {
                time: clock(task.reminded.atMs),
                limit: t(`dispatch:limit.${task.reminded.limit}`),
              }),
              heard(remindedMessage),
            ]
              .filter(Boolean)
              .join(' · ')
          : t('neverReminded')}
      </Fact>
    </dl>
  )
}

function Fact({ name, isLate = false, children }: { name: string; isLate?: boolean; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className={isLate ? styles.late : undefined}>{children}</dd>
    </>
  )
}
