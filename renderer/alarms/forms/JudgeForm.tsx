import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AlarmCause, AlarmVerdict, type Alarm } from '../../../domain/contract'
import { newKey, useClient } from '../../feed'
import { TextField } from '../../widgets'
import { doToAlarms } from '../deeds'
import { Choice } from './Choice'
import { FormFrame } from './FormFrame'

/** Asks what alarms turned out to be, and what had caused those that were not real. */
export function JudgeForm({
  alarms,
  onDone,
  onClose,
}: {
  alarms: readonly Alarm[]
  /** It is on its way. */
  onDone?(): void
  onClose(): void
}) {
  const { t } = useTranslation(['alarmDeeds', 'common'])
  const client = useClient()
  const [verdict, setVerdict] = useState<AlarmVerdict>('false')
  const [cause, setCause] = useState<AlarmCause>()
  const [note, setNote] = useState('')
  const needsCause = verdict !== 'real'
  return (
    <FormFrame
      title={t('judge.title', { count: alarms.length })}
      action={t('judge.action', { count: alarms.length, verdict: t(`common:alarmVerdict.${verdict}`) })}
      obstacle={needsCause && cause === undefined ? t('judge.needsCause') : undefined}
      onSubmit={() => {
        const words = note.trim()
        const ids = alarms.map(({ id }) => id)
        void doToAlarms('alarm.judge', ids, (part) =>
          client.call('alarm.judge', {
            key: newKey(),
            ids: part,
            verdict,
            ...(needsCause && cause !== undefined && { cause }),
            ...(words !== '' && { note: words }),
          }),
        )
        onDone?.()
      }}
      onClose={onClose}
    >
      <Choice<AlarmVerdict>
        label={t('judge.was')}
        options={AlarmVerdict.options.map((value) => ({ value, name: t(`common:alarmVerdict.${value}`) }))}
        value={verdict}
        onChoose={setVerdict}
      />
      {needsCause && (
        <Choice<AlarmCause>
          label={t('judge.cause')}
          options={AlarmCause.options.map((value) => ({ value, name: t(`common:alarmCause.${value}`) }))}
          value={cause}
          onChoose={setCause}
        />
      )}
      <TextField label={t('comment')} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
    </FormFrame>
  )
}
