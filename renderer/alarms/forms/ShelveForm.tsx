import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HoldReason, type Alarm } from '../../../domain/contract'
import { newKey, useClient, useNow, useRight } from '../../feed'
import { useFormat } from '../../i18n'
import { TextField } from '../../widgets'
import { doToAlarms } from '../deeds'
import { formatUntil } from '../formatUntil'
import { Choice } from './Choice'
import { FormFrame } from './FormFrame'
import styles from './forms.module.css'

const minute = 60_000
/** Ends offered, minutes; the last needs a right of its own. */
const ends = [15, 30, 60, 120, 240, 480, 1440] as const
/** Longer than a shift. */
const longFrom = 481

/** Asks why and until when alarms are put aside; says before the click which of them cannot be. */
export function ShelveForm({
  alarms,
  onDone,
  onClose,
}: {
  alarms: readonly Alarm[]
  /** It is on its way. */
  onDone?(): void
  onClose(): void
}) {
  const { t } = useTranslation(['alarmDeeds', 'alarms', 'common'])
  const format = useFormat()
  const client = useClient()
  const now = useNow()
  const mayLong = useRight('alarm.shelveLong')
  const [reason, setReason] = useState<HoldReason>()
  const [minutes, setMinutes] = useState(30)
  const [comment, setComment] = useState('')
  const possible = alarms.filter(({ isLifeSafety }) => !isLifeSafety)
  const lifeSafety = alarms.length - possible.length
  const untilMs = now + minutes * minute
  const until = formatUntil(format, untilMs, now)
  return (
    <FormFrame
      title={t('shelve.title', { count: alarms.length })}
      action={t('shelve.action', { count: possible.length, until })}
      obstacle={
        possible.length === 0 ? t('shelve.lifeSafetyOnly') : reason === undefined ? t('needsReason') : undefined
      }
      onSubmit={() => {
        if (reason === undefined) return
        const words = comment.trim()
        const ids = possible.map(({ id }) => id)
        void doToAlarms('alarm.shelve', ids, (part) =>
          client.call('alarm.shelve', {
            key: newKey(),
            ids: part,
            minutes,
            reason,
            ...(words !== '' && { comment: words }),
          }),
        )
        onDone?.()
      }}
      onClose={onClose}
    >
      {lifeSafety > 0 && possible.length > 0 && (
        <p className={styles.note}>{t('shelve.lifeSafetySome', { count: lifeSafety })}</p>
      )}
      <Choice<HoldReason>
        label={t('reason')}
        options={HoldReason.options.map((value) => ({ value, name: t(`common:holdReason.${value}`) }))}
        value={reason}
        onChoose={setReason}
      />
      <Choice
        label={t('shelve.howLong')}
        options={ends.map((each) => ({
          value: String(each),
          name: each < 60 ? t('minutes', { count: each }) : t('hours', { count: each / 60 }),
          isOff: each >= longFrom && !mayLong,
          title: each >= longFrom && !mayLong ? t('shelve.needsLong') : undefined,
        }))}
        value={String(minutes)}
        onChoose={(value) => setMinutes(Number(value))}
      />
      <p>
        {t('shelve.until')} <b className={styles.end}>{until}</b>{' '}
        <span className={styles.meta}>{t('shelve.comesBack')}</span>
      </p>
      <TextField
        label={t('comment')}
        maxLength={500}
        value={comment}
        onChange={(event) => setComment(event.target.value)}
      />
    </FormFrame>
  )
}
