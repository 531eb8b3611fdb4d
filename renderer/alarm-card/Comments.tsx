import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../domain/contract'
import { doToAlarms, usePendingDeeds } from '../alarms/deeds'
import { newKey, useClient, useNow, useRight } from '../feed'
import { useFormat } from '../i18n'
import { useActions } from '../keys/keyboard'
import { Button, Section, TextField } from '../widgets'
import styles from './AlarmCard.module.css'

/** What people said of the alarm and of what it was; a line more goes into the journal. */
export function Comments({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation(['alarmDeeds', 'common'])
  const client = useClient()
  const format = useFormat()
  const now = useNow()
  const mayComment = useRight('alarm.acknowledge')
  const isPending = usePendingDeeds().get(alarm.id) === 'alarm.comment'
  const [text, setText] = useState('')
  const form = useRef<HTMLFormElement>(null)
  useActions({ comment: () => form.current?.querySelector('input')?.focus() })
  const { judged, comments = [] } = alarm
  return (
    <Section title={t('comments.title')}>
      {judged && (
        <p className={styles.comment}>
          <span className={styles.commentText}>
            <b className={styles.strong}>{t(`common:alarmVerdict.${judged.verdict}`)}</b>
            {judged.cause !== undefined && ` · ${t(`common:alarmCause.${judged.cause}`)}`}
            {judged.note !== undefined && ` · ${judged.note}`}
          </span>
          <span className={styles.meta}>
            {judged.by.name ?? judged.by.id} {format.moment(judged.atMs, now)}
          </span>
        </p>
      )}
      {comments.map((comment) => (
        <p key={`${comment.atMs} ${comment.by.id}`} className={styles.comment}>
          <span className={styles.commentText}>{comment.text}</span>
          <span className={styles.meta}>
            {comment.by.name ?? comment.by.id} {format.moment(comment.atMs, now)}
          </span>
        </p>
      ))}
      {mayComment && (
        <form
          ref={form}
          className={styles.commentForm}
          onSubmit={(event) => {
            event.preventDefault()
            const words = text.trim()
            if (words === '') return
            void doToAlarms('alarm.comment', [alarm.id], (ids) =>
              client.call('alarm.comment', { key: newKey(), ids, text: words }),
            ).then((isDone) => isDone && setText(''))
          }}
        >
          <TextField
            className={styles.commentField}
            label={t('comments.write')}
            isLabelHidden
            placeholder={t('comments.write')}
            maxLength={500}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Button type="submit" isPending={isPending} disabled={text.trim() === '' || isPending}>
            {t('comments.add')}
          </Button>
        </form>
      )}
    </Section>
  )
}
