import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Task } from '../../../domain/contract'
import { isOpenTask } from '../../../domain/dispatch/isOpenTask'
import { overdue } from '../../../domain/dispatch/overdue'
import { useInstruction } from '../../dispatching/useInstruction'
import { useClient, useItem, useNow, useRegistry, useRight } from '../../feed'
import { useFormat } from '../../i18n'
import { PendingOf } from '../../seat/PendingMark'
import { useAttempt } from '../../session/useAttempt'
import { Button, TextField } from '../../widgets'
import { Refusal } from '../../session/Refusal'
import styles from './People.module.css'

/** Somebody who was sent, and how far the task has come. */
export function TaskRow({ task }: { task: Task }) {
  const { t } = useTranslation(['dispatch', 'common'])
  const format = useFormat()
  const instruction = useInstruction()(task)
  const now = useNow()
  const client = useClient()
  const person = useRegistry().people.get(task.personId)
  const position = useItem('people.changed', task.personId)
  const mayRecall = useRight('incident.dispatch')
  const [reason, setReason] = useState<string>()
  const attempt = useAttempt()
  const recall = async (because: string) => {
    if (because === '') return
    const isDone = await attempt.run(async () => {
      await client.call('task.recall', { taskId: task.id, reason: because })
    })
    if (isDone) setReason(undefined)
  }
  const late = overdue(task, now)
  const isMoving = task.state === 'accepted' || task.state === 'arrived'
  return (
    <div className={styles.row}>
      <span className={styles.who}>
        <span className={styles.name}>{person ? format.text(person.name) : task.personId}</span>
        <span className={styles.post} title={instruction}>
          {instruction}
        </span>
      </span>
      <span
        className={late ? styles.late : isMoving ? styles.moving : styles.state}
        title={late && t('people.late', { limit: t(`limit.${late.limit}`), time: format.duration(now - late.sinceMs) })}
      >
        {t(`taskState.${task.state}`)}
        <PendingOf subject={`task ${task.id}`} />
      </span>
      <span className={styles.figure}>{task.distanceM === undefined ? '—' : `${format.number(task.distanceM)} m`}</span>
      <span className={styles.figure}>
        {task.walkS === undefined ? '—' : t('people.minutes', { minutes: Math.max(1, Math.round(task.walkS / 60)) })}
      </span>
      <span className={styles.age}>
        {position?.positionAtMs === undefined ? '—' : format.age(now - position.positionAtMs)}
      </span>
      {isOpenTask(task) && task.state !== 'held' && mayRecall && reason === undefined && (
        <Button size="small" look="plain" className={styles.recallButton} onClick={() => setReason('')}>
          {t('people.recall')}
        </Button>
      )}
      {reason !== undefined && (
        <form
          className={styles.recall}
          onSubmit={(event) => {
            event.preventDefault()
            void recall(reason.trim())
          }}
        >
          <Refusal attempt={attempt} />
          <TextField
            label={t('people.recallReason')}
            isLabelHidden
            placeholder={t('people.recallReason')}
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button
            size="small"
            type="submit"
            isPending={attempt.isPending}
            disabled={reason.trim() === '' || attempt.isPending}
          >
            {t('people.recall')}
          </Button>
          <Button size="small" look="plain" onClick={() => setReason(undefined)}>
            {t('common:cancel')}
          </Button>
        </form>
      )}
    </div>
  )
}
